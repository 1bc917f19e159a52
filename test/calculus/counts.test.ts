/** How often an input is used: what is said of it is what counting finds, and the period is proved. */
import { describe, expect, it } from "vitest";
import { isMet, valueOfNode } from "../../src/calculus/count-forms.ts";
import { type AxisCount, countUses } from "../../src/calculus/counts.ts";
import { createEvaluator, valueAt } from "../../src/calculus/evaluate.ts";
import { firstDifferent, instanceAt } from "../../src/calculus/refute.ts";
import { replay } from "../../src/calculus/replay.ts";
import { completeSizes } from "../../src/calculus/size-order.ts";
import { type Theory, textOfSum } from "../../src/calculus/sums.ts";
import { reduce } from "../../src/sizes/assumptions.ts";
import { ONE, textOf } from "../../src/sizes/polynomial.ts";
import { alterationsOf } from "./alterations.ts";
import { caseOf, ENTRY_CASES, jacobian } from "./entries.ts";
import { y } from "./theorems.ts";
import { axisOf, poly } from "./theories.ts";

const asked = (name: string): { readonly theory: Theory; readonly axes: readonly AxisCount[] } => {
  const { array, theory } = ENTRY_CASES.find((other) => other.name === name) as (typeof ENTRY_CASES)[number];
  return { theory, axes: countUses(array, theory.free.length / 2, theory) };
};

const { theory, axes } = asked("∂y/∂a (1-D)");
const AXIS = axes[0] as AxisCount;

/** Small sizes of every kind: all strides, dilations, kernels and windows up to 4, with paddings on both sides. */
const GRID = [...sizesUpTo(4)];
function* sizesUpTo(most: number): Generator<ReadonlyMap<string, number>> {
  for (let s = 1; s <= most; s++)
    for (let d = 1; d <= most; d++)
      for (let K = 1; K <= most + 1; K++)
        for (let O = 1; O <= most; O++)
          for (const [Pl, r, crop] of [
            [0, 0, 0],
            [2, s - 1, 0],
            [-1, Math.floor(s / 2), 2],
          ] as const) {
            const H = s * (O - 1) + d * (K - 1) + 1 + r - Pl + crop;
            const letters = { s, d, K, O, Pl, r, H };
            const sizes = completeSizes(new Map(Object.entries(letters)), theory);
            if (sizes !== undefined) yield sizes;
          }
}

const ofSizes = (sizes: ReadonlyMap<string, number>) => (name: string) => sizes.get(name) as number;

/** Windows and places of the kernel that meet the input entry, counted by hand. */
function counted(sizes: ReadonlyMap<string, number>, m: number): number {
  const at = ofSizes(sizes);
  let count = 0;
  for (let p = 0; p < at("O"); p++)
    for (let u = 0; u < at("K"); u++) if (at("s") * p + at("d") * u - at("Pl") === m) count++;
  return count;
}

/** Each input entry at each of the sizes, with how often it is used. */
function* inputs() {
  for (const sizes of GRID)
    for (let m = 0; m < ofSizes(sizes)("H"); m++)
      yield { sizes, m, letters: new Map(sizes).set("m", m), used: counted(sizes, m) };
}

it("is read from the general entry", () => {
  expect(textOfSum(AXIS.count)).toBe("sum(p < O) [d | -p*s + m + Pl]*[0 <= -p*s + m + Pl < d*K]");
  const numbers = [AXIS.stride, AXIS.dilation, AXIS.padding, AXIS.kernel, AXIS.windows].map(textOf);
  expect([AXIS.input, AXIS.window, ...numbers]).toEqual(["m", "p", "s", "d", "Pl", "K", "O"]);
  expect(AXIS.behind).toEqual(reduce(poly("r - Pr"), theory.assumptions));
  const names = [
    "∂y/∂a (2-D)",
    "∂y/∂a (3-D)",
    "∂y/∂a (1-D, batch, channels, groups)",
    "∂y/∂a (2-D, batch, channels, groups)",
  ];
  const found = names.map((name) =>
    asked(name).axes.map((axis) => `${axis.input} ${axis.window}: ${textOf(axis.stride)}`),
  );
  expect(found).toEqual([
    ["m p: s", "m1 p1: s1"],
    ["m p: s", "m1 p1: s1", "m2 p2: s2"],
    ["m p: s"],
    ["m p: s", "m1 p1: s1"],
  ]);
});

it("the sum of guards is the count", () => {
  let tried = 0;
  for (const { sizes, letters, used } of inputs()) {
    tried++;
    expect(createEvaluator(theory, instanceAt(sizes)).sum(AXIS.count, letters)).toBe(used);
  }
  expect(tried).toBeGreaterThan(5000);
});

describe("dead inputs", () => {
  it.each(AXIS.dead.map((dead) => [dead.why, dead] as const))("%s none is used", (_, { where }) => {
    let found = 0;
    for (const { letters, used } of inputs())
      if (where.every((requirement) => isMet(requirement, letters))) {
        found++;
        expect(used).toBe(0);
      }
    expect(found).toBeGreaterThan(50);
  });

  it("are no others where the dilation is 1", () => {
    for (const { sizes, letters, used } of inputs())
      if (ofSizes(sizes)("d") === 1)
        expect(used === 0).toBe(
          AXIS.dead.some(({ where }) => where.every((requirement) => isMet(requirement, letters))),
        );
  });

  it("behind the last window are as many as the leftover less the padding after", () => {
    const behind = AXIS.dead.find(({ why }) => why === "behind the last window");
    for (const sizes of GRID) {
      const at = ofSizes(sizes);
      let many = 0;
      for (let m = 0; m < at("H"); m++)
        if (behind?.where.every((requirement) => isMet(requirement, new Map(sizes).set("m", m)))) many++;
      expect(many).toBe(Math.max(0, Math.min(at("H"), valueAt(AXIS.behind, sizes))));
      expect(valueAt(AXIS.behind, sizes)).toBe(at("r") - at("Pr"));
    }
  });
});

describe("away from the borders", () => {
  const isInside = (letters: ReadonlyMap<string, number>): boolean =>
    AXIS.interior.where.every((requirement) => isMet(requirement, letters));

  it("the closed forms are the count, and the least and the most bound it", () => {
    const tried = [0, 0, 0];
    const { forms, least, most } = AXIS.interior;
    for (const { letters, used } of inputs()) {
      if (!isInside(letters)) continue;
      for (const [number, { when, value }] of forms.entries())
        if (when.every((requirement) => isMet(requirement, letters))) {
          tried[number] = (tried[number] ?? 0) + 1;
          expect(valueOfNode(value, letters)).toBe(used);
        }
      if (!least.when.every((requirement) => isMet(requirement, letters))) continue;
      tried[2] = (tried[2] ?? 0) + 1;
      expect(used).toBeGreaterThanOrEqual(valueOfNode(least.value, letters));
      expect(used).toBeLessThanOrEqual(valueOfNode(most.value, letters));
    }
    expect(Math.min(...tried)).toBeGreaterThan(200);
  });

  it("it depends on m + P by the stride alone, and is one number exactly where it is said to be", () => {
    const verdicts = new Set<boolean>();
    for (const sizes of GRID) {
      const at = ofSizes(sizes);
      const byRemainder = new Map<number, Set<number>>();
      for (let m = 0; m < at("H"); m++) {
        if (!isInside(new Map(sizes).set("m", m))) continue;
        const remainder = (((m + at("Pl")) % at("s")) + at("s")) % at("s");
        byRemainder.set(remainder, (byRemainder.get(remainder) ?? new Set()).add(counted(sizes, m)));
      }
      for (const counts of byRemainder.values()) expect(counts.size).toBe(1);
      if (byRemainder.size < at("s")) continue;
      const isUniform = new Set([...byRemainder.values()].flatMap((counts) => [...counts])).size === 1;
      verdicts.add(isUniform);
      expect(isUniform).toBe(AXIS.interior.uniform.every((requirement) => isMet(requirement, sizes)));
    }
    expect(verdicts).toEqual(new Set([true, false]));
  });

  it("the period of the stride is proved for every size", () => {
    const { chain, statement, theory: counts } = AXIS.period;
    expect(replay(JSON.parse(JSON.stringify(chain)) as typeof chain, statement, counts)).toBeUndefined();
    expect(chain.steps.map((step) => `${step.direction} ${step.use.application.rule}: ${textOfSum(step.sum)}`)).toEqual(
      [
        "forward insert: sum(p, u < K) [d*u + p*s = m + s + Pl]",
        "forward shift: sum(p, u < K) [d*u + p*s = m + Pl]",
        "backward insert: count[m]",
      ],
    );
    const unnoticed = [...alterationsOf(chain.steps, 1000)].filter(
      ({ steps }) => replay({ ...chain, steps }, statement, counts) === undefined,
    );
    expect(unnoticed.map(({ what }) => what)).toEqual([]);
    const sums = [chain.start, ...chain.steps.map(({ sum }) => sum)];
    for (const sizes of GRID)
      if (ofSizes(sizes)("O") === 2) expect(firstDifferent(sums, counts, sizes)).toBeUndefined();
  });
});

it("where the dilation is 1 from the start, one form holds without a condition", () => {
  const setting = { axes: [{ ...axisOf(), dilation: ONE }], channels: false, name: "no dilation" };
  const plain = caseOf(setting, "∂y/∂a", ["output", "input"], y(setting), (before) => jacobian("y", "a", before));
  const [axis] = countUses(plain.array, 1, plain.theory);
  expect(axis && textOfSum(axis.count)).toBe("sum(p < O) [0 <= -p*s + m + Pl < K]");
  expect(axis?.dead.map(({ why }) => why)).toEqual([
    "before the first window",
    "behind the last window",
    "between windows",
  ]);
  expect(axis?.interior.forms.map(({ when }) => when)).toEqual([[]]);
  expect(axis?.interior.uniform.map(({ kind }) => kind)).toEqual(["divides"]);
});
