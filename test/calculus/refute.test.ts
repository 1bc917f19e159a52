/** Counterexamples are found soon in theories with many letters, also where several sizes have to be just so. */
import { expect, it } from "vitest";
import { differenceAt, refute } from "../../src/calculus/refute.ts";
import { completeSizes, smallestSizes } from "../../src/calculus/size-order.ts";
import { sizesToTry, smallerSizes } from "../../src/calculus/sizes-to-try.ts";
import type { Theory } from "../../src/calculus/sums.ts";
import { readProduct } from "./reading.ts";
import { THEOREMS } from "./theorems.ts";

const named = (name: string) => THEOREMS.find((theorem) => theorem.name === name) as (typeof THEOREMS)[number];
const INPUT = named("the gradient by the input is the transposed convolution of δ (3-D)");
const LINE = named("the gradient by the input is the transposed convolution of δ (1-D)");

/** The theory with one more summand in z, which shows at some sizes only. */
function withSummand({ theory }: typeof INPUT, summand: string): Theory {
  const definitions = theory.definitions.map((definition) =>
    definition.name === "z" ? { ...definition, body: [...definition.body, readProduct(summand)] } : definition,
  );
  return { ...theory, definitions };
}

/** The letters that are not as small as they may be. */
function raised(sizes: Readonly<Record<string, number>>, { assumptions }: Theory): Readonly<Record<string, number>> {
  const solved = new Set(assumptions.equations.map(({ letter }) => letter));
  return Object.fromEntries(
    assumptions.letters.flatMap(({ letter, atLeast = 0 }) =>
      sizes[letter] === atLeast || solved.has(letter) ? [] : [[letter, sizes[letter] ?? 0]],
    ),
  );
}

it.each([
  ["one letter", "[K2 = 3]*x[0, 0, 0]", { K2: 3 }],
  ["two letters of two axes", "[K = 2]*[s2 = 2]*x[0, 0, 0]", { K: 2, s2: 2 }],
  ["four letters of one axis", "[s2 = 2]*[d2 = 2]*[K2 = 2]*[O2 = 2]*x[0, 0, 0]", { s2: 2, d2: 2, K2: 2, O2: 2 }],
  ["a leftover that is even, and another", "[r1 = 2]*[d1 = 2]*[K1 = 2]*x[0, 0, 0]", { r1: 2, s1: 3, d1: 2, K1: 2 }],
  [
    "strides above kernels on three axes",
    "[0 <= s - 2 < s]*[0 <= s1 - 2 < s1]*[0 <= s2 - 2 < s2]*[0 <= K - 2 < K]*[0 <= d1 - 2 < d1]*x[0, 0, 0]",
    { s: 2, s1: 2, s2: 2, K: 2, d1: 2 },
  ],
])("where it takes %s", (_, summand, letters) => {
  const theory = withSummand(INPUT, summand);
  const started = process.cpuUsage();
  const found = refute(INPUT.statement, theory);
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(4);
  expect(found && raised(found.sizes, theory)).toEqual(letters);
});

it("with few letters the smallest sizes are tried first, all of them", () => {
  const smallest = [...smallestSizes(LINE.theory, 4)];
  const tried = [...sizesToTry(LINE.theory)].slice(0, smallest.length);
  expect(tried.map(({ sizes }) => sizes)).toEqual(smallest);
  expect(tried.every(({ isSmallest }) => isSmallest)).toBe(true);
});

it("what is tried is allowed, and agrees where the statement is true", () => {
  let tried = 0;
  for (const { sizes } of sizesToTry(INPUT.theory)) {
    tried++;
    expect(completeSizes(sizes, INPUT.theory)).toEqual(sizes);
    if (tried % 10 === 0) expect(differenceAt(INPUT.statement, INPUT.theory, sizes)).toBeUndefined();
  }
  expect(tried).toBeGreaterThan(2000);
});

it("a counterexample is as small as may be: at none of the next smaller sizes the sides differ", () => {
  const theory = withSummand(
    INPUT,
    "[0 <= s1 - 3 < s1]*[0 <= K1 - 2 < K1]*[0 <= s2 - 2 < s2]*[0 <= O - 2 < O]*x[0, 0, 0]",
  );
  const found = refute(INPUT.statement, theory);
  if (found === undefined) throw new Error("nothing is found");
  for (const sizes of smallerSizes(new Map(Object.entries(found.sizes)), theory))
    expect(differenceAt(INPUT.statement, theory, sizes)).toBeUndefined();
});
