/**
 * A worksheet with letters at concrete sizes: its requests evaluated by plain loops over numbers, modulo the prime.
 *
 * The letters of arrays have the values that the calculus gives them at these sizes, so that a value here is to be
 * the value of each line of a chain there. A function of the worksheet is another random function in each of the two.
 */

import type { Sizes } from "../../calculus/grid.ts";
import { instanceAt } from "../../calculus/refute.ts";
import type { NumericArray, Problem } from "../../problem/problem.ts";
import { arrayOf } from "../../problem/problem.ts";
import { sizeOfShape, unflatten } from "../../problem/rows.ts";
import { createModularArithmetic, PRIME } from "../arithmetic.ts";
import { POINT_SEEDS } from "../checks.ts";
import { createDualArithmetic } from "../dual.ts";
import { createForward, type Direction, type Forward, STILL, unitDirection } from "../forward.ts";

/** What a request asks about, at concrete sizes. */
export interface Instance {
  /** Shapes of both sides of a proof, or of the entries in question. */
  readonly shapes: readonly (readonly number[])[];
  /** The value of each side at an index from 0 on; one side where the request is no proof. */
  values(at: readonly number[]): readonly number[];
}

export function residue(value: number): number {
  return ((value % PRIME) + PRIME) % PRIME;
}

/** The request with this number, with `sizes` for the letters. */
export function instanceOf(problem: Problem, position: number, sizes: Sizes): Instance | undefined {
  const forward = forwardAt(problem, sizes);
  const request = problem.requests[position];
  if (request === undefined || request.kind === "views") return undefined;
  if (request.kind === "proof") {
    const sides = [request.left, request.right].map((id) => arrayOf(problem, id));
    return {
      shapes: sides.map(({ shape }) => shape),
      values: (at) => sides.map((side) => forward.entry(side, flatOf(side.shape, at), STILL as Still).value),
    };
  }
  const of = arrayOf(problem, request.of.array);
  if (request.kind === "expansion")
    return {
      shapes: [of.shape],
      values: (at) => [forward.entry(of, flatOf(of.shape, at), STILL as Still).value],
    };
  const wrt = arrayOf(problem, request.wrt.array);
  return {
    shapes: [[...of.shape, ...wrt.shape]],
    values: (at) => {
      const [outer, inner] = [at.slice(0, of.shape.length), at.slice(of.shape.length)];
      const direction = unitDirection(forward.dual, wrt.id, flatOf(wrt.shape, inner));
      return [forward.entry(of, flatOf(of.shape, outer), direction).slope];
    },
  };
}

type Still = Direction<number>;

function forwardAt(problem: Problem, sizes: Sizes): Forward<number> {
  const { entry } = instanceAt(sizes);
  const dual = createDualArithmetic(createModularArithmetic(POINT_SEEDS[0]), problem.functions);
  const point = (array: NumericArray, flat: number): number => residue(entry(array.name, unflatten(flat, array.shape)));
  return createForward(problem, dual, point);
}

function flatOf(shape: readonly number[], at: readonly number[]): number {
  const flat = at.reduce((total, index, axis) => total * (shape[axis] ?? 1) + index, 0);
  if (at.length !== shape.length || flat >= sizeOfShape(shape)) throw new RangeError(`no entry [${at.join(",")}]`);
  return flat;
}
