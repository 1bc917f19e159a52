/**
 * The general entry of an array beside its entries: what stands at any index, and how long the axes are, as meanings in
 * which the sizes of a worksheet stay known as such. From it a formula between arrays is read for every size.
 */
import Fraction from "fraction.js";
import type { GeneralArray, Meaning } from "../meaning.ts";

type General = GeneralArray | undefined;

const number = (value: number): Meaning => ({ tag: "number", value: new Fraction(value) });

function sum(...terms: readonly Meaning[]): Meaning {
  return { tag: "sum", terms };
}

function negative(meaning: Meaning): Meaning {
  return { tag: "product", factors: [number(-1), meaning] };
}

/** The slice of an array of the scope whose first axes have these indices. */
export function generalSlice(
  array: number,
  shape: readonly number[],
  first: readonly Meaning[],
  base: 0 | 1,
): GeneralArray {
  const sizes = shape.map(
    (size, axis): Meaning => ({ tag: "number", value: new Fraction(size), axis: { array, axis } }),
  );
  return {
    base,
    depth: 0,
    sizes: sizes.slice(first.length),
    equal: [],
    at: (indices) => ({ tag: "entry", array, indices: [...first, ...indices] }),
  };
}

export function mappedGeneral(general: General, map: (meaning: Meaning) => Meaning): General {
  return general && { ...general, at: (indices) => map(general.at(indices)) };
}

/** Entry by entry; the axes have to be of one length. */
export function zippedGeneral(left: General, right: General, zip: (left: Meaning, right: Meaning) => Meaning): General {
  if (left === undefined || right === undefined || left.sizes.length !== right.sizes.length) return undefined;
  return {
    ...left,
    depth: Math.max(left.depth, right.depth),
    equal: [
      ...left.equal,
      ...right.equal,
      ...left.sizes.map((size, axis) => [size, right.sizes[axis] as Meaning] as const),
    ],
    at: (indices) => zip(left.at(indices), right.at(indices)),
  };
}

/**
 * The same, where an axis of size 1 goes with each place of the other's. `isSpread` tells of which axes it is the left
 * array's or the right one's that is spread; that its size is 1 has to hold for every size.
 */
export function spreadGeneral(
  left: General,
  right: General,
  isSpread: readonly ("left" | "right" | undefined)[],
  zip: (left: Meaning, right: Meaning) => Meaning,
): General {
  if (left === undefined || right === undefined || left.sizes.length !== right.sizes.length) return undefined;
  const one = number(1);
  const pairs = left.sizes.map((size, axis): readonly [Meaning, Meaning] => {
    const other = right.sizes[axis] as Meaning;
    return isSpread[axis] === undefined ? [size, other] : [isSpread[axis] === "left" ? size : other, one];
  });
  const placesOf = (side: "left" | "right", indices: readonly Meaning[]): Meaning[] =>
    indices.map((index, axis) => (isSpread[axis] === side ? number(left.base) : index));
  return {
    ...left,
    depth: Math.max(left.depth, right.depth),
    sizes: left.sizes.map((size, axis) => (isSpread[axis] === "left" ? (right.sizes[axis] as Meaning) : size)),
    equal: [...left.equal, ...right.equal, ...pairs],
    at: (indices) => zip(left.at(placesOf("left", indices)), right.at(placesOf("right", indices))),
  };
}

/** Rows by columns: the sum over the last axis of one and the first of the other. */
export function contractedGeneral(left: General, right: General): General {
  const [last, first] = [left?.sizes[left.sizes.length - 1], right?.sizes[0]];
  if (left === undefined || right === undefined || last === undefined || first === undefined) return undefined;
  const { base } = left;
  const depth = left.depth + right.depth + 1;
  const name = `contracted ${depth}`;
  const rows = left.sizes.length - 1;
  const inner: Meaning = { tag: "letter", name };
  return {
    base,
    depth,
    sizes: [...left.sizes.slice(0, -1), ...right.sizes.slice(1)],
    equal: [...left.equal, ...right.equal, [last, first]],
    at: (indices) => ({
      tag: "series",
      letters: [{ name, from: number(base), to: sum(last, number(base - 1)) }],
      conditions: [],
      body: {
        tag: "product",
        factors: [left.at([...indices.slice(0, rows), inner]), right.at([inner, ...indices.slice(rows)])],
      },
    }),
  };
}

export function outerGeneral(left: General, right: General): General {
  if (left === undefined || right === undefined) return undefined;
  const rank = left.sizes.length;
  return {
    ...left,
    depth: Math.max(left.depth, right.depth),
    sizes: [...left.sizes, ...right.sizes],
    equal: [...left.equal, ...right.equal],
    at: (indices) => ({ tag: "product", factors: [left.at(indices.slice(0, rank)), right.at(indices.slice(rank))] }),
  };
}

/** A vector as a matrix of one column. */
export function columnGeneral(general: General): General {
  return (
    general && { ...general, sizes: [...general.sizes, number(1)], at: (indices) => general.at(indices.slice(0, -1)) }
  );
}

/** A matrix with rows and columns exchanged; a vector as a matrix of one row. */
export function transposedGeneral(general: General): General {
  if (general === undefined) return undefined;
  const { sizes } = general;
  if (sizes.length === 1)
    return { ...general, sizes: [number(1), ...sizes], at: (indices) => general.at(indices.slice(1)) };
  return { ...general, sizes: [...sizes].reverse(), at: (indices) => general.at([...indices].reverse()) };
}

/** The last axes read backwards. */
export function turnedGeneral(general: General, axes: number): General {
  if (general === undefined) return undefined;
  const { sizes, base } = general;
  const turn = (index: Meaning, axis: number): Meaning =>
    axis < sizes.length - axes ? index : sum(sizes[axis] as Meaning, number(2 * base - 1), negative(index));
  return { ...general, at: (indices) => general.at(indices.map(turn)) };
}
