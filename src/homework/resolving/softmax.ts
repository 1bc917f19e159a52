/**
 * `softmax(z_j)`: of an entry, whose index letter runs along the axis of the softmax, it is that entry of the softmax of
 * all. Of a number there is none.
 */
import type { Expression } from "../../language/syntax.ts";
import type { Meaning, Value } from "../meaning.ts";
import type { Formula } from "../syntax.ts";
import type { Context } from "./context.ts";
import { entryAtIndices } from "./indices.ts";
import { lettersOf, unitsOf } from "./names/keys.ts";
import { referenceOf } from "./names/reference.ts";
import { expressionOf, lowerValue } from "./operators/lowering.ts";
import { scalar, sliceValue } from "./values.ts";

/** Undefined where the formula is no entry with such a letter. */
export function softmaxOfEntry(context: Context, of: Formula): Value | undefined {
  if (!endsInLetter(of)) return undefined;
  const value = context.resolve(context, of, undefined);
  if (value.tag !== "scalar" || value.meaning.tag !== "entry") return undefined;
  const { array, indices } = value.meaning;
  if (indices.length === 0 || (indices.length > 1 && namesAxis(context.open.worksheet))) return undefined;
  const row = sliceValue(context, array, indices.slice(0, -1));
  const call: Expression = {
    tag: "call",
    name: "softmax",
    primes: 0,
    positional: [expressionOf(context, row, of.span)],
    named: [],
  };
  const whole = lowerValue(context, call, of.span);
  return whole.tag === "scalar" ? undefined : scalar(entryAtIndices(context, whole, indices.slice(-1) as [Meaning]));
}

/** `z_j`, `z_{i,j}`, `z[j]`: the last index is a letter. */
function endsInLetter(of: Formula): boolean {
  const { sub = [], calls = [] } = referenceOf(of) ?? {};
  const last = unitsOf([...sub, ...calls.flat()], () => false).at(-1);
  return last?.tag === "symbol" && lettersOf(last).length === 1;
}

/** Whether the worksheet has a softmax along another axis than the last one. */
function namesAxis(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(namesAxis);
  if (typeof part !== "object" || part === null) return false;
  const { tag, name, named } = part as { tag?: unknown; name?: unknown; named?: readonly unknown[] };
  if (tag === "call" && String(name).includes("softmax") && (named?.length ?? 0) > 0) return true;
  return Object.values(part).some(namesAxis);
}
