/**
 * Expansions and Jacobians as blocks, and what gradients have in common with them: entries derived step by step, then
 * all of them together as tables of letters and of numbers.
 * Always: what does not fit a table is listed, or given by a formula and counted, so that no entry is missing.
 */
import type { Entry, ExpansionResult, JacobianResult } from "../derivation/derivation.ts";
import type { Expression } from "../language/syntax.ts";
import type { Block, LargeBlock, Table } from "./blocks.ts";
import { paragraph } from "./blocks.ts";
import { entryBlocks } from "./document-entries.ts";
import { jacobianFigure } from "./document-figures.ts";
import { type Named, stepChain } from "./document-steps.ts";
import { numberBlocks, showsAll, togetherBlocks, togetherOf } from "./document-tables.ts";
import { type Chosen, chooseEntries } from "./kinds.ts";
import { remarkBlocks } from "./remarks.ts";
import type { Setting } from "./setting.ts";
import { entryOf, isRounded, isSingleEntry, math, valueVisual } from "./setting.ts";
import { cellCount, fitsPage, placeOf, tablesOf } from "./tables.ts";
import type { Visual } from "./visual.ts";
import { number } from "./visual.ts";
import { visualOf } from "./visualize.ts";
import type { Phrase } from "./words.ts";

/** With more entries than this, tables give way to a list. */
const mostInTables = 100;
const mostCells = 2000;

export function* expansionBlocks(result: ExpansionResult, setting: Setting): Iterable<Block> {
  yield { tag: "heading", content: setting.words.expansion(math(result.of, setting)) };
  yield* remarkBlocks(result.remarks, setting);
  const named = result.entries.map((entry) => ({ entry, name: entryOf(result.of, entry.at) }));
  if (result.large !== undefined)
    return yield* largeBlocks(named, { tag: "large", of: result.of, large: result.large }, setting);
  // In a network the definition is the formula: an expansion says no more, and is asked for to see one of each kind.
  const isByFormula = setting.isNetwork && result.of.tag === "name";
  const chosen = isByFormula ? chooseEntries(named, result.shape, [], setting) : undefined;
  yield* wholeArrayBlocks(named, result.of, result.shape, setting, chosen);
}

/** A result that is written part by part: the entries derived step by step, then the place of the list of all. */
export function* largeBlocks(named: readonly Named[], block: LargeBlock, setting: Setting): Iterable<Block> {
  const { words } = setting;
  if (named.length > 0) yield paragraph(words.oneOfEachKind([]));
  for (const item of named) yield { tag: "equations", compact: false, chains: [stepChain(item, setting)] };
  yield* [paragraph(words.inParts(block.wrt !== undefined && block.large.isSparse === true)), block];
  yield paragraph(words.checkedInParts(block.wrt !== undefined));
}

/** One entry for each place of an array, or the one that was asked for; `chosen` where a formula gives the others. */
export function* wholeArrayBlocks(
  named: readonly Named[],
  array: Expression,
  shape: readonly number[],
  setting: Setting,
  chosen: Chosen<Named> = { items: named.map((item) => ({ item })), left: 0 },
): Iterable<Block> {
  const isWhole = named.length === cellCount(shape) && shape.length > 0 && named.length > 1;
  const entries = isWhole && named.length <= mostInTables ? named.map(({ entry }) => entry) : [];
  const together = togetherOf(entries, array, shape, setting, chosen.left > 0);
  yield* entryBlocks(named, showsAll(together, chosen.left > 0), setting, chosen);
  yield* togetherBlocks(together, named, shape, setting);
  yield* roundingBlocks(named, setting);
}

export function* jacobianBlocks(result: JacobianResult, setting: Setting): Iterable<Block> {
  const { of, wrt, entries, shape } = result;
  yield { tag: "heading", content: setting.words.jacobian(math(of, setting), math(wrt, setting)) };
  const isSingle = isSingleEntry(wrt) || shape.wrt.length === 0;
  const outputs = isSingleEntry(of) ? 1 : cellCount(shape.of);
  const total = outputs * (isSingle ? 1 : cellCount(shape.wrt));
  if (total > 1 && result.large === undefined) yield paragraph(setting.words.jacobianCount(entries.length, total));
  yield* remarkBlocks(result.remarks, setting);
  const named = entries.map((entry) => ({ entry, name: call("jac", entryOf(of, entry.of), entryOf(wrt, entry.wrt)) }));
  if (result.large !== undefined)
    return yield* largeBlocks(named, { tag: "large", of, wrt, large: result.large }, setting);
  if (entries.length === 0) yield* zeroBlocks(result, total, setting);
  const isTable = !isSingle && entries.length > 0 && entries.length <= mostInTables && total <= mostCells;
  const tables = isTable ? jacobianTables(result, symbolCell, setting) : [];
  const isLegible = isTable && tables.every(fitsPage);
  yield* entryBlocks(named, isLegible, setting);
  if (isLegible) yield* [paragraph(tablesSentence(result, setting)), { tag: "tables", tables }];
  if (isLegible && entries.every((entry) => entry.value !== undefined)) {
    yield* numberBlocks(named, jacobianTables(result, valueCell, setting), isLegible, setting);
  }
  yield* jacobianFigure(result, setting);
  yield* roundingBlocks(named, setting);
}

function tablesSentence(result: JacobianResult, setting: Setting): Phrase {
  const { words, notation } = setting;
  const [of, wrt] = [math(result.of, setting), math(result.wrt, setting)];
  const { layout } = notation.style;
  return isVectorByVector(result, setting) && layout !== "tables"
    ? words.conventions.matrix[layout](of, wrt)
    : words.tables(of, wrt);
}

function* zeroBlocks(result: JacobianResult, total: number, setting: Setting): Iterable<Block> {
  if (total !== 1) return;
  yield paragraph(setting.words.jacobianZero);
  const left = visualOf(call("jac", result.of, result.wrt), setting.notation);
  yield { tag: "equations", compact: false, chains: [{ left, links: [{ sign: "=", right: zero }] }] };
}

type JacobianEntry = JacobianResult["entries"][number];

const symbolCell = (entry: Entry, setting: Setting): Visual => visualOf(entry.expression, setting.notation);
const valueCell = (entry: Entry): Visual => valueVisual(entry.value ?? "0");

function jacobianTables(
  result: JacobianResult,
  cellOf: (entry: Entry, setting: Setting) => Visual,
  setting: Setting,
): readonly Table[] {
  if (isVectorByVector(result, setting)) return [jacobianMatrix(result, cellOf, setting)];
  const byOutput = new Map<string, JacobianEntry[]>();
  for (const entry of result.entries) {
    const group = byOutput.get(entry.of.join());
    if (group === undefined) byOutput.set(entry.of.join(), [entry]);
    else group.push(entry);
  }
  return [...byOutput.values()].flatMap((group) => {
    const cells = new Map(
      group.map((entry) => [placeOf(entry.wrt, result.shape.wrt, setting), cellOf(entry, setting)]),
    );
    const array = call("jac", entryOf(result.of, group[0]?.of ?? []), result.wrt);
    return tablesOf(array, result.shape.wrt, (at) => cells.get(at) ?? zero, setting);
  });
}

/** In a layout that was chosen, the derivatives of a vector by a vector are one matrix. */
function isVectorByVector({ of, shape }: JacobianResult, { notation }: Setting): boolean {
  if (notation.style.layout === "tables" || isSingleEntry(of)) return false;
  return shape.of.length === 1 && shape.wrt.length === 1;
}

/** A row for each output in numerator layout, a column in denominator layout. */
function jacobianMatrix(
  { of, wrt, shape, entries }: JacobianResult,
  cellOf: (entry: Entry, setting: Setting) => Visual,
  setting: Setting,
): Table {
  const [outputs = 1, variables = 1] = [shape.of[0], shape.wrt[0]];
  const placed = entries.map((entry) => {
    const place = placeOf(entry.of, shape.of, setting) * variables + placeOf(entry.wrt, shape.wrt, setting);
    return [place, cellOf(entry, setting)] as const;
  });
  const cells = new Map(placed);
  const cell = (output: number, variable: number): Visual => cells.get(output * variables + variable) ?? zero;
  const rowOf = (length: number, at: (place: number) => Visual): Visual[] =>
    Array.from({ length }, (_, one) => at(one));
  const isNumerator = setting.notation.style.layout === "numerator";
  const rows = isNumerator
    ? Array.from({ length: outputs }, (_, output) => rowOf(variables, (variable) => cell(output, variable)))
    : Array.from({ length: variables }, (_, variable) => rowOf(outputs, (output) => cell(output, variable)));
  return { left: visualOf(call("jac", of, wrt), setting.notation), rows };
}

function* roundingBlocks(named: readonly Named[], setting: Setting): Iterable<Block> {
  if (named.some(({ entry }) => entry.value !== undefined && isRounded(entry.value))) {
    yield paragraph(setting.words.rounded);
  }
}

const zero = number("0");

export function call(name: "grad" | "jac", of: Expression, wrt: Expression): Expression {
  return { tag: "call", name, primes: 0, positional: [of, wrt], named: [] };
}
