/** Derivatives of an activation that are written entry by entry, and what else stands for more than it says. */
import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";

const LAYER = "tensor W[3,4]\ntensor x[4]\ntensor b[3]\nz = W @ x + b\na = sigmoid(z)\nloss L(a)\n";
const BATCH = "size B, I, O\ntensor X[B,I]\ntensor W[I,O]\ntensor b[O]\nZ = X @ W + b\nloss L(Z)\n";

function claimOf(worksheet: string, text: string, format: "md" | "txt" = "md") {
  const [claim] = check(worksheet, format === "md" ? `$$${text}$$` : text, { format }).claims;
  return { verdict: claim?.verdict, readings: claim?.readings?.map(({ text: one, verdict }) => `${one}: ${verdict}`) };
}

describe("the derivative of an activation by its argument", () => {
  it("is the Jacobian, or that of each entry by its own", () => {
    const readings = ["as named: wrong", "jac(a, z)[i,i]: correct"];
    for (const right of ["a \\odot (1 - a)", "\\sigma'(z)"])
      expect(claimOf(LAYER, `\\frac{\\partial a}{\\partial z} = ${right}`)).toEqual({ verdict: "ambiguous", readings });
    expect(claimOf(LAYER, "\\frac{\\partial a}{\\partial z} = \\mathrm{diag}(\\sigma'(z))").verdict).toBe("correct");
    expect(claimOf(LAYER, "\\frac{\\partial a}{\\partial z} = a").verdict).toBe("wrong");
    expect(claimOf(LAYER, "\\frac{\\partial z}{\\partial x} = W^T").verdict).toBe("wrong");
  });
});

describe("a dense layer of every size", () => {
  it("is proved with its bias in each row", () => {
    for (const [formula, verdict] of [
      ["Z = X W + b", "correct"],
      ["Z = b + X W", "correct"],
      ["Z = X W - b", "wrong"],
      ["Z = X W", "wrong"],
    ] as const)
      expect([formula, claimOf(BATCH, formula).verdict]).toEqual([formula, verdict]);
  });
});

describe("additions without a loop", () => {
  it("are to zeros, of whole arrays", () => {
    for (const [line, verdict] of [
      ["db += dz", "correct"],
      ["dW += np.outer(dz, x)", "correct"],
      ["dW += -np.outer(dz, x)", "wrong"],
      ["db[1] += dz[1]", "unreadable"],
      ["dW += 1", "unreadable"],
    ] as const)
      expect([line, claimOf(LAYER, line, "txt").verdict]).toEqual([line, verdict]);
  });
});

describe("the number of a formula", () => {
  it("is no factor, with braces or without", () => {
    for (const tag of ["\\tag{5}", "\\tag 5", "\\tag5"])
      expect([tag, claimOf(LAYER, `z = W x + b ${tag}`).verdict]).toEqual([tag, "correct"]);
    expect(claimOf(LAYER, "z = 5 (W x + b) \\tag 5").verdict).toBe("wrong");
  });
});
