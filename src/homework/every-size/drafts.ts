/**
 * Sums of products while a formula is translated: those of the calculus, with inequalities that are not yet ranges.
 * Always: no two products that are multiplied share a bound letter.
 */

import {
  dividedBy,
  type Entry,
  type Guard,
  knowledgeOf,
  overOf,
  type Product,
  plainSlot,
  shapeOf,
  type Theory,
} from "../../calculus/sums.ts";
import { showNonnegative } from "../../sizes/assumptions.ts";
import {
  add,
  constant,
  lettersOf,
  linearIn,
  multiply,
  numberOf,
  ONE,
  type Polynomial,
  substitute,
  subtract,
} from "../../sizes/polynomial.ts";
import { NotTranslated } from "./ratio.ts";

export interface Draft extends Product {
  /** Polynomials that are not negative wherever the product is not 0. */
  readonly atLeastZero: readonly Polynomial[];
  readonly factors: readonly Entry[];
}

export type Drafts = readonly Draft[];

export const UNIT: Draft = { coefficient: 1, bound: [], guards: [], factors: [], atLeastZero: [] };

/** More products than this are not made. */
const MOST_PRODUCTS = 64;

export function multiplyDrafts(left: Drafts, right: Drafts): Drafts {
  if (left.length * right.length > MOST_PRODUCTS) throw new NotTranslated("many products");
  return left.flatMap((a) =>
    right.map((b): Draft => {
      const coefficient = a.coefficient * b.coefficient;
      if (!Number.isSafeInteger(coefficient)) throw new NotTranslated("a number of many digits");
      return {
        coefficient,
        ...dividedBy(multiply(overOf(a), overOf(b))),
        bound: [...a.bound, ...b.bound],
        guards: [...a.guards, ...b.guards],
        factors: [...a.factors, ...b.factors],
        atLeastZero: [...a.atLeastZero, ...b.atLeastZero],
      };
    }),
  );
}

/** 1 where the guards don't all hold, else 0. */
export function negated(drafts: Drafts): Drafts {
  return [UNIT, ...drafts.map((draft) => ({ ...draft, coefficient: -draft.coefficient }))];
}

/** The product of the calculus: inequalities become ranges, and functions are of entries that are inside. */
export function finish(draft: Draft, theory: Theory, inside: ReadonlySet<string>): Product | undefined {
  if (draft.coefficient === 0) return undefined;
  const { atLeastZero, ...rest } = draft;
  const { pairs, singles } = paired(atLeastZero, theory);
  const product = { ...rest, guards: [...rest.guards, ...pairs] };
  const guards = singles.flatMap((single) => rangeOf(single, product, theory));
  const finished = { ...product, guards: [...product.guards, ...guards] };
  for (const [place, factor] of finished.factors.entries()) demandInside(factor, place, finished, theory, inside);
  return finished;
}

/** Two that have a size as their sum are one range: 0 ≤ p and 0 ≤ q, where p + q = n, is 0 ≤ p < n + 1. */
function paired(
  open: readonly Polynomial[],
  theory: Theory,
): { readonly pairs: readonly Guard[]; readonly singles: readonly Polynomial[] } {
  const left = [...open];
  const pairs: Guard[] = [];
  const singles: Polynomial[] = [];
  for (let value = left.shift(); value !== undefined; value = left.shift()) {
    const low = value;
    const other = left.findIndex((high) => isOfSizes(add(low, high), theory));
    if (other < 0 || isOfSizes(low, theory)) singles.push(low);
    else pairs.push({ kind: "range", value: low, size: add(low, left.splice(other, 1)[0] as Polynomial, ONE) });
  }
  return { pairs, singles };
}

function isOfSizes(polynomial: Polynomial, { assumptions }: Theory): boolean {
  const sizes = new Set(assumptions.letters.map((size) => size.letter));
  return [...lettersOf(polynomial)].every((name) => sizes.has(name));
}

/** 0 ≤ p alone: nothing where it holds anyway, else a range up to the most that p can be. */
function rangeOf(value: Polynomial, product: Product, theory: Theory): readonly Guard[] {
  if (showNonnegative(value, knowledgeOf(product, theory)) !== undefined) return [];
  const most = mostOf(value, product, theory);
  if (most === undefined) throw new NotTranslated("an inequality");
  return [{ kind: "range", value, size: add(most, ONE) }];
}

/** A polynomial of sizes that is not below `value` for any index letter in its range. */
function mostOf(value: Polynomial, product: Product, theory: Theory): Polynomial | undefined {
  const ranges = rangesOf(product, theory);
  const ends = new Map<string, Polynomial>();
  for (const name of lettersOf(value)) {
    if (isOfSizes([{ coefficient: 1, letters: [name] }], theory)) continue;
    const [size, parts] = [ranges.get(name), linearIn(value, name)];
    const slope = parts && signOf(parts.coefficient, theory);
    if (size === undefined || slope === undefined) return undefined;
    ends.set(name, slope > 0 ? subtract(size, constant(1)) : []);
  }
  return substitute(value, ends);
}

function signOf(coefficient: Polynomial, { assumptions }: Theory): 1 | -1 | undefined {
  const known = { assumptions, nonnegative: [], zero: [] };
  if (showNonnegative(coefficient, known)) return 1;
  return showNonnegative(subtract([], coefficient), known) ? -1 : undefined;
}

/** Sizes of index letters: as they are bound, or of an axis that they alone run along. */
function rangesOf({ bound, factors }: Product, theory: Theory): ReadonlyMap<string, Polynomial> {
  const ranges = new Map<string, Polynomial>();
  for (const factor of factors)
    if (factor.kind === "entry")
      for (const [axis, slot] of factor.index.entries()) {
        const [name, size] = [plainSlot(slot), shapeOf(factor.tensor, theory)[axis]];
        if (name !== undefined && size !== undefined) ranges.set(name, size);
      }
  for (const { letter, size } of [...bound, ...theory.free]) if (size !== undefined) ranges.set(letter, size);
  return ranges;
}

/**
 * A function of an entry is 0 outside of the array in the calculus, and the function of 0 on paper: the same only where
 * the index can't leave the array. `inside`: letters that run along an axis of each entry whose index they are.
 */
function demandInside(
  factor: Entry,
  place: number,
  product: Product,
  theory: Theory,
  inside: ReadonlySet<string>,
): void {
  if (factor.apply === undefined) return;
  const others = { ...product, factors: product.factors.filter((_, other) => other !== place) };
  const known = knowledgeOf(others, theory);
  const shape = shapeOf(factor.tensor, theory);
  for (const [axis, slot] of factor.index.entries()) {
    const [name, size] = [plainSlot(slot), shape[axis] ?? ONE];
    if (name !== undefined && inside.has(name)) continue;
    const isShown =
      (slot.divisor === undefined || numberOf(slot.divisor) === 1) &&
      showNonnegative(slot.value, known) !== undefined &&
      showNonnegative(subtract(subtract(size, ONE), slot.value), known) !== undefined;
    if (!isShown) throw new NotTranslated("a function of what may lie outside of an array");
  }
}
