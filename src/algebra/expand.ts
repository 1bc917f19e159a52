/**
 * Expansion: the definition of an array as a term table, one term for each visit of its index rows.
 * Unnamed intermediates that only move entries about are seen through; all others stay symbols.
 */
import { type NumericArray, operandsOf } from "../problem/problem.ts";
import { type Rows, sizeOfShape } from "../problem/rows.ts";
import { finishTerms } from "./finish.ts";
import { plainEntry, rewriteAtoms, termsOf } from "./substitute.ts";
import { createTerms, factorsAt, groupsOf, type TermTable } from "./terms.ts";
import { numberAt, visitRows, visitsOf } from "./visit.ts";
import type { Box } from "./walk.ts";
import { arrayIn, remember, type Workspace } from "./workspace.ts";

/** The table of an array's definition; rows `of` an entry, `wrt` 0. Letters have none of their own. */
export function expandArray(workspace: Workspace, array: NumericArray): TermTable {
  return remember(workspace, `definition ${array.id}`, () => {
    const { definition } = array;
    switch (definition.kind) {
      case "letters":
      case "numbers":
      case "upstream":
      case "loss":
        return identityTable(workspace, array);
      case "derivative":
        return flattenDerivative(workspace, definition.of, definition.wrt);
      case "rows":
        return expandRows(workspace, array, definition.rows);
    }
  });
}

/** The terms of a definition; with a box, only those of the entries in it. */
export function expandRows(workspace: Workspace, array: NumericArray, rows: readonly Rows[], box?: Box): TermTable {
  const table = finishTerms(visitRows(workspace, array, rows, box), workspace.coefficients);
  const passing = passingOperands(workspace, array);
  return passing.length === 0 ? table : substitute(workspace, table, passing);
}

/** The operands that a definition is seen through to. */
export function passingOperands(workspace: Workspace, array: NumericArray): NumericArray[] {
  return operandsOf(array)
    .map((id) => arrayIn(workspace, id))
    .filter((operand) => isPassing(workspace, operand));
}

/** An unnamed intermediate each of whose entries is at most one term. */
function isPassing(workspace: Workspace, operand: NumericArray): boolean {
  if (operand.named || operand.definition.kind !== "rows") return false;
  const [rows, ...more] = operand.definition.rows;
  // More visits than entries: some entry has more than one term, and the table need not be made to see it.
  if (more.length > 0 || (rows !== undefined && visitsOf(rows) > sizeOfShape(operand.shape))) return false;
  const table = expandArray(workspace, operand);
  for (const [start, end] of groupsOf(table)) if (end - start > 1) return false;
  return true;
}

/** The table with every entry of `arrays` written out. A function of such an entry stays, unless the entry is an atom. */
function substitute(workspace: Workspace, table: TermTable, arrays: readonly NumericArray[]): TermTable {
  const ids = new Set(arrays.map((array) => array.id));
  return rewriteAtoms(workspace, table, (atom) => {
    const described = workspace.atoms.describe(atom);
    if (described.kind !== "entry" || !ids.has(described.array.id)) return undefined;
    const terms = termsOf(expandArray(workspace, described.array), described.entry, 0);
    if (described.apply === undefined) return terms;
    const inner = plainEntry(workspace, terms);
    if (inner === undefined) return undefined;
    return [{ coefficient: 0, factors: [workspace.atoms.baseOf(inner.array, described.apply) + inner.entry] }];
  });
}

/** Every entry is itself. */
function identityTable(workspace: Workspace, array: NumericArray): TermTable {
  const base = workspace.atoms.baseOf(array);
  const terms = createTerms(1);
  const size = array.shape.reduce((product, axis) => product * axis, 1);
  for (let entry = 0; entry < size; entry++)
    if (array.definition.kind === "numbers")
      terms.add(entry, 0, workspace.coefficients.intern(numberAt(array, entry)), []);
    else terms.add(entry, 0, 0, [base + entry]);
  return finishTerms(terms.build(), workspace.coefficients);
}

/** A derivative as an array of its own: entry (i, j) becomes entry i·|wrt| + j. */
function flattenDerivative(workspace: Workspace, of: number, wrt: number): TermTable {
  const variable = arrayIn(workspace, wrt);
  const table = workspace.differentiate(workspace, arrayIn(workspace, of), variable);
  const size = variable.shape.reduce((product, axis) => product * axis, 1);
  const terms = createTerms(table.width, table.length);
  for (let row = 0; row < table.length; row++)
    terms.add(
      (table.of[row] as number) * size + (table.wrt[row] as number),
      0,
      table.coefficient[row] as number,
      factorsAt(table, row),
    );
  return terms.build();
}
