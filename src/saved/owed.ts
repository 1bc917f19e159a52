/**
 * What a derivation must contain: which results, entries, steps, views, remarks, names and calls, and in which order.
 * That is determined by the worksheet and the detail, and is found by deriving once more; of what that gives, only the
 * outline is looked at. Whether a line is right is never asked here: `verify` says so by other means.
 */
import type { Derivation } from "../derivation/derivation.ts";
import { deriveProblem } from "../derivation/derive.ts";
import type { Problem } from "../problem/problem.ts";
import { VerificationError } from "../verify/verify.ts";
import { firstDifference } from "./compare.ts";

export function demandOwed(problem: Problem, derivation: Derivation): void {
  const { file, detail } = derivation;
  const owed = deriveProblem(problem, { file, detail });
  const difference = firstDifference(outlineOf(derivation), outlineOf(owed));
  if (difference !== undefined)
    throw new VerificationError(`what the worksheet asks for is not all there: ${difference}`);
}

/** Stands for a formula or a value: that it is there is looked at, not what it is. */
const PRESENT = "…";
/** Values may be decimals, of which the last digits depend on the machine; `left` and `right` are a counterexample's. */
const VALUES = ["value", "left", "right"];

/** The derivation with every formula and every value replaced; rules, places, names, numbers and words stay. */
function outlineOf(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(outlineOf);
  if (typeof part !== "object" || part === null) return part;
  if ("tag" in part) return PRESENT;
  const fields = Object.entries(part).map(([name, value]) => [
    name,
    typeof value === "string" && VALUES.includes(name) ? PRESENT : outlineOf(value),
  ]);
  return Object.fromEntries(fields);
}
