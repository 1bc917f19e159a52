/**
 * Where a summand can differ from 0: the values of a letter of a sum that was written without limits.
 * In: the summand, and the letters whose values are known. Out: a range, or nothing where none follows.
 */
import Fraction from "fraction.js";
import type { Meaning } from "../meaning.ts";
import { type Letters, NotANumber, numberOf, wholeNumberOf } from "./values.ts";

/** Both ends included; empty where `to` is below `from`. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

export interface Sizes {
  /** The shape of an array of the scope. */
  shapeOf(array: number): readonly number[];
  readonly indexBase: 0 | 1;
}

/** An entry bounds the letters of its indices, a product as its tightest factor does, a sum as all its terms together. */
export function supportOf(meaning: Meaning, letter: string, known: Letters, sizes: Sizes): Interval | undefined {
  const of = (part: Meaning): Interval | undefined => supportOf(part, letter, known, sizes);
  switch (meaning.tag) {
    case "number":
    case "letter":
    case "rounded":
    case "rest":
      return undefined;
    case "entry":
      return meaning.indices
        .map((index, axis) => fromIndex(index, letter, known, sizes.shapeOf(meaning.array)[axis] ?? 0, sizes.indexBase))
        .reduce(intersect, undefined);
    case "product":
      return meaning.factors.map(of).reduce(intersect, undefined);
    case "quotient":
      return of(meaning.over) ?? of(meaning.under);
    case "power":
      return of(meaning.base);
    case "apply":
      return of(meaning.argument);
    case "sum":
      return unite(meaning.terms.map(of));
    case "cases":
      return unite(meaning.rows.map(({ value }) => of(value)));
    case "series":
      return meaning.letters.some(({ name }) => name === letter) ? undefined : of(meaning.body);
    case "guard":
      return meaning.conditions
        .map(({ sign, left, right }) => {
          if (sign !== "=") return undefined;
          const difference: Meaning = { tag: "sum", terms: [left, { tag: "product", factors: [MINUS_ONE, right] }] };
          return fromIndex(difference, letter, known, 1, 0);
        })
        .reduce(intersect, undefined);
  }
}

const MINUS_ONE: Meaning = { tag: "number", value: new Fraction(-1) };

/** The letter's values for which the index lies on its axis. */
function fromIndex(index: Meaning, letter: string, known: Letters, size: number, base: number): Interval | undefined {
  const whole = wholeLineOf(index, letter, known);
  if (whole === undefined || whole.slope === 0) return undefined;
  if (!Number.isNaN(whole.slope)) {
    const [first, last] = [base, base + size - 1].map((end) => (end - whole.constant) / whole.slope) as [
      number,
      number,
    ];
    return { from: Math.ceil(Math.min(first, last)), to: Math.floor(Math.max(first, last)) };
  }
  const line = lineOf(index, letter, known);
  if (line === undefined || line.slope.equals(0)) return undefined;
  const ends = [base, base + size - 1].map((end) => new Fraction(end).sub(line.constant).div(line.slope));
  const [low, high] = ends.sort((a, b) => a.compare(b)) as [Fraction, Fraction];
  return { from: Number(low.ceil().valueOf()), to: Number(high.floor().valueOf()) };
}

interface WholeLine {
  readonly slope: number;
  readonly constant: number;
}

/** The same line in whole numbers: undefined where a letter has no value, NaN where it is not seen to be such a line. */
function wholeLineOf(index: Meaning, letter: string, known: Letters): WholeLine | undefined {
  switch (index.tag) {
    case "letter":
      if (index.name === letter) return { slope: 1, constant: 0 };
      break;
    case "sum":
      return foldedLine(index.terms, letter, known, 0, (total, term) => ({
        slope: total.slope + term.slope,
        constant: total.constant + term.constant,
      }));
    case "product":
      return foldedLine(index.factors, letter, known, 1, (product, factor) => ({
        slope:
          product.slope === 0 || factor.slope === 0
            ? product.slope * factor.constant + product.constant * factor.slope
            : Number.NaN,
        constant: product.constant * factor.constant,
      }));
  }
  const value = wholeNumberOf(index, known);
  return value === undefined ? undefined : checkedLine({ slope: 0, constant: value });
}

function foldedLine(
  parts: readonly Meaning[],
  letter: string,
  known: Letters,
  start: number,
  fold: (before: WholeLine, part: WholeLine) => WholeLine,
): WholeLine | undefined {
  let line: WholeLine = { slope: 0, constant: start };
  for (const part of parts) {
    const next = wholeLineOf(part, letter, known);
    if (next === undefined) return undefined;
    line = fold(line, next);
  }
  return checkedLine(line);
}

/** What is beyond the exact integers is no line in whole numbers. */
function checkedLine(line: WholeLine): WholeLine {
  const isExact = Number.isSafeInteger(line.slope) && Number.isSafeInteger(line.constant);
  return isExact ? line : { slope: Number.NaN, constant: line.constant };
}

/** slope·letter + constant; undefined where the index is no such line, or has a letter whose value is not known. */
export function lineOf(
  index: Meaning,
  letter: string,
  known: Letters,
): { readonly slope: Fraction; readonly constant: Fraction } | undefined {
  const at = (value: number): Fraction => numberOf(index, new Map(known).set(letter, value));
  try {
    const [zero, one, two] = [at(0), at(1), at(2)];
    const slope = one.sub(zero);
    return two.sub(one).equals(slope) ? { slope, constant: zero } : undefined;
  } catch (error) {
    if (error instanceof NotANumber) return undefined;
    throw error;
  }
}

export function intersect(left: Interval | undefined, right: Interval | undefined): Interval | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return { from: Math.max(left.from, right.from), to: Math.min(left.to, right.to) };
}

function unite(intervals: readonly (Interval | undefined)[]): Interval | undefined {
  let union: Interval | undefined;
  for (const interval of intervals) {
    if (interval === undefined) return undefined;
    if (interval.to < interval.from) continue;
    union =
      union === undefined
        ? interval
        : { from: Math.min(union.from, interval.from), to: Math.max(union.to, interval.to) };
  }
  return union ?? { from: 1, to: 0 };
}
