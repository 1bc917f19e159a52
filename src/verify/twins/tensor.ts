/**
 * Arrays of numbers in row-major order, and the ways in which the frameworks rearrange them.
 * What a framework would refuse is a `Refused`.
 */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** A framework does not take these arguments. */
export class Refused extends Error {
  override readonly name = "Refused";
}

export function refuse(reason: string): never {
  throw new Refused(reason);
}

export function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

export function emptyTensor(shape: readonly number[]): Tensor {
  if (shape.some((size) => !Number.isInteger(size) || size < 0)) refuse(`there is no shape [${shape.join()}]`);
  if (countOf(shape) > 2 ** 26) refuse(`the shape [${shape.join()}] is too large`);
  return { shape, data: new Float64Array(countOf(shape)) };
}

/** The tensor whose entry at a place is the source's entry at `from(place)`; 0 where that is outside. */
export function gatherTensor(
  source: Tensor,
  shape: readonly number[],
  from: (place: readonly number[]) => readonly number[],
): Tensor {
  const made = emptyTensor(shape);
  const place = new Array<number>(shape.length).fill(0);
  for (let entry = 0; entry < made.data.length; entry++) {
    const flat = flatten(source.shape, from(place));
    if (flat >= 0) made.data[entry] = source.data[flat] as number;
    advance(place, shape);
  }
  return made;
}

function flatten(shape: readonly number[], place: readonly number[]): number {
  let flat = 0;
  for (let axis = 0; axis < shape.length; axis++) {
    const index = place[axis] as number;
    const size = shape[axis] as number;
    if (index < 0 || index >= size) return -1;
    flat = flat * size + index;
  }
  return flat;
}

function advance(place: number[], shape: readonly number[]): void {
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    place[axis] = (place[axis] as number) + 1;
    if ((place[axis] as number) < (shape[axis] as number)) return;
    place[axis] = 0;
  }
}

/** Axis `axis` of the result is axis `order[axis]` of the tensor. */
export function permute(tensor: Tensor, order: readonly number[]): Tensor {
  const { shape } = tensor;
  if (order.toSorted((a, b) => a - b).join() !== shape.map((_, axis) => axis).join())
    refuse(`[${order.join()}] is no order of ${shape.length} axes`);
  return gatherTensor(
    tensor,
    order.map((axis) => shape[axis] as number),
    (place) => shape.map((_, axis) => place[order.indexOf(axis)] as number),
  );
}

export function reshape(tensor: Tensor, shape: readonly number[]): Tensor {
  if (countOf(shape) !== countOf(tensor.shape)) refuse(`[${tensor.shape.join()}] has no shape [${shape.join()}]`);
  return { shape, data: tensor.data };
}

export function flip(tensor: Tensor, axes: readonly number[]): Tensor {
  const { shape } = tensor;
  if (axes.some((axis) => shape[axis] === undefined)) refuse("there is no such axis");
  return gatherTensor(tensor, shape, (place) =>
    place.map((index, axis) => (axes.includes(axis) ? (shape[axis] as number) - 1 - index : index)),
  );
}

/** Zeros before and after each axis; negative amounts cut off. */
export function padTensor(tensor: Tensor, pads: readonly (readonly [number, number])[]): Tensor {
  if (pads.length !== tensor.shape.length) refuse("pads are given for other axes than there are");
  const shape = tensor.shape.map((size, axis) => size + (pads[axis]?.[0] ?? 0) + (pads[axis]?.[1] ?? 0));
  return gatherTensor(tensor, shape, (place) => place.map((index, axis) => index - (pads[axis]?.[0] ?? 0)));
}

/** Zeros between neighbours. */
export function spread(tensor: Tensor, steps: readonly number[]): Tensor {
  const shape = tensor.shape.map((size, axis) => (size - 1) * (steps[axis] ?? 1) + 1);
  return gatherTensor(tensor, shape, (place) =>
    place.map((index, axis) => (index % (steps[axis] ?? 1) === 0 ? index / (steps[axis] ?? 1) : -1)),
  );
}

export function sumOver(tensor: Tensor, axes: readonly number[]): Tensor {
  const { shape } = tensor;
  if (axes.some((axis) => shape[axis] === undefined)) refuse("there is no such axis");
  const made = emptyTensor(shape.filter((_, axis) => !axes.includes(axis)));
  const place = new Array<number>(shape.length).fill(0);
  for (const value of tensor.data) {
    const flat = flatten(
      made.shape,
      place.filter((_, axis) => !axes.includes(axis)),
    );
    made.data[flat] = (made.data[flat] as number) + value;
    advance(place, shape);
  }
  return made;
}

/** Shapes are aligned at the last axis, and an axis of 1 is repeated. */
export function addTensors(left: Tensor, right: Tensor): Tensor {
  const missing = left.shape.length - right.shape.length;
  const fits = right.shape.every((size, axis) => size === 1 || size === left.shape[axis + missing]);
  if (missing < 0 || !fits) refuse(`[${left.shape.join()}] + [${right.shape.join()}]`);
  const repeated = gatherTensor(right, left.shape, (place) =>
    right.shape.map((size, axis) => (size === 1 ? 0 : (place[axis + missing] as number))),
  );
  return { shape: left.shape, data: left.data.map((value, entry) => value + (repeated.data[entry] as number)) };
}

/** `x[None, 0, ..., 1:-2]`, as Python has it. */
export function indexTensor(tensor: Tensor, items: readonly string[]): Tensor {
  const used = items.filter((item) => item !== "None" && item !== "...").length;
  const rest = tensor.shape.length - used;
  if (rest < 0 || items.filter((item) => item === "...").length > 1)
    refuse(`[${items.join(", ")}] has too many indices`);
  const filler = new Array<string>(rest).fill(":");
  const all = items.includes("...")
    ? items.flatMap((item) => (item === "..." ? filler : [item]))
    : [...items, ...filler];
  const shape: number[] = [];
  const starts: ((place: readonly number[]) => number)[] = [];
  for (const item of all) {
    if (item === "None") {
      shape.push(1);
      continue;
    }
    const size = tensor.shape[starts.length] as number;
    const [from, to] = rangeOf(item, size);
    if (!item.includes(":")) {
      starts.push(() => from);
      continue;
    }
    const axis = shape.push(to - from) - 1;
    starts.push((place) => from + (place[axis] as number));
  }
  return gatherTensor(tensor, shape, (place) => starts.map((start) => start(place)));
}

/** A slice or an index; negative ones count from the end. */
function rangeOf(item: string, size: number): readonly [number, number] {
  const match = /^(-?\d*)(:?)(-?\d*)$/.exec(item) ?? refuse(`\`${item}\` is no index`);
  const [, first = "", colon, second = ""] = match;
  const counted = (text: string): number => (Number(text) < 0 ? size + Number(text) : Number(text));
  const from = first === "" ? 0 : counted(first);
  if (colon === "") {
    if (first === "" || from < 0 || from >= size) refuse(`the index ${item} is outside`);
    return [from, from + 1];
  }
  const to = second === "" ? size : Math.min(size, counted(second));
  return to < from || from < 0 ? refuse(`the slice ${item} is empty`) : [from, to];
}
