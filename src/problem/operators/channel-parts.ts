/**
 * The sizes of a convolution's input and kernel taken apart: batch, channels and spatial axes, by the layout. What may
 * be left out is told by the number of axes.
 */
import type { Arguments } from "../operator.ts";
import { writtenName } from "./channel-mistakes.ts";

type Layout = Arguments["layout"];

/** An array's sizes taken apart by the layout. */
export interface Parts {
  readonly batch: number | undefined;
  readonly channels: number | undefined;
  readonly spatial: readonly number[];
}

export function readInput(call: Arguments, rank: number): { id: number; parts: Parts } {
  const array = call.array("input");
  const { id, shape } = array;
  const extra = shape.length - rank;
  if (extra < 0 || extra > 2)
    call.fail(
      `\`${call.operator}\` needs an input with ${countOfAxes(rank)}, ${rank + 1} with channels or ${rank + 2} with batch and channels; ` +
        `\`${writtenName(array)}\` has shape [${shape.join(",")}]`,
      "input",
    );
  return { id, parts: partsOfInput(shape, rank, call.layout) };
}

function countOfAxes(rank: number): string {
  return rank === 1 ? "1 axis" : `${rank} axes`;
}

function partsOfInput(shape: readonly number[], rank: number, layout: Layout): Parts {
  const extra = shape.length - rank;
  const batch = extra === 2 ? shape[0] : undefined;
  const rest = extra === 2 ? shape.slice(1) : [...shape];
  if (extra === 0) return { batch, channels: undefined, spatial: rest };
  const last = layout === "nhwc";
  const channels = last ? rest.at(-1) : rest[0];
  return { batch, channels, spatial: last ? rest.slice(0, -1) : rest.slice(1) };
}

/** Which of the kernel's two channel axes are written, and their sizes (1 where left out). */
export interface KernelParts {
  readonly first: number | undefined;
  readonly second: number | undefined;
  readonly spatial: readonly number[];
}

/** `expected` is what the second channel axis must be; it tells which axis is there where only one is. */
export function readKernel(call: Arguments, rank: number, expected: number): KernelParts {
  const array = call.array("kernel");
  const extra = array.shape.length - rank;
  if (extra < 0 || extra > 2)
    call.fail(
      `\`${call.operator}\` needs a kernel with ${countOfAxes(rank)}, or ${rank + 2} with its channels; ` +
        `\`${writtenName(array)}\` has shape [${array.shape.join(",")}]`,
      "kernel",
    );
  return partsOfKernel(array.shape, rank, expected, call.layout);
}

function partsOfKernel(shape: readonly number[], rank: number, expected: number, layout: Layout): KernelParts {
  const extra = shape.length - rank;
  const last = layout === "nhwc";
  const channels = last ? shape.slice(rank) : shape.slice(0, extra);
  const spatial = last ? shape.slice(0, rank) : shape.slice(extra);
  // Under nhwc the axes stand the other way round: [..., second, first].
  const [first, second] = last ? [channels.at(-1), channels.at(-2)] : channels;
  if (extra === 0) return { first: undefined, second: undefined, spatial };
  if (extra === 2) return { first, second, spatial };
  const only = channels[0] as number;
  return expected !== 1 && only === expected
    ? { first: undefined, second: only, spatial }
    : { first: only, second: undefined, spatial };
}

export function readTransposedKernel(call: Arguments, rank: number, cin: number): KernelParts {
  const kernel = readKernel(call, rank, -1);
  if (kernel.first === undefined || kernel.second !== undefined || kernel.first === cin) return kernel;
  return { ...kernel, first: undefined, second: kernel.first };
}

/** Whether input and kernel of a convolution have the same channels under a layout. */
export function agreeIn(call: Arguments, rank: number, groups: number, layout: Layout): boolean {
  const channels = partsOfInput(call.array("input").shape, rank, layout).channels ?? 1;
  const { first = 1, second = 1 } = partsOfKernel(call.array("kernel").shape, rank, channels / groups, layout);
  return second * groups === channels && first % groups === 0;
}

export function agreeTransposed(call: Arguments, rank: number, layout: Layout): boolean {
  const channels = partsOfInput(call.array("input").shape, rank, layout).channels ?? 1;
  return (partsOfKernel(call.array("kernel").shape, rank, -1, layout).first ?? 1) === channels;
}
