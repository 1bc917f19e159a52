/**
 * Derivatives of products of entries by one entry, which lies inside its array. Whatever array that is, its entries are
 * variables, be they defined or not; an array that is not made of it is constant.
 */
import { ONE } from "../../sizes/polynomial.ts";
import { dependsOn } from "../dependence.ts";
import { type Derivative, type Entry, equal, type Product, shapeOf, type Theory } from "../sums.ts";
import { guardWith, inside, showGuard } from "./ranges.ts";
import { type Condition, one, type Rule, replaced, without } from "./rule.ts";

/** ∂(f·g)/∂x = ∂f/∂x·g + f·∂g/∂x; the derivative of a constant is 0. */
export const productRule: Rule<"product-rule"> = (product, { factor: place }, theory) => {
  const derivative = product.factors[place];
  if (derivative?.kind !== "derivative") return undefined;
  const isConstant = ({ tensor }: Entry): boolean => !dependsOn(tensor, derivative.by.tensor, theory);
  if (derivative.of.length === 1 && !derivative.of.some(isConstant)) return undefined;
  const products = derivative.of.flatMap((part, number): readonly Product[] => {
    if (isConstant(part)) return [];
    const differentiated: Derivative = { ...derivative, of: [part] };
    const factors = replaced(product.factors, place, ...without(derivative.of, number), differentiated);
    return [{ ...product, factors }];
  });
  return { products, conditions: [] };
};

/** ∂f(T[e])/∂x = f'(T[e])·∂T[e]/∂x; outside of T all of it is 0. */
export const chainRule: Rule<"chain-rule"> = (product, { factor: place }) => {
  const derivative = product.factors[place];
  if (derivative?.kind !== "derivative") return undefined;
  const [only, ...more] = derivative.of;
  if (only?.apply === undefined || more.length > 0) return undefined;
  const { apply, ...argument } = only;
  const outer: Entry = { ...only, apply: { ...apply, primes: apply.primes + 1 } };
  return one({ ...product, factors: replaced(product.factors, place, outer, { ...derivative, of: [argument] }) });
};

const LARGEST_POWER = 6;

/** The derivative of order q of T[e]ⁿ is n(n−1)…(n−q+1)·T[e]·…·T[e], where T[e] lies inside T if no factor is left. */
export const power: Rule<"power"> = (product, { factor: place }, theory) => {
  const raised = product.factors[place];
  if (raised?.kind !== "entry" || raised.apply?.name !== "power") return undefined;
  const { apply, ...base } = raised;
  const exponent = Number(apply.parameters[0]?.[1]);
  if (!Number.isInteger(exponent) || exponent < 0 || exponent > LARGEST_POWER) return undefined;
  let coefficient = product.coefficient;
  for (let order = 0; order < apply.primes; order++) coefficient *= exponent - order;
  const left = Math.max(0, exponent - apply.primes);
  const factors = replaced(product.factors, place, ...Array.from({ length: left }, () => base));
  const multiplied = { ...product, coefficient, factors };
  const shape = shapeOf(base.tensor, theory);
  if (left > 0) return one(multiplied);
  if (base.index.some(({ divisor }) => divisor !== undefined)) return undefined;
  const guards = base.index.map(({ value }, axis) => inside(value, shape[axis] ?? ONE));
  const guarded = guardWith(multiplied, guards, theory);
  return one(guarded.product, guarded.conditions);
};

/** ∂T[e]/∂T[m] = Π [e = m], axis by axis; m must lie inside, since outside T[m] is no variable. */
export const differentiate: Rule<"differentiate"> = (product, { factor: place }, theory) => {
  const derivative = product.factors[place];
  if (derivative?.kind !== "derivative") return undefined;
  const [only, ...more] = derivative.of;
  if (only === undefined || more.length > 0 || only.tensor !== derivative.by.tensor) return undefined;
  if (only.apply !== undefined || derivative.by.apply !== undefined) return undefined;
  if ([...only.index, ...derivative.by.index].some(({ divisor }) => divisor !== undefined)) return undefined;
  const rest = { ...product, factors: without(product.factors, place) };
  const conditions = showInside(derivative.by, rest, theory);
  const equations = only.index.map(({ value }, axis) => equal(derivative.by.index[axis]?.value ?? [], value));
  return conditions && one({ ...rest, guards: [...rest.guards, ...equations] }, conditions);
};

/** Shows each index of an entry to be in range, from the assumptions and what else the product says. */
function showInside(by: Entry, rest: Product, theory: Theory): readonly Condition[] | undefined {
  const shape = shapeOf(by.tensor, theory);
  const shown = by.index.map(({ value }, axis) => showGuard(inside(value, shape[axis] ?? ONE), rest, theory));
  const conditions = shown.filter((condition) => condition !== undefined);
  return conditions.length === shown.length ? conditions : undefined;
}
