/**
 * The visits of index rows as terms: each factor is an atom, and numbers are multiplied into the coefficient.
 */
import type Fraction from "fraction.js";
import type { NumericArray } from "../problem/problem.ts";
import type { Factor, Rows } from "../problem/rows.ts";
import { demandFewer } from "./substitute.ts";
import { createTerms, NONE, type TermTable } from "./terms.ts";
import { entryAt, walkRows } from "./walk.ts";
import { arrayIn, type Workspace } from "./workspace.ts";

export function visitRows(workspace: Workspace, array: NumericArray, blocks: readonly Rows[]): TermTable {
  const terms = createTerms(Math.max(1, ...blocks.map((rows) => rows.factors.length)));
  for (const rows of blocks) {
    demandFewer(rows.loops.reduce((visits, loop) => visits * loop.size, 1));
    const readers = rows.factors.map((factor) => readerOf(workspace, factor));
    const coefficient = workspace.coefficients.intern(rows.coefficient);
    const atoms = new Int32Array(rows.factors.length);
    const shapes = [array.shape, ...rows.factors.map((factor) => arrayIn(workspace, factor.array).shape)];
    walkRows(rows, shapes, (output, entries, point) => {
      let scale = coefficient;
      for (let position = 0; position < atoms.length; position++) {
        const reader = readers[position] as FactorReader;
        const entry = entries[position] as number;
        atoms[position] = reader.atom(entry, point);
        if (reader.coefficient !== undefined) scale = workspace.coefficients.multiply(scale, reader.coefficient(entry));
      }
      if (!workspace.coefficients.isZero(scale)) terms.add(output, 0, scale, atoms);
    });
  }
  return terms.build();
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
