/**
 * Checks the entries of expansions, Jacobians and gradients: their places, expressions, steps and values.
 */
import type { Entry, ExpansionResult, Formula, GradientResult, JacobianResult } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import { arrayOf, type NumericArray, type Request, type Subject } from "../problem/problem.ts";
import { sizeOfShape } from "../problem/rows.ts";
import { agreeAsReals, multiplyModulo, PRIME, type Real, randomResidueAt, readReal } from "./arithmetic.ts";
import { checkInsides, checkOrder } from "./check-steps.ts";
import { checkUses } from "./check-uses.ts";
import { allEntries, type Checks, evaluated, fail, flatOf, indexText } from "./checks.ts";
import { type Direction, STILL } from "./forward.ts";
import type { Interpreter } from "./interpret.ts";
import { contains, isName } from "./rules.ts";

/** What a result speaks of must be what the worksheet asks about: the array, or the entry of it. */
function checkSubject(
  checks: Checks,
  expression: Expression,
  { array: id, entry }: Subject,
  place: string,
): NumericArray {
  const array = arrayOf(checks.problem, id);
  const [base, at] =
    entry !== undefined && expression.tag === "index"
      ? [expression.array, expression.indices]
      : [expression, undefined];
  const flat =
    at &&
    flatOf(
      checks,
      array,
      at.map((item) => Number(printExpression(item))),
      place,
    );
  if (checks.real.array(base)?.id !== id || flat !== entry)
    fail(place, `speaks of \`${printExpression(expression)}\`, which is not what the worksheet asks about`);
  return array;
}

export function checkExpansion(
  checks: Checks,
  result: ExpansionResult,
  request: Request & { kind: "expansion" },
  place: string,
): void {
  const array = checkSubject(checks, result.of, request.of, place);
  if (result.shape.join() !== array.shape.join()) fail(place, "has another shape");
  const entries = request.of.entry === undefined ? allEntries(array) : [request.of.entry];
  const isInParts = result.large !== undefined;
  if (!isInParts && result.entries.length !== entries.length)
    fail(place, `has ${result.entries.length} entries of ${entries.length}`);
  result.entries.forEach((entry, position) => {
    const at = `${place} at [${entry.at.join(",")}]`;
    const flat = flatOf(checks, array, entry.at, at);
    if (!isInParts && flat !== entries[position]) fail(at, "stands at another entry's place");
    checkEntry(checks, entry, at, (interpreter) => interpreter.forward.entry(array, flat, STILL).value);
  });
}

export function checkJacobian(
  checks: Checks,
  result: JacobianResult,
  request: Request & { kind: "jacobian" },
  place: string,
): void {
  const of = checkSubject(checks, result.of, request.of, place);
  const wrt = checkSubject(checks, result.wrt, request.wrt, place);
  if (result.shape.of.join() !== of.shape.join() || result.shape.wrt.join() !== wrt.shape.join())
    fail(place, "has another shape");
  const size = sizeOfShape(wrt.shape);
  let last = -1;
  const entries = result.entries.map((entry) => {
    const at = `${place} at [${entry.of.join(",")}] by [${entry.wrt.join(",")}]`;
    const row = flatOf(checks, of, entry.of, at);
    const column = flatOf(checks, wrt, entry.wrt, at);
    if (row * size + column <= last) fail(at, "is out of order");
    last = row * size + column;
    if (entry.steps !== undefined) checkDerived(checks, entry, { of, row, wrt, column }, at);
    else checkValue(checks, entry, at);
    return { row, column, expression: entry.expression };
  });
  const rows = request.of.entry === undefined ? allEntries(of) : [request.of.entry];
  if (result.large === undefined) checkSlopes(checks, of, wrt, rows, request.wrt.entry, entries, place);
}

export function checkGradient(
  checks: Checks,
  result: GradientResult,
  request: Request & { kind: "gradient" },
  place: string,
): void {
  const of = checkSubject(checks, result.of, request.of, place);
  const wrt = checkSubject(checks, result.wrt, request.wrt, place);
  if (result.shape.join() !== wrt.shape.join()) fail(place, "has another shape");
  const row = request.of.entry ?? 0;
  const columns = request.wrt.entry === undefined ? allEntries(wrt) : [request.wrt.entry];
  const isInParts = result.large !== undefined;
  if (!isInParts && result.entries.length !== columns.length)
    fail(place, `has ${result.entries.length} entries of ${columns.length}`);
  const entries = result.entries.map((entry, position) => {
    const at = `${place} at [${entry.wrt.join(",")}]`;
    const column = flatOf(checks, wrt, entry.wrt, at);
    if (!isInParts && column !== columns[position]) fail(at, "stands at another entry's place");
    if (entry.steps !== undefined) checkDerived(checks, entry, { of, row, wrt, column }, at);
    else checkValue(checks, entry, at);
    return { row, column, expression: entry.expression };
  });
  if (!isInParts) checkSlopes(checks, of, wrt, [row], request.wrt.entry, entries, place);
  if (result.formula !== undefined) checkGeneralEntry(checks, result.formula, result, wrt, place);
  checkUses(checks, result, of, wrt, place);
}

/** A formula for all entries gives each of those that are written out, and its left side names that entry. */
function checkGeneralEntry(
  checks: Checks,
  formula: Formula,
  result: GradientResult,
  wrt: NumericArray,
  place: string,
): void {
  const { indexBase } = checks.problem;
  const [, variable] = formula.left.tag === "call" ? formula.left.positional : [];
  const at = variable?.tag === "index" ? variable.indices.map(printExpression) : [];
  const base = wrt.named ? printExpression({ tag: "name", name: wrt.name }) : "";
  const left = `grad(${printExpression(result.of)}, ${base}[${at.join(",")}])`;
  if (printExpression(formula.left) !== left) fail(`${place}, general entry`, `the left side is not \`${left}\``);
  // An axis of one entry has no letter, but the number of its only place.
  const wide = wrt.shape.flatMap((size, axis) => (size > 1 ? [axis] : []));
  const ranges = formula.letters.map(({ name, from, to }) => `${name}=${from}..${to}`).join();
  const full = wide.map((axis) => `${at[axis]}=${indexBase}..${(wrt.shape[axis] as number) - 1 + indexBase}`).join();
  const isNumbered = wrt.shape.every((size, axis) => size > 1 || at[axis] === String(indexBase));
  if (ranges !== full || at.length !== wrt.shape.length || !isNumbered)
    fail(place, "the letters run over other ranges");
  const names = formula.letters.map(({ name }) => name);
  for (const entry of result.entries) {
    const letters = new Map(names.map((name, letter) => [name, entry.wrt[wide[letter] as number] as number]));
    for (const interpreter of checks.modular) {
      const general = evaluated(place, () => interpreter.evaluate(formula.right, letters).value);
      if (general !== evaluated(place, () => interpreter.evaluate(entry.expression).value))
        fail(`${place}, general entry`, `does not hold at [${entry.wrt.join(",")}]`);
    }
  }
}

/** The derivative of one entry by another. */
interface Derived {
  readonly of: NumericArray;
  readonly row: number;
  readonly wrt: NumericArray;
  readonly column: number;
}

function checkDerived(checks: Checks, entry: Entry, { of, row, wrt, column }: Derived, place: string): void {
  checkEntry(checks, entry, place, (interpreter) => slopeAt(interpreter, of, row, wrt, column));
  const value = ({ forward }: Interpreter<number>): number => forward.entry(of, row, STILL).value;
  const isSubject = (expression: Expression): boolean => isEntry(checks, expression, of, row, place);
  const at = indexText(checks, wrt, column);
  const variable = at === "" ? wrt.name : `${wrt.name}[${at}]`;
  checkInsides(entry.steps ?? [], checks.modular, { isSubject, variable, value }, place);
}

function isEntry(checks: Checks, expression: Expression, array: NumericArray, entry: number, place: string): boolean {
  const [base, at] = expression.tag === "index" ? [expression.array, expression.indices] : [expression, []];
  const index = at.map((item) => Number(printExpression(item)));
  return checks.real.array(base)?.id === array.id && flatOf(checks, array, index, place) === entry;
}

function slopeAt(
  interpreter: Interpreter<number>,
  of: NumericArray,
  row: number,
  wrt: NumericArray,
  column: number,
): number {
  return interpreter.forward.entry(of, row, interpreter.forward.unit(wrt.id, column)).slope;
}

interface PlacedEntry {
  readonly row: number;
  readonly column: number;
  readonly expression: Expression;
}

/** Along a random direction, the entries of each row times their rates add up to the slope of that row. */
export function checkSlopes(
  checks: Checks,
  of: NumericArray,
  wrt: NumericArray,
  rows: readonly number[],
  onlyColumn: number | undefined,
  entries: readonly PlacedEntry[],
  place: string,
): void {
  checks.modular.forEach((interpreter, seed) => {
    const rate = (column: number): number =>
      onlyColumn !== undefined && column !== onlyColumn ? 0 : randomResidueAt("rate", column, seed + 1);
    const rates = onlyColumn === undefined ? rate : Object.assign(rate, { only: onlyColumn });
    const direction: Direction<number> = new Map([[wrt.id, rates]]);
    const sums = new Map<number, number>();
    for (const { row, column, expression } of entries) {
      const value = evaluated(place, () => interpreter.evaluate(expression).value);
      sums.set(row, ((sums.get(row) ?? 0) + multiplyModulo(value, rate(column))) % PRIME);
    }
    for (const row of rows) {
      const slope = interpreter.forward.entry(of, row, direction).slope;
      if ((sums.get(row) ?? 0) !== slope)
        fail(`${place}, row [${indexText(checks, of, row)}]`, "the entries are not the derivatives");
    }
    for (const row of sums.keys()) if (!rows.includes(row)) fail(place, "has an entry that was not asked for");
  });
}

/** An entry with its steps: each has the value that it should, and is of the shape that its rule makes. */
export function checkEntry(
  checks: Checks,
  entry: Entry,
  place: string,
  target: (interpreter: Interpreter<number>) => number,
): void {
  const symbolic = (entry.steps ?? []).filter(({ rule }) => rule !== "numbers" && rule !== "value");
  for (const interpreter of checks.modular) {
    const expected = target(interpreter);
    const agrees = (expression: Expression, at: string): boolean =>
      evaluated(at, () => interpreter.evaluate(expression).value) === expected;
    symbolic.forEach((step, position) => {
      const at = `${place}, step ${position + 1} (${step.rule})`;
      if (!agrees(step.expression, at)) fail(at, `\`${printExpression(step.expression)}\` does not follow`);
    });
    if (!agrees(entry.expression, place)) fail(place, `\`${printExpression(entry.expression)}\` is not the result`);
  }
  if (entry.steps !== undefined) checkOrder(entry.steps, place);
  const last = symbolic.at(-1);
  const end = last === undefined || contains(entry.expression, isName) ? last : entry.steps?.at(-1);
  if (end !== undefined && printExpression(end.expression) !== printExpression(entry.expression))
    fail(place, "the steps do not end in the result");
  checkValue(checks, entry, place);
}

/**
 * The value is there when all numbers are given, never when it depends on one that is not, and it is right. Where only
 * some are given, there may be one without need of the others, as where δ stands beside a 0, or none.
 */
export function checkValue(checks: Checks, entry: Entry, place: string): void {
  const { real } = checks;
  const numeric = (entry.steps ?? []).filter(({ rule }) => rule === "numbers" || rule === "value");
  const given = valueIfGiven(place, () => real.evaluate(entry.expression).value);
  const mayLack = given === undefined || !isAllGiven(checks);
  if (mayLack && entry.value === undefined && numeric.length === 0) return;
  const actual = given ?? valueInAnyCase(checks, entry.expression, place);
  if (actual === undefined) fail(place, "has a value, though not all numbers are given");
  if (entry.value === undefined) fail(place, "has no value, though all numbers are given");
  if (!agreeAsReals(readReal(entry.value), actual)) fail(place, `the value is not ${entry.value}`);
  if (typeof actual !== "number" && typeof readReal(entry.value) === "number") fail(place, "the value is not exact");
  for (const step of numeric)
    if (
      !agreeAsReals(
        evaluated(place, () => real.evaluate(step.expression).value),
        actual,
      )
    )
      fail(place, `\`${printExpression(step.expression)}\` is not ${entry.value} (${step.rule})`);
}

function isAllGiven({ problem }: Checks): boolean {
  return problem.arrays.every(
    ({ id, definition: { kind } }) => (kind !== "letters" && kind !== "upstream") || problem.given.has(id),
  );
}

/** The value where it is the same whatever the letters without a number are, as that of f(a − a). */
function valueInAnyCase({ supposed }: Checks, expression: Expression, place: string): Real | undefined {
  const [one, other] = supposed.map(({ evaluate }) => valueIfGiven(place, () => evaluate(expression).value));
  return one !== undefined && other !== undefined && agreeAsReals(one, other) ? one : undefined;
}

/** The value, or undefined where one that it needs is not given, or where it is not finite. */
function valueIfGiven(place: string, work: () => Real): Real | undefined {
  const value = evaluated(place, work);
  return Number.isFinite(Number(value.valueOf())) ? value : undefined;
}
