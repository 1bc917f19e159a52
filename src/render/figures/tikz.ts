/**
 * A figure as a TikZ picture. In: a figure, and how its format prints phrases. Out: LaTeX that needs tikz alone.
 * Always: not wider than the text of an A4 article.
 */
import type { Phrase } from "../words.ts";
import { accentHex } from "./colours.ts";
import { drawingOf, type Shape } from "./drawing.ts";
import type { Figure } from "./figure.ts";

const mostMillimetres = 158;
const highest = 75;
const largestCell = 9.5;

export function tikzOfFigure(figure: Figure, printPhrase: (phrase: Phrase) => string): string {
  const { width, height, shapes } = drawingOf(figure);
  const cell = Math.min(largestCell, mostMillimetres / width, highest / height);
  const font = cell > 8 ? "\\small" : cell > 6.5 ? "\\footnotesize" : "\\tiny";
  const side = `${rounded(cell)}mm`;
  return [
    `\\definecolor{gsaccent}{HTML}{${accentHex}}%`,
    `\\begin{tikzpicture}[x=${side},y=-${side},font=${font},inner sep=0pt]`,
    ...shapes.map((shape) => `  ${tikzOfShape(shape, printPhrase)}`),
    "\\end{tikzpicture}",
  ].join("\n");
}

const styles = {
  plain: "",
  dashed: "densely dashed,black!60",
  faint: "black!35",
  marked: "line width=1.1pt",
} as const;

function tikzOfShape(shape: Shape, printPhrase: (phrase: Phrase) => string): string {
  const at = `(${rounded(shape.x)},${rounded(shape.y)})`;
  if (shape.tag === "cell") {
    const fill = shape.style === "marked" ? "fill=gsaccent!14" : fillOf(shape.shade);
    const options = [styles[shape.style], fill].filter((option) => option !== "").join(",");
    return `\\${fill === "" ? "draw" : "filldraw"}[${options}] ${at} rectangle +(${rounded(shape.width)},1);`;
  }
  const anchor = { rowHead: "anchor=east", heading: "anchor=base", label: "", columnHead: "", corner: "text=gsaccent" };
  const options = [anchor[shape.role], shape.isFaint ? "black!60" : ""].filter((option) => option !== "");
  return `\\node[${options.join(",")}] at ${at} {${printPhrase(shape.content).replaceAll("\\frac{", "\\dfrac{")}};`;
}

function fillOf(shade: number): string {
  return shade === 0 ? "" : `fill=black!${Math.round(100 * shade)}`;
}

function rounded(length: number): string {
  return String(Number(length.toFixed(2)));
}
