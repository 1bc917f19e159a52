/**
 * Convolutions and their transposed twins, for any number of axes, as index rows of one triple:
 *
 *     convolution   y[p]             k[u]   a[s·p + d·u − P]
 *     transposed    y[s·p + d·u − P] k[u]   x[p]
 *
 * Both are cross-correlations, as in the frameworks; `flip=true` reads the kernel backwards on every spatial axis.
 */
import { addForms, type Form } from "../form.ts";
import type { Arguments, Operator } from "../operator.ts";
import { type Affine, affine, along, type Loop, ONE } from "../rows.ts";
import { type Channels, readChannels, readDepthwiseChannels, readTransposedChannels } from "./channels.ts";
import { readConvolutionAxes, readTransposedAxes, type SpatialAxis } from "./geometry.ts";

/** A convolution with everything worked out that its call leaves open; `axes` are the spatial ones. */
export interface ResolvedConvolution {
  readonly transposed: boolean;
  readonly flip: boolean;
  readonly groups: number;
  readonly axes: readonly SpatialAxis[];
  readonly input: number;
  readonly kernel: number;
}

const OPTIONS = ["stride", "padding", "dilation", "groups", "bias", "flip"];

/** Loops of the nest, made as they are asked for; a loop of one value is the constant 0. */
function createNest(): { loops: Loop[]; loop(letter: string, size: number, always?: boolean): Affine } {
  const loops: Loop[] = [];
  return {
    loops,
    loop: (letter, size, always = false) =>
      size === 1 && !always ? affine(0) : along(loops.push({ letter, size }) - 1),
  };
}

/** stride·p + dilation·u − before: where output p meets kernel entry u. */
function window(p: Affine, u: Affine, axis: SpatialAxis): Affine {
  const part = (map: Affine, factor: number): (readonly [number, number])[] =>
    map.coefficients.map(([loop, coefficient]) => [loop, coefficient * factor] as const);
  return affine(-axis.before, ...part(p, axis.stride), ...part(u, axis.dilation));
}

function turned(u: Affine, axis: SpatialAxis, flip: boolean): Affine {
  if (!flip) return u;
  return affine(axis.kernel - 1, ...u.coefficients.map(([loop, coefficient]) => [loop, -coefficient] as const));
}

function sumAffine(left: Affine, right: Affine, factor: number): Affine {
  const scaled = left.coefficients.map(([loop, coefficient]) => [loop, coefficient * factor] as const);
  return affine(left.constant * factor + right.constant, ...scaled, ...right.coefficients);
}

/** The index rows of both directions; `transposed` exchanges input and output. */
function convolutionForm(call: Arguments, channels: Channels, axes: readonly SpatialAxis[], transposed: boolean): Form {
  const { loops, loop } = createNest();
  const flip = call.boolean("flip", false);
  const batch = channels.batch === undefined ? undefined : loop("n", channels.batch, true);
  const group = loop("g", channels.groups);
  const inGroup = loop("o", channels.near / channels.groups);
  const near = sumAffine(group, inGroup, channels.near / channels.groups);
  const p = axes.map((axis, number) => loop("pqr"[number] as string, axis.windows, true));
  const inner = loop("c", channels.far / channels.groups);
  const far = sumAffine(group, inner, channels.far / channels.groups);
  const u = axes.map((axis, number) => loop("uvw"[number] as string, axis.kernel, true));
  const wide = axes.map((axis, number) => window(p[number] as Affine, u[number] as Affine, axis));
  const kernelSpatial = axes.map((axis, number) => turned(u[number] as Affine, axis, flip));

  const windowed = channels.place(batch, near, p, channels.nearRank);
  const covered = channels.place(batch, far, wide, channels.farRank);
  const kernel = channels.placeKernel({ near, inner, group, inGroup }, kernelSpatial);
  const [input, output] = transposed ? [windowed, covered] : [covered, windowed];
  const factors = [
    { array: channels.input, index: input },
    { array: channels.kernel, index: kernel },
  ];
  const shape = channels.outputShape(axes.map((axis) => axis.output));
  const { groups, input: inputId, kernel: kernelId } = channels;
  const resolved: ResolvedConvolution = { transposed, flip, groups, axes, input: inputId, kernel: kernelId };
  return { shape, rows: [{ loops, output, factors, coefficient: ONE }], convolution: resolved };
}

function withBias(call: Arguments, form: Form, channels: Channels): Form {
  if (!call.has("bias")) return form;
  const bias = call.array("bias");
  const count = channels.outputChannels;
  if (bias.shape.length !== 1 || bias.shape[0] !== count)
    call.fail(
      `\`bias\` must have shape [${count}], one entry for each output channel, not [${bias.shape.join(",")}]`,
      "bias",
    );
  const loops = form.shape.map((size, axis) => ({ letter: "ijlmn"[axis] as string, size }));
  const output = form.shape.map((_, axis) => along(axis));
  const index = channels.outputChannelAxis === undefined ? affine(0) : along(channels.outputChannelAxis);
  const added = { loops, output, factors: [{ array: bias.id, index: [index] }], coefficient: ONE };
  const sum = addForms(form, { shape: form.shape, rows: [added] }, form.shape);
  return form.convolution === undefined ? sum : { ...sum, convolution: form.convolution };
}

function convolution(name: string, rank: number): Operator {
  return {
    name,
    positional: ["input", "kernel"],
    options: OPTIONS,
    build: (call) => {
      const channels = readChannels(call, rank);
      const axes = readConvolutionAxes(call, channels.inputSpatial, channels.kernelSpatial);
      return withBias(call, convolutionForm(call, channels, axes, false), channels);
    },
  };
}

function transposedConvolution(name: string, rank: number): Operator {
  return {
    name,
    positional: ["input", "kernel"],
    options: [...OPTIONS, "output_padding", "output_shape"],
    build: (call) => {
      const channels = readTransposedChannels(call, rank);
      const axes = readTransposedAxes(call, channels.inputSpatial, channels.kernelSpatial);
      return withBias(call, convolutionForm(call, channels, axes, true), channels);
    },
  };
}

const depthwise: Operator = {
  name: "depthwise_conv2d",
  positional: ["input", "kernel"],
  options: OPTIONS.filter((option) => option !== "groups"),
  build: (call) => {
    const channels = readDepthwiseChannels(call, 2);
    const axes = readConvolutionAxes(call, channels.inputSpatial, channels.kernelSpatial);
    return withBias(call, convolutionForm(call, channels, axes, false), channels);
  },
};

export const CONVOLUTIONS: readonly Operator[] = [
  convolution("conv1d", 1),
  convolution("conv2d", 2),
  convolution("conv3d", 3),
  transposedConvolution("conv_transpose1d", 1),
  transposedConvolution("conv_transpose2d", 2),
  transposedConvolution("conv_transpose3d", 3),
  depthwise,
];
