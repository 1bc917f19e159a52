/**
 * Tables in parts: the terms of consecutive entries alone, so that a table larger than the memory is never there.
 * In: an array, or two. Out: finished tables, each of the entries from … to − 1 of one column, in row-major order.
 * Always: the parts together are the whole table, row by row.
 */
import { type NumericArray, operandsOf } from "../problem/problem.ts";
import { type Rows, sizeOfShape, unflatten } from "../problem/rows.ts";
import { adjoint, concatenate, consumersOf, isSymbolic, localDerivative, symbolIn, upstream } from "./adjoint.ts";
import { expandArray, expandRows, passingOperands } from "./expand.ts";
import { finishTerms, sortByEntry } from "./finish.ts";
import { recognise } from "./recognise.ts";
import { findGroup, freshStorage, type Storage, type TermTable, withEntries } from "./terms.ts";
import { derivativeVisits, visitsOf } from "./visit.ts";
import type { Box } from "./walk.ts";
import { arrayIn, remember, upstreamOf, type Workspace } from "./workspace.ts";

/** The entries from … to − 1, which are a box of their array. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

export interface Parts {
  /** The column by which the table is divided: the variable of a scalar's gradient, else the output. */
  readonly column: "of" | "wrt";
  /** The shape of the array whose entries stand in that column. */
  readonly shape: readonly number[];
  /** At least as many as the whole table has terms. */
  readonly terms: number;
  /** With a storage, a table is valid until the next one. */
  table(part: Part, storage?: Storage): TermTable;
  /** The same terms, neither sorted nor merged: that is done where they are chained. */
  readonly visited?: (part: Part, storage: Storage) => TermTable;
}

/** The table of a definition. */
export function definitionParts(workspace: Workspace, array: NumericArray): Parts {
  const { definition, shape } = array;
  if (definition.kind !== "rows") return sliced(expandArray(workspace, array), "of", shape);
  return {
    column: "of",
    shape,
    terms: visitsIn(definition.rows),
    table: (part) => expandRows(workspace, array, definition.rows, boxOf(part, shape)),
  };
}

/** The table of the derivatives of one array by another. */
export function derivativeParts(workspace: Workspace, of: NumericArray, wrt: NumericArray): Parts {
  const consumers = of.id === wrt.id ? [] : consumersOf(workspace, of, wrt);
  if (of.shape.length > 0) {
    const [only] = consumers;
    return consumers.length === 1 && only?.id === of.id
      ? localParts(workspace, of, wrt, "of")
      : sliced(adjoint(workspace, of, wrt), "of", of.shape);
  }
  if (consumers.length === 0) return sliced(adjoint(workspace, of, wrt), "wrt", wrt.shape);
  const links = consumers.map((consumer) => linkThrough(workspace, of, consumer, wrt));
  return {
    column: "wrt",
    shape: wrt.shape,
    terms: links.reduce((sum, { terms }) => sum + terms, 0),
    table: (part, storage = freshStorage) => {
      const joined = concatenate(links.map((link) => link.table(part, storage)));
      return finish(workspace, joined, storage, links.length === 1 && links[0]?.isDistinct === true);
    },
  };
}

function finish(workspace: Workspace, table: TermTable, storage: Storage, isDistinct: boolean): TermTable {
  const recognised = recognise(workspace, table);
  return finishTerms(recognised, workspace.coefficients, storage, isDistinct && recognised === table);
}

/** What one consumer adds to a scalar's derivatives: rows (0, `wrt`), neither merged nor shortened. */
interface Link {
  readonly terms: number;
  /** Whether no entry has a monomial twice, as far as is known. */
  readonly isDistinct: boolean;
  table(part: Part, storage: Storage): TermTable;
}

/** With a symbol for each δ, the index rows themselves are visited, δ in the place of the output; else tables are joined. */
function linkThrough(workspace: Workspace, of: NumericArray, consumer: NumericArray, wrt: NumericArray): Link {
  const { definition, id } = consumer;
  const outer = upstream(workspace, of, consumer);
  const delta = symbolIn(outer);
  if (definition.kind !== "rows" || delta === undefined || !isDirect(workspace, consumer)) {
    const inner = localParts(workspace, consumer, wrt, "wrt");
    const table = (part: Part, storage: Storage): TermTable =>
      join(workspace, outer, sortByEntry((inner.visited ?? inner.table)(part, storage), storage), storage, id);
    return { terms: inner.terms, isDistinct: false, table };
  }
  const visits = derivativeVisits(workspace, consumer, definition.rows, wrt, "wrt", delta);
  const table = (part: Part, storage: Storage): TermTable => {
    const sorted = sortByEntry(visits.terms(boxOf(part, wrt.shape), storage), storage, `link ${id}`);
    return withEntries(sorted, new Int32Array(sorted.length), sorted.of);
  };
  return { terms: visitsIn(definition.rows), isDistinct: visits.isDistinct, table };
}

/**
 * The arrays whose δ stands in the derivatives of `of` by `wrt`, each with that δ: what comes after them is not
 * written out.
 */
export function cutsOf(workspace: Workspace, of: NumericArray, wrt: NumericArray): Map<number, NumericArray> {
  const cuts = new Map<number, NumericArray>();
  if (of.id === wrt.id) return cuts;
  for (const consumer of consumersOf(workspace, of, wrt))
    if (isSymbolic(workspace, of, consumer)) cuts.set(consumer.id, upstreamOf(workspace, of, consumer));
    else for (const [id, delta] of cutsOf(workspace, of, consumer)) cuts.set(id, delta);
  return cuts;
}

/** Parts of about `terms` terms each, in order. */
export function* partsOf({ shape, terms: total }: Parts, terms: number): Generator<Part> {
  const size = sizeOfShape(shape);
  let entries = Math.max(1, Math.floor((terms * size) / Math.max(1, total)));
  // A part is a box: some entries of one axis, with all that is inside of them.
  let inside = size;
  for (const axis of shape) {
    if (entries >= inside) break;
    inside /= axis;
    if (entries < inside) continue;
    entries = Math.floor(entries / inside) * inside;
    for (let from = 0; from < size; ) {
      const end = Math.min(from + entries, (Math.floor(from / (inside * axis)) + 1) * inside * axis);
      yield { from, to: end };
      from = end;
    }
    return;
  }
  yield { from: 0, to: size };
}

/**
 * The derivatives of a definition by an array that it mentions. Rows are (`of`, `wrt`) in parts by `of`, and
 * (`wrt`, `of`) in parts by `wrt`.
 */
export function localParts(workspace: Workspace, array: NumericArray, wrt: NumericArray, column: "of" | "wrt"): Parts {
  const shape = column === "of" ? array.shape : wrt.shape;
  const { definition } = array;
  if (definition.kind !== "rows" || !isDirect(workspace, array)) {
    const table = localDerivative(workspace, array, wrt);
    return sliced(column === "of" ? table : exchanged(workspace, table, `${array.id} ${wrt.id}`), "of", shape);
  }
  const visits = derivativeVisits(workspace, array, definition.rows, wrt, column);
  const visited = (part: Part, storage: Storage): TermTable => visits.terms(boxOf(part, shape), storage);
  return {
    column: "of",
    shape,
    terms: visitsIn(definition.rows),
    table: (part, storage = freshStorage) => finish(workspace, visited(part, storage), storage, visits.isDistinct),
    visited,
  };
}

/** Whether an array's rows mention all that its table mentions. */
function isDirect(workspace: Workspace, array: NumericArray): boolean {
  if (operandsOf(array).some((id) => arrayIn(workspace, id).isInner)) return false;
  return passingOperands(workspace, array).length === 0;
}

function visitsIn(blocks: readonly Rows[]): number {
  return blocks.reduce((sum, rows) => sum + visitsOf(rows), 0);
}

/** A table that is there as a whole. */
function sliced(table: TermTable, column: "of" | "wrt", shape: readonly number[]): Parts {
  const start = (entry: number): number => (column === "of" ? firstRow(table.of, entry) : firstRow(table.wrt, entry));
  return { column, shape, terms: table.length, table: ({ from, to }) => rowsOf(table, start(from), start(to)) };
}

/** The first row whose entry in a sorted column is not below the given one. */
function firstRow(column: Int32Array, entry: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((column[middle] as number) < entry) low = middle + 1;
    else high = middle;
  }
  return low;
}

function rowsOf(table: TermTable, start: number, end: number): TermTable {
  return {
    length: end - start,
    of: table.of.subarray(start, end),
    wrt: table.wrt.subarray(start, end),
    coefficient: table.coefficient.subarray(start, end),
    factors: table.factors.subarray(start * table.width, end * table.width),
    width: table.width,
  };
}

function exchanged(workspace: Workspace, table: TermTable, key: string): TermTable {
  return remember(workspace, `exchanged ${key}`, () =>
    finishTerms(withEntries(table, table.wrt, table.of), workspace.coefficients),
  );
}

/** Σ over the middle: a scalar's derivatives by the middle, joined with rows (wrt, middle), in the order of these. */
function join(workspace: Workspace, outer: TermTable, inner: TermTable, storage: Storage, consumer: number): TermTable {
  const terms = storage(`link ${consumer}`, outer.width + inner.width, inner.length);
  const atoms = new Int32Array(outer.width + inner.width);
  const links: Links = { start: 0, end: 0 };
  for (let row = 0; row < inner.length; row++) {
    for (let position = 0; position < inner.width; position++)
      atoms[outer.width + position] = inner.factors[row * inner.width + position] as number;
    findLinks(outer, inner.wrt[row] as number, links);
    for (let link = links.start; link < links.end; link++) {
      for (let position = 0; position < outer.width; position++)
        atoms[position] = outer.factors[link * outer.width + position] as number;
      const coefficient = workspace.coefficients.multiply(
        outer.coefficient[link] as number,
        inner.coefficient[row] as number,
      );
      terms.add(0, inner.of[row] as number, coefficient, atoms);
    }
  }
  return terms.build();
}

/** The rows start … end − 1 of a scalar's derivative by one entry. */
interface Links {
  start: number;
  end: number;
}

/** Where there is one for each entry, as of a δ, its number is known. */
function findLinks(outer: TermTable, middle: number, links: Links): void {
  const { wrt, length } = outer;
  const isPlain =
    middle < length &&
    wrt[middle] === middle &&
    (middle === 0 || wrt[middle - 1] !== middle) &&
    (middle + 1 === length || wrt[middle + 1] !== middle);
  links.start = middle;
  links.end = middle + 1;
  if (!isPlain) [links.start, links.end] = findGroup(outer, 0, middle);
}

/** The box that consecutive entries are. */
function boxOf({ from, to }: Part, shape: readonly number[]): Box {
  const first = unflatten(from, shape);
  const last = unflatten(to - 1, shape);
  return first.map((start, axis) => ({ from: start, to: (last[axis] as number) + 1 }));
}
