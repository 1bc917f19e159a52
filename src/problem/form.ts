/**
 * A form: an expression lowered to index rows over its shape, before it has a name; its sizes are numbers.
 * Elementwise arithmetic joins forms; what cannot be joined is given a name by the caller first.
 */
import type Fraction from "fraction.js";
import { Mistake } from "../error.ts";
import { tell } from "../messages/message.ts";
import { INTEGERS } from "../sizes/ring.ts";
import {
  broadcastIn,
  constantIn,
  entriesIn,
  isMonomialIn,
  isPointwiseIn,
  multiplyIn,
  plainArrayIn,
  scaleIn,
  sumAxesIn,
} from "./forms.ts";
import type { ResolvedConvolution } from "./resolved-convolution.ts";
import { ONE, type Rows, type ScalarFunction } from "./rows.ts";

export { loopsOver } from "./forms.ts";

export interface Form {
  readonly shape: readonly number[];
  readonly rows: readonly Rows[];
  /** Products that equal an entry of it are written by that entry: a softmax in its own derivative. */
  readonly recognised?: boolean;
  /** Where it is a convolution and nothing else. */
  readonly convolution?: ResolvedConvolution;
  /** The convolutions, perhaps with a bias, of which it is the sum, alone or with other terms. */
  readonly convolutions?: readonly ResolvedConvolution[];
}

export type Convolutions = Pick<Form, "convolution" | "convolutions">;

/** What a form's name takes along of the convolutions in it. */
export function convolutionsOf({ convolution, convolutions }: Form): Convolutions {
  return { ...(convolution && { convolution }), ...(convolutions && { convolutions }) };
}

/** The entries of an array as they stand, or a function of each. */
export function entriesOf(array: number, shape: readonly number[], apply?: ScalarFunction): Form {
  return entriesIn(INTEGERS, array, shape, apply);
}

/** The same number in every place. */
export function constantForm(value: Fraction, shape: readonly number[] = []): Form {
  return constantIn(INTEGERS, value, shape);
}

/** The array that a form is, where it is an array's entries and nothing else. */
export function plainArray(form: Form): number | undefined {
  return plainArrayIn(INTEGERS, form);
}

/** The number that a form is, where it is a scalar without letters. */
export function plainNumber(form: Form): Fraction | undefined {
  if (form.shape.length > 0 || form.rows.some((rows) => rows.factors.length > 0 || rows.loops.length > 0))
    return undefined;
  return form.rows.reduce((sum, rows) => sum.add(rows.coefficient), ONE.sub(1));
}

export function scaleForm(form: Form, by: Fraction): Form {
  return scaleIn(form, by);
}

export function addForms(left: Form, right: Form, shape: readonly number[]): Form {
  // Repeated along an axis, a convolution is another function of its operands.
  const convolutions = [left, right].flatMap((form) =>
    form.shape.join() === shape.join() ? (form.convolutions ?? []) : [],
  );
  const rows = [left, right].flatMap((form) => broadcastIn(INTEGERS, form, shape).rows);
  return { shape, rows, ...(convolutions.length > 0 && { convolutions }) };
}

/** The shape to which two shapes broadcast: aligned at the last axis, sizes equal or 1. */
export function broadcastShapes(left: readonly number[], right: readonly number[], operator: string): number[] {
  const rank = Math.max(left.length, right.length);
  return Array.from({ length: rank }, (_, axis) => {
    const a = left[axis - rank + left.length] ?? 1;
    const b = right[axis - rank + right.length] ?? 1;
    if (a !== b && a !== 1 && b !== 1)
      throw new Mistake(
        "shape",
        tell`the shapes [${left.join(",")}] and [${right.join(",")}] do not fit together under \`${operator}\`: axis ${axis + 1} has ${a} entries on the left and ${b} on the right; they must be equal, or one of them 1`,
      );
    return Math.max(a, b);
  });
}

/** Whether each output index is a loop of its own, so that another form can be multiplied in entry by entry. */
export function isPointwise(form: Form): boolean {
  return isPointwiseIn(INTEGERS, form);
}

/** A single product without a sum: safe to multiply into every term of another form. */
export function isMonomial(form: Form): boolean {
  return isMonomialIn(INTEGERS, form);
}

/** The product entry by entry; both must be pointwise over `shape` once broadcast. */
export function multiplyForms(left: Form, right: Form, shape: readonly number[]): Form {
  return multiplyIn(INTEGERS, left, right, shape);
}

/** The sum over the given axes, which leave the shape; the form must be pointwise. */
export function sumOverAxes(form: Form, axes: readonly number[]): Form {
  return sumAxesIn(form, axes);
}
