/**
 * Expansion: the definition of an array as a term table, one term for each visit of its index rows.
 * Unnamed intermediates that only move entries about are seen through; all others stay symbols.
 */
import { type NumericArray, operandsOf } from "../problem/problem.ts";
import type { Rows } from "../problem/rows.ts";
import { adjoint } from "./adjoint.ts";
import { substitute } from "./substitute.ts";
import { createTerms, factorsAt, finishTerms, groupsOf, NONE, type TermTable } from "./terms.ts";
import { walkRows } from "./walk.ts";
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

function expandRows(workspace: Workspace, array: NumericArray, rows: readonly Rows[]): TermTable {
  const table = finishTerms(visitRows(workspace, array, rows), workspace.coefficients);
  const passing = operandsOf(array)
    .map((id) => arrayIn(workspace, id))
    .filter((operand) => isPassing(workspace, operand));
  return passing.length === 0 ? table : substitute(workspace, table, passing);
}

/** An unnamed intermediate each of whose entries is at most one term. */
function isPassing(workspace: Workspace, operand: NumericArray): boolean {
  if (operand.named || operand.definition.kind !== "rows") return false;
  if (operand.definition.rows.length > 1) return false;
  const table = expandArray(workspace, operand);
  for (const [start, end] of groupsOf(table)) if (end - start > 1) return false;
  return true;
}

function visitRows(workspace: Workspace, array: NumericArray, blocks: readonly Rows[]): TermTable {
  const width = Math.max(1, ...blocks.map((rows) => rows.factors.length));
  const terms = createTerms(width);
  for (const rows of blocks) {
    if (rows.factors.some((factor) => factor.compare !== undefined)) throw new Error("indicators are not walked yet");
    const operands = rows.factors.map((factor) => arrayIn(workspace, factor.array));
    const isNumber = operands.map((operand) => operand.definition.kind === "numbers");
    const bases = rows.factors.map((factor, position) =>
      isNumber[position] ? NONE : workspace.atoms.baseOf(operands[position] as NumericArray, factor.apply),
    );
    const coefficient = workspace.coefficients.intern(rows.coefficient);
    const atoms = new Int32Array(rows.factors.length);
    walkRows(rows, [array.shape, ...operands.map((operand) => operand.shape)], (output, entries) => {
      let scale = coefficient;
      for (let position = 0; position < atoms.length; position++) {
        const entry = entries[position] as number;
        if (bases[position] === NONE) {
          atoms[position] = NONE;
          scale = workspace.coefficients.multiply(
            scale,
            numberAt(workspace, operands[position] as NumericArray, entry),
          );
        } else atoms[position] = (bases[position] as number) + entry;
      }
      if (!workspace.coefficients.isZero(scale)) terms.add(output, 0, scale, atoms);
    });
  }
  return terms.build();
}

function numberAt(workspace: Workspace, array: NumericArray, entry: number): number {
  if (array.definition.kind !== "numbers") throw new Error(`${array.name} holds no numbers`);
  const value = array.definition.values[entry];
  if (value === undefined) throw new Error(`${array.name} has no entry ${entry}`);
  return workspace.coefficients.intern(value);
}

/** Every entry is itself. */
function identityTable(workspace: Workspace, array: NumericArray): TermTable {
  const base = workspace.atoms.baseOf(array);
  const terms = createTerms(1);
  const size = array.shape.reduce((product, axis) => product * axis, 1);
  for (let entry = 0; entry < size; entry++)
    if (array.definition.kind === "numbers") terms.add(entry, 0, numberAt(workspace, array, entry), []);
    else terms.add(entry, 0, 0, [base + entry]);
  return finishTerms(terms.build(), workspace.coefficients);
}

/** A derivative as an array of its own: entry (i, j) becomes entry i·|wrt| + j. */
function flattenDerivative(workspace: Workspace, of: number, wrt: number): TermTable {
  const variable = arrayIn(workspace, wrt);
  const table = adjoint(workspace, arrayIn(workspace, of), variable);
  const size = variable.shape.reduce((product, axis) => product * axis, 1);
  const terms = createTerms(table.width);
  for (let row = 0; row < table.length; row++)
    terms.add(
      (table.of[row] as number) * size + (table.wrt[row] as number),
      0,
      table.coefficient[row] as number,
      factorsAt(table, row),
    );
  return terms.build();
}
