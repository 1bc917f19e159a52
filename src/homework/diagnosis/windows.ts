/**
 * Where windows lie, changed in the index rows of one array: the stride, the padding, which way the kernel is read.
 * In: an array whose rows have windows, and what becomes of each. Out: the truth of a worksheet in which that is so.
 *
 *     stride·p + dilation·u − before     p walks over the windows, u inside of one
 */
import type { NumericArray, Problem } from "../../problem/problem.ts";
import type { Affine, Rows } from "../../problem/rows.ts";
import type { Decider } from "../deciding/decide.ts";
import { createLevels, type Levels } from "../deciding/levels.ts";
import { workspaceOf } from "../deciding/truth.ts";

/** The place of a window entry on one spatial axis. */
export interface Window {
  readonly axis: number;
  /** The array that the windows lie on, unless it is the one that they make, and the axis there. */
  readonly on: number | undefined;
  readonly place: number;
  readonly stride: number;
  readonly dilation: number;
  /** −padding. */
  readonly start: number;
  readonly kernel: number;
  /** How many windows there are, and the size of the axis that they lie on. */
  readonly windows: number;
  readonly covered: number;
}

/** What becomes of a window; of its `windows` the first so many are left. */
export type WindowChange = (window: Window) => Partial<Window>;

const POSITIONS = "pqr";
const INSIDE = "uvw";

/** The windows in an array's rows, one a spatial axis. */
export function windowsOf(decider: Decider, array: NumericArray): readonly Window[] {
  const found = known.get(array) ?? findWindows(decider, array);
  known.set(array, found);
  return found;
}

const known = new WeakMap<NumericArray, readonly Window[]>();

function findWindows(decider: Decider, { definition, shape }: NumericArray): readonly Window[] {
  if (definition.kind !== "rows") return [];
  for (const rows of definition.rows) {
    const windows = [...POSITIONS].flatMap((_, axis): Window[] => windowAt(decider, rows, axis, shape) ?? []);
    if (windows.length > 0) return windows;
  }
  return [];
}

function windowAt(decider: Decider, rows: Rows, axis: number, shape: readonly number[]): Window[] | undefined {
  const found = findMap(rows, axis);
  if (found === undefined) return undefined;
  const { map, position, inside, array, place } = found;
  const sizes = array === undefined ? shape : decider.sizes.shapeOf(array);
  return [
    {
      axis,
      on: array,
      place,
      stride: stepOf(map, position),
      dilation: stepOf(map, inside),
      start: map.constant,
      kernel: rows.loops[inside]?.size ?? 1,
      windows: rows.loops[position]?.size ?? 1,
      covered: sizes[place] ?? 1,
    },
  ];
}

function findMap(rows: Rows, axis: number) {
  const position = rows.loops.findIndex(({ letter }) => letter === POSITIONS[axis]);
  const inside = rows.loops.findIndex(({ letter }) => letter === INSIDE[axis]);
  if (position < 0 || inside < 0) return undefined;
  const lists = [{ array: undefined, index: rows.output }, ...rows.factors];
  for (const { array, index } of lists) {
    const place = index.findIndex((map) => stepOf(map, position) !== 0 && stepOf(map, inside) !== 0);
    const map = index[place];
    if (map !== undefined) return { map, position, inside, array, place };
  }
  return undefined;
}

/** The rows with the last two axes of a kernel exchanged: as many entries on each as the other has. */
export function kernelTransposed(rows: Rows, kernel: number): Rows {
  const [u, v] = ["u", "v"].map((wanted) => rows.loops.findIndex(({ letter }) => letter === wanted)) as [
    number,
    number,
  ];
  const [first, second] = [rows.loops[u], rows.loops[v]];
  if (first === undefined || second === undefined) return rows;
  const sizes = new Map([
    [u, second.size],
    [v, first.size],
  ]);
  const exchanged = (index: readonly Affine[]): readonly Affine[] => {
    const at = index.findIndex((map) => stepOf(map, u) !== 0);
    const other = index.findIndex((map) => stepOf(map, v) !== 0);
    return index.map((map, axis) => (axis === at ? index[other] : axis === other ? index[at] : map) as Affine);
  };
  return {
    ...rows,
    loops: rows.loops.map((loop, number) => ({ ...loop, size: sizes.get(number) ?? loop.size })),
    factors: rows.factors.map((factor) =>
      factor.array === kernel ? { ...factor, index: exchanged(factor.index) } : factor,
    ),
  };
}

function stepOf({ coefficients }: Affine, loop: number): number {
  return coefficients.find(([other]) => other === loop)?.[1] ?? 0;
}

function changedRows(rows: Rows, windows: readonly Window[], change: WindowChange): Rows {
  return windows.reduce<Rows>((result, window) => changedAxis(result, { ...window, ...change(window) }), rows);
}

/** The rows with the windows of one axis laid otherwise. */
function changedAxis(rows: Rows, { axis, stride, dilation, start, windows: count }: Window): Rows {
  const found = findMap(rows, axis);
  if (found === undefined) return rows;
  const { position, inside } = found;
  const mapped = (map: Affine): Affine => {
    if (stepOf(map, position) === 0 || stepOf(map, inside) === 0) return map;
    const others = map.coefficients.filter(([loop]) => loop !== position && loop !== inside);
    return { constant: start, coefficients: [...others, [position, stride], [inside, dilation]] };
  };
  return {
    ...rows,
    loops: rows.loops.map((loop, number) => (number === position ? { ...loop, size: count } : loop)),
    output: rows.output.map(mapped),
    factors: rows.factors.map((factor) => ({ ...factor, index: factor.index.map(mapped) })),
  };
}

const worlds = new WeakMap<Decider, Map<string, Levels>>();

/** Everything as it would be if the windows of an array lay otherwise; made once for each change. */
export function worldOf(decider: Decider, array: NumericArray, name: string, change: WindowChange): Levels {
  const windows = windowsOf(decider, array);
  return worldOfRows(decider, array, name, (rows) => changedRows(rows, windows, change));
}

/** The same for any change of the rows. */
export function worldOfRows(decider: Decider, array: NumericArray, name: string, change: (rows: Rows) => Rows): Levels {
  const known = worlds.get(decider) ?? new Map<string, Levels>();
  worlds.set(decider, known);
  const key = `${array.id} ${name}`;
  const world = known.get(key) ?? makeWorld(decider, array, change);
  known.set(key, world);
  return world;
}

function makeWorld(
  { problem, atoms, sizes, written }: Decider,
  array: NumericArray,
  change: (rows: Rows) => Rows,
): Levels {
  const { definition } = array;
  if (definition.kind !== "rows") throw new Error("windows lie in index rows");
  const rows = definition.rows.map(change);
  const arrays = problem.arrays.map((one) =>
    one.id === array.id ? { ...one, definition: { ...definition, rows } } : one,
  );
  const changed: Problem = { ...problem, arrays };
  return createLevels(changed, workspaceOf(changed), atoms, sizes, written);
}
