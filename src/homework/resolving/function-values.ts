/** `L(\hat y, y)`, `\text{MSE}(t, p)`: a number of the worksheet, with what it is made of in brackets behind it. */
import type { Value } from "../meaning.ts";
import type { AppliedFormula, Formula } from "../syntax.ts";
import type { Context } from "./context.ts";
import { allOperands, isLossName } from "./names/losses.ts";
import { referenceOf } from "./names/reference.ts";
import { sliceValue } from "./values.ts";

/** Undefined where something else stands in the brackets, or the claim holds of the product alone. */
export function functionValue(context: Context, { head, argument }: AppliedFormula): Value | undefined {
  const array = arrayOf(context, head);
  if (array === undefined || argument.tag !== "group" || argument.items.length === 0) return undefined;
  const { shape, definition } = context.open.scope.array(array);
  if (shape.length > 0 || (definition.kind !== "rows" && definition.kind !== "loss")) return undefined;
  const operands = allOperands(context.open, array);
  const given = argument.items.map((item) => arrayOf(context, item));
  if (!given.every((one) => one !== undefined && operands.has(one))) return undefined;
  // Nobody multiplies with a loss, and few write what a number is made of behind its letter.
  const mayMultiply = given.length === 1 && !(head.tag === "symbol" && head.isWord) && !isLossName(head);
  if (mayMultiply && context.prefer(["product", "function"]) === "product") return undefined;
  return sliceValue(context, array, []);
}

/** The array that a name means as a whole. */
function arrayOf({ names }: Context, formula: Formula): number | undefined {
  const reference = referenceOf(formula);
  if (reference === undefined || reference.calls.length + reference.primes > 0) return undefined;
  const match = names.match(reference);
  return match === undefined || match.sub.length + match.sup.length + match.placed.length > 0 ? undefined : match.array;
}
