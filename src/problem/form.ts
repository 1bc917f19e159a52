/**
 * A form: an expression lowered to index rows over its shape, before it has a name.
 * Elementwise arithmetic joins forms; what cannot be joined is given a name by the caller first.
 */
import type Fraction from "fraction.js";
import { Mistake } from "../error.ts";
import type { ResolvedConvolution } from "./resolved-convolution.ts";
import {
  type Affine,
  along,
  type Factor,
  type Loop,
  ONE,
  plainLoop,
  type Rows,
  renumberFactor,
  type ScalarFunction,
} from "./rows.ts";

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

const LETTERS = ["i", "j", "l", "m", "n", "o", "p", "q"];

/** One loop an axis. */
export function loopsOver(shape: readonly number[]): Loop[] {
  return shape.map((size, axis) => ({ letter: LETTERS[axis] ?? `i${axis}`, size }));
}

/** The entries of an array as they stand, or a function of each. */
export function entriesOf(array: number, shape: readonly number[], apply?: ScalarFunction): Form {
  const index = shape.map((_, axis) => along(axis));
  const factor: Factor = apply === undefined ? { array, index } : { array, index, apply };
  return { shape, rows: [{ loops: loopsOver(shape), output: index, factors: [factor], coefficient: ONE }] };
}

/** The same number in every place. */
export function constantForm(value: Fraction, shape: readonly number[] = []): Form {
  if (value.equals(0)) return { shape, rows: [] };
  const output = shape.map((_, axis) => along(axis));
  return { shape, rows: [{ loops: loopsOver(shape), output, factors: [], coefficient: value }] };
}

/** The array that a form is, where it is an array's entries and nothing else. */
export function plainArray(form: Form): number | undefined {
  const [only] = form.rows;
  if (form.rows.length !== 1 || only === undefined || only.factors.length !== 1) return undefined;
  const [factor] = only.factors;
  if (factor === undefined || factor.apply || factor.compare || !only.coefficient.equals(1)) return undefined;
  if (only.output.length !== factor.index.length || only.loops.length !== form.shape.length) return undefined;
  const same = only.output.every((map, axis) => {
    const loop = plainLoop(map);
    return loop === axis && plainLoop(factor.index[axis] as Affine) === loop;
  });
  return same ? factor.array : undefined;
}

/** The number that a form is, where it is a scalar without letters. */
export function plainNumber(form: Form): Fraction | undefined {
  if (form.shape.length > 0 || form.rows.some((rows) => rows.factors.length > 0 || rows.loops.length > 0))
    return undefined;
  return form.rows.reduce((sum, rows) => sum.add(rows.coefficient), ONE.sub(1));
}

export function scaleForm(form: Form, by: Fraction): Form {
  if (by.equals(0)) return { shape: form.shape, rows: [] };
  return { shape: form.shape, rows: form.rows.map((rows) => ({ ...rows, coefficient: rows.coefficient.mul(by) })) };
}

export function addForms(left: Form, right: Form, shape: readonly number[]): Form {
  // Repeated along an axis, a convolution is another function of its operands.
  const convolutions = [left, right].flatMap((form) =>
    form.shape.join() === shape.join() ? (form.convolutions ?? []) : [],
  );
  const rows = [...broadcastForm(left, shape).rows, ...broadcastForm(right, shape).rows];
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
        `the shapes [${left.join(",")}] and [${right.join(",")}] do not fit together under \`${operator}\`: ` +
          `axis ${axis + 1} has ${a} entries on the left and ${b} on the right; they must be equal, or one of them 1`,
      );
    return Math.max(a, b);
  });
}

/** Repeats a form along the axes that it lacks, or has with size 1. */
export function broadcastForm(form: Form, shape: readonly number[]): Form {
  const missing = shape.length - form.shape.length;
  return { shape, rows: form.rows.map((rows) => broadcastRows(rows, form.shape, shape, missing)) };
}

function broadcastRows(rows: Rows, from: readonly number[], to: readonly number[], missing: number): Rows {
  const loops = [...rows.loops];
  const output = to.map((size, axis) => {
    const map = rows.output[axis - missing];
    const isPlain = map !== undefined && map.coefficients.length > 0;
    if (isPlain && (from[axis - missing] !== 1 || size === 1)) return map;
    loops.push({ letter: LETTERS[axis] ?? `i${axis}`, size });
    return along(loops.length - 1);
  });
  return { ...rows, loops, output };
}

/** Whether each output index is a loop of its own, so that another form can be multiplied in entry by entry. */
export function isPointwise(form: Form): boolean {
  return form.rows.every((rows) => {
    const loops = rows.output.map(plainLoop);
    return loops.every((loop) => loop !== undefined) && new Set(loops).size === loops.length;
  });
}

/** A single product without a sum: safe to multiply into every term of another form. */
export function isMonomial(form: Form): boolean {
  const [only] = form.rows;
  return form.rows.length <= 1 && (only === undefined || only.loops.length === form.shape.length) && isPointwise(form);
}

/** The product entry by entry; both must be pointwise over `shape` once broadcast. */
export function multiplyForms(left: Form, right: Form, shape: readonly number[]): Form {
  const lefts = broadcastForm(left, shape).rows;
  const rights = broadcastForm(right, shape).rows;
  return { shape, rows: lefts.flatMap((a) => rights.map((b) => multiplyRows(a, b))) };
}

function multiplyRows(left: Rows, right: Rows): Rows {
  const loops = [...left.loops];
  const numbers = new Map<number, number>();
  right.output.forEach((map, axis) => {
    numbers.set(plainLoop(map) as number, plainLoop(left.output[axis] as Affine) as number);
  });
  right.loops.forEach((loop, number) => {
    if (!numbers.has(number)) numbers.set(number, loops.push(loop) - 1);
  });
  const factors = right.factors.map((factor) => renumberFactor(factor, (loop) => numbers.get(loop) as number));
  return {
    loops,
    output: left.output,
    factors: [...left.factors, ...factors],
    coefficient: left.coefficient.mul(right.coefficient),
  };
}

/** The sum over the given axes, which leave the shape; the form must be pointwise. */
export function sumOverAxes(form: Form, axes: readonly number[]): Form {
  const kept = form.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  return {
    shape: kept.map((axis) => form.shape[axis] as number),
    rows: form.rows.map((rows) => ({ ...rows, output: kept.map((axis) => rows.output[axis] as Affine) })),
  };
}

/** A form whose entry l is the array's entry A(l): what slices, flips, transposes, pads and reshapes are. */
export function gather(array: number, shape: readonly number[], index: readonly Affine[]): Form {
  const output = shape.map((_, axis) => along(axis));
  return { shape, rows: [{ loops: loopsOver(shape), output, factors: [{ array, index }], coefficient: ONE }] };
}

/** A form in which the array's entry l lands at Y(l): what dilation is. */
export function scatter(
  array: number,
  from: readonly number[],
  shape: readonly number[],
  output: readonly Affine[],
): Form {
  const index = from.map((_, axis) => along(axis));
  return { shape, rows: [{ loops: loopsOver(from), output, factors: [{ array, index }], coefficient: ONE }] };
}
