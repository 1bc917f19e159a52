/**
 * Slices as programs write them: `x[n, :, i*s:i*s+f]`. In a worksheet that counts from 0 the last place is left out, as
 * in Python; in one that counts from 1 it is included, as in the other languages that do so. Whoever counts the entries
 * from 1 may write programs all the same, in which places are counted from 0. Between round brackets, `x(:, 2:end)`, it
 * is Octave, which counts from 1, and includes it.
 */
import Fraction from "fraction.js";
import type { ArrayValue, Meaning, Value } from "../../meaning.ts";
import type { Formula, SliceFormula } from "../../syntax.ts";
import { type Context, note, noteAxis, numberMeaning, withFixed } from "../context.ts";
import { entryAtIndices, indexMeaning } from "../indices.ts";
import { constantOf, differenceOf } from "../linear.ts";
import { sheetDelta } from "../names/delta.ts";
import { keyOfFormula, unitsOf } from "../names/keys.ts";
import { referenceOf } from "../names/reference.ts";
import { unsupported } from "../scalars.ts";
import { placesOf, scalar } from "../values.ts";

/** One index, or places that follow each other at equal steps. */
type Axis =
  | { readonly tag: "index"; readonly at: Meaning }
  | { readonly tag: "range"; readonly first: Meaning; readonly step: number; readonly length: number };

/** How the places of a slice are counted. */
interface Counting {
  readonly isOctave: boolean;
  /** What is added to a place to have it as the worksheet counts. */
  readonly shift: number;
}

export function hasSlice(items: readonly Formula[]): boolean {
  return items.some((item) => item.tag === "slice" || isNewAxis(item));
}

/** `None` and `np.newaxis` make an axis of size 1. */
function isNewAxis(item: Formula): boolean {
  return item.tag === "symbol" && /^(?:None|np\.newaxis)$/u.test(item.name);
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
  const named = items.filter((item) => !isNewAxis(item));
  if (value.tag === "scalar" || named.length > value.shape.length) throw unsupported(at);
  const counting = countingOf(context, at);
  const axes = value.shape.map((size, axis) => axisOf(context, named[axis], size, counting));
  const shape = axes.flatMap((axis) => (axis.tag === "range" ? [axis.length] : []));
  const entryAt = (place: readonly number[]): Meaning => entryAtIndices(context, value, indicesAt(axes, place));
  if (shape.length === 0 && named.length === items.length) return scalar(entryAt([]));
  return { tag: "array", shape: withNewAxes(items, axes), entries: placesOf(shape).map(entryAt) } satisfies ArrayValue;
}

/** The sizes of what is taken, with 1 for each new axis in its place. */
function withNewAxes(items: readonly Formula[], axes: readonly Axis[]): number[] {
  const sizeOf = (axis: Axis | undefined): number[] => (axis?.tag === "range" ? [axis.length] : []);
  let next = 0;
  const shape = items.flatMap((item) => (isNewAxis(item) ? [1] : sizeOf(axes[next++])));
  return [...shape, ...axes.slice(next).flatMap(sizeOf)];
}

/** A sheet on a worksheet that counts from 0 may have kept to that. */
function countingOf(context: Context, at: Formula): Counting {
  const { indexBase } = context.open.scope;
  const isOctave = at.tag === "applied" && at.argument.tag === "group" && at.argument.bracket === "(";
  if (!isOctave || indexBase === 1) return { isOctave, shift: 0 };
  const first = context.signs.get("(:") ?? context.choose(["1", String(indexBase)]);
  context.signs.set("(:", first);
  const text = `${first}, ${Number(first) + 1}, ...`;
  note(context, { tag: "read-as", at: at.span, shown: { latex: text, text }, why: "index-base" });
  return { isOctave, shift: indexBase - Number(first) };
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

function axisOf(outer: Context, item: Formula | undefined, size: number, counting: Counting): Axis {
  const { indexBase } = outer.open.scope;
  if (item === undefined) return { tag: "range", first: numberMeaning(indexBase), step: 1, length: size };
  // `end` is the last place, as the sheet counts.
  const context = counting.isOctave ? withFixed(outer, "end", indexBase + size - 1 - counting.shift) : outer;
  if (item.tag === "slice") return rangeOf(context, item, size, counting);
  // `x(:, [1 3])`: a list of places.
  if (item.tag === "group" && item.bracket === "[") throw unsupported(item);
  const at = shifted(indexMeaning(context, item), counting);
  noteAxis(context, at, size);
  return { tag: "index", at };
}

function shifted(place: Meaning, { shift }: Counting): Meaning {
  if (place.tag === "number") return { tag: "number", value: place.value.add(shift) };
  return shift === 0 ? place : { tag: "sum", terms: [place, numberMeaning(shift)] };
}

function rangeOf(context: Context, slice: SliceFormula, size: number, counting: Counting): Axis {
  const { indexBase } = context.open.scope;
  const step = slice.step === undefined ? 1 : constantOf(indexMeaning(context, slice.step))?.valueOf();
  if (step === undefined || !Number.isInteger(step) || step === 0) throw unsupported(slice);
  const isBackwards = step < 0;
  if (isBackwards && (slice.from !== undefined || slice.to !== undefined)) throw unsupported(slice);
  if (isBackwards && counting.isOctave) throw unsupported(slice);
  if (isBackwards)
    return { tag: "range", first: numberMeaning(indexBase + size - 1), step, length: Math.ceil(size / -step) };
  const first =
    slice.from === undefined ? numberMeaning(indexBase) : firstPlace(context, slice, slice.from, size, counting);
  const beyond =
    slice.to === undefined
      ? numberMeaning(indexBase + size)
      : endBeyond(context, shifted(endOf(context, slice.to, size), counting), size, slice, counting);
  const length = differenceOf(beyond, first);
  if (length === undefined) throw unsupported(slice);
  return { tag: "range", first, step, length: Math.max(0, Math.ceil(length.valueOf() / step)) };
}

function firstPlace(context: Context, slice: SliceFormula, from: Formula, size: number, counting: Counting): Meaning {
  const first = shifted(endOf(context, from, size), counting);
  if (counting.isOctave) return first;
  if (context.open.scope.indexBase !== 1 || conventionOf(context, slice) !== "Python") return first;
  const number = constantOf(first);
  return number === undefined
    ? { tag: "sum", terms: [first, numberMeaning(1)] }
    : { tag: "number", value: number.add(1) };
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
function endBeyond(context: Context, end: Meaning, size: number, slice: SliceFormula, { isOctave }: Counting): Meaning {
  const { indexBase } = context.open.scope;
  const isCounted = isOctave || (indexBase === 1 && conventionOf(context, slice) !== "left out");
  const beyond: Meaning = isCounted ? { tag: "sum", terms: [end, numberMeaning(1)] } : end;
  const number = constantOf(beyond);
  if (number === undefined) return beyond;
  const most = new Fraction(indexBase + size);
  return { tag: "number", value: number.compare(most) > 0 ? most : number };
}

type Convention = "included" | "left out" | "Python";

/** Asked once a claim; where counting starts at 1 the last place is included, unless the claim is false so. */
function conventionOf(context: Context, { from, to, span }: SliceFormula): Convention {
  const known = context.signs.get(":") ?? context.prefer(["included", "left out", "Python"]);
  context.signs.set(":", known);
  const [first, last] = [from, to].map((end) =>
    end === undefined ? "" : keyOfFormula(end).replace(/^\((.*)\)$/u, "$1"),
  ) as [string, string];
  const text = `${first}${known === "Python" && first !== "" ? " + 1" : ""}..${last}${known === "left out" ? " - 1" : ""}`;
  note(context, { tag: "read-as", at: span, shown: { latex: text, text }, why: "slice" });
  return known as Convention;
}
