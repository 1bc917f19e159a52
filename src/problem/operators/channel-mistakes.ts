/**
 * What is said where the channels of input and kernel do not fit: the rule, the numbers, and the nearest shape that does.
 */
import { printExpression } from "../../language/print.ts";
import { type Message, NOTHING, tell, verbatim } from "../../messages/message.ts";
import type { Arguments } from "../operator.ts";
import type { NumericArray } from "../problem.ts";

/** An array as the worksheet has it: its name, or what it is computed from. */
export function writtenName({ named, name, source }: NumericArray): string {
  return named || source === undefined ? name : printExpression(source);
}

/** `A kernel of shape [2,1,2,2] fits`, or several. */
export function kernelsThatFit(shapes: readonly (readonly number[])[]): Message {
  const written = [...new Set(shapes.map((shape) => `[${shape.join(",")}]`))];
  const [one, other] = written;
  if (one === undefined) return NOTHING;
  if (other === undefined) return tell`. A kernel of shape ${verbatim(one)} fits`;
  return tell`. Kernels of shape ${verbatim(one)} and ${verbatim(other)} fit`;
}

/** The multiples of `step` on either side of `count`, the smallest being `step` itself. */
export function nearestMultiples(count: number, step: number): number[] {
  const below = Math.max(step, Math.floor(count / step) * step);
  return [below, Math.max(below, Math.ceil(count / step) * step)];
}

export function divisorsOf(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1).filter((divisor) => count % divisor === 0);
}

export function countOfChannels(channels: number): Message {
  return channels === 1 ? tell`1 channel` : tell`${channels} channels`;
}

/** The kernel's input channels, and those of the input, which may be in groups. */
export function channelsDiffer(kernel: number, input: number, groups: number): Message {
  const has = kernel === 1 ? tell`1 input channel` : tell`${kernel} input channels`;
  if (groups === 1) return tell`the kernel has ${has}, and the input has ${input}; they must be equal`;
  const each = input / groups;
  return tell`the kernel has ${has}, and the input has ${input} in ${groups} groups of ${each}; they must be equal`;
}

export function transposedChannelsDiffer(layout: "nchw" | "nhwc", kernel: number, input: number): Message {
  const rule =
    layout === "nhwc"
      ? tell`the kernel of a transposed convolution has the input's channels last`
      : tell`the kernel of a transposed convolution has the input's channels first`;
  return tell`${rule}: it has ${kernel}, and the input ${input}; they must be equal`;
}

/** `. With \`layout nhwc\` they are`, where the shapes fit as they are under the other layout. */
export function layoutHint(call: Arguments, fits: (layout: "nchw" | "nhwc") => boolean): Message {
  const other = call.layout === "nchw" ? "nhwc" : "nchw";
  return fits(other) ? tell`. With \`layout ${other}\` they are` : NOTHING;
}
