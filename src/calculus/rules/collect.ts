/** Coefficients and divisors, equal products, and the order of the products of a sum. */
import { constant, numberOf, type Polynomial, sameAs } from "../../sizes/polynomial.ts";
import { dividedBy, overOf, type Product, textOfProduct } from "../sums.ts";
import { one, type Rule, replaced, type SumRule, without } from "./rule.ts";

/** c/(g·o) = (c/g)/o */
export const shorten: Rule<"shorten"> = (product) => {
  const over = overOf(product);
  const divisor = over.reduce((common, { coefficient }) => commonDivisor(common, coefficient), product.coefficient);
  if (product.coefficient === 0 || divisor === 1) return undefined;
  return one({
    ...withoutOver(product),
    coefficient: product.coefficient / divisor,
    ...dividedBy(over.map((term) => ({ ...term, coefficient: term.coefficient / divisor }))),
  });
};

export const cancel: Rule<"cancel"> = ({ coefficient }) =>
  coefficient === 0 ? { products: [], conditions: [] } : undefined;

/** c₁/o·X + c₂/o·X = (c₁ + c₂)/o·X; numbers are brought to a common divisor. */
export const collect: SumRule<"collect"> = (sum, place, { with: other }) => {
  const [first, second] = [sum[place], sum[other]];
  if (first === undefined || second === undefined || other <= place) return undefined;
  if (textOfProduct(bare(first)) !== textOfProduct(bare(second))) return undefined;
  const total = totalOf(first, second);
  return total && without(replaced(sum, place, { ...withoutOver(first), ...total }), other);
};

function totalOf(first: Product, second: Product): Pick<Product, "coefficient" | "over"> | undefined {
  const [left, right] = [overOf(first), overOf(second)];
  if (sameAs(left, right)) return { coefficient: first.coefficient + second.coefficient, ...dividedBy(left) };
  const [by, other] = [numberOf(left), numberOf(right)];
  if (by === undefined || other === undefined) return undefined;
  const common = (by * other) / commonDivisor(by, other);
  const coefficient = first.coefficient * (common / by) + second.coefficient * (common / other);
  return { coefficient, ...dividedBy(constant(common)) };
}

/** What has to be the same of products that are collected. */
export function bare(product: Product): Product {
  return { ...withoutOver(product), coefficient: 1 };
}

function withoutOver({ over: _, ...rest }: Product & { readonly over?: Polynomial }): Product {
  return rest;
}

function commonDivisor(left: number, right: number): number {
  let [a, b] = [Math.abs(left), Math.abs(right)];
  while (b > 0) [a, b] = [b, a % b];
  return a;
}

export const reorder: SumRule<"reorder"> = (sum, place, { order }) => {
  const isOrder = order.length === sum.length && [...sum.keys()].every((number) => order.includes(number));
  return place === 0 && isOrder ? order.flatMap((number) => sum[number] ?? []) : undefined;
};
