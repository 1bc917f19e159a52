/**
 * A figure before it has a format: grids of cells side by side, each with a heading, and a caption.
 * Always: what matters about a cell is told by its frame, its sign or its label, and by colour only beside that.
 */
import type { Visual } from "../visual.ts";
import type { Phrase } from "../words.ts";

/** `zero`: what padding adds outside an array, or zero-stuffing between its entries; `blank`: nothing to say. */
export type CellKind = "entry" | "zero" | "blank";

export interface Cell {
  readonly kind: CellKind;
  /** Stands in the middle. */
  readonly label?: Visual;
  /** Stands in the corner, in the accent colour: the entry of the window that lies on the cell. */
  readonly corner?: Visual;
  /** Thick frame and tint. */
  readonly isMarked?: boolean;
  /** From 0 to 1: grey behind the label. */
  readonly shade?: number;
}

export interface Grid {
  readonly heading: Phrase;
  readonly rows: readonly (readonly Cell[])[];
  readonly rowHeads?: readonly Visual[];
  readonly columnHeads?: readonly Visual[];
}

export interface Figure {
  readonly grids: readonly Grid[];
  readonly caption: Phrase;
  /** What somebody reads who does not see it. */
  readonly alternative: Phrase;
  /** For a figure that may show the same as another one above. */
  readonly alike?: Alike;
}

export interface Alike {
  /** What it shows, but for the name of the result; as text. */
  readonly picture: string;
  /** Stands in its place where the figure with this number shows the same. */
  readonly say: (number: number) => Phrase;
}

/** Larger grids cannot be read on paper. */
export const mostColumns = 16;
export const mostRows = 16;

export function fitsGrid(rows: number, columns: number): boolean {
  return rows > 0 && columns > 0 && rows <= mostRows && columns <= mostColumns;
}
