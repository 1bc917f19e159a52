/**
 * Statements about what stands around convolutions, for every size, as their operators define them: a second way to
 * some of what `networks.ts` writes out as sums, and what that does not have.
 */

import { convolution, rearranged, transposedConvolution } from "../../src/calculus/operators.ts";
import type { Product } from "../../src/calculus/sums.ts";
import { ONE, type Polynomial, ZERO } from "../../src/sizes/polynomial.ts";
import { array, at, type Claim, claim, freeOf, gradientOf, type Maker, plain, product } from "./claims.ts";
import {
  baseOf,
  DIMENSIONS,
  type LetterAxis,
  type Setting,
  shapesOf,
  type Theorem,
  withFlooredLeftover,
  y,
} from "./theorems.ts";
import { assumptionsOf, axisOf, CHANNEL_LETTERS, CHANNELS, poly } from "./theories.ts";

/** y = conv(a, k) + b, with one b for each channel: dL/db is the sum of δ over batch and positions. */
function bias(setting: Setting): Claim {
  const base = baseOf(setting, setting.channels ? [poly("G*Co")] : []);
  const { output } = shapesOf(setting);
  const positions = setting.axes.map((_, axis) => `p${axis}`);
  const index = setting.channels ? ["n", "o", ...positions] : positions;
  const summed = index.filter((name) => name !== "o");
  const added: Maker = () => ({
    name: "v",
    shape: output,
    index,
    body: [product("", at("y", ...index)), product("", at("b", ...(setting.channels ? ["o"] : [])))],
  });
  return claim(
    { ...base, arrays: [...base.arrays, { name: "b", shape: setting.channels ? [poly("G*Co")] : [] }] },
    y(setting),
    added,
    gradientOf("v", "δ", "b"),
    array(
      "w",
      setting.channels ? "G*Co" : "",
      setting.channels ? "o" : "",
      product(summed.join(" "), at("δ", ...index)),
    ),
  );
}

/** dL/dk of any number of axes as a convolution: batch and channels exchanged, and so stride and dilation. */
function kernelWithChannels(axes: readonly LetterAxis[]): Claim {
  const setting: Setting = { axes, channels: false };
  const base = baseOf(setting, []);
  const spatial = shapesOf(setting);
  const channels = { ...CHANNELS, groups: ONE };
  const arrays = [
    { name: "a", shape: [poly("N"), poly("Ci"), ...spatial.input] },
    { name: "k", shape: [poly("Co"), poly("Ci"), ...spatial.kernel] },
    { name: "δ", shape: [poly("N"), poly("Co"), ...spatial.output] },
  ];
  const swap = ([n = ZERO, c = ZERO, ...rest]: readonly Polynomial[]) => [c, n, ...rest];
  const exchanged = axes.map((axis, number) => ({
    ...axis,
    stride: axis.dilation,
    dilation: axis.stride,
    kernel: axis.windows,
    windows: poly(number === 0 ? "K + t" : `K${number} + t${number}`),
    leftover: poly(number === 0 ? "q" : `q${number}`),
  }));
  const roles = { batch: poly("Ci"), groups: ONE, near: poly("Co"), far: poly("N") };
  const shape = (first: string, second: string, rest: readonly Polynomial[]) => [poly(first), poly(second), ...rest];
  const below = axes.map((_, number) => poly(number === 0 ? "d - q - 1" : `d${number} - q${number} - 1`));
  const assumptions = assumptionsOf(axes, CHANNEL_LETTERS);
  return claim(
    {
      ...base,
      assumptions: { ...assumptions, nonnegative: [...assumptions.nonnegative, ...below] },
      arrays,
      free: freeOf(poly("Co"), poly("Ci"), ...spatial.kernel),
    },
    (before) => convolution({ name: "y", input: "a", kernel: "k", axes, channels }, before),
    gradientOf("y", "δ", "k"),
    (before) => rearranged("aT", "a", shape("Ci", "N", spatial.input), swap, before),
    (before) => rearranged("δT", "δ", shape("Co", "N", spatial.output), swap, before),
    (before) => convolution({ name: "v", input: "aT", kernel: "δT", axes: exchanged, channels: roles }, before),
    (before) => rearranged("w", "v", shape("Co", "Ci", spatial.kernel), swap, before),
  );
}

/** Where K = H there is one window: a convolution is W·x, and its gradients are those of a fully connected layer. */
function fullyConnected(by: "W" | "x"): Claim {
  const base = plain("N I O", { x: "N I", W: "O I 1", δ: "N O 1" }, by === "W" ? "O I 1" : "N I 1");
  const axis = {
    stride: ONE,
    dilation: ONE,
    before: ZERO,
    after: ZERO,
    kernel: ONE,
    input: ONE,
    windows: ONE,
    leftover: ZERO,
  };
  const channels = { batch: poly("N"), groups: ONE, near: poly("O"), far: poly("I") };
  const column: Maker = () => ({
    name: "X",
    shape: ["N", "I", "1"].map(poly),
    index: ["n", "h", "e0"],
    body: [product("", at("x", "n", "h"))],
  });
  return claim(
    base,
    column,
    (before) => convolution({ name: "y", input: "X", kernel: "W", axes: [axis], channels }, before),
    gradientOf("y", "δ", by === "W" ? "W" : "X"),
    by === "W"
      ? array("w", "O I 1", "o h e0", product("n", at("δ", "n", "o", "0"), at("x", "n", "h")))
      : array("w", "N I 1", "n h e0", product("o", at("δ", "n", "o", "0"), at("W", "o", "h", "0"))),
  );
}

/** The same with positions in the place of channels: K = H, so O = 1. */
function kernelAsWideAsInput(by: "k" | "a"): Claim {
  const base = plain("H", { a: "H", k: "H", δ: "1" }, "H");
  const axis = {
    stride: ONE,
    dilation: ONE,
    before: ZERO,
    after: ZERO,
    kernel: poly("H"),
    input: poly("H"),
    windows: ONE,
    leftover: ZERO,
  };
  return claim(
    base,
    (before) => convolution({ name: "y", input: "a", kernel: "k", axes: [axis] }, before),
    gradientOf("y", "δ", by),
    array("w", "H", "h", product("", at("δ", "0"), at(by === "k" ? "a" : "k", "h"))),
  );
}

/** Each window's mean is a convolution by the kernel of ones, over K; so is the gradient. */
function averagePooling(isGradient: boolean): Claim {
  const axis = axisOf();
  const base = baseOf({ axes: [axis], channels: false }, [isGradient ? axis.input : axis.windows]);
  const mean: Maker = () => ({
    name: isGradient ? "y" : "g",
    shape: [axis.windows],
    index: ["p"],
    body: [{ ...product("u<K", at("a", "s*p + d*u - Pl")), over: poly("K") }],
  });
  const ones: Maker = () => ({
    name: "ones",
    shape: [poly("K")],
    index: ["u"],
    body: [{ ...product(""), over: poly("K") }],
  });
  const call = { kernel: "ones", axes: [axis] };
  return isGradient
    ? claim(base, mean, gradientOf("y", "δ", "a"), ones, (theory) =>
        transposedConvolution({ ...call, name: "w", input: "δ" }, theory),
      )
    : claim(base, mean, ones, (theory) => convolution({ ...call, name: "w", input: "a" }, theory));
}

/** E = (1/N) Σ (y − t)²: dE/dy = 2/N (y − t), by one product and by a square that has a name. */
function meanSquare(isNamed: boolean): Claim {
  const base = plain("N", { y: "N", t: "N" }, "N");
  const minus = { ...product("", at("t", "i")), coefficient: -1 };
  const square = product("i", at("r", "i"), at("r", "i"));
  const named = array("q", "N", "i", product("", at("r", "i"), at("r", "i")));
  const twice = (array: string, coefficient: number): Product => ({
    ...product("", at(array, "i")),
    coefficient,
    over: poly("N"),
  });
  return claim(
    base,
    array("r", "N", "i", product("", at("y", "i")), minus),
    ...(isNamed ? [named] : []),
    array("E", "", "", { ...(isNamed ? product("i", at("q", "i")) : square), over: poly("N") }),
    () => ({
      name: "g",
      shape: [poly("N")],
      index: ["i"],
      body: [product("", { kind: "derivative", of: [at("E")], by: at("y", "i") })],
    }),
    array("w", "N", "i", twice("y", 2), twice("t", -2)),
  );
}

/** y = conv(a, k) + a: dL/da = convᵀ(δ, k) + δ, whichever is written first. */
function residual(isFirst: boolean): Claim {
  const axis = axisOf();
  const base = baseOf({ axes: [axis], channels: false }, [axis.input]);
  const same = { ...axis, windows: axis.input };
  // The windows are as many as the entries, so that both can be added.
  const letters = axis.letters.filter(({ letter: name }) => name !== "O");
  const assumptions = assumptionsOf([{ ...same, letters }]);
  const parts = [product("", at("c", "i")), product("", at("a", "i"))];
  const sum = [product("", at("z", "i")), product("", at("δ", "i"))];
  return claim(
    {
      ...base,
      assumptions,
      arrays: base.arrays
        .map((one) => (one.name === "δ" ? { ...one, shape: [axis.input] } : one))
        .filter(({ name }) => name !== "x"),
    },
    (theory) => convolution({ name: "c", input: "a", kernel: "k", axes: [same] }, theory),
    array("y", "H", "i", ...parts),
    gradientOf("y", "δ", "a"),
    (theory) => transposedConvolution({ name: "z", input: "δ", kernel: "k", axes: [same] }, theory),
    array("w", "H", "i", ...(isFirst ? sum : sum.toReversed())),
  );
}

/** y[p] = Σ k[u]·k[p + u]: a tied kernel has two gradients, added. */
function autocorrelation(): Claim {
  const base = plain("K", { k: "K", δ: "K" }, "K");
  return claim(
    base,
    array("y", "K", "p", product("u", at("k", "u"), at("k", "p + u"))),
    gradientOf("y", "δ", "k"),
    array("w", "K", "u", product("p", at("δ", "p"), at("k", "u - p")), product("p", at("δ", "p"), at("k", "u + p"))),
  );
}

const BIASES = DIMENSIONS.filter(({ axes }) => axes.length < 3);

export const LAYERS: readonly Theorem[] = [
  ...BIASES.map(
    (setting): Theorem => ({ name: `the gradient by a bias is the sum of δ (${setting.name})`, ...bias(setting) }),
  ),
  {
    name: "the gradient by the kernel with batch and channels exchanges them (2-D)",
    ...kernelWithChannels(withFlooredLeftover([axisOf(), axisOf(1)])),
  },
  { name: "a fully connected layer's gradient by its weights", ...fullyConnected("W") },
  { name: "a fully connected layer's gradient by its input", ...fullyConnected("x") },
  { name: "a kernel as wide as its input: the gradient by the kernel", ...kernelAsWideAsInput("k") },
  { name: "a kernel as wide as its input: the gradient by the input", ...kernelAsWideAsInput("a") },
  { name: "average pooling is a convolution by 1/K", ...averagePooling(false) },
  { name: "the gradient of average pooling is the transposed convolution by 1/K", ...averagePooling(true) },
  { name: "the gradient of the mean square error", ...meanSquare(false) },
  { name: "the gradient of the mean of named squares", ...meanSquare(true) },
  { name: "the gradient of a residual block", ...residual(true) },
  { name: "the gradient of a residual block, the other way round", ...residual(false) },
  { name: "the gradient of an autocorrelation", ...autocorrelation() },
];
