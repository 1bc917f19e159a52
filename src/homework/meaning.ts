/**
 * What a formula means: sums and products of entries of the worksheet's arrays, with letters for indices.
 * In: nothing; these are the types between resolving and deciding. Always: every name is resolved, entries are counted
 * in the worksheet's base, and an entry outside its array, or at a fractional index, is 0.
 */
import type Fraction from "fraction.js";
import type { ScalarFunction } from "../problem/rows.ts";

/** A number as it was written. `ulp` is half a unit of its last digit where it has a decimal point, else absent. */
export interface NumberMeaning {
  readonly tag: "number";
  readonly value: Fraction;
  readonly ulp?: Fraction;
  /** The letter for a size in whose place the number stands. */
  readonly size?: string;
  /** The axis whose size it is. */
  readonly axis?: { readonly array: number; readonly axis: number };
}

/** An index letter where a number stands. */
export interface LetterMeaning {
  readonly tag: "letter";
  readonly name: string;
}

export interface EntryMeaning {
  readonly tag: "entry";
  /** The number of the array in its scope. */
  readonly array: number;
  readonly indices: readonly Meaning[];
}

/** A letter of a sum: between the limits, or wherever the summand can differ from 0. */
export interface SeriesLetter {
  readonly name: string;
  readonly from?: Meaning;
  readonly to?: Meaning;
  /** The axis along which it stands alone, both ends included: what it runs over where nothing else bounds it. */
  readonly axis?: { readonly from: number; readonly to: number };
}

/** A relation between indices, or, in an indicator, between values. */
export interface Condition {
  readonly sign: "=" | "≠" | "≤" | "≥" | "<" | ">" | "|";
  readonly left: Meaning;
  readonly right: Meaning;
}

export type Meaning =
  | NumberMeaning
  | LetterMeaning
  | EntryMeaning
  | { readonly tag: "sum"; readonly terms: readonly Meaning[] }
  | { readonly tag: "product"; readonly factors: readonly Meaning[] }
  | { readonly tag: "quotient"; readonly over: Meaning; readonly under: Meaning }
  | { readonly tag: "power"; readonly base: Meaning; readonly exponent: Fraction }
  | { readonly tag: "apply"; readonly apply: ScalarFunction; readonly argument: Meaning }
  | { readonly tag: "rounded"; readonly direction: "floor" | "ceil"; readonly of: Meaning }
  | { readonly tag: "rest"; readonly of: Meaning; readonly by: Meaning }
  | {
      readonly tag: "series";
      readonly letters: readonly SeriesLetter[];
      readonly conditions: readonly Condition[];
      readonly body: Meaning;
    }
  | { readonly tag: "guard"; readonly conditions: readonly Condition[] }
  | {
      readonly tag: "cases";
      /** The first row whose conditions hold; 0 where none does. */
      readonly rows: readonly { readonly value: Meaning; readonly conditions: readonly Condition[] }[];
    };

/** One number for each value of the free letters. */
export interface ScalarValue {
  readonly tag: "scalar";
  readonly meaning: Meaning;
}

/** An array of such numbers, row-major. */
export interface ArrayValue {
  readonly tag: "array";
  readonly shape: readonly number[];
  readonly entries: readonly Meaning[];
  /** The number of the array in its scope, where it is one as a whole. */
  readonly array?: number;
  /** What stands at any index; absent where only its entries are known. */
  readonly general?: GeneralArray;
}

/** An array by what stands at any index inside of it. */
export interface GeneralArray {
  readonly base: 0 | 1;
  /** How many sums may stand in each other in an entry: their letters are numbered. */
  readonly depth: number;
  readonly sizes: readonly Meaning[];
  /** Sizes that are equal where the array has a meaning at all. */
  readonly equal: readonly (readonly [Meaning, Meaning])[];
  readonly at: (indices: readonly Meaning[]) => Meaning;
}

export type Value = ScalarValue | ArrayValue;

/** A claim that has a meaning: the sides of its chain, and the letters for which it is made. */
export interface ResolvedClaim {
  readonly sides: readonly Value[];
  readonly letters: readonly FreeLetter[];
  /** Only where these hold. */
  readonly conditions: readonly Condition[];
}

/** A letter that no sum binds, and the values that the claim is made for. */
export interface FreeLetter {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}
