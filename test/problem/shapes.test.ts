/** The shape of every operator's result, worked out by hand. */
import { describe, expect, it } from "vitest";
import { expectShapes, shapeOf } from "../helpers.ts";

describe("convolution", () => {
  it("of one axis: ⌊(H + P_l + P_r − d(K−1) − 1)/s⌋ + 1", () => {
    expectShapes("tensor a[7]\ntensor k[3]", {
      "conv1d(a, k)": [5],
      "conv1d(a, k, stride=2)": [3],
      "conv1d(a, k, stride=3)": [2],
      "conv1d(a, k, dilation=2)": [3],
      "conv1d(a, k, dilation=3)": [1],
      "conv1d(a, k, padding=1)": [7],
      "conv1d(a, k, padding=(1,0))": [6],
      "conv1d(a, k, padding=((2,0),))": [7],
      "conv1d(a, k, padding=-1)": [3],
      "conv1d(a, k, padding=(-4,3))": [4],
      "conv1d(a, k, padding=(10,-12))": [3],
      'conv1d(a, k, padding="valid")': [5],
      'conv1d(a, k, padding="same")': [7],
      'conv1d(a, k, padding="same", stride=2)': [4],
      'conv1d(a, k, padding="same", stride=3, dilation=2)': [3],
      'conv1d(a, k, padding="full")': [9],
      'conv1d(a, k, padding="full", dilation=2)': [11],
      'conv1d(a, k, padding="FULL", stride=4)': [3],
      "conv1d(a, k, stride=8)": [1],
      "conv1d(a, k, flip=true)": [5],
      "conv1d(a, k, flip=false, groups=1)": [5],
    });
  });

  it("of two and three axes, each with its own arguments", () => {
    expectShapes("tensor a[5,6]\ntensor k[2,3]\ntensor c[4,5,6]\ntensor w[2,3,2]", {
      "conv2d(a, k)": [4, 4],
      "conv2d(a, k, stride=(1,2))": [4, 2],
      "conv2d(a, k, stride=[2,1])": [2, 4],
      "conv2d(a, k, dilation=(4,1))": [1, 4],
      "conv2d(a, k, padding=(0,1))": [4, 6],
      "conv2d(a, k, padding=((0,1),(2,3)))": [5, 9],
      "conv2d(a, k, padding=(1,(2,3)))": [6, 9],
      "conv2d(a, k, padding=((-1,0),(0,-2)))": [3, 2],
      "conv2d(input=a, kernel=k)": [4, 4],
      "conv3d(c, w)": [3, 3, 5],
      "conv3d(c, w, stride=(1,2,3), padding=(0,1,2))": [3, 3, 3],
      'conv3d(c, w, padding="same", stride=2)': [2, 3, 3],
    });
  });

  it("with channels and batch, in either layout", () => {
    expectShapes(
      "tensor x[2,5,5]\ntensor X[3,2,5,5]\ntensor k[4,2,3,3]\ntensor one[2,3,3]\ntensor bare[3,3]\ntensor y1[1,5,5]",
      {
        "conv2d(x, k)": [4, 3, 3],
        "conv2d(X, k, stride=2)": [3, 4, 2, 2],
        "conv2d(x, one)": [1, 3, 3],
        "conv2d(y1, bare)": [1, 3, 3],
        "conv2d(y1, one[2..2,1..3,1..3])": [1, 3, 3],
      },
    );
    expectShapes("tensor a[5,5]\ntensor k[4,1,3,3]\ntensor c[4,3,3]", {
      "conv2d(a, k)": [4, 3, 3],
      "conv2d(a, c)": [4, 3, 3],
    });
    expectShapes("layout nhwc\ntensor x[5,5,2]\ntensor X[3,5,5,2]\ntensor k[3,3,2,4]\ntensor bias[4]", {
      "conv2d(x, k)": [3, 3, 4],
      'conv2d(X, k, padding="same", stride=2, bias=bias)': [3, 3, 3, 4],
    });
    expectShapes("tensor s[2,7]\ntensor S[3,2,7]\ntensor k[5,2,3]\ntensor v[2,3,3,3]\ntensor w[1,2,2,2,2]", {
      "conv1d(s, k)": [5, 5],
      "conv1d(S, k)": [3, 5, 5],
      "conv3d(v, w)": [1, 2, 2, 2],
    });
  });

  it("in groups, down to one channel each", () => {
    expectShapes("tensor x[4,5,5]\ntensor k[6,2,3,3]\ntensor each[4,1,3,3]\ntensor pairs[8,1,3,3]\ntensor b[8]", {
      "conv2d(x, k, groups=2)": [6, 3, 3],
      "conv2d(x, each, groups=4)": [4, 3, 3],
      "depthwise_conv2d(x, each)": [4, 3, 3],
      "depthwise_conv2d(x, pairs, stride=2, padding=1, bias=b)": [8, 3, 3],
    });
    expectShapes("layout nhwc\ntensor x[5,5,4]\ntensor k[3,3,2,6]\ntensor d[3,3,4,2]", {
      "conv2d(x, k, groups=2)": [3, 3, 6],
      "depthwise_conv2d(x, d, dilation=2)": [1, 1, 8],
    });
  });
});

describe("transposed convolution", () => {
  it("of one axis: s(H−1) + d(K−1) + 1 − P_l − P_r + output padding", () => {
    expectShapes("tensor a[3]\ntensor k[3]", {
      "conv_transpose1d(a, k)": [5],
      "conv_transpose1d(a, k, stride=2)": [7],
      "conv_transpose1d(a, k, stride=2, output_padding=1)": [8],
      "conv_transpose1d(a, k, stride=2, padding=1)": [5],
      "conv_transpose1d(a, k, stride=2, padding=(1,0))": [6],
      "conv_transpose1d(a, k, padding=-1)": [7],
      "conv_transpose1d(a, k, dilation=2)": [7],
      "conv_transpose1d(a, k, dilation=2, output_padding=1)": [8],
      'conv_transpose1d(a, k, padding="valid")': [5],
      'conv_transpose1d(a, k, padding="full")': [1],
      'conv_transpose1d(a, k, padding="same")': [3],
      'conv_transpose1d(a, k, padding="same", stride=2)': [6],
      "conv_transpose1d(a, k, stride=2, output_shape=8)": [8],
      'conv_transpose1d(a, k, stride=2, padding="same", output_shape=5)': [5],
      'conv_transpose1d(a, k, stride=3, padding="same", output_shape=(9,))': [9],
    });
  });

  it("of more axes, with channels and groups", () => {
    expectShapes("tensor a[2,3]\ntensor k[2,2]\ntensor x[4,2,3]\ntensor w[4,3,2,2]\ntensor v[2,2,2]\ntensor u[2,2,3]", {
      "conv_transpose2d(a, k)": [3, 4],
      "conv_transpose2d(a, k, stride=(2,3), padding=((1,0),0))": [3, 8],
      "conv_transpose2d(x, w)": [3, 3, 4],
      "conv_transpose2d(x, w, groups=2)": [6, 3, 4],
      "conv_transpose2d(a, k, stride=2, output_shape=(5,7))": [5, 7],
      "conv_transpose3d(v, u)": [3, 3, 4],
    });
    expectShapes("layout nhwc\ntensor X[5,2,3,4]\ntensor w[2,2,3,4]", { "conv_transpose2d(X, w)": [5, 3, 4, 3] });
  });
});

describe("arithmetic", () => {
  it("broadcasts from the last axis", () => {
    expectShapes("tensor a[2,3]\ntensor b[3]\ntensor c[2,1]\ntensor d[4,1,3]\nscalar x", {
      "a + b": [2, 3],
      "b * a": [2, 3],
      "a - c": [2, 3],
      "b / c": [2, 3],
      "a + d": [4, 2, 3],
      "c * d": [4, 2, 3],
      "x * x": [],
      "2*a^2 - 1": [2, 3],
      "a^0": [2, 3],
      "sigmoid(a) * x": [2, 3],
      "[1, 2, 3] + c": [2, 3],
      "-[[1],[2]]": [2, 1],
    });
  });

  it("the matrix product", () => {
    expectShapes("tensor W[2,3]\ntensor V[3,4]\ntensor h[3]\ntensor g[2]\ntensor B[5,2,3]\ntensor C[5,3,4]", {
      "W @ h": [2],
      "g @ W": [3],
      "h @ h": [],
      "W @ V": [2, 4],
      "matmul(W, V)": [2, 4],
      "B @ V": [5, 2, 4],
      "B @ C": [5, 2, 4],
      "B @ h": [5, 2],
      "g @ W @ V": [4],
    });
  });
});

describe("the rest", () => {
  it("moves entries about", () => {
    expectShapes("tensor x[2,3,4]\ntensor a[5]", {
      "transpose(x)": [4, 3, 2],
      "transpose(x, (2,1,3))": [3, 2, 4],
      "transpose(x, [3,1,-2])": [4, 2, 3],
      "flip(x)": [2, 3, 4],
      "flip(x, axis=(1,-1))": [2, 3, 4],
      "pad(x, 1)": [4, 5, 6],
      "pad(x, (0,(1,2),-1))": [2, 6, 2],
      "pad(a, (1,2))": [8],
      "dilate(x, 2)": [3, 5, 7],
      "dilate(x, (1,2,3))": [2, 5, 10],
      "x[1, 2..3, 4]": [2],
      "x[1..2, 2, 1..1]": [2, 1],
      "x[2,3,4]": [],
    });
  });

  it("sums over some axes or all, and says sizes", () => {
    expectShapes("tensor x[2,3,4]\ntensor y1[size(x,1), size(x,-1)]\ntensor y2[7/2 - 1/2, floor(7/2), 7 mod 4, 2^2]", {
      "sum(x)": [],
      "mean(x, axis=2)": [2, 4],
      "sum(x, axis=(1,-1))": [3],
      "sum(x^2, axis=1)": [3, 4],
      y1: [2, 4],
      y2: [3, 3, 3, 4],
    });
    expect(shapeOf("scalar x\ny = sum(x)")).toEqual([]);
  });

  it("losses and their derivatives", () => {
    const sheet = "tensor a[3,4]\ny = 2*a\nloss L(y)\nloss M(sum(a, axis=1), delta=g)\nD = grad(L, a)\nJ = jac(y, a)";
    expect(
      Object.fromEntries(["L", "delta", "M", "g", "D", "J"].map((name) => [name, shapeOf(sheet, name).join()])),
    ).toEqual({ L: "", delta: "3,4", M: "", g: "4", D: "3,4", J: "3,4,3,4" });
  });
});
