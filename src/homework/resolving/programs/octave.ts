/**
 * Lines of Octave: `Theta' * d`, `(a - y) .* b`, `Theta(:, 2:end)`. There `*` is the product of matrices, a prime behind
 * an array transposes it, and `sum` adds up each column. A prime alone may be the derivative of an activation as well.
 */
import type { BinaryNode, Span } from "../../../language/syntax.ts";
import type { ArrayValue, Value } from "../../meaning.ts";
import type { OpenProblem } from "../../problem.ts";
import type { AppliedFormula, Formula, ScriptedFormula } from "../../syntax.ts";
import { type Context, note } from "../context.ts";
import { entrywiseOf } from "../names/functions.ts";
import { keyOfFormula } from "../names/keys.ts";
import { namedPart } from "../names/parts.ts";
import { unknownName, unsupported } from "../scalars.ts";
import { arrayValue, mapValue, matrixProduct, scalar, transposeValue } from "../values.ts";
import { reduced } from "./reductions.ts";

/** Whether the claim is read as Octave; asked once where nothing but a prime says so. */
export function isOctave(context: Context): boolean {
  return context.octave === "possible"
    ? preferred(context, "'", ["transposed", "derivative"]) === "transposed"
    : context.octave === "certain";
}

/** The same throughout a claim. */
function preferred(context: Context, sign: string, options: readonly string[]): string {
  const taken = context.signs.get(sign) ?? context.prefer(options);
  context.signs.set(sign, taken);
  return taken;
}

/** `a'` behind an array: transposed, or where that may be meant the slope of the activation that a comes from. */
export function primedValue(context: Context, formula: ScriptedFormula): Value | undefined {
  if (context.octave === undefined || formula.primes !== 1 || context.names.hasPrimes) return undefined;
  const { base, sub, sup } = formula;
  const plain: Formula = sub === undefined && sup === undefined ? base : { ...formula, primes: 0 };
  if (!isOctave(context)) return slopeOf(context, plain, formula);
  return transposed(context, context.resolve(context, plain, undefined), formula);
}

/** `Theta(:, 2:end)'`: the prime stands behind the bracket. */
export function primedCall(context: Context, formula: AppliedFormula): Value | undefined {
  const { argument } = formula;
  if (argument.tag !== "scripted" || argument.primes !== 1 || argument.sub !== undefined || argument.sup !== undefined)
    return undefined;
  if (context.octave === undefined || context.names.hasPrimes || !isOctave(context)) return undefined;
  return transposed(context, context.resolve(context, { ...formula, argument: argument.base }, undefined), formula);
}

const TRANSPOSED = { latex: "\\text{transpose}", text: "transpose" };

function transposed(context: Context, value: Value, at: Formula): Value {
  if (value.tag === "scalar") throw unknownName(at, context);
  // Said of the first prime, and true of all.
  if (!context.notes.some((one) => one.tag === "read-as" && one.shown === TRANSPOSED))
    note(context, { tag: "read-as", at: at.span, shown: TRANSPOSED, why: "name" });
  if (value.shape.length > 1 || preferred(context, "vector", vectorsOf(context.open)) === "column")
    return transposeValue(value, at.span);
  return { tag: "array", shape: [...value.shape, 1], entries: value.entries };
}

/** What vectors with one axis are: columns where the worksheet multiplies them from the left, rows where from the right. */
function vectorsOf({ worksheet, scope }: OpenProblem): readonly string[] {
  const seen = new Set<string>();
  const isVector = (name: unknown): boolean =>
    scope.arrays.some((array) => array.name === name && array.shape.length === 1);
  const look = (part: unknown): void => {
    if (typeof part !== "object" || part === null) return;
    const { tag, operator, left, right } = part as Partial<BinaryNode>;
    if (tag === "binary" && operator === "@") {
      if (left?.tag === "name" && isVector(left.name)) seen.add("row");
      if (right?.tag === "name" && isVector(right.name)) seen.add("column");
    }
    for (const inner of Object.values(part)) look(inner);
  };
  look(worksheet.statements);
  return seen.size === 1 ? [...seen] : ["column", "row"];
}

function slopeOf(context: Context, plain: Formula, at: Formula): Value {
  const part = namedPart(context, plain);
  const { input, apply } = (part?.indices.length === 0 && entrywiseOf(context.open, part.array)) || {};
  if (input === undefined || apply === undefined) throw unknownName(at, context);
  const { name } = context.open.scope.array(input);
  const text = `${apply.name}'(${name})`;
  note(context, { tag: "read-as", at: at.span, shown: { latex: text, text }, why: "derivative" });
  return mapValue(arrayValue(context, input), (argument) => ({
    tag: "apply",
    apply: { ...apply, primes: 1 },
    argument,
  }));
}

/** `A * B`; a vector without a second axis is a row where the claim takes vectors for rows. */
export function octaveProduct(context: Context, left: ArrayValue, right: ArrayValue, at: Span): Value {
  note(context, { tag: "read-as", at, shown: { latex: "matmul", text: "matmul" }, why: "operator" });
  const isRow = context.signs.get("vector") === "row" && right.shape.length === 1 && left.shape.at(-1) === 1;
  const value = matrixProduct(left, isRow ? { ...right, shape: [1, ...right.shape] } : right, at);
  return entryOrArray(value);
}

/** `sum(A)`: of each column, unless the claim holds only of all entries; `sum(A, 2)`: of each row. */
export function octaveReduction(
  context: Context,
  formula: AppliedFormula,
  items: readonly Formula[],
): Value | undefined {
  const { head } = formula;
  if (head.tag !== "symbol" || (head.name !== "sum" && head.name !== "mean") || !isOctave(context)) return undefined;
  const [of, axis, ...more] = items;
  if (of === undefined || more.length > 0 || (axis !== undefined && !isAxis(axis))) throw unsupported(formula);
  const value = context.resolve(context, of, undefined);
  if (value.tag === "scalar") return value;
  const options = { base: 1, isKept: true, isMean: head.name === "mean", at: formula };
  if (axis !== undefined) return entryOrArray(reduced(value, [Number(keyOfFormula(axis))], options));
  const isMatrix = value.shape.length > 1 && value.shape.every((size) => size > 1);
  const isWhole = !isMatrix || preferred(context, "sum", ["columns", "all"]) === "all";
  return reduced(value, isWhole ? undefined : [1], { ...options, isKept: !isWhole });
}

function isAxis(formula: Formula): boolean {
  return formula.tag === "number" && /^[1-9]$/u.test(formula.text);
}

function entryOrArray(value: Value): Value {
  const [only, ...more] = value.tag === "array" ? value.entries : [];
  return only === undefined || more.length > 0 ? value : scalar(only);
}
