/** The statements that the tests prove: each for every size that its letters allow. */
import {
  type Axis,
  convolution,
  define,
  dilated,
  gradient,
  inner,
  rearranged,
  transposedConvolution,
} from "../../src/calculus/operators.ts";
import type { Statement } from "../../src/calculus/prove.ts";
import { type Definition, entry, type Theory } from "../../src/calculus/sums.ts";
import { add, letter, multiply, ONE, type Polynomial, subtract, ZERO } from "../../src/sizes/polynomial.ts";
import { assumptionsOf, axisOf, CHANNEL_LETTERS, CHANNELS, defining, poly } from "./theories.ts";

export interface Theorem {
  readonly name: string;
  readonly statement: Statement;
  readonly theory: Theory;
}

type Maker = (theory: Theory) => Definition;
export type LetterAxis = ReturnType<typeof axisOf>;

export interface Setting {
  readonly axes: readonly LetterAxis[];
  readonly channels: boolean;
}

export const DIMENSIONS: readonly (Setting & { readonly name: string })[] = [
  { name: "1-D", axes: [axisOf()], channels: false },
  { name: "2-D", axes: [axisOf(), axisOf(1)], channels: false },
  { name: "1-D, batch, channels, groups", axes: [axisOf()], channels: true },
  { name: "2-D, batch, channels, groups", axes: [axisOf(), axisOf(1)], channels: true },
  { name: "3-D", axes: [axisOf(), axisOf(1), axisOf(2)], channels: false },
];

const channelsOf = ({ channels }: Setting) => (channels ? { channels: CHANNELS } : {});

/** Shapes of what a convolution reads, of its kernel and of what it gives. */
export function shapesOf({ axes, channels }: Setting): Record<"input" | "kernel" | "output", readonly Polynomial[]> {
  const lead = (...texts: readonly string[]) => (channels ? texts.map(poly) : []);
  return {
    input: [...lead("N", "G*Ci"), ...axes.map((axis) => axis.input)],
    kernel: [...lead("G*Co", "Ci"), ...axes.map((axis) => axis.kernel)],
    output: [...lead("N", "G*Co"), ...axes.map((axis) => axis.windows)],
  };
}

const INDICES = ["m", "j", "e", "f", "h"];

/** Arrays a, k, δ (of y's shape) and ε (of a's), x (of y's), and the free indices of an array of that shape. */
export function baseOf(setting: Setting, of: readonly Polynomial[]): Theory {
  const { input, kernel, output } = shapesOf(setting);
  return {
    assumptions: assumptionsOf(setting.axes, setting.channels ? CHANNEL_LETTERS : []),
    arrays: [
      { name: "a", shape: input },
      { name: "k", shape: kernel },
      { name: "δ", shape: output },
      { name: "ε", shape: input },
      { name: "x", shape: output },
    ],
    definitions: [],
    free: of.map((size, axis) => ({ letter: INDICES[axis] ?? "", size })),
  };
}

export const y =
  (setting: Setting): Maker =>
  (theory) =>
    convolution({ name: "y", input: "a", kernel: "k", axes: setting.axes, ...channelsOf(setting) }, theory);

export const transposed =
  (setting: Setting, name: string, input: string): Maker =>
  (theory) =>
    transposedConvolution({ name, input, kernel: "k", axes: setting.axes, ...channelsOf(setting) }, theory);

/** Dilation·(kernel − 1) less the padding before, and less that after with the leftover added. */
export function stuffedAxis(axis: Axis): Axis {
  const reach = multiply(axis.dilation, subtract(axis.kernel, ONE));
  return {
    stride: ONE,
    dilation: axis.dilation,
    before: subtract(reach, axis.before),
    after: add(subtract(reach, axis.after), axis.leftover),
    kernel: axis.kernel,
    input: add(multiply(axis.stride, subtract(axis.windows, ONE)), ONE),
    windows: axis.input,
    leftover: ZERO,
  };
}

/** The kernel turned on every spatial axis, with the channels of both sides exchanged within each group. */
export const turnedKernel =
  (setting: Setting): Maker =>
  (theory) => {
    const turn = (index: readonly Polynomial[]) =>
      index.map((at, axis) => subtract(subtract(setting.axes[axis]?.kernel ?? ONE, ONE), at));
    const sizes = setting.axes.map((axis) => axis.kernel);
    if (!setting.channels) return rearranged("turned", "k", sizes, turn, theory);
    const v = sizes.map((size, axis) => ({ letter: `v${axis}`, size }));
    const loops = [
      { letter: "g", size: poly("G") },
      { letter: "o", size: poly("Co") },
      { letter: "c", size: poly("Ci") },
      ...v,
    ];
    const at = v.map((loop) => letter(loop.letter));
    const factors = [entry("k", poly("g*Co + o"), poly("c"), ...turn(at))];
    const output = [poly("g*Ci + c"), poly("o"), ...at];
    return define("turned", [poly("G*Ci"), poly("Co"), ...sizes], { loops, output, factors }, theory);
  };

export const stuffed =
  (setting: Setting): Maker =>
  (theory) => {
    const lead = setting.channels ? [ONE, ONE] : [];
    return dilated("stuffed", "δ", [...lead, ...setting.axes.map((axis) => axis.stride)], theory);
  };

export const byZeroStuffing =
  (setting: Setting, change: (axis: Axis) => Axis = (axis) => axis): Maker =>
  (theory) => {
    const channels = { ...CHANNELS, near: CHANNELS.far, far: CHANNELS.near };
    const axes = setting.axes.map((axis) => change(stuffedAxis(axis)));
    const call = { name: "w", input: "stuffed", kernel: "turned", axes };
    return convolution(setting.channels ? { ...call, channels } : call, theory);
  };

function inputGradient(setting: Setting): Omit<Theorem, "name"> {
  const theory = defining(
    baseOf(setting, shapesOf(setting).input),
    y(setting),
    (before) => gradient("g", "y", "δ", "a", before),
    transposed(setting, "z", "δ"),
  );
  return { statement: { left: "g", right: "z" }, theory };
}

function zeroStuffing(setting: Setting): Omit<Theorem, "name"> {
  const theory = defining(
    baseOf(setting, shapesOf(setting).input),
    transposed(setting, "z", "δ"),
    stuffed(setting),
    turnedKernel(setting),
    byZeroStuffing(setting),
  );
  return { statement: { left: "z", right: "w" }, theory };
}

function adjoint(setting: Setting): Omit<Theorem, "name"> {
  const theory = defining(
    baseOf(setting, []),
    y(setting),
    transposed(setting, "z", "δ"),
    (before) => inner("left", "y", "δ", before),
    (before) => inner("right", "a", "z", before),
  );
  return { statement: { left: "left", right: "right" }, theory };
}

function transposedInputGradient(setting: Setting): Omit<Theorem, "name"> {
  const theory = defining(
    baseOf(setting, shapesOf(setting).output),
    transposed(setting, "z", "x"),
    (before) => gradient("g", "z", "ε", "x", before),
    (before) => convolution({ name: "w", input: "ε", kernel: "k", axes: setting.axes, ...channelsOf(setting) }, before),
  );
  return { statement: { left: "g", right: "w" }, theory };
}

/** Axes whose leftover is d·t + q with 0 ≤ q < d, so that t is ⌊ρ/d⌋. */
export function withFlooredLeftover(axes: readonly LetterAxis[]): readonly LetterAxis[] {
  return axes.map((axis) => {
    const [r] = axis.leftover;
    const suffix = (r?.letters[0] ?? "").slice(1);
    const [t, q] = [`t${suffix}`, `q${suffix}`];
    const letters = axis.letters.filter((other) => other.letter !== `r${suffix}`);
    return {
      ...axis,
      letters: [{ letter: t, atLeast: 0 }, { letter: q, atLeast: 0 }, ...letters],
      leftover: add(multiply(axis.dilation, letter(t)), letter(q)),
    };
  });
}

/** Padded `of` correlated with `by`, stride and dilation exchanged, and of it the first K entries. */
export function correlated(setting: Setting, of: string, by: string): readonly Maker[] {
  const { axes } = setting;
  const floors = axes.map((axis) => letter(axis.letters[0]?.letter ?? ""));
  const padded = axes.map((axis) => add(axis.before, axis.input, axis.after));
  const exchanged = axes.map(
    (axis, number): Axis => ({
      stride: axis.dilation,
      dilation: axis.stride,
      before: ZERO,
      after: ZERO,
      kernel: axis.windows,
      input: padded[number] ?? ONE,
      windows: add(axis.kernel, floors[number] ?? ZERO),
      leftover: letter(axis.letters[1]?.letter ?? ""),
    }),
  );
  const pad = (index: readonly Polynomial[]) => index.map((at, axis) => subtract(at, axes[axis]?.before ?? ZERO));
  return [
    (theory) => rearranged("padded", of, padded, pad, theory),
    (theory) => convolution({ name: "whole", input: "padded", kernel: by, axes: exchanged }, theory),
    (theory) =>
      rearranged(
        "w",
        "whole",
        axes.map((axis) => axis.kernel),
        (index) => index,
        theory,
      ),
  ];
}

function withRemainders({ assumptions, ...theory }: Theory, axes: readonly LetterAxis[]): Theory {
  const below = axes.map((axis) => subtract(subtract(axis.dilation, letter(axis.letters[1]?.letter ?? "")), ONE));
  return { ...theory, assumptions: { ...assumptions, nonnegative: [...assumptions.nonnegative, ...below] } };
}

function kernelGradient(plain: Setting, isTransposed: boolean): Omit<Theorem, "name"> {
  const setting = { ...plain, axes: withFlooredLeftover(plain.axes) };
  const base = withRemainders(baseOf(setting, shapesOf(setting).kernel), setting.axes);
  const [of, delta, operand] = isTransposed ? ["ε", "ε", "x"] : ["a", "δ", "δ"];
  const theory = defining(
    base,
    isTransposed ? transposed(setting, "y", "x") : y(setting),
    (before) => gradient("g", "y", delta, "k", before),
    ...correlated(setting, of, operand),
  );
  return { statement: { left: "g", right: "w" }, theory };
}

/** dL/dk[o, c, u] = Σ over n, p of δ[n, o, p]·a[n, c, s·p + d·u − P], as a convolution with batch and channels exchanged. */
function kernelGradientWithChannels(): Omit<Theorem, "name"> {
  const setting: Setting = { axes: withFlooredLeftover([axisOf()]), channels: true };
  const [axis] = setting.axes as [LetterAxis];
  const channels = { ...CHANNELS, groups: ONE };
  const base = withRemainders(baseOf(setting, [poly("Co"), poly("Ci"), poly("K")]), setting.axes);
  const arrays = [
    { name: "a", shape: [poly("N"), poly("Ci"), poly("H")] },
    { name: "k", shape: [poly("Co"), poly("Ci"), poly("K")] },
    { name: "δ", shape: [poly("N"), poly("Co"), poly("O")] },
  ];
  const swap = ([n = ZERO, c = ZERO, ...rest]: readonly Polynomial[]) => [c, n, ...rest];
  const exchanged: Axis = {
    ...axis,
    stride: axis.dilation,
    dilation: axis.stride,
    kernel: axis.windows,
    windows: poly("K + t"),
    leftover: poly("q"),
  };
  const roles = { batch: poly("Ci"), groups: ONE, near: poly("Co"), far: poly("N") };
  const theory = defining(
    { ...base, arrays },
    (before) => convolution({ name: "y", input: "a", kernel: "k", axes: [axis], channels }, before),
    (before) => gradient("g", "y", "δ", "k", before),
    (before) => rearranged("aT", "a", [poly("Ci"), poly("N"), poly("H")], swap, before),
    (before) => rearranged("δT", "δ", [poly("Co"), poly("N"), poly("O")], swap, before),
    (before) => convolution({ name: "v", input: "aT", kernel: "δT", axes: [exchanged], channels: roles }, before),
    (before) => rearranged("w", "v", [poly("Co"), poly("Ci"), poly("K")], swap, before),
  );
  return { statement: { left: "g", right: "w" }, theory };
}

/** Back-propagation through two layers: two transposed convolutions. */
function twoLayers(): Omit<Theorem, "name"> {
  const first = axisOf();
  const plain = axisOf(1);
  const letters = plain.letters.filter((other) => other.letter !== "H1");
  const second = { ...plain, input: first.windows, letters };
  const base = baseOf({ axes: [first], channels: false }, [poly("H")]);
  const arrays = [
    { name: "a", shape: [poly("H")] },
    { name: "k", shape: [poly("K")] },
    { name: "l", shape: [poly("K1")] },
    { name: "δ", shape: [poly("O1")] },
  ];
  const theory = defining(
    { ...base, arrays, assumptions: assumptionsOf([first, second]) },
    (before) => convolution({ name: "y", input: "a", kernel: "k", axes: [first] }, before),
    (before) => convolution({ name: "x", input: "y", kernel: "l", axes: [second] }, before),
    (before) => gradient("g", "x", "δ", "a", before),
    (before) => transposedConvolution({ name: "v", input: "δ", kernel: "l", axes: [second] }, before),
    (before) => transposedConvolution({ name: "w", input: "v", kernel: "k", axes: [first] }, before),
  );
  return { statement: { left: "g", right: "w" }, theory };
}

const FAMILIES: readonly (readonly [string, (setting: Setting) => Omit<Theorem, "name">])[] = [
  ["the gradient by the input is the transposed convolution of δ", inputGradient],
  ["the transposed convolution is a convolution of the zero-stuffed δ by the turned kernel", zeroStuffing],
  ["the transposed convolution is the adjoint of the convolution", adjoint],
  ["the gradient of a transposed convolution by its input is the convolution", transposedInputGradient],
];

export const THEOREMS: readonly Theorem[] = [
  ...FAMILIES.flatMap(([name, make]) =>
    DIMENSIONS.map((setting): Theorem => ({ name: `${name} (${setting.name})`, ...make(setting) })),
  ),
  ...DIMENSIONS.filter(({ channels }) => !channels).flatMap((setting): readonly Theorem[] => [
    {
      name: `the gradient by the kernel is the correlation of padded input and δ (${setting.name})`,
      ...kernelGradient(setting, false),
    },
    {
      name: `the gradient of a transposed convolution by its kernel is the correlation (${setting.name})`,
      ...kernelGradient(setting, true),
    },
  ]),
  { name: "the gradient by the kernel with batch and channels exchanges them", ...kernelGradientWithChannels() },
  { name: "back-propagation through two layers is two transposed convolutions", ...twoLayers() },
];
