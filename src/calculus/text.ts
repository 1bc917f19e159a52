/**
 * Sums as text, for comparing them and for reading them in a test: two sums with one text are the same, in one order.
 */
import { add, negate, textOf } from "../sizes/polynomial.ts";
import type { Apply, Entry, Factor, Guard, Product, Sum } from "./sums.ts";

export function textOfSum(sum: Sum): string {
  if (sum.length === 0) return "0";
  return sum.map(textOfProduct).join(" + ");
}

export function textOfProduct({ coefficient, over, bound, guards, factors }: Product): string {
  const letters = bound.map(({ letter: name, size }) => (size === undefined ? name : `${name} < ${textOf(size)}`));
  const parts = [
    ...(coefficient === 1 && over === undefined && factors.length + guards.length > 0
      ? []
      : [over === undefined ? String(coefficient) : `${coefficient}/(${textOf(over)})`]),
    ...guards.map(textOfGuard),
    ...factors.map(textOfFactor),
  ];
  return `${letters.length > 0 ? `sum(${letters.join(", ")}) ` : ""}${parts.join("*")}`;
}

/** An equation with each term on the side where it is positive. */
export function textOfGuard(guard: Guard): string {
  switch (guard.kind) {
    case "equal":
      return `[${textOf(add(guard.zero.filter((term) => term.coefficient > 0)))} = ${textOf(negate(guard.zero.filter((term) => term.coefficient < 0)))}]`;
    case "range":
      return `[0 <= ${textOf(guard.value)} < ${textOf(guard.size)}]`;
    case "divides":
      return `[${textOf(guard.divisor)} | ${textOf(guard.value)}]`;
  }
}

export function textOfFactor(factor: Factor): string {
  if (factor.kind === "entry") return textOfEntry(factor);
  return `d(${factor.of.map(textOfEntry).join("*")})/d(${textOfEntry(factor.by)})`;
}

function textOfEntry({ tensor, index, apply }: Entry): string {
  const slots = index.map(({ value, divisor }) =>
    divisor === undefined ? textOf(value) : `(${textOf(value)})/(${textOf(divisor)})`,
  );
  const entry = `${tensor}[${slots.join(", ")}]`;
  return apply === undefined ? entry : textOfApplied(apply, entry);
}

/** As `leaky_relu'(z[i], alpha=1/100)`. */
function textOfApplied({ name, primes, parameters }: Apply, argument: string): string {
  const named = parameters.map(([parameter, value]) => `${parameter}=${value}`);
  return `${name}${"'".repeat(Math.max(0, primes))}(${[argument, ...named].join(", ")})`;
}
