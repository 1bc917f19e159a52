/**
 * Operators that only move entries: each is one map between the indices of the result and of the argument.
 */
import { joined, type Message, NOTHING, tell, verbatim } from "../../messages/message.ts";
import { INTEGERS } from "../../sizes/ring.ts";
import { dilateIn, flipIn, paddedShape, padIn, reshapeIn, transposeIn } from "../definitions/rearrangement.ts";
import type { Form } from "../form.ts";
import type { Arguments, IntegerTree, Operator } from "../operator.ts";
import type { NumericArray } from "../problem.ts";
import { affine, ONE, type Rows, sizeOfShape, unflatten } from "../rows.ts";

/** (before, after) for each of `rank` axes: a number for all, numbers, or pairs; for one axis also just the pair. */
export function readPairs(call: Arguments, name: string, rank: number): (readonly [number, number])[] {
  const tree = call.tree(name) ?? 0;
  if (typeof tree === "number") return Array.from({ length: rank }, () => [tree, tree] as const);
  const isPair = (item: IntegerTree): item is readonly [number, number] =>
    typeof item !== "number" && item.length === 2 && item.every((part) => typeof part === "number");
  if (rank === 1 && isPair(tree)) return [[tree[0], tree[1]]];
  if (tree.length !== rank || !tree.every((item) => typeof item === "number" || isPair(item)))
    call.fail(joined(pairsNeeded(call, name, rank), writtenInstead(tree, rank)), name);
  return tree.map((item) => (typeof item === "number" ? [item, item] : [item[0] as number, item[1] as number]));
}

function pairsNeeded({ operator }: Arguments, name: string, rank: number): Message {
  if (rank === 1) return tell`\`${name}\` of \`${operator}\` is one integer, or a pair (before, after)`;
  return tell`\`${name}\` of \`${operator}\` is one integer, or for each of the ${rank} axes an integer or a pair (before, after)`;
}

/** Numbers in a row, two an axis, are most often meant as pairs. */
function writtenInstead(tree: readonly IntegerTree[], rank: number): Message {
  const count = tree.length === rank ? NOTHING : tell`; ${tree.length} items are written`;
  if (rank < 2 || tree.length !== 2 * rank || tree.some((item) => typeof item !== "number")) return count;
  const pairs = Array.from({ length: rank }, (_, axis) => `(${tree[2 * axis]}, ${tree[2 * axis + 1]})`);
  return tell`${count}. Pairs are written ${verbatim(`(${pairs.join(", ")})`)}`;
}

/** Every entry by itself, where no map of loops does it. */
function listEntries({ id, shape: from }: NumericArray, to: readonly number[]): Rows[] {
  return Array.from({ length: sizeOfShape(from) }, (_, flat) => ({
    loops: [],
    output: unflatten(flat, to).map((place) => affine(place)),
    factors: [{ array: id, index: unflatten(flat, from).map((place) => affine(place)) }],
    coefficient: ONE,
  }));
}

function reshapeForm(x: NumericArray, shape: readonly number[]): Form {
  const refined = reshapeIn(INTEGERS, x, shape);
  return refined ?? { shape, rows: listEntries(x, shape) };
}

function readShape(call: Arguments, name: string, entries: number): number[] {
  const tree = call.tree(name);
  const sizes = (typeof tree === "number" ? [tree] : tree) as number[];
  const known = sizes.filter((size) => size !== -1).reduce((product, size) => product * size, 1);
  const shape = sizes.map((size) => (size === -1 ? entries / known : size));
  if (sizeOfShape(shape) !== entries || shape.some((size) => !Number.isInteger(size) || size < 1))
    call.fail(tell`the shape [${sizes.join(",")}] does not hold ${entries} entries`, name);
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
      if (axes.length !== rank) call.fail(tell`\`axes\` must name each of the ${rank} axes once`, "axes");
      return transposeIn(INTEGERS, x, axes);
    },
  },
  {
    name: "flip",
    positional: ["x"],
    options: ["axis"],
    build: (call) => {
      const x = call.array("x");
      return flipIn(INTEGERS, x, call.axes("axis", x.shape.length));
    },
  },
  {
    name: "pad",
    positional: ["x", "padding"],
    options: [],
    build: (call) => {
      const x = call.array("x");
      const pads = readPairs(call, "padding", x.shape.length);
      const shape = paddedShape(INTEGERS, x.shape, pads);
      if (shape.some((size) => size < 1))
        call.fail(
          joined(
            tell`nothing is left: [${x.shape.join(",")}] padded so has shape [${shape.join(",")}]`,
            tell`. The most that may be cropped is ${Math.floor((Math.min(...x.shape) - 1) / 2)} on each side`,
          ),
          "padding",
        );
      return padIn(INTEGERS, x, pads);
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
      if (bad !== undefined) call.fail(tell`\`dilate\` needs factors of at least 1, not ${bad}`, "s");
      return dilateIn(INTEGERS, x, factors);
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
