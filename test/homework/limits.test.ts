/**
 * Formulas of a few signs that ask for more than is given: refused with the limit named, and the claims beside them are
 * checked as ever. What is spent is counted, so that a machine's speed changes nothing.
 */
import { describe, expect, it } from "vitest";
import { checkSheet, prepareProblem } from "../../src/homework/check.ts";
import { spend, TooMuchWork, withWork } from "../../src/homework/work.ts";

const problem = prepareProblem(
  `tensor a[3,3]
tensor k[2,2]
y = conv2d(a, k)
h = sigmoid(y)
loss L(h)
operator "*" means conv2d`,
  "p.grad",
);

const GOOD = "\\[ y_{12} = a_{12}k_{11} + a_{13}k_{12} + a_{22}k_{21} + a_{23}k_{22} \\]";

/** The verdict and the limit of a formula that stands between two claims that hold. */
function between(formula: string): string {
  const { claims } = checkSheet(problem, `${GOOD}\n\n\\[ ${formula} \\]\n\n${GOOD}`, { file: "hw.tex", format: "tex" });
  expect([claims[0]?.verdict, claims[claims.length - 1]?.verdict]).toEqual(["correct", "correct"]);
  expect(claims).toHaveLength(3);
  const [, claim] = claims;
  const failure = claim?.failure;
  return [claim?.verdict, failure?.tag, failure?.tag === "limit" && failure.limit].filter(Boolean).join(" ");
}

describe("a formula that asks for too much", () => {
  it.each([
    ["a sum of a hundred million terms", "y_{11} = \\sum_{i=1}^{100000000} a_{11}", "unreadable limit points"],
    ["sums in sums", "y_{11} = \\sum_{i=1}^{300}\\sum_{j=1}^{300}\\sum_{m=1}^{300} a_{11}", "unreadable limit points"],
    ["a power of many sums", "y_{11} = (a_{11}+a_{12}+a_{13}+a_{21})^{-40}", "unreadable limit points"],
    ["a power that has no end", "y_{11} = a_{11}^{99999999999}", "unreadable limit points"],
    ["a number that has no end", "y_{11} = 3^{99999999}", "unreadable limit points"],
    ["convolutions in convolutions", `\\delta = ${"a * ".repeat(40)}k`, "unreadable limit points"],
    ["signs that may mean anything", `y = ${"a \\circledast ".repeat(30)}k`, "unreadable limit points"],
    ["an array of ten thousand million entries", "y = \\mathrm{pad}(a, 100000)", "unreadable unsupported"],
    ["turns in turns", `y = ${"rot180(".repeat(200)}a${")".repeat(200)}`, "unreadable limit nesting"],
    ["digits", `y_{11} = ${"9".repeat(5000)}`, "unreadable limit digits"],
  ])("%s", { timeout: 20_000 }, (_, formula, expected) => {
    expect(between(formula)).toBe(expected);
  });

  it.each([
    ["a long product", `y_{11} = ${"(a_{11}+a_{12}+a_{21}+a_{22})".repeat(12)}`, "wrong"],
    ["fractions in fractions", `y_{11} = ${"\\frac{1}{1+".repeat(40)}a_{11}${"}".repeat(40)}`, "wrong"],
    ["a long chain", `y_{11} = ${Array(300).fill("a_{11}k_{11}").join(" = ")}`, "wrong"],
  ])("%s is not too much", { timeout: 20_000 }, (_, formula, expected) => {
    expect(between(formula)).toBe(expected);
  });
});

describe("a purse", () => {
  it("is empty once more is spent than was in it", () => {
    const run = (amounts: readonly number[]) => () => withWork(10, () => amounts.forEach(spend));
    expect(run([4, 6])).not.toThrow();
    expect(run([4, 7])).toThrow(TooMuchWork);
  });

  it("never gives more than the one around it has, and takes from it what was spent", () => {
    expect(() => withWork(10, () => withWork(100, () => spend(11)))).toThrow(TooMuchWork);
    const twice = (second: number) => () =>
      withWork(10, () => {
        withWork(8, () => spend(6));
        spend(second);
      });
    expect(twice(4)).not.toThrow();
    expect(twice(5)).toThrow(TooMuchWork);
  });

  it("is forgotten where it ends in a refusal", () => {
    expect(() => withWork(1, () => spend(2))).toThrow(TooMuchWork);
    expect(() => spend(1e9)).not.toThrow();
  });
});
