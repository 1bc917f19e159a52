/**
 * The JSON of `derive`: what other programs read, and what `verify` takes up again.
 * In: a checked derivation. Out: the object of the contract; every expression as worksheet text and as LaTeX.
 */
import type {
  Derivation,
  Entry,
  Formula,
  ProofResult,
  Remark,
  Result,
  Step,
  Twin,
  ViewsResult,
} from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import type { CheckedDerivation } from "../verify/checked.ts";
import { lettersToJson } from "./json-letters.ts";
import { latexOfExpression } from "./latex.ts";
import { type NotationTable, tableOf } from "./symbols.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };
type JsonObject = Readonly<Record<string, Json | undefined>>;

export function derivationToJson(derivation: CheckedDerivation): JsonObject {
  const notation = tableOf(derivation);
  return {
    gradscribe: 1,
    file: derivation.file,
    title: derivation.title,
    indexBase: derivation.indexBase,
    detail: derivation.detail,
    definitions: definitionsOf(derivation, notation),
    results: derivation.results.map((result) => resultOf(result, notation)),
    twins: derivation.twins.map(twinOf),
    withoutTwins: derivation.withoutTwins.length > 0 ? derivation.withoutTwins : undefined,
    worksheet: derivation.worksheet,
    names: mapValues(derivation.names, printExpression),
    given: derivation.given,
    // A name without LaTeX of its own is written as its letters are: `verify` works that out for itself.
    notation: mapValues(derivation.notation, ({ latex, shape }) => ({ latex, shape })),
  };
}

function twinOf({ convolution, calls, notes, ...rest }: Twin): JsonObject {
  return { ...rest, convolution: printExpression(convolution), notes, calls: { ...calls } as unknown as JsonObject };
}

/** The document in pieces; between them stand the entries that are written part by part. */
export function jsonPieces(derivation: CheckedDerivation): (string | { readonly large: number })[] {
  const notation = tableOf(derivation);
  const marked = derivation.results.map((result, position) => {
    const json = resultOf(result, notation);
    return "large" in result ? { ...json, entries: [`${MARK}${position}`] } : json;
  });
  const text = `${JSON.stringify({ ...derivationToJson(derivation), results: marked }, null, 2)}\n`;
  const pieces = text.split(MARKED);
  return pieces.map((piece, at) => (at % 2 === 0 ? piece : { large: Number(piece) }));
}

/** A control character, which JSON writes in another way wherever else it may stand. */
const MARK = "\u0001";
const MARKED = /(?<="entries": \[)\n *"\\u0001(\d+)"\n *(?=\])/;

export function printJson(derivation: CheckedDerivation): string {
  return `${JSON.stringify(derivationToJson(derivation), null, 2)}\n`;
}

function mapValues<From>(record: Readonly<Record<string, From>>, change: (value: From) => Json): JsonObject {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function expressionOf(
  expression: Expression,
  notation: NotationTable,
): { readonly text: string; readonly latex: string } {
  return { text: printExpression(expression), latex: latexOfExpression(expression, notation) };
}

function definitionsOf({ definitions }: Derivation, notation: NotationTable): Json {
  return definitions.map(({ name, source, formula, remarks }) => ({
    name,
    text: printExpression(source),
    latex: latexOfExpression(source, notation),
    formula: formulaOf(formula, notation),
    remarks: remarksOf(remarks, notation),
  }));
}

function formulaOf({ left, right, letters }: Formula, notation: NotationTable): Json {
  return {
    left: expressionOf(left, notation),
    right: expressionOf(right, notation),
    letters: letters.map(({ name, from, to }) => ({ name, from, to })),
  };
}

function remarksOf(remarks: readonly Remark[], notation: NotationTable): Json {
  return remarks.map(({ rule, subjects, equation }) => ({
    rule,
    subjects: subjects.map(printExpression),
    equation: equation && {
      left: expressionOf(equation.left, notation),
      right: expressionOf(equation.right, notation),
    },
  }));
}

function resultOf(result: Result, notation: NotationTable): JsonObject {
  switch (result.kind) {
    case "expansion":
      return {
        kind: result.kind,
        of: printExpression(result.of),
        shape: result.shape,
        remarks: remarksOf(result.remarks, notation),
        entries: result.entries.map((entry) => ({ at: entry.at, ...entryJson(entry, notation) })),
      };
    case "jacobian":
      return {
        kind: result.kind,
        of: printExpression(result.of),
        wrt: printExpression(result.wrt),
        shape: { of: result.shape.of, wrt: result.shape.wrt },
        remarks: remarksOf(result.remarks, notation),
        entries: result.entries.map((entry) => ({ of: entry.of, wrt: entry.wrt, ...entryJson(entry, notation) })),
      };
    case "gradient":
      return {
        kind: result.kind,
        of: printExpression(result.of),
        wrt: printExpression(result.wrt),
        formula: result.formula && formulaOf(result.formula, notation),
        uses: result.uses?.map(printExpression),
        slidingAxes: result.slidingAxes,
        shape: result.shape,
        remarks: remarksOf(result.remarks, notation),
        entries: result.entries.map((entry) => ({ wrt: entry.wrt, ...entryJson(entry, notation) })),
      };
    case "proof":
      return proofOf(result, notation);
    case "views":
      return viewsOf(result, notation);
    case "theorem":
    case "size-theorem":
    case "general":
      return lettersToJson(result, notation) as JsonObject;
  }
}

export function entryJson({ expression, value, steps }: Entry, notation: NotationTable): JsonObject {
  return {
    ...expressionOf(expression, notation),
    value,
    steps: steps?.map((step) => stepOf(step, notation)),
  };
}

function stepOf({ rule, expression }: Step<string>, notation: NotationTable): JsonObject {
  return { rule, ...expressionOf(expression, notation), checked: true };
}

function viewsOf(result: ViewsResult, notation: NotationTable): JsonObject {
  return {
    kind: result.kind,
    of: printExpression(result.of),
    wrt: printExpression(result.wrt),
    loss: printExpression(result.loss),
    upstream: printExpression(result.upstream),
    operand: result.operand,
    transposed: result.transposed,
    shape: result.shape,
    entries: result.entries.map((entry) => ({ wrt: entry.wrt, ...entryJson(entry, notation) })),
    views: result.views.map(({ view, lines }) => ({
      view,
      lines: lines.map(({ rule, facts, pattern, equation }) => ({
        rule,
        facts: facts && { ...facts },
        pattern,
        equation: equation && formulaOf(equation, notation),
        checked: true,
      })),
    })),
  };
}

function proofOf(result: ProofResult, notation: NotationTable): JsonObject {
  const { verdict, scope, assumptions, shape, counterexample } = result;
  const [left, right] = [result.left, result.right].map((side) => expressionOf(side, notation));
  return {
    kind: result.kind,
    claim: `${left?.text ?? ""} == ${right?.text ?? ""}`,
    latex: `${left?.latex ?? ""} = ${right?.latex ?? ""}`,
    verdict,
    scope,
    assumptions,
    shape,
    steps: result.steps.map((step) => ({ at: step.at, ...stepOf(step, notation) })),
    counterexample: counterexample && { ...counterexample },
  };
}
