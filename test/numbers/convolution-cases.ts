/**
 * Random convolutions in every way in which a worksheet can write them: paddings as numbers or as words, output_padding
 * or output_shape, bias, depthwise, kernels and inputs without their channels. What they are is said by the plain loops
 * of `convolutions.ts`; the words are put into numbers here, by the definitions of the frameworks.
 */
import fc from "fast-check";
import {
  type Axis,
  type Convolution,
  integers,
  outputSize,
  productsOf,
  shapesOf,
  valuesFor,
  withSame,
} from "../convolutions.ts";
import { bracketed, sizeOf } from "../helpers.ts";

export interface ConvolutionCase {
  readonly of: Convolution;
  /** The padding is written as a word. */
  readonly word: "valid" | "same" | "full" | undefined;
  /** The size of a transposed convolution is written as what is added, as what it comes to, or not at all. */
  readonly size: "output_padding" | "output_shape" | "neither";
  readonly depthwise: boolean;
  readonly bias: boolean;
  /** Which array leaves out its channels, each array having one. */
  readonly bare: "input" | "kernel" | undefined;
  /** One number is written for all axes where they are alike, and nothing where it is what holds anyhow. */
  readonly brief: boolean;
}

const reachOf = ({ kernel, dilation }: Axis): number => dilation * (kernel - 1) + 1;

function withWord(made: ConvolutionCase): ConvolutionCase {
  const { of, word } = made;
  const padded = (pad: (axis: Axis) => number): Convolution => ({
    ...of,
    axes: of.axes.map((axis) => ({ ...axis, before: pad(axis), after: pad(axis) })),
  });
  switch (word) {
    case undefined:
      return made;
    case "valid":
      return { ...made, of: padded(() => 0) };
    case "full":
      return { ...made, of: padded((axis) => reachOf(axis) - 1) };
    case "same":
      return of.transposed ? withTransposedSame(made) : { ...made, of: withSame(of) };
  }
}

/** The output of which the SAME convolution has the input's size: input times stride, or up to stride − 1 less. */
function withTransposedSame(made: ConvolutionCase): ConvolutionCase {
  const size = made.size === "output_shape" ? "output_shape" : "neither";
  const axes = made.of.axes.map((axis) => {
    const less = size === "output_shape" ? axis.extra % axis.stride : 0;
    const covered = axis.input * axis.stride - less;
    const total = Math.max(0, axis.stride * (axis.input - 1) + reachOf(axis) - covered);
    const padded = { ...axis, before: Math.floor(total / 2), after: Math.ceil(total / 2), extra: 0 };
    return { ...padded, extra: covered - outputSize(true, padded) };
  });
  return { ...made, size, of: { ...made.of, axes } };
}

function withSize(made: ConvolutionCase): ConvolutionCase {
  const { of, size, word } = made;
  if (!of.transposed) return { ...made, size: "neither" };
  if (word === "same") return made;
  const extraOf = ({ extra, stride }: Axis): number =>
    size === "neither" ? 0 : size === "output_shape" ? extra % stride : extra;
  return { ...made, of: { ...of, axes: of.axes.map((axis) => ({ ...axis, extra: extraOf(axis) })) } };
}

/** Only where the operator has it. */
function withChannels(made: ConvolutionCase): ConvolutionCase {
  const { of } = made;
  const depthwise = made.depthwise && of.axes.length === 2 && !of.transposed && of.channels;
  const inner = depthwise ? 1 : of.inner;
  const single = of.channels && !depthwise && of.groups === 1 && inner === 1 && of.outer === 1;
  const bare = single && (made.bare === "kernel" || of.batch === undefined) ? made.bare : undefined;
  return { ...made, of: { ...of, inner }, depthwise, bare };
}

const isLegal = ({ of: { transposed, axes }, size }: ConvolutionCase): boolean =>
  axes.every((axis) => {
    if (!transposed) return axis.input + axis.before + axis.after >= reachOf(axis);
    const isSmaller = axis.extra === 0 || axis.extra < Math.max(axis.stride, axis.dilation);
    return outputSize(true, axis) >= 1 && (size !== "output_padding" || isSmaller);
  });

/** `convolution`: of which convolutions. */
export function convolutionCases(convolution: fc.Arbitrary<Convolution>): fc.Arbitrary<ConvolutionCase> {
  const words = fc.constantFrom("valid" as const, "same" as const, "full" as const);
  return fc
    .record({
      of: convolution,
      word: fc.option(words, { nil: undefined, freq: 2 }),
      size: fc.constantFrom("output_padding" as const, "output_shape" as const, "neither" as const),
      depthwise: fc.boolean(),
      bias: fc.boolean(),
      bare: fc.constantFrom("input" as const, "kernel" as const, undefined),
      brief: fc.boolean(),
    })
    .map((made) => withChannels(withSize(withWord(made))))
    .filter(isLegal);
}

function operatorOf({ of, depthwise }: ConvolutionCase): string {
  return depthwise ? "depthwise_conv2d" : `${of.transposed ? "conv_transpose" : "conv"}${of.axes.length}d`;
}

function callOf(made: ConvolutionCase): string {
  const { flip, groups } = made.of;
  const options = [
    option(made, "stride", (axis) => axis.stride, 1),
    option(made, "dilation", (axis) => axis.dilation, 1),
    made.word === undefined ? paddingOf(made) : `padding="${made.word}"`,
    made.size === "output_padding" ? option(made, "output_padding", (axis) => axis.extra, 0) : "",
    made.size === "output_shape" ? option(made, "output_shape", (axis) => outputSize(true, axis)) : "",
    groups > 1 && !made.depthwise ? `groups=${groups}` : "",
    flip ? "flip=true" : "",
    made.bias ? "bias=b" : "",
  ];
  return `${operatorOf(made)}(${["a", "k", ...options.filter((text) => text !== "")].join(", ")})`;
}

function option(made: ConvolutionCase, name: string, read: (axis: Axis) => number, nothing?: number): string {
  const numbers = made.of.axes.map(read);
  const isUniform = made.brief && numbers.every((number) => number === numbers[0]);
  if (isUniform && numbers[0] === nothing) return "";
  return `${name}=${isUniform ? numbers[0] : `(${numbers.join(", ")},)`}`;
}

function paddingOf(made: ConvolutionCase): string {
  const isSymmetric = made.of.axes.every(({ before, after }) => before === after);
  if (made.brief && isSymmetric) return option(made, "padding", (axis) => axis.before, 0);
  return `padding=(${made.of.axes.map(({ before, after }) => `(${before}, ${after})`).join(", ")},)`;
}

/** The shapes as the worksheet declares them; those that leave out channels hold the same entries. */
function declaredShapes({ of, depthwise, bare }: ConvolutionCase): { a: number[]; k: number[]; b: number[] } {
  const { input, kernel } = shapesOf(of);
  const spatial = of.axes.map((axis) => axis.kernel);
  const isBare = { input: bare === "input", kernel: bare === "kernel" };
  return {
    a: isBare.input ? of.axes.map((axis) => axis.input) : input,
    k: isBare.kernel
      ? spatial
      : depthwise && of.layout === "nhwc"
        ? [...spatial, of.groups, of.outer] // output channel c·multiplier + m: the entries of [..., 1, Cin·multiplier]
        : kernel,
    b: [of.groups * of.outer],
  };
}

/** A case with numbers: what the worksheet gives, and what plain loops make of it. */
export interface WorkedCase {
  readonly made: ConvolutionCase;
  /** The operator. */
  readonly kind: string;
  /** The configuration, without numbers. */
  readonly configuration: string;
  /** Asks for `y` and for the gradients of a loss with respect to `a`, `k` and, where there is one, `b`. */
  readonly worksheet: string;
  readonly given: Given;
  readonly expected: Readonly<Record<string, readonly number[]>>;
}

interface Given {
  readonly a: readonly number[];
  readonly k: readonly number[];
  readonly b?: readonly number[];
  readonly delta: readonly number[];
}

export function workOut(made: ConvolutionCase, seed: number): WorkedCase {
  const { of, bias } = made;
  const shapes = declaredShapes(made);
  const { output } = shapesOf(of);
  const given: Given = {
    ...valuesFor(of, seed),
    ...(bias && { b: integers(sizeOf(shapes.b), seed + 3) }),
    delta: integers(sizeOf(output), seed + 2),
  };
  const wrt = bias ? (["a", "k", "b"] as const) : (["a", "k"] as const);
  const head = [`layout ${of.layout}`, ...wrt.map((name) => `tensor ${name}[${shapes[name]}]`), `y = ${callOf(made)}`];
  const values = wrt.map((name) => `given ${name} = ${bracketed(given[name] ?? [], shapes[name])}`);
  const requests = ["expand y", ...wrt.map((name) => `gradient L wrt ${name}`)];
  const loss = ["loss L(y)", `given delta = ${bracketed(given.delta, output)}`];
  return {
    made,
    kind: operatorOf(made),
    configuration: head.join("\n"),
    worksheet: [...head, ...loss, ...values, ...requests].join("\n"),
    given,
    expected: byPlainLoops(of, given),
  };
}

function byPlainLoops(of: Convolution, { a, k, b, delta }: Given): WorkedCase["expected"] {
  const zeros = (values: readonly number[]): number[] => values.map(() => 0);
  const sums = { y: zeros(delta), a: zeros(a), k: zeros(k) };
  const add = (array: number[], at: number, value: number): void => {
    array[at] = (array[at] as number) + value;
  };
  for (const [y, u, m] of productsOf(of)) {
    add(sums.y, y, (k[u] as number) * (a[m] as number));
    add(sums.a, m, (delta[y] as number) * (k[u] as number));
    add(sums.k, u, (delta[y] as number) * (a[m] as number));
  }
  if (b === undefined) return sums;
  const slopes = zeros(b);
  delta.forEach((slope, y) => {
    const channel = channelOf(of, y);
    add(sums.y, y, b[channel] as number);
    add(slopes, channel, slope);
  });
  return { ...sums, b: slopes };
}

/** Of an output entry: those of one channel stand together under nchw, and every so many entries under nhwc. */
export function channelOf(of: Convolution, y: number): number {
  const channels = of.groups * of.outer;
  const size = of.axes.reduce((product, axis) => product * outputSize(of.transposed, axis), 1);
  return of.layout === "nhwc" ? y % channels : Math.floor(y / size) % channels;
}

/** With all axes, batch and channels included; the entries are the same. */
export function wholeShapes(of: Convolution): { a: number[]; k: number[]; b: number[] } {
  const { input: a, kernel: k } = shapesOf({ ...of, batch: of.batch ?? 1, channels: true });
  return { a, k, b: [of.groups * of.outer] };
}
