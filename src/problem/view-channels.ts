/**
 * Where batch and channels stand in the convolutions that a gradient is: the kernel's channels exchanged, or the batch
 * summed over in the place of the channels. All arrays have their full rank, in the worksheet's layout.
 */
import type { ResolvedConvolution } from "./resolved-convolution.ts";
import { reshaped, type Sized, transposed } from "./view-calls.ts";

export interface Arranged {
  readonly layout: "nchw" | "nhwc";
  readonly convolution: ResolvedConvolution;
}

/** The number of images, where there is an axis for them. */
export function batchOf({ batch, inputRoles }: ResolvedConvolution): number | undefined {
  return inputRoles.includes("batch") ? batch : undefined;
}

/** Input and output channels of the kernel exchanged, inside each group. */
export function swapChannels({ layout, convolution }: Arranged, kernel: Sized): Sized {
  const { groups, near, far, axes } = convolution;
  const [outer, inner] = [near / groups, far / groups];
  if (outer === 1 && inner === 1) return kernel;
  const rank = axes.length;
  const spatial = axes.map((axis) => axis.kernel);
  if (layout === "nchw") {
    const rest = axes.map((_, axis) => axis + 2);
    if (groups === 1) return transposed(kernel, [1, 0, ...rest]);
    const apart = reshaped(kernel, [groups, outer, inner, ...spatial]);
    return reshaped(transposed(apart, [0, 2, 1, ...rest.map((axis) => axis + 1)]), [far, outer, ...spatial]);
  }
  const rest = axes.map((_, axis) => axis);
  if (groups === 1) return transposed(kernel, [...rest, rank + 1, rank]);
  const apart = reshaped(kernel, [...spatial, inner, groups, outer]);
  return reshaped(transposed(apart, [...rest, rank + 2, rank + 1, rank]), [...spatial, outer, far]);
}

/**
 * F with the channels of a group in the place of the batch, and the groups and the batch in the place of the channels:
 * every group then has as many channels as there are images.
 */
export function channelsFirst({ layout, convolution }: Arranged, covered: Sized): Sized {
  const { axes, far, groups } = convolution;
  const batch = batchOf(convolution);
  const sizes = axes.map((axis) => axis.covered);
  const inner = far / groups;
  const images = batch === undefined ? [] : [batch];
  const parts = groups === 1 ? [] : [groups];
  const joined = groups * (batch ?? 1);
  // Axes by their roles, since there may be none for the images or the groups.
  const image = images.map(() => "image" as const);
  const group = parts.map(() => "group" as const);
  const spatial = axes.map((_, axis) => axis);
  const [from, to] =
    layout === "nchw"
      ? [
          [...image, ...group, "inner", ...spatial],
          ["inner", ...group, ...image, ...spatial],
        ]
      : [
          [...image, ...spatial, ...group, "inner"],
          ["inner", ...spatial, ...group, ...image],
        ];
  const apart = layout === "nchw" ? [...images, ...parts, inner, ...sizes] : [...images, ...sizes, ...parts, inner];
  const exchanged = transposed(
    reshaped(covered, apart),
    to.map((role) => from.indexOf(role)),
  );
  return reshaped(exchanged, layout === "nchw" ? [inner, joined, ...sizes] : [inner, ...sizes, joined]);
}

/** W as a kernel: its channels are the outputs, the batch the inputs of each group. */
export function windowsAsKernel({ layout, convolution }: Arranged, windows: Sized): Sized {
  const { axes, near } = convolution;
  const batch = batchOf(convolution);
  const sizes = axes.map((axis) => axis.windows);
  const rank = axes.length;
  if (layout === "nchw")
    return batch === undefined
      ? reshaped(windows, [near, 1, ...sizes])
      : transposed(windows, [1, 0, ...axes.map((_, axis) => axis + 2)]);
  if (batch === undefined) return reshaped(windows, [...sizes, 1, near]);
  return transposed(windows, [...axes.map((_, axis) => axis + 1), 0, rank + 1]);
}

/** From [input channel, output channel, …] to the order of the kernel's axes. */
export function kernelOrder({ layout, convolution }: Arranged, result: Sized): Sized {
  const spatial = convolution.axes.map((_, axis) => axis);
  const rank = spatial.length;
  return layout === "nchw"
    ? transposed(result, [1, 0, ...spatial.map((axis) => axis + 2)])
    : transposed(result, [...spatial.map((axis) => axis + 1), 0, rank + 1]);
}
