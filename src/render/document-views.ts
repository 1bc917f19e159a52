/**
 * The views of a gradient as blocks: what they agree on, then one part for each view, a sentence for each line of it.
 */
import type { View, ViewLine, ViewsResult } from "../derivation/derivation.ts";
import type { Expression } from "../language/syntax.ts";
import type { Block, Table } from "./blocks.ts";
import { equation, paragraph } from "./blocks.ts";
import { numberBlocksOf } from "./document-view-numbers.ts";
import { lineWidth, widthOf } from "./measure.ts";
import type { Setting } from "./setting.ts";
import { math, valueVisual } from "./setting.ts";
import { fitsPage, tablesOf } from "./tables.ts";
import { call, channelSentence, type Parts, sentenceOf } from "./view-sentences.ts";
import type { Visual } from "./visual.ts";
import { number } from "./visual.ts";
import { visualOf } from "./visualize.ts";
import type { ViewNames } from "./words-views.ts";

/** With more entries than this, the gradient is not shown as a table. */
const mostInTable = 100;

export function* viewsBlocks(result: ViewsResult, setting: Setting): Iterable<Block> {
  const { views } = setting.words;
  const gradient: Expression = call("grad", result.loss, result.wrt);
  const names = {
    of: math(result.of, setting),
    wrt: math(result.wrt, setting),
    delta: math(result.upstream, setting),
    gradient: math(gradient, setting),
    matrix: { math: matrixLetter },
  };
  yield { tag: "heading", content: views.heading(names, result.views.length) };
  yield* agreedBlocks(result, gradient, names, setting);
  const kind = { byInput: result.operand === "input", transposed: result.transposed, hasBias: hasBias(result) };
  const parts: Parts = { result, setting, names, kind, whole: wholeOf(result, setting) };
  for (const view of result.views) {
    yield { tag: "heading", content: views.titles[view.view], isPart: true };
    yield* viewBlocks(view, parts);
  }
}

function* agreedBlocks(result: ViewsResult, gradient: Expression, names: ViewNames, setting: Setting): Iterable<Block> {
  const { words, notation } = setting;
  const cells = result.entries.map(({ expression }) => visualOf(expression, notation));
  const tables = tablesOf(gradient, result.shape, (at) => cells[at] ?? zero, setting);
  const isTable = cells.length <= mostInTable && tables.every(fitsPage);
  if (!isTable) return yield paragraph(words.views.agreedLong(names));
  yield* [paragraph(words.views.agreed), { tag: "tables", tables }];
  const values = result.entries.flatMap(({ value }) => (value === undefined ? [] : [valueVisual(value)]));
  if (values.length < cells.length) return;
  const inNumbers = tablesOf(gradient, result.shape, (at) => values[at] ?? zero, setting);
  yield* [paragraph(words.inNumbers), { tag: "tables", tables: inNumbers }];
}

function hasBias({ views }: ViewsResult): boolean {
  return views.some(({ lines }) => lines.some(({ rule, facts }) => rule === "matrix-size" && facts?.["bias"] === 1));
}

function wholeOf({ entries, shape }: ViewsResult, { notation }: Setting): Visual | undefined {
  if (shape.length > 2 || shape.length === 0) return undefined;
  const width = shape.at(-1) ?? 1;
  const cells = entries.map(({ expression }) => visualOf(expression, notation));
  const rows = Array.from({ length: cells.length / width }, (_, row) => cells.slice(row * width, (row + 1) * width));
  const visual: Visual = { tag: "matrix", rows };
  return widthOf(visual) <= 0.75 * lineWidth ? visual : undefined;
}

function* viewBlocks(view: View, parts: Parts): Iterable<Block> {
  const numbers = view.lines.filter(({ rule }) => rule === "turned-pads" || rule === "truncation");
  for (const line of view.lines) {
    if (numbers.includes(line)) continue;
    yield* lineBlocks(line, parts);
    if (line.rule !== "gather") continue;
    const channels = channelSentence(line, parts);
    if (channels.length > 0) yield paragraph(channels);
    yield* numberBlocksOf(numbers, parts.setting);
  }
}

function* lineBlocks(line: ViewLine, parts: Parts): Iterable<Block> {
  const { setting, whole } = parts;
  const sentence = sentenceOf(line, parts);
  if (sentence.length > 0) yield paragraph(sentence);
  const { equation: shown, pattern, rule } = line;
  if (pattern !== undefined) yield { tag: "tables", tables: [patternTable(pattern)] };
  if (shown === undefined) return;
  // Arrays of more than two axes are no matrices.
  const isDeep = (rule === "fold-gradient" || rule === "fold-output") && shapeOf(shown.right).length > 2;
  if (rule === "stuffed" || rule === "turned" || rule === "padded" || isDeep)
    return yield { tag: "tables", tables: writtenOut(shown.left, shown.right, setting) };
  if (rule === "gather" || rule === "scatter-operator") return yield operatorBlock(shown.left, shown.right, setting);
  const right = pictureOf(shown.right, setting);
  const chain = { left: pictureOf(shown.left, setting), links: [{ sign: "=", right } as const] };
  if (rule === "scatter-picture" && whole !== undefined) chain.links.push({ sign: "=", right: whole });
  yield { tag: "equations", compact: false, chains: [chain] };
}

/** An equation with a long call, which cannot be broken, stands in the text. */
function operatorBlock(left: Expression, right: Expression, setting: Setting): Block {
  const [before, after] = [visualOf(left, setting.notation), visualOf(right, setting.notation)];
  if (widthOf(before) + widthOf(after) + 1.4 <= lineWidth) return equation(before, after);
  return paragraph([{ math: { tag: "relation", left: before, sign: "==", right: after } }]);
}

/** Arrays written out are matrices, also those with one axis. */
function pictureOf(expression: Expression, setting: Setting): Visual {
  if (expression.tag === "array" && expression.items.every((item) => item.tag !== "array"))
    return { tag: "matrix", rows: [expression.items.map((item) => visualOf(item, setting.notation))] };
  if (expression.tag !== "binary" || !holdsRow(expression)) return visualOf(expression, setting.notation);
  return visualOf(rowsAsMatrices(expression), setting.notation);
}

function holdsRow(expression: Expression): boolean {
  if (expression.tag === "binary") return holdsRow(expression.left) || holdsRow(expression.right);
  return expression.tag === "array" && expression.items.every((item) => item.tag !== "array");
}

function rowsAsMatrices(expression: Expression): Expression {
  if (expression.tag === "binary")
    return { ...expression, left: rowsAsMatrices(expression.left), right: rowsAsMatrices(expression.right) };
  return expression.tag === "array" && holdsRow(expression) ? { tag: "array", items: [expression] } : expression;
}

function writtenOut(left: Expression, right: Expression, setting: Setting): readonly Table[] {
  const cells = flatCells(right);
  const shape = shapeOf(right);
  return tablesOf(
    left,
    shape,
    (at) => (cells[at] === undefined ? zero : visualOf(cells[at], setting.notation)),
    setting,
  );
}

function flatCells(expression: Expression): Expression[] {
  return expression.tag === "array" ? expression.items.flatMap(flatCells) : [expression];
}

function shapeOf(expression: Expression): number[] {
  if (expression.tag !== "array") return [];
  return [expression.items.length, ...(expression.items[0] === undefined ? [] : shapeOf(expression.items[0]))];
}

function patternTable(pattern: readonly string[]): Table {
  return { left: matrixLetter, rows: pattern.map((row) => [...row].map((mark) => (mark === "x" ? dot : blank))) };
}

const matrixLetter: Visual = { tag: "symbol", latex: "C", plain: "C", word: false, scripts: "none" };
const zero = number("0");
const dot: Visual = { tag: "symbol", latex: "\\bullet", plain: "●", word: false, scripts: "none" };
const blank: Visual = { tag: "symbol", latex: "\\cdot", plain: "·", word: false, scripts: "none" };
