/** Polynomials and what is shown of them: exact, and true at every size that is tried. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valueAt } from "../../src/calculus/evaluate.ts";
import { knowledgeOf, type Theory } from "../../src/calculus/sums.ts";
import { type Knowledge, showNonnegative, showPositive, showZero } from "../../src/sizes/assumptions.ts";
import {
  add,
  constant,
  divideByTerm,
  letter,
  linearIn,
  multiply,
  type Polynomial,
  sameAs,
  substitute,
  subtract,
  textOf,
} from "../../src/sizes/polynomial.ts";
import { CASES, firstSizes, sizesOf } from "./sizes.ts";
import { baseOf, type Setting, shapesOf } from "./theorems.ts";
import { axisOf, poly } from "./theories.ts";

const NAMES = ["s", "d", "K", "u"];
const anyPolynomial: fc.Arbitrary<Polynomial> = fc
  .array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.array(fc.constantFrom(...NAMES), { maxLength: 3 })), {
    maxLength: 4,
  })
  .map((terms) => add(...terms.map(([factor, letters]) => multiply(constant(factor), ...letters.map(letter)))));
const anyValues = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 4, maxLength: 4 });
const lettersAt = (values: readonly number[]) => new Map(NAMES.map((name, place) => [name, values[place] ?? 0]));

describe("polynomials", () => {
  it("add, multiply and substitute as their values do", () => {
    const check = (p: Polynomial, q: Polynomial, values: readonly number[]): void => {
      const at = lettersAt(values);
      const [left, right] = [valueAt(p, at), valueAt(q, at)];
      expect(valueAt(add(p, q), at)).toBe(left + right);
      expect(valueAt(multiply(p, q), at)).toBe(left * right || 0);
      expect(valueAt(substitute(p, new Map([["s", q]])), at)).toBe(valueAt(p, new Map(at).set("s", right)));
    };
    fc.assert(fc.property(anyPolynomial, anyPolynomial, anyValues, check));
  });

  it("are equal exactly where their texts are, and read back", () => {
    const check = (p: Polynomial, q: Polynomial): void => {
      expect(sameAs(add(p, q), add(q, p))).toBe(true);
      expect(multiply(p, add(q, p))).toEqual(add(multiply(q, p), multiply(p, p)));
      expect(poly(textOf(p))).toEqual(p);
      expect(textOf(subtract(p, p))).toBe("0");
    };
    fc.assert(fc.property(anyPolynomial, anyPolynomial, check));
  });

  it("split by a letter, and divide by one term", () => {
    expect(linearIn(poly("s*u + d*u - K"), "u")).toEqual({ coefficient: poly("s + d"), rest: poly("0 - K") });
    expect(linearIn(poly("u*u + 1"), "u")).toBeUndefined();
    expect(divideByTerm(poly("4*s*K - 2*s"), poly("2*s"))).toEqual(poly("2*K - 1"));
    expect(divideByTerm(poly("4*s*K - 2"), poly("2*s"))).toBeUndefined();
    expect(divideByTerm(poly("3*s"), poly("2*s"))).toBeUndefined();
    expect(divideByTerm(poly("s"), poly("s + 1"))).toBeUndefined();
  });

  it("throw where they would leave the exact integers", () => {
    const large = constant(2 ** 40);
    expect(() => multiply(large, large)).toThrow("is not an exact integer");
  });
});

const SETTING: Setting = { axes: [axisOf()], channels: false };
const THEORY: Theory = baseOf(SETTING, shapesOf(SETTING).input);
const INDICES = [
  { letter: "u", size: poly("K") },
  { letter: "i", size: poly("O") },
];
const KNOWN: Knowledge = knowledgeOf({ coefficient: 1, bound: INDICES, guards: [], factors: [] }, THEORY);

describe("what is shown of sizes", () => {
  it.each([
    ["s*i + d*u", ["u >= 0", "i >= 0"]],
    ["H + Pl + Pr - 1 - s*i - d*u", ["u <= K - 1", "i <= O - 1", "r >= 0"]],
    ["s - r - 1", ["r <= s - 1"]],
    ["s*(O - 1) - s*i", ["i <= O - 1"]],
    ["H + Pl + Pr - d*K + d - 1 - r", ["s*O - s >= 0"]],
  ])("%s is not negative", (text, shown) => {
    expect(showNonnegative(poly(text), KNOWN)).toEqual(shown);
  });

  it.each(["Pl", "s*i - 1", "K - O", "s - r - 2", "H - K", "d*u - s*i", "H + Pl + Pr - s*i - d*u - 2", "0 - 1"])(
    "nothing is shown of %s",
    (text) => expect(showNonnegative(poly(text), KNOWN)).toBeUndefined(),
  );

  it("equations of sizes show what is 0, and integers what is above 0", () => {
    expect(showZero(poly("H + Pl + Pr - d*(K - 1) - 1 - s*(O - 1) - r"), KNOWN)).toEqual(["equal in every letter"]);
    expect(showZero(poly("H + Pl + Pr - d*(K - 1) - 1 - s*(O - 1)"), KNOWN)).toBeUndefined();
    expect(showPositive(poly("s*d"), KNOWN)).toBeDefined();
    expect(showPositive(poly("r"), KNOWN)).toBeUndefined();
  });

  it("an equation at one place is used there", () => {
    const known = { ...KNOWN, zero: [poly("m + Pl - s*i - d*u")] };
    expect(showNonnegative(poly("m + Pl"), known)?.[0]).toBe("by -d*u - i*s + m + Pl = 0");
    expect(showNonnegative(poly("m + Pl"), KNOWN)).toBeUndefined();
  });

  it("whatever is shown is true at every size and index tried", () => {
    const sizes = [...firstSizes(THEORY, 150), ...CASES.map((_, number) => sizesOf(THEORY, number))];
    const parts = [
      "1",
      "s",
      "d",
      "r",
      "K",
      "O",
      "H",
      "Pl + Pr",
      "u",
      "i",
      "s*i",
      "d*u",
      "d*K",
      "s*O",
      "m",
      "s*d*i",
    ].map(poly);
    let [shown, tried] = [0, 0];
    const check = (factors: readonly number[]): void => {
      const goal = add(...parts.map((part, place) => multiply(constant(factors[place] ?? 0), part)));
      tried++;
      if (showNonnegative(goal, KNOWN) === undefined) return;
      shown++;
      for (const at of sizes)
        for (const [u, i, m] of corners(["K", "O", "H"].map((name) => (at.get(name) ?? 1) - 1)))
          expect(valueAt(goal, new Map([...at, ["u", u ?? 0], ["i", i ?? 0], ["m", m ?? 0]]))).toBeGreaterThanOrEqual(
            0,
          );
    };
    const anyFactors = fc.array(fc.integer({ min: -1, max: 1 }), { minLength: parts.length, maxLength: parts.length });
    fc.assert(fc.property(anyFactors, check), { numRuns: 3000, seed: 5 });
    expect(shown).toBeGreaterThan(60);
    expect(tried).toBeGreaterThan(shown);
  });
});

/** Every choice of 0 or the last on each axis: what is linear in the indices is least at one of them. */
function corners(last: readonly number[]): readonly (readonly number[])[] {
  return last.reduce<readonly (readonly number[])[]>(
    (chosen, end) =>
      chosen.flatMap((before) => [
        [...before, 0],
        [...before, end],
      ]),
    [[]],
  );
}
