/**
 * Where batch, channels and spatial indices stand in the arrays of a convolution under either layout, for any kind of
 * size. "Near" is the side of the windows (a convolution's output), "far" the side that they cover (its input).
 */
import type { Ring } from "../../sizes/ring.ts";
import { affineIn } from "../maps.ts";
import type { Affine } from "../rows.ts";

export type Layout = "nchw" | "nhwc";

export interface KernelIndex<Size = number> {
  readonly near: Affine<Size>;
  readonly inner: Affine<Size>;
  readonly group: Affine<Size>;
  readonly inGroup: Affine<Size>;
}

export interface Channels<Size = number> {
  readonly input: number;
  readonly kernel: number;
  readonly inputSpatial: readonly Size[];
  readonly kernelSpatial: readonly Size[];
  readonly batch: Size | undefined;
  readonly groups: Size;
  /** Channels on the side of the windows, and on the side that they cover; and of each how many a group has. */
  readonly near: Size;
  readonly far: Size;
  readonly nearInGroup: Size;
  readonly farInGroup: Size;
  /** How many axes besides the spatial ones the arrays on the two sides have. */
  readonly nearRank: number;
  readonly farRank: number;
  readonly outputChannels: Size;
  readonly outputChannelAxis: number | undefined;
  place(
    batch: Affine<Size> | undefined,
    channel: Affine<Size>,
    spatial: readonly Affine<Size>[],
    extraRank: number,
  ): Affine<Size>[];
  placeKernel(index: KernelIndex<Size>, spatial: readonly Affine<Size>[]): Affine<Size>[];
  outputShape(spatial: readonly Size[]): Size[];
}

/** An array's sizes taken apart by the layout. */
export interface Parts<Size = number> {
  readonly batch: Size | undefined;
  readonly channels: Size | undefined;
  readonly spatial: readonly Size[];
}

/** Which of the kernel's two channel axes are written, and their sizes (1 where left out). */
export interface KernelParts<Size = number> {
  readonly first: Size | undefined;
  readonly second: Size | undefined;
  readonly spatial: readonly Size[];
}

export function partsOfInput<Size>(shape: readonly Size[], rank: number, layout: Layout): Parts<Size> {
  const extra = shape.length - rank;
  const batch = extra === 2 ? shape[0] : undefined;
  const rest = extra === 2 ? shape.slice(1) : [...shape];
  if (extra === 0) return { batch, channels: undefined, spatial: rest };
  const last = layout === "nhwc";
  const channels = last ? rest.at(-1) : rest[0];
  return { batch, channels, spatial: last ? rest.slice(0, -1) : rest.slice(1) };
}

/** `isSecond` tells which channel axis is there where only one is. */
export function partsOfKernel<Size>(
  shape: readonly Size[],
  rank: number,
  layout: Layout,
  isSecond: (only: Size) => boolean,
): KernelParts<Size> {
  const extra = shape.length - rank;
  const last = layout === "nhwc";
  const channels = last ? shape.slice(rank) : shape.slice(0, extra);
  const spatial = last ? shape.slice(0, rank) : shape.slice(extra);
  // Under nhwc the axes stand the other way round: [..., second, first].
  const [first, second] = last ? [channels.at(-1), channels.at(-2)] : channels;
  if (extra === 0) return { first: undefined, second: undefined, spatial };
  if (extra === 2) return { first, second, spatial };
  const only = channels[0] as Size;
  return isSecond(only) ? { first: undefined, second: only, spatial } : { first: only, second: undefined, spatial };
}

/** Batch, channel and spatial parts in the layout's order; a part that is undefined is left out. */
export function placeChannels<T>(
  layout: Layout,
  batch: T | undefined,
  channel: T | undefined,
  spatial: readonly T[],
): T[] {
  const batches = batch === undefined ? [] : [batch];
  const channels = channel === undefined ? [] : [channel];
  return layout === "nhwc" ? [...batches, ...spatial, ...channels] : [...batches, ...channels, ...spatial];
}

/** A kernel's channels, those that it has, and spatial parts in the layout's order. */
export function placeInKernel<T>(
  layout: Layout,
  first: T | undefined,
  second: T | undefined,
  spatial: readonly T[],
): T[] {
  const present = (part: T | undefined): T[] => (part === undefined ? [] : [part]);
  return layout === "nhwc"
    ? [...spatial, ...present(second), ...present(first)]
    : [...present(first), ...present(second), ...spatial];
}

export function channelAxisOf(layout: Layout, hasBatch: boolean, rank: number): number {
  const before = hasBatch ? 1 : 0;
  return layout === "nhwc" ? before + rank : before;
}

/** What is read of a call of either direction. */
export interface ReadChannels<Size> {
  readonly layout: Layout;
  readonly input: number;
  readonly kernel: number;
  readonly parts: Parts<Size>;
  readonly kernelParts: KernelParts<Size>;
  readonly groups: Size;
}

/** What both directions have; the output has a channel axis where the input or the kernel asks for one. */
export function sharedChannels<Size>(read: ReadChannels<Size>, count: Size, isAsked: boolean) {
  const { layout, input, kernel, parts, kernelParts, groups } = read;
  const channels = parts.channels === undefined && !isAsked ? undefined : count;
  const where = (size: Size | undefined, index: Affine<Size>): Affine<Size> | undefined =>
    size === undefined ? undefined : index;
  return {
    input,
    kernel,
    inputSpatial: parts.spatial,
    kernelSpatial: kernelParts.spatial,
    batch: parts.batch,
    groups,
    outputChannels: count,
    outputRank: channels === undefined ? 0 : 1,
    outputChannelAxis:
      channels === undefined ? undefined : channelAxisOf(layout, parts.batch !== undefined, parts.spatial.length),
    place: placerOf<Size>(layout),
    placeKernel: ({ near, inner }: KernelIndex<Size>, spatial: readonly Affine<Size>[]) =>
      placeInKernel(layout, where(kernelParts.first, near), where(kernelParts.second, inner), spatial),
    outputShape: (spatial: readonly Size[]) => placeChannels(layout, parts.batch, channels, spatial),
  };
}

function placerOf<Size>(layout: Layout): Channels<Size>["place"] {
  return (batch, channel, spatial, extraRank) =>
    placeChannels(layout, batch, extraRank > 0 ? channel : undefined, spatial);
}

export interface ReadDepthwise<Size> {
  readonly layout: Layout;
  readonly input: number;
  readonly kernel: number;
  readonly parts: Parts<Size>;
  readonly channels: Size;
  readonly multiplier: Size;
  readonly kernelSpatial: readonly Size[];
  /** How many axes the kernel has besides the spatial ones. */
  readonly kernelExtra: number;
}

/** Each channel is a group of its own. */
export function depthwiseChannels<Size>(ring: Ring<Size>, read: ReadDepthwise<Size>): Channels<Size> {
  const { layout, input, kernel, parts, channels, multiplier, kernelSpatial, kernelExtra } = read;
  const count = ring.multiply(channels, multiplier);
  return {
    input,
    kernel,
    inputSpatial: parts.spatial,
    kernelSpatial,
    batch: parts.batch,
    groups: channels,
    near: count,
    far: channels,
    nearInGroup: multiplier,
    farInGroup: ring.one,
    nearRank: 1,
    farRank: 1,
    outputChannels: count,
    outputChannelAxis: channelAxisOf(layout, parts.batch !== undefined, parts.spatial.length),
    place: placerOf(layout),
    placeKernel: ({ near, group, inGroup }, index) =>
      layout === "nhwc"
        ? [...index, group, inGroup]
        : [near, ...(kernelExtra > 1 ? [affineIn(ring, ring.zero)] : []), ...index],
    outputShape: (sizes) => placeChannels(layout, parts.batch, count, sizes),
  };
}
