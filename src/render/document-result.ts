/**
 * Expansions and Jacobians as blocks, and what gradients have in common with them: all entries together as tables of
 * letters and of numbers, then the entries derived step by step.
 * Always: what does not fit a table is listed, or given by a formula and counted, so that no entry is missing.
 */
import type { Entry, ExpansionResult, JacobianResult } from "../derivation/derivation.ts";
import type { Expression } from "../language/syntax.ts";
import type { Block, Chain, LargeBlock, Table } from "./blocks.ts";
import { paragraph } from "./blocks.ts";
import { jacobianFigure } from "./document-figures.ts";
import { briefChain, canBeBrief, firstOfTheirKind, type Named, resultChain, stepChain } from "./document-steps.ts";
import { type Chosen, chooseEntries } from "./kinds.ts";
import { lineWidth } from "./measure.ts";
import { remarkBlocks } from "./remarks.ts";
import type { Setting } from "./setting.ts";
import { entryOf, isRounded, isSingleEntry, math, valueLink, valueVisual } from "./setting.ts";
import { cellCount, fitsPage, placeOf, tablesOf, widthOfTable } from "./tables.ts";
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
  const isTable = isWhole && named.length <= mostInTables;
  const cells = isTable ? named.map(({ entry }) => visualOf(entry.expression, setting.notation)) : [];
  const tables = isTable ? tablesOf(array, shape, (at) => cells[at] ?? zero, setting) : [];
  const isRead = (table: Table): boolean => chosen.left === 0 || widthOfTable(table) <= lineWidth;
  const isLegible = isTable && tables.every((table) => fitsPage(table) && isRead(table));
  if (isLegible) yield* [paragraph(setting.words.allEntries), { tag: "tables", tables }];
  const values = isTable ? named.flatMap(({ entry }) => entry.value ?? []) : [];
  const numbers = values.length === named.length ? values.map(valueVisual) : [];
  const numberTables =
    isTable && numbers.length > 0 ? tablesOf(array, shape, (at) => numbers[at] ?? zero, setting) : [];
  if (numberTables.length > 0) yield* numberBlocks(named, numberTables, isLegible, setting);
  const hasNumbers = numberTables.length > 0 && numberTables.every(fitsPage);
  yield* entryBlocks(named, isLegible || (hasNumbers && chosen.left > 0), setting, chosen);
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
  if (isLegible) yield* [paragraph(tablesSentence(result, setting)), { tag: "tables", tables }];
  if (isLegible && entries.every((entry) => entry.value !== undefined)) {
    yield* numberBlocks(named, jacobianTables(result, valueCell, setting), isLegible, setting);
  }
  yield* jacobianFigure(result, setting);
  yield* entryBlocks(named, isLegible, setting);
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

/** A list of values where the letters stand in a table, but the numbers are too long for one. */
function* numberBlocks(
  named: readonly Named[],
  tables: readonly Table[],
  isListNeeded: boolean,
  setting: Setting,
): Iterable<Block> {
  if (tables.every(fitsPage)) {
    yield* [paragraph(setting.words.inNumbers), { tag: "tables", tables }];
  } else if (isListNeeded) {
    const chains = named.map(({ entry, name }): Chain => {
      return { left: visualOf(name, setting.notation), links: [valueLink(entry.value ?? "0")] };
    });
    yield* [paragraph(setting.words.inNumbers), { tag: "equations", compact: true, chains }];
  }
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

/** Entries with their steps, then the others in one list; those that a table shows anyway are not listed. */
function* entryBlocks(
  named: readonly Named[],
  hasTable: boolean,
  setting: Setting,
  chosen: Chosen<Named> = { items: named.map((item) => ({ item })), left: 0 },
): Iterable<Block> {
  const { words } = setting;
  const isDerived = ({ entry }: Named): boolean => setting.detail !== "results" && (entry.steps ?? []).length > 0;
  const derived = chosen.items.filter(({ item }) => isDerived(item));
  const isSorted = chosen.left > 0 && derived.length > 1;
  if (derived.length > 0 && !isSorted) yield paragraph(chosen.left === 0 ? words.stepByStep : words.oneEntry);
  const { full, brief } = isSorted ? { full: derived, brief: [] } : inFullAndBrief(derived, setting);
  for (const [at, { item, kind = "any" }] of full.entries()) {
    const label = at === 0 ? words.oneOfEachKind(words.kinds[kind]) : words.kinds[kind];
    if (isSorted && kind !== full[at - 1]?.kind) yield paragraph(label);
    yield { tag: "equations", compact: false, chains: [stepChain(item, setting)] };
  }
  if (brief.length > 0) {
    const chains = brief.map(({ item }) => briefChain(item, setting));
    yield* [paragraph(words.inTheSameWay(chains.length)), { tag: "equations", compact: false, chains }];
  }
  const shown = new Set(derived.map(({ item }) => item));
  const others = named.filter((item) => !shown.has(item));
  const isListed = !hasTable && others.some(({ entry }) => chosen.left === 0 || entry.value !== undefined);
  if (others.length === 0 || (hasTable && chosen.left === 0)) return;
  if (!isListed && derived.length > 0) {
    yield paragraph(words.remainingByFormula(others.length, !setting.isNetwork));
    return;
  }
  yield* [
    paragraph(derived.length > 0 ? words.remaining(others.length) : words.entries),
    { tag: "equations", compact: true, chains: others.map((item) => resultChain(item, setting)) },
  ];
}

/** Of many entries that are alike, the first is derived step by step, and the others in brief. */
function inFullAndBrief<Item extends { readonly item: Named }>(
  derived: readonly Item[],
  { detail }: Setting,
): { readonly full: readonly Item[]; readonly brief: readonly Item[] } {
  const items = derived.map(({ item }) => item);
  const isAll = detail !== "steps" || items.length < fewestAlike || !items.every(canBeBrief);
  const firsts = new Set(isAll ? items : firstOfTheirKind(items));
  return {
    full: derived.filter(({ item }) => firsts.has(item)),
    brief: derived.filter(({ item }) => !firsts.has(item)),
  };
}

const fewestAlike = 3;

function* roundingBlocks(named: readonly Named[], setting: Setting): Iterable<Block> {
  if (named.some(({ entry }) => entry.value !== undefined && isRounded(entry.value))) {
    yield paragraph(setting.words.rounded);
  }
}

const zero = number("0");

export function call(name: "grad" | "jac", of: Expression, wrt: Expression): Expression {
  return { tag: "call", name, primes: 0, positional: [of, wrt], named: [] };
}
