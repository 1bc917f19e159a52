/** Signs that mean two things, entries of convolutions, and what stands behind a dot. */
import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";

const PRODUCT = "tensor x[2,3]\ntensor w[3,2]\ny = x @ w\nloss l(y, delta=g)\n";

function claimOf(formula: string) {
  const [claim] = check(PRODUCT, `\\[ ${formula} \\]`, { file: "sheet.tex" }).claims;
  return [claim?.verdict, ...(claim?.readings ?? []).map(({ text, verdict }) => `${text}: ${verdict}`)];
}

describe("δ with two indices", () => {
  it("is the gradient where the claim holds of that", () => {
    expect(claimOf("\\frac{\\partial l}{\\partial x_{pq}} = \\sum_{j} \\delta_{pj} w_{qj}")).toEqual(["correct"]);
  });

  it("is ambiguous where it holds of Kronecker's alone", () => {
    expect(claimOf("\\frac{\\partial y_{ij}}{\\partial x_{pq}} = \\delta_{ip} w_{qj}")).toEqual([
      "ambiguous",
      "as named: wrong",
      "[i = p]: correct",
    ]);
    expect(claimOf("\\frac{\\partial x_{ij}}{\\partial x_{pq}} = \\delta_{ip} \\delta_{jq}")).toEqual([
      "ambiguous",
      "as named: wrong",
      "[i = p], [j = q]: correct",
    ]);
  });

  it("is wrong where it holds of neither", () => {
    expect(claimOf("\\frac{\\partial y_{ij}}{\\partial x_{pq}} = \\delta_{ip} w_{jq}")).toEqual(["wrong"]);
    expect(claimOf("\\frac{\\partial l}{\\partial x_{pq}} = \\sum_{j} \\delta_{jp} w_{qj}")).toEqual(["wrong"]);
  });
});

describe("an entry of a convolution", () => {
  const worksheet =
    'tensor X[6,6]\ntensor W[2,2]\nY = conv2d(X, W)\nloss L(Y)\noperator "*" means conv2d\noperator "\\circledast" means convolve\n';
  const verdictOf = (formula: string): string | undefined =>
    check(worksheet, `\\[ ${formula} \\]`, { file: "sheet.tex" }).claims[0]?.verdict;
  const turned = "\\text{rot180}(W)";

  it("is padded as the array beside it is large, whatever its indices look like", () => {
    for (const [left, place] of [
      ["X_{ij}", "_{ij}"],
      ["X[i, j]", "[i, j]"],
      ["X(i, j)", "(i, j)"],
      ["X_{22}", "_{22}"],
      ["X_{i,j}", "_{ij}"],
    ]) {
      expect(verdictOf(`\\frac{\\partial L}{\\partial ${left}} = (\\delta * ${turned})${place}`), left).toBe("correct");
      expect(verdictOf(`\\frac{\\partial L}{\\partial ${left}} = (\\delta * W)${place}`), left).toBe("wrong");
    }
    expect(verdictOf("\\frac{\\partial L}{\\partial W_{mn}} = (X * \\delta)_{mn}")).toBe("correct");
  });
});

describe("what stands behind a dot", () => {
  const verdictOf = (formula: string): string | undefined =>
    check(PRODUCT, `\\[ ${formula} \\]`, { file: "sheet.tex" }).claims[0]?.verdict;
  const gradient = "\\frac{\\partial l}{\\partial x} = g w^T";

  it("is not lost", () => {
    for (const rest of [". w", ". 5", "; 3", ". \\frac{1}{2}"])
      expect(verdictOf(`${gradient} ${rest}`)).toBe("unreadable");
  });

  it("may be the end, the number of the formula, or where it holds", () => {
    for (const rest of [".", ". (14)", ";", "; i = 1, 2", ". \\quad (3)"])
      expect(verdictOf(`${gradient} ${rest}`), rest).toBe("correct");
  });
});

describe("a name with a prime", () => {
  const worksheet = 'tensor y[2]\np = softmax(y)\ntensor t[2]\nC = cross_entropy(p, t)\nname p as "y\'"\n';
  const verdictOf = (formula: string): string | undefined =>
    check(worksheet, `\\[ ${formula} \\]`, { file: "sheet.tex" }).claims[0]?.verdict;

  it("is not the name without it", () => {
    expect(verdictOf("\\frac{\\partial C}{\\partial y_1} = -\\frac{t_1}{y_1}")).toBe("wrong");
    expect(verdictOf("\\frac{\\partial C}{\\partial y_1'} = -\\frac{t_1}{y_1'}")).toBe("unreadable");
    expect(verdictOf("\\frac{\\partial C}{\\partial p_1} = -\\frac{t_1}{p_1}")).toBe("correct");
  });
});
