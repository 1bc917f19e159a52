/**
 * Worksheets at the edge of what is defined: each is derived, or is a mistake with its place, and nothing else.
 */
import { describe, expect, it } from "vitest";
import { mistakeIn } from "./helpers.ts";

describe("axes that are named twice", () => {
  it("are refused by a mean", () => {
    expect(mistakeIn("tensor x[2] = [1,3]\ny = mean(x, axis=(1,-1))\nexpand y")).toBe(
      "2:18 (argument) `axis` of `mean` names an axis twice",
    );
  });

  it("are refused by transpose", () => {
    expect(mistakeIn("tensor x[2,3]\ny = transpose(x, (1,2,1))\nexpand y")).toBe(
      "2:18 (argument) `axes` of `transpose` names an axis twice",
    );
  });
});

const EDGES: Readonly<Record<string, string>> = {
  "the formula of a transposed convolution with as many products as entries":
    "tensor a[2]\ntensor k[2]\ny = conv_transpose1d(a, k, stride=2, padding=(1,0), output_padding=1)\nexpand y",
  "a pad, expanded where it is 0": "tensor a[2]\ny = pad(a, 1)\nexpand y",
  "a power that is no integer and no half": "scalar x\ny = x^(1/3)\ngradient y wrt x",
  "zero to a negative power": "scalar x\ny = x * 0^(-1)\nexpand y",
  "a quotient whose divisor has the value 0": "scalar x = 0\ny = 1/x\nexpand y",
  "the root of a negative value": "scalar x = -1\ny = sqrt(x)\nexpand y",
  "the logarithm of a negative value": "scalar x = -1\ny = log(x)\nexpand y",
  "a depthwise kernel with too many axes": "tensor x[2,3,3]\ntensor k[2,1,2,2,2]\ny = depthwise_conv2d(x, k)\nexpand y",
  "letters of δ, where the worksheet has taken most of them": `${[..."ijlmnpq"].map((name) => `tensor ${name}[2]`).join("\n")}\ntensor W[2,2]\nloss L(W)\ngradient L wrt W`,
  "letters of a formula, where the worksheet has taken all": `${[..."pqruvwijlmnstfgeoxyz", "pp", "qq", "uu", "vv", "ii", "jj"].map((name) => `tensor ${name}[2]`).join("\n")}\nY = x + y\nexpand Y`,
  "a variable that stands in a definition by what only moves it":
    "function g\ntensor a[2]\nz = g(flip(a)) * a\ns = sum(z*a)\ngradient s wrt a\nt = sum(transpose(z) @ flip(a))\ngradient t wrt a",
  "a Jacobian by the array itself": "tensor a[2]\ny = 2*a\njacobian y wrt y",
  "an output whose windows are all in the padding":
    "tensor a[2,3]\ntensor k[1,2]\ny = conv2d(a, k, padding=((1,1),(0,0)))\nexpand y\njacobian y wrt a",
  "a value that needs no numbers": "tensor a[2]\nz = softplus(a - a)\nexpand z\ngradient sum(z) wrt a",
  "a Jacobian that is 0 whatever the values are": "tensor x[2]\ny = x*x\nJ = jac(y, x)\nexpand J",
};

describe("a derivation or a message", () => {
  for (const [name, sheet] of Object.entries(EDGES))
    it(name, () => {
      // A derivation or a mistake of the worksheet, but no other exception.
      expect(mistakeIn(sheet)).toMatch(/^no mistake$|^\d+:\d+ \(\w/);
    });
});

describe("sizes", () => {
  it("are positive", () => {
    expect(mistakeIn("tensor a[0]")).toBe("1:10 (shape) a size is a positive integer, and 0 is not");
  });
});
