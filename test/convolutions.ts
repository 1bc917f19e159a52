/**
 * Random convolutions, and what they are by plain loops: y[p] = Σ k[u] a[s·p + d·u − P], channel by channel.
 * This is a second definition, which shares nothing with that of the program.
 */
import fc from "fast-check";
import { bracketed, sizeOf } from "./helpers.ts";

export interface Axis {
  readonly input: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  readonly after: number;
  /** Only of a transposed convolution. */
  readonly extra: number;
}

export interface Convolution {
  readonly transposed: boolean;
  readonly flip: boolean;
  readonly layout: "nchw" | "nhwc";
  /** Absent where the input has no such axis. */
  readonly batch: number | undefined;
  /** Whether the arrays have channels; groups, inputs of a group and outputs of a group. */
  readonly channels: boolean;
  readonly groups: number;
  readonly inner: number;
  readonly outer: number;
  readonly axes: readonly Axis[];
}

const axis = (largest: number): fc.Arbitrary<Axis> =>
  fc.record({
    input: fc.integer({ min: 1, max: largest }),
    kernel: fc.integer({ min: 1, max: Math.min(3, largest) }),
    stride: fc.integer({ min: 1, max: 3 }),
    dilation: fc.integer({ min: 1, max: 2 }),
    before: fc.integer({ min: -2, max: 3 }),
    after: fc.integer({ min: -2, max: 3 }),
    extra: fc.integer({ min: 0, max: 2 }),
  });

export function outputSize(
  transposed: boolean,
  { input, kernel, stride, dilation, before, after, extra }: Axis,
): number {
  const reach = dilation * (kernel - 1) + 1;
  return transposed
    ? stride * (input - 1) + reach - before - after + extra
    : Math.floor((input + before + after - reach) / stride) + 1;
}

function isLegal({ transposed, axes }: Convolution): boolean {
  return axes.every((axis) => {
    const { input, kernel, stride, dilation, before, after, extra } = axis;
    if (transposed) return outputSize(true, axis) >= 1 && (extra === 0 || extra < Math.max(stride, dilation));
    return input + before + after >= dilation * (kernel - 1) + 1;
  });
}

/** Of one to three axes; small enough that all Jacobians are compared entry by entry. */
export const convolution: fc.Arbitrary<Convolution> = fc
  .integer({ min: 1, max: 3 })
  .chain((rank) =>
    fc.record({
      transposed: fc.boolean(),
      flip: fc.boolean(),
      layout: fc.constantFrom("nchw" as const, "nhwc" as const),
      batch: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined, freq: 2 }),
      channels: fc.boolean(),
      groups: fc.integer({ min: 1, max: 2 }),
      inner: fc.integer({ min: 1, max: 2 }),
      outer: fc.integer({ min: 1, max: 2 }),
      axes: fc.array(axis(rank === 1 ? 7 : rank === 2 ? 4 : 3), { minLength: rank, maxLength: rank }),
    }),
  )
  .map((made) => (made.channels ? made : { ...made, batch: undefined, groups: 1, inner: 1, outer: 1 }))
  .filter(isLegal);

/** With the padding of TensorFlow's SAME: ⌈H/s⌉ outputs, and of an odd number of zeros one more at the end. */
export function withSame(of: Convolution): Convolution {
  const axes = of.axes.map((axis) => {
    const { input, kernel, stride, dilation } = axis;
    const total = Math.max(0, (Math.ceil(input / stride) - 1) * stride + dilation * (kernel - 1) + 1 - input);
    return { ...axis, before: Math.floor(total / 2), after: Math.ceil(total / 2) };
  });
  return { ...of, axes };
}

/** An array's shape by layout: batch and channels where it has them. */
function placed(of: Convolution, channels: number, spatial: readonly number[]): number[] {
  const batch = of.batch === undefined ? [] : [of.batch];
  const channel = of.channels ? [channels] : [];
  return of.layout === "nhwc" ? [...batch, ...spatial, ...channel] : [...batch, ...channel, ...spatial];
}

export function shapesOf(of: Convolution): { input: number[]; kernel: number[]; output: number[] } {
  const { transposed, layout, groups, inner, outer, axes } = of;
  const kernels = axes.map(({ kernel }) => kernel);
  // nchw: [Cout, Cin/groups, ...], transposed [Cin, Cout/groups, ...]; nhwc has the same two at the end, exchanged.
  const pair = transposed ? [groups * inner, outer] : [groups * outer, inner];
  const kernel = !of.channels
    ? kernels
    : layout === "nhwc"
      ? [...kernels, ...pair.toReversed()]
      : [...pair, ...kernels];
  return {
    input: placed(
      of,
      groups * inner,
      axes.map(({ input }) => input),
    ),
    kernel,
    output: placed(
      of,
      groups * outer,
      axes.map((one) => outputSize(transposed, one)),
    ),
  };
}

const list = (items: readonly unknown[]): string => `(${items.join(", ")},)`;

/** The call as a worksheet writes it. */
export function callOf(of: Convolution, input = "a", kernel = "k"): string {
  const { transposed, flip, groups, axes } = of;
  const options = [
    `stride=${list(axes.map(({ stride }) => stride))}`,
    `dilation=${list(axes.map(({ dilation }) => dilation))}`,
    `padding=${list(axes.map(({ before, after }) => `(${before}, ${after})`))}`,
    ...(transposed ? [`output_padding=${list(axes.map(({ extra }) => extra))}`] : []),
    ...(groups > 1 ? [`groups=${groups}`] : []),
    ...(flip ? ["flip=true"] : []),
  ];
  return `${transposed ? "conv_transpose" : "conv"}${axes.length}d(${input}, ${kernel}, ${options.join(", ")})`;
}

export function worksheetOf(of: Convolution, values?: { a: readonly number[]; k: readonly number[] }): string {
  const { input, kernel } = shapesOf(of);
  const given = (numbers: readonly number[] | undefined, shape: readonly number[]): string =>
    numbers === undefined ? "" : ` = ${bracketed(numbers, shape)}`;
  return (
    `layout ${of.layout}\ntensor a[${input}]${given(values?.a, input)}\n` +
    `tensor k[${kernel}]${given(values?.k, kernel)}\ny = ${callOf(of)}`
  );
}

/** All index tuples below the sizes, in row-major order. */
export function* pointsOf(sizes: readonly number[]): Generator<number[]> {
  const [size, ...rest] = sizes;
  if (size === undefined) yield [];
  else for (let index = 0; index < size; index++) for (const point of pointsOf(rest)) yield [index, ...point];
}

export function flatIn(shape: readonly number[], place: readonly number[]): number {
  return place.reduce((flat, index, axis) => flat * (shape[axis] as number) + index, 0);
}

/** Every product: the row-major numbers of its output, kernel and input entries. */
export function* productsOf(of: Convolution): Generator<readonly [y: number, k: number, a: number]> {
  const { transposed, flip, groups, inner, outer, axes } = of;
  const { input, kernel, output } = shapesOf(of);
  const wide = axes.map((one) => (transposed ? outputSize(true, one) : one.input));
  const windows = axes.map((one) => (transposed ? one.input : outputSize(false, one)));
  const kernels = axes.map((one) => one.kernel);
  const at = (batch: number, channel: number, spatial: readonly number[]): number[] => {
    const first = of.batch === undefined ? [] : [batch];
    const second = of.channels ? [channel] : [];
    return of.layout === "nhwc" ? [...first, ...spatial, ...second] : [...first, ...second, ...spatial];
  };
  for (const [n = 0, g = 0, i = 0, o = 0] of pointsOf([of.batch ?? 1, groups, inner, outer]))
    for (const p of pointsOf(windows))
      for (const u of pointsOf(kernels)) {
        const q = axes.map(
          ({ stride, dilation, before }, axis) =>
            stride * (p[axis] as number) + dilation * (u[axis] as number) - before,
        );
        if (q.some((place, axis) => place < 0 || place >= (wide[axis] as number))) continue;
        const turned = flip ? u.map((place, axis) => (kernels[axis] as number) - 1 - place) : u;
        const pair = transposed ? [g * inner + i, o] : [g * outer + o, i];
        const kernelPlace = !of.channels
          ? turned
          : of.layout === "nhwc"
            ? [...turned, ...pair.toReversed()]
            : [...pair, ...turned];
        const [from, to] = transposed ? [p, q] : [q, p];
        yield [
          flatIn(output, at(n, g * outer + o, to)),
          flatIn(kernel, kernelPlace),
          flatIn(input, at(n, g * inner + i, from)),
        ];
      }
}

/** So many small integers, not all alike. */
export function integers(count: number, seed: number): number[] {
  return Array.from({ length: count }, (_, index) => ((index * 7919 + seed * 104729 + index * index * 31) % 19) - 9);
}

export function valuesFor(of: Convolution, seed: number): { a: number[]; k: number[] } {
  const { input, kernel } = shapesOf(of);
  return { a: integers(sizeOf(input), seed), k: integers(sizeOf(kernel), seed + 1) };
}
