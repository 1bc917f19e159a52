/** Guards and ranges that say nothing new: an always true guard is dropped, an implied range is not said. */
import { showDivides, showNonnegative, showZero } from "../assumptions.ts";
import { constant, letter, type Polynomial, subtract } from "../polynomial.ts";
import { type Guard, knowledgeOf, type Product, type Theory, textOfGuard } from "../sums.ts";
import { type Condition, one, type Rule, without } from "./rule.ts";

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
