/**
 * Runs all loops of index rows plainly: every point, every index tested. It shares nothing with the walk by which
 * tables are made, and is written to be fast, since every product of a large layer is run once more to check it.
 */
import type { Affine, Rows } from "../problem/rows.ts";

/** Row-major numbers: the output's, then each factor's, then that of the entry each factor is compared with (or −1). */
export type PlainVisit = (entries: Int32Array) => void;

/** One axis of one index. */
interface Axis {
  /** Which number it belongs to. */
  readonly number: number;
  readonly size: number;
  readonly steps: Int32Array;
  readonly constant: number;
  /** Whether a point is passed over where this axis is outside: not for an entry that is only compared with. */
  readonly isRequired: boolean;
}

type ShapeOf = (array: number) => readonly number[];

export function runPlainly(rows: Rows, shape: readonly number[], shapeOf: ShapeOf, visit: PlainVisit): void {
  const count = rows.factors.length;
  const axes = [
    ...axesOf(rows, rows.output, shape, 0, true),
    ...rows.factors.flatMap(({ array, index }, position) => axesOf(rows, index, shapeOf(array), position + 1, true)),
    ...rows.factors.flatMap(({ compare }, position) =>
      compare ? axesOf(rows, compare.index, shapeOf(compare.array), count + position + 1, false) : [],
    ),
  ];
  const entries = new Int32Array(1 + 2 * count);
  rows.factors.forEach(({ compare }, position) => {
    if (compare === undefined) entries[count + position + 1] = -1;
  });
  const places = Int32Array.from(axes, ({ constant }) => constant);
  runLoop(
    rows.loops.map(({ size }) => size),
    axes,
    places,
    0,
    () => {
      if (locate(axes, places, entries)) visit(entries);
    },
  );
}

function axesOf(
  rows: Rows,
  index: readonly Affine[],
  shape: readonly number[],
  number: number,
  isRequired: boolean,
): Axis[] {
  return index.map((map, axis) => {
    const steps = new Int32Array(rows.loops.length);
    for (const [loop, coefficient] of map.coefficients) steps[loop] = (steps[loop] as number) + coefficient;
    return { number, size: shape[axis] as number, steps, constant: map.constant, isRequired };
  });
}

function runLoop(
  sizes: readonly number[],
  axes: readonly Axis[],
  places: Int32Array,
  depth: number,
  at: () => void,
): void {
  if (depth === sizes.length) return at();
  const size = sizes[depth] as number;
  const steps = Int32Array.from(axes, (axis) => axis.steps[depth] as number);
  for (let index = 0; index < size; index++) {
    if (depth + 1 === sizes.length) at();
    else runLoop(sizes, axes, places, depth + 1, at);
    for (let axis = 0; axis < steps.length; axis++) places[axis] = (places[axis] as number) + (steps[axis] as number);
  }
  for (let axis = 0; axis < steps.length; axis++)
    places[axis] = (places[axis] as number) - size * (steps[axis] as number);
}

/** Writes the row-major numbers of a point; false where an index is outside. */
function locate(axes: readonly Axis[], places: Int32Array, entries: Int32Array): boolean {
  let last = -1;
  for (let axis = 0; axis < axes.length; axis++) {
    const { number, size, isRequired } = axes[axis] as Axis;
    const place = places[axis] as number;
    const isInside = place >= 0 && place < size;
    if (!isInside && isRequired) return false;
    const before = number === last ? (entries[number] as number) : 0;
    entries[number] = isInside && before >= 0 ? before * size + place : -1;
    last = number;
  }
  return true;
}
