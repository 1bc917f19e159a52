/**
 * Index rows as sums over letters. The index of the output is put in; loops that it settles are replaced by what they
 * are, one loop of an index that mixes several is solved for, and the rest are summed over.
 */
import { arrayIn } from "../algebra/workspace.ts";
import type { Expression } from "../language/syntax.ts";
import type { NumericArray } from "../problem/problem.ts";
import { type Affine, type Factor, plainLoop, type Rows } from "../problem/rows.ts";
import { binary, call, fraction, index, indexSum, indicator, name, negate, number, product, sum } from "./nodes.ts";
import type { Writer } from "./writer.ts";

/** An integer combination of letters, in the worksheet's base. */
export interface Combination {
  readonly constant: number;
  readonly letters: ReadonlyMap<string, number>;
}

export function takenNames(writer: Writer): Set<string> {
  return new Set(writer.workspace.arrays.map((array) => array.name));
}

const SPARE_LETTERS = [..."pqruvwijlmnstfgeoxyz", "pp", "qq", "uu", "vv", "ii", "jj"];

export function chooseLetter(preferred: string, used: readonly string[], taken: ReadonlySet<string>): string {
  const free = (letter: string): boolean => !used.includes(letter) && !taken.has(letter);
  if (free(preferred)) return preferred;
  const spare = SPARE_LETTERS.find(free);
  if (spare !== undefined) return spare;
  for (let number = 1; ; number++) if (free(`i${number}`)) return `i${number}`;
}

/** What is known of each loop while a block is written: its value, or nothing while it is still summed over. */
export interface Block {
  readonly base: number;
  readonly rows: Rows;
  readonly values: (Combination | undefined)[];
}

/** Factors that are written in a way of their own, from their index and the letters that are taken. */
export type WrittenFactors = ReadonlyMap<
  Factor,
  (place: readonly Combination[], taken: ReadonlySet<string>) => Expression
>;

const NOTHING_WRITTEN: WrittenFactors = new Map();

/** The sum that one block of rows contributes to the entry of `array` at `output`. */
export function writeBlock(
  writer: Writer,
  array: NumericArray,
  rows: Rows,
  output: readonly Combination[],
  taken: ReadonlySet<string>,
  written: WrittenFactors = NOTHING_WRITTEN,
): Expression {
  const base = writer.workspace.problem.indexBase;
  const block: Block = {
    base,
    rows,
    values: rows.loops.map((loop) => (loop.size === 1 ? { constant: base, letters: new Map() } : undefined)),
  };
  const pending = settlePlainAxes(writer, block, output, array.shape);
  const conditions = pending.filter(
    (axis) => !solveAxis(writer, block, rows.output[axis] as Affine, output[axis] as Combination),
  );
  const ranges = nameRemaining(block, taken);
  const brackets = conditions.map((axis) =>
    indicator("==", writeCombination(output[axis] as Combination), writeIndex(block, rows.output[axis] as Affine)),
  );
  const used = new Set([...taken, ...ranges.map((range) => range.name)]);
  const factors = rows.factors.map((factor) => {
    const write = written.get(factor);
    if (write === undefined) return writeFactor(writer, block, factor);
    return write(
      factor.index.map((map) => combine(block, map)),
      used,
    );
  });
  const negative = rows.coefficient.s < 0n;
  const body = indexSum(product([...factors, ...brackets]), ranges);
  const scaled = product([fraction(rows.coefficient.abs()), body]);
  return negative ? negate(scaled) : scaled;
}

/** Output axes that are a loop of their own settle it; the others are returned. */
function settlePlainAxes(
  writer: Writer,
  block: Block,
  output: readonly Combination[],
  shape: readonly number[],
): number[] {
  return output.flatMap((place, axis) => {
    const map = block.rows.output[axis] as Affine;
    const loop = plainLoop(map);
    const isBounded = (plain: number): boolean =>
      block.rows.loops[plain]?.size === shape[axis] || isBoundedByFactor(writer, block.rows, plain);
    if (loop !== undefined && block.values[loop] === undefined && isBounded(loop)) {
      block.values[loop] = place;
      return [];
    }
    return map.coefficients.length === 0 && shape[axis] === 1
      ? []
      : loop !== undefined && shape[axis] === 1
        ? []
        : [axis];
  });
}

/** Solves an output index for a loop with coefficient ±1 whose range a factor's own bounds enforce. */
function solveAxis(writer: Writer, block: Block, map: Affine, place: Combination): boolean {
  const open = map.coefficients.filter(([loop]) => block.values[loop] === undefined);
  const solvable = open.find(
    ([loop, coefficient]) => Math.abs(coefficient) === 1 && isBoundedByFactor(writer, block.rows, loop),
  );
  if (solvable === undefined) return false;
  const [loop, sign] = solvable;
  const others = map.coefficients.filter(([other]) => other !== loop);
  // The other loops of this index are summed over: they need their letters before this one can be written by them.
  if (others.some(([other]) => block.values[other] === undefined)) {
    block.values[loop] = deferred(block, map, place, loop, sign);
    return true;
  }
  block.values[loop] = solveFor(block, map, place, loop, sign);
  return true;
}

/** The solution in terms of loops that have no letter yet, under stand-in letters `#loop`. */
function deferred(block: Block, map: Affine, place: Combination, loop: number, sign: number): Combination {
  const stand = [...block.values];
  map.coefficients.forEach(([other]) => {
    if (other !== loop && stand[other] === undefined)
      stand[other] = { constant: 0, letters: new Map([[`#${other}`, 1]]) };
  });
  return solveFor({ ...block, values: stand }, map, place, loop, sign);
}

function solveFor(block: Block, map: Affine, place: Combination, loop: number, sign: number): Combination {
  const rest = combine(block, {
    constant: map.constant,
    coefficients: map.coefficients.filter(([other]) => other !== loop),
  });
  // place = base + map(l) and value = base + l, so value = base + sign·(place − rest), rest being base + the others.
  return addCombinations({ constant: block.base, letters: new Map() }, addCombinations(place, rest, -1), sign);
}

function isBoundedByFactor(writer: Writer, rows: Rows, loop: number): boolean {
  const size = (rows.loops[loop] as { size: number }).size;
  return rows.factors.some((factor) =>
    factor.index.some((map, axis) => {
      const [only] = map.coefficients;
      if (map.coefficients.length !== 1 || only?.[0] !== loop) return false;
      const ends = [map.constant, map.constant + only[1] * (size - 1)];
      const axisSize = arrayIn(writer.workspace, factor.array).shape[axis];
      return Math.abs(only[1]) === 1 && Math.min(...ends) === 0 && Math.max(...ends) === (axisSize as number) - 1;
    }),
  );
}

/** Gives every loop that is still open a letter to be summed over, and puts it in where a solution stood in for it. */
export function nameRemaining(block: Block, taken: ReadonlySet<string>): { name: string; from: number; to: number }[] {
  const used: string[] = [];
  const ranges: { name: string; from: number; to: number }[] = [];
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
    const letters = [...(value as Combination).letters].map(
      ([letter, count]) => [standIns.get(letter) ?? letter, count] as const,
    );
    block.values[number] = { constant: (value as Combination).constant, letters: new Map(letters) };
  });
  return ranges;
}

export function writeFactor(writer: Writer, block: Block, factor: Factor): Expression {
  const array = arrayIn(writer.workspace, factor.array);
  const isPlain = factor.compare === undefined && factor.apply === undefined;
  const source = isPlain ? gatheredFrom(writer, array) : undefined;
  if (source !== undefined) return writeGathered(writer, block, factor, source);
  const places = factor.index.map((map) => combine(block, map));
  if (places.some((place, axis) => isOutside(place, array.shape[axis] as number, block.base))) return number(0);
  const indices = places.map(writeCombination);
  const isLiteral = array.definition.kind === "numbers";
  if (!array.named && !isLiteral) writer.mentioned.add(array.id);
  const entry = index(isLiteral && array.source !== undefined ? array.source : name(array.name), indices);
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

/** `[x[p] >= x[q]]`. Where q may lie outside, a rival that is not there is beaten: `1 - [q <= 3]*[x[q] > x[p]]`. */
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
  if (guards.length === 0) return indicator(relation, entry, other);
  return binary("-", number(1), product([...guards, indicator(relation === ">" ? ">=" : ">", other, entry)]));
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
function writeGathered(writer: Writer, block: Block, factor: Factor, rows: Rows): Expression {
  const inner: Block = { base: block.base, rows, values: factor.index.map((map) => combine(block, map)) };
  const [argument] = rows.factors as readonly [Factor];
  return writeFactor(writer, inner, argument);
}

export function writeIndex(block: Block, map: Affine): Expression {
  return writeCombination(combine(block, map));
}

/** base + map(l), where each loop's value is base + l. */
function combine(block: Block, map: Affine): Combination {
  const start: Combination = { constant: map.constant + block.base, letters: new Map() };
  return map.coefficients.reduce((total, [loop, coefficient]) => {
    const value = block.values[loop] as Combination;
    return addCombinations(total, { ...value, constant: value.constant - block.base }, coefficient);
  }, start);
}

function addCombinations(left: Combination, right: Combination, factor: number): Combination {
  const letters = new Map(left.letters);
  for (const [letter, count] of right.letters) {
    const total = (letters.get(letter) ?? 0) + factor * count;
    if (total === 0) letters.delete(letter);
    else letters.set(letter, total);
  }
  return { constant: left.constant + factor * right.constant, letters };
}

/** Positive parts first, so that an index reads `m-u+1` or `4-u`. */
export function writeCombination({ constant, letters }: Combination): Expression {
  const signed = [...letters].sort(([, a], [, b]) => Number(b > 0) - Number(a > 0) || Math.abs(b) - Math.abs(a));
  const terms = signed.map(([letter, count]) => {
    const magnitude = product([number(Math.abs(count)), name(letter)]);
    return count < 0 ? negate(magnitude) : magnitude;
  });
  if (constant === 0 && terms.length > 0) return sum(terms);
  return terms[0]?.tag === "negate" ? sum([number(constant), ...terms]) : sum([...terms, number(constant)]);
}
