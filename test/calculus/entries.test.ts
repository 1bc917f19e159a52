/** General entries of both convolutions in one to three axes: each of their steps follows, and none may be altered. */
import { describe, expect, it } from "vitest";
import { type GeneralEntry, generalEntry } from "../../src/calculus/general-entry.ts";
import { chooseSizes } from "../../src/calculus/grid.ts";
import { matchProducts } from "../../src/calculus/match.ts";
import { firstDifferent } from "../../src/calculus/refute.ts";
import { replayEntry } from "../../src/calculus/replay.ts";
import { type Product, type Sum, type Theory, textOfSum } from "../../src/calculus/sums.ts";
import { solveFor } from "../../src/sizes/assumptions.ts";
import { letter, subtract } from "../../src/sizes/polynomial.ts";
import { alterationsOf } from "./alterations.ts";
import { ENTRY_CASES } from "./entries.ts";
import { firstSizes } from "./sizes.ts";
import { THEOREMS } from "./theorems.ts";

const lastOf = (array: string, theory: Theory): Sum => generalEntry(array, theory).steps.at(-1)?.sum ?? [];

it.each([
  ["y (2-D)", "sum(u, v) k[u, v]*a[d*u + p*s - Pl, d1*v + p1*s1 - Pl1]"],
  ["∂z/∂x (1-D)", "[d | -p*s + m + Pl]*k[(-p*s + m + Pl)/(d)]"],
  ["∂z/∂k (1-D)", "[s | -d*u + m + Pl]*x[(-d*u + m + Pl)/(s)]"],
  ["∂L/∂x, L of z (1-D)", "sum(u) ε[d*u + p*s - Pl]*k[u]"],
  ["∂L/∂k, L of z (1-D)", "sum(p) ε[d*u + p*s - Pl]*x[p]"],
  ["∂L/∂x, L of z (2-D)", "sum(u, v) ε[d*u + p*s - Pl, d1*v + p1*s1 - Pl1]*k[u, v]"],
  [
    "∂L/∂a (2-D)",
    "sum(i0, i1) [d | -i0*s + m + Pl]*[d1 | -i1*s1 + m1 + Pl1]*δ[i0, i1]*k[(-i0*s + m + Pl)/(d), (-i1*s1 + m1 + Pl1)/(d1)]",
  ],
  ["∂y/∂a (1-D, batch, channels)", "[n = n0]*[d | -p*s + m + Pl]*k[f, c, (-p*s + m + Pl)/(d)]"],
  ["∂L/∂a (1-D, batch, channels)", "sum(i1, i2) [d | -i2*s + m + Pl]*δ[n, i1, i2]*k[i1, c, (-i2*s + m + Pl)/(d)]"],
])("%s", (name, expected) => {
  const asked = ENTRY_CASES.find((other) => other.name === name);
  expect(asked && textOfSum(lastOf(asked.array, asked.theory))).toBe(expected);
});

describe.each(ENTRY_CASES.map((asked) => [asked.name, asked] as const))("%s", (name, { array, theory }) => {
  const entry = generalEntry(array, theory);

  it("follows again after it was saved, and with none of its steps altered", () => {
    const saved = JSON.parse(JSON.stringify(entry)) as GeneralEntry;
    expect(replayEntry(saved, array, theory)).toBeUndefined();
    const last = `no ${entry.steps.length}`;
    const unnoticed: string[] = [];
    let tried = 0;
    for (const { steps, what } of alterationsOf(entry.steps, name.endsWith("(1-D)") ? 400 : 25)) {
      // Without its last step an entry is one that is not worked out to the end, and as true.
      if (what === last) continue;
      tried++;
      if (replayEntry({ ...entry, steps }, array, theory) === undefined) unnoticed.push(what);
    }
    expect(unnoticed).toEqual([]);
    expect(tried).toBeGreaterThan(20);
  });

  it("has lines of one value at concrete sizes", () => {
    const sums = [entry.start, ...entry.steps.map(({ sum }) => sum)];
    const isLarge = theory.arrays.some(({ shape }) => shape.length > 2);
    const grid = isLarge ? firstSizes(theory, 16) : [...chooseSizes(theory, 12), ...firstSizes(theory, 12)];
    for (const sizes of grid) expect([...sizes, firstDifferent(sums, theory, sizes)].at(-1)).toBeUndefined();
    expect(grid.length).toBeGreaterThan(15);
  });
});

/** Sums that are one up to names and order, product by product. */
function isSameForm(left: Sum, right: Sum): boolean {
  return left.length === right.length && left.every((one, place) => matchProducts(one, right[place] as Product));
}

it("gradients have the form of the convolutions that they are", () => {
  const names = /^(the gradient by the input|the gradient of a transposed convolution|the gradient by the kernel is)/;
  const gradients = THEOREMS.filter(({ name }) => names.test(name));
  const different = gradients.filter(
    ({ statement, theory }) => !isSameForm(lastOf(statement.left, theory), lastOf(statement.right, theory)),
  );
  expect(different.map(({ name }) => name)).toEqual([]);
  expect(gradients.length).toBeGreaterThan(12);
});

it("the form does not depend on the letter that the equation of the sizes is solved for", () => {
  for (const { name, array, theory } of ENTRY_CASES.filter((asked) => asked.name.endsWith("(1-D)"))) {
    const [equation] = theory.assumptions.equations;
    if (equation === undefined) throw new Error("the sizes have no equation");
    const zero = subtract(equation.value, letter(equation.letter));
    for (const other of ["Pl", "H", "r"]) {
      const assumptions = { ...theory.assumptions, equations: [solveFor(zero, other)] };
      expect(textOfSum(lastOf(array, { ...theory, assumptions })), name).toBe(textOfSum(lastOf(array, theory)));
    }
  }
});
