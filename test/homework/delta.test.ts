/** δ where the worksheet does not say which gradient it is, or says another than the sheet. */
import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";

const LAYER = "tensor W[3,4]\ntensor x[4]\ntensor b[3]\nz = W @ x + b\na = sigmoid(z)\n";
const OPAQUE = `${LAYER}loss L(a)\n`;
const SQUARES = `${LAYER}tensor t[3]\nE = half_sse(a, t)\n`;
const TWO = `${LAYER.replace(/\b([Wbza])\b/gu, "$11")}tensor W2[2,3]\nz2 = W2 @ a1\na2 = sigmoid(z2)\ntensor t[2]\nC = half_sse(a2, t)\n`;

function claimsOf(worksheet: string, ...formulas: readonly string[]) {
  const { claims } = check(worksheet, formulas.map((formula) => `\\[ ${formula} \\]`).join("\n"), { file: "s.tex" });
  return claims.map(({ verdict, diagnosis, notes, readings }) => ({
    verdict,
    code: diagnosis?.code,
    notes,
    readings: readings?.map(({ text, verdict: one }) => `${text}: ${one}`),
  }));
}

const DEFINED = "\\delta = \\frac{\\partial L}{\\partial z}";
const BY_W = "\\frac{\\partial L}{\\partial W} = \\delta x^T";
const SAY =
  '`delta` is the gradient by the argument of the worksheet\'s loss; if it is `grad(L, z)`, the worksheet can say so: `name grad(L, z) as "\\delta"`';

describe("δ", () => {
  it("is the gradient by what goes into the last activation where nothing is called so", () => {
    for (const formula of [
      "\\delta = \\nabla_a E \\odot \\sigma'(z)",
      "\\delta = (a - t) \\odot \\sigma'(z)",
      "\\delta_j = (a_j - t_j) a_j (1 - a_j)",
      "\\frac{\\partial E}{\\partial W_{ij}} = \\delta_i x_j",
    ]) {
      const [claim] = claimsOf(SQUARES, formula);
      expect([formula, claim?.verdict]).toEqual([formula, "correct"]);
      expect(claim?.notes.join(), formula).toContain("as `grad(E, z)`");
    }
    expect(claimsOf(SQUARES, "\\delta = (t - a) \\odot \\sigma'(z)")).toMatchObject([
      { verdict: "wrong", code: "sign" },
    ]);
  });

  it("may be the gradient by what comes out of it", () => {
    expect(claimsOf(SQUARES, "\\delta = a - t")).toMatchObject([
      { verdict: "ambiguous", readings: ["grad(E, z): wrong", "grad(E, a): correct"] },
    ]);
  });

  it("has the number of a layer below it where the worksheet has no δ", () => {
    const claims = claimsOf(
      TWO,
      "\\delta_2 = (a_2 - t) \\odot \\sigma'(z_2)",
      "\\delta_1 = W_2^T \\delta_2 \\odot \\sigma'(z_1)",
      "\\frac{\\partial C}{\\partial W_1} = \\delta_1 x^T",
      "\\frac{\\partial C}{\\partial W_1} = \\delta_2 x^T",
    );
    expect(claims.map(({ verdict }) => verdict)).toEqual(["correct", "correct", "correct", "wrong"]);
  });

  it("has it behind its name in a program", () => {
    const lines = ["dW2 = np.outer(delta2, a1)", "delta1 = W2.T @ delta2 * a1 * (1 - a1)", "dW2 = np.outer(delta1, x)"];
    const verdicts = check(TWO, lines.join("\n"), { format: "txt" }).claims.map(({ verdict }) => verdict);
    expect(verdicts).toEqual(["correct", "correct", "wrong"]);
  });

  it("is the worksheet's, and what texts mean by it is told beside the mistake", () => {
    expect(claimsOf(OPAQUE, BY_W)).toMatchObject([
      { verdict: "wrong", code: "activation-derivative-missing", notes: [SAY] },
    ]);
    expect(claimsOf(OPAQUE, "\\frac{\\partial L}{\\partial W} = (\\delta \\odot \\sigma'(z)) x^T")).toMatchObject([
      { verdict: "correct", notes: [] },
    ]);
  });

  it("is ambiguous where the sheet says that it is another", () => {
    const ambiguous = { verdict: "ambiguous", readings: ["as named: wrong", "grad(L, z): correct"], notes: [SAY] };
    expect(claimsOf(OPAQUE, DEFINED, BY_W)).toMatchObject([ambiguous, ambiguous]);
    // Said after it is used, and by a formula that can't be of the worksheet's.
    expect(claimsOf(OPAQUE, BY_W, "\\delta = \\nabla_a L \\odot \\sigma'(z)")).toMatchObject([ambiguous, ambiguous]);
    expect(claimsOf(OPAQUE, "\\delta^L = \\nabla_a C \\odot \\sigma'(z^L)")).toMatchObject([ambiguous]);
    expect(claimsOf(OPAQUE, DEFINED, "\\frac{\\partial L}{\\partial W} = x \\delta^T")[1]?.verdict).toBe("wrong");
  });

  it("is what the worksheet names so", () => {
    const named = `${OPAQUE}name grad(L, z) as "\\delta"\n`;
    const [defined, byW, other] = claimsOf(named, DEFINED, BY_W, "\\delta = \\frac{\\partial L}{\\partial a}");
    expect([defined?.verdict, byW?.verdict, other?.verdict]).toEqual(["correct", "correct", "wrong"]);
  });
});
