/**
 * What the checks of a view's lines share: the arrays that it is about, their slopes, and the parts of its equations.
 */
import type { Formula, ViewLine, ViewsResult } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import { arrayOf, type NumericArray, type ViewsRequest } from "../problem/problem.ts";
import type { ResolvedConvolution } from "../problem/resolved-convolution.ts";
import { unflatten } from "../problem/rows.ts";
import { type ArrayValue, evaluateArray } from "./array-values.ts";
import { type Checks, evaluated, fail } from "./checks.ts";
import { type Direction, unitDirection } from "./forward.ts";
import type { Interpreter } from "./interpret.ts";

export interface ViewChecks {
  readonly checks: Checks;
  readonly result: ViewsResult;
  readonly request: ViewsRequest;
  readonly of: NumericArray;
  readonly wrt: NumericArray;
  readonly loss: NumericArray;
  readonly upstream: NumericArray;
  readonly convolution: ResolvedConvolution;
  readonly byInput: boolean;
  /** The gradient's entries, which are checked by themselves. */
  gradient(interpreter: Interpreter<number>): ArrayValue<number>;
  /** ∂of[row]/∂wrt[column] at one of the random points. */
  slope(interpreter: Interpreter<number>, of: NumericArray, row: number, column: number): number;
}

export function createViewChecks(
  checks: Checks,
  result: ViewsResult,
  request: ViewsRequest,
  place: string,
): ViewChecks {
  const { problem } = checks;
  const [of, wrt, loss, upstream] = [request.of, request.wrt, request.loss, request.upstream].map((id) =>
    arrayOf(problem, id),
  ) as [NumericArray, NumericArray, NumericArray, NumericArray];
  const { convolution } = of;
  if (convolution === undefined) fail(place, `\`${of.name}\` is no convolution`);
  const directions = new Map<Interpreter<number>, Direction<number>[]>();
  const slope: ViewChecks["slope"] = (interpreter, array, row, column) => {
    const known = directions.get(interpreter) ?? [];
    directions.set(interpreter, known);
    known[column] ??= unitDirection(interpreter.forward.dual, wrt.id, column);
    return interpreter.forward.entry(array, row, known[column]).slope;
  };
  const byInput = wrt.id === convolution.input;
  const gradients = new Map<Interpreter<number>, ArrayValue<number>>();
  const gradient: ViewChecks["gradient"] = (interpreter) => {
    const values = (): number[] =>
      result.entries.map(({ expression }) => evaluated(place, () => interpreter.evaluate(expression).value));
    const known = gradients.get(interpreter) ?? { shape: wrt.shape, values: values() };
    gradients.set(interpreter, known);
    return known;
  };
  return { checks, result, request, of, wrt, loss, upstream, convolution, byInput, gradient, slope };
}

export function equationOf({ rule, equation }: ViewLine, place: string): Formula {
  if (equation === undefined) fail(place, `the line (${rule}) has no equation`);
  return equation;
}

/** An entry as it is written: `a[1,2]`. */
export function entryText({ checks }: ViewChecks, array: NumericArray, entry: number): string {
  const at = unflatten(entry, array.shape).map((axis) => axis + checks.problem.indexBase);
  return at.length === 0 ? array.name : `${array.name}[${at.join(",")}]`;
}

export function gradientText(view: ViewChecks, entry: number): string {
  return `grad(${view.loss.name}, ${entryText(view, view.wrt, entry)})`;
}

export function demandText(expression: Expression, expected: string, place: string): void {
  const text = printExpression(expression);
  if (text !== expected) fail(place, `\`${text}\` stands where \`${expected}\` belongs`);
}

/** The cells of a matrix that is written out. */
export function cellsOf(expression: Expression, place: string): (readonly Expression[])[] {
  if (expression.tag !== "array") fail(place, "a matrix is not written out");
  return expression.items.map((row) => {
    if (row.tag !== "array") fail(place, "a matrix is not written out");
    return row.items;
  });
}

/** The two factors of a product of matrices, to which a bias may be added. */
export function factorsOf(expression: Expression, place: string): readonly [Expression, Expression] {
  const linear = expression.tag === "binary" && expression.operator === "+" ? expression.left : expression;
  if (linear.tag !== "binary" || linear.operator !== "@") fail(place, "is no product of matrices");
  return [linear.left, linear.right];
}

/** Both sides are the same array at both random points. */
export function demandEqualArrays(view: ViewChecks, { left, right, letters }: Formula, place: string): void {
  if (letters.length > 0) fail(place, "has letters, and its sides are arrays");
  const whole = `grad(${view.loss.name}, ${view.wrt.name})`;
  for (const interpreter of view.checks.modular) {
    const [a, b] = [left, right].map((side) =>
      printExpression(side) === whole
        ? view.gradient(interpreter)
        : evaluated(place, () => evaluateArray(interpreter, side)),
    );
    if (a === undefined || b === undefined || a.shape.join() !== b.shape.join())
      fail(place, `the sides have the shapes [${a?.shape.join(",")}] and [${b?.shape.join(",")}]`);
    const wrong = a.values.findIndex((value, entry) => value !== b.values[entry]);
    if (wrong >= 0) fail(place, `the sides differ at [${unflatten(wrong, a.shape).map((axis) => axis + 1)}]`);
  }
}

/** Facts are the numbers that were expected, no more and no fewer. */
export function demandFacts(
  line: ViewLine,
  expected: Readonly<Record<string, number | readonly number[]>>,
  place: string,
): void {
  const facts = line.facts ?? {};
  const names = new Set([...Object.keys(facts), ...Object.keys(expected)]);
  for (const name of names)
    if (String(facts[name]) !== String(expected[name])) fail(place, `${name} is not ${String(facts[name])}`);
}
