/**
 * Convolutions and their transposed twins as operators: the arguments are read and checked, `definitions/` has the rows.
 */
import { tell } from "../../messages/message.ts";
import { INTEGERS } from "../../sizes/ring.ts";
import type { Channels } from "../definitions/channels.ts";
import { biasIn, convolutionIn, type SpatialAxis } from "../definitions/convolution.ts";
import { addForms, type Form } from "../form.ts";
import type { Arguments, Operator } from "../operator.ts";
import type { AxisRole, ResolvedConvolution } from "../resolved-convolution.ts";
import { type Affine, affine } from "../rows.ts";
import { readChannels, readDepthwiseChannels, readTransposedChannels } from "./channels.ts";
import { readConvolutionAxes, readTransposedAxes } from "./geometry.ts";

const OPTIONS = ["stride", "padding", "dilation", "groups", "bias", "flip"];

function withBias(call: Arguments, form: Form, channels: Channels): Form {
  if (!call.has("bias")) return form;
  const bias = call.array("bias");
  const count = channels.outputChannels;
  if (bias.shape.length !== 1 || bias.shape[0] !== count)
    call.fail(
      tell`\`bias\` must have shape [${count}], one entry for each output channel, not [${bias.shape.join(",")}]`,
      "bias",
    );
  const added = biasIn(INTEGERS, bias.id, form.shape, channels.outputChannelAxis);
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
  const parts = { channels, axes, transposed, flip: call.boolean("flip", false) };
  const form = withBias(call, convolutionIn(INTEGERS, parts), channels);
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
