/** Derivatives of products of entries by one entry, which lies inside its array. */
import { ONE } from "../../sizes/polynomial.ts";
import { type Derivative, type Entry, equal, type Product, shapeOf, type Theory } from "../sums.ts";
import { inside, showGuard } from "./ranges.ts";
import { type Condition, one, type Rule, replaced, without } from "./rule.ts";

/** ∂(f·g)/∂x = ∂f/∂x·g + f·∂g/∂x; entries of arrays that are neither defined nor x's have derivative 0. */
export const productRule: Rule<"product-rule"> = (product, { factor: place }, theory) => {
  const derivative = product.factors[place];
  if (derivative?.kind !== "derivative") return undefined;
  const isConstant = ({ tensor }: Entry): boolean =>
    tensor !== derivative.by.tensor && !theory.definitions.some(({ name }) => name === tensor);
  if (derivative.of.length === 1 && !derivative.of.some(isConstant)) return undefined;
  const products = derivative.of.flatMap((part, number): readonly Product[] => {
    if (isConstant(part)) return [];
    const differentiated: Derivative = { ...derivative, of: [part] };
    const factors = replaced(product.factors, place, ...without(derivative.of, number), differentiated);
    return [{ ...product, factors }];
  });
  return { products, conditions: [] };
};

/** ∂T[e]/∂T[m] = Π [e = m], axis by axis; m must lie inside, since outside T[m] is no variable. */
export const differentiate: Rule<"differentiate"> = (product, { factor: place }, theory) => {
  const derivative = product.factors[place];
  if (derivative?.kind !== "derivative") return undefined;
  const [only, ...more] = derivative.of;
  if (only === undefined || more.length > 0 || only.tensor !== derivative.by.tensor) return undefined;
  if (theory.definitions.some(({ name }) => name === only.tensor)) return undefined;
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
