/** Formulas as pages of courses and posts write them: each reads as it is meant, and the same with a mistake is wrong. */
import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";

type Ending = "md" | "tex" | "txt";

function verdictsOf(worksheet: string, sheet: string, ending: Ending = "md"): readonly string[] {
  return check(worksheet, sheet, { file: `sheet.${ending}` }).claims.map(({ verdict }) => verdict);
}

function verdictOf(worksheet: string, formula: string): string | undefined {
  return verdictsOf(worksheet, `$$${formula}$$`).join();
}

const LAYER = "tensor X[4,2]\ntensor W[2,3]\ntensor b[3]\nY = X @ W + b\nloss L(Y)\n";
const grad = (wrt: string): string => `\\frac{\\partial L}{\\partial ${wrt}}`;

describe("a list of names and one of values", () => {
  it("is a claim for each pair", () => {
    expect(verdictsOf(LAYER, "dW, db = X.T @ dY, dY.sum(axis=0)", "txt")).toEqual(["correct", "correct"]);
    expect(verdictsOf(LAYER, "dW, db = X.T @ dY, dY.sum(axis=1)", "txt")).toEqual(["correct", "wrong"]);
    expect(verdictsOf(LAYER, "dW, db = X.T @ (2 * dY), dY.sum(axis=0)", "txt")).toEqual(["wrong", "correct"]);
    expect(verdictsOf(LAYER, "dX, dW = np.dot(dY, W.T), np.dot(X.T, dY)", "txt")).toEqual(["correct", "correct"]);
    expect(verdictsOf(LAYER, "$dX, dW, db = dY W^T, X^T dY, \\sum_i dY_i$")).toEqual(["correct", "correct", "correct"]);
  });

  it("is none where letters get values for which a formula holds", () => {
    expect(verdictsOf(LAYER, "$Y_{ij} = \\sum_k X_{ik} W_{kj} + b_j, i, j = 1, 2$")).toEqual(["correct"]);
    expect(verdictsOf(LAYER, "$i, j = 1, 2: Y_{ij} = \\sum_k X_{ik} W_{kj} + b_j$").at(-1)).toBe("correct");
  });
});

describe("an environment without mathematics around it", () => {
  const rows = (environment: string, end: string): string =>
    `\\begin{${environment}}\n${grad("X")} = ${grad("Y")} W^T ${end}\n${grad("W")} = X ${grad("Y")}\n\\end{${environment}}\n`;

  it("is found in Markdown, with the space between its rows", () => {
    for (const environment of ["aligned", "split", "matrix", "gathered"])
      for (const end of ["\\\\", "\\\\[8px]"])
        expect(verdictsOf(LAYER, rows(environment, end)), environment).toEqual(["correct", "wrong"]);
  });

  it("is found in plain text", () => {
    expect(verdictsOf(LAYER, rows("aligned", "\\\\[8px]"), "txt")).toEqual(["correct", "wrong"]);
    expect(verdictsOf(LAYER, rows("matrix", "\\\\"), "txt")).toEqual(["correct", "wrong"]);
  });

  it("holds equations where it is a matrix of them", () => {
    expect(verdictsOf(LAYER, `$$${rows("matrix", "\\\\")}$$`)).toEqual(["correct", "wrong"]);
  });
});
