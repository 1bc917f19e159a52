/**
 * Batch, channels and groups of a convolution: which axis is which under either layout, and what may be left out.
 * "Near" is the side of the windows (a convolution's output), "far" the side that they cover (its input).
 */
import type { Arguments } from "../operator.ts";
import { type Affine, affine } from "../rows.ts";
import {
  countOfChannels,
  divisorsOf,
  kernelsThatFit,
  layoutHint,
  nearestMultiples,
  writtenName,
} from "./channel-mistakes.ts";
import {
  agreeIn,
  agreeTransposed,
  type KernelParts,
  type Parts,
  readInput,
  readKernel,
  readTransposedKernel,
} from "./channel-parts.ts";

export interface KernelIndex {
  readonly near: Affine;
  readonly inner: Affine;
  readonly group: Affine;
  readonly inGroup: Affine;
}

export interface Channels {
  readonly input: number;
  readonly kernel: number;
  readonly inputSpatial: readonly number[];
  readonly kernelSpatial: readonly number[];
  readonly batch: number | undefined;
  readonly groups: number;
  /** Channels on the side of the windows, and on the side that they cover. */
  readonly near: number;
  readonly far: number;
  /** How many axes besides the spatial ones the arrays on the two sides have. */
  readonly nearRank: number;
  readonly farRank: number;
  readonly outputChannels: number;
  readonly outputChannelAxis: number | undefined;
  place(batch: Affine | undefined, channel: Affine, spatial: readonly Affine[], extraRank: number): Affine[];
  placeKernel(index: KernelIndex, spatial: readonly Affine[]): Affine[];
  outputShape(spatial: readonly number[]): number[];
}

/** The index along a channel axis, where the array has that axis. */
function where(size: number | undefined, index: Affine): Affine | undefined {
  return size === undefined ? undefined : index;
}

function readGroups(call: Arguments, channels: number, what: string): number {
  const groups = call.integer("groups", 1);
  if (groups >= 1 && channels % groups === 0) return groups;
  const rule =
    groups < 1
      ? `\`groups\` must be at least 1, not ${groups}`
      : `\`groups\` must divide the ${what}: ${groups} does not divide ${channels}`;
  return call.fail(`${rule}. Legal is ${divisorsOf(channels).join(", ")}`, "groups");
}

/** Batch, channel and spatial parts in the layout's order; a part that is undefined is left out. */
export function placeChannels<T>(
  layout: "nchw" | "nhwc",
  batch: T | undefined,
  channel: T | undefined,
  spatial: readonly T[],
): T[] {
  const batches = batch === undefined ? [] : [batch];
  const channels = channel === undefined ? [] : [channel];
  return layout === "nhwc" ? [...batches, ...spatial, ...channels] : [...batches, ...channels, ...spatial];
}

function placer(call: Arguments) {
  const last = call.layout === "nhwc";
  return {
    place: (batch: Affine | undefined, channel: Affine, spatial: readonly Affine[], extraRank: number): Affine[] =>
      placeChannels(call.layout, batch, extraRank > 0 ? channel : undefined, spatial),
    shape: (batch: number | undefined, channels: number | undefined, spatial: readonly number[]): number[] =>
      placeChannels(call.layout, batch, channels, spatial),
    channelAxis: (batch: number | undefined, channels: number | undefined, rank: number): number | undefined => {
      if (channels === undefined) return undefined;
      const before = batch === undefined ? 0 : 1;
      return last ? before + rank : before;
    },
    kernel: <T>(first: T | undefined, second: T | undefined, spatial: readonly T[]): T[] => {
      const present = (part: T | undefined): T[] => (part === undefined ? [] : [part]);
      return last
        ? [...spatial, ...present(second), ...present(first)]
        : [...present(first), ...present(second), ...spatial];
    },
  };
}

/** Kernel [Cout, Cin/groups, ...] under nchw, [..., Cin/groups, Cout] under nhwc. */
export function readChannels(call: Arguments, rank: number): Channels {
  const { id, parts } = readInput(call, rank);
  const cin = parts.channels ?? 1;
  const groups = readGroups(call, cin, "input channels");
  const kernel = readKernel(call, rank, cin / groups);
  const cout = kernel.first ?? 1;
  const layout = placer(call);
  const fitting = (first: number): number[] => layout.kernel(first, cin / groups, kernel.spatial);
  if ((kernel.second ?? 1) !== cin / groups)
    call.fail(
      `the kernel has ${countOfChannels(kernel.second ?? 1, "input ")}, and the input has ${cin}` +
        (groups === 1 ? "; they must be equal" : ` in ${groups} groups of ${cin / groups}; they must be equal`) +
        layoutHint(call, (other) => agreeIn(call, rank, groups, other)) +
        kernelsThatFit(nearestMultiples(cout, groups).map(fitting)),
      "kernel",
    );
  if (cout % groups !== 0)
    call.fail(
      `\`groups\` must divide the output channels: ${groups} does not divide ${cout}` +
        kernelsThatFit(nearestMultiples(cout, groups).map(fitting)),
      "groups",
    );
  const given = { call, input: id, parts, kernel, groups };
  const { outputRank, ...shared } = sharedChannels(given, cout, kernel.first !== undefined);
  return { ...shared, near: cout, far: cin, nearRank: outputRank, farRank: parts.channels === undefined ? 0 : 1 };
}

interface Given {
  readonly call: Arguments;
  readonly input: number;
  readonly parts: Parts;
  readonly kernel: KernelParts;
  readonly groups: number;
}

/** What both directions have; the output has a channel axis where the input or the kernel asks for one. */
function sharedChannels({ call, input, parts, kernel, groups }: Given, count: number, isAsked: boolean) {
  const layout = placer(call);
  const channels = parts.channels === undefined && !isAsked ? undefined : count;
  return {
    input,
    kernel: call.array("kernel").id,
    inputSpatial: parts.spatial,
    kernelSpatial: kernel.spatial,
    batch: parts.batch,
    groups,
    outputChannels: count,
    outputRank: channels === undefined ? 0 : 1,
    outputChannelAxis: layout.channelAxis(parts.batch, channels, parts.spatial.length),
    place: layout.place,
    placeKernel: ({ near, inner }: KernelIndex, spatial: readonly Affine[]) =>
      layout.kernel(where(kernel.first, near), where(kernel.second, inner), spatial),
    outputShape: (spatial: readonly number[]) => layout.shape(parts.batch, channels, spatial),
  };
}

/** Kernel [Cin, Cout/groups, ...] under nchw, [..., Cout/groups, Cin] under nhwc. */
export function readTransposedChannels(call: Arguments, rank: number): Channels {
  const { id, parts } = readInput(call, rank);
  const cin = parts.channels ?? 1;
  const groups = readGroups(call, cin, "input channels");
  const kernel = readTransposedKernel(call, rank, cin);
  const cout = (kernel.second ?? 1) * groups;
  const layout = placer(call);
  if ((kernel.first ?? 1) !== cin)
    call.fail(
      `the kernel of a transposed convolution has the input's channels ${call.layout === "nhwc" ? "last" : "first"}: ` +
        `it has ${kernel.first ?? 1}, and the input ${cin}; they must be equal` +
        layoutHint(call, (other) => agreeTransposed(call, rank, other)) +
        kernelsThatFit([layout.kernel(cin, kernel.second ?? 1, kernel.spatial)]),
      "kernel",
    );
  const given = { call, input: id, parts, kernel, groups };
  const { outputRank, ...shared } = sharedChannels(given, cout, kernel.second !== undefined);
  return { ...shared, near: cin, far: cout, nearRank: parts.channels === undefined ? 0 : 1, farRank: outputRank };
}

/** Kernel [Cin·multiplier, 1, ...] under nchw, [..., Cin, multiplier] under nhwc; output channel c·multiplier + m. */
export function readDepthwiseChannels(call: Arguments, rank: number): Channels {
  const { id, parts } = readInput(call, rank);
  if (parts.channels === undefined)
    call.fail(
      `\`${call.operator}\` needs an input with channels; use \`conv2d\` for an array of the bare spatial rank`,
      "input",
    );
  const cin = parts.channels as number;
  const last = call.layout === "nhwc";
  const array = call.array("kernel");
  const { shape } = array;
  const spatial = last ? shape.slice(0, rank) : shape.slice(Math.max(0, shape.length - rank));
  const rest = last ? shape.slice(rank) : shape.slice(0, Math.max(0, shape.length - rank));
  const expected = last ? `[..., ${cin}, multiplier]` : `[${cin}·multiplier, 1, ...]`;
  const legal = last
    ? rest.length === 2 && rest[0] === cin
    : (rest.length === 1 || rest.length === 2) && (rest[0] as number) % cin === 0 && (rest[1] ?? 1) === 1;
  if (!legal)
    call.fail(
      `a depthwise kernel over ${countOfChannels(cin)} has shape ${expected}; \`${writtenName(array)}\` has [${shape.join(",")}]` +
        kernelsThatFit(shape.length < rank ? [] : depthwiseShapes(cin, rest, spatial, last)),
      "kernel",
    );
  const multiplier = last ? (rest[1] as number) : (rest[0] as number) / cin;
  const layout = placer(call);
  return {
    input: id,
    kernel: array.id,
    inputSpatial: parts.spatial,
    kernelSpatial: spatial,
    batch: parts.batch,
    groups: cin,
    near: cin * multiplier,
    far: cin,
    nearRank: 1,
    farRank: 1,
    outputChannels: cin * multiplier,
    outputChannelAxis: layout.channelAxis(parts.batch, cin, rank),
    place: layout.place,
    placeKernel: ({ near, group, inGroup }, index) =>
      last ? [...index, group, inGroup] : [near, ...(rest.length > 1 ? [affine(0)] : []), ...index],
    outputShape: (sizes) => layout.shape(parts.batch, cin * multiplier, sizes),
  };
}

/** The shapes nearest to what is there. */
function depthwiseShapes(
  cin: number,
  [first = cin, second = 1]: readonly number[],
  spatial: readonly number[],
  last: boolean,
): number[][] {
  if (last) return [[...spatial, cin, second]];
  return nearestMultiples(first, cin).map((channels) => [channels, 1, ...spatial]);
}
