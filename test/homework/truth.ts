/**
 * Arithmetic to judge a checker by: arrays as plain loops over floating-point numbers, and derivatives as differences of
 * values. Nothing of `src` is imported.
 */

export interface Tensor {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

type Values = Readonly<Record<string, Tensor>>;

export interface World {
  readonly base: 0 | 1;
  readonly inputs: Values;
  /** Makes every defined array from what `get` gives; what `define` gives back is what later ones must use. */
  readonly forward: (get: (name: string) => Tensor, define: (name: string, array: Tensor) => Tensor) => void;
}

export function tensor(shape: readonly number[], entry: (place: readonly number[]) => number): Tensor {
  const count = shape.reduce((product, size) => product * size, 1);
  const places = Array.from({ length: count }, (_, number) => placeOf(number, shape));
  return { shape, data: places.map(entry) };
}

function placeOf(number: number, shape: readonly number[]): number[] {
  const place: number[] = [];
  let rest = number;
  for (const size of [...shape].reverse()) {
    place.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return place;
}

/** Counted from 0; 0 outside and between. */
export function at(array: Tensor, place: readonly number[]): number {
  if (place.length !== array.shape.length) throw new Error(`${place.length} indices for ${array.shape.length} axes`);
  let number = 0;
  for (const [axis, size] of array.shape.entries()) {
    const index = place[axis] ?? Number.NaN;
    if (!Number.isInteger(index) || index < 0 || index >= size) return 0;
    number = number * size + index;
  }
  return array.data[number] ?? Number.NaN;
}

export interface Window {
  readonly stride?: number;
  readonly dilation?: number;
  /** Zeros before and after, of every axis. */
  readonly pad?: readonly [number, number] | number;
  readonly flip?: boolean;
}

export function convolve(x: Tensor, k: Tensor, { stride = 1, dilation = 1, pad = 0, flip = false }: Window = {}) {
  const [before, after] = typeof pad === "number" ? [pad, pad] : pad;
  const kernel = flip ? rotated(k) : k;
  const shape = x.shape.map((size, axis) => {
    const room = size + before + after - dilation * ((k.shape[axis] ?? 1) - 1) - 1;
    return Math.floor(room / stride) + 1;
  });
  return tensor(shape, (out) =>
    total(
      kernel.shape,
      (p) =>
        at(kernel, p) *
        at(
          x,
          out.map((o, axis) => o * stride + (p[axis] ?? 0) * dilation - before),
        ),
    ),
  );
}

/** The spread of each input entry over the outputs. */
export function transposed(x: Tensor, k: Tensor, stride = 1): Tensor {
  const shape = x.shape.map((size, axis) => (size - 1) * stride + (k.shape[axis] ?? 1));
  return tensor(shape, (out) =>
    total(
      x.shape,
      (i) =>
        at(x, i) *
        at(
          k,
          out.map((o, axis) => o - (i[axis] ?? 0) * stride),
        ),
    ),
  );
}

export function total(shape: readonly number[], summand: (place: readonly number[]) => number): number {
  return tensor(shape, summand).data.reduce((sum, value) => sum + value, 0);
}

export function rotated(k: Tensor, axes?: readonly number[]): Tensor {
  return tensor(k.shape, (place) =>
    at(
      k,
      place.map((index, axis) => (axes && !axes.includes(axis) ? index : (k.shape[axis] ?? 0) - 1 - index)),
    ),
  );
}

export function swapped(m: Tensor): Tensor {
  return tensor([...m.shape].reverse(), (place) => at(m, [...place].reverse()));
}

export function spread(m: Tensor, stride: number): Tensor {
  return tensor(
    m.shape.map((size) => (size - 1) * stride + 1),
    (place) =>
      at(
        m,
        place.map((index) => index / stride),
      ),
  );
}

export function times(left: Tensor, right: Tensor): Tensor {
  const [rows = 0, inner = 0] = left.shape;
  if (inner !== right.shape[0]) throw new Error("the shapes do not allow a product");
  return tensor([rows, ...right.shape.slice(1)], ([row = 0, ...rest]) =>
    total([inner], ([middle = 0]) => at(left, [row, middle]) * at(right, [middle, ...rest])),
  );
}

/** The entries of both, joined; one number stretches. */
export function zipped(join: (left: number, right: number) => number, left: Tensor, right: Tensor): Tensor {
  const [wide, narrow] = left.data.length >= right.data.length ? [left, right] : [right, left];
  if (narrow.data.length !== 1 && narrow.shape.join() !== wide.shape.join()) throw new Error("unequal shapes");
  const pick = (array: Tensor, number: number) => array.data[array.data.length === 1 ? 0 : number] ?? Number.NaN;
  return { shape: wide.shape, data: wide.data.map((_, number) => join(pick(left, number), pick(right, number))) };
}

export function mapped(change: (value: number) => number, array: Tensor): Tensor {
  return { shape: array.shape, data: array.data.map(change) };
}

type Nested = number | readonly Nested[];

export function written(rows: Nested): Tensor {
  if (typeof rows === "number") return { shape: [], data: [rows] };
  const parts = rows.map(written);
  const [first] = parts;
  if (parts.some((part) => part.shape.join() !== first?.shape.join())) throw new Error("ragged rows");
  return { shape: [rows.length, ...(first?.shape ?? [])], data: parts.flatMap((part) => part.data) };
}

export const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
export const slope = (z: number) => sigmoid(z) * (1 - sigmoid(z));

/** All arrays, where `change` may alter each as it comes to be. */
export function run(world: World, change: (name: string, array: Tensor) => Tensor): Record<string, Tensor> {
  const values: Record<string, Tensor> = {};
  const define = (name: string, array: Tensor) => {
    const changed = change(name, array);
    values[name] = changed;
    return changed;
  };
  for (const [name, array] of Object.entries(world.inputs)) define(name, array);
  const get = (name: string) => {
    const array = values[name];
    if (array === undefined) throw new Error(`no ${name}`);
    return array;
  };
  world.forward(get, define);
  return values;
}

type Place = readonly [name: string, place: readonly number[]];

/** From four values on both sides of where the arrays stand: exact but for rounding where these are polynomials. */
export function derivative(world: World, [of, ofPlace]: Place, [wrt, wrtPlace]: Place): number {
  const step = 1e-5;
  const value = (steps: number) => {
    const nudged = run(world, (name, array) =>
      name !== wrt
        ? array
        : tensor(array.shape, (place) => at(array, place) + (place.join() === wrtPlace.join() ? steps * step : 0)),
    );
    const array = nudged[of];
    if (array === undefined) throw new Error(`no ${of}`);
    return at(array, ofPlace);
  };
  return (8 * (value(1) - value(-1)) - (value(2) - value(-2))) / (12 * step);
}

export type Side = number | Tensor;

function asTensor(side: Side): Tensor {
  return typeof side === "number" ? { shape: [], data: [side] } : side;
}

export function equal(left: Side, right: Side, tolerance = 1e-6): boolean {
  const [a, b] = [asTensor(left), asTensor(right)];
  if (a.shape.join() !== b.shape.join()) return false;
  return a.data.every((value, number) => {
    const other = b.data[number] ?? Number.NaN;
    return Math.abs(value - other) <= tolerance * Math.max(1, Math.abs(value), Math.abs(other));
  });
}
