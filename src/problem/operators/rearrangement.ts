/**
 * Operators that only move entries: each is one map between the indices of the result and of the argument.
 */
import { type Form, gather, scatter } from "../form.ts";
import type { Arguments, IntegerTree, Operator } from "../operator.ts";
import type { NumericArray } from "../problem.ts";
import { type Affine, affine, type Loop, ONE, type Rows, renumberAffine, sizeOfShape, unflatten } from "../rows.ts";

/** (before, after) for each of `rank` axes: a number for all, numbers, or pairs; for one axis also just the pair. */
export function readPairs(call: Arguments, name: string, rank: number): (readonly [number, number])[] {
  const tree = call.tree(name) ?? 0;
  if (typeof tree === "number") return Array.from({ length: rank }, () => [tree, tree] as const);
  const isPair = (item: IntegerTree): item is readonly [number, number] =>
    typeof item !== "number" && item.length === 2 && item.every((part) => typeof part === "number");
  if (rank === 1 && isPair(tree)) return [[tree[0], tree[1]]];
  if (tree.length !== rank || !tree.every((item) => typeof item === "number" || isPair(item)))
    call.fail(
      `\`${name}\` of \`${call.operator}\` is one integer, or ${rank === 1 ? "" : `for each of the ${rank} axes an integer or `}a pair (before, after)` +
        (tree.length === rank ? "" : `; ${tree.length} items are written`) +
        pairsInstead(tree, rank),
      name,
    );
  return tree.map((item) => (typeof item === "number" ? [item, item] : [item[0] as number, item[1] as number]));
}

/** Numbers in a row, two an axis, are most often meant as pairs. */
function pairsInstead(tree: readonly IntegerTree[], rank: number): string {
  if (rank < 2 || tree.length !== 2 * rank || tree.some((item) => typeof item !== "number")) return "";
  const pairs = Array.from({ length: rank }, (_, axis) => `(${tree[2 * axis]}, ${tree[2 * axis + 1]})`);
  return `. Pairs are written (${pairs.join(", ")})`;
}

/**
 * Row-major reshaping as one map: loops over the common refinement of the two shapes, or undefined where they have
 * none, as [2,3] and [3,2].
 */
function refine(from: readonly number[], to: readonly number[]): Rows | undefined {
  const loops: Loop[] = [];
  const index = from.map(() => affine(0));
  const output = to.map(() => affine(0));
  let [axis, place, left, right, leftStep, rightStep] = [
    from.length - 1,
    to.length - 1,
    from.at(-1) ?? 1,
    to.at(-1) ?? 1,
    1,
    1,
  ];
  while (axis >= 0 || place >= 0) {
    const common = left === 1 ? right : right === 1 ? left : Math.min(left, right);
    if (left > 1 && right > 1) {
      if (left % common !== 0 || right % common !== 0) return undefined;
      const loop = loops.push({ letter: "i", size: common }) - 1;
      index[axis] = extend(index[axis] as Affine, loop, leftStep);
      output[place] = extend(output[place] as Affine, loop, rightStep);
      [left, right, leftStep, rightStep] = [left / common, right / common, leftStep * common, rightStep * common];
    }
    if (left === 1 && axis >= 0) [left, leftStep] = [from[--axis] ?? 1, 1];
    if (right === 1 && place >= 0) [right, rightStep] = [to[--place] ?? 1, 1];
  }
  // The loops were found from the last axis on; they are shown from the first.
  const renumber = (loop: number): number => loops.length - 1 - loop;
  return {
    loops: loops.reverse().map(({ size }, number) => ({ letter: "ijlmnop"[number] ?? "i", size })),
    output: output.map((map) => renumberAffine(map, renumber)),
    factors: [{ array: 0, index: index.map((map) => renumberAffine(map, renumber)) }],
    coefficient: ONE,
  };
}

function extend(map: Affine, loop: number, step: number): Affine {
  return affine(map.constant, ...map.coefficients, [loop, step]);
}

/** Every entry by itself, where no map of loops does it. */
function listEntries(from: readonly number[], to: readonly number[]): Rows[] {
  return Array.from({ length: sizeOfShape(from) }, (_, flat) => ({
    loops: [],
    output: unflatten(flat, to).map((place) => affine(place)),
    factors: [{ array: 0, index: unflatten(flat, from).map((place) => affine(place)) }],
    coefficient: ONE,
  }));
}

function reshapeForm(x: NumericArray, shape: readonly number[]): Form {
  const refined = refine(x.shape, shape);
  const rows = refined === undefined ? listEntries(x.shape, shape) : [refined];
  return {
    shape,
    rows: rows.map((row) => ({ ...row, factors: row.factors.map((factor) => ({ ...factor, array: x.id })) })),
  };
}

function readShape(call: Arguments, name: string, entries: number): number[] {
  const tree = call.tree(name);
  const sizes = (typeof tree === "number" ? [tree] : tree) as number[];
  const known = sizes.filter((size) => size !== -1).reduce((product, size) => product * size, 1);
  const shape = sizes.map((size) => (size === -1 ? entries / known : size));
  if (sizeOfShape(shape) !== entries || shape.some((size) => !Number.isInteger(size) || size < 1))
    call.fail(`the shape [${sizes.join(",")}] does not hold ${entries} entries`, name);
  return shape;
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
      if (axes.length !== rank) call.fail(`\`axes\` must name each of the ${rank} axes once`, "axes");
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
        call.fail(
          `nothing is left: [${x.shape.join(",")}] padded so has shape [${shape.join(",")}]. ` +
            `The most that may be cropped is ${Math.floor((Math.min(...x.shape) - 1) / 2)} on each side`,
          "padding",
        );
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
      const bad = factors.find((factor) => factor < 1);
      if (bad !== undefined) call.fail(`\`dilate\` needs factors of at least 1, not ${bad}`, "s");
      const shape = x.shape.map((size, axis) => (factors[axis] as number) * (size - 1) + 1);
      return scatter(
        x.id,
        x.shape,
        shape,
        factors.map((factor, axis) => affine(0, [axis, factor])),
      );
    },
  },
  {
    name: "reshape",
    positional: ["x", "shape"],
    options: [],
    build: (call) => {
      const x = call.array("x");
      return reshapeForm(x, readShape(call, "shape", sizeOfShape(x.shape)));
    },
  },
  {
    name: "flatten",
    positional: ["x"],
    options: ["axis"],
    build: (call) => {
      const x = call.array("x");
      const [first = 0] = call.has("axis") ? call.axes("axis", x.shape.length) : [Math.min(1, x.shape.length - 1)];
      return reshapeForm(x, [...x.shape.slice(0, first), sizeOfShape(x.shape.slice(first))]);
    },
  },
];
