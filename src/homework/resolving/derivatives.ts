/**
 * Derivatives as they are written: quotients of ∂ or d, ∇, `dW`. What is derived, and by what; the value is an entry, a
 * slice or the whole of the array that `grad(L, a)` or `jac(y, a)` is.
 */
import type { CallNode, Expression, Span } from "../../language/syntax.ts";
import { lowerArray } from "../../problem/lower.ts";
import type { NumericArray } from "../../problem/problem.ts";
import type { Meaning, Value } from "../meaning.ts";
import type { Formula } from "../syntax.ts";
import { type Context, note, type Shape } from "./context.ts";
import { differentiated } from "./differentiation.ts";
import { Meaningless } from "./failure.ts";
import { definedArray } from "./names/defined-parts.ts";
import { entrywiseOf } from "./names/functions.ts";
import { keyOfFormula } from "./names/keys.ts";
import { isLossName } from "./names/losses.ts";
import { namedPart, type Part } from "./names/parts.ts";
import { type SlicedArray, slicedArray, slicedBelow } from "./programs/slices.ts";
import { arrayValue, sliceValue } from "./values.ts";

/**
 * ∂of/∂wrt, both as they were written.
 * @param wanted the shape that the place of the quotient asks for, where it is known.
 */
export function derivativeValue(context: Context, of: Formula, wrt: Formula, at: Span, wanted?: Shape): Value {
  const sliced = slicedArray(context, wrt);
  if (sliced !== undefined) return slicesOfGradient(context, of, sliced, wrt, at);
  const by = namedPart(context, wrt) ?? definedPart(context, wrt);
  if (by === undefined) throw unknown(wrt);
  const what = derivedPart(context, of);
  if (what !== undefined) return derivativeOf(context, what, by, at);
  const rest = context.open.scope.array(by.array).shape.slice(by.indices.length);
  // A gradient has the shape of what it is taken by; what is derived is a number then.
  return expressionBy(context, of, by, at, rest.join() === wanted?.join() ? [] : undefined);
}

/** `\frac{\partial L}{\partial (X W)}` */
function definedPart(context: Context, wrt: Formula): Part | undefined {
  const array = definedArray(context, wrt);
  return array === undefined ? undefined : { array, indices: [] };
}

/** `\frac{\partial L}{\partial Y_{n,:,h,w}}`: the gradient at these places. */
function slicesOfGradient(context: Context, of: Formula, { array, items }: SlicedArray, wrt: Formula, at: Span): Value {
  const { scope } = context.open;
  const what = derivedPart(context, of);
  if (what === undefined) throw unknown(of);
  if (scope.array(what.array).shape.length > 0) throw outsideOfSlices(at);
  const gradient = derivativeArray(context, scope.array(what.array), scope.array(array), at);
  return slicedBelow(context, arrayValue(context, gradient.id), items, wrt);
}

/** What a name stands for; undefined where an expression is derived. */
function derivedPart(context: Context, of: Formula): Part | undefined {
  const part = namedPart(context, of);
  if (part !== undefined) return part;
  const total = totalOf(context, of);
  if (total !== undefined) return total;
  return isLossName(of) ? lossPart(context, of) : undefined;
}

/** `\frac{\partial \log p_i}{\partial o_k}` */
function expressionBy(context: Context, of: Formula, by: Part, at: Span, wanted: Shape): Value {
  if (of.tag === "symbol" || (of.tag === "scripted" && of.base.tag === "symbol")) throw unknown(of);
  const { scope } = context.open;
  return differentiated(context, context.resolve(context, of, wanted), by, of, (array, wrt) => {
    return derivativeArray(context, scope.array(array), scope.array(wrt), at).id;
  });
}

/** `\mathrm{sum}(y)` and `\mathrm{mean}(y)` of an array. */
function totalOf(context: Context, of: Formula): Part | undefined {
  if (of.tag !== "applied" || of.head.tag !== "symbol" || !["sum", "mean"].includes(of.head.name)) return undefined;
  const part = namedPart(context, of.argument);
  if (part === undefined || part.indices.length > 0) return undefined;
  const { scope } = context.open;
  const { name, source, named } = scope.array(part.array);
  const array: Expression = named || source === undefined ? { tag: "name", name } : source;
  const call: Expression = { tag: "call", name: of.head.name, primes: 0, positional: [array], named: [] };
  return { array: lowerArray(scope, call).id, indices: [] };
}

function unknown(formula: Formula): Meaningless {
  return new Meaningless({ tag: "unknown-name", at: formula.span, name: keyOfFormula(formula) });
}

/** The gradient of the one loss, as `dW`, `\nabla W` and `δ_W` mean it. */
export function gradientOf(context: Context, wrt: Part, at: Span): Value {
  return derivativeOf(context, { array: theLoss(context, at), indices: [] }, wrt, at);
}

function lossPart(context: Context, formula: Formula): Part {
  const array = theLoss(context, formula.span);
  const { name } = context.open.scope.array(array);
  if (name !== keyOfFormula(formula))
    note(context, { tag: "read-as", at: formula.span, shown: { latex: name, text: name }, why: "name" });
  return { array, indices: [] };
}

/** The scalar that nothing else is made of, or the opaque loss. */
function theLoss({ open }: Context, at: Span): number {
  const { arrays } = open.scope;
  const scalars = arrays.filter(
    ({ shape, named, definition }) =>
      named && shape.length === 0 && (definition.kind === "loss" || definition.kind === "rows"),
  );
  const opaque = scalars.filter(({ definition }) => definition.kind === "loss");
  const [only, ...more] = opaque.length > 0 ? opaque : scalars.slice(-1);
  if (only === undefined || more.length > 0) throw new Meaningless({ tag: "unknown-name", at, name: "L" });
  return only.id;
}

function derivativeOf(context: Context, of: Part, wrt: Part, at: Span): Value {
  const { scope } = context.open;
  const [what, by] = [scope.array(of.array), scope.array(wrt.array)];
  const array = derivativeArray(context, what, by, at).id;
  const indices = [...of.indices, ...wrt.indices];
  if (indices.length === 0 && what.shape.length > 0 && entrywiseOf(context.open, what.id)?.input === by.id) {
    const own = ownDerivatives(context, array, [what, by], at);
    if (own !== undefined) return own;
  }
  if (of.indices.length === what.shape.length) return sliceValue(context, array, indices);
  if (wrt.indices.length === 0) return sliceValue(context, array, of.indices);
  if (wrt.indices.length < by.shape.length && of.indices.length > 0) throw outsideOfSlices(at);
  return columnOf(context, array, of.indices, wrt.indices, what.shape);
}

/** `\frac{\partial A}{\partial Z} = A \odot (1 - A)`: of each entry by its own, where the claim is false of the Jacobian. */
function ownDerivatives(
  context: Context,
  jacobian: number,
  [{ name, shape }, by]: readonly [NumericArray, NumericArray],
  at: Span,
): Value | undefined {
  const taken = context.signs.get("entry by entry") ?? context.prefer(["Jacobian", "entries"]);
  context.signs.set("entry by entry", taken);
  if (taken === "Jacobian") return undefined;
  const { entries } = arrayValue(context, jacobian);
  const size = shape.reduce((total, length) => total * length, 1);
  const letters = ["i", "j", "k", "l", "m"].slice(0, shape.length).join(",");
  const text = `jac(${name}, ${by.name})[${letters},${letters}]`;
  note(context, { tag: "read-as", at, shown: { latex: text, text }, why: "derivative" });
  return {
    tag: "array",
    shape,
    entries: Array.from({ length: size }, (_, place) => entries[place * (size + 1)] as Meaning),
  };
}

/** All entries of an array by one entry of another. */
function columnOf(
  context: Context,
  array: number,
  first: readonly Meaning[],
  last: readonly Meaning[],
  shape: readonly number[],
): Value {
  const whole = sliceValue(context, array, first);
  if (whole.tag === "scalar") return whole;
  const rest = shape.slice(first.length);
  const kept = new Map<string, Meaning>();
  for (const entry of whole.entries) {
    if (entry.tag !== "entry") continue;
    const indices = [...entry.indices.slice(0, shape.length), ...last];
    const key = entry.indices
      .slice(0, shape.length)
      .map((index) => (index.tag === "number" ? index.value.toFraction() : "?"))
      .join();
    kept.set(key, { ...entry, indices: [...indices, ...entry.indices.slice(indices.length)] });
  }
  return { tag: "array", shape: rest, entries: [...kept.values()] };
}

function outsideOfSlices(at: Span): Meaningless {
  return new Meaningless({ tag: "unsupported", at, found: "∂" });
}

function derivativeArray(context: Context, of: NumericArray, wrt: NumericArray, at: Span): NumericArray {
  const { scope } = context.open;
  const kind = of.shape.length === 0 ? "grad" : "jac";
  const name = (array: NumericArray): CallNode["positional"][number] =>
    array.named || array.source === undefined ? { tag: "name", name: array.name } : array.source;
  try {
    return scope.derivative({ tag: "call", name: kind, primes: 0, positional: [name(of), name(wrt)], named: [] });
  } catch {
    throw new Meaningless({ tag: "unsupported", at, found: `∂${of.name}/∂${wrt.name}` });
  }
}
