/**
 * Which entries a direction can move at all. An entry that it cannot reach has slope 0, and nothing is evaluated for
 * it: the slope of a loss along one entry costs what that entry touches, however large the layers are.
 * Always: at least the entries that move, with at least the products that move them; one too many costs time, and one
 * too few shows as a wrong slope.
 */
import { arrayOf, type NumericArray, type Problem } from "../problem/problem.ts";
import { type Rows, unflatten } from "../problem/rows.ts";
import type { Direction } from "./forward.ts";
import { type Visit, visitsThrough } from "./visits.ts";

/** The entries that can move, each with the products in which a factor can. */
export type Affected = ReadonlyMap<number, readonly Visit[]> | "all";

export interface Reach {
  affected(array: NumericArray, direction: Direction<unknown>): Affected;
}

const NOTHING: ReadonlyMap<number, readonly Visit[]> = new Map();

export function createReach(problem: Problem): Reach {
  const known = new WeakMap<Direction<unknown>, Map<number, Affected>>();

  const affected = (array: NumericArray, direction: Direction<unknown>): Affected => {
    const byArray = known.get(direction) ?? new Map<number, Affected>();
    known.set(direction, byArray);
    const found = byArray.get(array.id) ?? find(array, direction);
    byArray.set(array.id, found);
    return found;
  };

  const find = (array: NumericArray, direction: Direction<unknown>): Affected => {
    const varied = direction.get(array.id);
    if (varied !== undefined) return varied.only === undefined ? "all" : new Map([[varied.only, []]]);
    const { definition } = array;
    if (definition.kind === "loss") {
      const argument = affected(arrayOf(problem, definition.of), direction);
      return argument === "all" || argument.size > 0 ? "all" : NOTHING;
    }
    if (definition.kind !== "rows" || direction.size === 0) return NOTHING;
    const entries = new Map<number, Visit[]>();
    for (const rows of definition.rows) {
      const moved = rows.factors.map((factor) =>
        factor.compare === undefined ? affected(arrayOf(problem, factor.array), direction) : NOTHING,
      );
      if (moved.includes("all")) return "all";
      collect(array, rows, moved as ReadonlyMap<number, unknown>[], entries);
    }
    return entries;
  };

  /** A product with more than one factor that moves is found through the first of them alone. */
  const collect = (
    array: NumericArray,
    rows: Rows,
    moved: readonly ReadonlyMap<number, unknown>[],
    into: Map<number, Visit[]>,
  ): void =>
    rows.factors.forEach((factor, position) => {
      const { shape } = arrayOf(problem, factor.array);
      for (const entry of moved[position]?.keys() ?? [])
        visitsThrough(problem, array, rows, position, unflatten(entry, shape), (output, visit) => {
          const isFound = moved.slice(0, position).some((before, at) => before.has(visit.entries[at] as number));
          const visits = into.get(output) ?? [];
          into.set(output, visits);
          if (!isFound) visits.push(visit);
        });
    });
  return { affected };
}
