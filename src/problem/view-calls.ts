/**
 * Calls of the worksheet language with resolved numbers, written as a person would: what is left out has its default,
 * a number that is the same on all axes stands once, and a rearrangement that changes nothing is not written.
 */
import type { Expression, NamedArgument } from "../language/syntax.ts";
import { sizeOfShape } from "./rows.ts";

/** An expression for an array, and the array's shape. */
export interface Sized {
  readonly expression: Expression;
  readonly shape: readonly number[];
}

function integer(value: number): Expression {
  const node: Expression = { tag: "number", text: String(Math.abs(value)) };
  return value < 0 ? { tag: "negate", operand: node } : node;
}

export function call(
  name: string,
  positional: readonly Expression[],
  named: Readonly<Record<string, Expression>> = {},
): Expression {
  const list: NamedArgument[] = Object.entries(named).map(([key, value]) => ({ name: key, value }));
  return { tag: "call", name, primes: 0, positional, named: list };
}

/** One number for all axes where they agree, unless each must be written, else a tuple. */
export function perAxis(values: readonly number[], isList = false): Expression {
  const [first] = values;
  const isOne = isList ? values.length === 1 : values.every((value) => value === first);
  return isOne && first !== undefined ? integer(first) : { tag: "tuple", items: values.map(integer) };
}

/** (before, after) for each axis. */
export function pairs(values: readonly (readonly [number, number])[]): Expression {
  const [[first] = [0, 0]] = values;
  if (values.every(([before, after]) => before === first && after === first)) return integer(first);
  const items = values.map((pair): Expression => ({ tag: "tuple", items: pair.map(integer) }));
  return items.length === 1 && items[0] !== undefined ? items[0] : { tag: "tuple", items };
}

interface ConvolutionArguments {
  readonly stride?: readonly number[];
  readonly padding: readonly (readonly [number, number])[];
  readonly dilation: readonly number[];
  readonly groups: number;
  readonly flip?: boolean;
  readonly output_padding?: readonly number[];
}

export function convolve(
  name: "conv" | "conv_transpose",
  rank: number,
  over: Expression,
  kernel: Expression,
  { stride, padding, dilation, groups, flip, output_padding: extra }: ConvolutionArguments,
): Expression {
  const steps = (values: readonly number[] | undefined, fallback: number): values is readonly number[] =>
    values?.some((value) => value !== fallback) ?? false;
  return call(`${name}${rank}d`, [over, kernel], {
    ...(steps(stride, 1) && { stride: perAxis(stride) }),
    ...(steps(padding.flat(), 0) && { padding: pairs(padding) }),
    ...(steps(dilation, 1) && { dilation: perAxis(dilation) }),
    ...(steps(extra, 0) && { output_padding: perAxis(extra) }),
    ...(groups > 1 && { groups: integer(groups) }),
    ...(flip && { flip: { tag: "name", name: "true" } }),
  });
}

/** Another shape; what was brought into another shape already goes there at once. */
export function reshaped(sized: Sized, shape: readonly number[]): Sized {
  if (sized.shape.join() === shape.join()) return sized;
  const list: Expression = { tag: "array", items: shape.map(integer) };
  const { expression } = sized;
  const [argument] = expression.tag === "call" && expression.name === "reshape" ? expression.positional : [];
  return { expression: call("reshape", [argument ?? expression, list]), shape };
}

/** The axes in another order, counted from 0; where only axes of size 1 move, their places alone are changed. */
export function transposed(sized: Sized, order: readonly number[]): Sized {
  const shape = order.map((axis) => sized.shape[axis] as number);
  const moving = order.filter((axis) => (sized.shape[axis] as number) > 1);
  if (moving.every((axis, place) => place === 0 || axis > (moving[place - 1] as number))) return reshaped(sized, shape);
  const axes: Expression = { tag: "tuple", items: order.map((axis) => integer(axis + 1)) };
  return { expression: call("transpose", [sized.expression, axes]), shape };
}

/** The first `shape` entries of an array that has `extra` more of them on some axes. */
export function sliced({ expression, shape }: Sized, extra: readonly number[], base: 0 | 1): Sized {
  if (sizeOfShape(shape) === 0 || extra.every((count) => count === 0)) return { expression, shape };
  const indices = shape.map(
    (size): Expression => ({ tag: "range", from: integer(base), to: integer(size - 1 + base) }),
  );
  return { expression: { tag: "index", array: expression, indices }, shape };
}
