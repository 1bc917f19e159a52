/**
 * Which point of the loops leads to a place of the output: loops that the place settles are replaced by what they are.
 * In: rows, and the place, perhaps in letters. Out: what is known of each loop; what is left is summed over.
 */
import { arrayIn } from "../algebra/workspace.ts";
import { type Affine, plainLoop, type Rows } from "../problem/rows.ts";
import { addCombinations, type Combination, constantPlace, tileOf } from "./combination.ts";
import type { Writer } from "./writer.ts";

/** What is known of each loop while a block is written: its value, or nothing while it is still summed over. */
export interface Block {
  readonly base: 0 | 1;
  readonly rows: Rows;
  readonly values: (Combination | undefined)[];
}

/** Output axes that are a loop of their own settle it; the others are returned. */
export function settlePlainAxes(
  writer: Writer,
  block: Block,
  output: readonly Combination[],
  shape: readonly number[],
): number[] {
  return output.flatMap((place, axis) => {
    const map = withoutConstants(block, block.rows.output[axis] as Affine);
    const loop = plainLoop(map);
    const isBounded = (plain: number): boolean =>
      block.rows.loops[plain]?.size === shape[axis] || isBoundedByFactor(writer, block.rows, plain);
    if (loop !== undefined && block.values[loop] === undefined && isBounded(loop)) {
      block.values[loop] = place;
      return [];
    }
    const isThere = map.coefficients.length === 0 && place.letters.size === 0;
    return isThere && map.constant + block.base === place.constant ? [] : [axis];
  });
}

/** An index without the loops that have only one value. */
function withoutConstants({ base, values }: Block, { constant, coefficients }: Affine): Affine {
  const isConstant = ([loop]: readonly [number, number]): boolean => values[loop]?.letters.size === 0;
  const added = coefficients.filter(isConstant).map(([loop, step]) => step * ((values[loop]?.constant ?? base) - base));
  return {
    constant: added.reduce((total, step) => total + step, constant),
    coefficients: coefficients.filter((part) => !isConstant(part)),
  };
}

/** Where windows lie side by side, the place settles the window and the position in it: `p = ⌈m/2⌉`. */
export function solveTile(writer: Writer, block: Block, map: Affine, place: Combination): boolean {
  const open = map.coefficients.filter(([loop]) => block.values[loop] === undefined);
  const rest = combine(block, { ...map, coefficients: map.coefficients.filter((part) => !open.includes(part)) });
  const within = open.find(([, step]) => step === 1)?.[0];
  const size = within === undefined ? undefined : block.rows.loops[within]?.size;
  const window = open.find(([loop, step]) => loop !== within && step === size)?.[0];
  if (open.length !== 2 || within === undefined || window === undefined || size === undefined) return false;
  if (!isBoundedByFactor(writer, block.rows, window)) return false;
  const offset = addCombinations(addCombinations(place, rest, -1), constantPlace(block.base), 1);
  block.values[window] = tileOf(offset, size, block.base);
  const start = combine(block, {
    constant: map.constant,
    coefficients: map.coefficients.filter(([loop]) => loop !== within),
  });
  block.values[within] = addCombinations(addCombinations(place, start, -1), constantPlace(block.base), 1);
  return true;
}

/** Solves an output index for a loop with coefficient ±1 whose range a factor's own bounds enforce. */
export function solveAxis(writer: Writer, block: Block, map: Affine, place: Combination): boolean {
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
  return addCombinations(constantPlace(block.base), addCombinations(place, rest, -1), sign);
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

/** base + map(l), where each loop's value is base + l. */
export function combine(block: Block, map: Affine): Combination {
  const start: Combination = { constant: map.constant + block.base, letters: new Map() };
  return map.coefficients.reduce((total, [loop, coefficient]) => {
    const value = block.values[loop] as Combination;
    return addCombinations(total, { ...value, constant: value.constant - block.base }, coefficient);
  }, start);
}
