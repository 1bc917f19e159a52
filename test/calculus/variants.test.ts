/** The theorems hold whatever the equations of the sizes are solved for, and with numbers for some of the letters. */
import { expect, it } from "vitest";
import { prove } from "../../src/calculus/prove.ts";
import { replay } from "../../src/calculus/replay.ts";
import { NETWORKS } from "./networks.ts";
import { THEOREMS, type Theorem } from "./theorems.ts";
import { VARIANTS, varied } from "./variants.ts";

const WITH_AXES = [...THEOREMS, ...NETWORKS].filter(({ theory }) => theory.assumptions.equations.length > 0);

/** Where arrays have many axes every variant is tried with some of the theorems, else with all. */
function isTried({ theory }: Theorem, theorem: number, variant: number): boolean {
  const rank = Math.max(...theory.arrays.map(({ shape }) => shape.length));
  return rank < 3 || (theorem + variant) % 5 === 0;
}

it.each(VARIANTS.map((variant, number) => [variant.name, variant, number] as const))("%s", (_, variant, number) => {
  const notProved: string[] = [];
  let tried = 0;
  for (const [place, theorem] of WITH_AXES.entries()) {
    if (!isTried(theorem, place, number)) continue;
    tried++;
    const theory = varied(theorem.theory, variant);
    const proof = prove(theorem.statement, theory);
    const follows = proof.verdict === "proved" && replay(proof.chain, theorem.statement, theory) === undefined;
    if (!follows) notProved.push(`${theorem.name}: ${proof.verdict}`);
  }
  expect(notProved).toEqual([]);
  expect(tried).toBeGreaterThan(20);
});
