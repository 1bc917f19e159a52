/**
 * Numbers in a claim held against the worksheet's numbers, decimals by the digits that were written.
 */
import type { Real } from "../../verify/arithmetic.ts";
import type { Meaning } from "../meaning.ts";
import type { Comparison, Decider } from "./decide.ts";
import { arraysOf } from "./letters.ts";
import { atomsOf, constantOf, constantPolynomial, type Polynomial, substitute } from "./polynomial.ts";

/** Held against the worksheet's numbers: arrays that stand on one side only have their values. */
export function compareNumbers(
  decider: Decider,
  comparison: Comparison,
  isRough: boolean,
): "correct" | "rounded" | undefined {
  const { given } = decider.problem;
  if (
    given.size === 0 &&
    !isRough &&
    ulpOf(comparison.meanings[1]) === undefined &&
    ulpOf(comparison.meanings[0]) === undefined
  )
    return undefined;
  const [left, right] = comparison.whole();
  const [inLeft, inRight] = [arraysOf(decider, left), arraysOf(decider, right)];
  if (isEqualWithValues(decider, left, right)) return "correct";
  if (inLeft.size > 0 && inRight.size > 0) return undefined;
  const witness = decider.witnessAt((array, entry) => given.get(array)?.[entry] ?? Number.NaN);
  const [a, b] = comparison.meanings.map((meaning) => realNumber(witness.value(meaning, comparison.point)));
  if (a === undefined || b === undefined || Number.isNaN(a) || Number.isNaN(b)) return undefined;
  const difference = Math.abs(a - b);
  if (difference <= 1e-13 * Math.max(1, Math.abs(a)) && !isExactPair(decider, comparison)) return "correct";
  const ulp = ulpOf(comparison.meanings[1], isRough) ?? ulpOf(comparison.meanings[0], isRough);
  return ulp !== undefined && difference <= ulp * (1 + 1e-9) ? "rounded" : undefined;
}

/** With the worksheet's numbers in the place of arrays that stand on one side only. */
function isEqualWithValues(decider: Decider, left: Polynomial, right: Polynomial): boolean {
  const { given } = decider.problem;
  const [inLeft, inRight] = [arraysOf(decider, left), arraysOf(decider, right)];
  const withValues = (polynomial: Polynomial): Polynomial =>
    substitute(polynomial, (atom) => {
      const described = decider.atoms.describe(atom);
      if (described.kind !== "entry" || (inLeft.has(described.array) && inRight.has(described.array))) return undefined;
      const value = given.get(described.array)?.[described.entry];
      return value && constantPolynomial(value);
    });
  return decider.normal.isEqual(withValues(left), withValues(right));
}

/** Whether sides that are written out already agree with the worksheet's numbers, to the digits written. */
export function agreesAsNumbers(decider: Decider, left: Polynomial, right: Polynomial, written: Meaning): boolean {
  if (decider.problem.given.size === 0) return false;
  if (isEqualWithValues(decider, left, right)) return true;
  const ulp = ulpOf(written);
  const number = constantOf(right);
  if (ulp === undefined || number === undefined) return false;
  const value = constantOf(substitute(left, (atom) => givenValue(decider, atom)));
  return value !== undefined && Math.abs(value.sub(number).valueOf()) <= ulp * (1 + 1e-9);
}

function givenValue({ atoms, problem }: Decider, atom: number): Polynomial | undefined {
  const described = atoms.describe(atom);
  const value = described.kind === "entry" ? problem.given.get(described.array)?.[described.entry] : undefined;
  return value && constantPolynomial(value);
}

/** Both sides are rational, so that unequal means unequal. */
function isExactPair(decider: Decider, { whole }: Comparison): boolean {
  return whole().every((side) => atomsOf(side).every((atom) => decider.atoms.describe(atom).kind === "entry"));
}

export function realNumber(value: Real): number {
  return typeof value === "number" ? value : value.valueOf();
}

/** Half a unit of the last digit written, for a number with two digits or more, or any where the sign is ≈. */
function ulpOf(meaning: Meaning, isRough = false): number | undefined {
  switch (meaning.tag) {
    case "number":
      if (meaning.ulp !== undefined) return meaning.ulp.valueOf();
      return isRough ? 0.5 : undefined;
    case "product": {
      const [sign, number, ...more] = meaning.factors;
      const isNegated = sign?.tag === "number" && sign.value.equals(-1) && number !== undefined && more.length === 0;
      return isNegated ? ulpOf(number, isRough) : undefined;
    }
    default:
      return undefined;
  }
}
