/**
 * Numbers for every letter of a worksheet, the same for all claims of a sheet, so that arrays are worked out once.
 * In: the second evaluator. Out: whether the sides of a comparison differ at any of them, by the second evaluator.
 */
import Fraction from "fraction.js";
import type { Real } from "../../verify/arithmetic.ts";
import type { Comparison } from "./decide.ts";
import type { Witness, Witnesses } from "./witness.ts";

export interface Samples {
  differs(comparison: Comparison): boolean;
}

/** So many choices of numbers; one nearly always tells unequal sides apart. */
export const SAMPLES = 3;

export function createSamples(witnessAt: Witnesses): Samples {
  let witnesses: readonly Witness[] | undefined;
  const all = (): readonly Witness[] => {
    witnesses ??= Array.from({ length: SAMPLES }, (_, sample) =>
      witnessAt((array, entry) => new Fraction(mixed(sample, array, entry) | 1, 1009)),
    );
    return witnesses;
  };
  return {
    differs: ({ meanings, point }) =>
      all().some((witness) => {
        const [left, right] = meanings.map((meaning) => witness.value(meaning, point));
        return left !== undefined && right !== undefined && !agree(left, right);
      }),
  };
}

/** Small quarters, none of them 0, without a pattern along an array. */
export function numberFor(sample: number, array: number, entry: number): Fraction {
  const quarters = ((mixed(sample, array, entry) + 2000) % 9) - 4;
  return new Fraction(quarters >= 0 ? quarters + 1 : quarters, 4);
}

/** A whole number between -2000 and 2000 that looks drawn by lot. */
function mixed(sample: number, array: number, entry: number): number {
  const bits = Math.imul(Math.imul(sample * 131 + array * 1031 + entry + 7, 0x9e3779b1) ^ 0x5bd1e995, 0x85ebca6b) >>> 8;
  return (bits % 4001) - 2000;
}

/** Numbers that are not rational agree up to rounding; one that is not known agrees with all. */
export function agree(left: Real, right: Real): boolean {
  if (typeof left !== "number" && typeof right !== "number") return left.equals(right);
  const [a, b] = [left.valueOf(), right.valueOf()];
  return !Number.isFinite(a) || !Number.isFinite(b) || Math.abs(a - b) <= 1e-7 * Math.max(1, Math.abs(a), Math.abs(b));
}
