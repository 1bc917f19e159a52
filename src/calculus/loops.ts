/**
 * The points of a product's sum at given sizes: every choice of its bound letters at which it may be other than 0.
 *
 * In: a product, and numbers for the sizes. Out: a plan, made once, in which sizes are gone: polynomials of the letters
 * that are left. A letter that runs over all integers is tried wherever an entry, a guard or an equation lets the
 * product be other than 0; where none bounds it, the run throws.
 */
import type { Polynomial } from "../sizes/polynomial.ts";
import type { Entry, Factor, Guard, Product } from "./sums.ts";

/** A polynomial of letters, each by its number; `open` has a bit for each bound letter in it. */
export interface Form {
  readonly constant: number;
  readonly terms: readonly { readonly coefficient: number; readonly letters: readonly number[] }[];
  readonly open: number;
}

/** 0 <= form <= end, or end <= form <= 0 where the end is negative; `offset` is added to the end. */
interface Limit {
  readonly form: Form;
  readonly end: Form;
  readonly offset: number;
}

type Test = (values: readonly number[]) => boolean;

export interface Plan {
  /** The numbers of letters: bound ones first, then those that are given. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly bound: number;
  readonly limits: readonly Limit[];
  readonly guards: readonly { readonly test: Test; readonly open: number }[];
  form(polynomial: Polynomial): Form;
}

/** More bound letters than this do not fit into the bits of an integer. */
const MOST_BOUND = 30;

export function planOf(
  product: Product,
  sizes: ReadonlyMap<string, number>,
  given: readonly string[],
  shapeOf: (array: string) => readonly number[],
): Plan {
  const bound = product.bound.map(({ letter }) => letter);
  if (bound.length > MOST_BOUND) throw new RangeError(`a sum over ${bound.length} letters is too deep to be evaluated`);
  const numbers = new Map([...bound, ...given].map((letter, number) => [letter, number] as const));
  const form = (polynomial: Polynomial): Form => formOf(polynomial, numbers, bound.length, sizes);
  return {
    numbers,
    bound: bound.length,
    limits: limitsOf(product, form, shapeOf),
    guards: product.guards.map((guard) => testOf(guard, form)),
    form,
  };
}

function formOf(
  polynomial: Polynomial,
  numbers: ReadonlyMap<string, number>,
  bound: number,
  sizes: ReadonlyMap<string, number>,
): Form {
  let [constant, open] = [0, 0];
  const terms: { coefficient: number; letters: number[] }[] = [];
  for (const { coefficient, letters } of polynomial) {
    let factor = coefficient;
    const left: number[] = [];
    for (const letter of letters) {
      const number = numbers.get(letter);
      if (number === undefined) factor *= sizes.get(letter) ?? Number.NaN;
      else left.push(number);
    }
    if (left.length === 0) constant += factor;
    else if (factor !== 0) terms.push({ coefficient: factor, letters: left });
  }
  for (const { letters } of terms) for (const number of letters) if (number < bound) open |= 1 << number;
  return { constant, terms, open };
}

export function formValue({ constant, terms }: Form, values: readonly number[]): number {
  let total = constant;
  for (const { coefficient, letters } of terms) {
    let term = coefficient;
    for (const number of letters) term *= values[number] as number;
    total += term;
  }
  return total;
}

/** What bounds letters: ranges of their own, guards, and indices that must lie inside. */
function limitsOf(
  product: Product,
  form: (polynomial: Polynomial) => Form,
  shapeOf: (array: string) => readonly number[],
): readonly Limit[] {
  const limits: Limit[] = [];
  const within = (inner: Form, size: Form): void => {
    limits.push({ form: inner, end: size, offset: -1 });
  };
  for (const { letter, size } of product.bound)
    if (size !== undefined) within(form([{ coefficient: 1, letters: [letter] }]), form(size));
  for (const guard of product.guards) {
    if (guard.kind === "equal") limits.push({ form: form(guard.zero), end: NOTHING, offset: 0 });
    if (guard.kind === "range") within(form(guard.value), form(guard.size));
  }
  for (const { tensor, index } of product.factors.flatMap(entriesIn))
    for (const [axis, { value, divisor }] of index.entries()) {
      const size = shapeOf(tensor)[axis] ?? 0;
      if (divisor === undefined) within(form(value), { ...NOTHING, constant: size });
      else limits.push({ form: form(value), end: scaled(form(divisor), size - 1), offset: 0 });
    }
  return limits;
}

const NOTHING: Form = { constant: 0, terms: [], open: 0 };

function scaled({ constant, terms, open }: Form, by: number): Form {
  const times = terms.map(({ coefficient, letters }) => ({ coefficient: coefficient * by, letters }));
  return { constant: constant * by, terms: times, open };
}

function entriesIn(factor: Factor): readonly Entry[] {
  return factor.kind === "entry" ? [factor] : factor.of;
}

function testOf(guard: Guard, form: (polynomial: Polynomial) => Form): { readonly test: Test; readonly open: number } {
  switch (guard.kind) {
    case "equal": {
      const zero = form(guard.zero);
      return { test: (values) => formValue(zero, values) === 0, open: zero.open };
    }
    case "range": {
      const [value, size] = [form(guard.value), form(guard.size)];
      const test: Test = (values) => {
        const at = formValue(value, values);
        return 0 <= at && at < formValue(size, values);
      };
      return { test, open: value.open | size.open };
    }
    case "divides": {
      const [value, divisor] = [form(guard.value), form(guard.divisor)];
      const test: Test = (values) => formValue(value, values) % formValue(divisor, values) === 0;
      return { test, open: value.open | divisor.open };
    }
  }
}

/** Calls `visit` at every point; `values` holds the given letters, and gets the bound ones, one point after the other. */
export function runPlan(plan: Plan, values: number[], visit: () => void): void {
  run(plan, (1 << plan.bound) - 1, values, visit);
}

function run(plan: Plan, open: number, values: number[], visit: () => void): void {
  for (const { test, open: unknown } of plan.guards) if ((unknown & open) === 0 && !test(values)) return;
  if (open === 0) return visit();
  let [best, low, high] = [-1, 0, Number.POSITIVE_INFINITY];
  for (let number = 0; number < plan.bound; number++) {
    const range = (open & (1 << number)) === 0 ? undefined : rangeOf(plan, number, open, values);
    if (range === undefined || range[1] - range[0] >= high - low) continue;
    best = number;
    [low, high] = range;
  }
  if (best < 0) throw new RangeError("no bound is known for a letter of the sum");
  for (let at = low; at <= high; at++) {
    values[best] = at;
    run(plan, open & ~(1 << best), values, visit);
  }
}

/** First and last number that a letter may have once the letters that are not open are numbers. */
function rangeOf(plan: Plan, number: number, open: number, values: number[]): [number, number] | undefined {
  let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { form, end, offset } of plan.limits) {
    if ((form.open & open) !== 1 << number || (end.open & open) !== 0) continue;
    const parts = linearAt(form, number, values);
    if (parts === undefined || parts.slope === 0) continue;
    const last = formValue(end, values) + offset;
    // A range of no size is empty; only of a quotient may the end lie below 0.
    const [least, most] = offset === 0 ? [Math.min(0, last), Math.max(0, last)] : [0, last];
    const ends = [(least - parts.rest) / parts.slope, (most - parts.rest) / parts.slope] as const;
    if (least > most) return [1, 0];
    low = Math.max(low, Math.ceil(Math.min(...ends)));
    high = Math.min(high, Math.floor(Math.max(...ends)));
  }
  return Number.isFinite(low) && Number.isFinite(high) ? [low, high] : undefined;
}

/** slope·letter + rest; nothing where the letter is multiplied with itself. */
function linearAt(
  form: Form,
  number: number,
  values: readonly number[],
): { readonly slope: number; readonly rest: number } | undefined {
  let [slope, rest] = [0, form.constant];
  for (const { coefficient, letters } of form.terms) {
    let [term, times] = [coefficient, 0];
    for (const other of letters)
      if (other === number) times++;
      else term *= values[other] as number;
    if (times > 1) return undefined;
    if (times === 1) slope += term;
    else rest += term;
  }
  return { slope, rest };
}
