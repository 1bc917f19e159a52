/**
 * Operators that only move entries: each is one map between the indices of the result and of the argument.
 */
import { gather, scatter } from "../form.ts";
import type { Arguments, IntegerTree, Operator } from "../operator.ts";
import { affine } from "../rows.ts";

/** (before, after) for each of `rank` axes: a number for all, numbers, or pairs; for one axis also just the pair. */
export function readPairs(call: Arguments, name: string, rank: number): (readonly [number, number])[] {
  const tree = call.tree(name) ?? 0;
  if (typeof tree === "number") return Array.from({ length: rank }, () => [tree, tree] as const);
  const isPair = (item: IntegerTree): item is readonly [number, number] =>
    typeof item !== "number" && item.length === 2 && item.every((part) => typeof part === "number");
  if (rank === 1 && isPair(tree)) return [[tree[0], tree[1]]];
  if (tree.length !== rank || !tree.every((item) => typeof item === "number" || isPair(item)))
    call.fail(
      `\`${name}\` of \`${call.operator}\` is one integer, or for each of the ${rank} axes an integer or a pair (before, after)`,
      name,
    );
  return tree.map((item) => (typeof item === "number" ? [item, item] : [item[0] as number, item[1] as number]));
}

export const REARRANGEMENTS: readonly Operator[] = [
  {
    name: "transpose",
    positional: ["x", "axes?"],
    options: [],
    build: (call) => {
      const x = call.array("x");
      const rank = x.shape.length;
      const axes = call.has("axes")
        ? call.axes("axes", rank)
        : Array.from({ length: rank }, (_, axis) => rank - 1 - axis);
      if (new Set(axes).size !== rank) call.fail(`\`axes\` must name each of the ${rank} axes once`, "axes");
      const index = x.shape.map((_, axis) => affine(0, [axes.indexOf(axis), 1]));
      return gather(
        x.id,
        axes.map((axis) => x.shape[axis] as number),
        index,
      );
    },
  },
  {
    name: "flip",
    positional: ["x"],
    options: ["axis"],
    build: (call) => {
      const x = call.array("x");
      const axes = call.axes("axis", x.shape.length);
      const index = x.shape.map((size, axis) =>
        axes.includes(axis) ? affine(size - 1, [axis, -1]) : affine(0, [axis, 1]),
      );
      return gather(x.id, x.shape, index);
    },
  },
  {
    name: "pad",
    positional: ["x", "padding"],
    options: [],
    build: (call) => {
      const x = call.array("x");
      const pads = readPairs(call, "padding", x.shape.length);
      const shape = x.shape.map((size, axis) => size + (pads[axis]?.[0] as number) + (pads[axis]?.[1] as number));
      if (shape.some((size) => size < 1))
        call.fail(`nothing is left: [${x.shape.join(",")}] padded so has shape [${shape.join(",")}]`, "padding");
      return gather(
        x.id,
        shape,
        pads.map(([before], axis) => affine(-before, [axis, 1])),
      );
    },
  },
  {
    name: "dilate",
    positional: ["x", "s"],
    options: [],
    build: (call) => {
      const x = call.array("x");
      const factors = call.integers("s", x.shape.length, 1);
      if (factors.some((factor) => factor < 1)) call.fail("`dilate` needs factors of at least 1", "s");
      const shape = x.shape.map((size, axis) => (factors[axis] as number) * (size - 1) + 1);
      return scatter(
        x.id,
        x.shape,
        shape,
        factors.map((factor, axis) => affine(0, [axis, factor])),
      );
    },
  },
];
