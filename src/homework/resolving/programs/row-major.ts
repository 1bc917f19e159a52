/**
 * `\delta_{11} + \delta_{12} + \cdots + \delta_{44}` of a 4×4 array: all its entries, row by row. The run begins with the
 * first entry, or the last, and ends with a row; otherwise it could be a block of the array as well.
 */
import type { Formula, ScriptedFormula } from "../../syntax.ts";
import { childrenOf, withChildren } from "../children.ts";
import type { Context } from "../context.ts";
import { differentialOf } from "../names/differentials.ts";
import { keyOfFormula, unitsOf } from "../names/keys.ts";
import { referenceOf } from "../names/reference.ts";

/** An entry with two numbers for indices: how many columns its array has, and its place, counted from 0 row by row. */
interface Entry {
  readonly formula: ScriptedFormula;
  readonly shape: readonly [rows: number, columns: number];
  readonly place: number;
}

const MOST_TERMS = 200;

/** The terms between the last of `before` and `next`; undefined where they are no such run. */
export function rowMajorTerms(
  context: Context,
  before: readonly Formula[],
  next: Formula,
): readonly Formula[] | undefined {
  const terms = [...before, next].map((term) => entriesIn(context, term));
  const [start] = terms;
  const last = before.at(-1);
  if (start === undefined || last === undefined || before.length < 2 || start.length === 0) return undefined;
  if (!terms.every((entries) => entries.length === start.length)) return undefined;
  if (new Set([...before, next].map((term) => skeletonOf(context, term))).size > 1) return undefined;
  const runs = start.map((entry, at) =>
    stepOf(
      entry,
      terms.map((entries) => entries[at] as Entry),
    ),
  );
  const counts = runs.flatMap((run) => (run === undefined || run.step === 0 ? [] : [run.count]));
  const [count] = counts;
  if (runs.includes(undefined) || count === undefined || counts.some((other) => other !== count)) return undefined;
  if (count < 2 || count > MOST_TERMS) return undefined;
  const { indexBase } = context.open.scope;
  return Array.from({ length: count - 1 }, (_, offset) => {
    let at = 0;
    return withEntries(context, last, (formula) => {
      const { place, shape } = (terms[before.length - 1] as Entry[])[at] as Entry;
      const moved = place + (runs[at++]?.step ?? 0) * (offset + 1);
      return entryAt(formula, [Math.floor(moved / shape[1]) + indexBase, (moved % shape[1]) + indexBase]);
    });
  });
}

interface Run {
  readonly step: -1 | 0 | 1;
  /** Steps from the last entry before the dots to the one behind them. */
  readonly count: number;
}

function stepOf({ shape: [rows, columns], place }: Entry, entries: readonly Entry[]): Run | undefined {
  const places = entries.map((entry) => entry.place);
  if (places.every((other) => other === place)) return { step: 0, count: 0 };
  const [second, behind] = [places[1] as number, places.at(-1) as number];
  const step = second - place;
  const isWhole =
    step === 1
      ? place === 0 && (behind + 1) % columns === 0
      : step === -1 && place === rows * columns - 1 && behind % columns === 0;
  const isEven = places.slice(1, -1).every((other, at) => other - (places[at] as number) === step);
  const count = (behind - (places.at(-2) as number)) * step;
  return isWhole && isEven && entries.every((entry) => entry.shape.join() === `${rows},${columns}`)
    ? { step: step as 1 | -1, count }
    : undefined;
}

function entriesIn(context: Context, formula: Formula): Entry[] {
  const found: Entry[] = [];
  withEntries(context, formula, (one, entry) => {
    found.push(entry);
    return one;
  });
  return found;
}

/** The formula without the numbers of its entries. */
function skeletonOf(context: Context, formula: Formula): string {
  return keyOfFormula(withEntries(context, formula, (one) => one.base));
}

/** The formula with another in the place of each entry, from the left. */
function withEntries(
  context: Context,
  formula: Formula,
  change: (formula: ScriptedFormula, entry: Entry) => Formula,
): Formula {
  const entry = entryOf(context, formula);
  if (entry !== undefined) return change(entry.formula, entry);
  const own = childrenOf(formula);
  if (own === undefined) return formula;
  return withChildren(
    formula,
    own.parts.map(({ mark, formula: part }) => (mark === "s" ? part : withEntries(context, part, change))),
  );
}

function entryOf(context: Context, formula: Formula): Entry | undefined {
  if (formula.tag !== "scripted" || formula.sub === undefined || formula.base.tag !== "symbol") return undefined;
  const target = differentialOf(formula) ?? formula;
  const [reference, other] = [referenceOf(formula), referenceOf(target)];
  const match = (reference && context.names.match(reference)) ?? (other && context.names.match(other));
  const units = unitsOf(formula.sub.items, () => false).flatMap(digitsOf);
  if (match === undefined || match.placed.length > 0 || units.length !== 2) return undefined;
  const { scope } = context.open;
  const [rows, columns, ...more] = scope.array(match.array).shape;
  const [row, column] = units.map((unit) => (unit.tag === "number" ? Number(unit.text) - scope.indexBase : -1));
  if (rows === undefined || columns === undefined || more.length > 0) return undefined;
  const isInside = (place: number | undefined, size: number): place is number =>
    place !== undefined && place >= 0 && place < size;
  if (!isInside(row, rows) || !isInside(column, columns)) return undefined;
  return { formula, shape: [rows, columns], place: row * columns + column };
}

function digitsOf(unit: Formula): Formula[] {
  return unit.tag === "number" && /^\d\d$/u.test(unit.text)
    ? [...unit.text].map((text) => ({ ...unit, text }))
    : [unit];
}

function entryAt(formula: ScriptedFormula, indices: readonly number[]): Formula {
  const { span } = formula;
  const items = indices.map((index): Formula => ({ tag: "number", text: String(index), span }));
  return { ...formula, sub: { items, span } };
}
