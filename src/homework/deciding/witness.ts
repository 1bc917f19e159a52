/**
 * The second opinion on a refutation: both sides at numbers, by plain loops over the definitions of the arrays.
 * In: a resolved formula and a number for each letter of the worksheet. Out: its value, exact where it is rational.
 * Nothing of the algebra is used: arrays are run forward from their index rows, derivatives are slopes of dual numbers.
 */
import Fraction from "fraction.js";
import type { Expression } from "../../language/syntax.ts";
import type { UserFunction } from "../../problem/functions.ts";
import type { NumericArray, Problem } from "../../problem/problem.ts";
import { REAL_ARITHMETIC, type Real } from "../../verify/arithmetic.ts";
import { createDualArithmetic } from "../../verify/dual.ts";
import { createForward, STILL } from "../../verify/forward.ts";
import type { Condition, Meaning, SeriesLetter } from "../meaning.ts";
import { spend, TooMuchWork } from "../work.ts";
import { lineOf, type Sizes } from "./support.ts";
import { type Letters, NotANumber } from "./values.ts";

/** The number that a letter of the worksheet stands for. */
export type Assignment = (array: number, entry: number) => Real;

export interface Witness {
  value(meaning: Meaning, letters: Letters): Real;
}

const { zero, one, add, multiply, inverse, constant } = REAL_ARITHMETIC;

export function createWitness(
  problem: Problem,
  sizes: Sizes,
  written: ReadonlyMap<number, readonly Meaning[]>,
  assignment: Assignment,
): Witness {
  const dual = createDualArithmetic(REAL_ARITHMETIC, exampleFunctions(problem.functions));
  const point = (array: NumericArray, entry: number): Real => {
    const meaning = written.get(array.id)?.[entry];
    return meaning === undefined ? assignment(array.id, entry) : value(meaning, new Map());
  };
  const forward = createForward(problem, dual, point);

  const value = (meaning: Meaning, letters: Letters): Real => {
    spend(1);
    switch (meaning.tag) {
      case "number":
        return meaning.value;
      case "letter": {
        const index = letters.get(meaning.name);
        if (index === undefined) throw new NotANumber(meaning.name);
        return new Fraction(index);
      }
      case "entry": {
        const flat = flatten(meaning, letters);
        return flat === undefined
          ? zero
          : forward.entry(problem.arrays[meaning.array] as NumericArray, flat, STILL).value;
      }
      case "sum":
        return meaning.terms.reduce((total, term) => add(total, value(term, letters)), zero);
      case "product":
        return meaning.factors.reduce((product, factor) => multiply(product, value(factor, letters)), one);
      case "quotient":
        return multiply(value(meaning.over, letters), inverse(value(meaning.under, letters)));
      case "power":
        return dual.power(
          { value: raisable(value(meaning.base, letters), meaning.exponent), slope: zero },
          meaning.exponent,
        ).value;
      case "apply": {
        const { name, primes, parameters } = meaning.apply;
        const settings = parameters.map(([, setting]) => setting);
        return dual.apply(name, primes, settings, { value: value(meaning.argument, letters), slope: zero }).value;
      }
      case "rounded": {
        const of = exact(value(meaning.of, letters));
        return meaning.direction === "floor" ? of.floor() : of.ceil();
      }
      case "rest": {
        const [of, by] = [exact(value(meaning.of, letters)), exact(value(meaning.by, letters))];
        return of.sub(by.mul(of.div(by).floor()));
      }
      case "guard":
        return meaning.conditions.every((condition) => holds(condition, letters)) ? one : zero;
      case "cases": {
        const row = meaning.rows.find(({ conditions }) => conditions.every((condition) => holds(condition, letters)));
        return row === undefined ? zero : value(row.value, letters);
      }
      case "series":
        return total(meaning, meaning.letters, letters);
    }
  };
  /** Letters without limits run over a range that holds every index of every array, whatever the summand. */
  const total = (series: Meaning & { tag: "series" }, pending: readonly SeriesLetter[], letters: Letters): Real => {
    const [letter, ...rest] = pending;
    if (letter === undefined)
      return series.conditions.every((condition) => holds(condition, letters)) ? value(series.body, letters) : zero;
    const later = rest.find(({ name }) => mentions(letter, name));
    if (later !== undefined) return total(series, [later, letter, ...rest.filter((other) => other !== later)], letters);
    const range = rangeOf(letter, series, letters);
    let sum = zero;
    for (let index = range.from; index <= range.to; index++)
      sum = add(sum, total(series, rest, new Map(letters).set(letter.name, index)));
    return sum;
  };
  const rangeOf = (
    { name, from, to }: SeriesLetter,
    series: Meaning & { tag: "series" },
    letters: Letters,
  ): { readonly from: number; readonly to: number } => {
    const wide = from !== undefined && to !== undefined ? undefined : wideRange(series.body, name, letters);
    return {
      from: from === undefined ? (wide?.from ?? 0) : Math.ceil(exact(value(from, letters)).valueOf()),
      to: to === undefined ? (wide?.to ?? -1) : Math.floor(exact(value(to, letters)).valueOf()),
    };
  };
  /** An axis that the letter alone runs along, else all places that any index of the summand could mean. */
  const wideRange = (body: Meaning, name: string, letters: Letters): { readonly from: number; readonly to: number } => {
    const entries = entriesOf(body);
    for (const { array, indices } of entries)
      for (const [axis, index] of indices.entries())
        if (index.tag === "letter" && index.name === name)
          return { from: sizes.indexBase, to: sizes.indexBase + (sizes.shapeOf(array)[axis] as number) - 1 };
    const largest = Math.max(1, ...entries.flatMap(({ array }) => sizes.shapeOf(array)));
    const spread = Math.max(
      1,
      ...entries.flatMap(({ indices }) =>
        indices.map((index) => {
          const line = lineOf(index, name, letters);
          return line === undefined || line.slope.equals(0) ? 1 : Math.ceil(line.slope.inverse().abs().valueOf());
        }),
      ),
    );
    const reach = WIDE + spread * 3 * largest;
    return { from: -reach, to: reach };
  };
  const holds = ({ sign, left, right }: Condition, letters: Letters): boolean => {
    const [a, b] = [value(left, letters), value(right, letters)];
    if (sign === "|") return exact(a).equals(0) ? exact(b).equals(0) : exact(b).mod(exact(a)).equals(0);
    const order = REAL_ARITHMETIC.sign?.(add(a, multiply(constant(new Fraction(-1)), b))) ?? 0;
    const met: Record<typeof sign, boolean> = {
      "=": order === 0,
      "≠": order !== 0,
      "≤": order <= 0,
      "≥": order >= 0,
      "<": order < 0,
      ">": order > 0,
    };
    return met[sign];
  };
  const flatten = ({ array, indices }: Meaning & { tag: "entry" }, letters: Letters): number | undefined => {
    const shape = sizes.shapeOf(array);
    const places = indices.map((index) => {
      const { s, n, d } = exact(value(index, letters));
      return d === 1n ? Number(s * n) - sizes.indexBase : Number.NaN;
    });
    const inside = places.every((place, axis) => place >= 0 && place < (shape[axis] as number));
    return inside ? places.reduce((flat, place, axis) => flat * (shape[axis] as number) + place, 0) : undefined;
  };
  return { value };
}

/**
 * What is true of any differentiable function is true of x³ + x: a function of which nothing is said becomes it, the
 * second x⁴ + 2x, and so on.
 */
export function exampleFunctions(functions: Problem["functions"]): ReadonlyMap<string, UserFunction> {
  const opaque = [...functions.values()].filter(({ definition }) => definition === undefined);
  const examples = opaque.map(({ name }, position) => [name, { name, definition: exampleBody(position + 1) }] as const);
  return new Map<string, UserFunction>([...functions, ...examples]);
}

function exampleBody(number: number): NonNullable<UserFunction["definition"]> {
  const x: Expression = { tag: "name", name: "x" };
  const whole = (value: number): Expression => ({ tag: "number", text: String(value) });
  const power: Expression = { tag: "binary", operator: "^", left: x, right: whole(number + 2) };
  const line: Expression = number === 1 ? x : { tag: "binary", operator: "*", left: whole(number), right: x };
  return { parameter: "x", body: { tag: "binary", operator: "+", left: power, right: line } };
}

/** Beyond the sizes, for indices that have a constant in them. */
const WIDE = 8;

/** More binary digits than this no power has. */
const MOST_DIGITS = 20_000;

/** The base of a power that is not too large to be written down. */
function raisable(base: Real, exponent: Fraction): Real {
  if (typeof base === "number") return base;
  const digits = 4 * (base.n.toString(16).length + base.d.toString(16).length);
  if (digits * Number(exponent.n) > MOST_DIGITS) throw new TooMuchWork();
  return base;
}

function exact(value: Real): Fraction {
  if (typeof value === "number") throw new NotANumber();
  return value;
}

/** Whether the limits of a letter speak of another one. */
function mentions({ from, to }: SeriesLetter, name: string): boolean {
  const inside = (meaning: Meaning | undefined): boolean => {
    switch (meaning?.tag) {
      case "letter":
        return meaning.name === name;
      case "sum":
        return meaning.terms.some(inside);
      case "product":
        return meaning.factors.some(inside);
      case "quotient":
        return inside(meaning.over) || inside(meaning.under);
      case "rounded":
        return inside(meaning.of);
      default:
        return false;
    }
  };
  return inside(from) || inside(to);
}

function entriesOf(meaning: Meaning): (Meaning & { tag: "entry" })[] {
  switch (meaning.tag) {
    case "entry":
      return [meaning];
    case "sum":
      return meaning.terms.flatMap(entriesOf);
    case "product":
      return meaning.factors.flatMap(entriesOf);
    case "quotient":
      return [meaning.over, meaning.under].flatMap(entriesOf);
    case "power":
      return entriesOf(meaning.base);
    case "apply":
      return entriesOf(meaning.argument);
    case "series":
      return entriesOf(meaning.body);
    case "cases":
      return meaning.rows.flatMap(({ value }) => entriesOf(value));
    default:
      return [];
  }
}
