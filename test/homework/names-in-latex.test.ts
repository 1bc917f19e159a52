/** Names that end in a number, and a loss with what it depends on, as LaTeX sets them. */
import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";

const LAYERS = "tensor a[2]\ntensor W[2,2]\ntensor W2[2,2]\nz = W @ a\na1 = sigmoid(z)\nz2 = W2 @ a1\nloss L(z2)\n";

function claimOf(worksheet: string, formula: string) {
  const [claim] = check(worksheet, `\\[ ${formula} \\]`, { format: "tex" }).claims;
  return { verdict: claim?.verdict };
}

describe("a name that ends in a number", () => {
  it("is no product, though its letter is a name too", () => {
    for (const [formula, verdict] of [
      ["z2 = W2 a1", "correct"],
      ["z2 = W2 a", "wrong"],
      ["a1 = \\sigma(z)", "correct"],
      ["dW2 = dz2 a1^T", "correct"],
      ["dW2 = dz2 a^T", "wrong"],
      ["\\frac{\\partial L}{\\partial W2} = dz2 \\, a1^T", "correct"],
      ["\\frac{\\partial L}{\\partial a1} = W2^T \\frac{\\partial L}{\\partial z2}", "correct"],
      ["z2_1 = W2_{11} a1_1 + W2_{12} a1_2", "correct"],
      ["z2_1 = W2_{11} a1_1 + W2_{21} a1_2", "wrong"],
    ] as const)
      expect([formula, claimOf(LAYERS, formula).verdict]).toEqual([formula, verdict]);
  });

  it("is a product behind a space, and an entry where there is no such name", () => {
    const worksheet = "tensor a[2]\nscalar c\ny = 6 * c * a\nloss L(y)\n";
    expect(claimOf(worksheet, "y = 3 c a 2").verdict).toBe("correct");
    expect(claimOf(worksheet, "y = 3 c2 a").verdict).toBe("correct");
    expect(claimOf(worksheet, "y_2 = 6 c a2").verdict).toBe("correct");
    expect(claimOf(worksheet, "y_2 = 6 c a1").verdict).toBe("wrong");
  });
});

describe("a loss with what it depends on", () => {
  it("is no product", () => {
    const worksheet = "scalar a\nscalar y\nL = a*y\n";
    for (const [formula, verdict] of [
      ["L(a) = a y", "correct"],
      ["L(a) = a^2 y", "wrong"],
      ["\\mathcal{L}(a, y) = a y", "correct"],
      ["\\frac{\\partial L(a, y)}{\\partial a} = y", "correct"],
    ] as const)
      expect([formula, claimOf(worksheet, formula).verdict]).toEqual([formula, verdict]);
  });
});

describe("one letter that the worksheet gives to several arrays", () => {
  it("is the array of the index with which it is written", () => {
    const worksheet =
      'tensor p[2]\ntensor q[2]\ny = p + 2 * q\nloss L(y)\nname p[i] as "O_i"\nname q[j] as "O_j"\nname y[k] as "O_k"\n';
    expect(claimOf(worksheet, "\\frac{\\partial L}{\\partial O_j} = 2 \\delta_j").verdict).toBe("correct");
    expect(claimOf(worksheet, "\\frac{\\partial L}{\\partial O_i} = \\delta_i").verdict).toBe("correct");
    expect(claimOf(worksheet, "\\frac{\\partial L}{\\partial O_i} = 2 \\delta_i").verdict).toBe("wrong");
    expect(claimOf(worksheet, "\\frac{\\partial L}{\\partial O_k} = \\delta_k").verdict).toBe("correct");
  });
});
