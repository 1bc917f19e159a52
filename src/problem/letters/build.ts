/**
 * A worksheet with letters for sizes to a problem about all of them: statements in their order, but what is said of the
 * sizes alone comes first, since it holds everywhere.
 */
import { Mistake } from "../../error.ts";
import type { Expression, Statement, Worksheet } from "../../language/syntax.ts";
import { tell, verbatim } from "../../messages/message.ts";
import { numberOf, type Polynomial } from "../../sizes/polynomial.ts";
import { demandFreeName } from "../free-names.ts";
import type { LetterArray, LetterProblem, LetterRequest } from "../letters.ts";
import { buildFunction, buildName } from "../naming.ts";
import { indexBaseOf, introducedNames, settingOf } from "../settings.ts";
import { styleOf } from "../style.ts";
import { assumptionsOf, createKnowledge } from "./knowledge.ts";
import { letterDerivative, lowerLetterArray, lowerLetterForm } from "./lower.ts";
import { buildLetterRequest } from "./requests.ts";
import { createLetterScope, type LetterScope } from "./scope.ts";
import { learnAssumption, learnIntegers, learnSizes } from "./size-statements.ts";
import { shapeText } from "./size-text.ts";
import { evaluateInteger, evaluateSize } from "./size-values.ts";

type StatementOf<Tag extends Statement["tag"]> = Statement & { readonly tag: Tag };

/**
 * Throws a mistake where the worksheet has one, and where something cannot be said of all sizes at once.
 * It is built twice where a quotient is met before the axis of windows that it gives: then it is called O from the first.
 */
export function buildLetterProblem(worksheet: Worksheet): LetterProblem {
  return openLetterWorksheet(worksheet).problem;
}

/** The problem, and the scope that its arrays were made in, in which more can be made. */
export function openLetterWorksheet(worksheet: Worksheet): OpenLetterWorksheet {
  const first = build(worksheet, new Map());
  const { lateWindows } = first.scope.knowledge;
  return lateWindows.size === 0 ? first : build(worksheet, lateWindows);
}

export interface OpenLetterWorksheet {
  readonly problem: LetterProblem;
  readonly scope: LetterScope;
}

function build(worksheet: Worksheet, willBeWindows: ReadonlyMap<number, 0 | 1>): OpenLetterWorksheet {
  const reserved = new Set(worksheet.statements.flatMap(introducedNames));
  const knowledge = createKnowledge(reserved, willBeWindows);
  const scope: LetterScope = createLetterScope({
    layout: settingOf(worksheet, "layout")?.layout ?? "nchw",
    indexBase: indexBaseOf(worksheet),
    style: styleOf(worksheet),
    reserved,
    knowledge,
    shapeOf: (expression) => lowerLetterForm(scope, expression).shape,
  });
  const requests: LetterRequest[] = [];
  for (const statement of inOrder(worksheet.statements))
    exactly(statement, () => buildStatement(scope, statement, requests));
  const { arrays, functions, indexBase, layout, style } = scope;
  const title = worksheet.statements.findLast((statement) => statement.tag === "title")?.title;
  const { conditions, quotients } = knowledge;
  const assumptions = assumptionsOf(knowledge);
  const { source } = worksheet;
  const sizes = [...knowledge.own];
  const problem = {
    source,
    title,
    indexBase,
    layout,
    style,
    sizes,
    assumptions,
    conditions,
    quotients,
    arrays,
    functions,
    requests,
  };
  return { problem, scope };
}

/** What speaks of no array goes first, in its order. */
function inOrder(statements: readonly Statement[]): readonly Statement[] {
  const isEarly = (statement: Statement): boolean =>
    statement.tag === "size" ||
    statement.tag === "integer" ||
    (statement.tag === "assume" &&
      !speaksOfArrays(statement.condition.left) &&
      !speaksOfArrays(statement.condition.right));
  return [...statements.filter(isEarly), ...statements.filter((statement) => !isEarly(statement))];
}

function speaksOfArrays(expression: Expression): boolean {
  switch (expression.tag) {
    case "negate":
      return speaksOfArrays(expression.operand);
    case "binary":
      return speaksOfArrays(expression.left) || speaksOfArrays(expression.right);
    case "call":
      return expression.name === "size" || expression.positional.some(speaksOfArrays);
    default:
      return false;
  }
}

/** Coefficients that are too large to be exact are a limit, and no defect. */
function exactly(statement: Statement, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Mistake("limit", tell`the sizes have coefficients of more than 15 digits`, statement.span);
  }
}

function buildStatement(scope: LetterScope, statement: Statement, requests: LetterRequest[]): void {
  const naming = {
    ...scope,
    derivative: (call: Parameters<typeof letterDerivative>[1]) => letterDerivative(scope, call),
  };
  switch (statement.tag) {
    case "title":
    case "indexBase":
    case "layout":
      return;
    case "size":
      return learnSizes(scope, statement);
    case "integer":
      return learnIntegers(scope, statement);
    case "assume":
      return learnAssumption(scope, statement);
    case "tensor": {
      demandFreeName(statement.name);
      const shape = statement.shape.map((size) => evaluateSize(scope, size));
      return introduce(scope, statement, shape);
    }
    case "scalar":
      demandFreeName(statement.name);
      return introduce(scope, statement, []);
    case "given": {
      const array = scope.resolve(statement.name.name, statement.name.span);
      if (array.definition.kind !== "letters" && array.definition.kind !== "upstream")
        throw new Mistake(
          "value",
          tell`\`${array.name}\` is defined by the worksheet; values are given to tensors and deltas`,
          statement.name.span,
        );
      return checkValues(scope, array, statement.value);
    }
    case "function":
      return buildFunction(naming, statement);
    case "definition":
      return buildDefinition(scope, statement);
    case "loss":
      return buildLoss(scope, statement);
    case "name":
      return buildName(naming, statement);
    case "notation":
    case "operator":
      // They say how the derivation is written and how homework is read, and nothing of the arrays.
      return;
    default:
      requests.push(buildLetterRequest(scope, statement));
  }
}

function introduce(
  scope: LetterScope,
  { name, latex, value }: StatementOf<"tensor" | "scalar">,
  shape: readonly Polynomial[],
): void {
  const array = scope.add(name, shape, { kind: "letters" }, latex === undefined ? {} : { latex });
  if (value !== undefined) checkValues(scope, array, value);
}

/** Values play no part in what holds for all sizes; they must still be as many as there are entries. */
function checkValues(scope: LetterScope, { name, shape }: LetterArray, value: Expression): void {
  const sizes = shape.map(numberOf);
  const text = verbatim(shapeText(shape, scope.knowledge));
  if (sizes.includes(undefined))
    throw new Mistake(
      "value",
      tell`\`${name}\` has shape ${text}; values need sizes that are numbers. Leave them out, or write numbers for the sizes`,
      value.span,
    );
  if (value.tag === "range") {
    const count = evaluateInteger(scope, value.to) - evaluateInteger(scope, value.from) + 1;
    const wanted = sizes.reduce<number>((product, size) => product * (size ?? 1), 1);
    if (count === wanted) return;
    throw new Mistake(
      "value",
      tell`\`${name}\` has shape ${text} and ${wanted} entries; the range gives ${Math.max(0, count)}`,
      value.span,
    );
  }
  const given = literalShape(value);
  if (given.join() !== sizes.join())
    throw new Mistake(
      "value",
      tell`\`${name}\` has shape ${text}; the values have shape [${given.join(",")}]`,
      value.span,
    );
}

function literalShape(value: Expression): readonly number[] {
  if (value.tag !== "array") return [];
  const [first, ...others] = value.items.map(literalShape);
  const odd = others.findIndex((shape) => shape.join() !== first?.join());
  if (odd >= 0)
    throw new Mistake(
      "value",
      tell`the rows of an array must be alike: the first has shape [${(first ?? []).join(",")}], number ${odd + 2} has [${(others[odd] ?? []).join(",")}]`,
      value.items[odd + 1]?.span,
    );
  return [value.items.length, ...(first ?? [])];
}

function buildDefinition(scope: LetterScope, { name, value }: StatementOf<"definition">): void {
  demandFreeName(name);
  if (scope.isTaken(name.name))
    throw new Mistake("name-taken", tell`\`${name.name}\` exists already; choose another name`, name.span);
  const { shape, rows } = lowerLetterForm(scope, value);
  scope.add(name, shape, { kind: "rows", rows }, { source: value });
}

function buildLoss(scope: LetterScope, statement: StatementOf<"loss">): void {
  demandFreeName(statement.name);
  const of = lowerLetterArray(scope, statement.of);
  const delta = statement.delta ?? { name: "delta", span: statement.name.span };
  if (statement.delta === undefined && scope.isTaken("delta"))
    throw new Mistake(
      "name-taken",
      tell`\`delta\` exists already; give this loss's upstream gradient a name: \`loss L(y, delta=g)\``,
      statement.name.span,
    );
  const loss = scope.arrays.length + 1;
  const positional = [statement.name.name, of.name].map((name): Expression => ({ tag: "name", name }));
  const source: Expression = { tag: "call", name: "grad", primes: 0, positional, named: [] };
  const upstream = scope.add(delta, of.shape, { kind: "upstream", loss, of: of.id }, { source });
  scope.add(statement.name, [], { kind: "loss", of: of.id, upstream: upstream.id });
}
