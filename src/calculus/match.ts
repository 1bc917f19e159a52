/** Two products with one meaning up to names of bound letters and to order: the renaming and the order, if they are. */
import { letter, type Polynomial, sameAs, textOf } from "../sizes/polynomial.ts";
import type { Application } from "./rules/rule.ts";
import {
  type Factor,
  overOf,
  type Product,
  plainSlot,
  substituteInProduct,
  textOfFactor,
  textOfGuard,
} from "./sums.ts";

type Names = ReadonlyMap<string, string>;

/** Uses of rules that turn `from` into `to`; none where they are the same, nothing where no renaming does it. */
export function matchProducts(from: Product, to: Product): readonly Application[] | undefined {
  const sizes = [from.coefficient - to.coefficient, from.bound.length - to.bound.length];
  sizes.push(from.guards.length - to.guards.length, from.factors.length - to.factors.length);
  if (sizes.some((difference) => difference !== 0) || !sameAs(overOf(from), overOf(to))) return undefined;
  for (const names of pairFactors(from, to, 0, new Set(), new Map()))
    for (const all of pairLetters(from, to, names)) {
      const order = orderAfter(renamed(from, all), to);
      if (order !== undefined) return uses(all, order);
    }
  return undefined;
}

function* pairFactors(
  from: Product,
  to: Product,
  place: number,
  used: ReadonlySet<number>,
  names: Names,
): Generator<Names> {
  const wanted = to.factors[place];
  if (wanted === undefined) yield names;
  else
    for (const [number, factor] of from.factors.entries()) {
      const paired = used.has(number) ? undefined : pairSlots(factor, wanted, names, from);
      if (paired !== undefined) yield* pairFactors(from, to, place + 1, new Set([...used, number]), paired);
    }
}

/** The names with those of bound letters that are indices of their own in both; the rest is compared at the end. */
function pairSlots(factor: Factor, wanted: Factor, names: Names, from: Product): Names | undefined {
  if (factor.kind !== "entry" || wanted.kind !== "entry" || factor.tensor !== wanted.tensor) return undefined;
  const bound = new Set(from.bound.map((other) => other.letter));
  const paired = new Map(names);
  for (const [axis, slot] of factor.index.entries()) {
    const name = plainSlot(slot);
    const other = plainSlot(wanted.index[axis] ?? { value: [] });
    if (name === undefined || !bound.has(name)) continue;
    if (other === undefined || !agrees(paired, name, other)) return undefined;
    paired.set(name, other);
  }
  return paired;
}

function agrees(names: Names, from: string, to: string): boolean {
  const known = names.get(from);
  return known === undefined ? ![...names.values()].includes(to) : known === to;
}

/** Every way to give the letters left over the names left over. */
function* pairLetters(from: Product, to: Product, names: Names): Generator<Names> {
  const next = from.bound.find((bound) => !names.has(bound.letter));
  if (next === undefined) yield names;
  else
    for (const bound of to.bound)
      if (agrees(names, next.letter, bound.letter))
        yield* pairLetters(from, to, new Map([...names, [next.letter, bound.letter]]));
}

function renamed(product: Product, names: Names): Product {
  const values = new Map<string, Polynomial>([...names].map(([from, to]) => [from, letter(to)]));
  const bound = product.bound.map((other) => ({ ...other, letter: names.get(other.letter) ?? other.letter }));
  return substituteInProduct({ ...product, bound }, values);
}

interface Order {
  readonly bound: readonly number[];
  readonly guards: readonly number[];
  readonly factors: readonly number[];
}

function orderAfter(from: Product, to: Product): Order | undefined {
  const textOfBound = (bound: Product["bound"][number]): string =>
    `${bound.letter} < ${bound.size === undefined ? "" : textOf(bound.size)}`;
  const bound = permutation(from.bound.map(textOfBound), to.bound.map(textOfBound));
  const guards = permutation(from.guards.map(textOfGuard), to.guards.map(textOfGuard));
  const factors = permutation(from.factors.map(textOfFactor), to.factors.map(textOfFactor));
  return bound && guards && factors && { bound, guards, factors };
}

/** For each text its place in `before`, each place once. */
function permutation(before: readonly string[], after: readonly string[]): readonly number[] | undefined {
  const order: number[] = [];
  for (const text of after) {
    const place = before.findIndex((other, number) => other === text && !order.includes(number));
    if (place < 0) return undefined;
    order.push(place);
  }
  return order;
}

function uses(names: Names, order: Order): readonly Application[] {
  const letters = [...names].filter(([from, to]) => from !== to);
  const isSorted = [order.bound, order.guards, order.factors].every((list) =>
    list.every((place, number) => place === number),
  );
  return [
    ...(letters.length > 0 ? [{ rule: "rename", letters } as const] : []),
    ...(isSorted ? [] : [{ rule: "exchange", ...order } as const]),
  ];
}
