/**
 * Operators that only move entries, where sizes are letters.
 */
import { tell } from "../../messages/message.ts";
import { multiply, numberOf, ONE, type Polynomial, ZERO } from "../../sizes/polynomial.ts";
import { POLYNOMIALS } from "../../sizes/ring.ts";
import { dilateIn, flipIn, padIn, reshapeIn, transposeIn } from "../definitions/rearrangement.ts";
import type { LetterArray } from "../letters.ts";
import { type Build, type LetterArguments, readSizePairs, type SizeTree } from "./arguments.ts";
import type { LetterForm } from "./form.ts";
import { isSame, reduced } from "./knowledge.ts";

const transpose: Build = (call) => {
  const x = call.array("x");
  const rank = x.shape.length;
  const axes = call.has("axes") ? call.axes("axes", rank) : x.shape.map((_, axis) => rank - 1 - axis);
  if (axes.length !== rank) call.fail(tell`\`axes\` must name each of the ${rank} axes once`, "axes");
  return transposeIn(POLYNOMIALS, x, axes);
};

const flip: Build = (call) => {
  const x = call.array("x");
  return flipIn(POLYNOMIALS, x, call.axes("axis", x.shape.length));
};

const pad: Build = (call) => {
  const x = call.array("x");
  return padIn(POLYNOMIALS, x, readSizePairs(call, "padding", x.shape.length));
};

const dilate: Build = (call) => {
  const x = call.array("x");
  return dilateIn(POLYNOMIALS, x, call.positive("s", x.shape.length, ONE));
};

function reshapeTo(call: LetterArguments, x: LetterArray, shape: readonly Polynomial[]): LetterForm {
  const form = reshapeIn(POLYNOMIALS, x, shape) ?? reshapeReduced(call, x, shape);
  if (form !== undefined) return form;
  return call.fail(
    tell`\`${call.operator}\` from ${call.shape(x.shape)} to ${call.shape(shape)} is no single map between the axes, and with letters for sizes it must be one: only neighbouring axes may be joined, or one split into its factors`,
  );
}

function reshapeReduced({ knowledge }: LetterArguments, x: LetterArray, shape: readonly Polynomial[]) {
  const plain = (sizes: readonly Polynomial[]): readonly Polynomial[] => sizes.map((size) => reduced(size, knowledge));
  const form = reshapeIn(POLYNOMIALS, { id: x.id, shape: plain(x.shape) }, plain(shape));
  return form && { ...form, shape };
}

const reshape: Build = (call) => {
  const x = call.array("x");
  const sizes = listOf(call, "shape");
  const entries = multiply(...x.shape);
  const known = multiply(...sizes.filter((size) => numberOf(size) !== -1));
  const open = POLYNOMIALS.divide(entries, known) ?? ZERO;
  const shape = sizes.map((size) => (numberOf(size) === -1 ? open : size));
  if (!isSame(multiply(...shape), entries, call.knowledge))
    call.fail(tell`the shape ${call.shape(sizes)} is not shown to hold \`${call.text(entries)}\` entries`, "shape");
  return reshapeTo(call, x, shape);
};

const flatten: Build = (call) => {
  const x = call.array("x");
  const [first = 0] = call.has("axis") ? call.axes("axis", x.shape.length) : [Math.min(1, x.shape.length - 1)];
  return reshapeTo(call, x, [...x.shape.slice(0, first), multiply(...x.shape.slice(first))]);
};

/** All sizes of an argument, however they are nested. */
export function listOf(call: LetterArguments, name: string): readonly Polynomial[] {
  const flat = (tree: SizeTree): readonly Polynomial[] => ("size" in tree ? [tree.size] : tree.items.flatMap(flat));
  const tree = call.tree(name);
  return tree === undefined ? [] : flat(tree);
}

export const REARRANGEMENTS: readonly (readonly [string, Build])[] = [
  ["transpose", transpose],
  ["flip", flip],
  ["pad", pad],
  ["dilate", dilate],
  ["reshape", reshape],
  ["flatten", flatten],
];
