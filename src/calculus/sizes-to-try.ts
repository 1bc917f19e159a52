/**
 * Sizes in the order in which a refutation tries them.
 *
 * First the smallest, so that what is found there is the smallest of all. With many letters that soon finds nothing new;
 * then the letters that equations and conditions hold together, such as those of one axis, are varied by themselves,
 * and at last sizes drawn to be unlike each other.
 */
import { lettersOf } from "../sizes/polynomial.ts";
import { chooseSizes, type Sizes } from "./grid.ts";
import { assignments, completeSizes, type Letters, openLetters, smallestSizes } from "./size-order.ts";
import type { Theory } from "./sums.ts";

export interface Try {
  readonly sizes: Sizes;
  /** Whether all that is smaller was tried before. */
  readonly isSmallest: boolean;
}

const LARGEST_EXCESS = 5;
const MOST_SMALLEST = 1500;
const LARGEST_EXCESS_OF_FAMILY = 7;
const MOST_OF_FAMILY = 400;
const MOST_DRAWN = 40;

export function* sizesToTry(theory: Theory): Generator<Try> {
  let base: Sizes | undefined;
  let [tried, isComplete] = [0, true];
  for (const sizes of smallestSizes(theory, LARGEST_EXCESS)) {
    isComplete = ++tried <= MOST_SMALLEST;
    if (!isComplete) break;
    base ??= sizes;
    yield { sizes, isSmallest: true };
  }
  for (const family of base === undefined ? [] : familiesOf(theory))
    for (const sizes of sizesOfFamily(family, base ?? new Map(), theory)) yield { sizes, isSmallest: false };
  for (const sizes of chooseSizes(theory, MOST_DRAWN)) yield { sizes, isSmallest: false };
}

/** Open letters that stand together in an equation or a condition; those that stand in none are one family too. */
function familiesOf(theory: Theory): readonly Letters[] {
  const { equations, nonnegative } = theory.assumptions;
  const held = [
    ...equations.map(({ letter, value }) => new Set([letter, ...lettersOf(value)])),
    ...nonnegative.map(lettersOf),
  ];
  let families: readonly ReadonlySet<string>[] = [];
  for (const letters of held) {
    const joined = families.filter((family) => [...family].some((name) => letters.has(name)));
    families = [
      ...families.filter((family) => !joined.includes(family)),
      new Set([letters, ...joined].flatMap((family) => [...family])),
    ];
  }
  const open = openLetters(theory);
  const alone = open.filter(({ letter }) => !families.some((family) => family.has(letter)));
  const found = families.map((family) => open.filter(({ letter }) => family.has(letter)));
  return [...found, alone].filter((family) => family.length > 0);
}

/** The letters of a family varied, the others as in `base`. */
function* sizesOfFamily(family: Letters, base: Sizes, theory: Theory): Generator<Sizes> {
  let tried = 0;
  for (let excess = 1; excess <= LARGEST_EXCESS_OF_FAMILY; excess++)
    for (const values of assignments(family, excess)) {
      const sizes = completeSizes(new Map([...base, ...values]), theory);
      if (sizes === undefined) continue;
      if (tried++ >= MOST_OF_FAMILY) return;
      yield sizes;
    }
}

/** The sizes with one letter nearer to its bound, or to 0 where it has none: by half the way, then by 1. */
export function* smallerSizes(sizes: Sizes, theory: Theory): Generator<Sizes> {
  for (const { letter, atLeast = 0 } of openLetters(theory)) {
    const value = sizes.get(letter) ?? atLeast;
    for (const nearer of new Set([
      atLeast,
      value - Math.trunc((value - atLeast) / 2),
      value - Math.sign(value - atLeast),
    ])) {
      const smaller = nearer === value ? undefined : completeSizes(new Map(sizes).set(letter, nearer), theory);
      if (smaller !== undefined) yield smaller;
    }
  }
}
