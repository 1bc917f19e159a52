/**
 * What is said where the channels of input and kernel do not fit: the rule, the numbers, and the nearest shape that does.
 */
import { printExpression } from "../../language/print.ts";
import type { Arguments } from "../operator.ts";
import type { NumericArray } from "../problem.ts";

/** An array as the worksheet has it: its name, or what it is computed from. */
export function writtenName({ named, name, source }: NumericArray): string {
  return named || source === undefined ? name : printExpression(source);
}

/** `A kernel of shape [2,1,2,2] fits`, or several. */
export function kernelsThatFit(shapes: readonly (readonly number[])[]): string {
  const written = [...new Set(shapes.map((shape) => `[${shape.join(",")}]`))];
  if (written.length === 0) return "";
  return written.length === 1
    ? `. A kernel of shape ${written[0]} fits`
    : `. Kernels of shape ${written.join(" and ")} fit`;
}

/** The multiples of `step` on either side of `count`, the smallest being `step` itself. */
export function nearestMultiples(count: number, step: number): number[] {
  const below = Math.max(step, Math.floor(count / step) * step);
  return [below, Math.max(below, Math.ceil(count / step) * step)];
}

export function divisorsOf(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1).filter((divisor) => count % divisor === 0);
}

export function countOfChannels(channels: number, which: "" | "input " = ""): string {
  return `${channels} ${which}channel${channels === 1 ? "" : "s"}`;
}

/** `. With \`layout nhwc\` they are`, where the shapes fit as they are under the other layout. */
export function layoutHint(call: Arguments, fits: (layout: "nchw" | "nhwc") => boolean): string {
  const other = call.layout === "nchw" ? "nhwc" : "nchw";
  return fits(other) ? `. With \`layout ${other}\` they are` : "";
}
