/**
 * Checks what a gradient says of its variable: in which definitions it stands, and along which axes windows slide.
 */
import type { GradientResult } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import type { NumericArray } from "../problem/problem.ts";
import { slidingAxes, usesOf } from "../problem/uses.ts";
import { type Checks, fail } from "./checks.ts";

/** Both are counted again in the worksheet. */
export function checkUses(
  { problem }: Checks,
  { uses, slidingAxes: axes }: GradientResult,
  of: NumericArray,
  wrt: NumericArray,
  place: string,
): void {
  const actual = usesOf(problem, of, wrt).flatMap(({ array, times }) =>
    Array.from({ length: times }, () =>
      printExpression(array.named || array.source === undefined ? { tag: "name", name: array.name } : array.source),
    ),
  );
  if (uses !== undefined && uses.map(printExpression).join("; ") !== actual.join("; "))
    fail(`${place}, uses`, `\`${wrt.name}\` is used in ${actual.join(", ")}`);
  const sliding = slidingAxes(problem, of, wrt).map((axis) => axis + 1);
  if (axes !== undefined && axes.join() !== sliding.join())
    fail(`${place}, slidingAxes`, `windows slide along the axes [${sliding.join(",")}]`);
}
