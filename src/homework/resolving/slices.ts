/**
 * Slices as programs write them: `x[n, :, i*s:i*s+f]`. In a worksheet that counts from 0 the last place is left out, as
 * in Python; in one that counts from 1 it is included, as in the other languages that do so.
 */
import Fraction from "fraction.js";
import type { ArrayValue, Meaning, Value } from "../meaning.ts";
import type { Formula, SliceFormula } from "../syntax.ts";
import { type Context, note, noteAxis, numberMeaning } from "./context.ts";
import { sheetDelta } from "./delta.ts";
import { entryAtIndices, indexMeaning } from "./indices.ts";
import { keyOfFormula, unitsOf } from "./keys.ts";
import { constantOf, differenceOf } from "./linear.ts";
import { referenceOf } from "./reference.ts";
import { unsupported } from "./scalars.ts";
import { placesOf, scalar } from "./values.ts";

/** One index, or places that follow each other at equal steps. */
type Axis =
  | { readonly tag: "index"; readonly at: Meaning }
  | { readonly tag: "range"; readonly first: Meaning; readonly step: number; readonly length: number };

export function hasSlice(items: readonly Formula[]): boolean {
  return items.some(({ tag }) => tag === "slice");
}

/** What stands before the bracket at the places that the bracket names; axes that it doesn't name are taken whole. */
export function slicedValue(context: Context, head: Formula, items: readonly Formula[], at: Formula): Value {
  return slicesOf(context, context.resolve(context, head, undefined), items, at);
}

/** The same of what stands before an index: `Y_{n,:,h,w}` names every axis. */
export function slicedBelow(context: Context, value: Value, items: readonly Formula[], at: Formula): Value {
  const units = unitsOf(items, () => false);
  if (value.tag === "scalar" || units.length !== value.shape.length) throw unsupported(at);
  return slicesOf(context, value, units, at);
}

/** The array that a name with slices below it, or in brackets behind it, is taken from, and what stands there. */
export interface SlicedArray {
  readonly array: number;
  readonly items: readonly Formula[];
}

/** Undefined where the formula is no name with slices. */
export function slicedArray(context: Context, formula: Formula): SlicedArray | undefined {
  const reference = referenceOf(formula);
  if (reference === undefined || !hasSlice([...reference.sub, ...reference.calls.flat()])) return undefined;
  const match = context.names.match(reference);
  if (match === undefined || match.placed.length + match.sup.length + reference.primes > 0) return undefined;
  const { array } = sheetDelta(context, reference, match);
  const [call, ...more] = reference.calls;
  if (call === undefined) return { array, items: match.sub };
  return more.length + match.sub.length > 0 ? undefined : { array, items: call };
}

function slicesOf(context: Context, value: Value, items: readonly Formula[], at: Formula): Value {
  if (value.tag === "scalar" || items.length > value.shape.length) throw unsupported(at);
  const axes = value.shape.map((size, axis) => axisOf(context, items[axis], size));
  const shape = axes.flatMap((axis) => (axis.tag === "range" ? [axis.length] : []));
  const entryAt = (place: readonly number[]): Meaning => entryAtIndices(context, value, indicesAt(axes, place));
  if (shape.length === 0) return scalar(entryAt([]));
  return { tag: "array", shape, entries: placesOf(shape).map(entryAt) } satisfies ArrayValue;
}

function indicesAt(axes: readonly Axis[], place: readonly number[]): Meaning[] {
  let next = 0;
  return axes.map((axis) => {
    if (axis.tag === "index") return axis.at;
    const offset = axis.step * (place[next++] as number);
    const { first } = axis;
    if (first.tag === "number") return numberMeaning(first.value.add(offset).valueOf());
    return offset === 0 ? first : { tag: "sum", terms: [first, numberMeaning(offset)] };
  });
}

function axisOf(context: Context, item: Formula | undefined, size: number): Axis {
  const { indexBase } = context.open.scope;
  if (item === undefined) return { tag: "range", first: numberMeaning(indexBase), step: 1, length: size };
  if (item.tag === "slice") return rangeOf(context, item, size);
  const at = indexMeaning(context, item);
  noteAxis(context, at, size);
  return { tag: "index", at };
}

function rangeOf(context: Context, slice: SliceFormula, size: number): Axis {
  const { indexBase } = context.open.scope;
  const step = slice.step === undefined ? 1 : constantOf(indexMeaning(context, slice.step))?.valueOf();
  if (step === undefined || !Number.isInteger(step) || step === 0) throw unsupported(slice);
  const isBackwards = step < 0;
  if (isBackwards && (slice.from !== undefined || slice.to !== undefined)) throw unsupported(slice);
  if (isBackwards)
    return { tag: "range", first: numberMeaning(indexBase + size - 1), step, length: Math.ceil(size / -step) };
  const first = slice.from === undefined ? numberMeaning(indexBase) : endOf(context, slice.from, size);
  const beyond =
    slice.to === undefined
      ? numberMeaning(indexBase + size)
      : endBeyond(context, endOf(context, slice.to, size), size, slice);
  const length = differenceOf(beyond, first);
  if (length === undefined) throw unsupported(slice);
  return { tag: "range", first, step, length: Math.max(0, Math.ceil(length.valueOf() / step)) };
}

/** An end of a slice; a negative number counts from the end of the axis, where counting starts at 0. */
function endOf(context: Context, formula: Formula, size: number): Meaning {
  const meaning = indexMeaning(context, formula);
  const number = constantOf(meaning);
  if (number === undefined) return meaning;
  const isFromEnd = number.compare(0) < 0 && context.open.scope.indexBase === 0;
  return { tag: "number", value: isFromEnd ? number.add(size) : number };
}

/** The first place that is left out; numbers beyond the axis are cut. */
function endBeyond(context: Context, end: Meaning, size: number, slice: SliceFormula): Meaning {
  const { indexBase } = context.open.scope;
  const isCounted = indexBase === 1 && isLastIncluded(context, slice);
  const beyond: Meaning = isCounted ? { tag: "sum", terms: [end, numberMeaning(1)] } : end;
  const number = constantOf(beyond);
  if (number === undefined) return beyond;
  const most = new Fraction(indexBase + size);
  return { tag: "number", value: number.compare(most) > 0 ? most : number };
}

/** Asked once a claim; where counting starts at 1 the last place is included, unless the claim is false so. */
function isLastIncluded(context: Context, { from, to, span }: SliceFormula): boolean {
  const known = context.signs.get(":") ?? context.prefer(["included", "left out"]);
  context.signs.set(":", known);
  const isIncluded = known === "included";
  const [first, last] = [from, to].map((end) =>
    end === undefined ? "" : keyOfFormula(end).replace(/^\((.*)\)$/u, "$1"),
  );
  const text = `${first}..${last}${isIncluded ? "" : " - 1"}`;
  note(context, { tag: "read-as", at: span, shown: { latex: text, text }, why: "slice" });
  return isIncluded;
}
