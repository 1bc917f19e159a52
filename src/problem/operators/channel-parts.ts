/**
 * The sizes of a convolution's input and kernel taken apart: batch, channels and spatial axes, by the layout. What may
 * be left out is told by the number of axes.
 */
import { type Message, tell } from "../../messages/message.ts";
import { type KernelParts, type Layout, type Parts, partsOfInput, partsOfKernel } from "../definitions/channels.ts";
import type { Arguments } from "../operator.ts";
import { writtenName } from "./channel-mistakes.ts";

export function readInput(call: Arguments, rank: number): { id: number; parts: Parts } {
  const array = call.array("input");
  const { id, shape } = array;
  const extra = shape.length - rank;
  if (extra < 0 || extra > 2)
    call.fail(
      tell`\`${call.operator}\` needs an input with ${countOfAxes(rank)}, ${rank + 1} with channels or ${rank + 2} with batch and channels; \`${writtenName(array)}\` has shape [${shape.join(",")}]`,
      "input",
    );
  return { id, parts: partsOfInput(shape, rank, call.layout) };
}

export function countOfAxes(rank: number): Message {
  return rank === 1 ? tell`1 axis` : tell`${rank} axes`;
}

/** `expected` is what the second channel axis must be; it tells which axis is there where only one is. */
export function readKernel(call: Arguments, rank: number, expected: number): KernelParts {
  const array = call.array("kernel");
  const extra = array.shape.length - rank;
  if (extra < 0 || extra > 2)
    call.fail(
      tell`\`${call.operator}\` needs a kernel with ${countOfAxes(rank)}, or ${rank + 2} with its channels; \`${writtenName(array)}\` has shape [${array.shape.join(",")}]`,
      "kernel",
    );
  return kernelPartsOf(array.shape, rank, expected, call.layout);
}

function kernelPartsOf(shape: readonly number[], rank: number, expected: number, layout: Layout): KernelParts {
  return partsOfKernel(shape, rank, layout, (only) => expected !== 1 && only === expected);
}

export function readTransposedKernel(call: Arguments, rank: number, cin: number): KernelParts {
  const kernel = readKernel(call, rank, -1);
  if (kernel.first === undefined || kernel.second !== undefined || kernel.first === cin) return kernel;
  return { ...kernel, first: undefined, second: kernel.first };
}

/** Whether input and kernel of a convolution have the same channels under a layout. */
export function agreeIn(call: Arguments, rank: number, groups: number, layout: Layout): boolean {
  const channels = partsOfInput(call.array("input").shape, rank, layout).channels ?? 1;
  const { first = 1, second = 1 } = kernelPartsOf(call.array("kernel").shape, rank, channels / groups, layout);
  return second * groups === channels && first % groups === 0;
}

export function agreeTransposed(call: Arguments, rank: number, layout: Layout): boolean {
  const channels = partsOfInput(call.array("input").shape, rank, layout).channels ?? 1;
  return (kernelPartsOf(call.array("kernel").shape, rank, -1, layout).first ?? 1) === channels;
}
