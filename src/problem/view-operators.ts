/**
 * The gradient of a convolution by its input or its kernel as expressions of the worksheet language, every number
 * resolved. W is the array on the side of the windows (δ of a convolution, the input of a transposed one), F the array
 * on the side that they cover. With channels all arrays are brought to their full rank first.
 */
import type { Expression } from "../language/syntax.ts";
import type { SpatialAxis } from "./definitions/convolution.ts";
import type { ViewArray } from "./problem.ts";
import type { ResolvedConvolution } from "./resolved-convolution.ts";
import { call, convolve, pairs, perAxis, reshaped, type Sized, sliced } from "./view-calls.ts";
import { batchOf, channelsFirst, kernelOrder, swapChannels, windowsAsKernel } from "./view-channels.ts";

export interface ViewOperands {
  readonly layout: "nchw" | "nhwc";
  readonly indexBase: 0 | 1;
  readonly convolution: ResolvedConvolution;
  readonly input: Sized;
  readonly kernel: Sized;
  readonly delta: Sized;
}

export type WrittenOperator = Pick<ViewArray, "role" | "expression">;

export function writeViewOperators(operands: ViewOperands, byInput: boolean): WrittenOperator[] {
  const full = standardise(operands);
  if (!byInput) return byKernel(operands, full);
  return operands.convolution.transposed ? byWindows(operands, full) : byCovered(operands, full);
}

/** The operands at full rank, or as they are where all of them have the bare spatial rank. */
interface Full {
  readonly isBare: boolean;
  readonly windows: Sized;
  readonly covered: Sized;
  readonly kernel: Sized;
}

/** Axes of an array in the layout's order. */
function placed<T>({ layout }: ViewOperands, batch: readonly T[], channel: readonly T[], spatial: readonly T[]): T[] {
  return layout === "nhwc" ? [...batch, ...spatial, ...channel] : [...batch, ...channel, ...spatial];
}

function standardise(operands: ViewOperands): Full {
  const { convolution, input, kernel, delta, layout } = operands;
  const { axes, near, far, groups } = convolution;
  const batch = batchOf(convolution);
  const [windows, covered] = convolution.transposed ? [input, delta] : [delta, input];
  const isBare = [windows, covered, kernel].every(({ shape }) => shape.length === axes.length);
  if (isBare) return { isBare, windows, covered, kernel };
  const images = batch === undefined ? [] : [batch];
  const sizes = axes.map((axis) => axis.kernel);
  const pair = [near, far / groups];
  return {
    isBare,
    windows: reshaped(
      windows,
      placed(
        operands,
        images,
        [near],
        axes.map((axis) => axis.windows),
      ),
    ),
    covered: reshaped(
      covered,
      placed(
        operands,
        images,
        [far],
        axes.map((axis) => axis.covered),
      ),
    ),
    kernel: reshaped(kernel, layout === "nhwc" ? [...sizes, ...pair.reverse()] : [...pair, ...sizes]),
  };
}

/** The axes, counted from 0, that are spatial. */
function spatialOf(operands: ViewOperands, { isBare }: Full, what: "array" | "kernel"): number[] {
  const { axes } = operands.convolution;
  const batch = batchOf(operands.convolution);
  const isLast = operands.layout === "nhwc";
  const before = what === "kernel" ? (isLast ? 0 : 2) : (batch === undefined ? 0 : 1) + (isLast ? 0 : 1);
  return axes.map((_, axis) => (isBare ? axis : before + axis));
}

/** A value for each axis of an array, `rest` on those that are not spatial. */
function spread<T>(sized: Sized, spatial: readonly number[], values: readonly T[], rest: T): T[] {
  return sized.shape.map((_, axis) => (spatial.includes(axis) ? (values[spatial.indexOf(axis)] as T) : rest));
}

/** The pads of the ordinary convolution that a transposed one is: d(K−1)−P_l before, d(K−1)−P_r+ρ after. */
export function turnedPads({ dilation, kernel, before, after, leftover }: SpatialAxis): readonly [number, number] {
  const reach = dilation * (kernel - 1);
  return [reach - before, reach - after + leftover];
}

function byCovered(operands: ViewOperands, full: Full): WrittenOperator[] {
  const { convolution, input } = operands;
  const { axes, groups, flip } = convolution;
  const spatial = spatialOf(operands, full, "array");
  const { windows, kernel } = full;
  const strides = axes.map((axis) => axis.stride);
  const stuffed: Sized = strides.every((stride) => stride === 1)
    ? windows
    : {
        expression: call("dilate", [windows.expression, perAxis(spread(windows, spatial, strides, 1))]),
        shape: windows.shape,
      };
  const pads = axes.map(turnedPads);
  const padded = padding(stuffed, spatial, pads);
  const turned = exchanged(operands, full, turn(operands, full, kernel));
  const dilation = axes.map((axis) => axis.dilation);
  const gather = convolve("conv", axes.length, stuffed.expression, turned.expression, {
    dilation,
    padding: pads,
    groups,
  });
  const spreadOut = convolve("conv_transpose", axes.length, windows.expression, kernel.expression, {
    stride: strides,
    padding: pairsOf(axes),
    dilation,
    groups,
    flip,
    output_padding: axes.map((axis) => axis.leftover),
  });
  const result = (expression: Expression): Expression =>
    reshaped({ expression, shape: full.covered.shape }, input.shape).expression;
  return [
    { role: "scatter", expression: result(spreadOut) },
    ...(padded === windows.expression ? [] : [{ role: "stuffed", expression: padded } as const]),
    ...(turned === kernel ? [] : [{ role: "turned", expression: turned.expression } as const]),
    { role: "gather", expression: result(gather) },
  ];
}

function pairsOf(axes: readonly SpatialAxis[]): (readonly [number, number])[] {
  return axes.map(({ before, after }) => [before, after] as const);
}

function padding(sized: Sized, spatial: readonly number[], pads: readonly (readonly [number, number])[]): Expression {
  if (pads.every(([before, after]) => before === 0 && after === 0)) return sized.expression;
  const all = spread<readonly [number, number]>(sized, spatial, pads, [0, 0]);
  return call("pad", [sized.expression, pairs(all)]);
}

/** The kernel turned round on its spatial axes; a kernel that is read backwards already is turned back by that. */
function turn(operands: ViewOperands, full: Full, kernel: Sized): Sized {
  const { flip, axes } = operands.convolution;
  if (flip || axes.every((axis) => axis.kernel === 1)) return kernel;
  return flipped(operands, full, kernel);
}

function flipped(operands: ViewOperands, full: Full, kernel: Sized): Sized {
  const axis = spatialOf(operands, full, "kernel").map((place) => place + 1);
  return { ...kernel, expression: call("flip", [kernel.expression], full.isBare ? {} : { axis: perAxis(axis, true) }) };
}

/** One channel needs no exchange, and a bare kernel has none. */
function exchanged(operands: ViewOperands, { isBare }: Full, kernel: Sized): Sized {
  return isBare ? kernel : swapChannels(operands, kernel);
}

/** The input of a transposed convolution: the convolution itself, of δ; its last windows are cut off where ρ ≥ s. */
function byWindows(operands: ViewOperands, full: Full): WrittenOperator[] {
  const { convolution, input, indexBase } = operands;
  const { axes, groups, flip } = convolution;
  const spatial = spatialOf(operands, full, "array");
  const expression = convolve("conv", axes.length, full.covered.expression, full.kernel.expression, {
    stride: axes.map((axis) => axis.stride),
    padding: pairsOf(axes),
    dilation: axes.map((axis) => axis.dilation),
    groups,
    flip,
  });
  const extra = axes.map((axis) => Math.floor(axis.leftover / axis.stride));
  const cut = sliced({ expression, shape: full.windows.shape }, spread(full.windows, spatial, extra, 0), indexBase);
  return [
    ...paddedArray(full.covered, spatial, axes),
    { role: "gather", expression: reshaped(cut, input.shape).expression },
  ];
}

function paddedArray(covered: Sized, spatial: readonly number[], axes: readonly SpatialAxis[]): WrittenOperator[] {
  const expression = padding(covered, spatial, pairsOf(axes));
  return expression === covered.expression ? [] : [{ role: "padded", expression }];
}

/** The kernel: F correlated with W, stride and dilation exchanged, of K + ⌊ρ/d⌋ entries the first K. */
function byKernel(operands: ViewOperands, full: Full): WrittenOperator[] {
  const { convolution, kernel, indexBase } = operands;
  const { axes, flip, groups } = convolution;
  const spatial = spatialOf(operands, full, "array");
  const [over, window] = full.isBare
    ? [full.covered, full.windows]
    : [channelsFirst(operands, full.covered), windowsAsKernel(operands, full.windows)];
  const expression = convolve("conv", axes.length, over.expression, window.expression, {
    stride: axes.map((axis) => axis.dilation),
    padding: pairsOf(axes),
    dilation: axes.map((axis) => axis.stride),
    groups,
    flip: false,
  });
  const extra = axes.map((axis) => Math.floor(axis.leftover / axis.dilation));
  const sizes = axes.map((axis) => axis.kernel);
  const { far, near } = convolution;
  const inner = far / groups;
  const raw = full.isBare ? sizes : operands.layout === "nhwc" ? [inner, ...sizes, near] : [inner, near, ...sizes];
  const places = axes.map((_, axis) => (full.isBare ? axis : operands.layout === "nhwc" ? axis + 1 : axis + 2));
  const cut = sliced({ expression, shape: raw }, spread({ expression, shape: raw }, places, extra, 0), indexBase);
  const ordered = full.isBare ? cut : kernelOrder(operands, cut);
  const turned = flip && sizes.some((size) => size > 1) ? flipped(operands, full, ordered) : ordered;
  return [
    ...paddedArray(full.covered, spatial, axes),
    { role: "gather", expression: reshaped(turned, kernel.shape).expression },
  ];
}
