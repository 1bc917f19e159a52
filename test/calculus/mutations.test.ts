/** No step of any proof may be altered unnoticed, and no statement that an alteration makes false is proved. */
import { describe, expect, it } from "vitest";
import { type Chain, prove } from "../../src/calculus/prove.ts";
import { differenceAt, firstDifferent } from "../../src/calculus/refute.ts";
import { replay } from "../../src/calculus/replay.ts";
import { type Definition, mapProduct, type Theory } from "../../src/calculus/sums.ts";
import { add, constant, type Polynomial } from "../../src/sizes/polynomial.ts";
import { alterationsOf, altered, leavesOf } from "./alterations.ts";
import { CASES, firstSizes, sizesOf } from "./sizes.ts";
import { THEOREMS, type Theorem } from "./theorems.ts";

const chainOf = ({ statement, theory }: Theorem): Chain => {
  const proof = prove(statement, theory);
  if (proof.verdict !== "proved") throw new Error(proof.verdict);
  return proof.chain;
};

describe.each(THEOREMS.map((theorem) => [theorem.name, theorem] as const))("%s", (name, theorem) => {
  it("does not follow again with any of its steps altered", () => {
    const chain = chainOf(theorem);
    const unnoticed: string[] = [];
    let tried = 0;
    for (const { steps, what } of alterationsOf(chain.steps, name.endsWith("(1-D)") ? 4000 : 100)) {
      tried++;
      if (replay({ ...chain, steps }, theorem.statement, theorem.theory) === undefined) unnoticed.push(what);
    }
    expect(unnoticed).toEqual([]);
    expect(tried).toBeGreaterThan(100);
  });
});

it("the evaluation alone notices another sign, and an index or an equation that is one off", () => {
  const unnoticed: string[] = [];
  let tried = 0;
  for (const theorem of THEOREMS.filter(({ name }) => name.endsWith("(1-D)"))) {
    const { start, steps } = chainOf(theorem);
    const sizes = [...firstSizes(theorem.theory, 60), ...CASES.map((_, number) => sizesOf(theorem.theory, number))];
    for (const [number, { sum }] of steps.entries())
      for (const [path, leaf] of leavesOf(sum)) {
        if (path.at(-1) !== "coefficient" || path.includes("by")) continue;
        tried++;
        const wrong = altered(sum, path, -Number(leaf));
        if (!sizes.some((at) => firstDifferent([start, wrong], theorem.theory, at) !== undefined))
          unnoticed.push(`${theorem.name}, step ${number + 1}: ${path.join(".")}`);
      }
  }
  expect(unnoticed).toEqual([]);
  expect(tried).toBeGreaterThan(100);
});

/** The theory with one polynomial in the definition of the right side's arrays one larger. */
function* changedTheories({ theory }: Theorem): Generator<Theory> {
  for (const [number, definition] of theory.definitions.entries())
    for (const [product, summand] of definition.body.entries()) {
      let count = 0;
      mapProduct(summand, (polynomial) => {
        count++;
        return polynomial;
      });
      for (let place = 0; place < count; place++) {
        let at = 0;
        const change = (polynomial: Polynomial): Polynomial =>
          at++ === place ? add(polynomial, constant(1)) : polynomial;
        const body = definition.body.map((other, index) => (index === product ? mapProduct(summand, change) : other));
        const changed: Definition = { ...definition, body };
        yield {
          ...theory,
          definitions: theory.definitions.map((other, index) => (index === number ? changed : other)),
        };
      }
    }
}

it("no statement about an array whose definition is one off is proved, unless it still holds", () => {
  const wrong: string[] = [];
  const verdicts = { proved: 0, refuted: 0, unknown: 0 };
  for (const theorem of THEOREMS.filter(({ name }) => name.endsWith("(1-D)") || name.includes("layers")))
    for (const theory of changedTheories(theorem)) {
      const proof = prove(theorem.statement, theory);
      verdicts[proof.verdict]++;
      if (proof.verdict !== "proved") continue;
      const sizes = [...firstSizes(theory, 40), ...[0, 1, 2].map((number) => sizesOf(theory, number))];
      if (sizes.some((at) => differenceAt(theorem.statement, theory, at) !== undefined)) wrong.push(theorem.name);
    }
  expect(wrong).toEqual([]);
  expect(verdicts).toEqual({ proved: 0, refuted: 65, unknown: 0 });
});
