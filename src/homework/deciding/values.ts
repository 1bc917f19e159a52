/**
 * The values of index letters, and of what stands in an index: exact numbers, never rounded.
 */
import Fraction from "fraction.js";
import type { Condition, Meaning } from "../meaning.ts";

export type Letters = ReadonlyMap<string, number>;

/** What can't be an index or a limit: it has an entry of an array in it. */
export class NotANumber extends Error {}

/** The value of letters and numbers under arithmetic. */
export function numberOf(meaning: Meaning, letters: Letters): Fraction {
  switch (meaning.tag) {
    case "number":
      return meaning.value;
    case "letter": {
      const value = letters.get(meaning.name);
      if (value === undefined) throw new NotANumber(meaning.name);
      return new Fraction(value);
    }
    case "sum":
      return meaning.terms.reduce((total, term) => total.add(numberOf(term, letters)), new Fraction(0));
    case "product":
      return meaning.factors.reduce((product, factor) => product.mul(numberOf(factor, letters)), new Fraction(1));
    case "quotient": {
      const under = numberOf(meaning.under, letters);
      if (under.equals(0)) throw new NotANumber("0");
      return numberOf(meaning.over, letters).div(under);
    }
    case "rounded": {
      const value = numberOf(meaning.of, letters);
      return meaning.direction === "floor" ? value.floor() : value.ceil();
    }
    case "rest": {
      const [of, by] = [numberOf(meaning.of, letters), numberOf(meaning.by, letters)];
      if (by.equals(0)) throw new NotANumber("0");
      return of.sub(by.mul(of.div(by).floor()));
    }
    case "power":
      return numberOf(meaning.base, letters).pow(meaning.exponent) ?? fail();
    default:
      return fail();
  }
}

/**
 * The same for whole numbers under + and ·, without fractions: undefined where a letter has no value, NaN where something
 * else stands there. Exact below 2^53.
 */
export function wholeNumberOf(meaning: Meaning, letters: Letters): number | undefined {
  switch (meaning.tag) {
    case "number":
      return meaning.value.d === 1n ? Number(meaning.value.s * meaning.value.n) : Number.NaN;
    case "letter":
      return letters.get(meaning.name);
    case "sum":
      return folded(meaning.terms, letters, 0, (total, term) => total + term);
    case "product":
      return folded(meaning.factors, letters, 1, (product, factor) => product * factor);
    default:
      return Number.NaN;
  }
}

function folded(
  parts: readonly Meaning[],
  letters: Letters,
  start: number,
  fold: (total: number, part: number) => number,
): number | undefined {
  let total = start;
  for (const part of parts) {
    const value = wholeNumberOf(part, letters);
    if (value === undefined) return undefined;
    total = fold(total, value);
  }
  return Number.isSafeInteger(total) ? total : Number.NaN;
}

function fail(): never {
  throw new NotANumber();
}

/** The place of an index counted from 0; undefined for a fraction. */
export function placeOf(meaning: Meaning, letters: Letters, base: number): number | undefined {
  const whole = wholeNumberOf(meaning, letters);
  if (whole !== undefined && !Number.isNaN(whole)) return whole - base;
  const value = numberOf(meaning, letters);
  return value.d === 1n ? Number(value.s * value.n) - base : undefined;
}

/** Whether a relation between numbers holds; undefined for one between values of entries. */
export function holdsFor({ sign, left, right }: Condition, letters: Letters): boolean | undefined {
  let order: number;
  const [first, second] = [wholeNumberOf(left, letters), wholeNumberOf(right, letters)];
  if (first !== undefined && second !== undefined && !Number.isNaN(first) && !Number.isNaN(second) && sign !== "|")
    return holdsOfOrder(sign, first - second);
  try {
    const [a, b] = [numberOf(left, letters), numberOf(right, letters)];
    if (sign === "|") return a.equals(0) ? b.equals(0) : b.div(a).d === 1n;
    order = a.compare(b);
  } catch (error) {
    if (error instanceof NotANumber) return undefined;
    throw error;
  }
  return holdsOfOrder(sign, order);
}

export function holdsOfOrder(sign: Exclude<Condition["sign"], "|">, order: number): boolean {
  switch (sign) {
    case "=":
      return order === 0;
    case "≠":
      return order !== 0;
    case "≤":
      return order <= 0;
    case "≥":
      return order >= 0;
    case "<":
      return order < 0;
    case ">":
      return order > 0;
  }
}
