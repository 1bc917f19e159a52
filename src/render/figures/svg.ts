/**
 * A figure as SVG. In: a figure, and the sentence that describes it. Out: one element that scales with its place.
 * Always: lines and letters take the colour of the text around, or stand on white in a file of their own.
 */
import type { Phrase } from "../words.ts";
import { accentHex } from "./colours.ts";
import { type Drawing, drawingOf, type Role, type Shape } from "./drawing.ts";
import type { Figure } from "./figure.ts";
import { type Run, runsOf } from "./runs.ts";

/** Where a picture stands that a text points to; by its number in the document. */
export type PlaceOfPicture = (svg: string, number: number) => string;

/** In the text itself, which then needs no further file. */
export function pictureInText(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg).replaceAll("(", "%28").replaceAll(")", "%29").replaceAll("'", "%27")}`;
}

/** Pixels to a cell. */
const side = 42;
const margin = 2;

/** `inline`: within a page, whose colours it takes; `file`: on its own. */
export function svgOfFigure(figure: Figure, description: string, use: "inline" | "file"): string {
  const drawing = drawingOf(figure);
  const [width, height] = [drawing.width, drawing.height].map((units) => Math.ceil(units * side) + 2 * margin);
  const paper = use === "file" ? `<rect width="100%" height="100%" fill="#fff"/>` : "";
  const namespace = use === "file" ? ' xmlns="http://www.w3.org/2000/svg"' : "";
  return [
    `<svg${namespace} role="img" aria-label="${escaped(description)}" width="${width}" height="${height}" viewBox="${-margin} ${-margin} ${width} ${height}" font-family="'Latin Modern Math', 'STIX Two Text', Cambria, Georgia, serif" fill="currentColor" stroke="none"${use === "file" ? ' color="#000"' : ""}>`,
    ...(paper === "" ? [] : [paper.replace("<rect", `<rect x="${-margin}" y="${-margin}"`)]),
    ...shapesOf(drawing),
    "</svg>",
  ].join("\n");
}

function shapesOf({ shapes }: Drawing): readonly string[] {
  return shapes.map((shape) => (shape.tag === "cell" ? cell(shape) : text(shape)));
}

const accent = `var(--accent, #${accentHex})`;

const strokes = {
  plain: 'stroke="currentColor"',
  dashed: 'stroke="currentColor" stroke-opacity="0.6" stroke-dasharray="3 2.5"',
  faint: 'stroke="currentColor" stroke-opacity="0.35"',
  marked: 'stroke="currentColor" stroke-width="2.4"',
} as const;

function cell({ x, y, width, style, shade }: Extract<Shape, { tag: "cell" }>): string {
  const fill =
    style === "marked"
      ? `style="fill:${accent}" fill-opacity="0.16"`
      : shade === 0
        ? 'fill="none"'
        : `fill-opacity="${rounded(0.8 * shade)}"`;
  return `<rect x="${rounded(x * side)}" y="${rounded(y * side)}" width="${rounded(width * side)}" height="${side}" ${fill} ${strokes[style]}/>`;
}

const sizes: Readonly<Record<Role, number>> = { label: 15, corner: 14, rowHead: 14, columnHead: 14, heading: 16 };

function text({ x, y, role, content, isFaint }: Extract<Shape, { tag: "label" }>): string {
  const anchor = role === "rowHead" ? "end" : "middle";
  const size = sizes[role];
  const colour = role === "corner" ? ` style="fill:${accent}"` : isFaint ? ' fill-opacity="0.65"' : "";
  const place = `x="${rounded(x * side)}" y="${rounded(y * side + size * 0.33)}"`;
  return `<text ${place} font-size="${size}" text-anchor="${anchor}"${colour}>${spansOf(content, size)}</text>`;
}

/** Scripts are shifted, and what follows them is shifted back. */
function spansOf(content: Phrase, size: number): string {
  let level = 0;
  return runsOf(content)
    .map((run) => {
      const shift = shiftOf(run, size) - level;
      level += shift;
      const attributes = [
        ...(shift === 0 ? [] : [`dy="${rounded(shift)}"`]),
        ...(run.isItalic ? ['font-style="italic"'] : []),
        ...(run.script === "none" ? [] : [`font-size="${rounded(size * 0.72)}"`]),
      ];
      const text = escaped(run.text);
      return attributes.length === 0 ? text : `<tspan ${attributes.join(" ")}>${text}</tspan>`;
    })
    .join("");
}

function shiftOf({ script }: Run, size: number): number {
  if (script === "none") return 0;
  return script === "subscript" ? size * 0.25 : -size * 0.38;
}

function rounded(length: number): string {
  return String(Number(length.toFixed(2)));
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
