/**
 * A chain of products as it was written from left to right: factors, and the sign before each.
 */
import type { Span } from "../../../language/syntax.ts";
import type { BinarySign, Formula } from "../../syntax.ts";

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
  "matmul",
  "/",
  "./",
]);

export function isProduct(formula: Formula): formula is Formula & { readonly tag: "binary" } {
  return formula.tag === "binary" && PRODUCT_SIGNS.has(formula.sign);
}

/** Factors back to the product that they are; there is one at least. */
export function productOf([first, ...rest]: readonly ProductFactor[]): Formula {
  if (first === undefined) throw new Error("a product has a factor");
  return rest.reduce<Formula>((left, { sign = "juxtaposed", accent, signSpan, formula: right }) => {
    const span = { start: left.span.start, end: right.span.end };
    return { tag: "binary", sign, ...(accent !== undefined && { accent }), signSpan, left, right, span };
  }, first.formula);
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
