/**
 * The corpus judged without the program: a claim's recipe, in the few words below, to whether its sides are equal. The
 * words are those of `truth.ts`; the names of arrays stand for their entries, counted as the worksheet counts.
 */
import {
  at,
  convolve,
  derivative,
  equal,
  mapped,
  rotated,
  run,
  type Side,
  sigmoid,
  slope,
  spread,
  swapped,
  type Tensor,
  tensor,
  times,
  type World,
  written,
  zipped,
} from "./truth.ts";

type Ranges = readonly (readonly [number, number])[];

function over(ranges: Ranges): number[][] {
  return ranges.reduce<number[][]>(
    (places, [low, high]) =>
      places.flatMap((place) => Array.from({ length: high - low + 1 }, (_, step) => [...place, low + step])),
    [[]],
  );
}

function splitRanges<Result>(values: readonly unknown[]): [Ranges, (...indices: number[]) => Result] {
  return [values.slice(0, -1) as unknown as Ranges, values.at(-1) as (...indices: number[]) => Result];
}

/** The words that a recipe may use. */
function vocabulary(world: World) {
  const values = run(world, (_, array) => array);
  const place = (indices: readonly number[]) => indices.map((index) => index - world.base);
  const entry =
    (array: Tensor) =>
    (...indices: number[]) =>
      indices.length === 0 ? array : slice(array, place(indices));
  const D = (of: string, ofPlace: number[], wrt: string, wrtPlace?: number[]): Side => {
    const array = values[wrt];
    if (array === undefined) throw new Error(`no ${wrt}`);
    const one = (target: readonly number[]) => derivative(world, [of, place(ofPlace)], [wrt, target]);
    return wrtPlace === undefined ? tensor(array.shape, one) : one(place(wrtPlace));
  };
  return {
    ...Object.fromEntries(Object.entries(values).map(([name, array]) => [name, entry(array)])),
    D,
    S: (...rest: unknown[]) => {
      const [ranges, summand] = splitRanges<number>(rest);
      return over(ranges).reduce((sum, indices) => sum + summand(...indices), 0);
    },
    all: (...rest: unknown[]) => {
      const [ranges, sides] = splitRanges<Side[]>(rest);
      return { links: over(ranges).map((indices) => sides(...indices)) };
    },
    conv: convolve,
    rot: rotated,
    T: swapped,
    spread,
    mm: times,
    M: written,
    map: mapped,
    had: (left: Tensor, right: Tensor) => zipped((a, b) => a * b, left, right),
    add: (left: Tensor, right: Tensor) => zipped((a, b) => a + b, left, right),
    outer: (left: Tensor, right: Tensor) =>
      tensor([...left.shape, ...right.shape], ([i = 0, j = 0]) => at(left, [i]) * at(right, [j])),
    tensor,
    sg: sigmoid,
    dsg: slope,
    f: (x: number) => Math.tanh(x) + x * x,
    df: (x: number) => 1 - Math.tanh(x) ** 2 + 2 * x,
    exp: Math.exp,
    log: Math.log,
    on: (condition: boolean) => (condition ? 1 : 0),
  };
}

function slice(array: Tensor, place: readonly number[]): Side {
  if (place.length >= array.shape.length) return at(array, place);
  return tensor(array.shape.slice(place.length), (rest) => at(array, [...place, ...rest]));
}

/** Whether every link of a recipe holds: `[left, right, …]`, or `all(…)` of such. */
export function holds(world: World, recipe: string, tolerance?: number): boolean {
  const words = vocabulary(world);
  const names = Object.keys(words);
  const found: unknown = new Function(...names, `return (${recipe});`)(...Object.values(words));
  const chains = Array.isArray(found) ? [found as Side[]] : (found as { links: Side[][] }).links;
  return chains.every((sides) =>
    sides.every((side, link) => link === 0 || equal(sides[link - 1] ?? Number.NaN, side, tolerance)),
  );
}
