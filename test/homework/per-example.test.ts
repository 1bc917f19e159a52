/** Gradients of a batch, of which many courses mean those of each example's own loss: `dZ = A - Y`. */
import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";

const BATCH = [
  ...["tensor X[3,5]", "tensor W1[4,3]", "tensor W2[1,4]", "tensor Y[1,5]", "Z1 = W1 @ X", "A1 = tanh(Z1)"],
  ...["Z2 = W2 @ A1", "A2 = sigmoid(Z2)", "J = -sum(Y*log(A2) + (1-Y)*log(1-A2)) / 5", ""],
].join("\n");

function claimOf(formula: string, worksheet = BATCH) {
  const [claim] = check(worksheet, `\\[ ${formula} \\]`, { format: "tex" }).claims;
  return { verdict: claim?.verdict, readings: claim?.readings?.map(({ text, verdict }) => `${text}: ${verdict}`) };
}

describe("gradients of a batch over which the loss is the mean", () => {
  it("may be those of each example", () => {
    const ambiguous = { verdict: "ambiguous", readings: ["as named: wrong", "5*dZ^{2}: correct"] };
    expect(claimOf("dZ^{[2]} = A^{[2]} - Y")).toMatchObject(ambiguous);
    expect(claimOf("dW^{[2]} = \\frac{1}{m} dZ^{[2]} A^{[1]T}")).toMatchObject(ambiguous);
    expect(claimOf("dW^{[1]} = \\frac{1}{m} dZ^{[1]} X^T").verdict).toBe("ambiguous");
  });

  it("are those of the mean where the claim is right so", () => {
    for (const formula of [
      "dZ^{[2]} = \\frac{1}{5} (A^{[2]} - Y)",
      "dZ^{[2]} = \\frac{1}{m} (A^{[2]} - Y)",
      "dW^{[2]} = dZ^{[2]} A^{[1]T}",
      "dZ^{[1]} = W^{[2]T} dZ^{[2]} \\odot \\tanh'(Z^{[1]})",
    ])
      expect([formula, claimOf(formula).verdict]).toEqual([formula, "correct"]);
  });

  it("are wrong otherwise, and of W there is but one", () => {
    for (const formula of [
      "dZ^{[2]} = Y - A^{[2]}",
      "dZ^{[2]} = \\frac{1}{4} (A^{[2]} - Y)",
      "dW^{[2]} = (A^{[2]} - Y) A^{[1]T}",
      "\\frac{\\partial J}{\\partial Z^{[2]}} = A^{[2]} - Y",
    ])
      expect([formula, claimOf(formula).verdict]).toEqual([formula, "wrong"]);
  });

  it("are those of the loss where that is no mean", () => {
    expect(claimOf("dZ^{[2]} = A^{[2]} - Y", BATCH.replace(" / 5", "")).verdict).toBe("correct");
    expect(claimOf("dZ^{[2]} = 5 (A^{[2]} - Y)", BATCH.replace(" / 5", "")).verdict).toBe("wrong");
  });
});
