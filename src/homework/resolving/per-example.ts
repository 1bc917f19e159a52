/**
 * Gradients of a batch as many courses write them: with L the mean over m examples, `dZ` is that of each example's own
 * loss, m times ∂L/∂Z, and `dW = \frac{1}{m} dZ A^T` is that of the mean.
 */
import Fraction from "fraction.js";
import type { Value } from "../meaning.ts";
import type { Formula } from "../syntax.ts";
import { type Context, note } from "./context.ts";
import { keyOfFormula } from "./names/keys.ts";
import { examplesOf } from "./names/parameters.ts";
import { mapValue, product } from "./values.ts";

/** `gradient` of the mean, or, if the claim is false so, of each example's loss: of what is made of the examples alone. */
export function perExample(context: Context, gradient: Value, array: number, at: Formula): Value {
  const { open } = context;
  const { shape, definition } = open.scope.array(array);
  const examples = definition.kind === "rows" && shape.length === 2 ? examplesOf(open) : undefined;
  if (examples === undefined || !shape.includes(examples)) return gradient;
  const taken = context.signs.get("loss of") ?? context.prefer(["the mean", "an example"]);
  context.signs.set("loss of", taken);
  if (taken === "the mean") return gradient;
  const text = `${examples}*${keyOfFormula(at)}`;
  note(context, { tag: "read-as", at: at.span, shown: { latex: text, text }, why: "name" });
  return mapValue(gradient, (entry) => product([{ tag: "number", value: new Fraction(examples) }, entry]));
}
