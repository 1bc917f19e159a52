/** A bound letter that an equation determines: put in, or brought in, or solved for with its divisibility. */
import { showPositive } from "../../sizes/assumptions.ts";
import {
  letter,
  lettersOf,
  linearIn,
  multiply,
  negate,
  numberOf,
  type Polynomial,
  textOf,
} from "../../sizes/polynomial.ts";
import {
  type Entry,
  equal,
  type Factor,
  knowledgeOf,
  lettersOfProduct,
  type Product,
  plainSlot,
  reservedLetters,
  substituteInProduct,
} from "../sums.ts";
import { guardWith, inside } from "./ranges.ts";
import { one, type Rule, replaced, without } from "./rule.ts";

/** c and e with [c·x = e] for an equation of the product and one of its bound letters. */
function equationFor(
  product: Product,
  name: string,
  place: number,
): { readonly factor: Polynomial; readonly value: Polynomial } | undefined {
  const guard = product.guards[place];
  if (guard?.kind !== "equal" || !product.bound.some((bound) => bound.letter === name)) return undefined;
  const parts = linearIn(guard.zero, name);
  return parts && { factor: parts.coefficient, value: negate(parts.rest) };
}

/** Σ over x of [x = e]·f(x) = [0 <= e < N]·f(e), without the guard where x runs over all integers. */
export const sift: Rule<"sift"> = (product, { letter: name, guard }, theory) => {
  const equation = equationFor(product, name, guard);
  const unit = equation && numberOf(equation.factor);
  if (equation === undefined || (unit !== 1 && unit !== -1)) return undefined;
  const value = unit === 1 ? equation.value : negate(equation.value);
  const size = product.bound.find((bound) => bound.letter === name)?.size;
  const rest = {
    ...product,
    bound: product.bound.filter((bound) => bound.letter !== name),
    guards: without(product.guards, guard),
  };
  const sifted = substituteInProduct(rest, new Map([[name, value]]));
  const guarded = guardWith(sifted, size === undefined ? [] : [inside(value, size)], theory);
  return one(guarded.product, guarded.conditions);
};

/** T[e/q] = Σ over x of [q·x = e]·T[x] */
export const expose: Rule<"expose"> = (product, { factor: place, slot, letter: name }, theory) => {
  const entry = product.factors[place];
  if (entry?.kind !== "entry" || lettersOfProduct(product).has(name) || reservedLetters(theory).has(name))
    return undefined;
  const index = entry.index[slot];
  if (index === undefined) return undefined;
  const x = letter(name);
  const scaled = index.divisor === undefined ? x : multiply(index.divisor, x);
  const exposed: Entry = { ...entry, index: replaced(entry.index, slot, { value: x }) };
  return one({
    ...product,
    bound: [...product.bound, { letter: name }],
    guards: [...product.guards, equal(scaled, index.value)],
    factors: replaced<Factor>(product.factors, place, exposed),
  });
};

/** Σ over x of [c·x = e]·T[x] = [c | e]·T[e/c] for c > 0, where x occurs nowhere else; x < N leaves [0 <= e < c·N]. */
export const solve: Rule<"solve"> = (product, { letter: name, guard }, theory) => {
  const equation = equationFor(product, name, guard);
  const bound = product.bound.find((other) => other.letter === name);
  if (equation === undefined || bound === undefined) return undefined;
  const positive = showPositive(equation.factor, knowledgeOf(product, theory));
  const rest = {
    ...product,
    bound: product.bound.filter((other) => other !== bound),
    guards: replaced(product.guards, guard, {
      kind: "divides",
      divisor: equation.factor,
      value: equation.value,
    } as const),
  };
  const slot = { value: equation.value, divisor: equation.factor };
  const factors = rest.factors.map((factor): Factor => {
    if (factor.kind !== "entry") return factor;
    return { ...factor, index: factor.index.map((index) => (plainSlot(index) === name ? slot : index)) };
  });
  const solved = { ...rest, factors };
  if (positive === undefined || lettersOf(equation.value).has(name) || lettersOfProduct(solved).has(name))
    return undefined;
  const ranges = bound.size === undefined ? [] : [inside(equation.value, multiply(equation.factor, bound.size))];
  const guarded = guardWith(solved, ranges, theory);
  return one(guarded.product, [{ claim: `${textOf(equation.factor)} > 0`, shown: positive }, ...guarded.conditions]);
};
