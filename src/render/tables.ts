/**
 * Arrays as tables: one axis is a row, two are a matrix, more are one matrix for each place on the leading axes.
 * In: what the array is called, its shape, its cells by their row-major place. Out: tables with captions.
 */
import type { Expression } from "../language/syntax.ts";
import type { Table } from "./blocks.ts";
import { lineWidth, widthOf, widthOfColumns } from "./measure.ts";
import { wholeAxis } from "./names.ts";
import type { Setting } from "./setting.ts";
import type { Visual } from "./visual.ts";
import { isTall } from "./visual.ts";
import { visualOf } from "./visualize.ts";

export function cellCount(shape: readonly number[]): number {
  return shape.reduce((count, size) => count * size, 1);
}

/** Row-major place of an entry, from 0. */
export function placeOf(at: readonly number[], shape: readonly number[], setting: Setting): number {
  return at.reduce((place, index, axis) => place * (shape[axis] ?? 1) + index - setting.indexBase, 0);
}

/** In lines of text: a matrix cannot go on on the next page. */
const mostLines = 36;

/** Wider tables can still be shrunk to the page, but not to less than two thirds. */
export function fitsPage(table: Table): boolean {
  const lines = table.rows.reduce((height, row) => height + (row.some(isTall) ? 1.8 : 1.1), 0);
  return widthOfTable(table) <= 1.5 * lineWidth && lines <= mostLines;
}

export function widthOfTable(table: Table): number {
  return widthOf(table.left) + 1.4 + widthOfColumns(table.rows);
}

/** As few rows of tables as the line allows, all of about the same length. */
export function inEvenRows<Item>(
  items: readonly Item[],
  width: (item: Item) => number,
  line: number,
  gap: number,
): readonly (readonly Item[])[] {
  const widest = items.reduce((most, item) => Math.max(most, width(item)), 0);
  const most = Math.max(1, Math.floor((line + gap) / (widest + gap)));
  const perRow = Math.ceil(items.length / Math.ceil(items.length / most));
  const rows: Item[][] = [];
  for (let at = 0; at < items.length; at += perRow) rows.push(items.slice(at, at + perRow));
  return rows;
}

export function tablesOf(
  array: Expression,
  shape: readonly number[],
  cellAt: (place: number) => Visual,
  setting: Setting,
): readonly Table[] {
  const leading = shape.slice(0, -2);
  const [rowCount, columnCount] = shape.length === 1 ? [1, shape[0] ?? 1] : [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
  return Array.from({ length: cellCount(leading) }, (_, slice) => ({
    left: visualOf(captionOf(array, leading, slice, setting), setting.notation),
    rows: Array.from({ length: rowCount }, (_, row) =>
      Array.from({ length: columnCount }, (_, column) => cellAt((slice * rowCount + row) * columnCount + column)),
    ),
  }));
}

/** `∂L/∂a_{1,2,·,·}`: the slice that a table shows. */
function captionOf(array: Expression, leading: readonly number[], slice: number, setting: Setting): Expression {
  if (leading.length === 0) return array;
  const indices: Expression[] = [];
  leading.reduceRight((rest, size) => {
    indices.unshift({ tag: "number", text: String((rest % size) + setting.indexBase) });
    return Math.floor(rest / size);
  }, slice);
  indices.push({ tag: "name", name: wholeAxis }, { tag: "name", name: wholeAxis });
  const [of, wrt] = array.tag === "call" && ["grad", "jac"].includes(array.name) ? array.positional : [];
  if (array.tag !== "call" || of === undefined || wrt === undefined) return { tag: "index", array, indices };
  return { ...array, positional: [of, { tag: "index", array: wrt, indices }] };
}
