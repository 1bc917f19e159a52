/**
 * The general entry of a gradient, word for word. That it holds at every entry is checked by `derive` itself, which
 * throws where it does not.
 */
import { describe, expect, it } from "vitest";
import { derive } from "../src/derive.ts";
import { printExpression } from "../src/language/print.ts";

/** `∂L/∂x[m] = …` of each gradient of a worksheet. */
function generalEntries(worksheet: string): string[] {
  return derive(worksheet, { detail: "results" }).results.flatMap((result) => {
    if (result.kind !== "gradient") return [];
    const { formula } = result;
    return [formula === undefined ? "none" : `${printExpression(formula.left)} = ${printExpression(formula.right)}`];
  });
}

/** A definition's formula. */
function formulaOf(worksheet: string, name: string): string {
  const found = derive(worksheet, { detail: "results" }).definitions.find((definition) => definition.name === name);
  return found === undefined ? "none" : printExpression(found.formula.right);
}

const table = (cases: Readonly<Record<string, string>>): void => {
  for (const [worksheet, expected] of Object.entries(cases))
    it(worksheet.replaceAll("\n", "; "), () => expect(generalEntries(worksheet)).toEqual([expected]));
};

const through = (x: string, definition: string, by = "x"): string =>
  `tensor ${x}\ny = ${definition}\nloss L(y)\ngradient L wrt ${by}`;

describe("windows side by side: the place settles the window", () => {
  table({
    [through("x[6]", "avg_pool1d(x, 2)")]: "grad(L, x[m]) = 1/2*delta[ceil(m/2)]",
    // The last entry is in no window: its index leaves δ, which counts as 0.
    [through("x[7]", "avg_pool1d(x, 3)")]: "grad(L, x[m]) = 1/3*delta[ceil(m/3)]",
    [through("x[6]", "avg_pool1d(x, 2, padding=1)")]: "grad(L, x[m]) = 1/2*delta[ceil((m+1)/2)]",
    [`index 0\n${through("x[6]", "avg_pool1d(x, 2, padding=1)")}`]: "grad(L, x[m]) = 1/2*delta[floor((m+1)/2)]",
    [through("x[2,4,4]", "avg_pool2d(x, 2)")]: "grad(L, x[c,m,n]) = 1/4*delta[c,ceil(m/2),ceil(n/2)]",
    // One window for all: the loop over it has one value, and is no loop.
    [through("x[2,2,2]", "avg_pool2d(x, 2)")]: "grad(L, x[c,m,n]) = 1/4*delta[c,1,1]",
  });
});

describe("windows that overlap, or leave gaps, keep a sum", () => {
  table({
    [through("x[5]", "avg_pool1d(x, 2, stride=1)")]: "grad(L, x[m]) = 1/2*sum(delta[m-u+1], u=1..2)",
    [through("x[7]", "avg_pool1d(x, 3, stride=2)")]:
      "grad(L, x[m]) = 1/3*sum(delta[p]*[m == 2*p + u - 2], p=1..3, u=1..3)",
  });
});

describe("through a maximum: by the derivative of the maximum, which the text explains", () => {
  table({
    [through("x[6]", "max_pool1d(x, 2)")]: "grad(L, x[m]) = delta[ceil(m/2)]*jac(y[ceil(m/2)], x[m])",
    [through("x[2,4,4]", "max_pool2d(x, 2)")]:
      "grad(L, x[c,m,n]) = delta[c,ceil(m/2),ceil(n/2)]*jac(y[c,ceil(m/2),ceil(n/2)], x[c,m,n])",
    [through("x[7]", "max_pool1d(x, 3, stride=2)")]:
      "grad(L, x[m]) = sum(delta[p]*jac(y[p], x[m])*[m == 2*p + u - 2], p=1..3, u=1..3)",
  });
  it("the maximum itself", () => {
    expect(formulaOf("tensor x[2,4,4]\ny = max_pool2d(x, 2)\nexpand y", "y")).toBe(
      "max(x[c,2*p+u-2,2*q+v-2], u=1..2, v=1..2)",
    );
    expect(formulaOf("tensor x[5]\ny = max_pool1d(x, 3, padding=1)\nexpand y", "y")).toBe("max(x[3*p+u-4], u=1..3)");
  });
});

describe("through the sum in a softmax", () => {
  table({
    [through("z[3]", "softmax(z)", "z")]: "grad(L, z[i]) = delta[i]*y[i] - y[i]*sum(delta[j]*y[j], j=1..3)",
    "tensor z[3]\ntensor t[3]\ny = softmax(z)\nE = cross_entropy(y, t)\ngradient E wrt z":
      "grad(E, z[i]) = y[i]*sum(t[j], j=1..3) - t[i]",
    'tensor z[2,3]\ntensor t[2,3]\ny = softmax(z)\nE = softmax_cross_entropy(z, t, reduction="batch_mean")\ngradient E wrt z':
      "grad(E, z[i,j]) = 1/2*y[i,j]*sum(t[i,l], l=1..3) - 1/2*t[i,j]",
    // Two softmaxes of one array do not mix.
    "tensor z[2,3]\ntensor t[2,3]\ny = softmax(z, axis=1)\nE = softmax_cross_entropy(z, t)\ngradient E wrt z":
      "grad(E, z[i,j]) = u3[i,j]*sum(t[i,l], l=1..3) - t[i,j]",
  });
  it("as one fraction", () =>
    expect(formulaOf("tensor z[3]\ny = softmax(z)\nexpand y", "y")).toBe("exp(z[i])/sum(exp(z[j]), j=1..3)"));
});

describe("letters", () => {
  table({
    // Those of the definition, where its index is one letter; an axis of one entry needs none.
    "tensor a[3,3]\ntensor k[2,2]\ny = conv2d(a, k)\nloss L(y)\ngradient L wrt k":
      "grad(L, k[u,v]) = sum(delta[p,q]*a[p+u-1,q+v-1], p=1..2, q=1..2)",
    "tensor x[1,4,4]\ntensor k[2,1,3,3]\ny = conv2d(x, k)\nloss L(y)\ngradient L wrt k":
      "grad(L, k[o,1,u,v]) = sum(delta[o,p,q]*x[1,p+u-1,q+v-1], p=1..2, q=1..2)",
    "tensor W[2,3]\ntensor x[3]\ny = W @ x\nloss L(y)\ngradient L wrt W": "grad(L, W[i,j]) = delta[i]*x[j]",
  });
});

describe("δ that nobody asks for", () => {
  it("is given by its formula where it is introduced, the others where they are derived", () => {
    const { definitions } = derive(
      "tensor W[2,2]\ntensor V[2,2]\ntensor x[2]\nz1 = V @ x\nh1 = tanh(z1)\nz2 = W @ h1\ny = tanh(z2)\nloss L(y)\n" +
        "gradient L wrt z1\ngradient L wrt W",
    );
    const formulas = definitions.map(
      ({ formula }) => `${printExpression(formula.left)} = ${printExpression(formula.right)}`,
    );
    expect(formulas.filter((formula) => formula.startsWith("delta_"))).toEqual(["delta_z2[i] = delta[i]*tanh'(z2[i])"]);
  });

  it("has the layer's number for the layer's first definition, and the name of the array for the others", () => {
    const { notation } = derive(
      "layout nchw\ntensor x[1,6,6]\ntensor k1[1,1,3,3]\ntensor k2[1,1,2,2]\nz1 = conv2d(x, k1)\na1 = tanh(z1)\n" +
        "p1 = avg_pool2d(a1, 2)\nz2 = conv2d(p1, k2)\ny = tanh(z2)\nloss L(y)\ngradient L wrt p1\ngradient L wrt k1",
    );
    const names = Object.entries(notation).filter(([name]) => name.startsWith("delta_"));
    expect(Object.fromEntries(names.map(([name, { latex }]) => [name, latex]))).toEqual({
      delta_z1: "\\delta^{(1)}",
      delta_p1: "\\delta^{p^{(1)}}",
      delta_z2: "\\delta^{(2)}",
    });
  });
});
