/**
 * Runs all loops of index rows plainly: every point, every index tested. It shares nothing with the walk by which
 * tables are made, and is written to be fast, since every product of a large layer is run once more to check it.
 */
import { type Affine, type Rows, stridesOf } from "../problem/rows.ts";

/** Row-major numbers: the output's, then each factor's, then that of the entry each factor is compared with (or −1). */
export type PlainVisit = (entries: Int32Array) => void;

/** One axis of one index. */
interface Axis {
  /** Which row-major number it is a part of, and how much it counts there. */
  readonly number: number;
  readonly stride: number;
  readonly size: number;
  readonly constant: number;
  /** What each loop adds to it. */
  readonly steps: readonly number[];
  /** Whether a point is passed over where this axis is outside: not for an entry that is only compared with. */
  readonly isRequired: boolean;
}

type ShapeOf = (array: number) => readonly number[];

export function runPlainly(rows: Rows, shape: readonly number[], shapeOf: ShapeOf, visit: PlainVisit): void {
  const count = rows.factors.length;
  // A definition without loops has one point, as one loop of size 1 has.
  const sizes = rows.loops.length === 0 ? [1] : rows.loops.map(({ size }) => size);
  const axes = [
    ...axesOf(sizes.length, rows.output, shape, 0, true),
    ...rows.factors.flatMap(({ array, index }, position) =>
      axesOf(sizes.length, index, shapeOf(array), position + 1, true),
    ),
    ...rows.factors.flatMap(({ compare }, position) =>
      compare ? axesOf(sizes.length, compare.index, shapeOf(compare.array), count + position + 1, false) : [],
    ),
  ];
  const compared = rows.factors.flatMap(({ compare }, position) => (compare ? [count + position + 1] : []));
  const numbers = new Int32Array(1 + 2 * count);
  for (const { number, stride, constant } of axes) numbers[number] = (numbers[number] as number) + stride * constant;
  const places = Int32Array.from(axes, ({ constant }) => constant);
  const innermost = createInnermost(axes, compared, sizes, places, numbers, visit);
  runLoop({ sizes, axes, places, numbers, innermost }, 0);
}

function axesOf(
  loops: number,
  index: readonly Affine[],
  shape: readonly number[],
  number: number,
  isRequired: boolean,
): Axis[] {
  const strides = stridesOf(shape);
  return index.map((map, axis) => {
    const steps = new Array<number>(loops).fill(0);
    for (const [loop, coefficient] of map.coefficients) steps[loop] = (steps[loop] as number) + coefficient;
    const { constant } = map;
    return { number, stride: strides[axis] as number, size: shape[axis] as number, constant, steps, isRequired };
  });
}

/** What the loops change as they run: where each axis stands, and the row-major numbers, wherever they lie. */
interface Run {
  readonly sizes: readonly number[];
  readonly axes: readonly Axis[];
  readonly places: Int32Array;
  readonly numbers: Int32Array;
  readonly innermost: () => void;
}

function runLoop(run: Run, depth: number): void {
  const { sizes, axes, places, numbers, innermost } = run;
  if (depth === sizes.length - 1) return innermost();
  const size = sizes[depth] as number;
  const move = (times: number): void => {
    axes.forEach(({ steps, stride, number }, axis) => {
      const step = times * (steps[depth] as number);
      places[axis] = (places[axis] as number) + step;
      numbers[number] = (numbers[number] as number) + step * stride;
    });
  };
  for (let index = 0; index < size; index++) {
    runLoop(run, depth + 1);
    move(1);
  }
  move(-size);
}

/** The innermost loop: axes that it does not move are tested before it, the others at each of its points. */
function createInnermost(
  axes: readonly Axis[],
  compared: readonly number[],
  sizes: readonly number[],
  places: Int32Array,
  numbers: Int32Array,
  visit: PlainVisit,
): () => void {
  const loop = sizes.length - 1;
  const size = sizes[loop] as number;
  const all = axes.map((axis, place) => ({ ...axis, place, step: axis.steps[loop] as number }));
  const fixed = all.filter(({ isRequired, step }) => isRequired && step === 0);
  const moving = all.filter(({ isRequired, step }) => isRequired && step !== 0);
  const others = all.filter(({ isRequired }) => !isRequired);
  const entries = new Int32Array(numbers.length).fill(-1);
  const steps = new Int32Array(numbers.length);
  for (const { number, stride, step } of all) steps[number] = (steps[number] as number) + step * stride;
  const count = entries.length - (numbers.length - 1) / 2;
  return () => {
    for (const { place, size } of fixed) {
      const at = places[place] as number;
      if (at < 0 || at >= size) return;
    }
    for (let number = 0; number < count; number++) entries[number] = numbers[number] as number;
    for (let index = 0; index < size; index++) {
      let isInside = true;
      for (let axis = 0; axis < moving.length; axis++) {
        const { place, step, size } = moving[axis] as (typeof moving)[number];
        const at = (places[place] as number) + index * step;
        isInside &&= at >= 0 && at < size;
      }
      if (isInside) {
        for (const number of compared)
          entries[number] = (numbers[number] as number) + index * (steps[number] as number);
        for (const { place, step, size, number } of others) {
          const at = (places[place] as number) + index * step;
          if (at < 0 || at >= size) entries[number] = -1;
        }
        visit(entries);
      }
      for (let number = 0; number < count; number++)
        entries[number] = (entries[number] as number) + (steps[number] as number);
    }
  };
}
