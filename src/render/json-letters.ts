/**
 * Results for every size as the JSON of the contract, and beside it what a replay needs.
 * In: a result and how names are written. Out: plain data; each step has its rule, LaTeX, and text that reads back.
 */
import type { Sum } from "../calculus/sums.ts";
import { expressionOf } from "../derivation/arrange.ts";
import { nameDefinition } from "../derivation/definition-letters.ts";
import type {
  GeneralResult,
  LetterResult,
  SizeLine,
  SizeTheoremResult,
  TheoremLine,
  TheoremResult,
} from "../derivation/theorem.ts";
import { sumExpression } from "../derivation/theorem-expression.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import { countsToJson } from "./json-counts.ts";
import { latexOfExpression, printLatex } from "./latex.ts";
import type { NotationTable } from "./symbols.ts";
import { namesOf, writtenNames } from "./theorem-names.ts";
import { polynomialVisual, sumVisual, type Writing, writingOf } from "./theorem-visual.ts";

export function lettersToJson(result: LetterResult, notation: NotationTable): unknown {
  switch (result.kind) {
    case "theorem":
      return theoremJson(result, notation);
    case "size-theorem":
      return sizeJson(result, notation);
    case "general":
      return generalJson(result, notation);
  }
}

function writingFor(
  { setting }: LetterResult,
  sums: readonly Sum[],
  sides: readonly string[],
  notation: NotationTable,
): Writing {
  const { shown, used } = namesOf(setting, sums, sides);
  const avoided = writtenNames(setting);
  const definitions = used.flatMap(({ definition }) =>
    definition ? [nameDefinition(definition, setting, avoided).body] : [],
  );
  return writingOf(setting, shown, notation, [...sums, ...definitions]);
}

function claimOf(
  left: Expression,
  right: Expression,
  notation: NotationTable,
): { readonly claim: string; readonly latex: string } {
  return {
    claim: `${printExpression(left)} == ${printExpression(right)}`,
    latex: `${latexOfExpression(left, notation)} = ${latexOfExpression(right, notation)}`,
  };
}

function theoremJson(result: TheoremResult, notation: NotationTable): unknown {
  const { verdict, scope, assumptions, statement, chain, lines, grid, counterexample, tried } = result;
  const sums = [...lines.map(({ sum }) => sum), ...(tried ? [tried.left, tried.right] : [])];
  const writing = writingFor(result, sums, [statement.left, statement.right], notation);
  const said = (sum: Sum): unknown => sumJson(sum, result, writing);
  return {
    kind: "proof",
    ...claimOf(result.left, result.right, notation),
    verdict,
    scope,
    assumptions,
    steps: lines.map((line) => lineJson(line, result, writing)),
    counterexample: counterexample && { ...counterexample },
    tried: tried && { left: said(tried.left), right: said(tried.right) },
    grid: grid && { ...grid },
    names: namesJson(result, [statement.left, statement.right]),
    statement,
    chain,
  };
}

/** Names that the LaTeX brings in for arrays without one. */
function namesJson(result: TheoremResult, sides: readonly string[]): Readonly<Record<string, string>> {
  const { introduced } = namesOf(
    result.setting,
    result.lines.map(({ sum }) => sum),
    sides,
  );
  return Object.fromEntries(introduced.map(({ array, name }) => [printExpression(name), printExpression(array.shown)]));
}

function sumJson(
  sum: Sum,
  { setting }: LetterResult,
  writing: Writing,
): { readonly latex: string; readonly text: string } {
  return {
    latex: printLatex(sumVisual(sum, writing)),
    text: printExpression(sumExpression(sum, setting, writing.shown)),
  };
}

function lineJson({ rule, sum, steps }: TheoremLine, result: LetterResult, writing: Writing): unknown {
  return { rule, ...sumJson(sum, result, writing), checked: true, uses: steps };
}

function sizeJson(result: SizeTheoremResult, notation: NotationTable): unknown {
  const { verdict, scope, assumptions, lines, grid, counterexample } = result;
  const writing = writingFor(result, [], [], notation);
  const line =
    (side: "left" | "right") =>
    ({ rule, letter, value }: SizeLine) => ({
      rule,
      latex: printLatex(polynomialVisual(value, writing)),
      text: printExpression(expressionOf(value, writing.order)),
      checked: true,
      side,
      letter,
    });
  return {
    kind: "proof",
    ...claimOf(result.left, result.right, notation),
    verdict,
    scope,
    assumptions,
    steps: [...lines.left.map(line("left")), ...lines.right.map(line("right"))],
    counterexample: counterexample && { ...counterexample },
    grid: grid && { ...grid },
  };
}

function generalJson(result: GeneralResult, notation: NotationTable): unknown {
  const { asked, of, wrt, scope, assumptions, lines, start, chain, grid, counts } = result;
  const sums = [start, ...lines.map(({ sum }) => sum)];
  const writing = writingFor(result, sums, [], notation);
  return {
    kind: asked,
    of: printExpression(of),
    wrt: wrt && printExpression(wrt),
    scope,
    assumptions,
    left: sumJson(start, result, writing),
    formula: sumJson(lines.at(-1)?.sum ?? start, result, writing),
    steps: lines.map((line) => lineJson(line, result, writing)),
    grid: grid && { ...grid },
    counts: counts && countsToJson(counts, result, writing),
    chain,
  };
}
