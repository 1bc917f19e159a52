/** General entries are what a person would write, for every size; each of their steps follows and keeps the value. */
import { describe, expect, it } from "vitest";
import { generalEntry } from "../../src/calculus/general-entry.ts";
import { chooseSizes } from "../../src/calculus/grid.ts";
import { matchProducts } from "../../src/calculus/match.ts";
import { firstDifferent } from "../../src/calculus/refute.ts";
import { replayEntry } from "../../src/calculus/replay.ts";
import { type Product, type Sum, type Theory, textOfSum } from "../../src/calculus/sums.ts";
import { solveFor } from "../../src/sizes/assumptions.ts";
import { letter, linearIn, numberOf, subtract } from "../../src/sizes/polynomial.ts";
import { alterationsOf } from "./alterations.ts";
import { ENTRY_CASES, type EntryCase } from "./entries.ts";
import { firstSizes } from "./sizes.ts";
import { THEOREMS } from "./theorems.ts";

const lastOf = ({ array, theory }: Pick<EntryCase, "array" | "theory">): Sum =>
  generalEntry(array, theory).steps.at(-1)?.sum ?? [];

const EXPECTED: Readonly<Record<string, string>> = {
  "y (1-D)": "sum(u) k[u]*a[d*u + p*s - Pl]",
  "z (1-D)": "sum(p) [d | -p*s + m + Pl]*x[p]*k[(-p*s + m + Pl)/(d)]",
  "∂y/∂a (1-D)": "[d | -p*s + m + Pl]*k[(-p*s + m + Pl)/(d)]",
  "∂y/∂k (1-D)": "a[d*u + p*s - Pl]",
  "∂z/∂x (1-D)": "[d | -p*s + m + Pl]*k[(-p*s + m + Pl)/(d)]",
  "∂z/∂k (1-D)": "[s | -d*u + m + Pl]*x[(-d*u + m + Pl)/(s)]",
  "∂L/∂a (1-D)": "sum(i0) [d | -i0*s + m + Pl]*δ[i0]*k[(-i0*s + m + Pl)/(d)]",
  "∂L/∂k (1-D)": "sum(i0) δ[i0]*a[d*u + i0*s - Pl]",
  "∂L/∂x, L of z (1-D)": "sum(u) ε[d*u + p*s - Pl]*k[u]",
  "∂L/∂k, L of z (1-D)": "sum(p) ε[d*u + p*s - Pl]*x[p]",
  "∂y/∂a (2-D)": "[d | -p*s + m + Pl]*[d1 | -p1*s1 + m1 + Pl1]*k[(-p*s + m + Pl)/(d), (-p1*s1 + m1 + Pl1)/(d1)]",
  "∂y/∂k (2-D)": "a[d*u + p*s - Pl, d1*u1 + p1*s1 - Pl1]",
  "∂L/∂a (2-D)":
    "sum(i0, i1) [d | -i0*s + m + Pl]*[d1 | -i1*s1 + m1 + Pl1]*δ[i0, i1]*k[(-i0*s + m + Pl)/(d), (-i1*s1 + m1 + Pl1)/(d1)]",
  "∂L/∂k (2-D)": "sum(i0, i1) δ[i0, i1]*a[d*u + i0*s - Pl, d1*u1 + i1*s1 - Pl1]",
  "y (1-D, batch, channels)": "sum(c, u) k[f, c, u]*a[n, c, d*u + p*s - Pl]",
  "∂y/∂a (1-D, batch, channels)": "[n = n0]*[d | -p*s + m + Pl]*k[f, c, (-p*s + m + Pl)/(d)]",
  "∂L/∂a (1-D, batch, channels)": "sum(i1, i2) [d | -i2*s + m + Pl]*δ[n, i1, i2]*k[i1, c, (-i2*s + m + Pl)/(d)]",
  "∂L/∂k (1-D, batch, channels)": "sum(i0, i2) δ[i0, o, i2]*a[i0, c, d*u + i2*s - Pl]",
  "∂y/∂a (1-D, batch, channels, groups)":
    "sum(g < G) [n = n0]*[0 <= -g*Co + f < Co]*[d | -p*s + m + Pl]*k[f, -g*Ci + c, (-p*s + m + Pl)/(d)]",
  "∂y/∂k (1-D, batch, channels, groups)": "sum(g < G) [f = o]*[0 <= -g*Co + f < Co]*a[n, g*Ci + c, d*u + p*s - Pl]",
  "∂L/∂a (1-D, batch, channels, groups)":
    "sum(g < G, o < Co, i2) [d | -i2*s + m + Pl]*δ[n, g*Co + o, i2]*k[g*Co + o, -g*Ci + c, (-i2*s + m + Pl)/(d)]",
  "∂L/∂k (1-D, batch, channels, groups)":
    "sum(i0, i2, g < G) [0 <= -g*Co + o < Co]*δ[i0, o, i2]*a[i0, g*Ci + c, d*u + i2*s - Pl]",
};

it.each(Object.entries(EXPECTED))("%s", (name, expected) => {
  const asked = ENTRY_CASES.find((other) => other.name === name);
  if (asked === undefined) throw new Error(`there is no ${name}`);
  expect(textOfSum(lastOf(asked))).toBe(expected);
});

describe.each(ENTRY_CASES.map((asked) => [asked.name, asked] as const))("%s", (name, { array, theory }) => {
  const entry = generalEntry(array, theory);
  const sums = [entry.start, ...entry.steps.map(({ sum }) => sum)];

  it("follows again after it was saved, and with none of its steps altered", () => {
    const saved = JSON.parse(JSON.stringify(entry)) as typeof entry;
    expect(replayEntry(saved, array, theory)).toBeUndefined();
    const last = `no ${entry.steps.length}`;
    const unnoticed: string[] = [];
    let tried = 0;
    for (const { steps, what } of alterationsOf(entry.steps, name.endsWith("(1-D)") ? 400 : 15)) {
      // Without its last step an entry is one that is not worked out to the end, and as true.
      if (what === last) continue;
      tried++;
      if (replayEntry({ ...entry, steps }, array, theory) === undefined) unnoticed.push(what);
    }
    expect(unnoticed).toEqual([]);
    expect(tried).toBeGreaterThan(20);
  });

  it("has lines of one value at concrete sizes", () => {
    const isLarge = theory.arrays.some(({ shape }) => shape.length > 2);
    const grid = isLarge ? firstSizes(theory, 16) : [...chooseSizes(theory, 12), ...firstSizes(theory, 12)];
    for (const sizes of grid) expect([...sizes, firstDifferent(sums, theory, sizes)].at(-1)).toBeUndefined();
    expect(grid.length).toBeGreaterThan(15);
  });

  it("has no letter left that an equation gives without a fraction, and no array that is defined", () => {
    const named = new Set(theory.definitions.map((other) => other.name));
    for (const { guards, bound, factors } of sums.at(-1) ?? []) {
      expect(factors.filter((factor) => factor.kind === "derivative" || named.has(factor.tensor))).toEqual([]);
      for (const guard of guards)
        for (const { letter: summed } of guard.kind === "equal" ? bound : [])
          expect(
            Math.abs(numberOf(linearIn(guard.kind === "equal" ? guard.zero : [], summed)?.coefficient ?? []) ?? 0),
          ).not.toBe(1);
    }
  });
});

/** Sums that are one up to names and order, product by product. */
function isSameForm(left: Sum, right: Sum): boolean {
  return left.length === right.length && left.every((one, place) => matchProducts(one, right[place] as Product));
}

it("what is equal by a theorem has one form", () => {
  const different = THEOREMS.flatMap(({ name, statement, theory }) => {
    const [left, right] = [statement.left, statement.right].map((array) => lastOf({ array, theory })) as [Sum, Sum];
    return isSameForm(left, right) ? [] : [`${name}: ${textOfSum(left)} ~ ${textOfSum(right)}`];
  });
  expect(different).toEqual([]);
});

it("the form does not depend on the letter that the equation of the sizes is solved for", () => {
  for (const asked of ENTRY_CASES.filter(({ name }) => name.endsWith("(1-D)"))) {
    const [equation] = asked.theory.assumptions.equations;
    if (equation === undefined) throw new Error("no equation");
    const zero = subtract(equation.value, letter(equation.letter));
    for (const other of ["Pl", "H", "r"]) {
      const assumptions = { ...asked.theory.assumptions, equations: [solveFor(zero, other)] };
      const theory: Theory = { ...asked.theory, assumptions };
      expect(textOfSum(lastOf({ array: asked.array, theory }))).toBe(textOfSum(lastOf(asked)));
    }
  }
});
