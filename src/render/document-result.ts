/**
 * Expansions, Jacobians and gradients as blocks: what is asked, the entries derived step by step, then all of them
 * together as tables of letters and of numbers.
 * Always: what does not fit a table is listed, so that no entry is missing.
 */
import type { Entry, ExpansionResult, GradientResult, JacobianResult, Step } from "../derivation/derivation.ts";
import { firstOfEachKind } from "../derivation/selection.ts";
import type { Expression } from "../language/syntax.ts";
import type { Block, Chain, ChainLink, Table } from "./blocks.ts";
import { equation, paragraph } from "./blocks.ts";
import { elide } from "./elide.ts";
import { printLatex } from "./latex.ts";
import { remarkBlocks } from "./remarks.ts";
import type { Setting } from "./setting.ts";
import { entryOf, isRounded, isSingleEntry, math, rangesOf, valueLink, valueVisual } from "./setting.ts";
import { cellCount, fitsPage, placeOf, tablesOf } from "./tables.ts";
import type { Visual } from "./visual.ts";
import { number } from "./visual.ts";
import { visualOf } from "./visualize.ts";

/** With more entries than this, tables give way to a list. */
const mostInTables = 100;
const mostCells = 2000;

/** An entry and what it is called: `∂y₁₁/∂a₁₁`. */
interface Named {
  readonly entry: Entry;
  readonly name: Expression;
}

export function* expansionBlocks(result: ExpansionResult, setting: Setting): Iterable<Block> {
  yield { tag: "heading", content: setting.words.expansion(math(result.of, setting)) };
  yield* remarkBlocks(result.remarks, setting);
  const named = result.entries.map((entry) => ({ entry, name: entryOf(result.of, entry.at) }));
  yield* wholeArrayBlocks(named, result.of, result.shape, setting);
}

export function* gradientBlocks(result: GradientResult, setting: Setting): Iterable<Block> {
  const { of, wrt } = result;
  yield { tag: "heading", content: setting.words.gradient(math(of, setting), math(wrt, setting)) };
  yield* remarkBlocks(result.remarks, setting);
  const { formula } = result;
  if (formula !== undefined) {
    yield paragraph(setting.words.generalEntry(rangesOf(formula, setting)));
    yield equation(visualOf(formula.left, setting.notation), visualOf(formula.right, setting.notation));
  }
  const named = result.entries.map((entry) => ({ entry, name: call("grad", of, entryOf(wrt, entry.wrt)) }));
  yield* wholeArrayBlocks(named, call("grad", of, wrt), result.shape, setting, formula !== undefined);
}

/** One entry for each place of an array, or the one that was asked for. */
function* wholeArrayBlocks(
  named: readonly Named[],
  array: Expression,
  shape: readonly number[],
  setting: Setting,
  hasFormula = false,
): Iterable<Block> {
  const isWhole = named.length === cellCount(shape) && shape.length > 0 && named.length > 1;
  const isTable = isWhole && named.length <= mostInTables;
  const cells = isTable ? named.map(({ entry }) => visualOf(entry.expression, setting.notation)) : [];
  const tables = isTable ? tablesOf(array, shape, (at) => cells[at] ?? zero, setting) : [];
  const isLegible = isTable && tables.every(fitsPage);
  if (isLegible) yield* [paragraph(setting.words.allEntries), { tag: "tables", tables }];
  const values = isTable ? named.flatMap(({ entry }) => entry.value ?? []) : [];
  if (isTable && values.length === named.length) {
    const numbers = values.map(valueVisual);
    yield* numberBlocks(
      named,
      tablesOf(array, shape, (at) => numbers[at] ?? zero, setting),
      isLegible,
      setting,
    );
  }
  const shown = isWhole && hasFormula && setting.detail === "steps" ? withoutLongSteps(named, shape) : named;
  yield* entryBlocks(shown, isLegible, setting, hasFormula);
  yield* roundingBlocks(named, setting);
}

/** Where a formula gives every entry and the steps of all would fill many pages, one of each kind is derived. */
const mostTermsStepwise = 1000;

function withoutLongSteps(named: readonly Named[], shape: readonly number[]): readonly Named[] {
  const terms = named.reduce((count, { entry }) => count + countTerms(entry.expression), 0);
  if (terms <= mostTermsStepwise) return named;
  const kinds = firstOfEachKind({ entries: [...named.keys()], shape, axes: [...shape.keys()] });
  return named.map((item, position) => {
    if (kinds.has(position)) return item;
    const { steps: _, ...result } = item.entry;
    return { ...item, entry: result };
  });
}

function countTerms(expression: Expression): number {
  let count = 1;
  for (let rest = expression; rest.tag === "binary"; rest = rest.left)
    if (rest.operator === "+" || rest.operator === "-") count++;
  return count;
}

export function* jacobianBlocks(result: JacobianResult, setting: Setting): Iterable<Block> {
  const { of, wrt, entries, shape } = result;
  yield { tag: "heading", content: setting.words.jacobian(math(of, setting), math(wrt, setting)) };
  const isSingle = isSingleEntry(wrt) || shape.wrt.length === 0;
  const outputs = isSingleEntry(of) ? 1 : cellCount(shape.of);
  const total = outputs * (isSingle ? 1 : cellCount(shape.wrt));
  if (total > 1) yield paragraph(setting.words.jacobianCount(entries.length, total));
  yield* remarkBlocks(result.remarks, setting);
  if (entries.length === 0) yield* zeroBlocks(result, total, setting);
  const named = entries.map((entry) => ({ entry, name: call("jac", entryOf(of, entry.of), entryOf(wrt, entry.wrt)) }));
  const isTable = !isSingle && entries.length > 0 && entries.length <= mostInTables && total <= mostCells;
  const tables = isTable ? jacobianTables(result, symbolCell, setting) : [];
  const isLegible = isTable && tables.every(fitsPage);
  if (isLegible)
    yield* [paragraph(setting.words.tables(math(of, setting), math(wrt, setting))), { tag: "tables", tables }];
  if (isLegible && entries.every((entry) => entry.value !== undefined)) {
    yield* numberBlocks(named, jacobianTables(result, valueCell, setting), isLegible, setting);
  }
  yield* entryBlocks(named, isLegible, setting);
  yield* roundingBlocks(named, setting);
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

/** Entries with their steps, then the others in one list; those that a table shows anyway are not listed. */
function* entryBlocks(
  named: readonly Named[],
  hasTable: boolean,
  setting: Setting,
  hasFormula = false,
): Iterable<Block> {
  const isDerived = ({ entry }: Named): boolean => setting.detail !== "results" && (entry.steps ?? []).length > 0;
  const derived = named.filter(isDerived);
  if (derived.length > 0) yield paragraph(setting.words.stepByStep);
  for (const item of derived) yield { tag: "equations", compact: false, chains: [stepChain(item, setting)] };
  const others = hasTable ? [] : named.filter((item) => !isDerived(item));
  if (others.length === 0) return;
  const isSaid = hasFormula && derived.length > 0 && others.every(({ entry }) => entry.value === undefined);
  if (isSaid && setting.detail === "steps") return yield paragraph(setting.words.remainingByFormula(others.length));
  yield paragraph(derived.length > 0 ? setting.words.remaining(others.length) : setting.words.entries);
  yield { tag: "equations", compact: others.length > 1, chains: others.map((item) => resultChain(item, setting)) };
}

function stepChain({ entry, name }: Named, setting: Setting): Chain {
  const steps = entry.steps ?? [];
  const links = steps.map((step) => stepLink(step, entry, setting));
  const last = links.at(-1);
  const value = entry.value === undefined ? undefined : valueLink(entry.value);
  if (value !== undefined && last !== undefined && printLatex(last.right) !== printLatex(value.right)) {
    links.push({ ...value, sameRow: false, why: setting.words.rules.value.short });
  }
  return { left: visualOf(name, setting.notation), links };
}

function stepLink(step: Step, entry: Entry, setting: Setting): ChainLink {
  const why = setting.words.rules[step.rule].short;
  if (step.rule === "value" && entry.value !== undefined) return { ...valueLink(entry.value), why, sameRow: false };
  const { visual, terms } = elide(visualOf(step.expression, setting.notation), setting);
  return { sign: "=", right: visual, why: terms === undefined ? why : setting.words.longSum(why, terms) };
}

function resultChain({ entry, name }: Named, setting: Setting): Chain {
  const { visual, terms } = elide(visualOf(entry.expression, setting.notation), setting);
  const links: ChainLink[] = [
    { sign: "=", right: visual, ...(terms !== undefined && { why: setting.words.longSum("", terms) }) },
  ];
  if (entry.value !== undefined && !isNumber(entry.expression)) links.push(valueLink(entry.value));
  return { left: visualOf(name, setting.notation), links };
}

function* roundingBlocks(named: readonly Named[], setting: Setting): Iterable<Block> {
  if (named.some(({ entry }) => entry.value !== undefined && isRounded(entry.value))) {
    yield paragraph(setting.words.rounded);
  }
}

const zero = number("0");

function isNumber(expression: Expression): boolean {
  return expression.tag === "number";
}

function call(name: "grad" | "jac", of: Expression, wrt: Expression): Expression {
  return { tag: "call", name, primes: 0, positional: [of, wrt], named: [] };
}
