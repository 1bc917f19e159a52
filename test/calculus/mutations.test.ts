/** No step of any proof may be altered unnoticed, and no statement that an alteration makes false is proved. */
import { describe, expect, it } from "vitest";
import { type Chain, prove, type Step } from "../../src/calculus/prove.ts";
import { differenceAt, firstDifferent } from "../../src/calculus/refute.ts";
import { replay } from "../../src/calculus/replay.ts";
import { RULE_IDS } from "../../src/calculus/rules/rules.ts";
import { type Definition, mapProduct, type Theory } from "../../src/calculus/sums.ts";
import { add, constant, type Polynomial } from "../../src/sizes/polynomial.ts";
import { NETWORKS } from "./networks.ts";
import { CASES, firstSizes, sizesOf } from "./sizes.ts";
import { THEOREMS, type Theorem } from "./theorems.ts";

type Path = readonly (string | number)[];

/** Every number and every string of a piece of data, but the tags that say what it is. */
function* leavesOf(data: unknown, path: Path = []): Generator<readonly [path: Path, leaf: string | number]> {
  if (typeof data === "number" || typeof data === "string") {
    if (path.at(-1) !== "kind") yield [path, data];
  } else if (typeof data === "object" && data !== null)
    for (const [key, value] of Object.entries(data))
      yield* leavesOf(value, [...path, Array.isArray(data) ? Number(key) : key]);
}

function altered<T>(data: T, path: Path, value: string | number): T {
  const copy = structuredClone(data);
  let at = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  at[path.at(-1) ?? ""] = value;
  return copy;
}

/** Values that a leaf might have been given in its place. */
function alternatives(path: Path, leaf: string | number): readonly (string | number)[] {
  if (typeof leaf === "number") return leaf === 0 ? [1] : [leaf + 1, -leaf];
  if (path.at(-1) === "rule") return RULE_IDS.filter((rule) => rule !== leaf);
  if (path.at(-1) === "direction") return [leaf === "forward" ? "backward" : "forward"];
  if (path.at(-1) === "tensor") return [leaf === "k" ? "δ" : "k"];
  return [leaf === "K" ? "O" : "K", `${leaf}1`];
}

/** Read the other way round, a reflection or an exchange of two leads back: such a step still follows. */
function isOwnInverse(step: Step, path: Path): boolean {
  return path.at(-1) === "direction" && ["reflect", "exchange"].includes(step.use.application.rule);
}

/** Each alteration of each step; where there are very many, every so-manieth, and one of each step at least. */
function* alterationsOf(chain: Chain, most: number): Generator<{ readonly chain: Chain; readonly what: string }> {
  const all = chain.steps.flatMap((step, number) =>
    [...leavesOf(step)].flatMap(([path, leaf]) =>
      (isOwnInverse(step, path) ? [] : alternatives(path, leaf)).map((value) => ({
        number,
        path,
        value,
        isRule: path.at(-1) === "rule",
      })),
    ),
  );
  const every = Math.max(1, Math.ceil(all.length / most));
  for (const [count, { number, path, value, isRule }] of all.entries())
    if (count % every === 0 || isRule) {
      const steps = chain.steps.map((step, place): Step => (place === number ? altered(step, path, value) : step));
      yield { chain: { ...chain, steps }, what: `step ${number + 1}: ${path.join(".")} = ${value}` };
    }
  for (const number of chain.steps.keys())
    yield { chain: { ...chain, steps: chain.steps.filter((_, place) => place !== number) }, what: `no ${number + 1}` };
}

const chainOf = ({ statement, theory }: Theorem): Chain => {
  const proof = prove(statement, theory);
  if (proof.verdict !== "proved") throw new Error(proof.verdict);
  return proof.chain;
};

describe.each([...THEOREMS, ...NETWORKS].map((theorem) => [theorem.name, theorem] as const))("%s", (name, theorem) => {
  it("does not follow again with any of its steps altered", () => {
    const chain = chainOf(theorem);
    const unnoticed: string[] = [];
    let tried = 0;
    for (const { chain: other, what } of alterationsOf(chain, name.endsWith("(1-D)") ? 4000 : 100)) {
      tried++;
      if (replay(other, theorem.statement, theorem.theory) === undefined) unnoticed.push(what);
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

/** Of few axes: there a refutation takes no long. */
const isSmall = ({ theory }: Theorem): boolean => theory.arrays.every(({ shape }) => shape.length < 3);

it("no statement about an array whose definition is one off is proved, unless it still holds", () => {
  const [wrong, open]: [string[], string[]] = [[], []];
  const verdicts = { proved: 0, refuted: 0, unknown: 0 };
  const oneAxis = THEOREMS.filter(({ name }) => name.endsWith("(1-D)") || name.includes("layers"));
  for (const theorem of [...oneAxis, ...NETWORKS.filter(isSmall)])
    for (const theory of changedTheories(theorem)) {
      const proof = prove(theorem.statement, theory);
      verdicts[proof.verdict]++;
      if (proof.verdict === "unknown") open.push(theorem.name);
      if (proof.verdict !== "proved") continue;
      const sizes = [...firstSizes(theory, 40), ...[0, 1, 2].map((number) => sizesOf(theory, number))];
      if (sizes.some((at) => differenceAt(theorem.statement, theory, at) !== undefined)) wrong.push(theorem.name);
    }
  expect(wrong).toEqual([]);
  expect(open).toEqual([]);
  // Those that are proved count an endless sum otherwise, or change an array of which both sides speak alike.
  expect(verdicts).toEqual({ proved: 12, refuted: 344, unknown: 0 });
});
