/** Concrete sizes at which each line of a proof is evaluated: where conventions differ, and where texts go wrong. */
import { completeSizes, smallestSizes } from "../../src/calculus/size-order.ts";
import type { Theory } from "../../src/calculus/sums.ts";

interface Case {
  readonly why: string;
  readonly K: number;
  readonly O: number;
  readonly s: number;
  readonly d: number;
  readonly r: number;
  readonly H: number;
  readonly Pl: number;
}

/** The padding after follows from the rest; negative paddings crop. */
export const CASES: readonly Case[] = [
  { why: "stride above kernel", K: 2, O: 3, s: 4, d: 1, r: 0, H: 10, Pl: 0 },
  { why: "stride and dilation with a common divisor", K: 2, O: 3, s: 2, d: 2, r: 1, H: 6, Pl: 1 },
  { why: "a leftover, unequal paddings", K: 3, O: 2, s: 3, d: 1, r: 2, H: 5, Pl: 1 },
  { why: "a kernel of one entry", K: 1, O: 2, s: 2, d: 3, r: 1, H: 4, Pl: 0 },
  { why: "one window", K: 3, O: 1, s: 5, d: 2, r: 4, H: 6, Pl: 2 },
  { why: "an even kernel", K: 4, O: 3, s: 1, d: 1, r: 0, H: 4, Pl: 1 },
  { why: "cropping on both sides", K: 2, O: 2, s: 2, d: 1, r: 0, H: 7, Pl: -1 },
  { why: "more padding than reach", K: 2, O: 4, s: 1, d: 1, r: 0, H: 2, Pl: 3 },
  { why: "cropping before, padding after", K: 2, O: 3, s: 2, d: 3, r: 1, H: 6, Pl: -2 },
];

/** Sizes for a theory of any number of axes: the case with this number on the first axis, others on the rest. */
export function sizesOf(theory: Theory, number: number): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const suffix of ["", "1", "2"]) {
    const at = CASES[(number + 4 * Number(suffix)) % CASES.length] as Case;
    for (const name of ["K", "O", "s", "d", "r", "H", "Pl"] as const) sizes.set(`${name}${suffix}`, at[name]);
    sizes.set(`t${suffix}`, Math.floor(at.r / at.d));
    sizes.set(`q${suffix}`, at.r % at.d);
  }
  for (const [name, size] of [
    ["N", 2],
    ["G", 2],
    ["Co", 1 + (number % 2)],
    ["Ci", 2 - (number % 2)],
  ] as const)
    sizes.set(name, size);
  for (const { letter, atLeast } of theory.assumptions.letters)
    if (letter !== "Pr" && !letter.startsWith("Pr") && !sizes.has(letter)) sizes.set(letter, (atLeast ?? 0) + 1);
  const wanted = new Set(theory.assumptions.letters.map(({ letter }) => letter));
  const completed = completeSizes(new Map([...sizes].filter(([name]) => wanted.has(name))), theory);
  if (completed === undefined) throw new Error(`case ${number} is not allowed by the assumptions`);
  return completed;
}

/** The first sizes in the order in which a refutation looks for them. */
export function firstSizes(theory: Theory, count: number): readonly ReadonlyMap<string, number>[] {
  const found: ReadonlyMap<string, number>[] = [];
  for (const sizes of smallestSizes(theory, 4)) if (found.push(sizes) === count) break;
  return found;
}
