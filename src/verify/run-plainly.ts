/**
 * Runs all loops of index rows plainly: every point, every index tested. It shares nothing with the walk by which
 * tables are made, and is written to be fast, since every product of a large layer is run once more to check it: the
 * points come in stretches of the longest loop, since the order of the products does not matter to their sum.
 */
import { type Affine, type Rows, stridesOf } from "../problem/rows.ts";

/** Points one after the other along the innermost loop at which every index is inside its array. */
export interface Stretch {
  length: number;
  /**
   * Row-major numbers at the first point, and what each point adds: the output's, then each factor's, then that of the
   * entry each factor is compared with (or −1).
   */
  readonly entries: Int32Array;
  readonly steps: Int32Array;
}

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

/** @param visit is given each stretch, which is written over for the next one. */
export function runPlainly(
  { loops, output, factors }: Rows,
  shape: readonly number[],
  shapeOf: ShapeOf,
  visit: (stretch: Stretch) => void,
): void {
  const count = factors.length;
  const longestLast = [...loops.keys()].sort((a, b) => sizeOf(loops, a) - sizeOf(loops, b));
  // A definition without loops has one point, as one loop of size 1 has.
  const order = loops.length === 0 ? [0] : longestLast;
  const sizes = order.map((loop) => sizeOf(loops, loop));
  const axes = [
    ...axesOf(order, output, shape, 0, true),
    ...factors.flatMap(({ array, index }, position) => axesOf(order, index, shapeOf(array), position + 1, true)),
    ...factors.flatMap(({ compare }, position) =>
      compare ? axesOf(order, compare.index, shapeOf(compare.array), count + position + 1, false) : [],
    ),
  ];
  const numbers = new Int32Array(1 + 2 * count);
  for (const { number, stride, constant } of axes) numbers[number] = (numbers[number] as number) + stride * constant;
  const places = Int32Array.from(axes, ({ constant }) => constant);
  const innermost = createInnermost(axes, sizes, places, numbers, visit);
  runLoop({ sizes, axes, places, numbers, innermost }, 0);
}

function sizeOf(loops: Rows["loops"], loop: number): number {
  return loops[loop]?.size ?? 1;
}

function axesOf(
  order: readonly number[],
  index: readonly Affine[],
  shape: readonly number[],
  number: number,
  isRequired: boolean,
): Axis[] {
  const strides = stridesOf(shape);
  return index.map((map, axis) => {
    const steps = new Array<number>(order.length).fill(0);
    for (const [loop, coefficient] of map.coefficients) {
      const depth = order.indexOf(loop);
      steps[depth] = (steps[depth] as number) + coefficient;
    }
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

/** An axis as the innermost loop moves it. */
interface Moving {
  readonly place: number;
  readonly step: number;
  readonly size: number;
  readonly number: number;
  readonly stride: number;
  readonly isRequired: boolean;
}

/**
 * The innermost loop. An axis grows or falls evenly along it, so that the points at which all are inside are one
 * stretch: those before it are tested one after the other, and those behind it. Where entries are compared, some of
 * which may be outside, each point is a stretch of its own.
 */
function createInnermost(
  axes: readonly Axis[],
  sizes: readonly number[],
  places: Int32Array,
  numbers: Int32Array,
  visit: (stretch: Stretch) => void,
): () => void {
  const loop = sizes.length - 1;
  const size = sizes[loop] as number;
  const all = axes.map(({ size, number, stride, isRequired, steps }, place): Moving => {
    return { place, step: steps[loop] as number, size, number, stride, isRequired };
  });
  const required: readonly Moving[] = all.filter(({ isRequired }) => isRequired);
  const compared: readonly Moving[] = all.filter(({ isRequired }) => !isRequired);
  const steps = new Int32Array(numbers.length);
  for (const { number, stride, step } of all) steps[number] = (steps[number] as number) + step * stride;
  const stretch: Stretch = { length: 0, entries: new Int32Array(numbers.length), steps };
  const visitFrom = (first: number, length: number): void => {
    for (let number = 0; number < numbers.length; number++)
      stretch.entries[number] = (numbers[number] as number) + first * (steps[number] as number);
    for (const axis of compared) if (!isInside(places, axis, first)) stretch.entries[axis.number] = -1;
    stretch.length = length;
    visit(stretch);
  };
  return () => {
    let first = 0;
    let end = size;
    while (first < end && !areInside(places, required, first)) first++;
    while (end > first && !areInside(places, required, end - 1)) end--;
    if (compared.length > 0) for (let index = first; index < end; index++) visitFrom(index, 1);
    else if (end > first) visitFrom(first, end - first);
  };
}

function areInside(places: Int32Array, axes: readonly Moving[], index: number): boolean {
  for (let axis = 0; axis < axes.length; axis++) if (!isInside(places, axes[axis] as Moving, index)) return false;
  return true;
}

function isInside(places: Int32Array, { place, step, size }: Moving, index: number): boolean {
  const at = (places[place] as number) + index * step;
  return at >= 0 && at < size;
}
