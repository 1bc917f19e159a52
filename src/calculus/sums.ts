/**
 * Sums of products: the expressions that derivations for every size speak of.
 *
 *     Σ over bound letters of  coefficient/over · Π [guard] · Π T[index] or f(T[index])
 *
 * Arrays are zero-extended: outside its shape, and at an index that is not an integer, an array is 0, and a function
 * of its entries is 0 there too. A bound letter
 * runs over 0 … size−1, or over all integers where it has no size; then only finitely many of its summands are not 0,
 * which every rule keeps. Sums are plain data, safe for JSON. The order of letters, guards and factors has no meaning
 * of its own, but is part of what a step records.
 */

import type { Assumptions, Knowledge } from "../sizes/assumptions.ts";
import {
  constant,
  letter,
  lettersOf,
  negate,
  ONE,
  type Polynomial,
  plainLetter,
  sameAs,
  substitute,
  subtract,
} from "../sizes/polynomial.ts";

export { textOfFactor, textOfGuard, textOfProduct, textOfSum } from "./text.ts";

export interface Bound {
  readonly letter: string;
  readonly size?: Polynomial;
}

export type Guard =
  /** [zero = 0], the leading term positive. */
  | { readonly kind: "equal"; readonly zero: Polynomial }
  /** [0 <= value < size] */
  | { readonly kind: "range"; readonly value: Polynomial; readonly size: Polynomial }
  /** [divisor | value]; the divisor is not 0. */
  | { readonly kind: "divides"; readonly divisor: Polynomial; readonly value: Polynomial };

/** One index of an entry: a polynomial, or a quotient that makes the entry 0 where it is not an integer. */
export interface Slot {
  readonly value: Polynomial;
  readonly divisor?: Polynomial;
}

export interface Entry {
  readonly kind: "entry";
  readonly tensor: string;
  readonly index: readonly Slot[];
  /** A scalar function of the entry, and which derivative of it; outside the array this is 0 as well. */
  readonly apply?: Apply;
}

export interface Apply {
  readonly name: string;
  readonly primes: number;
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** The derivative of a product of entries by one entry, which lies inside its array. */
export interface Derivative {
  readonly kind: "derivative";
  readonly of: readonly Entry[];
  readonly by: Entry;
}

export type Factor = Entry | Derivative;

export interface Product {
  readonly coefficient: number;
  /** Divides the product; at least 1 by the assumptions. */
  readonly over?: Polynomial;
  readonly bound: readonly Bound[];
  readonly guards: readonly Guard[];
  readonly factors: readonly Factor[];
}

export type Sum = readonly Product[];

/** An array given by a sum: T[index] is the sum inside the shape, and 0 outside. */
export interface Definition {
  readonly name: string;
  readonly shape: readonly Polynomial[];
  readonly index: readonly string[];
  readonly body: Sum;
}

/** What a derivation speaks of. `free` letters are the indices of the entry in question, each inside its range. */
export interface Theory {
  readonly assumptions: Assumptions;
  readonly arrays: readonly { readonly name: string; readonly shape: readonly Polynomial[] }[];
  readonly definitions: readonly Definition[];
  readonly free: readonly { readonly letter: string; readonly size: Polynomial }[];
}

/** The divisor of a product, 1 where none is written. */
export function overOf({ over = ONE }: Product): Polynomial {
  return over;
}

/** A divisor as products carry it: 1 is not written. */
export function dividedBy(over: Polynomial): { readonly over?: Polynomial } {
  return sameAs(over, ONE) ? {} : { over };
}

export function entry(tensor: string, ...index: readonly Polynomial[]): Entry {
  return { kind: "entry", tensor, index: index.map((value) => ({ value })) };
}

/** [left = right] */
export function equal(left: Polynomial, right: Polynomial): Guard {
  const zero = subtract(left, right);
  return { kind: "equal", zero: (zero[0]?.coefficient ?? 1) < 0 ? negate(zero) : zero };
}

export function shapeOf(name: string, theory: Theory): readonly Polynomial[] {
  const found = [...theory.arrays, ...theory.definitions].find((array) => array.name === name);
  if (found === undefined) throw new RangeError(`no array is called ${name}`);
  return found.shape;
}

/** Letters that mean something outside of every sum. */
export function reservedLetters({ assumptions, free }: Theory): ReadonlySet<string> {
  return new Set([...assumptions.letters, ...free].map((other) => other.letter));
}

/** A name like the one wished for that is not taken, and is taken from now on. */
export function freshLetter(wish: string, taken: Set<string>): string {
  const stem = wish.replace(/\d+$/, "");
  let name = wish;
  for (let number = 1; taken.has(name); number++) name = `${stem}${number}`;
  taken.add(name);
  return name;
}

/** The entries that make the product 0 where one of them lies outside its array. */
export function entriesOf(factors: readonly Factor[]): readonly Entry[] {
  return factors.flatMap((factor) => (factor.kind === "entry" ? [factor] : factor.of));
}

/** The letter that an index is, where it is a letter and nothing else. */
export function plainSlot(slot: Slot): string | undefined {
  return slot.divisor === undefined ? plainLetter(slot.value) : undefined;
}

/** The product with each polynomial in it changed, sizes of bound letters included. */
export function mapProduct(product: Product, change: (polynomial: Polynomial) => Polynomial): Product {
  return {
    coefficient: product.coefficient,
    ...dividedBy(change(overOf(product))),
    bound: product.bound.map(({ letter: name, size }) =>
      size === undefined ? { letter: name } : { letter: name, size: change(size) },
    ),
    guards: product.guards.map((guard) => mapGuard(guard, change)),
    factors: product.factors.map((factor) =>
      factor.kind === "entry"
        ? mapEntry(factor, change)
        : { ...factor, of: factor.of.map((part) => mapEntry(part, change)), by: mapEntry(factor.by, change) },
    ),
  };
}

function mapGuard(guard: Guard, change: (polynomial: Polynomial) => Polynomial): Guard {
  switch (guard.kind) {
    case "equal":
      return equal(change(guard.zero), []);
    case "range":
      return { kind: "range", value: change(guard.value), size: change(guard.size) };
    case "divides":
      return { kind: "divides", divisor: change(guard.divisor), value: change(guard.value) };
  }
}

function mapEntry(from: Entry, change: (polynomial: Polynomial) => Polynomial): Entry {
  const index = from.index.map(({ value, divisor }) =>
    divisor === undefined ? { value: change(value) } : { value: change(value), divisor: change(divisor) },
  );
  return { ...from, index };
}

export function substituteInProduct(product: Product, values: ReadonlyMap<string, Polynomial>): Product {
  return mapProduct(product, (polynomial) => substitute(polynomial, values));
}

/** Every letter that occurs, bound ones included. */
export function lettersOfProduct(product: Product): ReadonlySet<string> {
  const found = new Set(product.bound.map((bound) => bound.letter));
  mapProduct(product, (polynomial) => {
    for (const name of lettersOf(polynomial)) found.add(name);
    return polynomial;
  });
  return found;
}

/** What holds wherever the product is not 0: the ranges of letters and of indices, and its guards. */
export function knowledgeOf(product: Product, theory: Theory): Knowledge {
  const within = (value: Polynomial, size: Polynomial): readonly Polynomial[] => [
    value,
    subtract(subtract(size, constant(1)), value),
  ];
  const letters = [...theory.free, ...product.bound].flatMap(({ letter: name, size }) =>
    size === undefined ? [] : within(letter(name), size),
  );
  const indices = entriesOf(product.factors).flatMap(({ tensor, index }) => {
    const shape = shapeOf(tensor, theory);
    return index.flatMap(({ value, divisor }, axis) => {
      const size = shape[axis] ?? ONE;
      return divisor === undefined ? within(value, size) : [];
    });
  });
  const ranges = product.guards.flatMap((guard) => (guard.kind === "range" ? within(guard.value, guard.size) : []));
  const zero = product.guards.flatMap((guard) => (guard.kind === "equal" ? [guard.zero] : []));
  return { assumptions: theory.assumptions, nonnegative: [...letters, ...indices, ...ranges], zero };
}
