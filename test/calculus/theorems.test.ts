/** The theorems hold for every size: each is proved, replayed from JSON, and each of its lines evaluated. */
import { describe, expect, it } from "vitest";
import { type Proof, prove, type Step } from "../../src/calculus/prove.ts";
import { differenceAt, firstDifferent } from "../../src/calculus/refute.ts";
import { replay } from "../../src/calculus/replay.ts";
import { type Theory, textOfSum } from "../../src/calculus/sums.ts";
import { NETWORKS } from "./networks.ts";
import { CASES, firstSizes, sizesOf } from "./sizes.ts";
import { THEOREMS, type Theorem } from "./theorems.ts";

function proved({ statement, theory }: Theorem): Extract<Proof, { verdict: "proved" }> {
  const proof = prove(statement, theory);
  if (proof.verdict !== "proved") throw new Error(JSON.stringify(proof));
  return proof;
}

/** Fewer sizes where arrays have many axes: there a sum at one index takes long. */
function gridOf(theory: Theory): readonly ReadonlyMap<string, number>[] {
  const rank = Math.max(...theory.arrays.map(({ shape }) => shape.length));
  const numbers = [...CASES.keys()].filter((number) => rank === 1 || (rank === 2 && number % 2 === 1));
  return [...numbers.map((number) => sizesOf(theory, number)), ...firstSizes(theory, rank < 3 ? 40 : 12)];
}

describe.each([...THEOREMS, ...NETWORKS].map((theorem) => [theorem.name, theorem] as const))("%s", (_, theorem) => {
  it("is proved, and its proof follows again after it was saved", () => {
    const { chain } = proved(theorem);
    const saved = JSON.parse(JSON.stringify(chain)) as typeof chain;
    expect(saved).toEqual(chain);
    expect(replay(saved, theorem.statement, theorem.theory)).toBeUndefined();
  });

  it("has lines of one value at concrete sizes", () => {
    const { chain } = proved(theorem);
    const sums = [chain.start, ...chain.steps.map((step) => step.sum)];
    const grid = gridOf(theorem.theory);
    for (const sizes of grid) expect([...sizes, firstDifferent(sums, theorem.theory, sizes)].at(-1)).toBeUndefined();
    expect(grid.length).toBeGreaterThan(10);
  });

  it("has sides that agree, and are not 0 throughout", () => {
    const isLarge = theorem.theory.arrays.some(({ shape }) => shape.length > 2);
    const sizes = isLarge ? firstSizes(theorem.theory, 30).at(-1) : sizesOf(theorem.theory, 1);
    if (sizes === undefined) throw new Error("no sizes are allowed");
    expect(differenceAt(theorem.statement, theorem.theory, sizes)).toBeUndefined();
    const zero = { ...theorem.theory, definitions: theorem.theory.definitions.map(emptied(theorem.statement.right)) };
    expect(differenceAt(theorem.statement, zero, sizes)).toBeDefined();
  });
});

/** The array of this name with the sum of nothing for its entries. */
function emptied(name: string): (definition: Theory["definitions"][number]) => Theory["definitions"][number] {
  return (definition) => (definition.name === name ? { ...definition, body: [] } : definition);
}

it("the chains of one axis read as a derivation", () => {
  const lineOf = (step: Step): string => `${step.direction} ${step.use.application.rule}: ${textOfSum(step.sum)}`;
  const chains = THEOREMS.filter(({ name }) => name.endsWith("(1-D)")).map((theorem) =>
    proved(theorem).chain.steps.map(lineOf),
  );
  expect(chains[0]).toEqual([
    "forward insert: sum(i0) δ[i0]*d(y[i0])/d(a[m])",
    "forward insert: sum(i0, u) δ[i0]*d(k[u]*a[d*u + i0*s - Pl])/d(a[m])",
    "forward product-rule: sum(i0, u) δ[i0]*k[u]*d(a[d*u + i0*s - Pl])/d(a[m])",
    "forward differentiate: sum(i0, u) [d*u + i0*s = m + Pl]*δ[i0]*k[u]",
    "forward rename: sum(p, u) [d*u + p*s = m + Pl]*δ[p]*k[u]",
    "forward exchange: sum(p, u) [d*u + p*s = m + Pl]*k[u]*δ[p]",
    "backward insert: z[m]",
  ]);
  expect(chains[1]).toEqual([
    "forward insert: sum(p, u) [d*u + p*s = m + Pl]*k[u]*δ[p]",
    "forward rename: sum(x0, u) [d*u + s*x0 = m + Pl]*k[u]*δ[x0]",
    "forward exchange: sum(u, x0) [d*u + s*x0 = m + Pl]*k[u]*δ[x0]",
    "backward reflect: sum(u, x0) [d*u + d + m + Pl = d*K + s*x0]*k[-u + K - 1]*δ[x0]",
    "backward insert: sum(u) k[-u + K - 1]*stuffed[d*u - d*K + d + m + Pl]",
    "backward insert: sum(u) turned[u]*stuffed[d*u - d*K + d + m + Pl]",
    "backward insert: w[m]",
  ]);
});
