/**
 * The products of a definition, found plainly: every point of the loops that an entry, or a factor's entry, leaves
 * open, every index tested at every point.
 */
import { arrayOf, type NumericArray, type Problem } from "../problem/problem.ts";
import { type Affine, type Rows, unflatten } from "../problem/rows.ts";
import { placeOf, visitPointsAt } from "./points.ts";

/** One product: its coefficient's rows, the entries of its factors, and those that they are compared with. */
export interface Visit {
  readonly rows: Rows;
  readonly entries: readonly number[];
  readonly others: readonly number[];
}

/** The products of each entry that was asked for; whoever evaluates the same problem may share them. */
export interface Visits {
  at(array: NumericArray, blocks: readonly Rows[], entry: number): readonly Visit[];
}

export function createVisits(problem: Problem): Visits {
  const known = new Map<number, Visit[][]>();
  return {
    at: (array, blocks, entry) => {
      const entries = known.get(array.id) ?? [];
      known.set(array.id, entries);
      entries[entry] ??= visitsAt(problem, array, blocks, entry);
      return entries[entry];
    },
  };
}

/** The products that are added up to one entry. */
function visitsAt(problem: Problem, array: NumericArray, blocks: readonly Rows[], entry: number): Visit[] {
  const visits: Visit[] = [];
  const at = unflatten(entry, array.shape);
  for (const rows of blocks)
    visitPointsAt(rows.loops, rows.output, at, (point) => {
      const visit = visitAt(problem, rows, point);
      if (visit !== undefined) visits.push(visit);
    });
  return visits;
}

/** Calls `take` with each product that an entry of a factor is in, and the entry of the output that it is added to. */
export function visitsThrough(
  problem: Problem,
  array: NumericArray,
  rows: Rows,
  position: number,
  at: readonly number[],
  take: (output: number, visit: Visit) => void,
): void {
  const index = rows.factors[position]?.index ?? [];
  visitPointsAt(rows.loops, index, at, (point) => {
    const output = flatAt(rows.output, array.shape, point);
    const visit = output < 0 ? undefined : visitAt(problem, rows, point);
    if (visit !== undefined) take(output, visit);
  });
}

/** The product at a point; none where an entry is outside. */
function visitAt(problem: Problem, rows: Rows, point: readonly number[]): Visit | undefined {
  const entries = rows.factors.map((factor) => flatAt(factor.index, arrayOf(problem, factor.array).shape, point));
  if (entries.some((flat) => flat < 0)) return undefined;
  const others = rows.factors.map(({ compare }) =>
    compare ? flatAt(compare.index, arrayOf(problem, compare.array).shape, point) : -1,
  );
  return { rows, entries, others };
}

/** The row-major number of an entry, or −1 where an index is outside. */
function flatAt(index: readonly Affine[], shape: readonly number[], point: readonly number[]): number {
  let flat = 0;
  for (let axis = 0; axis < index.length; axis++) {
    const place = placeOf(index[axis] as Affine, point);
    const size = shape[axis] as number;
    if (place < 0 || place >= size) return -1;
    flat = flat * size + place;
  }
  return flat;
}
