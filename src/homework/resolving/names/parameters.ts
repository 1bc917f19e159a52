/**
 * Letters that texts use for the sizes of a convolution: s for the stride, p for the padding, K for the kernel's size.
 * They are read so only where all convolutions of the worksheet and all of their axes agree in it. Where there is no
 * convolution, m, n and B are the examples of a batch over which the loss is the mean.
 */
import type Fraction from "fraction.js";
import type { Expression } from "../../../language/syntax.ts";
import type { SpatialAxis } from "../../../problem/definitions/convolution.ts";
import type { OpenProblem } from "../../problem.ts";
import { lossOf } from "./losses.ts";

function ofAxis(axis: SpatialAxis, letter: string): number | undefined {
  switch (letter) {
    case "s":
    case "stride":
      return axis.stride;
    case "d":
    case "dilation":
      return axis.dilation;
    case "p":
    case "pad":
    case "padding":
      return axis.before;
    case "k":
    case "f":
      return axis.kernel;
    default:
      return undefined;
  }
}

/** The number that the letter usually stands for; undefined where there is none, or more than one. */
export function parameterOf(open: OpenProblem, letter: string): number | undefined {
  const { convolutions } = open;
  if (convolutions.length === 0) return /^[mMnNB]$/u.test(letter) ? examplesOf(open) : undefined;
  const [first, ...others] = convolutions.map(({ axes }) => parameterAmong(axes, letter));
  return others.every((other) => other === first) ? first : undefined;
}

/** The number by which the worksheet's loss is divided. */
export function examplesOf(open: OpenProblem): number | undefined {
  const source = lossOf(open)?.source;
  if (source?.tag !== "binary" || source.operator !== "/") return undefined;
  return numberOf(open, source.right);
}

function numberOf(open: OpenProblem, divisor: Expression): number | undefined {
  if (divisor.tag === "number") return Number(divisor.text);
  if (divisor.tag !== "name") return undefined;
  const scalar = open.scope.arrays.find(({ name, named }) => named && name === divisor.name);
  return open.scope.sizes.get(divisor.name) ?? (scalar && givenScalar(open, scalar.id)?.valueOf());
}

/** The number that the worksheet gives a scalar. */
export function givenScalar({ problem, scope }: OpenProblem, array: number): Fraction | undefined {
  return scope.array(array).shape.length === 0 ? problem.given.get(array)?.[0] : undefined;
}

/** Whether the worksheet makes something of an array; else a scalar with a number is that number. */
export function isUsed({ scope }: OpenProblem, array: number): boolean {
  return scope.arrays.some(
    ({ definition }) =>
      definition.kind === "rows" && definition.rows.some(({ factors }) => factors.some((one) => one.array === array)),
  );
}

function parameterAmong(axes: readonly SpatialAxis[], letter: string): number | undefined {
  const equal = (values: readonly number[]): number | undefined =>
    values.every((value) => value === values[0]) ? values[0] : undefined;
  const [height, width] = [axes[0], axes[axes.length - 1]];
  // `S_h`, `p_w`: of one axis of an image.
  const [, of, along] = /^(\p{L}+)_\{?([hHwW])\}?$/u.exec(letter) ?? [];
  if (of !== undefined && axes.length === 2) {
    const axis = along?.toLowerCase() === "h" ? height : width;
    return axis && ofAxis(axis, of.toLowerCase());
  }
  switch (letter) {
    case "s":
    case "S":
    case "stride":
      return equal(axes.map(({ stride }) => stride));
    case "d":
    case "D":
    case "dilation":
      return equal(axes.map(({ dilation }) => dilation));
    case "p":
    case "P":
    case "pad":
    case "padding":
      return equal(axes.map(({ before }) => before));
    case "k":
    case "K":
    case "R":
      return equal(axes.map(({ kernel }) => kernel));
    case "H":
      return height?.covered;
    case "W":
      return width?.covered;
    case "N":
    case "n":
      return equal(axes.map(({ covered }) => covered));
    default:
      return undefined;
  }
}
