/**
 * Sizes that the assumptions allow, the smallest first.
 *
 * They are ordered by how far their letters lie above their bounds in all, then by how large the paddings are. Letters
 * that equations are solved for follow from the others, and no array is empty.
 */
import { valueAt } from "./evaluate.ts";
import type { Theory } from "./sums.ts";

export type Letters = Theory["assumptions"]["letters"];

/** Letters that no equation is solved for. */
export function openLetters({ assumptions }: Theory): Letters {
  const solved = new Set(assumptions.equations.map(({ letter }) => letter));
  return assumptions.letters.filter(({ letter }) => !solved.has(letter));
}

/** Sizes that the assumptions allow and at which no array is empty, letters of equations included. */
export function* smallestSizes(theory: Theory, largestExcess: number): Generator<ReadonlyMap<string, number>> {
  const open = openLetters(theory);
  for (let excess = 0; excess <= largestExcess; excess++) {
    const completed = [...assignments(open, excess)].flatMap((sizes) => completeSizes(sizes, theory) ?? []);
    yield* completed.sort(
      (left, right) => strangeness(left, theory.assumptions) - strangeness(right, theory.assumptions),
    );
  }
}

/** How large the letters without a bound are, such as paddings; negative ones count twice. */
export function strangeness(sizes: ReadonlyMap<string, number>, { letters }: Theory["assumptions"]): number {
  const values = letters.flatMap(({ letter, atLeast }) => (atLeast === undefined ? [sizes.get(letter) ?? 0] : []));
  return values.reduce((total, value) => total + (value < 0 ? -2 * value : value), 0);
}

export function* assignments(
  letters: Theory["assumptions"]["letters"],
  excess: number,
): Generator<ReadonlyMap<string, number>> {
  const [first, ...rest] = letters;
  if (first === undefined) {
    if (excess === 0) yield new Map();
    return;
  }
  for (let used = 0; used <= excess; used++)
    for (const value of first.atLeast === undefined && used > 0 ? [used, -used] : [(first.atLeast ?? 0) + used])
      for (const more of assignments(rest, excess - used)) yield new Map([[first.letter, value], ...more]);
}

/** The sizes with the letters of equations, where all bounds hold and no array is empty. */
export function completeSizes(
  sizes: ReadonlyMap<string, number>,
  theory: Theory,
): ReadonlyMap<string, number> | undefined {
  const all = new Map(sizes);
  for (const { letter, value } of theory.assumptions.equations) all.set(letter, valueAt(value, all));
  const shapes = [...theory.arrays, ...theory.definitions].flatMap(({ shape }) => shape);
  return isAllowed(all, theory.assumptions) && shapes.every((size) => valueAt(size, all) >= 1) ? all : undefined;
}

/** Whether no bound and no condition forbids these numbers of all letters. */
export function isAllowed(all: ReadonlyMap<string, number>, { letters, nonnegative }: Theory["assumptions"]): boolean {
  return (
    letters.every(({ letter, atLeast }) => (all.get(letter) ?? 0) >= (atLeast ?? -Infinity)) &&
    nonnegative.every((polynomial) => valueAt(polynomial, all) >= 0)
  );
}
