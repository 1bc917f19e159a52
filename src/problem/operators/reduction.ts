/**
 * Sums and means over some axes or all.
 */
import Fraction from "fraction.js";
import { entriesOf, type Form, isPointwise, scaleForm, sumOverAxes } from "../form.ts";
import type { Arguments, Operator } from "../operator.ts";

function reduce(call: Arguments): { form: Form; count: number } {
  const joined = call.form("x");
  const form = isPointwise(joined) ? joined : entriesOf(call.array("x").id, joined.shape);
  const axes = call.axes("axis", form.shape.length);
  const count = axes.reduce((product, axis) => product * (form.shape[axis] as number), 1);
  return { form: sumOverAxes(form, axes), count };
}

export const REDUCTIONS: readonly Operator[] = [
  { name: "sum", positional: ["x"], options: ["axis"], build: (call) => reduce(call).form },
  {
    name: "mean",
    positional: ["x"],
    options: ["axis"],
    build: (call) => {
      const { form, count } = reduce(call);
      return scaleForm(form, new Fraction(1, count));
    },
  },
];
