/**
 * Letters that texts use for the sizes of a convolution: s for the stride, p for the padding, K for the kernel's size.
 * They are read so only where the worksheet has one convolution whose axes agree in it.
 */
import type { OpenProblem } from "../problem.ts";

/** The number that the letter usually stands for; undefined where there is none, or more than one. */
export function parameterOf({ scope }: OpenProblem, letter: string): number | undefined {
  const [convolution, ...more] = scope.arrays.flatMap(({ named, convolution }) =>
    named && convolution ? [convolution] : [],
  );
  if (convolution === undefined || more.length > 0) return undefined;
  const { axes } = convolution;
  const equal = (values: readonly number[]): number | undefined =>
    values.every((value) => value === values[0]) ? values[0] : undefined;
  const [height, width] = [axes[0], axes[axes.length - 1]];
  switch (letter) {
    case "s":
    case "S":
      return equal(axes.map(({ stride }) => stride));
    case "d":
    case "D":
      return equal(axes.map(({ dilation }) => dilation));
    case "p":
    case "P":
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
