/**
 * What differs from framework to framework, and what they share: arrays brought into the order of axes that a call
 * asks for, and back.
 *
 * A convolution is three functions of one triple: the covered side and the kernel give the side of the windows, the
 * windows and the kernel give the covered side, and both sides give the kernel. Forward and gradients are these.
 */
import { type Code, call, type Framework, isNode, method } from "../../problem/code.ts";
import type { SpatialAxis } from "../../problem/operators/geometry.ts";
import { type AxisRole, kernelSize, type ResolvedConvolution } from "../../problem/resolved-convolution.ts";

export interface Dialect {
  readonly framework: Framework;
  /** The order of axes that the calls ask for. */
  dataOrder(convolution: ResolvedConvolution): readonly AxisRole[];
  kernelOrder(convolution: ResolvedConvolution): readonly AxisRole[];
  permute(code: Code, order: readonly number[]): Code;
  reshape(code: Code, shape: readonly number[]): Code;
  flip(code: Code, axes: readonly number[]): Code;
  sum(code: Code, axes: readonly number[]): Code;
  /** Each undefined where no one call of the framework gives it. */
  windows(convolution: ResolvedConvolution, covered: Code, kernel: Code, bias?: Code): Code | undefined;
  covered(convolution: ResolvedConvolution, windows: Code, kernel: Code, bias?: Code): Code | undefined;
  kernel(convolution: ResolvedConvolution, covered: Code, windows: Code): Code | undefined;
}

/** Axes that `to` lacks have size 1 and are dropped, the rest brought into its order, and axes of size 1 put in. */
export function arrange(dialect: Dialect, code: Code, from: readonly AxisRole[], to: readonly AxisRole[]): Code {
  const kept = from.filter((role) => to.includes(role));
  const wanted = to.filter((role) => from.includes(role));
  const order = wanted.map((role) => kept.indexOf(role));
  const dropped = indexed(
    code,
    from.map((role) => (to.includes(role) ? ":" : "0")),
  );
  const permuted = order.every((place, axis) => place === axis) ? dropped : dialect.permute(dropped, order);
  return indexed(
    permuted,
    to.map((role) => (from.includes(role) ? ":" : "None")),
  );
}

/** An index in the shortest of its spellings; nothing where it takes everything. */
export function indexed(code: Code, items: readonly string[]): Code {
  if (items.every((item) => item === ":")) return code;
  const last = items.findLastIndex((item) => item !== ":");
  const stripped = items.slice(0, last + 1);
  const elided = elide(items);
  return { tag: "index", of: code, items: elided.join(", ").length < stripped.join(", ").length ? elided : stripped };
}

/** The longest run of whole axes written as `...`. */
function elide(items: readonly string[]): string[] {
  let best = { from: 0, length: 0 };
  for (let from = 0; from < items.length; from++) {
    let length = 0;
    while (items[from + length] === ":") length++;
    if (length > best.length) best = { from, length };
  }
  return best.length === 0 ? [...items] : items.toSpliced(best.from, best.length, "...");
}

/** Turned on all spatial axes; turned twice is not turned. */
export function turned(dialect: Dialect, code: Code, order: readonly AxisRole[]): Code {
  const axes = order.flatMap((role, axis) => (typeof role === "number" ? [axis] : []));
  const made = dialect.flip(code, axes);
  if (!isNode(made) || made.tag !== "call" || !isNode(code) || code.tag !== "call" || code.name !== made.name)
    return made;
  return code.positional[0] ?? made;
}

/** A kernel from one order to another: a depthwise kernel may have its channels in one axis or in two. */
export function arrangeKernel(
  dialect: Dialect,
  convolution: ResolvedConvolution,
  code: Code,
  from: readonly AxisRole[],
  to: readonly AxisRole[],
): Code {
  if (from.includes("multiplier") === to.includes("multiplier")) return arrange(dialect, code, from, to);
  const sizes = (roles: readonly AxisRole[]): number[] => roles.map((role) => kernelSize(convolution, role));
  if (from.includes("multiplier")) {
    const apart = to.flatMap((role): AxisRole[] =>
      role === "near" ? ["far", "multiplier"] : role === "inner" ? [] : [role],
    );
    return dialect.reshape(arrange(dialect, code, from, apart), sizes(to));
  }
  const together = to.flatMap((role): AxisRole[] => (role === "far" ? ["near"] : role === "multiplier" ? [] : [role]));
  return dialect.reshape(arrange(dialect, code, from, together), sizes(to));
}

/** Permuting and reshaping by methods of the array, as in PyTorch and JAX. */
export function byMethods(permute: string): Pick<Dialect, "permute" | "reshape" | "sum"> {
  return {
    permute: (code, order) => method(code, permute, order),
    reshape: (code, shape) => method(code, "reshape", shape),
    sum: (code, axes) => method(code, "sum", [axes]),
  };
}

export function flipCall(name: string, key: string): Dialect["flip"] {
  return (code, axes) => call(name, [code], { [key]: axes });
}

/** The spatial axes such that the windows end where the padded side does, for where a call would add windows of its own. */
export function exactAxes({ axes }: ResolvedConvolution): SpatialAxis[] {
  return axes.map((axis) =>
    axis.leftover < axis.stride ? axis : { ...axis, after: axis.after - axis.leftover, leftover: 0 },
  );
}

export function reachOf({ kernel, dilation }: SpatialAxis): number {
  return dilation * (kernel - 1) + 1;
}

/** How many entries the windows reach in all. */
export function spanOf(axis: SpatialAxis): number {
  return axis.stride * (axis.windows - 1) + reachOf(axis);
}

/** One number where all axes agree, else one for each. */
export function perAxis(values: readonly number[]): Code {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : values;
}

export function placeOfSpatial(rank: number): number[] {
  return Array.from({ length: rank }, (_, axis) => axis);
}
