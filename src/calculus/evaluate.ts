/**
 * The value of a sum for numbers in the place of its letters, by plain loops, modulo the prime of `modular.ts`: what is
 * handed out is the integer nearest to 0 of its residue, and so the value itself where that is a small integer.
 *
 * Nothing is shared with the rules but the types of what they speak of: polynomials are evaluated here, indices
 * bounded here, derivatives taken here as the slope of pairs (value, slope). A letter that runs over all integers is
 * tried wherever an entry, a guard or an equation lets the summand be other than 0; where none bounds it, it throws.
 * What this cannot see: an error that shows at other sizes or other entries than those tried.
 */
import type { Polynomial } from "../sizes/polynomial.ts";
import { inverse, plus, residueOf, signed, times, valueOfFunction } from "./modular.ts";
import type { Apply, Definition, Entry, Factor, Guard, Product, Sum, Theory } from "./sums.ts";

/** Numbers for every size letter, and for the entries of arrays that are not defined. */
export interface Instance {
  readonly sizes: ReadonlyMap<string, number>;
  readonly entry: (array: string, index: readonly number[]) => number;
}

export interface Evaluator {
  shape(array: string): readonly number[];
  /** 0 outside the shape. */
  entry(array: string, index: readonly number[]): number;
  sum(sum: Sum, free: ReadonlyMap<string, number>): number;
}

/** Residues: a value, and its derivative by the entry that derivatives are taken by. */
type Dual = readonly [value: number, slope: number];
type Letters = Map<string, number>;

interface Context {
  readonly instance: Instance;
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly found: Map<string, Dual>;
  /** The entry that derivatives are taken by, and its array: even a defined array is a variable then. */
  readonly seed: { readonly array: string; readonly name: string };
}

export function createEvaluator(theory: Theory, instance: Instance): Evaluator {
  const arrays = [...theory.arrays, ...theory.definitions];
  const sizes = new Map(instance.sizes);
  const shapes = new Map(arrays.map(({ name, shape }) => [name, shape.map((size) => valueAt(size, sizes))]));
  const definitions = new Map(theory.definitions.map((definition) => [definition.name, definition]));
  const context: Context = { instance, shapes, definitions, found: new Map(), seed: { array: "", name: "" } };
  return {
    shape: (array) => shapes.get(array) ?? [],
    entry: (array, index) => signed(entryAt(array, index, context)[0]),
    sum: (sum, free) => signed(sumOf(sum, new Map([...sizes, ...free]), context)[0]),
  };
}

export function valueAt(polynomial: Polynomial, letters: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const { coefficient, letters: names } of polynomial) {
    let term = coefficient;
    for (const name of names) term *= letters.get(name) ?? Number.NaN;
    total += term;
  }
  return total;
}

function entryAt(array: string, index: readonly number[], context: Context, apply?: Apply): Dual {
  const shape = context.shapes.get(array) ?? [];
  if (index.some((at, axis) => !Number.isInteger(at) || at < 0 || at >= (shape[axis] ?? 0))) return [0, 0];
  const [value, slope] = insideAt(array, index, context);
  if (apply === undefined) return [value, slope];
  const rate = slope === 0 ? 0 : valueOfFunction({ ...apply, primes: apply.primes + 1 }, value);
  return [valueOfFunction(apply, value), times(rate, slope)];
}

function insideAt(array: string, index: readonly number[], context: Context): Dual {
  const name = `${array}[${index.join(",")}]`;
  const definition = context.definitions.get(array);
  const isSeeded = name === context.seed.name ? 1 : 0;
  if (definition === undefined) return [residueOf(context.instance.entry(array, index)), isSeeded];
  const key = `${name} ${context.seed.name}`;
  const known = context.found.get(key);
  if (known !== undefined) return known;
  const letters = new Map(context.instance.sizes);
  for (const [axis, letter] of definition.index.entries()) letters.set(letter, index[axis] ?? 0);
  const dual = sumOf(definition.body, letters, context);
  const value: Dual = array === context.seed.array ? [dual[0], isSeeded] : dual;
  context.found.set(key, value);
  return value;
}

function sumOf(sum: Sum, letters: Letters, context: Context): Dual {
  let [value, slope] = [0, 0];
  for (const product of sum) {
    const part = loop(product, new Set(product.bound.map((bound) => bound.letter)), letters, context);
    value = plus(value, part[0]);
    slope = plus(slope, part[1]);
  }
  return [value, slope];
}

/** Gives a number to one bound letter after the other, the one with the fewest choices first. */
function loop(product: Product, open: ReadonlySet<string>, letters: Letters, context: Context): Dual {
  if (product.guards.some((guard) => isKnown(polynomialsOf(guard), open) && !holds(guard, letters))) return [0, 0];
  if (open.size === 0) return productOf(product, letters, context);
  let best: { letter: string; range: readonly [number, number] } | undefined;
  for (const letter of open) {
    const range = rangeOf(letter, product, open, letters, context);
    if (range !== undefined && (best === undefined || range[1] - range[0] < best.range[1] - best.range[0]))
      best = { letter, range };
  }
  if (best === undefined) throw new RangeError(`no bound is known for any of ${[...open].join(", ")}`);
  const { letter, range } = best;
  const rest = new Set([...open].filter((other) => other !== letter));
  let [value, slope] = [0, 0];
  for (let at = range[0]; at <= range[1]; at++) {
    const part = loop(product, rest, new Map(letters).set(letter, at), context);
    value = plus(value, part[0]);
    slope = plus(slope, part[1]);
  }
  return [value, slope];
}

/** First and last number that a letter may have once the letters that are not open are numbers. */
function rangeOf(
  letter: string,
  product: Product,
  open: ReadonlySet<string>,
  letters: Letters,
  context: Context,
): readonly [number, number] | undefined {
  let range: readonly [number, number] | undefined;
  const narrow = (polynomial: Polynomial, least: number, most: number): void => {
    if (!isKnown([polynomial], new Set([...open].filter((other) => other !== letter)))) return;
    if (polynomial.some(({ letters: names }) => names.filter((other) => other === letter).length > 1)) return;
    const rest = valueAt(polynomial, new Map(letters).set(letter, 0));
    const slope = valueAt(polynomial, new Map(letters).set(letter, 1)) - rest;
    if (slope === 0) return;
    const ends = [(least - rest) / slope, (most - rest) / slope] as const;
    const [low, high] = [Math.ceil(Math.min(...ends)), Math.floor(Math.max(...ends))];
    range = range === undefined ? [low, high] : [Math.max(low, range[0]), Math.min(high, range[1])];
  };
  const size = product.bound.find((bound) => bound.letter === letter)?.size;
  if (size !== undefined) range = [0, valueAt(size, letters) - 1];
  for (const guard of product.guards) {
    if (guard.kind === "equal") narrow(guard.zero, 0, 0);
    if (guard.kind === "range" && isKnown([guard.size], open)) narrow(guard.value, 0, valueAt(guard.size, letters) - 1);
  }
  for (const { tensor, index } of product.factors.flatMap(entriesIn))
    for (const [axis, slot] of index.entries()) {
      const last = (context.shapes.get(tensor)?.[axis] ?? 0) - 1;
      if (slot.divisor === undefined) narrow(slot.value, 0, last);
      else if (isKnown([slot.divisor], open)) {
        const divisor = valueAt(slot.divisor, letters);
        narrow(slot.value, Math.min(0, divisor * last), Math.max(0, divisor * last));
      }
    }
  return range;
}

function entriesIn(factor: Factor): readonly Entry[] {
  return factor.kind === "entry" ? [factor] : factor.of;
}

function polynomialsOf(guard: Guard): readonly Polynomial[] {
  switch (guard.kind) {
    case "equal":
      return [guard.zero];
    case "range":
      return [guard.value, guard.size];
    case "divides":
      return [guard.divisor, guard.value];
  }
}

function isKnown(polynomials: readonly Polynomial[], open: ReadonlySet<string>): boolean {
  return !polynomials.some((polynomial) => polynomial.some(({ letters }) => letters.some((name) => open.has(name))));
}

function holds(guard: Guard, letters: Letters): boolean {
  switch (guard.kind) {
    case "equal":
      return valueAt(guard.zero, letters) === 0;
    case "range": {
      const value = valueAt(guard.value, letters);
      return 0 <= value && value < valueAt(guard.size, letters);
    }
    case "divides":
      return valueAt(guard.value, letters) % valueAt(guard.divisor, letters) === 0;
  }
}

function productOf(product: Product, letters: Letters, context: Context): Dual {
  const coefficient = residueOf(product.coefficient);
  const scale = product.over === undefined ? 1 : inverse(residueOf(valueAt(product.over, letters)));
  return timesAll([times(coefficient, scale), 0], product.factors, (factor) => factorAt(factor, letters, context));
}

function timesAll<T>(start: Dual, parts: readonly T[], dualOf: (part: T) => Dual): Dual {
  let [value, slope] = start;
  for (const part of parts) {
    const [other, otherSlope] = dualOf(part);
    [value, slope] = [times(value, other), plus(times(value, otherSlope), times(slope, other))];
    if (value === 0 && slope === 0) return [0, 0];
  }
  return [value, slope];
}

function factorAt(factor: Factor, letters: Letters, context: Context): Dual {
  const dualOf = ({ tensor, index, apply }: Entry, at: Context): Dual =>
    entryAt(tensor, indexAt(index, letters), at, apply);
  if (factor.kind === "entry") return dualOf(factor, context);
  const array = factor.by.tensor;
  const seed = { array, name: `${array}[${indexAt(factor.by.index, letters).join(",")}]` };
  const [, slope] = timesAll([1, 0], factor.of, (entry) => dualOf(entry, { ...context, seed }));
  return [slope, 0];
}

function indexAt(index: Entry["index"], letters: Letters): readonly number[] {
  return index.map(({ value, divisor }) => {
    const whole = valueAt(value, letters);
    return divisor === undefined ? whole : whole / valueAt(divisor, letters);
  });
}
