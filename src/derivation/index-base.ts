/**
 * Sums that count from 0, in letters that count from the worksheet's base. An index of an entry is then still one too
 * small, and ranges too: who prints them adds the base.
 */
import { type Product, type Sum, substituteInProduct } from "../calculus/sums.ts";
import { constant, letter, lettersOf, type Polynomial, substitute, subtract } from "../sizes/polynomial.ts";

/** `free` are index letters that the sum does not bind. */
export function inBase(sum: Sum, base: 0 | 1, free: readonly string[] = []): Sum {
  if (base === 0) return sum;
  return sum.map((product) =>
    substituteInProduct(product, lowered([...product.bound.map((bound) => bound.letter), ...free])),
  );
}

/** A polynomial in which every letter but the sizes is an index. */
export function inBaseValue(value: Polynomial, base: 0 | 1, sizes: ReadonlySet<string>): Polynomial {
  if (base === 0) return value;
  return substitute(value, lowered([...lettersOf(value)].filter((name) => !sizes.has(name))));
}

function lowered(names: readonly string[]): ReadonlyMap<string, Polynomial> {
  return new Map(names.map((name) => [name, subtract(letter(name), constant(1))] as const));
}

/** Every letter of every sum. */
export function lettersIn(sums: readonly Sum[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const product of sums.flat()) {
    for (const bound of product.bound) found.add(bound.letter);
    for (const polynomial of polynomialsIn(product)) for (const name of lettersOf(polynomial)) found.add(name);
  }
  return found;
}

function polynomialsIn({ bound, guards, factors }: Product): readonly Polynomial[] {
  return [
    ...bound.flatMap(({ size }) => (size === undefined ? [] : [size])),
    ...guards.flatMap((guard) => Object.values(guard).filter((part): part is Polynomial => Array.isArray(part))),
    ...factors
      .flatMap((factor) => (factor.kind === "entry" ? [factor] : [...factor.of, factor.by]))
      .flatMap(({ index }) =>
        index.flatMap(({ value, divisor }) => (divisor === undefined ? [value] : [value, divisor])),
      ),
  ];
}
