/**
 * The matrix of windows, read off the index rows of a convolution: loops that F and the kernel share, but W does not
 * have, are its rows; loops that W and F share are its columns; loops of W and the kernel are the outputs.
 */
import { entryAt } from "../algebra/walk.ts";
import { arrayIn } from "../algebra/workspace.ts";
import type { Affine, Factor, Rows } from "../problem/rows.ts";
import type { ViewSubject } from "./view-subject.ts";

/** The windows of one group of channels, all by row-major numbers. */
export interface Unfolding {
  readonly rows: number;
  readonly columns: number;
  readonly outputs: number;
  /** The entry of F at a place of the matrix; −1 where it is outside. */
  covered(row: number, column: number): number;
  window(out: number, column: number): number;
  kernel(out: number, row: number): number;
}

export function unfoldingsOf({ context, rows, of, convolution }: ViewSubject): Unfolding[] {
  const [input, kernel] = rows.factors as readonly [Factor, Factor];
  const shapes = {
    output: of.shape,
    input: arrayIn(context.workspace, input.array).shape,
    kernel: arrayIn(context.workspace, kernel.array).shape,
  };
  const output = { index: rows.output, shape: shapes.output };
  const given = { index: input.index, shape: shapes.input };
  const [window, covered] = convolution.transposed ? [given, output] : [output, given];
  const turned = { index: kernel.index, shape: shapes.kernel };
  const inAll = [window, covered, turned].map(({ index }) => loopsIn(index)) as [Set<number>, Set<number>, Set<number>];
  const select = (inWindow: boolean, inCovered: boolean, inKernel: boolean): number[] =>
    rows.loops.flatMap((_, loop) =>
      inAll[0].has(loop) === inWindow && inAll[1].has(loop) === inCovered && inAll[2].has(loop) === inKernel
        ? [loop]
        : [],
    );
  const sets = {
    group: select(true, true, true),
    row: select(false, true, true),
    column: select(true, true, false),
    output: select(true, false, true),
  };
  return Array.from({ length: countOf(rows, sets.group) }, (_, group): Unfolding => {
    // Row-major numbers among the loops of each set; those of the group are settled.
    const at = (array: typeof window, places: Partial<Record<"row" | "column" | "output", number>>): number => {
      const point = rows.loops.map(() => 0);
      put(rows, point, sets.group, group);
      for (const set of ["row", "column", "output"] as const) put(rows, point, sets[set], places[set] ?? 0);
      return entryAt(array.index, array.shape, point);
    };
    return {
      rows: countOf(rows, sets.row),
      columns: countOf(rows, sets.column),
      outputs: countOf(rows, sets.output),
      covered: (row, column) => at(covered, { row, column }),
      window: (output, column) => at(window, { output, column }),
      kernel: (output, row) => at(turned, { output, row }),
    };
  });
}

function loopsIn(index: readonly Affine[]): Set<number> {
  return new Set(index.flatMap((map) => map.coefficients.map(([loop]) => loop)));
}

function countOf(rows: Rows, loops: readonly number[]): number {
  return loops.reduce((count, loop) => count * (rows.loops[loop] as { size: number }).size, 1);
}

/** Sets the loops to the point that has a row-major number among them. */
function put(rows: Rows, point: number[], loops: readonly number[], flat: number): void {
  let rest = flat;
  for (const loop of [...loops].reverse()) {
    const { size } = rows.loops[loop] as { size: number };
    point[loop] = rest % size;
    rest = Math.floor(rest / size);
  }
}
