/**
 * Atoms: the indivisible factors of a product, numbered so that a product is a few integers.
 * The entries of an array, and a function of its entries, have consecutive numbers in row-major order.
 */
import type { NumericArray } from "../problem/problem.ts";
import { type ScalarFunction, sizeOfShape } from "../problem/rows.ts";

/** An entry of an array, or a function of it. */
export interface EntryAtom {
  readonly kind: "entry";
  readonly array: NumericArray;
  readonly entry: number;
  readonly apply: ScalarFunction | undefined;
}

/** 1 where `left relation right` holds, else 0; both are atoms. */
export interface IndicatorAtom {
  readonly kind: "indicator";
  readonly relation: ">=" | ">";
  readonly left: number;
  readonly right: number;
}

export type Atom = EntryAtom | IndicatorAtom;

interface AtomRange {
  readonly base: number;
  readonly size: number;
  readonly describe: (offset: number) => Atom;
}

export interface Atoms {
  /** The atom of the array's first entry, or of the function of it; the others follow. */
  baseOf(array: NumericArray, apply?: ScalarFunction): number;
  indicator(relation: ">=" | ">", left: number, right: number): number;
  describe(atom: number): Atom;
  /** How many atoms there are so far. */
  readonly count: number;
  /** The functions of whole arrays that have been made atoms so far. */
  readonly functions: readonly FunctionAtoms[];
}

/** One function of every entry of an array: the atoms base … base + size − 1. */
export interface FunctionAtoms {
  readonly base: number;
  readonly size: number;
  readonly array: NumericArray;
  readonly apply: ScalarFunction;
}

export function keyOfFunction(apply: ScalarFunction): string {
  const parameters = apply.parameters.map(([name, value]) => `${name}=${value.toFraction()}`);
  return `${apply.name}${"'".repeat(apply.primes)}(${parameters.join(",")})`;
}

export function createAtoms(): Atoms {
  const ranges: AtomRange[] = [];
  const bases = new Map<string, number>();
  const functions: FunctionAtoms[] = [];
  let count = 0;
  const reserve = (key: string, size: number, describe: (offset: number) => Atom): number => {
    const known = bases.get(key);
    if (known !== undefined) return known;
    const base = count;
    ranges.push({ base, size, describe });
    bases.set(key, base);
    count += size;
    return base;
  };
  return {
    get count() {
      return count;
    },
    functions,
    baseOf: (array, apply) => {
      const key = `${array.id} ${apply === undefined ? "" : keyOfFunction(apply)}`;
      const known = bases.get(key);
      if (known !== undefined) return known;
      const size = sizeOfShape(array.shape);
      const base = reserve(key, size, (entry) => ({ kind: "entry", array, entry, apply }));
      if (apply !== undefined) functions.push({ base, size, array, apply });
      return base;
    },
    indicator: (relation, left, right) =>
      reserve(`${left}${relation}${right}`, 1, () => ({ kind: "indicator", relation, left, right })),
    describe: (atom) => {
      const range = rangeOf(ranges, atom);
      return range.describe(atom - range.base);
    },
  };
}

function rangeOf(ranges: readonly AtomRange[], atom: number): AtomRange {
  let low = 0;
  let high = ranges.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ranges[middle] as AtomRange).base <= atom) low = middle;
    else high = middle - 1;
  }
  return ranges[low] as AtomRange;
}
