/** What each operator does to its entries, seen on small arrays. */
import { describe, expect, it } from "vitest";
import { entriesOf, problemOf, savedJson, shapeOf, valuesOf } from "../helpers.ts";

/** Definitions of y after the same declarations, and the values of y in row-major order. */
function expectValues(declarations: string, values: Readonly<Record<string, string>>): void {
  for (const [definition, expected] of Object.entries(values))
    expect(`${definition} → ${valuesOf(`${declarations}\ny = ${definition}`).join(" ")}`).toBe(
      `${definition} → ${expected}`,
    );
}

describe("convolution", () => {
  it("is cross-correlation, unless the kernel is flipped", () => {
    expectValues("tensor a[4] = [1,2,4,8]\ntensor k[2] = [1,10]", {
      "conv1d(a, k)": "21 42 84",
      "conv1d(a, k, flip=true)": "12 24 48",
      "conv1d(a, k, dilation=2)": "41 82",
      "conv1d(a, k, stride=2)": "21 84",
      "conv1d(a, k, padding=(1,0))": "10 21 42 84",
      "conv1d(a, k, padding=(0,1))": "21 42 84 8",
      'conv1d(a, k, padding="same")': "21 42 84 8",
      'conv1d(a, k, padding="full")': "10 21 42 84 8",
      "conv1d(a, k, padding=-1)": "42",
      "conv1d(a, k, padding=(-3,2))": "8 0",
      "conv_transpose1d(a, k)": "1 12 24 48 80",
      "conv_transpose1d(a, k, stride=2)": "1 10 2 20 4 40 8 80",
      "conv_transpose1d(a, k, stride=3, output_padding=1)": "1 10 0 2 20 0 4 40 0 8 80 0",
      "conv_transpose1d(a, k, padding=1)": "12 24 48",
      "conv_transpose1d(a, k, padding=-1)": "0 1 12 24 48 80 0",
      "conv_transpose1d(a, k, flip=true)": "10 21 42 84 8",
    });
  });

  it("adds over input channels, group by group, and a bias", () => {
    expectValues("tensor x[2,2] = [[1,2],[10,20]]\ntensor k[2,1,1] = [[[3]],[[5]]]\ntensor b[2] = [100,200]", {
      "conv1d(x, k, groups=2)": "3 6 50 100",
      "conv1d(x, k, groups=2, bias=b)": "103 106 250 300",
      "conv1d(x, transpose(k, (2,1,3)))": "53 106",
      "conv_transpose1d(x, k)": "53 106",
      "conv_transpose1d(x, k, groups=2)": "3 6 50 100",
    });
  });

  it("depthwise: output channel c·multiplier + m", () => {
    const nchw = "tensor x[2,1,1] = [[[1]],[[10]]]\ntensor k[4,1,1,1] = [[[[2]]],[[[3]]],[[[5]]],[[[7]]]]";
    const nhwc = "layout nhwc\ntensor x[1,1,2] = [[[1,10]]]\ntensor k[1,1,2,2] = [[[[2,3],[5,7]]]]";
    for (const sheet of [nchw, nhwc]) expectValues(sheet, { "depthwise_conv2d(x, k)": "2 3 50 70" });
  });
});

describe("everything else", () => {
  it("arithmetic", () => {
    expectValues("tensor a[2] = [1,2]\ntensor b[2,1] = [[3],[4]]\nscalar x = 1/2", {
      "a + b": "4 5 5 6",
      "a - b": "-2 -1 -3 -2",
      "a * b": "3 6 4 8",
      "a / b": "1/3 2/3 1/4 1/2",
      "x*a^3 - 0.25": "1/4 15/4",
      "a^(-2)": "1 1/4",
      "2^(-2)*a": "1/4 1/2",
      "-(a - 1)": "0 -1",
      "(a + b) * (a - b)": "-8 -5 -15 -12",
      "a @ b": "11",
      "b @ [[1,2]]": "3 6 4 8",
      "5 mod 3 * a": "2 4",
      "(a + 1)^2": "4 9",
    });
  });

  it("rearrangements and sums", () => {
    expectValues("tensor x[2,3] = 1..6", {
      "transpose(x)": "1 4 2 5 3 6",
      "flip(x)": "6 5 4 3 2 1",
      "flip(x, axis=1)": "4 5 6 1 2 3",
      "flip(x, axis=-1)": "3 2 1 6 5 4",
      "pad(x, ((1,0),(0,-1)))": "0 0 1 2 4 5",
      "dilate(x, (2,1))": "1 2 3 0 0 0 4 5 6",
      "x[2, 1..2]": "4 5",
      "sum(x)": "21",
      "mean(x)": "7/2",
      "sum(x, axis=1)": "5 7 9",
      "mean(x, axis=-1)": "2 5",
      "sum(x*x, axis=2)": "14 77",
      "sum(pad(x, 1))": "21",
      "mean(conv1d(x[1,1..3], [1,1]))": "4",
    });
  });

  it("functions: exact where they are rational", () => {
    expectValues("tensor x[3] = [-2, 0, 1/2]", {
      "relu(x)": "0 0 1/2",
      "leaky_relu(x, alpha=1/4)": "-1/2 0 1/2",
      "leaky_relu(x)": "-1/50 0 1/2",
      "leaky_relu(x, 0.2)": "-2/5 0 1/2",
      "exp(0*x)": "1 1 1",
      "sigmoid(x)": `${1 / (1 + Math.exp(2))} 0.5 ${1 / (1 + Math.exp(-0.5))}`,
      "tanh(x)": `${Math.tanh(-2)} 0 ${Math.tanh(0.5)}`,
    });
  });
});

describe("values and indices", () => {
  it("ranges fill in row-major order, and literals are exact", () => {
    expectValues("tensor a[2,2] = 1..4\ntensor b[2] = [1/3, -0.1]\ntensor c[3] = -1..1\ntensor d[2] = 1/2..3/2", {
      a: "1 2 3 4",
      b: "1/3 -1/10",
      c: "-1 0 1",
      d: "1/2 3/2",
      "[2e-3, 1e2]": "1/500 100",
    });
  });

  it("a given value replaces none of the letters", () => {
    expect(entriesOf("tensor a[2] = [3,4]\ny = a*a\nexpand y")).toEqual({ 1: "a[1]^2", 2: "a[2]^2" });
    const sheet = "tensor a[2]\nloss L(a*a)\ngiven a = [3,4]\ngiven delta = [1,10]";
    expect(entriesOf(`${sheet}\ngradient L wrt a`, "value")).toEqual({ 1: "6", 2: "80" });
    expect(valuesOf("tensor a[2] = [1,1]\ntensor b[2]\ny = a + b")).toEqual(["none", "none"]);
  });

  it("index 0 and index 1 mean the same array", () => {
    const sheet = "tensor a[3] = [10,20,30]\ny = a[BASE..END]\nexpand y";
    expect(entriesOf(`index 0\n${sheet.replace("BASE", "1").replace("END", "2")}`)).toEqual({ 0: "a[1]", 1: "a[2]" });
    expect(entriesOf(sheet.replace("BASE", "2").replace("END", "3"))).toEqual({ 1: "a[2]", 2: "a[3]" });
    expect(entriesOf("index 0\ntensor a[2,2]\ny = 2*a\nexpand y[1,0]")).toEqual({ "1,0": "2*a[1,0]" });
    expect(entriesOf("index 0\ntensor a[3]\ny = sum(a, axis=1)\njacobian y wrt a[2]")).toEqual({ "|,2": "1" });
  });

  it("a slice or a pad that starts at the first entry is not the whole array", () => {
    expect(shapeOf("tensor x[3]\ny = relu(x[1..2])")).toEqual([2]);
    const sheet = "tensor a[2] = [1,2]\ny = conv1d(pad(a, (0,1)), [1,1])";
    expect(valuesOf(sheet)).toEqual(["3", "2"]);
    const claim = savedJson("tensor x[3]\nprove x[1..2] == x");
    expect(JSON.parse(claim).results[0]).toMatchObject({
      verdict: "refuted",
      counterexample: { left: "shape [2]", right: "shape [3]" },
    });
  });

  it("the same unnamed expression is one array", () => {
    const { arrays } = problemOf("tensor a[3]\ntensor k[2]\ny = (a[1..2] + 1) * conv1d(a, k) + sigmoid(conv1d(a, k))");
    expect(arrays.filter(({ named }) => !named).map(({ name }) => name)).toEqual(["u1", "u2"]);
  });
});
