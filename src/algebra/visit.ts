/**
 * The visits of index rows as terms: each factor is an atom, and numbers are multiplied into the coefficient.
 */
import type Fraction from "fraction.js";
import type { NumericArray } from "../problem/problem.ts";
import { type Factor, type Rows, sizeOfShape } from "../problem/rows.ts";
import { areVisitsDistinct, rowsByEntry } from "./by-entry.ts";
import { differentiateScalar } from "./calculus.ts";
import { UNIT } from "./coefficients.ts";
import { demandFewer } from "./substitute.ts";
import { createTerms, NONE, type Storage, type TermBuilder, type TermTable } from "./terms.ts";
import { type Box, createWalk, entryAt, type Restriction, visitEach } from "./walk.ts";
import { arrayIn, type Workspace } from "./workspace.ts";

/** The terms of a definition, row `of` an entry; with a box, only those of the entries in it. */
export function visitRows(workspace: Workspace, array: NumericArray, blocks: readonly Rows[], box?: Box): TermTable {
  const visits = blocks.reduce((sum, rows) => sum + visitsOf(rows), 0);
  const width = Math.max(1, ...blocks.map((rows) => rows.factors.length));
  const terms = createTerms(width, Math.min(visits, MOST_ROOM));
  for (const rows of blocks) {
    if (box === undefined) demandFewer(visitsOf(rows));
    const readers = rows.factors.map((factor, position) => readerOf(workspace, factor, position));
    const coefficient = workspace.coefficients.intern(rows.coefficient);
    const reading = { rows, of: OUTPUT, wrt: NONE, readers, coefficient };
    createVisits(workspace, array, reading, { of: "output" })(terms, box);
  }
  return terms.build();
}

/** Not all visits of a large definition are made at once. */
const MOST_ROOM = 8192;

/** The numbers of a visit: the output's, then each factor's. */
const OUTPUT = 0;

/** Which numbers of a visit the columns of its term are made from. */
interface Reading {
  readonly rows: Rows;
  readonly of: number;
  readonly wrt: number;
  readonly readers: readonly FactorReader[];
  readonly coefficient: number;
}

/** Adds the term of each visit in a box, or of all. */
type Visits = (terms: TermBuilder, box?: Box) => void;

function createVisits(workspace: Workspace, array: NumericArray, reading: Reading, restriction: Restriction): Visits {
  const { coefficients } = workspace;
  const { rows, of, wrt, readers, coefficient } = reading;
  if (coefficients.isZero(coefficient)) return () => {};
  const shapes = [array.shape, ...rows.factors.map((factor) => arrayIn(workspace, factor.array).shape)];
  const walk = createWalk(rows, shapes, restriction);
  const entries = readers.filter((reader) => reader.kind === "entry");
  if (entries.length === readers.length) {
    const columns = {
      numbers: Int32Array.of(of, wrt, ...entries.map(({ number }) => number)),
      more: Int32Array.of(0, 0, ...entries.map(({ base }) => base)),
    };
    return (terms, box) => walk((run) => terms.addRun(run, columns, coefficient), box);
  }
  const atoms = new Int32Array(readers.length);
  const addTo =
    (terms: TermBuilder) =>
    (output: number, entries: Int32Array, point: Int32Array): void => {
      const entryAt = (number: number): number => (number === OUTPUT ? output : (entries[number - 1] as number));
      let scale = coefficient;
      readers.forEach((reader, place) => {
        const entry = entryAt(reader.number);
        atoms[place] =
          reader.kind === "number" ? NONE : reader.kind === "entry" ? reader.base + entry : reader.atom(entry, point);
        if (reader.kind === "number") scale = coefficients.multiply(scale, reader.coefficient(entry));
      });
      if (!coefficients.isZero(scale)) terms.add(entryAt(of), wrt === NONE ? 0 : entryAt(wrt), scale, atoms);
    };
  return (terms, box) => walk(visitEach(rows, addTo(terms)), box);
}

/** How many points the loops have: at least as many as there are visits. */
export function visitsOf(rows: Rows): number {
  return rows.loops.reduce((visits, loop) => visits * loop.size, 1);
}

/** Whether the definitions of arrays have so many visits that it pays to share them out. */
export function isMuchToVisit(arrays: readonly NumericArray[]): boolean {
  const visits = arrays.map(({ definition }) =>
    definition.kind === "rows" ? definition.rows.reduce((sum, rows) => sum + visitsOf(rows), 0) : 0,
  );
  return Math.max(0, ...visits) > MOST_ALONE;
}

/** Further threads take a few tenths of a second to begin. */
const MOST_ALONE = 1_000_000;

export interface DerivativeVisits {
  /** The terms of the derivatives of those entries that lie in a box: of the output, or of the variable. */
  readonly terms: (box: Box, storage: Storage) => TermTable;
  /** Whether no entry has a monomial twice, or one with coefficient 0: it can be seen from the rows. */
  readonly isDistinct: boolean;
}

/**
 * The derivatives of a definition by one of its factors: each occurrence is one term (the product rule).
 * Rows are (`of`, `wrt`) where boxes are of outputs, and (`wrt`, `of`) where they are of variables.
 * With `delta`, the atom of the first entry of an array of the output's shape, the entry of that array at the output's
 * place is the first factor of each term.
 */
export function derivativeVisits(
  workspace: Workspace,
  array: NumericArray,
  blocks: readonly Rows[],
  wrt: NumericArray,
  column: "of" | "wrt",
  delta?: number,
): DerivativeVisits {
  const occurrences = blocks.flatMap((rows) =>
    rows.factors.flatMap((factor, position) =>
      factor.array === wrt.id && factor.compare === undefined
        ? [occurrenceOf(workspace, array, rows, position, wrt, column, delta)]
        : [],
    ),
  );
  const visits = occurrences.reduce((sum, { visits }) => sum + visits, 0);
  const size = sizeOfShape(column === "of" ? array.shape : wrt.shape);
  const width = Math.max(1, ...occurrences.map(({ width }) => width));
  return {
    terms: (box, storage) => {
      const share = sizeOfShape(box.map(({ from, to }) => to - from)) / size;
      const terms = storage(`by ${array.id}`, width, Math.ceil(visits * share));
      for (const { addTo } of occurrences) addTo(terms, box);
      return terms.build();
    },
    isDistinct: occurrences.length < 2 && occurrences.every(({ isDistinct }) => isDistinct),
  };
}

/** One factor that is the variable: how many visits there are, and their terms, of so many factors. */
interface Occurrence {
  readonly visits: number;
  readonly width: number;
  readonly addTo: Visits;
  /** Whether each entry, with the output or with its δ, is visited once at most. */
  readonly isDistinct: boolean;
}

function occurrenceOf(
  workspace: Workspace,
  array: NumericArray,
  found: Rows,
  position: number,
  wrt: NumericArray,
  column: "of" | "wrt",
  delta: number | undefined,
): Occurrence {
  const isByOutput = column === "of";
  const exchanged = isByOutput ? undefined : rowsByEntry(found, position, wrt.shape);
  const { rows, within } = exchanged ?? { rows: found, within: [] };
  const rate = rateOf(workspace, rows.factors[position] as Factor);
  const number = position + 1;
  const upstream: FactorReader[] = delta === undefined ? [] : [{ kind: "entry", number: OUTPUT, base: delta }];
  const local = rows.factors.flatMap((factor, at): FactorReader[] =>
    at === position ? rate.bases.map((base) => ({ kind: "entry", number, base })) : [readerOf(workspace, factor, at)],
  );
  const coefficient = workspace.coefficients.multiply(
    workspace.coefficients.intern(rows.coefficient),
    rate.coefficient,
  );
  const [of, by] = isByOutput ? [OUTPUT, number] : [number, OUTPUT];
  const readers = [...upstream, ...local];
  const reading = { rows, of, wrt: by, readers, coefficient };
  const addTo = createVisits(workspace, array, reading, { of: isByOutput ? "output" : position, within });
  return { visits: visitsOf(found), width: readers.length, addTo, isDistinct: areVisitsDistinct(found, position) };
}

/** The derivative of a factor by the entry that it is, or is a function of: a coefficient and the atoms of entry 0. */
function rateOf(workspace: Workspace, { array, apply }: Factor): { coefficient: number; bases: readonly number[] } {
  if (apply === undefined) return { coefficient: UNIT, bases: [] };
  const derivative = differentiateScalar(apply);
  return {
    coefficient: workspace.coefficients.intern(derivative.coefficient),
    bases: derivative.factors.map((factor) => workspace.atoms.baseOf(arrayIn(workspace, array), factor)),
  };
}

/** What a factor contributes to the term of a visit, of whose numbers it is one. */
type FactorReader =
  | { readonly kind: "entry"; readonly number: number; readonly base: number }
  | { readonly kind: "number"; readonly number: number; readonly coefficient: (entry: number) => number }
  | {
      readonly kind: "indicator";
      readonly number: number;
      readonly atom: (entry: number, point: Int32Array) => number;
    };

function readerOf(workspace: Workspace, { array: id, apply, compare }: Factor, position: number): FactorReader {
  const number = position + 1;
  const array = arrayIn(workspace, id);
  const { atoms, coefficients } = workspace;
  if (compare !== undefined) {
    const other = arrayIn(workspace, compare.array);
    const [left, right] = [atoms.baseOf(array), atoms.baseOf(other)];
    const atom = (entry: number, point: Int32Array): number => {
      const rival = entryAt(compare.index, other.shape, point);
      return rival < 0 ? NONE : atoms.indicator(compare.relation, left + entry, right + rival);
    };
    return { kind: "indicator", number, atom };
  }
  if (array.definition.kind === "numbers" && apply === undefined)
    return { kind: "number", number, coefficient: (entry) => coefficients.intern(numberAt(array, entry)) };
  return { kind: "entry", number, base: atoms.baseOf(array, apply) };
}

export function numberAt(array: NumericArray, entry: number): Fraction {
  if (array.definition.kind !== "numbers") throw new Error(`${array.name} holds no numbers`);
  const value = array.definition.values[entry];
  if (value === undefined) throw new Error(`${array.name} has no entry ${entry}`);
  return value;
}
