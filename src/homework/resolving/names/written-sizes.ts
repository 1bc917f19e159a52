/** Sizes that texts write below arrays: `W_{2 \times 3}`. */
import type { OpenProblem } from "../../problem.ts";
import type { Formula } from "../../syntax.ts";

/** Vectors may be written as columns or rows. */
export function isShape(shape: readonly number[] | undefined, sizes: readonly number[]): boolean {
  const strip = (of: readonly number[]): string => of.filter((size) => size !== 1).join();
  return shape !== undefined && strip(shape) === strip(sizes);
}

/** The numbers of `2 \times 3`, of `m \times n` where these are sizes. */
export function sizesIn(open: OpenProblem, formula: Formula): readonly number[] | undefined {
  if (formula.tag === "binary" && formula.sign === "times") {
    const [left, right] = [sizesIn(open, formula.left), sizesIn(open, formula.right)];
    return left && right && [...left, ...right];
  }
  if (formula.tag === "number" && /^\d+$/u.test(formula.text)) return [Number(formula.text)];
  const size = formula.tag === "symbol" ? open.scope.sizes.get(formula.name) : undefined;
  return size === undefined ? undefined : [size];
}
