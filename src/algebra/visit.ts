/**
 * The visits of index rows as terms: each factor is an atom, and numbers are multiplied into the coefficient.
 */
import type Fraction from "fraction.js";
import type { NumericArray } from "../problem/problem.ts";
import { type Factor, type Rows, sizeOfShape } from "../problem/rows.ts";
import { differentiateScalar } from "./calculus.ts";
import { UNIT } from "./coefficients.ts";
import { demandFewer } from "./substitute.ts";
import { createTerms, freshStorage, NONE, type TermTable } from "./terms.ts";
import { type Box, entryAt, walkRows } from "./walk.ts";
import { arrayIn, type Workspace } from "./workspace.ts";

/** The terms of a definition, row `of` an entry; with a box, only those of the entries in it. */
export function visitRows(workspace: Workspace, array: NumericArray, blocks: readonly Rows[], box?: Box): TermTable {
  const terms = createTerms(Math.max(1, ...blocks.map((rows) => rows.factors.length)));
  for (const rows of blocks) {
    if (box === undefined) demandFewer(visitsOf(rows));
    const readers = rows.factors.map((factor) => readerOf(workspace, factor));
    const coefficient = workspace.coefficients.intern(rows.coefficient);
    const atoms = new Int32Array(rows.factors.length);
    const shapes = [array.shape, ...rows.factors.map((factor) => arrayIn(workspace, factor.array).shape)];
    const visit = (output: number, entries: Int32Array, point: Int32Array): void => {
      let scale = coefficient;
      for (let position = 0; position < atoms.length; position++) {
        const reader = readers[position] as FactorReader;
        const entry = entries[position] as number;
        atoms[position] = reader.atom(entry, point);
        if (reader.coefficient !== undefined) scale = workspace.coefficients.multiply(scale, reader.coefficient(entry));
      }
      if (!workspace.coefficients.isZero(scale)) terms.add(output, 0, scale, atoms);
    };
    walkRows(rows, shapes, visit, box && { of: "output", box });
  }
  return terms.build();
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

/** Which derivatives are visited: those of the entries of the output, or by those entries of the variable, in a box. */
export interface DerivativeBox {
  readonly column: "of" | "wrt";
  readonly box: Box;
}

/**
 * The derivatives of a definition by one of its factors: each occurrence is one term (the product rule).
 * Rows are (`of`, `wrt`) where the box is one of outputs, and (`wrt`, `of`) where it is one of variables.
 */
export function visitDerivative(
  workspace: Workspace,
  array: NumericArray,
  blocks: readonly Rows[],
  wrt: NumericArray,
  { column, box }: DerivativeBox,
  storage = freshStorage,
): TermTable {
  const occurrences = blocks.flatMap((rows) =>
    rows.factors.flatMap((factor, position) =>
      factor.array === wrt.id && factor.compare === undefined
        ? [{ rows, position, rate: rateOf(workspace, factor) }]
        : [],
    ),
  );
  const bounded = column === "of" ? array : wrt;
  const share = sizeOfShape(box.map(({ from, to }) => to - from)) / sizeOfShape(bounded.shape);
  const room = occurrences.reduce((visits, { rows }) => visits + visitsOf(rows), 0) * share;
  const widths = occurrences.map(({ rows, rate }) => rows.factors.length - 1 + rate.bases.length);
  const terms = storage(`by ${array.id}`, Math.max(1, ...widths), Math.ceil(room));
  for (const { rows, position, rate } of occurrences) {
    const readers = rows.factors.map((factor, at) => (at === position ? undefined : readerOf(workspace, factor)));
    const start = workspace.coefficients.multiply(workspace.coefficients.intern(rows.coefficient), rate.coefficient);
    const atoms = new Int32Array(rows.factors.length - 1 + rate.bases.length);
    const shapes = [array.shape, ...rows.factors.map((factor) => arrayIn(workspace, factor.array).shape)];
    const visit = (output: number, entries: Int32Array, point: Int32Array): void => {
      const variable = entries[position] as number;
      let scale = start;
      let place = 0;
      for (let factor = 0; factor < readers.length; factor++) {
        const reader = readers[factor];
        const entry = entries[factor] as number;
        if (reader === undefined) {
          for (let part = 0; part < rate.bases.length; part++) atoms[place++] = (rate.bases[part] as number) + entry;
          continue;
        }
        atoms[place++] = reader.atom(entry, point);
        if (reader.coefficient !== undefined) scale = workspace.coefficients.multiply(scale, reader.coefficient(entry));
      }
      if (workspace.coefficients.isZero(scale)) return;
      if (column === "of") terms.add(output, variable, scale, atoms);
      else terms.add(variable, output, scale, atoms);
    };
    walkRows(rows, shapes, visit, { of: column === "of" ? "output" : position, box });
  }
  return terms.build();
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

/** What a factor contributes to the term of a visit. */
interface FactorReader {
  atom(entry: number, point: Int32Array): number;
  coefficient?(entry: number): number;
}

function readerOf(workspace: Workspace, { array: id, apply, compare }: Factor): FactorReader {
  const array = arrayIn(workspace, id);
  const { atoms, coefficients } = workspace;
  if (compare !== undefined) {
    const other = arrayIn(workspace, compare.array);
    const [left, right] = [atoms.baseOf(array), atoms.baseOf(other)];
    return {
      atom: (entry, point) => {
        const rival = entryAt(compare.index, other.shape, point);
        return rival < 0 ? NONE : atoms.indicator(compare.relation, left + entry, right + rival);
      },
    };
  }
  if (array.definition.kind === "numbers" && apply === undefined)
    return { atom: () => NONE, coefficient: (entry) => coefficients.intern(numberAt(array, entry)) };
  const base = atoms.baseOf(array, apply);
  return { atom: (entry) => base + entry };
}

export function numberAt(array: NumericArray, entry: number): Fraction {
  if (array.definition.kind !== "numbers") throw new Error(`${array.name} holds no numbers`);
  const value = array.definition.values[entry];
  if (value === undefined) throw new Error(`${array.name} has no entry ${entry}`);
  return value;
}
