/**
 * How a window lies for one entry: from an index formula Σ field[…]·window[…], in whichever way it slides.
 * In: the formula, whose letters have values; the shapes of the arrays. Out: the axes along which the window slides,
 * each with its places on one ruler, on which neighbours of the field stand `gap` apart.
 * Always: an entry of the window and one of the field stand at the same place exactly where the formula multiplies them.
 */

import type { Formula } from "../../derivation/derivation.ts";
import type { Expression, IndexNode } from "../../language/syntax.ts";
import type { NotationTable } from "../symbols.ts";
import { notationOf } from "../symbols.ts";
import { type Affine, affineOf, evaluate } from "./affine.ts";

/** One axis of the field with the axis of the window that slides along it. */
export interface SlidingAxis {
  readonly fieldAxis: number;
  readonly windowAxis: number;
  /** Between neighbours of the field on the ruler: more than 1 where zeros are put between them. */
  readonly gap: number;
  /** The place of entry `index` of the window on the ruler, for given letters of the result. */
  placeOfWindow(index: number, at: ReadonlyMap<string, number>): number;
  placeOfField(index: number): number;
  /** The letters of the result that move the window. */
  readonly moved: readonly string[];
}

export interface Sliding {
  readonly field: IndexNode & { readonly array: { readonly tag: "name"; readonly name: string } };
  readonly window: Sliding["field"];
  readonly axes: readonly SlidingAxis[];
  /** Of the axes that do not slide: the index of the entry that is shown, for given letters of the result. */
  fixedIndex(array: "field" | "window", axis: number, at: ReadonlyMap<string, number>): number;
}

type Entry = Sliding["field"];

/** Nothing where the formula is no sum of products of two entries, or nothing slides. */
export function slidingOf(
  formula: Formula,
  isWindow: (name: string) => boolean,
  notation: NotationTable,
): Sliding | undefined {
  const summed = sumIn(formula.right);
  const factors = summed && factorsOf(summed.body);
  if (summed === undefined || factors === undefined) return undefined;
  const [field, window] = arranged(factors, isWindow, summed.letters);
  if (field === undefined || window === undefined) return undefined;
  const [fieldIndices, windowIndices] = [field, window].map(({ indices }) => indices.map(affineOf));
  if (!isAffine(fieldIndices) || !isAffine(windowIndices)) return undefined;
  const paired = pairsOf(fieldIndices, windowIndices, summed.letters);
  if (paired === undefined) return undefined;
  const axes = paired.flatMap((pair) => slidingAxis(pair, fieldIndices, windowIndices) ?? []);
  if (
    axes.length === 0 ||
    axes.some(({ fieldAxis }) => notationOf(field.array.name, notation)?.shape[fieldAxis] === undefined)
  )
    return undefined;
  const first = new Map(summed.letters.map(({ name, from }) => [name, from]));
  const fixedIndex: Sliding["fixedIndex"] = (array, axis, at) =>
    evaluate((array === "field" ? fieldIndices : windowIndices)[axis] as Affine, new Map([...first, ...at]));
  return { field, window, axes, fixedIndex };
}

interface SumLetter {
  readonly name: string;
  readonly from: number;
}

/** The sum of a formula that is one, perhaps with something added to it. */
function sumIn(right: Expression): { readonly body: Expression; readonly letters: readonly SumLetter[] } | undefined {
  if (right.tag === "binary" && right.operator === "+") return sumIn(right.left);
  if (right.tag !== "call" || right.name !== "sum") return undefined;
  const [body] = right.positional;
  const letters = right.named.flatMap(({ name, value }) =>
    value.tag === "range" && value.from.tag === "number" ? [{ name, from: Number(value.from.text) }] : [],
  );
  return body === undefined || letters.length !== right.named.length ? undefined : { body, letters };
}

function factorsOf(body: Expression): readonly [Entry, Entry] | undefined {
  if (body.tag !== "binary" || body.operator !== "*") return undefined;
  const { left, right } = body;
  return isEntry(left) && isEntry(right) ? [left, right] : undefined;
}

function isEntry(expression: Expression): expression is Entry {
  return expression.tag === "index" && expression.array.tag === "name";
}

/** The kernel slides; where there is none, or two, the array does that the sum runs through. */
function arranged(
  [left, right]: readonly [Entry, Entry],
  isWindow: (name: string) => boolean,
  letters: readonly SumLetter[],
): readonly [Entry, Entry] | readonly [] {
  const isRunThrough = ({ indices }: Entry): boolean =>
    indices.some((index) => index.tag === "name" && letters.some(({ name }) => name === index.name));
  for (const slides of [({ array }: Entry) => isWindow(array.name), isRunThrough]) {
    if (slides(left) !== slides(right)) return slides(left) ? [right, left] : [left, right];
  }
  return [];
}

function isAffine(indices: readonly (Affine | undefined)[] | undefined): indices is readonly Affine[] {
  return indices !== undefined && !indices.includes(undefined);
}

interface Pair {
  readonly letter: string;
  readonly fieldAxis: number;
  readonly windowAxis: number;
}

/** Each letter of the sum with the only axis of each array where it stands, and stands alone. */
function pairsOf(
  field: readonly Affine[],
  window: readonly Affine[],
  letters: readonly SumLetter[],
): readonly Pair[] | undefined {
  const names = letters.map(({ name }) => name);
  const isAlone = ({ coefficients }: Affine): boolean => names.filter((name) => coefficients.has(name)).length <= 1;
  if (![...field, ...window].every(isAlone)) return undefined;
  const axesOf = (indices: readonly Affine[], name: string): readonly number[] =>
    [...indices.keys()].filter((axis) => indices[axis]?.coefficients.has(name));
  const pairs = names.map((letter) => {
    const [[fieldAxis, ...furtherField], [windowAxis, ...furtherWindow]] = [
      axesOf(field, letter),
      axesOf(window, letter),
    ];
    if (fieldAxis === undefined || windowAxis === undefined) return undefined;
    return furtherField.length + furtherWindow.length > 0 ? undefined : { letter, fieldAxis, windowAxis };
  });
  return pairs.every((pair) => pair !== undefined) ? pairs : undefined;
}

/** With field index α·t + …, window index γ·t + …: γ·field − α·window does not depend on t. */
function slidingAxis(
  { letter, fieldAxis, windowAxis }: Pair,
  field: readonly Affine[],
  window: readonly Affine[],
): SlidingAxis | undefined {
  const [fieldIndex, windowIndex] = [field[fieldAxis] as Affine, window[windowAxis] as Affine];
  const alpha = fieldIndex.coefficients.get(letter) as number;
  const gamma = windowIndex.coefficients.get(letter) as number;
  const moved = [...fieldIndex.coefficients.keys(), ...windowIndex.coefficients.keys()].filter(
    (name) => name !== letter,
  );
  if (moved.length === 0) return undefined;
  const direction = Math.sign(gamma);
  return {
    fieldAxis,
    windowAxis,
    gap: Math.abs(gamma),
    moved,
    placeOfField: (index) => Math.abs(gamma) * index,
    placeOfWindow: (index, at) => {
      // At t = 0, with the letters of the result at their values.
      const rest = gamma * evaluate(fieldIndex, at) - alpha * evaluate(windowIndex, at);
      return direction * (rest + alpha * index);
    },
  };
}
