/**
 * Index rows as sums over letters. The index of the output is put in; loops that it settles are replaced by what they
 * are, one loop of an index that mixes several is solved for, and the rest are summed over.
 */
import { arrayIn } from "../algebra/workspace.ts";
import type { Expression } from "../language/syntax.ts";
import type { NumericArray } from "../problem/problem.ts";
import { type Affine, type Factor, plainLoop, type Rows } from "../problem/rows.ts";
import { type Combination, constantPlace, writeCombination } from "./combination.ts";
import {
  binary,
  call,
  fraction,
  index,
  indexSum,
  indicator,
  name,
  negate,
  number,
  product,
  quotient,
} from "./nodes.ts";
import { type Block, combine, settlePlainAxes, solveAxis, solveTile } from "./solve-loops.ts";
import type { Writer } from "./writer.ts";

export function takenNames(writer: Writer): Set<string> {
  return new Set(writer.workspace.arrays.map((array) => array.name));
}

/** Where a letter is taken, the next ones of its kind come first. */
const FAMILIES = ["ijlmn", "pqr", "uvw"];
const SPARE_LETTERS = [..."pqruvwijlmnstfgeoxyz", "pp", "qq", "uu", "vv", "ii", "jj"];

export function chooseLetter(preferred: string, used: readonly string[], taken: ReadonlySet<string>): string {
  const free = (letter: string): boolean => !used.includes(letter) && !taken.has(letter);
  if (free(preferred)) return preferred;
  const family = FAMILIES.find((letters) => letters.includes(preferred)) ?? "";
  const spare = [...family.slice(family.indexOf(preferred) + 1), ...SPARE_LETTERS].find(free);
  if (spare !== undefined) return spare;
  for (let number = 1; ; number++) if (free(`i${number}`)) return `i${number}`;
}

/** Factors that are written in a way of their own, from their index and the letters that are taken. */
type WriteFactor = (place: readonly Combination[], taken: ReadonlySet<string>) => Expression;
export type WrittenFactors = Map<Factor, WriteFactor>;

const NOTHING_WRITTEN: ReadonlyMap<Factor, WriteFactor> = new Map();

/** The sum that one block of rows contributes to the entry of `array` at `output`. */
export function writeBlock(
  writer: Writer,
  array: NumericArray,
  rows: Rows,
  output: readonly Combination[],
  taken: ReadonlySet<string>,
  written: ReadonlyMap<Factor, WriteFactor> = NOTHING_WRITTEN,
): Expression {
  const base = writer.workspace.problem.indexBase;
  const block: Block = {
    base,
    rows,
    values: rows.loops.map((loop) => (loop.size === 1 ? constantPlace(base) : undefined)),
  };
  const pending = settlePlainAxes(writer, block, output, array.shape);
  const unsolved =
    (solve: typeof solveAxis) =>
    (axis: number): boolean =>
      !solve(writer, block, rows.output[axis] as Affine, output[axis] as Combination);
  const conditions = pending.filter(unsolved(solveAxis)).filter(unsolved(solveTile));
  const ranges = nameRemaining(block, taken);
  const brackets = conditions.map((axis) =>
    writeCondition(output[axis] as Combination, combine(block, rows.output[axis] as Affine)),
  );
  const used = new Set([...taken, ...ranges.map((range) => range.name)]);
  const factors = rows.factors.map((factor) => {
    const write = written.get(factor);
    if (write === undefined) return writeFactor(writer, block, factor, used);
    return write(
      factor.index.map((map) => combine(block, map)),
      used,
    );
  });
  const negative = rows.coefficient.s < 0n;
  const scaled = quotient([fraction(rows.coefficient.abs()), ...summed([...factors, ...brackets], ranges)]);
  return negative ? negate(scaled) : scaled;
}

/** [m = 2p + u − 1], or where both are numbers what that is. */
function writeCondition(place: Combination, reached: Combination): Expression {
  if (place.letters.size > 0 || reached.letters.size > 0)
    return indicator("==", writeCombination(place), writeCombination(reached));
  return number(place.constant === reached.constant ? 1 : 0);
}

/** The sum over the letters of a product; factors in which none of them stands are drawn out of it. */
function summed(factors: readonly Expression[], ranges: Ranges): readonly Expression[] {
  const isSummed = (factor: Expression): boolean => ranges.some((range) => mentions(factor, range.name));
  const inside = factors.filter(isSummed);
  if (inside.length === 0) return ranges.length === 0 ? factors : [indexSum(quotient(factors), ranges)];
  return [...factors.filter((factor) => !isSummed(factor)), indexSum(quotient(inside), ranges)];
}

function mentions(expression: Expression, letter: string): boolean {
  return JSON.stringify(expression).includes(JSON.stringify(name(letter)));
}

interface Range {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}
type Ranges = readonly Range[];

/** Gives every loop that is still open a letter to be summed over, and puts it in where a solution stood in for it. */
export function nameRemaining(block: Block, taken: ReadonlySet<string>): Ranges {
  const used: string[] = [];
  const ranges: Range[] = [];
  const standIns = new Map<string, string>();
  block.rows.loops.forEach((loop, number) => {
    if (block.values[number] !== undefined) return;
    const letter = chooseLetter(loop.letter, used, taken);
    used.push(letter);
    standIns.set(`#${number}`, letter);
    ranges.push({ name: letter, from: block.base, to: block.base + loop.size - 1 });
    block.values[number] = { constant: 0, letters: new Map([[letter, 1]]) };
  });
  block.values.forEach((value, number) => {
    const known = value as Combination;
    const letters = [...known.letters].map(([letter, count]) => [standIns.get(letter) ?? letter, count] as const);
    block.values[number] = { ...known, letters: new Map(letters) };
  });
  return ranges;
}

export function writeFactor(writer: Writer, block: Block, factor: Factor, taken: ReadonlySet<string>): Expression {
  const array = arrayIn(writer.workspace, factor.array);
  const isPlain = factor.compare === undefined && factor.apply === undefined;
  const source = isPlain ? gatheredFrom(writer, array) : undefined;
  if (source !== undefined) return writeGathered(writer, block, factor, source, taken);
  const places = factor.index.map((map) => combine(block, map));
  if (places.some((place, axis) => isOutside(place, array.shape[axis] as number, block.base))) return number(0);
  const entry = writeEntry(writer, array, places, taken);
  if (factor.compare !== undefined) {
    return writeComparison(writer, block, entry, factor.compare);
  }
  if (factor.apply === undefined) return entry;
  const { apply } = factor;
  if (apply.name === "power") return binary("^", entry, fraction((apply.parameters[0] as readonly [string, never])[1]));
  return call(
    apply.name,
    [entry],
    apply.parameters.map(([parameter, value]) => ({ name: parameter, value: fraction(value) })),
    apply.primes,
  );
}

/** An entry of a part of an operator, such as the sum in a softmax, is written as what it is. */
function writeEntry(
  writer: Writer,
  array: NumericArray,
  places: readonly Combination[],
  taken: ReadonlySet<string>,
): Expression {
  const { definition } = array;
  const [only, ...more] = definition.kind === "rows" ? definition.rows : [];
  if (array.isInner && only !== undefined && more.length === 0) return writeBlock(writer, array, only, places, taken);
  const isLiteral = definition.kind === "numbers";
  if (!array.named && !isLiteral) writer.mentioned.add(array.id);
  return index(isLiteral && array.source !== undefined ? array.source : name(array.name), places.map(writeCombination));
}

/** `[x[p] >= x[q]]`. Where q may lie outside, a rival that is not there is beaten: `1 - [q <= 3]*(1 - [x[p] >= x[q]])`. */
function writeComparison(
  writer: Writer,
  block: Block,
  entry: Expression,
  { relation, array, index: maps }: NonNullable<Factor["compare"]>,
): Expression {
  const { shape, name: rival } = arrayIn(writer.workspace, array);
  const places = maps.map((map) => combine(block, map));
  if (places.some((place, axis) => isOutside(place, shape[axis] as number, block.base))) return number(1);
  const guards = maps.flatMap((map, axis) => guardsOf(block, map, places[axis] as Combination, shape[axis] as number));
  const other = index(name(rival), places.map(writeCombination));
  const beats = indicator(relation, entry, other);
  if (guards.length === 0) return beats;
  return binary("-", number(1), product([...guards, binary("-", number(1), beats)]));
}

/** What holds of an index only where it lies inside its axis; nothing where it cannot leave it. */
function guardsOf({ base, rows }: Block, map: Affine, place: Combination, size: number): Expression[] {
  if (place.letters.size === 0) return [];
  const reaches = map.coefficients.map(([loop, step]) => step * ((rows.loops[loop] as { size: number }).size - 1));
  const total = (sign: number): number =>
    reaches.filter((reach) => reach * sign > 0).reduce((end, reach) => end + reach, map.constant);
  return [
    ...(total(-1) < 0 ? [indicator(">=", writeCombination(place), number(base))] : []),
    ...(total(1) >= size ? [indicator("<=", writeCombination(place), number(base + size - 1))] : []),
  ];
}

/** A number that is no index of the axis. */
function isOutside({ constant, letters }: Combination, size: number, base: number): boolean {
  return letters.size === 0 && (constant < base || constant >= base + size);
}

/** The rows of an unnamed intermediate that only moves entries, and has none outside which its argument has inside. */
function gatheredFrom(writer: Writer, array: NumericArray): Rows | undefined {
  if (array.named || array.definition.kind !== "rows" || array.definition.rows.length !== 1) return undefined;
  const [rows] = array.definition.rows as readonly [Rows];
  const [factor, ...others] = rows.factors;
  if (factor === undefined || others.length > 0 || factor.apply || factor.compare || !rows.coefficient.equals(1))
    return undefined;
  if (rows.output.some((map, axis) => plainLoop(map) !== axis) || rows.loops.length !== rows.output.length)
    return undefined;
  const { shape } = arrayIn(writer.workspace, factor.array);
  const used = factor.index.map((map) => map.coefficients[0]?.[0]);
  if (new Set(used).size !== rows.loops.length) return undefined;
  return factor.index.every((map, axis) => reachesAll(rows, map, shape[axis] as number)) ? rows : undefined;
}

/** Whether an index c ± l takes every value of an axis while l runs over its loop. */
function reachesAll(rows: Rows, map: Affine, size: number): boolean {
  const [only] = map.coefficients;
  if (map.coefficients.length !== 1 || only === undefined || Math.abs(only[1]) !== 1) return false;
  const ends = [map.constant, map.constant + only[1] * ((rows.loops[only[0]] as { size: number }).size - 1)];
  return Math.min(...ends) <= 0 && Math.max(...ends) >= size - 1;
}

/** The entry of the intermediate's argument, at the index that the intermediate's own index leads to. */
function writeGathered(
  writer: Writer,
  block: Block,
  factor: Factor,
  rows: Rows,
  taken: ReadonlySet<string>,
): Expression {
  const inner: Block = { base: block.base, rows, values: factor.index.map((map) => combine(block, map)) };
  const [argument] = rows.factors as readonly [Factor];
  return writeFactor(writer, inner, argument, taken);
}

export function writeIndex(block: Block, map: Affine): Expression {
  return writeCombination(combine(block, map));
}
