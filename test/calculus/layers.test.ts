/** What stands around convolutions, as operators define it: proved for every size, and no altered step follows. */
import { describe, expect, it } from "vitest";
import { chooseSizes } from "../../src/calculus/grid.ts";
import { type Chain, prove } from "../../src/calculus/prove.ts";
import { differenceAt, firstDifferent } from "../../src/calculus/refute.ts";
import { replay } from "../../src/calculus/replay.ts";
import { alterationsOf } from "./alterations.ts";
import { LAYERS } from "./layers.ts";
import { firstSizes } from "./sizes.ts";
import type { Theorem } from "./theorems.ts";
import { VARIANTS, varied } from "./variants.ts";

function chainOf({ statement, theory }: Theorem): Chain {
  const proof = prove(statement, theory);
  if (proof.verdict !== "proved") throw new Error(JSON.stringify(proof));
  return proof.chain;
}

describe.each(LAYERS.map((theorem) => [theorem.name, theorem] as const))("%s", (_, theorem) => {
  const { statement, theory } = theorem;

  it("is proved, follows again after it was saved, and has lines of one value at concrete sizes", () => {
    const chain = chainOf(theorem);
    const saved = JSON.parse(JSON.stringify(chain)) as Chain;
    expect(saved).toEqual(chain);
    expect(replay(saved, statement, theory)).toBeUndefined();
    const sums = [chain.start, ...chain.steps.map((step) => step.sum)];
    const grid = [...chooseSizes(theory, 10), ...firstSizes(theory, 12)];
    for (const sizes of grid) expect([...sizes, firstDifferent(sums, theory, sizes)].at(-1)).toBeUndefined();
    expect(grid.length).toBeGreaterThan(5);
  });

  it("is not about nothing: a right side of zeros differs", () => {
    const definitions = theory.definitions.map((one) => (one.name === statement.right ? { ...one, body: [] } : one));
    expect(prove(statement, { ...theory, definitions }).verdict).toBe("refuted");
    const sizes = chooseSizes(theory, 10);
    expect(sizes.some((at) => differenceAt(statement, { ...theory, definitions }, at) !== undefined)).toBe(true);
  });

  it("does not follow again with any of its steps altered", () => {
    const chain = chainOf(theorem);
    const alterations = [...alterationsOf(chain.steps, 300)];
    const unnoticed = alterations.filter(({ steps }) => replay({ ...chain, steps }, statement, theory) === undefined);
    expect(unnoticed.map(({ what }) => what)).toEqual([]);
    expect(alterations.length).toBeGreaterThan(100);
  });
});

it("the same with numbers for letters, and whatever the equations are solved for", () => {
  // What has as many windows as entries has nothing left to solve for where strides and paddings are given.
  const withAxes = LAYERS.filter(
    ({ name, theory }) => theory.assumptions.equations.length > 0 && !name.includes("residual"),
  );
  const notProved = withAxes.flatMap(({ name, statement, theory }) =>
    VARIANTS.filter((variant) => prove(statement, varied(theory, variant)).verdict !== "proved").map(
      (variant) => `${name}: ${variant.name}`,
    ),
  );
  expect(notProved).toEqual([]);
  expect(withAxes.length).toBeGreaterThan(5);
});
