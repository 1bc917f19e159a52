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
import type { AxisRole, ResolvedConvolution } from "../resolved-convolution.ts";
import { type Affine, affine, along, type Loop, ONE } from "../rows.ts";
import { type Channels, readChannels, readDepthwiseChannels, readTransposedChannels } from "./channels.ts";
import { readConvolutionAxes, readTransposedAxes, type SpatialAxis } from "./geometry.ts";

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
  return { shape, rows: [{ loops, output, factors, coefficient: ONE }] };
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
  return addForms(form, { shape: form.shape, rows: [added] }, form.shape);
}

/** What the call has come to. The roles of the axes are read off the functions that place the indices. */
function resolve(
  call: Arguments,
  channels: Channels,
  axes: readonly SpatialAxis[],
  transposed: boolean,
  { shape, rows }: Form,
): ResolvedConvolution {
  const marks = new Map<Affine, AxisRole>();
  const mark = (role: AxisRole): Affine => {
    const made = affine(0);
    marks.set(made, role);
    return made;
  };
  // The one axis that is not asked for is the 1 of a depthwise kernel.
  const rolesOf = (index: readonly Affine[]): AxisRole[] => index.map((map) => marks.get(map) ?? "inner");
  const spatial = axes.map((_, axis) => mark(axis));
  const batch = channels.batch === undefined ? undefined : mark("batch");
  const near = rolesOf(channels.place(batch, mark("channel"), spatial, channels.nearRank));
  const far = rolesOf(channels.place(batch, mark("channel"), spatial, channels.farRank));
  const places = { near: mark("near"), inner: mark("inner"), group: mark("far"), inGroup: mark("multiplier") };
  return {
    source: call.source,
    transposed,
    flip: call.boolean("flip", false),
    layout: call.layout,
    axes,
    batch: channels.batch ?? 1,
    groups: channels.groups,
    near: channels.near,
    far: channels.far,
    input: channels.input,
    kernel: channels.kernel,
    inputRoles: transposed ? near : far,
    kernelRoles: rolesOf(channels.placeKernel(places, spatial)),
    outputRoles: transposed ? far : near,
    ...(call.has("bias") && { bias: call.array("bias").id }),
    shape,
    rows,
  };
}

/** The index rows with the bias, and beside them what the call has come to. */
function build(call: Arguments, channels: Channels, axes: readonly SpatialAxis[], transposed: boolean): Form {
  const form = withBias(call, convolutionForm(call, channels, axes, transposed), channels);
  const convolution = resolve(call, channels, axes, transposed, form);
  return { ...form, convolution, convolutions: [convolution] };
}

function convolution(name: string, rank: number): Operator {
  return {
    name,
    positional: ["input", "kernel"],
    options: OPTIONS,
    build: (call) => {
      const channels = readChannels(call, rank);
      const axes = readConvolutionAxes(call, channels.inputSpatial, channels.kernelSpatial);
      return build(call, channels, axes, false);
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
      return build(call, channels, axes, true);
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
    return build(call, channels, axes, false);
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
