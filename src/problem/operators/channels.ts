/**
 * Batch, channels and groups of a convolution: which axis is which under either layout, and what may be left out.
 * "Near" is the side of the windows (a convolution's output), "far" the side that they cover (its input).
 */
import type { Arguments } from "../operator.ts";
import { type Affine, affine } from "../rows.ts";

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

/** An array's sizes taken apart by the layout. */
interface Parts {
  readonly batch: number | undefined;
  readonly channels: number | undefined;
  readonly spatial: readonly number[];
}

export function readInput(call: Arguments, rank: number): { id: number; parts: Parts } {
  const { id, shape, name } = call.array("input");
  const extra = shape.length - rank;
  if (extra < 0 || extra > 2)
    call.fail(
      `\`${call.operator}\` needs an input with ${rank} axes, ${rank + 1} with channels or ${rank + 2} with batch and channels; ` +
        `\`${name}\` has shape [${shape.join(",")}]`,
      "input",
    );
  const batch = extra === 2 ? shape[0] : undefined;
  const rest = extra === 2 ? shape.slice(1) : [...shape];
  if (extra === 0) return { id, parts: { batch, channels: undefined, spatial: rest } };
  const last = call.layout === "nhwc";
  const channels = last ? rest.at(-1) : rest[0];
  return { id, parts: { batch, channels, spatial: last ? rest.slice(0, -1) : rest.slice(1) } };
}

/** Which of the kernel's two channel axes are written, and their sizes (1 where left out). */
interface KernelParts {
  readonly id: number;
  readonly first: number | undefined;
  readonly second: number | undefined;
  readonly spatial: readonly number[];
}

/** `expected` is what the second channel axis must be; it tells which axis is there where only one is. */
function readKernel(call: Arguments, rank: number, expected: number): KernelParts {
  const { id, shape, name } = call.array("kernel");
  const extra = shape.length - rank;
  if (extra < 0 || extra > 2)
    call.fail(
      `\`${call.operator}\` needs a kernel with ${rank} axes, or ${rank + 2} with its channels; \`${name}\` has shape [${shape.join(",")}]`,
      "kernel",
    );
  const last = call.layout === "nhwc";
  const channels = last ? shape.slice(rank) : shape.slice(0, extra);
  const spatial = last ? shape.slice(0, rank) : shape.slice(extra);
  // Under nhwc the axes stand the other way round: [..., second, first].
  const [first, second] = last ? [channels.at(-1), channels.at(-2)] : channels;
  if (extra === 0) return { id, first: undefined, second: undefined, spatial };
  if (extra === 2) return { id, first, second, spatial };
  const only = channels[0] as number;
  return expected !== 1 && only === expected
    ? { id, first: undefined, second: only, spatial }
    : { id, first: only, second: undefined, spatial };
}

/** The index along a channel axis, where the array has that axis. */
function where(size: number | undefined, index: Affine): Affine | undefined {
  return size === undefined ? undefined : index;
}

function readGroups(call: Arguments, channels: number, what: string): number {
  const groups = call.integer("groups", 1);
  if (groups < 1) call.fail(`\`groups\` must be at least 1, not ${groups}`, "groups");
  if (channels % groups !== 0) {
    const legal = Array.from({ length: channels }, (_, index) => index + 1).filter((count) => channels % count === 0);
    call.fail(
      `\`groups\` must divide the ${what}: ${groups} does not divide ${channels}. Legal is ${legal.join(", ")}`,
      "groups",
    );
  }
  return groups;
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
    kernel: (first: Affine | undefined, second: Affine | undefined, spatial: readonly Affine[]): Affine[] => {
      const present = (map: Affine | undefined): Affine[] => (map === undefined ? [] : [map]);
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
  if ((kernel.second ?? 1) !== cin / groups)
    call.fail(
      `the kernel has ${kernel.second ?? 1} input channels, and the input has ${cin}` +
        (groups === 1 ? "; they must be equal" : ` in ${groups} groups of ${cin / groups}; they must be equal`),
      "kernel",
    );
  if (cout % groups !== 0)
    call.fail(`\`groups\` must divide the output channels: ${groups} does not divide ${cout}`, "groups");
  const layout = placer(call);
  const outChannels = parts.channels === undefined && kernel.first === undefined ? undefined : cout;
  return {
    input: id,
    kernel: kernel.id,
    inputSpatial: parts.spatial,
    kernelSpatial: kernel.spatial,
    batch: parts.batch,
    groups,
    near: cout,
    far: cin,
    nearRank: outChannels === undefined ? 0 : 1,
    farRank: parts.channels === undefined ? 0 : 1,
    outputChannels: cout,
    outputChannelAxis: layout.channelAxis(parts.batch, outChannels, rank),
    place: layout.place,
    placeKernel: ({ near, inner }, spatial) =>
      layout.kernel(where(kernel.first, near), where(kernel.second, inner), spatial),
    outputShape: (spatial) => layout.shape(parts.batch, outChannels, spatial),
  };
}

/** Kernel [Cin, Cout/groups, ...] under nchw, [..., Cout/groups, Cin] under nhwc. */
export function readTransposedChannels(call: Arguments, rank: number): Channels {
  const { id, parts } = readInput(call, rank);
  const cin = parts.channels ?? 1;
  const groups = readGroups(call, cin, "input channels");
  const kernel = readTransposedKernel(call, rank, cin);
  const cout = (kernel.second ?? 1) * groups;
  if ((kernel.first ?? 1) !== cin)
    call.fail(
      `the kernel of a transposed convolution has the input's channels ${call.layout === "nhwc" ? "last" : "first"}: ` +
        `it has ${kernel.first ?? 1}, and the input ${cin}`,
      "kernel",
    );
  const layout = placer(call);
  const outChannels = parts.channels === undefined && kernel.second === undefined ? undefined : cout;
  return {
    input: id,
    kernel: kernel.id,
    inputSpatial: parts.spatial,
    kernelSpatial: kernel.spatial,
    batch: parts.batch,
    groups,
    near: cin,
    far: cout,
    nearRank: parts.channels === undefined ? 0 : 1,
    farRank: outChannels === undefined ? 0 : 1,
    outputChannels: cout,
    outputChannelAxis: layout.channelAxis(parts.batch, outChannels, rank),
    place: layout.place,
    placeKernel: ({ near, inner }, spatial) =>
      layout.kernel(where(kernel.first, near), where(kernel.second, inner), spatial),
    outputShape: (spatial) => layout.shape(parts.batch, outChannels, spatial),
  };
}

function readTransposedKernel(call: Arguments, rank: number, cin: number): KernelParts {
  const kernel = readKernel(call, rank, -1);
  if (kernel.first === undefined || kernel.second !== undefined || kernel.first === cin) return kernel;
  return { ...kernel, first: undefined, second: kernel.first };
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
  const { id: kernelId, shape, name } = call.array("kernel");
  const spatial = last ? shape.slice(0, rank) : shape.slice(shape.length - rank);
  const rest = last ? shape.slice(rank) : shape.slice(0, shape.length - rank);
  const expected = last ? `[..., ${cin}, multiplier]` : `[${cin}·multiplier, 1, ...]`;
  const legal = last
    ? rest.length === 2 && rest[0] === cin
    : (rest.length === 1 || rest.length === 2) && (rest[0] as number) % cin === 0 && (rest[1] ?? 1) === 1;
  if (!legal)
    call.fail(
      `a depthwise kernel over ${cin} channels has shape ${expected}; \`${name}\` has [${shape.join(",")}]`,
      "kernel",
    );
  const multiplier = last ? (rest[1] as number) : (rest[0] as number) / cin;
  const layout = placer(call);
  return {
    input: id,
    kernel: kernelId,
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
