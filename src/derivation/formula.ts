/**
 * Index formulas: a definition's rows as a sum over letters, for every entry (`y[p,q] = Σ …`) or for one.
 * Where an output index mixes loops, one of them is solved for, or an Iverson bracket says which points count.
 */

import { walkRows } from "../algebra/walk.ts";
import { arrayIn } from "../algebra/workspace.ts";
import type { Expression } from "../language/syntax.ts";
import type { NumericArray } from "../problem/problem.ts";
import { type Affine, plainLoop, type Rows, sizeOfShape, unflatten } from "../problem/rows.ts";
import type { Formula } from "./derivation.ts";
import {
  type Block,
  type Combination,
  chooseLetter,
  nameRemaining,
  takenNames,
  writeBlock,
  writeFactor,
  writeIndex,
} from "./index-sum.ts";
import { fraction, index, isNumber, name, product, sum } from "./nodes.ts";
import type { Writer } from "./writer.ts";

/** The formula of every entry. */
export function generalFormula(writer: Writer, array: NumericArray, rows: readonly Rows[]): Formula {
  const taken = takenNames(writer);
  const base = writer.workspace.problem.indexBase;
  const [only] = rows;
  if (only !== undefined && rows.length === 1 && isRearranged(writer, only, array))
    return rearrangedFormula(writer, array, only);
  const letters = chooseLetters(array.shape, (axis) => preferredLetter(rows, axis), taken);
  const place = letters.map(combinationOf);
  return {
    left: index(name(array.name), letters.map(name)),
    right: sum(rows.map((block) => writeBlock(writer, array, block, place, new Set([...taken, ...letters])))),
    letters: rangesOf(letters, array.shape, base),
  };
}

/** A letter for each axis, none of them taken. */
export function chooseLetters(
  shape: readonly number[],
  preferred: (axis: number) => string,
  taken: ReadonlySet<string>,
): string[] {
  const letters: string[] = [];
  for (const axis of shape.keys()) letters.push(chooseLetter(preferred(axis), letters, taken));
  return letters;
}

export function combinationOf(letter: string): Combination {
  return { constant: 0, letters: new Map([[letter, 1]]) };
}

/** Each letter runs over its axis, in the worksheet's base. */
export function rangesOf(letters: readonly string[], shape: readonly number[], base: number): Formula["letters"] {
  return letters.map((letter, axis) => ({ name: letter, from: base, to: base + (shape[axis] as number) - 1 }));
}

/** One visit for each entry, at an index that mixes the loops, as when an array is flattened. */
function isRearranged(writer: Writer, rows: Rows, array: NumericArray): boolean {
  const size = sizeOfShape(array.shape);
  const points = rows.loops.reduce((count, loop) => count * loop.size, 1);
  if (points !== size || !rows.output.some((map) => map.coefficients.length > 1)) return false;
  const shapes = [array.shape, ...rows.factors.map((factor) => arrayIn(writer.workspace, factor.array).shape)];
  const reached = new Set<number>();
  let visits = 0;
  walkRows(rows, shapes, (output) => {
    reached.add(output);
    visits++;
  });
  return visits === size && reached.size === size;
}

/** The left side mixes the letters: `b[2*i+j-2] = m[i,j]`. */
function rearrangedFormula(writer: Writer, array: NumericArray, rows: Rows): Formula {
  const base = writer.workspace.problem.indexBase;
  const block: Block = { base, rows, values: rows.loops.map(() => undefined) };
  const letters = nameRemaining(block, takenNames(writer));
  const factors = rows.factors.map((factor) => writeFactor(writer, block, factor));
  return {
    left: index(
      name(array.name),
      rows.output.map((map) => writeIndex(block, map)),
    ),
    right: product([fraction(rows.coefficient), ...factors]),
    letters,
  };
}

/** The right side of the formula at one entry. */
export function formulaAt(writer: Writer, array: NumericArray, rows: readonly Rows[], entry: number): Expression {
  const base = writer.workspace.problem.indexBase;
  const place = unflatten(entry, array.shape).map(
    (axis): Combination => ({ constant: axis + base, letters: new Map() }),
  );
  const parts = rows.map((block) => writeBlock(writer, array, block, place, takenNames(writer)));
  return sum(parts.filter((part) => !isNumber(part, 0)));
}

const OUTPUT_LETTERS = ["m", "n", "l", "r", "s", "t"];

function preferredLetter(rows: readonly Rows[], axis: number): string {
  const [first] = rows;
  const loop = first === undefined ? undefined : plainLoop(first.output[axis] as Affine);
  return (loop === undefined ? undefined : first?.loops[loop]?.letter) ?? OUTPUT_LETTERS[axis] ?? "m";
}
