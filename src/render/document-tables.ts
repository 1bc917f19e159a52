/**
 * All entries of an array together, as tables of letters and of numbers; where the same entries stand above, a
 * sentence that says where. In: entries in row-major order. Out: blocks.
 * Always: numbers that are too long for a table are listed where nothing else shows them.
 */
import type { Entry } from "../derivation/derivation.ts";
import type { Expression } from "../language/syntax.ts";
import type { Block, Chain, Table } from "./blocks.ts";
import { paragraph } from "./blocks.ts";
import type { Named } from "./document-steps.ts";
import { lineWidth } from "./measure.ts";
import type { Setting } from "./setting.ts";
import { valueLink, valueVisual } from "./setting.ts";
import type { ShownPlace } from "./shown.ts";
import { fitsPage, tablesOf, widthOfTable } from "./tables.ts";
import { number } from "./visual.ts";
import { visualOf } from "./visualize.ts";

export interface Together {
  /** None where they cannot be read. */
  readonly letters: readonly Table[];
  readonly numbers: readonly Table[];
  /** Where the same entries stand above. */
  readonly before?: ShownPlace;
}

const nothing: Together = { letters: [], numbers: [] };

/** `isChosen`: some are derived and a formula gives the others, so that a table that is hard to read is left out. */
export function togetherOf(
  entries: readonly Entry[],
  array: Expression,
  shape: readonly number[],
  setting: Setting,
  isChosen: boolean,
): Together {
  if (entries.length === 0) return nothing;
  const before = setting.shown.find(shape, expressionsOf(entries));
  const cells = entries.map(({ expression }) => visualOf(expression, setting.notation));
  const letters = tablesOf(array, shape, (at) => cells[at] ?? zero, setting);
  const isLegible = letters.every((table) => fitsPage(table) && (!isChosen || widthOfTable(table) <= lineWidth));
  const values = entries.flatMap(({ value }) => (value === undefined ? [] : [valueVisual(value)]));
  const hasNumbers = values.length === entries.length;
  return {
    letters: isLegible ? letters : [],
    numbers: hasNumbers ? tablesOf(array, shape, (at) => values[at] ?? zero, setting) : [],
    ...(before !== undefined && { before }),
  };
}

/** Whether tables show all entries, be it as numbers where these are enough. */
export function showsAll({ letters, numbers, before }: Together, areNumbersEnough: boolean): boolean {
  const inNumbers = areNumbersEnough && numbers.length > 0 && numbers.every(fitsPage);
  return letters.length > 0 || before !== undefined || inNumbers;
}

export function* togetherBlocks(
  { letters, numbers, before }: Together,
  named: readonly Named[],
  shape: readonly number[],
  setting: Setting,
): Iterable<Block> {
  const { words, shown } = setting;
  if (before !== undefined) yield sameEntries(before, named.length, numbers.length > 0, setting);
  const place =
    letters.length > 0 ? (before ?? shown.add(shape, expressionsOf(named.map(({ entry }) => entry)))) : before;
  if (before === undefined && place !== undefined)
    yield* [paragraph(words.allEntries), { tag: "tables", tables: letters, anchor: place.key }];
  if (numbers.length === 0 || before?.numbers !== undefined) return;
  if (place !== undefined && numbers.every(fitsPage)) place.numbers = `${place.key} in numbers`;
  yield* numberBlocks(named, numbers, place !== undefined, setting, place?.numbers);
}

function sameEntries({ key, numbers }: ShownPlace, count: number, hasNumbers: boolean, { words }: Setting): Block {
  const keys = hasNumbers && numbers !== undefined ? [key, numbers] : [key];
  return {
    tag: "paragraph",
    content: [],
    refersTo: { keys, say: ([letters = "", values]) => words.sameEntries(count, letters, values) },
  };
}

/** A list of values where the letters stand in a table, but the numbers are too long for one. */
export function* numberBlocks(
  named: readonly Named[],
  tables: readonly Table[],
  isListNeeded: boolean,
  setting: Setting,
  anchor?: string,
): Iterable<Block> {
  if (tables.every(fitsPage)) {
    yield* [paragraph(setting.words.inNumbers), { tag: "tables", tables, ...(anchor !== undefined && { anchor }) }];
  } else if (isListNeeded) {
    const chains = named.map(({ entry, name }): Chain => {
      return { left: visualOf(name, setting.notation), links: [valueLink(entry.value ?? "0")] };
    });
    yield* [paragraph(setting.words.inNumbers), { tag: "equations", compact: true, chains }];
  }
}

function expressionsOf(entries: readonly Entry[]): readonly Expression[] {
  return entries.map(({ expression }) => expression);
}

const zero = number("0");
