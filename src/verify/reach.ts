/**
 * Which entries a direction can move at all. An entry that it cannot reach has slope 0, and nothing is evaluated for
 * it: the slope of a loss along one entry costs what that entry touches, however large the layers are.
 * Always: at least the entries that move; one too many costs time, and one too few shows as a wrong slope.
 */
import { arrayOf, type NumericArray, type Problem } from "../problem/problem.ts";
import { unflatten } from "../problem/rows.ts";
import type { Direction } from "./forward.ts";
import { outputsOf } from "./visits.ts";

export type Affected = ReadonlySet<number> | "all";

export interface Reach {
  affected(array: NumericArray, direction: Direction<unknown>): Affected;
}

const NOTHING: ReadonlySet<number> = new Set();

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
    if (varied !== undefined) return varied.only === undefined ? "all" : new Set([varied.only]);
    const { definition } = array;
    if (definition.kind === "loss") {
      const argument = affected(arrayOf(problem, definition.of), direction);
      return argument === "all" || argument.size > 0 ? "all" : NOTHING;
    }
    if (definition.kind !== "rows" || direction.size === 0) return NOTHING;
    const entries = new Set<number>();
    for (const rows of definition.rows)
      for (const [position, factor] of rows.factors.entries()) {
        const operand = arrayOf(problem, factor.array);
        const moved = factor.compare === undefined ? affected(operand, direction) : NOTHING;
        if (moved === "all") return "all";
        for (const entry of moved)
          for (const output of outputsOf(rows, position, unflatten(entry, operand.shape), array.shape))
            entries.add(output);
      }
    return entries;
  };
  return { affected };
}
