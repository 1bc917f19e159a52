/**
 * Sums as lines show them: ranges said by letters, letters and factors in one order throughout.
 * In: products of a chain and names for their letters. Out: products of the same value.
 */
import { type Factor, type Guard, type Product, type Sum, substituteInProduct } from "../calculus/sums.ts";
import { letter, plainLetter } from "../sizes/polynomial.ts";
import type { LetterNames } from "./theorem-letters.ts";

/** Ranges said by letters, and a derivative as one entry with all its indices, which is how products are matched. */
export function comparable(product: Product): Product {
  const factors = product.factors.map((factor): Factor => {
    if (factor.kind === "entry") return factor;
    const tensor = `∂(${factor.of.map((one) => one.tensor).join("·")})/∂${factor.by.tensor}`;
    return { kind: "entry", tensor, index: [...factor.of, factor.by].flatMap(({ index }) => index) };
  });
  return { ...narrowed(product), factors };
}

/** [0 <= x < N] is said by the letter itself. */
function narrowed(product: Product): Product {
  const ranges = new Map<string, Guard & { kind: "range" }>();
  const isOpen = new Set(product.bound.flatMap((bound) => (bound.size === undefined ? [bound.letter] : [])));
  const guards = product.guards.filter((guard) => {
    const name = guard.kind === "range" ? plainLetter(guard.value) : undefined;
    if (guard.kind !== "range" || name === undefined || !isOpen.has(name) || ranges.has(name)) return true;
    ranges.set(name, guard);
    return false;
  });
  const bound = product.bound.map((other) => {
    const size = ranges.get(other.letter)?.size;
    return size === undefined ? other : { ...other, size };
  });
  return { ...product, bound, guards };
}

export function renamed(product: Product, names: ReadonlyMap<string, string>): Product {
  const bound = product.bound.map((other) => ({ ...other, letter: names.get(other.letter) ?? other.letter }));
  const values = new Map([...names].map(([from, to]) => [from, letter(to)] as const));
  return substituteInProduct({ ...product, bound }, values);
}

/** Letters with ranges before those that run over all integers; letters and factors in one order throughout. */
export function shown(
  product: Product,
  order: ReadonlyMap<string, number>,
  letterOrder: ReadonlyMap<string, number>,
): Product {
  const narrow = narrowed(product);
  const place = ({ letter: name, size }: Product["bound"][number]): number =>
    (letterOrder.get(name) ?? 0) + (size === undefined ? letterOrder.size : 0);
  const bound = [...narrow.bound].sort((one, other) => place(one) - place(other));
  const rank = (factor: Factor): number => (factor.kind === "entry" ? (order.get(factor.tensor) ?? 0) : order.size);
  const factors = [...narrow.factors].sort((one, other) => rank(one) - rank(other));
  return { ...narrow, bound, factors };
}

export function orderOfLetters(states: readonly Sum[], namesAt: LetterNames): ReadonlyMap<string, number> {
  const order = new Map<string, number>();
  for (const [state, sum] of states.entries())
    for (const [place, { bound }] of sum.entries()) {
      const names = namesAt(state, place);
      for (const { letter: from } of bound) {
        const name = names.get(from) ?? from;
        if (!order.has(name)) order.set(name, order.size);
      }
    }
  return order;
}

export function orderOfArrays(states: readonly Sum[]): ReadonlyMap<string, number> {
  const order = new Map<string, number>();
  for (const { factors } of states.flat())
    for (const factor of factors)
      for (const { tensor } of factor.kind === "entry" ? [factor] : factor.of)
        if (!order.has(tensor)) order.set(tensor, order.size);
  return order;
}
