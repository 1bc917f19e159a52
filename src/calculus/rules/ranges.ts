/** Guards and ranges that say nothing new: an always true guard is dropped, an implied range is not said. */
import { showDivides, showNonnegative, showZero } from "../../sizes/assumptions.ts";
import {
  add,
  constant,
  isZero,
  letter,
  linearIn,
  type Polynomial,
  plainLetter,
  subtract,
  textOf,
  ZERO,
} from "../../sizes/polynomial.ts";
import { equal, type Guard, knowledgeOf, type Product, type Theory, textOfGuard } from "../sums.ts";
import { type Condition, one, type Rule, replaced, without } from "./rule.ts";

/** Shows that a guard holds wherever the product, which does not have it, is not 0. */
export function showGuard(guard: Guard, product: Product, theory: Theory): Condition | undefined {
  const known = knowledgeOf(product, theory);
  const claim = textOfGuard(guard);
  switch (guard.kind) {
    case "equal": {
      const shown = showZero(guard.zero, known);
      return shown && { claim, shown };
    }
    case "divides": {
      const shown = showDivides(guard.divisor, guard.value, known);
      return shown && { claim, shown };
    }
    case "range": {
      const low = showNonnegative(guard.value, known);
      const high = low && showNonnegative(subtract(subtract(guard.size, constant(1)), guard.value), known);
      return low && high && { claim, shown: [...low, ...high] };
    }
  }
}

/** The product with those guards that do not follow from it and from the guards kept before. */
export function guardWith(
  product: Product,
  guards: readonly Guard[],
  theory: Theory,
): { readonly product: Product; readonly conditions: readonly Condition[] } {
  const conditions: Condition[] = [];
  let guarded = product;
  for (const guard of guards) {
    const shown = showGuard(guard, guarded, theory);
    if (shown === undefined) guarded = { ...guarded, guards: [...guarded.guards, guard] };
    else conditions.push(shown);
  }
  return { product: guarded, conditions };
}

export function inside(value: Polynomial, size: Polynomial): Guard {
  return { kind: "range", value, size };
}

export const drop: Rule<"drop"> = (product, { guard }, theory) => {
  const dropped = product.guards[guard];
  if (dropped === undefined) return undefined;
  const rest = { ...product, guards: without(product.guards, guard) };
  const shown = showGuard(dropped, rest, theory);
  return shown && one(rest, [shown]);
};

export const widen: Rule<"widen"> = (product, { letter: name }, theory) => {
  const size = product.bound.find((bound) => bound.letter === name)?.size;
  if (size === undefined) return undefined;
  const bound = product.bound.map((other) => (other.letter === name ? { letter: name } : other));
  const wide = { ...product, bound };
  const shown = showGuard(inside(letter(name), size), wide, theory);
  return shown && one(wide, [shown]);
};

export const narrow: Rule<"narrow"> = (product, { guard: place }) => {
  const guard = product.guards[place];
  const name = guard?.kind === "range" ? plainLetter(guard.value) : undefined;
  if (guard?.kind !== "range" || !product.bound.some((bound) => bound.letter === name && bound.size === undefined))
    return undefined;
  const bound = product.bound.map((other) => (other.letter === name ? { letter: name, size: guard.size } : other));
  return one({ ...product, bound, guards: without(product.guards, place) });
};

export const divide: Rule<"divide"> = (product, { guard: place, size: name }, theory) => {
  const guard = product.guards[place];
  const parts = guard?.kind === "equal" ? linearIn(guard.zero, name) : undefined;
  if (parts === undefined || isZero(parts.coefficient) || isZero(parts.rest)) return undefined;
  const rest = { ...product, guards: without(product.guards, place) };
  const known = knowledgeOf(rest, theory);
  const most = subtract(letter(name), constant(1));
  const low = showNonnegative(add(most, parts.rest), known);
  const high = low && showNonnegative(subtract(most, parts.rest), known);
  const equations = [equal(parts.coefficient, ZERO), equal(parts.rest, ZERO)];
  const claim = `-${name} < ${textOf(parts.rest)} < ${name}`;
  const divided = { ...product, guards: replaced(product.guards, place, ...equations) };
  return low && high && one(divided, [{ claim, shown: [...low, ...high] }]);
};
