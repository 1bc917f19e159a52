/**
 * Convolutions and poolings by TensorFlow.js: its own functions with its own arguments wherever it has them. What it
 * has not (groups, crops, another layout) is put around them. Arrays have all their axes.
 */
import * as tf from "@tensorflow/tfjs";
import { type Convolution, outputSize } from "../convolutions.ts";
import { type Pooling, windowsIn } from "./pooling-cases.ts";

export async function startTensorflow(): Promise<void> {
  tf.env().set("IS_TEST", true);
  await tf.setBackend("cpu");
}

type Pair = readonly [before: number, after: number];
type Word = "valid" | "same" | "full" | undefined;

/** TensorFlow.js takes a stride or a dilation, not both, and has no transposed convolution with dilation. */
export function isInTensorflow({ transposed, axes }: Convolution): boolean {
  const isDilated = axes.some(({ dilation }) => dilation > 1);
  return !isDilated || (!transposed && axes.every(({ stride }) => stride === 1));
}

/** It has no gradients of dilated convolutions, nor of transposed ones over three axes. */
export function hasGradients({ transposed, axes }: Convolution): boolean {
  return axes.every(({ dilation }) => dilation === 1) && !(transposed && axes.length === 3);
}

function channelsLast(x: tf.Tensor, layout: "nchw" | "nhwc"): tf.Tensor {
  const spatial = Array.from({ length: x.rank - 2 }, (_, axis) => axis + 2);
  return layout === "nhwc" ? x : tf.transpose(x, [0, ...spatial, 1]);
}

function inLayout(x: tf.Tensor, layout: "nchw" | "nhwc"): tf.Tensor {
  const spatial = Array.from({ length: x.rank - 2 }, (_, axis) => axis + 1);
  return layout === "nhwc" ? x : tf.transpose(x, [0, x.rank - 1, ...spatial]);
}

/** Zeros first, and then the crop, which may be more than the array alone has. */
function pad(x: tf.Tensor, pairs: readonly Pair[], value = 0): tf.Tensor {
  const all: readonly Pair[] = [[0, 0], ...pairs, [0, 0]];
  const padded = tf.pad(
    x,
    all.map(([before, after]) => [Math.max(0, before), Math.max(0, after)]),
    value,
  );
  const begin = all.map(([before]) => Math.max(0, -before));
  return tf.slice(
    padded,
    begin,
    padded.shape.map((size, axis) => size - (begin[axis] as number) - Math.max(0, -(all[axis] as Pair)[1])),
  );
}

const isPad = ([before, after]: Pair): boolean => before >= 0 && after >= 0;
const explicit = ([height, width]: readonly Pair[]): "valid" =>
  [[0, 0], [...(height as Pair)], [...(width as Pair)], [0, 0]] as unknown as "valid";

export function convolve(of: Convolution, word: Word, a: tf.Tensor, k: tf.Tensor, b?: tf.Tensor): tf.Tensor {
  const rank = of.axes.length;
  const spatial = Array.from({ length: rank }, (_, axis) => axis);
  const kernel = of.layout === "nhwc" ? k : tf.transpose(k, [...spatial.map((axis) => axis + 2), 1, 0]);
  const turned = of.flip ? tf.reverse(kernel, spatial) : kernel;
  const inputs = groupsOf(channelsLast(a, of.layout), of.groups);
  const kernels = groupsOf(turned, of.groups);
  const one = of.transposed ? transposedGroup : plainGroup;
  const parts = inputs.map((x, group) => one(of, word, x, kernels[group] as tf.Tensor));
  const y = parts.length === 1 ? (parts[0] as tf.Tensor) : tf.concat(parts, -1);
  return inLayout(b === undefined ? y : tf.add(y, b), of.layout);
}

/** `tf.split` into one part has no gradient. */
function groupsOf(x: tf.Tensor, groups: number): tf.Tensor[] {
  return groups === 1 ? [x] : tf.split(x, groups, -1);
}

function plainGroup({ axes }: Convolution, word: Word, a: tf.Tensor, k: tf.Tensor): tf.Tensor {
  const pairs = axes.map(({ before, after }): Pair => [before, after]);
  const strides = axes.map(({ stride }) => stride);
  const dilations = axes.map(({ dilation }) => dilation);
  const isSame = word === "same" && isSameInTensorflow(axes);
  // Over two axes it takes any padding; else the zeros are put around the input.
  const isExplicit = axes.length === 2 && pairs.every(isPad);
  const padding = isSame ? "same" : isExplicit ? explicit(pairs) : "valid";
  const x = isSame || isExplicit ? a : pad(a, pairs);
  switch (axes.length) {
    case 1:
      return tf.conv1d(x as tf.Tensor3D, k as tf.Tensor3D, strides[0] as number, padding, "NWC", dilations[0]);
    case 2:
      return tf.conv2d(x as tf.Tensor4D, k as tf.Tensor4D, strides as [number, number], padding, "NHWC", [
        dilations[0] as number,
        dilations[1] as number,
      ]);
    default:
      return tf.conv3d(
        x as tf.Tensor5D,
        k as tf.Tensor5D,
        strides as [number, number, number],
        padding,
        "NDHWC",
        dilations as [number, number, number],
      );
  }
}

/** Over three axes its SAME crops where the stride is greater than the kernel, which TensorFlow's does not. */
function isSameInTensorflow(axes: Convolution["axes"]): boolean {
  return axes.length < 3 || axes.every(({ kernel, stride, dilation }) => stride <= dilation * (kernel - 1) + 1);
}

function transposedGroup({ axes, outer }: Convolution, word: Word, x: tf.Tensor, k: tf.Tensor): tf.Tensor {
  if (axes.length === 1) return transposedRow({ axes, outer } as Convolution, word, x, k);
  const strides = axes.map(({ stride }) => stride);
  const pairs = axes.map(({ before, after }): Pair => [before, after]);
  const isSame = word === "same" && isSameInTensorflow(axes);
  const isSized = axes.every(({ extra, stride }) => extra < stride);
  const isExplicit = axes.length === 2 && pairs.every(isPad) && isSized;
  const whole = axes.map((axis) => outputSize(true, { ...axis, before: 0, after: 0, extra: 0 }));
  const sizes = isSame || isExplicit ? axes.map((axis) => outputSize(true, axis)) : whole;
  const shape = [x.shape[0] as number, ...sizes, outer];
  const padding = isSame ? "same" : isExplicit ? explicit(pairs) : "valid";
  const y =
    axes.length === 2
      ? tf.conv2dTranspose(x as tf.Tensor4D, k as tf.Tensor4D, shape as never, strides as [number, number], padding)
      : tf.conv3dTranspose(x as tf.Tensor5D, k as tf.Tensor5D, shape as never, strides as never, padding);
  if (isSame || isExplicit) return y;
  return pad(
    y,
    axes.map(({ before, after, extra }): Pair => [-before, extra - after]),
  );
}

/** Over one axis as over two, the other having one entry. */
function transposedRow(of: Convolution, word: Word, x: tf.Tensor, k: tf.Tensor): tf.Tensor {
  const single = { input: 1, kernel: 1, stride: 1, dilation: 1, before: 0, after: 0, extra: 0 };
  const square: Convolution = { ...of, axes: [single, ...of.axes] };
  return tf.squeeze(transposedGroup(square, word, tf.expandDims(x, 1), tf.expandDims(k, 0)), [1]);
}

export function depthwise(of: Convolution, word: Word, a: tf.Tensor, k: tf.Tensor, b?: tf.Tensor): tf.Tensor {
  const [first, second] = of.axes as [Convolution["axes"][0], Convolution["axes"][0]];
  // [Cin·multiplier, 1, ...] or [..., 1, Cin·multiplier], for [..., Cin, multiplier].
  const kernel = of.layout === "nhwc" ? k : tf.transpose(k, [2, 3, 1, 0]);
  const w = tf.reshape(kernel, [first.kernel, second.kernel, of.groups, of.outer]) as tf.Tensor4D;
  const turned = of.flip ? tf.reverse(w, [0, 1]) : w;
  const pairs = of.axes.map(({ before, after }): Pair => [before, after]);
  const isExplicit = word !== "same" && pairs.every(isPad);
  const padding = word === "same" ? "same" : isExplicit ? explicit(pairs) : "valid";
  const x = channelsLast(a, of.layout);
  const y = tf.depthwiseConv2d(
    (padding === "valid" ? pad(x, pairs) : x) as tf.Tensor4D,
    turned,
    [first.stride, second.stride],
    padding,
    "NHWC",
    [first.dilation, second.dilation],
  );
  return inLayout(b === undefined ? y : tf.add(y, b), of.layout);
}

/** Its means never count the padding; where they shall, the zeros are put around the input. */
export function pool(of: Pooling, a: tf.Tensor): tf.Tensor {
  const rank = of.axes.length;
  const single = { input: 1, kernel: 1, stride: 1, before: 0, after: 0 };
  const axes = rank === 1 ? [single, ...of.axes] : of.axes;
  const x = rank === 1 ? tf.expandDims(channelsLast(a, of.layout), 1) : channelsLast(a, of.layout);
  const pairs = axes.map(({ before, after }): Pair => [before, after]);
  const [kernel, strides] = [axes.map((axis) => axis.kernel), axes.map((axis) => axis.stride)];
  const isSame = of.word === "same" && axes.every((axis) => axis.stride <= axis.kernel);
  const isCounted = of.type === "avg" && of.includesPadding;
  const isExplicit = axes.length === 2 && pairs.every(isPad);
  const padding = isCounted ? "valid" : isSame ? "same" : isExplicit ? explicit(pairs) : "valid";
  const whole = padding === "valid" ? pad(x, pairs, of.type === "max" ? -Infinity : 0) : x;
  const [plane, space] = of.type === "max" ? [tf.maxPool, tf.maxPool3d] : [tf.avgPool, tf.avgPool3d];
  const y =
    axes.length === 2
      ? plane(whole as tf.Tensor4D, kernel as [number, number], strides as [number, number], padding)
      : space(whole as tf.Tensor5D, kernel as never, strides as never, padding);
  return inLayout(rank === 1 ? tf.squeeze(y, [1]) : y, of.layout);
}

const isWhole = (of: Pooling): boolean => [...windowsIn(of)].every(({ entries, places }) => entries.length === places);

/** Over three axes, and where the zeros must be put around the input, it cannot leave them out of a mean. */
export function isPoolInTensorflow(of: Pooling): boolean {
  if (of.type === "max" || of.includesPadding || isWhole(of)) return true;
  const isSame = of.word === "same" && of.axes.every((axis) => axis.stride <= axis.kernel);
  return isSame || (of.axes.length < 3 && of.axes.every(({ before, after }) => isPad([before, after])));
}

/**
 * Where its gradient is that of its values. That of a mean which does not count the padding counts it; and over three
 * axes that of a largest entry mistakes its place where kernels are not square, and takes the last of equal entries.
 */
export function hasPoolGradients(of: Pooling, a: readonly number[]): boolean {
  if (of.type === "avg") return of.includesPadding || isWhole(of);
  if (of.axes.length < 3) return true;
  const isSquare = of.axes[1]?.kernel === of.axes[2]?.kernel;
  const isUnique = (values: readonly number[]): boolean =>
    values.filter((value) => value === Math.max(...values)).length === 1;
  return isSquare && [...windowsIn(of)].every(({ entries }) => isUnique(entries.map((entry) => a[entry] as number)));
}
