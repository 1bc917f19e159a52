/**
 * Checks the entries of a large result as they come, every one of them, at the cost of a few products each.
 *
 * An entry is read off the columns in which it is about to be printed and evaluated modulo the prime at a random
 * point. A definition's entry must be the value of the array. Entries of a derivative are added up, each times a
 * random rate of its variable: the sum of a row must be the slope of that output along these rates, which the loops of
 * the definitions give when they are run forward, plainly (flat.ts). A false entry goes unnoticed with a probability
 * below degree/2³¹.
 * Of a scalar's gradient there is one row: whether it holds is known when its last entry is there.
 */
import type { Atoms } from "../algebra/atoms.ts";
import type { Coefficients } from "../algebra/coefficients.ts";
import type { TermTable } from "../algebra/terms.ts";
import type { Entry } from "../derivation/derivation.ts";
import type { WrittenPart } from "../derivation/large.ts";
import { printExpression } from "../language/print.ts";
import type { NumericArray, Problem } from "../problem/problem.ts";
import { sizeOfShape } from "../problem/rows.ts";
import { addModulo, createModularArithmetic, multiplyModulo, randomResidueAt } from "./arithmetic.ts";
import { checkValue } from "./check-entries.ts";
import { type Checks, evaluated, fail, POINT_SEEDS, pointAt } from "./checks.ts";
import { createDualArithmetic, type DualArithmetic } from "./dual.ts";
import { applied, type Column, createFlat, type Flat } from "./flat.ts";
import { createForward, unitDirection } from "./forward.ts";
import { createInterpreter, type Interpreter } from "./interpret.ts";

/** A result in parts, and how its atoms and coefficients are numbered. */
export interface PartsToCheck {
  readonly of: NumericArray;
  /** Absent where the parts are those of a definition. */
  readonly wrt?: NumericArray;
  readonly atoms: Atoms;
  readonly coefficients: Coefficients;
  /** All arrays that atoms speak of, those included that the derivation introduced. */
  readonly arrays: readonly NumericArray[];
  /** For each array beyond which nothing is written out, its δ. */
  readonly cuts: ReadonlyMap<number, NumericArray>;
}

/**
 * The entries of a part are evaluated where they are made, and their sums held against the definitions where the
 * document is put together: the definitions are run forward once, however many make parts.
 */
export interface PartChecker {
  /** For each row of a part the sum of its entries, each times the rate of its variable; of a scalar there is one. */
  sumsOf(part: WrittenPart): Column;
  /** Throws where the sums of a part that begins with row `from` are not what the definitions give. */
  check(from: number, sums: Column): void;
  /** Throws where the sums of all parts of a scalar's gradient are not its slope. */
  finish(): void;
}

/** What is known of the random point. */
interface Point {
  readonly atoms: Residues;
  readonly coefficients: Residues;
  readonly rates: Column;
  /** The value of each entry, or the slope of each output. */
  expected(): Column | undefined;
  readonly interpreter: Interpreter<number>;
}

export function createPartChecker(checks: Checks, subject: PartsToCheck, place: string): PartChecker {
  const point = createPoint(checks.problem, subject, POINT_SEEDS[0]);
  const isGradient = subject.wrt !== undefined && subject.of.shape.length === 0;
  let total = 0;
  return {
    sumsOf: (part) => {
      for (const entry of part.written.values()) checkValue(checks, entry, place);
      return rowSums(point, part, { isRated: subject.wrt !== undefined, isOne: isGradient }, place);
    },
    check: (from, sums) => {
      if (isGradient) {
        total = addModulo(total, sums[0] as number);
        return;
      }
      const expected = point.expected();
      sums.forEach((sum, offset) => {
        const row = from + offset;
        if (sum !== (expected?.[row] ?? 0)) fail(`${place}, row ${row + 1}`, "the entries are not right");
      });
    },
    finish: () => {
      if (isGradient && total !== (point.expected()?.[0] ?? 0)) fail(place, "the entries are not the derivatives");
    },
  };
}

/** For each row the sum of its entries, each times the rate of its variable. */
function rowSums(point: Point, { part, table, written }: WrittenPart, weight: Weight, place: string): Column {
  const sums = new Int32Array(weight.isOne ? 1 : part.to - part.from);
  const first = weight.isOne ? 0 : part.from;
  const entryValue = (start: number, end: number): number => {
    const entry = written.get(start);
    return entry === undefined ? sumOfTerms(point, table, start, end) : valueOfEntry(point, entry, place);
  };
  if (written.size === 0) addPlainEntries(point, table, weight, sums, first);
  else
    for (let start = 0, end = 0; start < table.length; start = end) {
      end = endOfEntry(table, start);
      addEntry(point, table, weight, sums, first, start, entryValue(start, end));
    }
  return sums;
}

/** Whether entries count by the rates of their variables, and whether all belong to one row. */
interface Weight {
  readonly isRated: boolean;
  readonly isOne: boolean;
}

/** Behind the last term of the entry whose first term is `start`. */
function endOfEntry({ of, wrt, length }: TermTable, start: number): number {
  let end = start + 1;
  while (end < length && of[end] === of[start] && wrt[end] === wrt[start]) end++;
  return end;
}

/** Entries that are written as the sums of their terms, as nearly all are. */
function addPlainEntries(point: Point, table: TermTable, weight: Weight, sums: Column, first: number): void {
  for (let start = 0, end = 0; start < table.length; start = end) {
    end = endOfEntry(table, start);
    addEntry(point, table, weight, sums, first, start, sumOfTerms(point, table, start, end));
  }
}

/** Adds the value of the entry whose first term is `start` to the sum of its row. */
function addEntry(
  { rates }: Point,
  { of, wrt }: TermTable,
  { isRated }: Weight,
  sums: Column,
  first: number,
  start: number,
  value: number,
): void {
  const row = (of[start] as number) - first;
  const weighted = isRated ? multiplyModulo(rates[wrt[start] as number] as number, value) : value;
  sums[row] = addModulo(sums[row] as number, weighted);
}

function valueOfEntry({ interpreter }: Point, { expression }: Entry, place: string): number {
  return evaluated(`${place}: ${printExpression(expression)}`, () => interpreter.evaluate(expression).value);
}

function sumOfTerms({ atoms, coefficients }: Point, table: TermTable, start: number, end: number): number {
  let sum = 0;
  for (let row = start; row < end; row++) sum = addModulo(sum, valueOfTerm(atoms, coefficients, table, row));
  return sum;
}

function valueOfTerm(atoms: Residues, coefficients: Residues, table: TermTable, row: number): number {
  const { coefficient, factors, width } = table;
  let product = residueOf(coefficients, coefficient[row] as number);
  for (let position = row * width; position < (row + 1) * width; position++) {
    const atom = factors[position] as number;
    if (atom < 0) break;
    const residue = residueOf(atoms, atom);
    product = product === 1 ? residue : multiplyModulo(product, residue);
  }
  return product;
}

function createPoint(problem: Problem, subject: PartsToCheck, seed: number): Point {
  const { of, wrt, atoms, coefficients, cuts } = subject;
  const extended: Problem = { ...problem, arrays: subject.arrays.map(asLetters(cuts)) };
  const dual = createDualArithmetic(createModularArithmetic(seed), problem.functions);
  const forward = createForward(extended, dual, (array, entry) => pointAt(array, entry, seed));
  const rates = randomRates(wrt ? sizeOfShape(wrt.shape) : 0, seed + 1);
  const flat = createFlat({
    problem: extended,
    dual,
    point: (array, entry) => pointAt(array, entry, seed),
    derivative: (array, entry) => derivativeAt(extended, forward, array, entry),
    ...(wrt && { variable: { array: wrt.id, rate: (column: number) => rates[column] as number } }),
    cuts: new Map([...cuts].map(([id, delta]) => [id, extended.arrays[delta.id] as NumericArray])),
  });
  return {
    atoms: atomResidues(extended, dual, flat, atoms),
    coefficients: createResidues((id, set) => set(id, [dual.base.constant(coefficients.value(id))])),
    rates,
    expected: () => (wrt === undefined ? flat.values(of) : expectedSlopes(flat, of)),
    interpreter: createInterpreter(extended, forward, {}),
  };
}

function randomRates(size: number, seed: number): Column {
  const rates = new Int32Array(size);
  for (let column = 0; column < rates.length; column++) rates[column] = randomResidueAt("rate", column, seed);
  return rates;
}

function expectedSlopes(flat: Flat, of: NumericArray): Column | undefined {
  const slopes = flat.slopes(of);
  const cut = flat.cutSlope();
  return cut === 0 ? slopes : Int32Array.of(addModulo(slopes?.[0] ?? 0, cut));
}

/** The δ of a cut may be any numbers: what is printed has to hold for all of them. */
function asLetters(cuts: ReadonlyMap<number, NumericArray>) {
  const deltas = new Set([...cuts.values()].map(({ id }) => id));
  return (array: NumericArray): NumericArray =>
    deltas.has(array.id) ? { ...array, named: true, definition: { kind: "letters" } } : array;
}

function derivativeAt(
  problem: Problem,
  forward: ReturnType<typeof createForward<number>>,
  array: NumericArray,
  entry: number,
): number {
  if (array.definition.kind !== "derivative") throw new Error(`${array.name} is no derivative`);
  const { of, wrt } = array.definition;
  const size = sizeOfShape((problem.arrays[wrt] as NumericArray).shape);
  const direction = unitDirection(forward.dual, wrt, entry % size);
  return forward.entry(problem.arrays[of] as NumericArray, Math.floor(entry / size), direction).slope;
}

/** The value of each atom, worked out for all entries of its array when the first of them is asked for. */
function atomResidues(problem: Problem, dual: DualArithmetic<number>, flat: Flat, atoms: Atoms): Residues {
  const residues = createResidues((atom, set) => {
    const described = atoms.describe(atom);
    if (described.kind === "indicator") {
      const [left, right] = [described.left, described.right].map((side) => ({
        value: residueOf(residues, side),
        slope: 0,
      }));
      set(atom, [dual.indicator(described.relation, left as never, right as never).value]);
      return;
    }
    const column = flat.values(problem.arrays[described.array.id] as NumericArray);
    const { apply } = described;
    set(
      atom - described.entry,
      apply === undefined ? column : column.map((value) => applied(dual, apply, { value, slope: 0 }).value),
    );
  });
  return residues;
}

/** Residues by number, each found when it is first asked for. */
interface Residues {
  /** −1 where the residue is not known. */
  known: Int32Array;
  readonly find: (number: number) => number;
}

/** @param work sets the residue of a number, and of others, which stand from one of them on. */
function createResidues(
  work: (number: number, set: (from: number, found: ArrayLike<number>) => void) => void,
): Residues {
  const set = (from: number, found: ArrayLike<number>): void => {
    if (from + found.length > residues.known.length) {
      const larger = new Int32Array(2 * (from + found.length)).fill(-1);
      larger.set(residues.known);
      residues.known = larger;
    }
    residues.known.set(found, from);
  };
  const residues: Residues = {
    known: new Int32Array(0),
    find: (number) => {
      work(number, set);
      return residues.known[number] as number;
    },
  };
  return residues;
}

function residueOf(residues: Residues, number: number): number {
  const { known } = residues;
  const residue = number < known.length ? (known[number] as number) : -1;
  return residue < 0 ? residues.find(number) : residue;
}
