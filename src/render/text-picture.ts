/**
 * Equations with matrices in them as text: every piece is a box of lines, and boxes stand side by side, middle to
 * middle. A row of boxes that is too wide goes on below, from a sign or a factor on.
 */
import type { Chain } from "./blocks.ts";
import { plainLinks, printPlain } from "./plain.ts";
import { columnsOf, padEnd } from "./text-columns.ts";
import type { Visual } from "./visual.ts";

type Box = readonly string[];

/** Boxes that stay together. */
type Piece = readonly Box[];

export function isPicture({ left, links }: Chain): boolean {
  return [left, ...links.map((link) => link.right)].some(holdsMatrix);
}

function holdsMatrix(visual: Visual): boolean {
  if (visual.tag === "sum") return visual.terms.some((term) => holdsMatrix(term.body));
  if (visual.tag === "product") return visual.factors.some((factor) => holdsMatrix(factor.body));
  return visual.tag === "matrix";
}

export function picturesOf(chains: readonly Chain[], lineWidth: number): string {
  return chains
    .map(({ left, links }) => {
      const pieces: Piece[] = piecesOf(left);
      for (const { sign, right } of links) {
        const [first = [], ...others] = piecesOf(right);
        pieces.push([[` ${sign} `], ...first], ...others);
      }
      return rowsOf(pieces, lineWidth - 4)
        .map((row) =>
          besides(row)
            .map((line) => `  ${line}`.trimEnd())
            .join("\n"),
        )
        .join("\n\n");
    })
    .join("\n\n");
}

function piecesOf(visual: Visual): Piece[] {
  if (visual.tag === "sum")
    return visual.terms.flatMap(({ body, negative }, at) => {
      const [first = [], ...others] = piecesOf(body);
      const sign = at === 0 ? (negative ? "-" : "") : negative ? " - " : " + ";
      return [[[sign], ...first], ...others];
    });
  if (visual.tag === "product" && holdsMatrix(visual)) {
    const isMatrixProduct = visual.factors.every(({ body }) => body.tag === "matrix");
    const boxes = visual.factors.map(({ body, link }, at): Piece => [[at === 0 ? "" : linkOf(link)], boxOf(body)]);
    return isMatrixProduct ? boxes : [boxes.flat()];
  }
  return [[boxOf(visual)]];
}

function linkOf(link: keyof typeof plainLinks): string {
  return link === "matrix" ? " " : plainLinks[link];
}

function boxOf(visual: Visual): Box {
  if (visual.tag !== "matrix") return [printPlain(visual)];
  const cells = visual.rows.map((row) => row.map(printPlain));
  const widths = (cells[0] ?? []).map((_, column) =>
    cells.reduce((most, row) => Math.max(most, columnsOf(row[column] ?? "")), 0),
  );
  return cells.map((row, at) => {
    const line = row.map((cell, column) => padEnd(cell, widths[column] ?? 0)).join("  ");
    const [open, close] = brackets(at, cells.length);
    return `${open} ${line} ${close}`;
  });
}

function brackets(row: number, count: number): readonly [string, string] {
  if (count === 1) return ["[", "]"];
  if (row === 0) return ["⎡", "⎤"];
  return row === count - 1 ? ["⎣", "⎦"] : ["⎢", "⎥"];
}

function widthOf(boxes: Piece): number {
  return boxes.reduce((width, box) => width + columnsOf(box[0] ?? ""), 0);
}

function rowsOf(pieces: readonly Piece[], lineWidth: number): Piece[] {
  const rows: Piece[] = [];
  for (const piece of pieces) {
    const last = rows.at(-1);
    if (last !== undefined && widthOf(last) + widthOf(piece) <= lineWidth) rows[rows.length - 1] = [...last, ...piece];
    else rows.push(last === undefined ? piece : [["  "], ...piece]);
  }
  return rows;
}

/** Boxes of unequal height, middle to middle. */
function besides(boxes: Piece): string[] {
  const height = boxes.reduce((most, box) => Math.max(most, box.length), 0);
  return Array.from({ length: height }, (_, line) =>
    boxes
      .map((box) => {
        const above = Math.floor((height - box.length) / 2);
        return box[line - above] ?? " ".repeat(columnsOf(box[0] ?? ""));
      })
      .join(""),
  );
}
