/**
 * A maximum over windows, recognised in index rows: `y[p] = max over u of a[s·p + u − P]`.
 * The rows have a block for each place u of the window, times indicators that it is not beaten by any other place.
 */
import type { NumericArray } from "../problem/problem.ts";
import { type Affine, along, type Factor, type Loop, ONE, type Rows } from "../problem/rows.ts";

/** One block of rows for the whole window, with loops over the places in it. */
export interface Maximum {
  readonly rows: Rows;
  /** The entry of the array of which the largest is taken. */
  readonly factor: Factor;
  /** How many loops run over the window; they are the last. */
  readonly windowLoops: number;
}

const WINDOW_LETTERS = ["u", "v", "w"];

export function maximumIn({ definition }: NumericArray): Maximum | undefined {
  if (definition.kind !== "rows" || definition.rows.length < 2 || !isTournament(definition.rows)) return undefined;
  const [first] = definition.rows as readonly [Rows];
  const places = definition.rows.map((rows) => (rows.factors[0] as Factor).index);
  const [entry] = first.factors as readonly [Factor];
  const loops: Loop[] = [...first.loops];
  const starts: number[] = [];
  const index = entry.index.map((map, axis): Affine => {
    const constants = [...new Set(places.map((place) => (place[axis] as Affine).constant))].sort((a, b) => a - b);
    const [start = 0] = constants;
    starts.push(...(constants.some((constant, step) => constant !== start + step) ? [] : [constants.length]));
    if (constants.length === 1) return map;
    const letter = WINDOW_LETTERS[loops.length - first.loops.length] ?? "w";
    const [loop] = along(loops.push({ letter, size: constants.length }) - 1).coefficients;
    return { constant: start, coefficients: [...map.coefficients, loop as readonly [number, number]] };
  });
  // Every place of the box that the axes span must be one of the window's.
  const isBox = starts.length === index.length && starts.reduce((size, axis) => size * axis, 1) === places.length;
  if (!isBox) return undefined;
  const factor: Factor = { array: entry.array, index };
  const rows: Rows = { loops, output: first.output, factors: [factor], coefficient: ONE };
  return { rows, factor, windowLoops: loops.length - first.loops.length };
}

/** Each block is an entry that beats those of all blocks before it, and is not beaten by those of any after it. */
function isTournament(blocks: readonly Rows[]): boolean {
  const [first] = blocks;
  const frame = JSON.stringify([first?.loops, first?.output]);
  const places = blocks.map(({ factors }) => JSON.stringify([factors[0]?.array, factors[0]?.index]));
  if (new Set(places).size !== blocks.length) return false;
  return blocks.every(({ loops, output, factors: [entry, ...rivals], coefficient }, number) => {
    if (JSON.stringify([loops, output]) !== frame || !coefficient.equals(1)) return false;
    if (entry === undefined || entry.apply || entry.compare) return false;
    const expected = places.flatMap((place, rival) =>
      rival === number ? [] : [`${places[number]} ${rival < number ? ">" : ">="} ${place}`],
    );
    const actual = rivals.map(
      ({ array, index, compare }) =>
        `${JSON.stringify([array, index])} ${compare?.relation} ${JSON.stringify([compare?.array, compare?.index])}`,
    );
    return expected.sort().join() === actual.sort().join();
  });
}
