/**
 * No mutant of a true statement is proved unless it is as true: definitions altered at random, by numbers that are given.
 *
 * What is proved agrees at every size of a grid; what is refuted differs at the sizes that are given; none is neither.
 * Of the seeds beyond, those that are neither were looked at: they are listed with the reason.
 */
import { afterAll, expect, it } from "vitest";
import { chooseSizes } from "../../src/calculus/grid.ts";
import { prove } from "../../src/calculus/prove.ts";
import { differenceAt } from "../../src/calculus/refute.ts";
import type { Theory } from "../../src/calculus/sums.ts";
import { mutantOf } from "./mutants.ts";
import { NETWORKS } from "./networks.ts";
import { firstSizes } from "./sizes.ts";
import { THEOREMS, type Theorem } from "./theorems.ts";

const ALL: readonly Theorem[] = [...THEOREMS, ...NETWORKS];
const QUICK = ALL.filter(
  ({ name, theory }) =>
    theory.arrays.every(({ shape }) => shape.length < 2) && !name.includes("squared error of a conv"),
);
const SEEDS = 1600;
const BLOCK = 200;
const counts = { tried: 0, proved: 0, refuted: 0, unknown: 0 };

/** One in forty of any statement, the rest of those of one axis. */
function theoremOf(seed: number): Theorem {
  const pool = seed % 40 === 0 ? ALL : QUICK;
  return pool[(seed % 40 === 0 ? seed / 40 : seed) % pool.length] as Theorem;
}

/** Without the range of a letter a sum may have no end, and is no statement then. */
function isStatement({ statement }: Theorem, theory: Theory): boolean {
  try {
    for (const sizes of firstSizes(theory, 3)) differenceAt(statement, theory, sizes);
    return true;
  } catch (error) {
    if (error instanceof RangeError && error.message.startsWith("no bound is known")) return false;
    throw error;
  }
}

function differsOnGrid({ statement }: Theorem, theory: Theory): boolean {
  const grid = [...firstSizes(theory, 40), ...chooseSizes(theory, 16)];
  return grid.some((sizes) => differenceAt(statement, theory, sizes) !== undefined);
}

/** What is wrong with the verdict on the mutant with this seed, if anything is. */
function faultOf(seed: number): string | undefined {
  const theorem = theoremOf(seed);
  const mutant = mutantOf(theorem.theory, seed);
  if (mutant === undefined || !isStatement(theorem, mutant.theory)) return undefined;
  const proof = prove(theorem.statement, mutant.theory);
  counts.tried++;
  counts[proof.verdict]++;
  const name = `seed ${seed}: ${proof.verdict}, ${theorem.name}, ${mutant.what}`;
  switch (proof.verdict) {
    case "proved":
      return differsOnGrid(theorem, mutant.theory) ? `${name}, but differs` : undefined;
    case "refuted": {
      const sizes = new Map(Object.entries(proof.counterexample.sizes));
      return differenceAt(theorem.statement, mutant.theory, sizes) === undefined ? `${name}, but agrees` : undefined;
    }
    case "unknown":
      return `${name}, and ${differsOnGrid(theorem, mutant.theory) ? "differs" : "agrees"}`;
  }
}

const blocks = Array.from({ length: SEEDS / BLOCK }, (_, block) => block * BLOCK + 1);

it.each(blocks)(`the mutants of ${BLOCK} seeds from %i on`, (first) => {
  const faults: string[] = [];
  for (let seed = first; seed < first + BLOCK; seed++) {
    const fault = faultOf(seed);
    if (fault !== undefined) faults.push(fault);
  }
  expect(faults).toEqual([]);
});

it("are many, and of every verdict", () => {
  expect(counts.tried).toBeGreaterThan(1500);
  expect(counts.refuted).toBeGreaterThan(1300);
  expect(counts.proved).toBeGreaterThan(40);
});

/**
 * Of 6,000 more seeds, with one in three of any statement, eight are neither. All are of one kind, and true: the letter g
 * of a group may go beyond the groups, or has no range, which [g·C + c = f] with f below G·C and c below C makes
 * up for. That g < G follows by dividing, g·C <= f < G·C, and bounds are only added and multiplied where they are shown.
 */
const EXAMINED: readonly (readonly [seed: number, theorem: string])[] = [
  [
    20220,
    "the transposed convolution is a convolution of the zero-stuffed δ by the turned kernel (2-D, batch, channels, groups)",
  ],
  [21426, "the gradient by the input is the transposed convolution of δ (1-D, batch, channels, groups)"],
  [21627, "the gradient of a transposed convolution by its input is the convolution (2-D, batch, channels, groups)"],
  [21681, "the gradient by a kernel with batch, channels and groups (2-D)"],
  [24210, "the transposed convolution is the adjoint of the convolution (1-D, batch, channels, groups)"],
  [24741, "the gradient by a kernel with batch, channels and groups (2-D)"],
  [24894, "the gradient by a kernel with batch, channels and groups (2-D)"],
  [25296, "the gradient of a transposed convolution by its input is the convolution (1-D, batch, channels, groups)"],
];

it.each(EXAMINED)("the mutant of seed %i is true, if not proved: %s", (seed, name) => {
  const theorem = ALL.find((other) => other.name === name);
  const mutant = theorem && mutantOf(theorem.theory, seed);
  if (theorem === undefined || mutant === undefined) throw new Error(`there is no ${name}`);
  expect(mutant.what).toMatch(/^(a size added|a range left out) in/);
  expect(prove(theorem.statement, mutant.theory).verdict).not.toBe("refuted");
  expect(differsOnGrid(theorem, mutant.theory)).toBe(false);
});

afterAll(() => console.info(`mutants, seeds 1 to ${SEEDS}: ${JSON.stringify(counts)}`));
