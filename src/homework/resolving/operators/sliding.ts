/**
 * Arrays that slide over each other: which is the kernel, and how much padding there is, as the left side of a claim asks.
 */
import type { NamedArgument, Span } from "../../../language/syntax.ts";
import type { ArrayValue, Value } from "../../meaning.ts";
import { type Context, note } from "../context.ts";
import { DoesNotFit } from "../failure.ts";
import { shapeOf, unequalShapes } from "../values.ts";
import { expressionOf, lowerValue } from "./lowering.ts";

/** In the place of a padding: some zeros, as many as the left side asks for. */
export const PADDED = "padded";

/** Which operand is which, where the first slides over the second. */
const EXCHANGED = "(kernel, input)";

/** Whether the kernel is turned, and the padding where it is said. */
export interface Sliding {
  readonly flip: boolean;
  readonly padding?: string | undefined;
  /** Only the first array slides over the second. */
  readonly isKernelFirst?: boolean;
  /** The worksheet says which operand is the kernel. */
  readonly isDeclared?: boolean;
}

/** A convolution whose padding is what the wanted shape asks for, and whose input is the array that makes it fit. */
export function convolve(
  context: Context,
  { flip, padding: said, isKernelFirst = false, isDeclared = false }: Sliding,
  left: ArrayValue,
  right: ArrayValue,
  at: Span,
  wanted: readonly number[] | undefined,
): Value {
  // A vector slides over a vector, never over a matrix: that is a matrix product.
  if ((left.shape.length === 1) !== (right.shape.length === 1))
    throw unequalShapes(left, right, at, flip ? "convolve" : "conv2d");
  const rank = Math.min(3, Math.max(1, Math.min(left.shape.length, right.shape.length)));
  const spatial =
    left.shape.length >= 3 && right.shape.length >= 3 ? Math.max(1, Math.min(2, left.shape.length - 1)) : rank;
  const slide = (padding: string, isExchanged: boolean): Trial | undefined => {
    const [input, kernel] = isExchanged ? [right, left] : [left, right];
    const value = attempt(() => convolution(context, spatial, flip, input, kernel, padding, at));
    return value && { value, padding, isExchanged };
  };
  const isFitting = (trial: Trial | undefined): trial is Trial =>
    trial !== undefined && (wanted === undefined || fits(trial.value, wanted));
  const orders = isKernelFirst ? [true] : [false, true];
  // Valid in either order before full: the smaller of two arrays slides over the larger one.
  const all = paddingsOf(said, isKernelFirst).flatMap((padding) => orders.map((order) => [padding, order] as const));
  let first: Trial | undefined;
  // Whoever declares which is the kernel may not mean the other order.
  const asDeclared = (trial: Trial): Trial => {
    const inOrder = trial.isExchanged && !flip ? slide("full", false) : undefined;
    return inOrder === undefined ? trial : context.choose([inOrder, trial]);
  };
  for (const [padding, isExchanged] of all) {
    const trial = slide(padding, isExchanged);
    first ??= trial;
    if (!isFitting(trial)) continue;
    // An array of one entry slides over the other, and is slid over by it.
    const written = isExchanged && !isKernelFirst && !flip && said === undefined ? slide("full", false) : undefined;
    const taken = isFitting(written) ? context.prefer([written, trial]) : isDeclared ? asDeclared(trial) : trial;
    tellSliding(context, taken, at, !flip && !isKernelFirst);
    return taken.value;
  }
  if (first === undefined || said === PADDED) throw unequalShapes(left, right, at, flip ? "convolve" : "conv2d");
  return first.value;
}

/** One way to let an array slide over another. */
interface Trial {
  readonly value: Value;
  readonly padding: string;
  readonly isExchanged: boolean;
}

/** A correlation's operands do not change places, unlike a convolution's. */
function tellSliding(context: Context, { padding, isExchanged }: Trial, at: Span, hasOrder: boolean): void {
  const shown = `padding="${padding}"`;
  note(context, { tag: "read-as", at, shown: { latex: shown, text: shown }, why: "padding" });
  if (isExchanged && hasOrder)
    note(context, { tag: "read-as", at, shown: { latex: EXCHANGED, text: EXCHANGED }, why: "order" });
}

function paddingsOf(said: string | undefined, isKernelFirst: boolean): readonly string[] {
  if (said === PADDED) return ["full", "same"];
  if (said !== undefined) return [said];
  // Without padding the smaller array slides, whichever is first.
  return isKernelFirst ? ["full"] : ["valid", "full", "same"];
}

function convolution(
  context: Context,
  spatial: number,
  flip: boolean,
  input: ArrayValue,
  kernel: ArrayValue,
  padding: string,
  at: Span,
): Value {
  const turned: NamedArgument = { name: "flip", value: { tag: "name", name: "true" } };
  const named: NamedArgument[] = [
    { name: "padding", value: { tag: "text", value: padding } },
    ...(flip ? [turned] : []),
  ];
  const positional = [input, kernel].map((operand) => expressionOf(context, operand, at));
  return lowerValue(context, { tag: "call", name: `conv${spatial}d`, primes: 0, positional, named }, at);
}

export function fits(value: Value, wanted: readonly number[]): boolean {
  const strip = (shape: readonly number[]): string => shape.filter((size) => size !== 1).join();
  return strip(shapeOf(value)) === strip(wanted);
}

export function attempt(apply: () => Value): Value | undefined {
  try {
    return apply();
  } catch (error) {
    if (error instanceof DoesNotFit) return undefined;
    throw error;
  }
}
