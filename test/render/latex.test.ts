/** What expressions look like in LaTeX: a book of algebra. */

import { describe, expect, it } from "vitest";
import { plainStyle } from "../../src/problem/style.ts";
import { latexOfExpression } from "../../src/render/latex.ts";
import { escapeLatexText } from "../../src/render/latex-text.ts";
import { latexOfName } from "../../src/render/names.ts";
import { e } from "./sample.ts";

const shapes: Readonly<Record<string, readonly number[]>> = {
  a: [3, 3],
  k: [2, 2],
  y: [2, 2],
  z: [2, 2],
  delta: [2, 2],
  W: [4, 4],
  h: [4],
  wide: [3, 12],
  T: [2, 2, 2, 2],
  W1: [3, 3],
  W_c: [3, 3],
  delta_z1: [3],
  out: [2, 2],
  卷积: [2, 2],
  A: [3, 3],
  B: [3, 3],
};

const names = Object.fromEntries(
  Object.entries(shapes).map(([name, shape]) => [name, { latex: latexOfName(name), shape }]),
);

const latex = (text: string): string => latexOfExpression(e(text), { names, style: plainStyle });

const examples = (pairs: Readonly<Record<string, string>>): void => {
  for (const [text, expected] of Object.entries(pairs)) {
    it(`${text}   is   ${expected}`, () => expect(latex(text)).toBe(expected));
  }
};

describe("sums and signs", () => {
  examples({
    "a[1,1]*k[1,1] + a[1,2]*k[1,2]": "a_{11}k_{11} + a_{12}k_{12}",
    "x + (-y1)": "x - y^{(1)}",
    "x - (-u)": "x + u",
    "x - (u + v)": "x - (u + v)",
    "x + (u - v)": "x + u - v",
    "-(u + v)": "-(u + v)",
    "-x + u": "-x + u",
    "-1*x": "-x",
    "-1*5": "-1\\cdot 5",
    "-2*x - 3*u": "-2x - 3u",
    "x + -2*u": "x - 2u",
  });
});

describe("products", () => {
  examples({
    "2*3": "2\\cdot 3",
    "2*x": "2x",
    "x*2": "x\\cdot 2",
    "1*2 + 3*(-4)": "1\\cdot 2 + 3(-4)",
    "(a[1,1] + a[1,2])*k[1,1]": "(a_{11} + a_{12})k_{11}",
    "k[1,1]*(a[1,1] + a[1,2])": "k_{11}(a_{11} + a_{12})",
    "x*(u + v)": "x\\cdot (u + v)",
    "delta[1,1]*k[2,2]": "\\delta_{11}k_{22}",
    "delta*x": "\\delta x",
    "out[1,1]*k[1,1]": "\\mathrm{out}_{11}\\,k_{11}",
    "delta[1,1]*sigmoid'(z[1,1])": "\\delta_{11}\\,\\sigma'(z_{11})",
    "A*B": "A\\odot B",
    "x*A": "xA",
    "W @ h": "W\\,h",
    "W @ h + x": "W\\,h + x",
    "(A + B) @ h": "(A + B)\\,h",
    "(A*B) @ h": "(A\\odot B)\\,h",
  });
});

describe("fractions and powers", () => {
  examples({
    "u/v": "\\frac{u}{v}",
    "1/2*x": "\\frac{1}{2}x",
    "-u/2": "-\\frac{u}{2}",
    "(u + v)/(x - 1)": "\\frac{u + v}{x - 1}",
    "3*(1/2)": "3\\cdot \\frac{1}{2}",
    "x^2": "x^{2}",
    "(u + v)^2": "(u + v)^{2}",
    "(u/v)^2": "\\left(\\frac{u}{v}\\right)^{2}",
    "(-x)^2": "(-x)^{2}",
    "-x^2": "-x^{2}",
    "x^(u + 1)": "x^{u + 1}",
    "a[1,1]^2": "a_{11}^{2}",
    "W1[1,1]^2": "(W^{(1)}_{11})^{2}",
    "2^x*3": "2^{x}\\cdot 3",
    "0.25*x": "0.25x",
    "1e-3": "10^{-3}",
    "2.5e3*x": "(2.5\\cdot 10^{3})x",
    "u mod 2 + 1": "(u \\bmod 2) + 1",
  });
});

describe("entries", () => {
  examples({
    "a[1,2]": "a_{12}",
    "a[i,j]": "a_{ij}",
    "a[λ,j]": "a_{\\lambda j}",
    "a[p+u-1,q+v-1]": "a_{p+u-1,\\,q+v-1}",
    "a[2*p,1]": "a_{2p,\\,1}",
    "wide[1,2]": "\\mathrm{wide}_{1,2}",
    "wide[1,12]": "\\mathrm{wide}_{1,12}",
    "T[1,1,2,2]": "T_{1,1,2,2}",
    "W1[1,1]": "W^{(1)}_{11}",
    "W_c[1,1]": "(W_{c})_{11}",
    "delta_z1[2]": "(\\delta_{z^{(1)}})_{2}",
    "卷积[1,1]": "\\text{卷积}_{11}",
    "δ[1,1]": "\\delta_{11}",
    "a[1..2,3]": "a_{1\\ldots2,\\,3}",
    "conv2d(a, k)[1,1]": "\\mathrm{conv2d}(a,\\,k)_{11}",
    "(A + B)[1,2]": "(A + B)_{12}",
  });
});

describe("derivatives and sums with limits", () => {
  examples({
    "jac(y[1,1], a[2,2])": "\\frac{\\partial y_{11}}{\\partial a_{22}}",
    "jac(delta[1,1], a)": "\\frac{\\partial\\delta_{11}}{\\partial a}",
    "grad(L, a)": "\\frac{\\partial L}{\\partial a}",
    "grad(L, a)[1,2]": "\\frac{\\partial L}{\\partial a_{12}}",
    "grad(sum(y), a)": "\\frac{\\partial\\,\\mathrm{sum}(y)}{\\partial a}",
    "jac(a[2,2]*k[2,1], a[2,2])": "\\frac{\\partial}{\\partial a_{22}}(a_{22}k_{21})",
    "jac(sigmoid(z[1,1]), z[1,1])": "\\frac{\\partial}{\\partial z_{11}}\\sigma(z_{11})",
    "jac(u/v, u)": "\\frac{\\partial}{\\partial u}\\frac{u}{v}",
    "jac(sum(a[u,1]*k[u,1], u=1..2), a[2,1])": "\\frac{\\partial}{\\partial a_{21}}\\sum_{u=1}^{2}a_{u1}k_{u1}",
    "grad(L, y[1,1])*jac(y[1,1], a[2,2])":
      "\\frac{\\partial L}{\\partial y_{11}}\\frac{\\partial y_{11}}{\\partial a_{22}}",
    "sum(a[p+u-1,q+v-1]*k[u,v], u=1..2, v=1..3)": "\\sum_{u=1}^{2}\\sum_{v=1}^{3}a_{p+u-1,\\,q+v-1}k_{uv}",
    "sum(u + v, u=1..2)": "\\sum_{u=1}^{2}(u + v)",
    "sum(k[u,1], u=1..2)*x": "\\left(\\sum_{u=1}^{2}k_{u1}\\right)x",
    "x*sum(k[u,1], u=1..2)": "x\\sum_{u=1}^{2}k_{u1}",
    "sum(y)": "\\mathrm{sum}(y)",
  });
});

describe("functions and arrays", () => {
  examples({
    "sigmoid(z)": "\\sigma(z)",
    "tanh'(x)": "\\tanh'(x)",
    "exp(-x)": "\\exp(-x)",
    "sqrt(x + 1)": "\\sqrt{x + 1}",
    "relu'(z)": "\\mathrm{relu}'(z)",
    "leaky_relu'(z, alpha=0.2)": "\\mathrm{leaky\\_relu}'_{0.2}(z)",
    "f'(x)": "f'(x)",
    'conv2d(a, k, stride=2, padding="same")':
      "\\mathrm{conv2d}(a,\\,k,\\,\\mathrm{stride}=2,\\,\\mathrm{padding}=\\text{``same''})",
    "transpose(W)": "W^{T}",
    "floor(x/2)": "\\left\\lfloor\\frac{x}{2}\\right\\rfloor",
    "[a[1,1] >= a[1,2]]": "[a_{11} \\ge a_{12}]",
    "[a[1,1] == 0]*x": "[a_{11} = 0]\\,x",
    "[[1,2],[3,4]]": "\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}",
    "[3,4]": "(3,\\,4)",
  });
});

describe("names", () => {
  const names = {
    x: "x",
    delta: "\\delta",
    δ: "\\delta",
    W1: "W^{(1)}",
    delta2: "\\delta^{(2)}",
    h12: "h^{(12)}",
    W_c: "W_{c}",
    W_1: "W_{1}",
    delta_z: "\\delta_{z}",
    delta_z1: "\\delta_{z^{(1)}}",
    out: "\\mathrm{out}",
    conv2d: "\\mathrm{conv2d}",
    grad_out: "\\mathrm{grad}_{\\mathrm{out}}",
    卷积: "\\text{卷积}",
    卷积1: "\\text{卷积}^{(1)}",
    _x: "\\mathrm{\\_x}",
  };
  for (const [name, expected] of Object.entries(names)) {
    it(`${name}   is   ${expected}`, () => expect(latexOfName(name)).toBe(expected));
  }
});

describe("text outside of formulas", () => {
  it("has signs by name that TeX's own font encoding has other glyphs for", () =>
    expect(escapeLatexText("a < b | c > d")).toBe("a \\textless{} b \\textbar{} c \\textgreater{} d"));
});
