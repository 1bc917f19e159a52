/**
 * A derivative as a matrix: a row for each entry of one array, a column for each of the other, what is 0 left empty;
 * beside it the same matrix turned over, which carries a gradient back.
 * In: the entries that are not 0, with their places. Out: a figure, or nothing where the matrix is too large to read.
 */
import type { Expression } from "../../language/syntax.ts";
import { widthOf } from "../measure.ts";
import type { Setting } from "../setting.ts";
import { entryOf, math } from "../setting.ts";
import { cellCount, placeOf } from "../tables.ts";
import type { Visual } from "../visual.ts";
import { visualOf } from "../visualize.ts";
import { type Cell, type Figure, fitsGrid, type Grid } from "./figure.ts";

export interface MatrixEntry {
  readonly of: readonly number[];
  readonly wrt: readonly number[];
  readonly expression: Expression;
}

interface Side {
  readonly array: Expression;
  readonly shape: readonly number[];
}

/** In em: a cell holds no more. */
const widestLabel = 2.6;

export function matrixFigure(
  of: Side,
  wrt: Side,
  entries: readonly MatrixEntry[],
  setting: Setting,
): Figure | undefined {
  const [rows, columns] = [cellCount(of.shape), cellCount(wrt.shape)];
  if (!fitsGrid(rows, columns) || !fitsGrid(columns, rows) || rows * columns < 4) return undefined;
  const labels = new Map<number, Visual>();
  for (const entry of entries) {
    const label = visualOf(entry.expression, setting.notation);
    if (widthOf(label) > widestLabel) return undefined;
    labels.set(placeOf(entry.of, of.shape, setting) * columns + placeOf(entry.wrt, wrt.shape, setting), label);
  }
  const cell = (row: number, column: number): Cell => {
    const label = labels.get(row * columns + column);
    return label === undefined ? { kind: "blank" } : { kind: "entry", label, shade: 0.12 };
  };
  const [ofHeads, wrtHeads] = [headsOf(of, setting), headsOf(wrt, setting)];
  const words = setting.words.figures;
  const names = [of, wrt].map(({ array }) => math(array, setting)) as [{ math: Visual }, { math: Visual }];
  const straight: Grid = {
    heading: words.matrix,
    rows: gridOf(rows, columns, cell),
    rowHeads: ofHeads,
    columnHeads: wrtHeads,
  };
  const turned: Grid = {
    heading: words.matrixTransposed,
    rows: gridOf(columns, rows, (row, column) => cell(column, row)),
    rowHeads: wrtHeads,
    columnHeads: ofHeads,
  };
  return {
    grids: [straight, turned],
    caption: words.matrices(...names),
    alternative: words.matricesAlternative(rows, columns, labels.size),
  };
}

function gridOf(rows: number, columns: number, cellAt: (row: number, column: number) => Cell): Cell[][] {
  return Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) => cellAt(row, column)));
}

function headsOf({ array, shape }: Side, setting: Setting): readonly Visual[] {
  return Array.from({ length: cellCount(shape) }, (_, number) => {
    const at = shape.map(() => 0);
    shape.reduceRight((rest, size, axis) => {
      at[axis] = (rest % size) + setting.indexBase;
      return Math.floor(rest / size);
    }, number);
    return visualOf(entryOf(array, at), setting.notation);
  });
}
