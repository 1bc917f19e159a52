/**
 * The entries of a large result, part by part: what is too much to be held as expressions.
 * In: a part of a table. Out: the same table, and those of its entries that are written in another way than as the
 * sum of their terms: with a common factor drawn out, as a quotient, a power, or with a value.
 */
import type { Atom } from "../algebra/atoms.ts";
import { UNIT } from "../algebra/coefficients.ts";
import { definitionParts, derivativeParts, type Part, type Parts } from "../algebra/parts.ts";
import { termsOf } from "../algebra/substitute.ts";
import { endOfGroup, type Storage, type TermTable } from "../algebra/terms.ts";
import { arrayIn } from "../algebra/workspace.ts";
import { sizeOfShape } from "../problem/rows.ts";
import { type Context, valueText } from "./context.ts";
import type { Entry, LargeEntries } from "./derivation.ts";
import { representatives, selectStepwise } from "./selection.ts";

/** Up to so many entries and terms a result holds them all. */
const MOST_ENTRIES = 1000;
const MOST_TERMS = 500_000;

/** How many terms a part has, about: enough to be quick, and few enough to stay in the processor's memory. */
export const TERMS_OF_PART = 8_192;

/** The same for what is looked at before, to see which entries to derive step by step and what to remark on. */
export const TERMS_OF_BEGINNING = 1024;

/** Whether a result is so large that its representatives are chosen without looking at all entries. */
export function isMuch(context: Context, parts: Parts, entries: number): boolean {
  const isOver = entries > MOST_ENTRIES || (entries > 1 && parts.terms > MOST_TERMS);
  return context.detail !== "full" && isOver;
}

/** The entries of a result that are held, of one column of its table, and the table in which each of them stands. */
export interface ChosenEntries {
  readonly entries: readonly number[];
  /** Whether the others are left to be written part by part. */
  readonly large: boolean;
  readonly tableOf: (entry: number) => TermTable;
  /** The positions in `entries` that are derived step by step. */
  readonly stepwise: (axes: readonly number[], termsOf: (entry: number) => number) => ReadonlySet<number>;
}

/** The entry that was asked for, or all of them; of a large result those that are derived step by step. */
export function chooseEntries(
  context: Context,
  parts: Parts,
  only: number | undefined,
  slidingAxes: readonly number[],
): ChosenEntries {
  const size = sizeOfShape(parts.shape);
  const alone = (entry: number): TermTable => parts.table({ from: entry, to: entry + 1 });
  const { shape } = parts;
  const among = (entries: readonly number[]) => (axes: readonly number[], terms: (entry: number) => number) =>
    selectStepwise({ entries, shape, axes, terms: entries.map(terms) }, context.detail);
  if (only !== undefined) return { entries: [only], large: false, tableOf: alone, stepwise: among([only]) };
  const isLarge = isMuch(context, parts, size);
  const some = !isLarge || context.detail === "results" ? [] : representatives(shape, slidingAxes);
  if (isLarge && context.inParts)
    return { entries: some, large: true, tableOf: alone, stepwise: () => new Set(some.keys()) };
  const all = Array.from({ length: size }, (_, entry) => entry);
  const whole = parts.table({ from: 0, to: size });
  return {
    entries: all,
    large: false,
    tableOf: () => whole,
    stepwise: isLarge ? () => new Set(some) : among(all),
  };
}

export interface WrittenPart {
  readonly part: Part;
  readonly table: TermTable;
  /** By the number of the entry's first row. */
  readonly written: ReadonlyMap<number, Entry>;
}

export function largeParts({ workspace }: Context, { of, wrt }: LargeEntries): Parts {
  const array = arrayIn(workspace, of);
  return wrt === undefined
    ? definitionParts(workspace, array)
    : derivativeParts(workspace, array, arrayIn(workspace, wrt));
}

/** What a part's entries look like; `factor` where common functions are drawn out, as in derivatives. */
export function writePart(context: Context, parts: Parts, part: Part, factor: boolean, storage?: Storage): WrittenPart {
  const table = parts.table(part, storage);
  const written = new Map<number, Entry>();
  const kinds = kindsIn(context);
  const write = (start: number): void => {
    const terms = termsOf(table, table.of[start] as number, table.wrt[start] as number);
    const value = valueText(context, terms);
    written.set(start, { expression: context.writer.sum(terms, { factor }), ...(value !== undefined && { value }) });
  };
  passOverPlainSums(table, kinds, factor, write);
  return { part, table, written };
}

/** Gives the first row of each entry that is not written term after term. */
function passOverPlainSums(table: TermTable, kinds: Kinds, factor: boolean, write: (start: number) => void): void {
  if (hasPlainTermsAlone(table, kinds)) return;
  for (let start = 0, end = 0; start < table.length; start = end) {
    end = endOfGroup(table, start);
    if (!isPlainSum(table, start, end, kinds, factor)) write(start);
  }
}

/** What the writing of a sum depends on, of each atom and each coefficient. */
interface Kinds {
  /** By atom; 0 where it has not been looked at. */
  atoms: Int8Array;
  readonly find: (atom: number) => number;
  readonly isNegative: (coefficient: number) => boolean;
}

/** An entry or a function of it that is written as it stands; a function may be drawn out of a sum. */
const ENTRY = 1;
const FUNCTION = 2;
/** A power, an indicator, or what has a value. */
const OTHER = 3;

const known = new WeakMap<Context, Kinds>();

function kindsIn(context: Context): Kinds {
  const found = known.get(context) ?? createKinds(context);
  known.set(context, found);
  const { count } = context.workspace.atoms;
  if (found.atoms.length < count) {
    const larger = new Int8Array(2 * count);
    larger.set(found.atoms);
    found.atoms = larger;
  }
  return found;
}

function createKinds({ workspace, evaluator }: Context): Kinds {
  const signs: boolean[] = [];
  const kindOf = (atom: number, described: Atom): number => {
    if (described.kind === "indicator" || described.apply?.name === "power") return OTHER;
    if (evaluator.atom(atom) !== undefined) return OTHER;
    return described.apply === undefined ? ENTRY : FUNCTION;
  };
  const kinds: Kinds = {
    atoms: new Int8Array(0),
    find: (atom) => {
      const described = workspace.atoms.describe(atom);
      const kind = kindOf(atom, described);
      if (described.kind === "entry" && evaluator.isUnknown(described.array)) {
        const first = atom - described.entry;
        kinds.atoms.fill(kind, first, first + sizeOfShape(described.array.shape));
      } else kinds.atoms[atom] = kind;
      return kind;
    },
    isNegative: (coefficient) => {
      signs[coefficient] ??= workspace.coefficients.value(coefficient).s < 0n;
      return signs[coefficient];
    },
  };
  return kinds;
}

/** Whether all terms are positive products of entries, as they are in most tables: then there is no other way to write them. */
function hasPlainTermsAlone(table: TermTable, kinds: Kinds): boolean {
  const { coefficient, length } = table;
  for (let row = 0; row < length; row++) {
    const scale = coefficient[row] as number;
    if (scale !== UNIT && kinds.isNegative(scale)) return false;
    if (!isPlainTerm(table, row, kinds, ENTRY)) return false;
  }
  return true;
}

/** Whether a sum is written term after term, each as its coefficient and its factors in their order. */
function isPlainSum(table: TermTable, start: number, end: number, kinds: Kinds, factor: boolean): boolean {
  const { coefficient } = table;
  const isNegative = kinds.isNegative(coefficient[start] as number);
  const most = factor && end - start > 1 ? ENTRY : FUNCTION;
  for (let row = start; row < end; row++) {
    if (isNegative && !kinds.isNegative(coefficient[row] as number)) return false;
    if (!isPlainTerm(table, row, kinds, most)) return false;
  }
  return true;
}

/** Whether a term has factors, all of them different and none of a kind above `most`. */
function isPlainTerm({ factors, width }: TermTable, row: number, { atoms, find }: Kinds, most: number): boolean {
  const first = row * width;
  let position = first;
  for (; position < first + width; position++) {
    const atom = factors[position] as number;
    if (atom < 0) break;
    if ((atoms[atom] || find(atom)) > most) return false;
    for (let other = first; other < position; other++) if (factors[other] === atom) return false;
  }
  return position > first;
}
