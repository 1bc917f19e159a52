/**
 * A chain of products as it was written from left to right: factors, and the sign before each.
 */
import type { Span } from "../../language/syntax.ts";
import type { BinarySign, Formula } from "../syntax.ts";

export interface ProductFactor {
  /** The sign before it; of the first factor, none. */
  readonly sign: BinarySign | undefined;
  readonly accent?: string;
  readonly signSpan: Span;
  readonly formula: Formula;
}

const PRODUCT_SIGNS: ReadonlySet<BinarySign> = new Set([
  "juxtaposed",
  "dot",
  "times",
  "*",
  "star",
  "otimes",
  "circledast",
  "odot",
  "ring",
  "/",
]);

export function isProduct(formula: Formula): formula is Formula & { readonly tag: "binary" } {
  return formula.tag === "binary" && PRODUCT_SIGNS.has(formula.sign);
}

export function factorsOf(formula: Formula): ProductFactor[] {
  const factors: ProductFactor[] = [];
  let rest = formula;
  while (isProduct(rest)) {
    const { sign, accent, signSpan, right } = rest;
    factors.push({ sign, ...(accent !== undefined && { accent }), signSpan, formula: right });
    rest = rest.left;
  }
  factors.push({ sign: undefined, signSpan: rest.span, formula: rest });
  return factors.reverse();
}
