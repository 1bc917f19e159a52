/** What equations and ranges say of other guards and of letters. */
import { showNonnegative } from "../../sizes/assumptions.ts";
import {
  isZero,
  letter,
  lettersOf,
  multiply,
  negate,
  type Polynomial,
  subtract,
  ZERO,
} from "../../sizes/polynomial.ts";
import {
  equal,
  type Guard,
  knowledgeOf,
  lettersOfProduct,
  type Product,
  reservedLetters,
  substituteInProduct,
} from "../sums.ts";
import { guardWith, inside } from "./ranges.ts";
import { one, type Rule, replaced } from "./rule.ts";

/** [e = 0]·[v = 0] = [e = 0]·[v − t·e = 0], and so of a range and of a multiple. */
export const combine: Rule<"combine"> = (product, { guard: place, by, times }, theory) => {
  const [guard, equation] = [product.guards[place], product.guards[by]];
  if (guard === undefined || equation?.kind !== "equal" || place === by || isZero(times)) return undefined;
  const known = new Set([...lettersOfProduct(product), ...reservedLetters(theory)]);
  if ([...lettersOf(times)].some((name) => !known.has(name))) return undefined;
  const combined = withValue(guard, subtract(wholeOf(guard), multiply(times, equation.zero)));
  return one({ ...product, guards: replaced(product.guards, place, combined) });
};

export function wholeOf(guard: Guard): Polynomial {
  return guard.kind === "equal" ? guard.zero : guard.value;
}

function withValue(guard: Guard, value: Polynomial): Guard {
  return guard.kind === "equal" ? equal(value, ZERO) : { ...guard, value };
}

/** [0 <= e < N] = Σ over x < N of [x = e] */
export const name: Rule<"name"> = (product, { guard: place, letter: fresh }, theory) => {
  const guard = product.guards[place];
  const isTaken = lettersOfProduct(product).has(fresh) || reservedLetters(theory).has(fresh);
  if (guard?.kind !== "range" || isTaken) return undefined;
  const equation = equal(letter(fresh), guard.value);
  return one({
    ...product,
    bound: [...product.bound, { letter: fresh, size: guard.size }],
    guards: replaced(product.guards, place, equation),
  });
};

/**
 * A letter that can be 0 alone is 0. A bound one has to be 0 wherever the product is not 0, and then its range has to
 * hold 0; of a free one the product is a value at each of its places, so that its own range has to say it.
 */
export const pin: Rule<"pin"> = (product, { letter: pinned }, theory) => {
  const found = product.bound.find((bound) => bound.letter === pinned);
  if (found === undefined && !theory.free.some((free) => free.letter === pinned)) return undefined;
  const known = knowledgeOf(found === undefined ? NOTHING_SAID : product, theory);
  const low = showNonnegative(letter(pinned), known);
  const high = low && showNonnegative(negate(letter(pinned)), known);
  if (low === undefined || high === undefined) return undefined;
  const bound = product.bound.filter((other) => other !== found);
  const after = substituteInProduct({ ...product, bound }, new Map([[pinned, ZERO]]));
  const guarded = guardWith(after, found?.size === undefined ? [] : [inside(ZERO, found.size)], theory);
  return one(guarded.product, [{ claim: `${pinned} == 0`, shown: [...low, ...high] }, ...guarded.conditions]);
};

const NOTHING_SAID: Product = { coefficient: 1, bound: [], guards: [], factors: [] };
