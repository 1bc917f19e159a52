/**
 * How many products make up each entry: full in the interior, fewer at the border, and with a stride that does not
 * divide the kernel the pattern of a checkerboard.
 * In: the entries of an array of one or two axes. Out: a figure, or nothing where all counts are equal.
 */
import type { Entry } from "../../derivation/derivation.ts";
import { countTerms } from "../../derivation/selection.ts";
import type { Expression } from "../../language/syntax.ts";
import type { Setting } from "../setting.ts";
import { math } from "../setting.ts";
import { cellCount } from "../tables.ts";
import { number } from "../visual.ts";
import { type Cell, type Figure, fitsGrid } from "./figure.ts";

const fewestEntries = 4;

export function countsFigure(
  array: Expression,
  shape: readonly number[],
  entries: readonly Entry[],
  setting: Setting,
): Figure | undefined {
  const [rows = 1, columns = 1] = shape.length === 1 ? [1, shape[0]] : shape;
  if (shape.length < 1 || shape.length > 2 || !fitsGrid(rows, columns)) return undefined;
  if (entries.length !== cellCount(shape) || entries.length < fewestEntries) return undefined;
  const counts = entries.map(({ expression }) => (isZero(expression) ? 0 : countTerms(expression)));
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (least === most) return undefined;
  const cell = (count: number): Cell => ({ kind: "entry", label: number(String(count)), shade: (0.5 * count) / most });
  const words = setting.words.figures;
  return {
    grids: [
      {
        heading: [math(array, setting)],
        rows: Array.from({ length: rows }, (_, row) => counts.slice(row * columns, (row + 1) * columns).map(cell)),
      },
    ],
    caption: words.counts(math(array, setting)),
    alternative: words.countsAlternative(
      Array.from({ length: rows }, (_, row) => counts.slice(row * columns, (row + 1) * columns)),
    ),
  };
}

function isZero(expression: Expression): boolean {
  return expression.tag === "number" && Number(expression.text) === 0;
}
