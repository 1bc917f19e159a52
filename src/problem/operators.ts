/**
 * The table of operators. A new one is an entry in one of these files.
 */

import { suggestAmong } from "./names.ts";
import type { Operator } from "./operator.ts";
import { CONSTANTS } from "./operators/constant.ts";
import { CONVOLUTIONS } from "./operators/convolution.ts";
import { ELEMENTWISE } from "./operators/elementwise.ts";
import { LOSSES } from "./operators/loss.ts";
import { POOLINGS } from "./operators/pooling.ts";
import { PRODUCTS } from "./operators/product.ts";
import { REARRANGEMENTS } from "./operators/rearrangement.ts";
import { REDUCTIONS } from "./operators/reduction.ts";

const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  [
    ...CONVOLUTIONS,
    ...PRODUCTS,
    ...REDUCTIONS,
    ...ELEMENTWISE,
    ...REARRANGEMENTS,
    ...POOLINGS,
    ...LOSSES,
    ...CONSTANTS,
  ].map((operator) => [operator.name, operator]),
);

export function findOperator(name: string): Operator | undefined {
  return OPERATORS.get(name);
}

export function suggestName(name: string): string {
  return suggestAmong(name, [...OPERATORS.keys(), "grad", "jac", "size"]);
}
