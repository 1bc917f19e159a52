/** Where an array is used, and along which of its axes windows slide. */
import { describe, expect, it } from "vitest";
import { slidingAxes, usesOf } from "../../src/problem/uses.ts";
import { arrayNamed, problemOf } from "../helpers.ts";

/** `z 1, y 2`: each use of x on the way to y, and how often it stands there. */
function usesIn(worksheet: string, of = "y", wrt = "x"): string {
  const problem = problemOf(worksheet);
  const uses = usesOf(problem, arrayNamed(problem, of), arrayNamed(problem, wrt));
  return uses.map(({ array, times }) => `${array.name} ${times}`).join(", ");
}

function axesIn(worksheet: string, wrt: string): readonly number[] {
  const problem = problemOf(worksheet);
  return slidingAxes(problem, arrayNamed(problem, "y"), arrayNamed(problem, wrt));
}

describe("uses", () => {
  for (const [worksheet, expected] of Object.entries({
    "tensor x[3]\ny = x": "y 1",
    "tensor x[3]\ny = x*x": "y 2",
    "tensor x[3]\ny = x^2": "y 1",
    "tensor x[3]\nz = tanh(x)\ny = z + x": "z 1, y 1",
    "tensor x[3]\ny = tanh(x*x) + x": "u1 2, y 1",
    "tensor x[3]\ny = softmax(x)": "y 1",
    "tensor x[4]\ny = max_pool1d(x, 2)": "y 1",
    "tensor x[3]\ntensor k[2]\nz = conv1d(x, k)\nw = x + 1\ny = tanh(z)": "z 1",
    "tensor x[3]\nw = x + 1\ntensor y[2]": "",
  }))
    it(worksheet.replaceAll("\n", "; "), () => expect(usesIn(worksheet)).toBe(expected));
});

describe("axes along which windows slide", () => {
  const cases: readonly (readonly [string, string, readonly number[]])[] = [
    ["tensor x[4,4]\ntensor k[2,2]\ny = conv2d(x, k)", "x", [0, 1]],
    ["tensor x[4,4]\ntensor k[2,2]\ny = conv2d(x, k)", "k", [0, 1]],
    ["tensor x[2,4,4]\ntensor k[3,2,2,2]\ny = conv2d(x, k)", "x", [1, 2]],
    ["tensor x[2,4,4]\ntensor k[3,2,2,2]\ny = conv2d(x, k)", "k", [2, 3]],
    ["layout nhwc\ntensor x[4,4,2]\ntensor k[2,2,2,3]\ny = conv2d(x, k)", "x", [0, 1]],
    // Groups and tiles mix two loops in one index, and no two windows meet.
    ["tensor x[4,3,3]\ntensor k[2,2,2,2]\ny = conv2d(x, k, groups=2)", "x", [1, 2]],
    ["tensor x[6]\ny = avg_pool1d(x, 2)", "x", []],
    ["tensor x[6]\ny = avg_pool1d(x, 3, stride=2)", "x", [0]],
    ["tensor x[3]\ntensor W[2,3]\ny = W @ x", "W", []],
    // Entry by entry, the windows are those of the next definition.
    ["tensor x[6]\ntensor k[2]\nh = tanh(x)\ny = conv1d(h, k)", "x", [0]],
  ];
  it.each(cases)("%s by %s", (worksheet, wrt, axes) => expect(axesIn(worksheet, wrt)).toEqual(axes));
});
