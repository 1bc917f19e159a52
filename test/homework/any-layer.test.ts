/** Formulas for any layer, as texts write them: `\delta^l = (W^{l+1})^T \delta^{l+1} \odot \sigma'(z^l)`. */
import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";

const THREE = [
  "tensor x[4]",
  ...["tensor W1[3,4]", "tensor b1[3]", "tensor W2[2,3]", "tensor b2[2]", "tensor W3[3,2]", "tensor b3[3]"],
  ...["z1 = W1 @ x + b1", "a1 = tanh(z1)", "z2 = W2 @ a1 + b2", "a2 = tanh(z2)", "z3 = W3 @ a2 + b3"],
  ...["a3 = sigmoid(z3)", "loss L(a3)", ""],
].join("\n");

const IMAGES = [
  ...["tensor x[6,6]", "tensor W1[3,3]", "scalar b1", "z1 = conv2d(x, W1) + b1", "a1 = relu(z1)"],
  ...["tensor W2[2,2]", "scalar b2", "z2 = conv2d(a1, W2) + b2", "a2 = relu(z2)", "loss L(a2)"],
  ...['operator "*" means conv2d', ""],
].join("\n");

function claimOf(worksheet: string, formula: string) {
  const [claim] = check(worksheet, `\\[ ${formula} \\]`, { file: "sheet.tex" }).claims;
  const readings = claim?.readings?.map(({ text, verdict }) => `${text}: ${verdict}`);
  const { verdict, diagnosis, notes = [] } = claim ?? {};
  return { verdict, code: diagnosis?.code, notes, readings, at: claim?.counterexample?.at };
}

const told = (layers: string): string => `checked at each layer of the worksheet that it can speak of: \`${layers}\``;

describe("a formula for any layer", () => {
  it("is checked at each layer that has the names", () => {
    for (const [formula, layers] of [
      ["\\delta^l = (W^{l+1})^T \\delta^{l+1} \\odot (1 - a^l \\odot a^l)", "l = 1, 2"],
      ["\\delta^{(l)} = (W^{(l+1)})^T \\delta^{(l+1)} \\odot \\tanh'(z^{(l)})", "l = 1, 2"],
      ["\\delta^l_j = \\sum_k w^{l+1}_{kj} \\delta^{l+1}_k (1 - (a^l_j)^2)", "l = 1, 2"],
      ["\\delta_l = W_{l+1}^T \\delta_{l+1} \\odot (1 - a_l^2)", "l = 1, 2"],
      ["\\frac{\\partial L}{\\partial b^l} = \\delta^l", "l = 1, 2, 3"],
      ["\\frac{\\partial L}{\\partial W^{[l]}} = \\delta^{[l]} a^{[l-1]T}", "l = 2, 3"],
      ["dW^{[\\ell]} = dZ^{[\\ell]} A^{[\\ell-1]T}", "ell = 2, 3"],
      ["z^l = W^l a^{l-1} + b^l", "l = 2, 3"],
      ["\\delta^L = \\nabla_a L \\odot \\sigma'(z^L)", "L = 3"],
      ["\\delta^L_j = \\frac{\\partial L}{\\partial a^L_j} \\sigma'(z^L_j)", "L = 3"],
      ["\\delta^{L-1} = (W^L)^T \\delta^L \\odot \\tanh'(z^{L-1})", "L = 3"],
    ] as const) {
      const { verdict, notes } = claimOf(THREE, formula);
      expect([formula, verdict]).toEqual([formula, "correct"]);
      expect(notes, formula).toContain(told(layers));
    }
  });

  it("is wrong where it fails at one layer, which is told", () => {
    for (const formula of [
      "\\delta^l_j = \\sum_k w^{l+1}_{kj} \\delta^{l+1}_k",
      "\\delta^l = (W^{l+1})^T \\delta^{l+1} \\odot a^l",
      "\\frac{\\partial L}{\\partial b^l} = -\\delta^l",
      "\\frac{\\partial L}{\\partial b^l} = \\delta^L",
      "\\frac{\\partial L}{\\partial W^l} = \\delta^l (a^l)^T",
      "\\frac{\\partial L}{\\partial W^l} = \\delta^{l+1} (a^{l-1})^T",
    ])
      expect([formula, claimOf(THREE, formula).verdict]).toEqual([formula, "wrong"]);
    expect(claimOf(THREE, "\\frac{\\partial L}{\\partial b^l} = -\\delta^l")).toMatchObject({
      code: "sign",
      at: { l: "1", entry: "[1]" },
    });
  });

  it("is wrong where its matrices do not fit at some layer, though they fit at another", () => {
    const square = THREE.replace("W2[2,3]", "W2[3,3]").replace("b2[2]", "b2[3]").replace("W3[3,2]", "W3[2,3]");
    const worksheet = square.replace("b3[3]", "b3[2]");
    const formula = "\\delta^l = W^{l+1} \\delta^{l+1} \\odot \\tanh'(z^l)";
    expect(claimOf(worksheet, formula)).toMatchObject({ verdict: "wrong", code: "transposed-matrix" });
    const [claim] = check(worksheet, `\\[ ${formula} \\]`, { format: "tex" }).claims;
    expect(claim?.diagnosis?.message).toContain("it should be `(W^{l+1})^T \\delta^{l+1} \\odot \\tanh'(z^l)`");
    expect(claimOf(worksheet, formula.replace("W^{l+1}", "(W^{l+1})^T")).verdict).toBe("correct");
  });

  it("has the activation of each layer where a letter stands for any", () => {
    expect(claimOf(THREE, "\\delta^l = (W^{l+1})^T \\delta^{l+1} \\odot f'(z^l)")).toMatchObject({
      verdict: "correct",
      notes: [told("l = 1, 2"), "read `f'` as `tanh`"],
    });
    expect(claimOf(THREE, "a^l = f(z^l)").verdict).toBe("correct");
    // σ may be the sigmoid that the worksheet has.
    expect(claimOf(THREE, "\\delta^l = (W^{l+1})^T \\delta^{l+1} \\odot \\sigma'(z^l)")).toMatchObject({
      verdict: "ambiguous",
      readings: ["as named: wrong", "tanh: correct"],
    });
  });

  it("may be one of convolutions", () => {
    for (const [formula, verdict] of [
      ["\\delta^{l-1} = \\delta^l * \\mathrm{rot180}(W^l) \\odot \\sigma'(z^{l-1})", "correct"],
      ["\\delta^{l-1} = \\delta^l * W^l \\odot \\sigma'(z^{l-1})", "wrong"],
      ["\\frac{\\partial J(W,b)}{\\partial W^l} = a^{l-1} * \\delta^l", "correct"],
      ["\\frac{\\partial J(W,b)}{\\partial W^l} = a^{l-1} * \\mathrm{rot180}(\\delta^l)", "wrong"],
      ["\\frac{\\partial J(W,b)}{\\partial b^l} = \\sum_{u,v} (\\delta^l)_{u,v}", "correct"],
      ["\\frac{\\partial J(W,b)}{\\partial b^l} = \\delta^l_{1,1}", "wrong"],
    ] as const)
      expect([formula, claimOf(IMAGES, formula).verdict]).toEqual([formula, verdict]);
  });

  it("has no other layer than those that the worksheet names", () => {
    const names = ['z as "z^l"', 'a as "a^l"', 'V as "W^{l+1}"', 'q as "z^{l+1}"', 'grad(C, q) as "\\delta^{l+1}"'];
    const layers = "tensor z[3]\ntensor V[3,3]\na = sigmoid(z)\nq = V @ a\nloss C(q)\n";
    const worksheet = `${layers}${names.map((name) => `name ${name}\n`).join("")}`;
    const by = "\\frac{\\partial C}{\\partial W^{l+1}} = \\delta^{l+1}";
    expect(claimOf(worksheet, `${by} (a^l)^T`).verdict).toBe("correct");
    expect(claimOf(worksheet, `${by} a^T`).verdict).toBe("correct");
    expect(claimOf(worksheet, `${by} (a^{l-1})^T`).verdict).toBe("unreadable");
  });

  it("is not readable where no layer has the names", () => {
    expect(claimOf(THREE, "\\delta^l = u^{l+1}").verdict).toBe("unreadable");
    expect(claimOf("tensor x[3]\ny = 2 * x\nloss L(y)\n", "u^l = u^{l+1}").verdict).toBe("unreadable");
  });
});
