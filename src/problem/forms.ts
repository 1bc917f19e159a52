/**
 * Forms over any kind of size: an expression lowered to index rows over its shape. `form.ts` has them for numbers.
 * What the rows of a kind have besides (`Row`) stays with them where they are repeated or summed.
 */
import type Fraction from "fraction.js";
import type { Ring } from "../sizes/ring.ts";
import { alongIn, plainLoopIn } from "./maps.ts";
import { type Affine, type Factor, type Loop, ONE, type Rows, renumberFactor, type ScalarFunction } from "./rows.ts";

export interface FormOf<Size, Row extends Rows<Size> = Rows<Size>> {
  readonly shape: readonly Size[];
  readonly rows: readonly Row[];
}

const LETTERS = ["i", "j", "l", "m", "n", "o", "p", "q"];

/** One loop an axis. */
export function loopsOver<Size>(shape: readonly Size[]): Loop<Size>[] {
  return shape.map((size, axis) => ({ letter: LETTERS[axis] ?? `i${axis}`, size }));
}

/** The indices of an array of a shape, each a loop of its own. */
export function indicesOver<Size>(ring: Ring<Size>, shape: readonly Size[]): Affine<Size>[] {
  return shape.map((_, axis) => alongIn(ring, axis));
}

/** The entries of an array as they stand, or a function of each. */
export function entriesIn<Size>(
  ring: Ring<Size>,
  array: number,
  shape: readonly Size[],
  apply?: ScalarFunction,
): FormOf<Size> {
  const index = indicesOver(ring, shape);
  const factor: Factor<Size> = apply === undefined ? { array, index } : { array, index, apply };
  return { shape, rows: [{ loops: loopsOver(shape), output: index, factors: [factor], coefficient: ONE }] };
}

/** The same number in every place. */
export function constantIn<Size>(ring: Ring<Size>, value: Fraction, shape: readonly Size[]): FormOf<Size> {
  if (value.equals(0)) return { shape, rows: [] };
  const output = indicesOver(ring, shape);
  return { shape, rows: [{ loops: loopsOver(shape), output, factors: [], coefficient: value }] };
}

/** The array that a form is, where it is an array's entries and nothing else. */
export function plainArrayIn<Size>(ring: Ring<Size>, form: FormOf<Size>): number | undefined {
  const [only] = form.rows;
  if (form.rows.length !== 1 || only === undefined || only.factors.length !== 1) return undefined;
  const [factor] = only.factors;
  if (factor === undefined || factor.apply || factor.compare || !only.coefficient.equals(1)) return undefined;
  if (only.output.length !== factor.index.length || only.loops.length !== form.shape.length) return undefined;
  const same = only.output.every((map, axis) => {
    const loop = plainLoopIn(ring, map);
    return loop === axis && plainLoopIn(ring, factor.index[axis] as Affine<Size>) === loop;
  });
  return same ? factor.array : undefined;
}

export function scaleIn<Size, Row extends Rows<Size>>(form: FormOf<Size, Row>, by: Fraction): FormOf<Size, Row> {
  if (by.equals(0)) return { shape: form.shape, rows: [] };
  return { shape: form.shape, rows: form.rows.map((rows) => ({ ...rows, coefficient: rows.coefficient.mul(by) })) };
}

/** Repeats a form along the axes that it lacks, or has with size 1. */
export function broadcastIn<Size, Row extends Rows<Size>>(
  ring: Ring<Size>,
  form: FormOf<Size, Row>,
  shape: readonly Size[],
): FormOf<Size, Row> {
  return { shape, rows: form.rows.map((rows) => broadcastRows(ring, rows, form.shape, shape)) };
}

function broadcastRows<Size, Row extends Rows<Size>>(
  ring: Ring<Size>,
  rows: Row,
  from: readonly Size[],
  to: readonly Size[],
): Row {
  const missing = to.length - from.length;
  const loops = [...rows.loops];
  const isOne = (size: Size | undefined): boolean => size !== undefined && ring.same(size, ring.one);
  const output = to.map((size, axis) => {
    const map = rows.output[axis - missing];
    const isPlain = map !== undefined && map.coefficients.length > 0;
    if (isPlain && (!isOne(from[axis - missing]) || isOne(size))) return map;
    loops.push({ letter: LETTERS[axis] ?? `i${axis}`, size });
    return alongIn(ring, loops.length - 1);
  });
  return { ...rows, loops, output };
}

/** Whether each output index is a loop of its own, so that another form can be multiplied in entry by entry. */
export function isPointwiseIn<Size>(ring: Ring<Size>, form: FormOf<Size>): boolean {
  return form.rows.every((rows) => {
    const loops = rows.output.map((map) => plainLoopIn(ring, map));
    return loops.every((loop) => loop !== undefined) && new Set(loops).size === loops.length;
  });
}

/** A single product without a sum: safe to multiply into every term of another form. */
export function isMonomialIn<Size>(ring: Ring<Size>, form: FormOf<Size>): boolean {
  const [only] = form.rows;
  return (
    form.rows.length <= 1 &&
    (only === undefined || only.loops.length === form.shape.length) &&
    isPointwiseIn(ring, form)
  );
}

/** The product entry by entry, a row for each pair; both must be pointwise over `shape` once broadcast. */
export function multiplyIn<Size>(
  ring: Ring<Size>,
  left: FormOf<Size>,
  right: FormOf<Size>,
  shape: readonly Size[],
): FormOf<Size> {
  const lefts = broadcastIn(ring, left, shape).rows;
  const rights = broadcastIn(ring, right, shape).rows;
  return { shape, rows: lefts.flatMap((a) => rights.map((b) => multiplyRows(ring, a, b))) };
}

function multiplyRows<Size>(ring: Ring<Size>, left: Rows<Size>, right: Rows<Size>): Rows<Size> {
  const loops = [...left.loops];
  const numbers = new Map<number, number>();
  right.output.forEach((map, axis) => {
    const place = plainLoopIn(ring, left.output[axis] as Affine<Size>);
    numbers.set(plainLoopIn(ring, map) as number, place as number);
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
export function sumAxesIn<Size, Row extends Rows<Size>>(
  form: FormOf<Size, Row>,
  axes: readonly number[],
): FormOf<Size, Row> {
  const kept = form.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  return {
    shape: kept.map((axis) => form.shape[axis] as Size),
    rows: form.rows.map((rows) => ({ ...rows, output: kept.map((axis) => rows.output[axis] as Affine<Size>) })),
  };
}

/** A form whose entry l is the array's entry A(l): what slices, flips, transposes, pads and reshapes are. */
export function gatherIn<Size>(
  ring: Ring<Size>,
  array: number,
  shape: readonly Size[],
  index: readonly Affine<Size>[],
): FormOf<Size> {
  const output = indicesOver(ring, shape);
  return { shape, rows: [{ loops: loopsOver(shape), output, factors: [{ array, index }], coefficient: ONE }] };
}

/** A form in which the array's entry l lands at Y(l): what dilation is. */
export function scatterIn<Size>(
  ring: Ring<Size>,
  array: number,
  from: readonly Size[],
  shape: readonly Size[],
  output: readonly Affine<Size>[],
): FormOf<Size> {
  const index = indicesOver(ring, from);
  return { shape, rows: [{ loops: loopsOver(from), output, factors: [{ array, index }], coefficient: ONE }] };
}
