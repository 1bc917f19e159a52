/**
 * Index formulas: a definition's rows as a sum over letters, for every entry (`y[p,q] = Σ …`) or for one.
 * Where an output index mixes loops, one of them is solved for, or an Iverson bracket says which points count.
 */

import { createWalk, visitEach } from "../algebra/walk.ts";
import { arrayIn } from "../algebra/workspace.ts";
import type { Expression } from "../language/syntax.ts";
import type { NumericArray } from "../problem/problem.ts";
import { type Affine, plainLoop, type Rows, sizeOfShape, unflatten } from "../problem/rows.ts";
import { type Combination, combinationOf, constantPlace, writeCombination } from "./combination.ts";
import type { Formula } from "./derivation.ts";
import { chooseLetter, nameRemaining, takenNames, writeBlock, writeFactor, writeIndex } from "./index-sum.ts";
import { maximumIn } from "./maximum.ts";
import { fraction, index, isNumber, name, product, sum } from "./nodes.ts";
import type { Block } from "./solve-loops.ts";
import type { Writer } from "./writer.ts";

/** The formula of every entry. */
export function generalFormula(writer: Writer, array: NumericArray, rows: readonly Rows[]): Formula {
  const taken = takenNames(writer);
  const base = writer.workspace.problem.indexBase;
  const [only] = rows;
  if (only !== undefined && rows.length === 1 && isRearranged(writer, only, array))
    return rearrangedFormula(writer, array, only);
  const { letters, place, ranges } = choosePlace(array.shape, (axis) => preferredLetter(rows, axis), taken, base);
  const used = new Set([...taken, ...letters]);
  const write = (block: Rows): Expression => writeBlock(writer, array, block, place, used);
  const maximum = maximumIn(array);
  return {
    left: index(name(array.name), place.map(writeCombination)),
    right: maximum === undefined ? sum(rows.map(write)) : largestOf(write(maximum.rows)),
    letters: ranges,
  };
}

/** The largest of the terms of an index sum instead of the sum of them. */
function largestOf(written: Expression): Expression {
  return written.tag === "call" && written.name === "sum" ? { ...written, name: "max" } : written;
}

/** The general place in an array: a letter for each axis, none of them taken, and the only place on an axis of one. */
export interface GeneralPlace {
  readonly letters: readonly string[];
  readonly place: readonly Combination[];
  readonly ranges: Formula["letters"];
}

export function choosePlace(
  shape: readonly number[],
  preferred: (axis: number) => string,
  taken: ReadonlySet<string>,
  base: number,
): GeneralPlace {
  const letters = chooseLetters(shape, preferred, taken);
  return {
    letters,
    place: letters.map((letter, axis) => (shape[axis] === 1 ? constantPlace(base) : combinationOf(letter))),
    ranges: rangesOf(letters, shape, base).filter(({ from, to }) => from < to),
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
  createWalk(
    rows,
    shapes,
  )(
    visitEach(rows, (output) => {
      reached.add(output);
      visits++;
    }),
  );
  return visits === size && reached.size === size;
}

/** The left side mixes the letters: `b[2*i+j-2] = m[i,j]`. */
function rearrangedFormula(writer: Writer, array: NumericArray, rows: Rows): Formula {
  const base = writer.workspace.problem.indexBase;
  const values = rows.loops.map((loop) => (loop.size === 1 ? constantPlace(base) : undefined));
  const block: Block = { base, rows, values };
  const taken = takenNames(writer);
  const letters = nameRemaining(block, taken);
  const used = new Set([...taken, ...letters.map((letter) => letter.name)]);
  const factors = rows.factors.map((factor) => writeFactor(writer, block, factor, used));
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
  const place = unflatten(entry, array.shape).map((axis) => constantPlace(axis + base));
  const parts = rows.map((block) => writeBlock(writer, array, block, place, takenNames(writer)));
  return sum(parts.filter((part) => !isNumber(part, 0)));
}

const OUTPUT_LETTERS = ["m", "n", "l", "r", "s", "t"];

function preferredLetter(rows: readonly Rows[], axis: number): string {
  const [first] = rows;
  const loop = first === undefined ? undefined : plainLoop(first.output[axis] as Affine);
  return (loop === undefined ? undefined : first?.loops[loop]?.letter) ?? OUTPUT_LETTERS[axis] ?? "m";
}
