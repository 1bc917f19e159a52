/**
 * The picture of one entry: the window on its field with the zeros around and between, the window itself, the result.
 * In: the formula that gives all entries. Out: a figure, or nothing where the formula has no window of at most two
 * axes, or the picture would be too large. Always: corner labels stand on exactly the entries that are multiplied.
 */

import type { Formula } from "../../derivation/derivation.ts";
import type { Expression } from "../../language/syntax.ts";
import type { Setting } from "../setting.ts";
import { entryOf, math } from "../setting.ts";
import { notationOf } from "../symbols.ts";
import { number, type Visual } from "../visual.ts";
import { visualOf } from "../visualize.ts";
import type { Inline, Phrase } from "../words.ts";
import { type Cell, type Figure, fitsGrid, type Grid } from "./figure.ts";
import { type Sliding, type SlidingAxis, slidingOf } from "./window.ts";

/** The entry whose window is shown: in the middle, or where the window reaches over the border. */
export type Shown = "middle" | "border";

type Letters = ReadonlyMap<string, number>;

/** `result` is what the formula gives for its letters: `y`, or `grad(L, a)`. */
export function windowFigure(
  formula: Formula,
  result: Expression,
  shown: Shown,
  isWindow: (name: string) => boolean,
  setting: Setting,
): Figure | undefined {
  const sliding = slidingOf(formula, isWindow, setting.notation);
  if (sliding === undefined || sliding.axes.length > 2) return undefined;
  const at = lettersShown(formula, sliding, shown);
  const rulers = sliding.axes.map((axis) => rulerOf(axis, sliding, formula, setting));
  const [rows = [0], columns = [0]] = rulers.length === 1 ? [[0], rulers[0]] : rulers;
  if (!fitsGrid(rows.length, columns.length)) return undefined;
  const places = placesOf(rulers);
  const cells = places.map((place) => fieldCell(place, at, sliding, setting));
  const grids = [
    { heading: fieldHeading(sliding, setting), rows: inRows(cells, columns.length) },
    windowGrid(sliding, at, setting),
    resultGrid(formula, result, sliding, at, setting),
  ];
  if (grids.some((grid) => grid === undefined)) return undefined;
  const entry = { math: visualOf(resultEntry(formula, result, at), setting.notation) };
  const alike = alikeOf(grids as readonly Grid[], entry, setting);
  return { grids: grids as readonly Grid[], ...saidOf(entry, sliding, at, cells, setting), ...alike };
}

/** Results of different names may be made of the same products; who asks for everything gets both pictures. */
function alikeOf([field, window, result]: readonly Grid[], entry: Inline, setting: Setting): Pick<Figure, "alike"> {
  if (setting.detail === "full") return {};
  const marks = result?.rows.map((row) => row.map(({ isMarked = false }) => isMarked));
  const picture = JSON.stringify([field, window, marks]);
  return { alike: { picture, say: (number) => setting.words.figures.sameProducts(entry, number) } };
}

function lettersShown({ letters }: Formula, { axes }: Sliding, shown: Shown): Letters {
  const moved = axes.flatMap((axis) => axis.moved);
  const middle = ({ from, to }: { from: number; to: number }): number => Math.floor((from + to + 1) / 2);
  return new Map(
    letters.map((letter) => {
      if (!moved.includes(letter.name)) return [letter.name, letter.from];
      const isFirst = shown === "border" && letter.name === moved[0];
      return [letter.name, isFirst ? letter.from : middle(letter)];
    }),
  );
}

/** All places of one axis at which an entry of the field stands, or the window for any entry of the result. */
function rulerOf(axis: SlidingAxis, { field, window }: Sliding, { letters }: Formula, setting: Setting): number[] {
  const ends = (name: string, along: number): readonly number[] => {
    const { indexBase } = setting;
    return [indexBase, indexBase + (notationOf(name, setting.notation)?.shape[along] ?? 1) - 1];
  };
  const corners = letters
    .filter(({ name }) => axis.moved.includes(name))
    .reduce<Letters[]>(
      (some, { name, from, to }) => some.flatMap((one) => [from, to].map((value) => new Map([...one, [name, value]]))),
      [new Map()],
    );
  const places = [
    ...ends(field.array.name, axis.fieldAxis).map(axis.placeOfField),
    ...corners.flatMap((at) => ends(window.array.name, axis.windowAxis).map((index) => axis.placeOfWindow(index, at))),
  ];
  const [from, to] = [Math.min(...places), Math.max(...places)];
  return Array.from({ length: to - from + 1 }, (_, step) => from + step);
}

/** The places of one or two rulers, row by row. */
function placesOf(rulers: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return rulers.reduce<number[][]>((some, ruler) => some.flatMap((one) => ruler.map((place) => [...one, place])), [[]]);
}

function inRows<Item>(items: readonly Item[], length: number): Item[][] {
  return Array.from({ length: items.length / length }, (_, row) => items.slice(row * length, (row + 1) * length));
}

function fieldCell(place: readonly number[], at: Letters, sliding: Sliding, setting: Setting): Cell {
  const own = entryAt(sliding, "field", place, at, setting);
  const over = entryAt(sliding, "window", place, at, setting);
  return {
    kind: own === undefined ? "zero" : "entry",
    label: own ?? number("0"),
    ...(over !== undefined && { corner: over, isMarked: true }),
  };
}

/** The entry of one of the two arrays that stands at a place; nothing where none does. */
function entryAt(
  sliding: Sliding,
  array: "field" | "window",
  place: readonly number[],
  at: Letters,
  setting: Setting,
): Visual | undefined {
  const { name } = sliding[array].array;
  const shape = notationOf(name, setting.notation)?.shape ?? [];
  const indices = shape.map((size, axis): number | undefined => {
    const ruler = sliding.axes.findIndex((one) => one[array === "field" ? "fieldAxis" : "windowAxis"] === axis);
    const sought = sliding.axes[ruler];
    if (sought === undefined) return sliding.fixedIndex(array, axis, at);
    const placed = (index: number): number =>
      array === "field" ? sought.placeOfField(index) : sought.placeOfWindow(index, at);
    const found = Array.from({ length: size }, (_, step) => setting.indexBase + step);
    return found.find((index) => placed(index) === place[ruler]);
  });
  if (indices.some((index) => index === undefined)) return undefined;
  return visualOf(entryOf({ tag: "name", name }, indices as readonly number[]), setting.notation);
}

function windowGrid(sliding: Sliding, at: Letters, setting: Setting): Grid | undefined {
  const { name } = sliding.window.array;
  return arrayGrid(
    sliding.axes.map(({ windowAxis }) => notationOf(name, setting.notation)?.shape[windowAxis] ?? 1),
    (indices) => {
      const shape = notationOf(name, setting.notation)?.shape ?? [];
      const whole = shape.map((_, axis) => {
        const ruler = sliding.axes.findIndex(({ windowAxis }) => windowAxis === axis);
        return indices[ruler] ?? sliding.fixedIndex("window", axis, at);
      });
      const corner = visualOf(entryOf({ tag: "name", name }, whole), setting.notation);
      return { kind: "entry", corner };
    },
    [math({ tag: "name", name }, setting)],
    setting,
  );
}

/** The result along the axes on which the window moves. */
function resultGrid(
  formula: Formula,
  result: Expression,
  { axes }: Sliding,
  at: Letters,
  setting: Setting,
): Grid | undefined {
  const letters = axes.map(({ moved }) => formula.letters.find(({ name }) => moved.includes(name)));
  if (letters.some((letter) => letter === undefined)) return undefined;
  return arrayGrid(
    letters.map((letter) => (letter === undefined ? 1 : letter.to - letter.from + 1)),
    (indices) => {
      const isShown = letters.every((letter, axis) => at.get(letter?.name ?? "") === indices[axis]);
      if (!isShown) return { kind: "blank" };
      const entry = visualOf(resultEntry(formula, result, at), setting.notation);
      return { kind: "entry", isMarked: true, ...(entry.tag === "entry" && { label: entry }) };
    },
    [math(result, setting)],
    setting,
  );
}

function arrayGrid(
  sizes: readonly number[],
  cellAt: (indices: readonly number[]) => Cell,
  heading: Phrase,
  { indexBase }: Setting,
): Grid | undefined {
  const axes = sizes.map((size) => Array.from({ length: size }, (_, step) => indexBase + step));
  const [rows, columns] = sizes.length === 1 ? [1, sizes[0] ?? 1] : [sizes[0] ?? 1, sizes[1] ?? 1];
  if (!fitsGrid(rows, columns)) return undefined;
  return { heading, rows: inRows(placesOf(axes).map(cellAt), columns) };
}

function fieldHeading({ field, axes }: Sliding, setting: Setting): Phrase {
  const name = math({ tag: "name", name: field.array.name }, setting);
  return setting.words.figures.field(
    name,
    axes.some(({ gap }) => gap > 1),
  );
}

/** The caption, and in words which entries lie on each other. */
function saidOf(
  entry: Inline,
  sliding: Sliding,
  at: Letters,
  cells: readonly Cell[],
  setting: Setting,
): Pick<Figure, "caption" | "alternative"> {
  const words = setting.words.figures;
  const [window, field] = [sliding.window, sliding.field].map(({ array }) => math(array, setting)) as [Inline, Inline];
  const isTurned = sliding.axes.every((axis) => axis.placeOfWindow(2, at) < axis.placeOfWindow(1, at));
  const covered = cells.filter(({ corner }) => corner !== undefined);
  const onEntries = covered.filter(({ kind }) => kind === "entry");
  const pairs = onEntries.map(({ corner, label }): readonly [Inline, Inline] => [
    { math: corner as Visual },
    { math: label as Visual },
  ]);
  return {
    caption: words.window({
      entry,
      window,
      field,
      isTurned,
      hasZeros: cells.some(({ kind }) => kind === "zero"),
      isSlice: sliding.axes.length < sliding.field.indices.length,
    }),
    alternative: words.windowAlternative(entry, pairs, covered.length - onEntries.length),
  };
}

/** The left side of the formula at one place. */
function resultEntry({ left }: Formula, result: Expression, values: Letters): Expression {
  const put = (index: Expression): Expression => {
    const value = index.tag === "name" ? values.get(index.name) : undefined;
    return value === undefined ? index : { tag: "number", text: String(value) };
  };
  if (left.tag === "index") return { ...left, indices: left.indices.map(put) };
  if (left.tag !== "call") return result;
  const positional = left.positional.map((part) =>
    part.tag === "index" ? { ...part, indices: part.indices.map(put) } : part,
  );
  return { ...left, positional };
}
