/** What equations and ranges say of other guards and of letters. */
import { showNonnegative } from "../../sizes/assumptions.ts";
import {
  add,
  isZero,
  letter,
  lettersOf,
  multiply,
  negate,
  type Polynomial,
  subtract,
  ZERO,
} from "../../sizes/polynomial.ts";
import { equal, type Guard, knowledgeOf, lettersOfProduct, reservedLetters, substituteInProduct } from "../sums.ts";
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

/** Where 0 <= x <= 0 wherever the product is not 0: x is 0, and no letter any more. */
export const pin: Rule<"pin"> = (product, { letter: name }, theory) => {
  const isFree = theory.free.some((free) => free.letter === name);
  const isBound = product.bound.some((bound) => bound.letter === name);
  if (!isFree && !isBound) return undefined;
  const known = knowledgeOf(product, theory);
  const low = showNonnegative(letter(name), known);
  const high = low && showNonnegative(negate(letter(name)), known);
  const bound = product.bound.filter((other) => other.letter !== name);
  const pinned = substituteInProduct({ ...product, bound }, new Map([[name, add()]]));
  return low && high && one(pinned, [{ claim: `${name} == 0`, shown: [...low, ...high] }]);
};
