/**
 * Index rows with the roles exchanged: what runs first is the entry of a factor, and of the loops only those are left
 * that lead to it. Their visits come sorted by that entry, and are those of the rows as they were.
 */
import { type Affine, along, type Factor, type Rows, substituteLoops } from "../problem/rows.ts";
import type { Within } from "./walk.ts";

/** Rows that visit entry after entry, and what keeps the loops in their ranges that are loops no longer. */
export interface RowsByEntry {
  readonly rows: Rows;
  readonly within: readonly Within[];
}

/**
 * Each axis of the factor's index is solved for the last loop in it: an entry's visits stay in their order, since those
 * before it settle that loop. Undefined where an axis is not solved in whole numbers, or by a loop of its own.
 *
 * @param shape of the factor's array.
 */
export function rowsByEntry(rows: Rows, position: number, shape: readonly number[]): RowsByEntry | undefined {
  const index = (rows.factors[position] as Factor).index;
  const solved = index.map(lastLoop);
  const isSolvable = solved.every((last, axis) => {
    if (last === undefined || Math.abs(last.step) !== 1) return false;
    return index.every((map, other) => other === axis || map.coefficients.every(([loop]) => loop !== last.loop));
  });
  if (!isSolvable) return undefined;
  const axisOf = new Map(solved.map((last, axis) => [last?.loop as number, axis]));
  const left = [...rows.loops.keys()].filter((loop) => !axisOf.has(loop));
  const renumbered = new Map(left.map((loop, place) => [loop, shape.length + place]));
  const maps = rows.loops.map((_, loop) => {
    const axis = axisOf.get(loop);
    return axis === undefined
      ? along(renumbered.get(loop) as number)
      : solutionOf(index[axis] as Affine, loop, axis, renumbered);
  });
  const replaced = (map: Affine): Affine => substituteLoops(map, maps);
  return {
    rows: {
      loops: [
        ...shape.map((size, axis) => ({ letter: `x${axis}`, size })),
        ...left.map((loop) => rows.loops[loop] as Rows["loops"][number]),
      ],
      output: rows.output.map(replaced),
      factors: rows.factors.map(
        ({ index, compare, ...factor }): Factor => ({
          ...factor,
          index: index.map(replaced),
          ...(compare && { compare: { ...compare, index: compare.index.map(replaced) } }),
        }),
      ),
      coefficient: rows.coefficient,
    },
    within: [...axisOf.keys()].map((loop) => ({
      index: maps[loop] as Affine,
      size: (rows.loops[loop] as Rows["loops"][number]).size,
    })),
  };
}

function lastLoop({ coefficients }: Affine): { loop: number; step: number } | undefined {
  if (coefficients.length === 0) return undefined;
  const loop = Math.max(...coefficients.map(([other]) => other));
  return { loop, step: coefficients.reduce((sum, [other, step]) => (other === loop ? sum + step : sum), 0) };
}

/** The loop that makes an index the place on its axis, by that place and the other loops. */
function solutionOf(map: Affine, loop: number, axis: number, renumbered: ReadonlyMap<number, number>): Affine {
  const sign = lastLoop(map)?.step as number;
  const others = map.coefficients.filter(([other]) => other !== loop);
  return {
    constant: -sign * map.constant,
    coefficients: [
      [axis, sign],
      ...others.map(([other, step]) => [renumbered.get(other) as number, -sign * step] as const),
    ],
  };
}

/** Whether each visit is the only one with its output and its entry of a factor: together they settle every loop. */
export function areVisitsDistinct({ loops, output, factors }: Rows, position: number): boolean {
  const open = new Set([...loops.keys()].filter((loop) => loops[loop]?.size !== 1));
  const indices = [...output, ...(factors[position] as Factor).index];
  const openIn = (map: Affine): number[] => map.coefficients.map(([loop]) => loop).filter((loop) => open.has(loop));
  for (;;) {
    const settling = indices.map(openIn).find((found) => found.length === 1);
    if (settling === undefined) return open.size === 0;
    open.delete(settling[0] as number);
  }
}
