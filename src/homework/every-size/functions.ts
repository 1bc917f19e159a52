/**
 * Derivatives of functions that are said by the functions themselves: σ' = σ − σ², tanh' = 1 − tanh².
 * In: a statement whose sides are not shown to be equal as they are. Out: the same with both sides in normal form and
 * these derivatives put in; nothing where there are none. Always: outside of an array all of these are 0, as there.
 */
import { normalize } from "../../calculus/normalize.ts";
import { sideOf } from "../../calculus/prove.ts";
import {
  type Apply,
  type Definition,
  type Entry,
  type Factor,
  freshLetter,
  type Guard,
  type Product,
  type Sum,
  shapeOf,
  type Theory,
} from "../../calculus/sums.ts";
import { ONE } from "../../sizes/polynomial.ts";
import type { LinkStatement } from "./statement.ts";

export function withFunctionsDerived({ theory, statement, text }: LinkStatement): LinkStatement | undefined {
  const sides = [statement.left, statement.right].map((side) => normalForm(side, theory));
  if (!sides.some((sum) => sum.some(({ factors }) => factors.some(isDerived)))) return undefined;
  const taken = new Set([...theory.arrays, ...theory.definitions].map(({ name }) => name));
  const definitions = sides.map((sum): Definition => {
    const name = freshLetter("side", taken);
    const body = sum.flatMap((product) => derivedProduct(product, theory));
    return { name, shape: theory.free.map(({ size }) => size), index: theory.free.map(({ letter }) => letter), body };
  });
  const [left, right] = definitions.map(({ name }) => name) as [string, string];
  return {
    theory: { ...theory, definitions: [...theory.definitions, ...definitions] },
    statement: { left, right },
    text,
  };
}

function normalForm(side: string, theory: Theory): Sum {
  const start = sideOf(side, theory);
  return normalize(start, theory, "kept").at(-1)?.sum ?? start;
}

const SIGMOID: Apply = { name: "sigmoid", primes: 0, parameters: [] };
const TANH: Apply = { name: "tanh", primes: 0, parameters: [] };

/** First derivatives as sums of products of functions of the same entry. */
const DERIVATIVES: ReadonlyMap<string, readonly { readonly coefficient: number; readonly of: readonly Apply[] }[]> =
  new Map([
    [
      "sigmoid",
      [
        { coefficient: 1, of: [SIGMOID] },
        { coefficient: -1, of: [SIGMOID, SIGMOID] },
      ],
    ],
    [
      "tanh",
      [
        { coefficient: 1, of: [] },
        { coefficient: -1, of: [TANH, TANH] },
      ],
    ],
    ["softplus", [{ coefficient: 1, of: [SIGMOID] }]],
    ["exp", [{ coefficient: 1, of: [{ name: "exp", primes: 0, parameters: [] }] }]],
  ]);

function isDerived(factor: Factor): factor is Entry {
  return factor.kind === "entry" && factor.apply?.primes === 1 && DERIVATIVES.has(factor.apply.name);
}

/** One derivative after the other is put in. */
function derivedProduct(product: Product, theory: Theory): readonly Product[] {
  const place = product.factors.findIndex(isDerived);
  const factor = product.factors[place];
  if (factor === undefined || !isDerived(factor)) return [product];
  const others = product.factors.filter((_, other) => other !== place);
  const terms = DERIVATIVES.get(factor.apply?.name ?? "") ?? [];
  return terms.flatMap(({ coefficient, of }) =>
    derivedProduct(
      {
        ...product,
        coefficient: product.coefficient * coefficient,
        guards: [...product.guards, ...(of.length === 0 ? insideOf(factor, theory) : [])],
        factors: [...others, ...of.map((apply): Entry => ({ ...factor, apply }))],
      },
      theory,
    ),
  );
}

/** The entry lies in its array; a quotient in an index is an integer. */
function insideOf({ tensor, index }: Entry, theory: Theory): readonly Guard[] {
  const shape = shapeOf(tensor, theory);
  return index.flatMap(({ value, divisor }, axis): readonly Guard[] => {
    const size = shape[axis] ?? ONE;
    if (divisor === undefined) return [{ kind: "range", value, size }];
    throw new RangeError("a normal form has no quotients as indices");
  });
}
