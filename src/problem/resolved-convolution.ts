/**
 * What a convolution of the worksheet has come to: every number resolved, every axis of its arrays named by its role.
 * The operator records it beside the index rows; whoever says the same in another notation reads it from here.
 */
import type { CallNode } from "../language/syntax.ts";
import type { SpatialAxis } from "./definitions/convolution.ts";
import type { Rows } from "./rows.ts";

/**
 * The role of an axis: batch, channel or a spatial axis by its number. Of a kernel: the channels on the side of the
 * windows (`near`), those of one group on the covered side (`inner`), or, where a depthwise kernel has them apart,
 * the covered side's channels and the multiplier.
 */
export type AxisRole = "batch" | "channel" | "near" | "inner" | "far" | "multiplier" | number;

export interface ResolvedConvolution {
  /** The call, as the worksheet has it. */
  readonly source: CallNode;
  readonly transposed: boolean;
  readonly flip: boolean;
  readonly layout: "nchw" | "nhwc";
  readonly axes: readonly SpatialAxis[];
  readonly batch: number;
  readonly groups: number;
  /** Channels on the side of the windows, and on the side that they cover. */
  readonly near: number;
  readonly far: number;
  /** The arrays, and the roles of the axes that they have, in their order. */
  readonly input: number;
  readonly kernel: number;
  readonly inputRoles: readonly AxisRole[];
  readonly kernelRoles: readonly AxisRole[];
  readonly outputRoles: readonly AxisRole[];
  readonly bias?: number;
  /** The result's shape and definition, bias included. */
  readonly shape: readonly number[];
  readonly rows: readonly Rows[];
}

/** The size of a kernel's axis. */
export function kernelSize(convolution: ResolvedConvolution, role: AxisRole): number {
  const { axes, near, far, groups } = convolution;
  if (typeof role === "number") return axes[role]?.kernel ?? 1;
  const sizes = { near, inner: far / groups, far, multiplier: near / far, batch: 1, channel: 1 };
  return sizes[role];
}

/** The arrays of a call, each once for every place that it stands in. */
export function operandsOfConvolution({ input, kernel, bias }: ResolvedConvolution): number[] {
  return [input, kernel, ...(bias === undefined ? [] : [bias])];
}
