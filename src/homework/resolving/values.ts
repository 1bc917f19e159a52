/**
 * Arithmetic on the values of formulas: numbers, and arrays entry by entry.
 */
import Fraction from "fraction.js";
import type { Span } from "../../language/syntax.ts";
import { sizeOfShape, unflatten } from "../../problem/rows.ts";
import type { ArrayValue, GeneralArray, Meaning, Value } from "../meaning.ts";
import { type Context, numberMeaning } from "./context.ts";
import { DoesNotFit, Meaningless } from "./failure.ts";
import {
  columnGeneral,
  contractedGeneral,
  generalSlice,
  mappedGeneral,
  outerGeneral,
  spreadGeneral,
  transposedGeneral,
  turnedGeneral,
  zippedGeneral,
} from "./general.ts";

export const scalar = (meaning: Meaning): Value => ({ tag: "scalar", meaning });

export function isScalar(value: Value): value is Value & { readonly tag: "scalar" } {
  return value.tag === "scalar";
}

export function shapeOf(value: Value): readonly number[] {
  return value.tag === "scalar" ? [] : value.shape;
}

/** An array of the scope, entry by entry. */
export function arrayValue(context: Context, array: number): ArrayValue {
  const { shape } = context.open.scope.array(array);
  const { indexBase } = context.open.scope;
  const entries = placesOf(shape).map((place) => entryAt(array, place, indexBase));
  return { tag: "array", shape, array, entries, general: generalSlice(array, shape, [], indexBase) };
}

function entryAt(array: number, place: readonly number[], base: number): Meaning {
  return { tag: "entry", array, indices: place.map((index) => numberMeaning(index + base)) };
}

/** The slice of an array whose first axes have these indices. */
export function sliceValue(context: Context, array: number, indices: readonly Meaning[]): Value {
  const { shape } = context.open.scope.array(array);
  if (indices.length === shape.length) return scalar({ tag: "entry", array, indices });
  if (indices.length === 0) return arrayValue(context, array);
  const rest = shape.slice(indices.length);
  const { indexBase } = context.open.scope;
  return {
    tag: "array",
    shape: rest,
    entries: placesOf(rest).map((place) => ({
      tag: "entry",
      array,
      indices: [...indices, ...place.map((index) => numberMeaning(index + indexBase))],
    })),
    general: generalSlice(array, shape, indices, indexBase),
  };
}

/** All places of a shape in row-major order, counted from 0. */
export function placesOf(shape: readonly number[]): number[][] {
  const size = sizeOfShape(shape);
  if (size > MOST_ENTRIES) throw new Meaningless({ tag: "limit", at: NOWHERE, limit: "terms", most: MOST_ENTRIES });
  return Array.from({ length: size }, (_, entry) => [...unflatten(entry, shape)]);
}

/** An array of more entries than this is not taken apart. */
const MOST_ENTRIES = 50_000;
const NOWHERE: Span = { start: 0, end: 0 };

export function mapValue(value: Value, map: (meaning: Meaning) => Meaning): Value {
  return value.tag === "scalar"
    ? scalar(map(value.meaning))
    : withGeneral(value.shape, value.entries.map(map), mappedGeneral(value.general, map));
}

function withGeneral(
  shape: readonly number[],
  entries: readonly Meaning[],
  general: GeneralArray | undefined,
): ArrayValue {
  return { tag: "array", shape, entries, ...(general && { general }) };
}

/** Entry by entry; a number goes with every entry. */
export function zipValues(
  left: Value,
  right: Value,
  zip: (left: Meaning, right: Meaning) => Meaning,
  at: Span,
  sign: string,
): Value {
  if (left.tag === "scalar" && right.tag === "scalar") return scalar(zip(left.meaning, right.meaning));
  if (left.tag === "scalar") return mapValue(right, (entry) => zip((left as { meaning: Meaning }).meaning, entry));
  if (right.tag === "scalar") return mapValue(left, (entry) => zip(entry, (right as { meaning: Meaning }).meaning));
  const paired = sameRank(left, right);
  if (paired === undefined) throw unequalShapes(left, right, at, sign);
  const [a, b] = paired;
  const entries = a.entries.map((entry, position) => zip(entry, b.entries[position] as Meaning));
  return withGeneral(a.shape, entries, zippedGeneral(a.general, b.general, zip));
}

/** The same, where an axis of size 1 goes with each place of the other's: as numpy and the worksheet language do. */
export function broadcast(
  left: Value,
  right: Value,
  zip: (left: Meaning, right: Meaning) => Meaning,
  at: Span,
  sign: string,
): Value {
  if (left.tag === "scalar" || right.tag === "scalar") return zipValues(left, right, zip, at, sign);
  if (isRowOf(right, left)) return broadcast(left, rowOf(right), zip, at, sign);
  if (isRowOf(left, right)) return broadcast(rowOf(left), right, zip, at, sign);
  const [a, b] = [left.shape, right.shape];
  const isSpread =
    a.length === b.length &&
    a.join() !== b.join() &&
    a.every((size, axis) => size === b[axis] || size === 1 || b[axis] === 1);
  if (!isSpread || sameRank(left, right) !== undefined) return zipValues(left, right, zip, at, sign);
  const shape = a.map((size, axis) => Math.max(size, b[axis] as number));
  const entryOf = ({ shape: own, entries }: ArrayValue, place: readonly number[]): Meaning =>
    entries[
      own.reduce((offset, size, axis) => offset * size + (size === 1 ? 0 : (place[axis] as number)), 0)
    ] as Meaning;
  const spread = a.map((size, axis) => (size === b[axis] ? undefined : size === 1 ? "left" : "right"));
  const entries = placesOf(shape).map((place) => zip(entryOf(left, place), entryOf(right, place)));
  return withGeneral(shape, entries, spreadGeneral(left.general, right.general, spread, zip));
}

/** A vector as a matrix of one row. */
export function rowOf({ shape, entries, general }: ArrayValue): ArrayValue {
  return withGeneral([1, ...shape], entries, transposedGeneral(general));
}

/** A vector beside a matrix of as many columns, and of another number of rows: else it may be meant for each column. */
function isRowOf({ shape: vector }: ArrayValue, { shape: matrix }: ArrayValue): boolean {
  const [rows, columns] = matrix;
  return vector.length === 1 && matrix.length === 2 && rows !== 1 && columns === vector[0] && rows !== vector[0];
}

/** Two arrays of one shape; axes of size 1 in front don't count. */
function sameRank(left: ArrayValue, right: ArrayValue): readonly [ArrayValue, ArrayValue] | undefined {
  if (left.shape.join() === right.shape.join()) return [left, right];
  const strip = ({ shape }: ArrayValue): string => shape.slice(shape.findIndex((size) => size !== 1)).join();
  return strip(left) === strip(right) && left.entries.length === right.entries.length ? [left, right] : undefined;
}

export function unequalShapes(left: Value, right: Value, at: Span, operator: string): DoesNotFit {
  return new DoesNotFit({
    tag: "shapes",
    at,
    operator,
    left: shapeOf(left).join(","),
    right: shapeOf(right).join(","),
  });
}

export function sum(terms: readonly Meaning[]): Meaning {
  return terms.length === 1 ? (terms[0] as Meaning) : { tag: "sum", terms };
}

export function product(factors: readonly Meaning[]): Meaning {
  return factors.length === 1 ? (factors[0] as Meaning) : { tag: "product", factors };
}

export function negative(meaning: Meaning): Meaning {
  return { tag: "product", factors: [{ tag: "number", value: new Fraction(-1) }, meaning] };
}

/** Rows by columns; a vector is a row on the left and a column on the right. */
export function matrixProduct(left: ArrayValue, right: ArrayValue, at: Span): Value {
  const a = left.shape.length === 1 && right.shape[0] === 1 && right.shape.length === 2 ? columnOf(left) : left;
  const [inner, outer] = [a.shape[a.shape.length - 1] as number, right.shape[0] as number];
  if (a.shape.length > 2 || right.shape.length > 2 || inner !== outer) throw unequalShapes(left, right, at, "matmul");
  const rows = a.shape.length === 2 ? (a.shape[0] as number) : 1;
  const columns = right.shape.length === 2 ? (right.shape[1] as number) : 1;
  const entries = Array.from({ length: rows * columns }, (_, position) => {
    const [row, place] = [Math.floor(position / columns), position % columns];
    return sum(
      Array.from({ length: inner }, (_, k) =>
        product([a.entries[row * inner + k] as Meaning, right.entries[k * columns + place] as Meaning]),
      ),
    );
  });
  const shape = [...a.shape.slice(0, -1), ...right.shape.slice(1)];
  return shape.length === 0
    ? scalar(entries[0] as Meaning)
    : withGeneral(shape, entries, contractedGeneral(a.general, right.general));
}

/** The chain rule: a gradient by an array, summed over its entries with the Jacobian of that array. */
export function chainProduct(gradient: ArrayValue, jacobian: ArrayValue): ArrayValue | undefined {
  const { length } = gradient.shape;
  const shape = jacobian.shape.slice(length);
  const [inner, outer] = [sizeOfShape(gradient.shape), sizeOfShape(shape)];
  if (shape.length === 0 || jacobian.shape.slice(0, length).join() !== gradient.shape.join()) return undefined;
  if (inner * outer > MOST_ENTRIES) return undefined;
  const entries = Array.from({ length: outer }, (_, place) =>
    sum(gradient.entries.map((entry, k) => product([entry, jacobian.entries[k * outer + place] as Meaning]))),
  );
  return { tag: "array", shape, entries };
}

export function columnOf(vector: ArrayValue): ArrayValue {
  return withGeneral([...vector.shape, 1], vector.entries, columnGeneral(vector.general));
}

export function outerProduct(left: ArrayValue, right: ArrayValue): Value {
  const entries = left.entries.flatMap((a) => right.entries.map((b) => product([a, b])));
  return withGeneral([...left.shape, ...right.shape], entries, outerGeneral(left.general, right.general));
}

/** A matrix with rows and columns exchanged; a vector becomes a row. */
export function transposeValue(value: ArrayValue, at: Span): ArrayValue {
  const general = transposedGeneral(value.general);
  if (value.shape.length === 1) return withGeneral([1, ...value.shape], value.entries, general);
  const [rows, columns, ...more] = value.shape;
  if (rows === undefined || columns === undefined || more.length > 0)
    throw new Meaningless({ tag: "unsupported", at, found: `^T [${value.shape.join(",")}]` });
  const entries = Array.from(
    { length: rows * columns },
    (_, position) => value.entries[(position % rows) * columns + Math.floor(position / rows)] as Meaning,
  );
  return withGeneral([columns, rows], entries, general);
}

/** Turned by 180°: the last two axes, or the one there is, read backwards. */
export function rotateValue(value: ArrayValue): ArrayValue {
  const { shape } = value;
  const turned = Math.min(2, shape.length);
  const area = sizeOfShape(shape.slice(shape.length - turned));
  const entries = value.entries.map(
    (_, position) => value.entries[position - (position % area) + (area - 1 - (position % area))] as Meaning,
  );
  return withGeneral(shape, entries, turnedGeneral(value.general, turned));
}
