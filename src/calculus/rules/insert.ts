/** A definition put in: T[e] becomes its sum at e, with [0 <= e < N] where that does not follow from the rest. */
import { letter, multiply, ONE, type Polynomial } from "../../sizes/polynomial.ts";
import {
  type Apply,
  type Definition,
  dividedBy,
  type Entry,
  type Factor,
  type Guard,
  lettersOfProduct,
  overOf,
  type Product,
  reservedLetters,
  shapeOf,
  substituteInProduct,
  type Theory,
} from "../sums.ts";
import { guardWith, inside, showGuard } from "./ranges.ts";
import { type Condition, type Outcome, type Rule, replaced } from "./rule.ts";
import { definitionThrough } from "./through.ts";

export const insert: Rule<"insert"> = (product, { factor: place, part, through, letters }, theory) => {
  const factor = product.factors[place];
  const entry = entryAt(factor, part);
  const found = theory.definitions.find(({ name }) => name === entry?.tensor);
  const definition = found && through !== undefined ? definitionThrough(found, through, theory) : found;
  if (factor === undefined || entry === undefined || definition === undefined) return undefined;
  // By its entries, an array is what varies, however it is defined.
  if (factor.kind === "derivative" && factor.by.tensor === entry.tensor) return undefined;
  if (entry.index.some(({ divisor }) => divisor !== undefined)) return undefined;
  if (!areFresh(letters, definition, product, theory)) return undefined;
  const products: Product[] = [];
  const conditions: Condition[] = [];
  const guards = entry.index.map(({ value }, axis) => inside(value, definition.shape[axis] ?? ONE));
  const summands = instantiate(definition, entry, letters);
  const renamed = entry.apply && underFunction(summands, entry.apply, { product, guards }, theory);
  if (entry.apply !== undefined && renamed === undefined) return undefined;
  conditions.push(...(renamed?.conditions ?? []));
  for (const summand of renamed?.summands ?? summands) {
    const inserted = joined(product, place, factor, part, summand);
    if (inserted === undefined) return undefined;
    const guarded = guardWith(inserted, guards, theory);
    products.push(guarded.product);
    conditions.push(...guarded.conditions);
  }
  return { products, conditions } satisfies Outcome;
};

/**
 * A function of a sum is no sum of functions; but where each entry of an array is one entry of another, which lies
 * inside that wherever the first lies inside its own, a function of the one is that of the other.
 */
function underFunction(
  summands: readonly Product[],
  apply: Apply,
  { product, guards }: { readonly product: Product; readonly guards: readonly Guard[] },
  theory: Theory,
): { readonly summands: readonly Product[]; readonly conditions: readonly Condition[] } | undefined {
  const [only, ...more] = summands;
  const [inner, ...others] = only?.factors ?? [];
  if (only === undefined || inner?.kind !== "entry" || more.length + others.length > 0) return undefined;
  const isPlain = only.coefficient === 1 && only.over === undefined && only.guards.length + only.bound.length === 0;
  if (!isPlain || inner.apply !== undefined || inner.index.some(({ divisor }) => divisor !== undefined))
    return undefined;
  const outside = { ...product, guards: [...product.guards, ...guards], factors: [] };
  const shape = shapeOf(inner.tensor, theory);
  const conditions = inner.index.flatMap(
    ({ value }, axis) => showGuard(inside(value, shape[axis] ?? ONE), outside, theory) ?? [],
  );
  if (conditions.length < inner.index.length) return undefined;
  return { summands: [{ ...only, factors: [{ ...inner, apply }] }], conditions };
}

function entryAt(factor: Factor | undefined, part: number | undefined): Entry | undefined {
  if (factor?.kind === "entry") return part === undefined ? factor : undefined;
  return part === undefined ? undefined : factor?.of[part];
}

/** Whether the new names are for the bound letters of the definition, one each, and mean nothing else here. */
function areFresh(
  letters: readonly (readonly [string, string])[],
  definition: Definition,
  product: Product,
  theory: Theory,
): boolean {
  const bound = new Set(definition.body.flatMap((summand) => summand.bound.map((other) => other.letter)));
  const news = new Set(letters.map(([, to]) => to));
  const taken = new Set([...lettersOfProduct(product), ...reservedLetters(theory)]);
  const named = new Set(letters.map(([from]) => from));
  const isComplete = named.size === bound.size && [...bound].every((name) => named.has(name));
  return isComplete && news.size === letters.length && ![...news].some((name) => taken.has(name));
}

function instantiate(
  definition: Definition,
  entry: Entry,
  letters: readonly (readonly [string, string])[],
): readonly Product[] {
  const names = new Map(letters);
  const values = new Map<string, Polynomial>(letters.map(([from, to]) => [from, letter(to)] as const));
  for (const [axis, name] of definition.index.entries()) values.set(name, entry.index[axis]?.value ?? []);
  return definition.body.map((summand) => {
    const bound = summand.bound.map((other) => ({ ...other, letter: names.get(other.letter) ?? other.letter }));
    return substituteInProduct({ ...summand, bound }, values);
  });
}

/** The product with a summand in the place of the entry; a derivative keeps the summand's entries to itself. */
function joined(
  product: Product,
  place: number,
  factor: Factor,
  part: number | undefined,
  summand: Product,
): Product | undefined {
  const entries = summand.factors.flatMap((other) => (other.kind === "entry" ? [other] : []));
  const hasDerivative = entries.length < summand.factors.length;
  if (factor.kind === "derivative" && hasDerivative) return undefined;
  const factors =
    factor.kind === "derivative" ? [{ ...factor, of: replaced(factor.of, part ?? -1, ...entries) }] : summand.factors;
  return {
    coefficient: product.coefficient * summand.coefficient,
    ...dividedBy(multiply(overOf(product), overOf(summand))),
    bound: [...product.bound, ...summand.bound],
    guards: [...product.guards, ...summand.guards],
    factors: replaced(product.factors, place, ...factors),
  };
}
