/**
 * Letters that texts use for the sizes of a convolution: s for the stride, p for the padding, K for the kernel's size.
 * They are read so only where all convolutions of the worksheet and all of their axes agree in it.
 */
import type Fraction from "fraction.js";
import type { SpatialAxis } from "../../problem/definitions/convolution.ts";
import type { OpenProblem } from "../problem.ts";

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
export function parameterOf({ convolutions }: OpenProblem, letter: string): number | undefined {
  const [first, ...others] = convolutions.map(({ axes }) => parameterAmong(axes, letter));
  return others.every((other) => other === first) ? first : undefined;
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
