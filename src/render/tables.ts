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
  const [rowAxis, columnAxis] = matrixAxes(shape);
  const leading = [...shape.keys()].filter((axis) => axis !== rowAxis && axis !== columnAxis);
  const sizeOf = (axis: number | undefined): number => (axis === undefined ? 1 : (shape[axis] ?? 1));
  const sizes = leading.map(sizeOf);
  const tables = Array.from({ length: cellCount(sizes) }, (_, slice) => {
    const fixed = placeIn(sizes, slice);
    const cellOf = (row: number, column: number): Visual => {
      const at = shape.map((_, axis) => {
        if (axis === columnAxis) return column;
        return axis === rowAxis ? row : (fixed[leading.indexOf(axis)] ?? 0);
      });
      return cellAt(at.reduce((place, index, axis) => place * (shape[axis] ?? 1) + index, 0));
    };
    return {
      left: visualOf(captionOf(array, shape, leading, fixed, setting), setting.notation),
      rows: Array.from({ length: sizeOf(rowAxis) }, (_, row) =>
        Array.from({ length: sizeOf(columnAxis) }, (_, column) => cellOf(row, column)),
      ),
    };
  });
  const isColumn =
    array.tag === "call" && /^(grad|jac)$/.test(array.name) && setting.notation.style.layout === "denominator";
  return shape.length === 1 ? tables.map(isColumn ? upright : uprightWhereWide) : tables;
}

/** The axes that are rows and columns: the last two, but rather two that have more than one entry. */
function matrixAxes(shape: readonly number[]): readonly [number | undefined, number | undefined] {
  const axes = [...shape.keys()];
  const wide = axes.filter((axis) => (shape[axis] ?? 1) > 1);
  const [column, row] = (axes.length > 2 && wide.length > 0 && wide.length !== axes.length ? wide : axes).toReversed();
  return [row, column];
}

/** The place on each of some axes of a row-major number. */
function placeIn(sizes: readonly number[], number: number): readonly number[] {
  const place: number[] = [];
  sizes.reduceRight((rest, size) => {
    place.unshift(rest % size);
    return Math.floor(rest / size);
  }, number);
  return place;
}

/** One axis is a row, and a column where the row would not fit the line. */
function uprightWhereWide(table: Table): Table {
  return widthOfTable(table) <= lineWidth ? table : upright(table);
}

function upright(table: Table): Table {
  return { ...table, rows: table.rows.flatMap((row) => row.map((cell) => [cell])) };
}

/** `∂L/∂a_{1,2,·,·}`: the slice that a table shows. */
function captionOf(
  array: Expression,
  shape: readonly number[],
  leading: readonly number[],
  fixed: readonly number[],
  setting: Setting,
): Expression {
  if (leading.length === 0) return array;
  const indices = shape.map((_, axis): Expression => {
    const place = fixed[leading.indexOf(axis)];
    if (place === undefined) return { tag: "name", name: wholeAxis };
    return { tag: "number", text: String(place + setting.indexBase) };
  });
  const [of, wrt] = array.tag === "call" && ["grad", "jac"].includes(array.name) ? array.positional : [];
  if (array.tag !== "call" || of === undefined || wrt === undefined) return { tag: "index", array, indices };
  return { ...array, positional: [of, { tag: "index", array: wrt, indices }] };
}
