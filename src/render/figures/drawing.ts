/**
 * A figure as rectangles and labels on a plane, the same for every format: one unit is a cell, y grows downwards.
 */
import { widthOf, widthOfText } from "../measure.ts";
import type { Phrase } from "../words.ts";
import type { Cell, Figure, Grid } from "./figure.ts";

/** `place`: in the middle of a cell, above its middle, or beside a row. */
export type Role = "label" | "corner" | "rowHead" | "columnHead" | "heading";

export type Shape =
  | {
      readonly tag: "cell";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly style: "plain" | "dashed" | "faint" | "marked";
      /** From 0 to 1, grey. */
      readonly shade: number;
    }
  | {
      readonly tag: "label";
      readonly x: number;
      readonly y: number;
      readonly role: Role;
      readonly content: Phrase;
      /** Zeros that were added, which matter less. */
      readonly isFaint: boolean;
    };

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

const gapBetweenGrids = 0.9;
const headingHeight = 0.75;
/** Units of a cell to an em of its labels. */
const unitsOfEm = 0.42;

export function drawingOf({ grids }: Figure): Drawing {
  const tallest = Math.max(...grids.map(({ rows }) => rows.length));
  const top = headingHeight + (grids.some(({ columnHeads }) => columnHeads) ? 0.6 : 0);
  const shapes: Shape[] = [];
  let left = 0;
  for (const grid of grids) {
    const heads = widthOfHeads(grid);
    const side = widthOfCells(grid);
    const width = side * (grid.rows[0]?.length ?? 0);
    const heading = unitsOfEm * widthOfPhrase(grid.heading);
    const margin = Math.max(0, (heading - width) / 2);
    const x = left + Math.max(heads, margin);
    const y = top + (tallest - grid.rows.length) / 2;
    shapes.push(label(x + width / 2, y - (grid.columnHeads ? 0.6 : 0) - 0.35, "heading", grid.heading));
    shapes.push(...headsOf(grid, x, y, side), ...cellsOf(grid, x, y, side));
    left = x + width + margin + gapBetweenGrids;
  }
  // Thick frames are drawn last, over the thin ones beside them.
  const isLast = (shape: Shape): boolean => shape.tag === "cell" && shape.style === "marked";
  const cells = shapes.filter(({ tag }) => tag === "cell");
  const order = [...cells.filter((one) => !isLast(one)), ...cells.filter(isLast)];
  return {
    width: left - gapBetweenGrids,
    height: top + tallest,
    shapes: [...order, ...shapes.filter(({ tag }) => tag === "label")],
  };
}

/** Cells are squares unless a label, or a head above them, asks for more. */
function widthOfCells({ rows, columnHeads = [] }: Grid): number {
  const labels = rows.flat().flatMap(({ label: own, corner }) => [own, corner].filter((one) => one !== undefined));
  return Math.max(1, ...[...labels, ...columnHeads].map((one) => unitsOfEm * widthOf(one) + 0.1));
}

function widthOfHeads({ rowHeads = [] }: Grid): number {
  return rowHeads.length === 0 ? 0 : unitsOfEm * Math.max(...rowHeads.map(widthOf)) + 0.3;
}

export function widthOfPhrase(phrase: Phrase): number {
  return phrase.reduce((width, inline) => {
    if (typeof inline === "string") return width + widthOfText(inline);
    return width + ("code" in inline ? widthOfText(inline.code) : widthOf(inline.math));
  }, 0);
}

function headsOf({ rowHeads = [], columnHeads = [] }: Grid, x: number, y: number, side: number): readonly Shape[] {
  return [
    ...rowHeads.map((head, row) => label(x - 0.15, y + row + 0.5, "rowHead", [{ math: head }])),
    ...columnHeads.map((head, column) => label(x + side * (column + 0.5), y - 0.3, "columnHead", [{ math: head }])),
  ];
}

function cellsOf({ rows }: Grid, x: number, y: number, width: number): readonly Shape[] {
  return rows.flatMap((cells, row) =>
    cells.flatMap((cell, column) => [
      {
        tag: "cell",
        x: x + width * column,
        y: y + row,
        width,
        style: styleOf(cell),
        shade: cell.shade ?? 0,
      } as const,
      ...labelsOf(cell, x + width * (column + 0.5), y + row),
    ]),
  );
}

function styleOf({ kind, isMarked = false }: Cell): Extract<Shape, { tag: "cell" }>["style"] {
  if (isMarked) return "marked";
  if (kind === "zero") return "dashed";
  return kind === "blank" ? "faint" : "plain";
}

/** With two labels in a cell, the window's stands above. */
function labelsOf({ label: own, corner, kind }: Cell, x: number, y: number): readonly Shape[] {
  const isFaint = kind === "zero";
  const lower = corner === undefined ? 0.5 : 0.7;
  return [
    ...(own === undefined ? [] : [label(x, y + lower, "label", [{ math: own }], isFaint)]),
    ...(corner === undefined ? [] : [label(x, y + (own === undefined ? 0.5 : 0.28), "corner", [{ math: corner }])]),
  ];
}

function label(x: number, y: number, role: Role, content: Phrase, isFaint = false): Shape {
  return { tag: "label", x, y, role, content, isFaint };
}
