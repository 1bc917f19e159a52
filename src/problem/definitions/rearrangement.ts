/**
 * Operators that only move entries, for any kind of size: each is one map between the indices of result and argument.
 */
import type { Ring } from "../../sizes/ring.ts";
import { type FormOf, gatherIn, scatterIn } from "../forms.ts";
import { affineIn, alongIn } from "../maps.ts";
import { type Affine, type Loop, ONE, type Rows, renumberAffine } from "../rows.ts";

interface Operand<Size> {
  readonly id: number;
  readonly shape: readonly Size[];
}

/** `axes[n]` is the axis of x that becomes axis n. */
export function transposeIn<Size>(ring: Ring<Size>, x: Operand<Size>, axes: readonly number[]): FormOf<Size> {
  const index = x.shape.map((_, axis) => alongIn(ring, axes.indexOf(axis)));
  const shape = axes.map((axis) => x.shape[axis] as Size);
  return gatherIn(ring, x.id, shape, index);
}

export function flipIn<Size>(ring: Ring<Size>, x: Operand<Size>, axes: readonly number[]): FormOf<Size> {
  const minus = ring.negate(ring.one);
  const index = x.shape.map((size, axis) =>
    axes.includes(axis) ? affineIn(ring, ring.add(size, minus), [axis, minus]) : alongIn(ring, axis),
  );
  return gatherIn(ring, x.id, x.shape, index);
}

type Pair<Size> = readonly [before: Size, after: Size];

export function paddedShape<Size>(ring: Ring<Size>, shape: readonly Size[], pads: readonly Pair<Size>[]): Size[] {
  return shape.map((size, axis) => {
    const [before, after] = pads[axis] as Pair<Size>;
    return ring.add(ring.add(size, before), after);
  });
}

export function padIn<Size>(ring: Ring<Size>, x: Operand<Size>, pads: readonly Pair<Size>[]): FormOf<Size> {
  const index = pads.map(([before], axis) => affineIn(ring, ring.negate(before), [axis, ring.one]));
  return gatherIn(ring, x.id, paddedShape(ring, x.shape, pads), index);
}

/** factor − 1 zeros between neighbours, none after the last. */
export function dilateIn<Size>(ring: Ring<Size>, x: Operand<Size>, factors: readonly Size[]): FormOf<Size> {
  const shape = x.shape.map((size, axis) =>
    ring.add(ring.multiply(factors[axis] as Size, ring.add(size, ring.negate(ring.one))), ring.one),
  );
  const output = factors.map((factor, axis) => affineIn(ring, ring.zero, [axis, factor]));
  return scatterIn(ring, x.id, x.shape, shape, output);
}

/** Where a slice begins on each axis of x; `size` is absent for an index that leaves the shape. */
export interface SliceAxis<Size> {
  readonly from: Size;
  readonly size?: Size;
}

export function sliceIn<Size>(ring: Ring<Size>, x: number, axes: readonly SliceAxis<Size>[]): FormOf<Size> {
  const shape: Size[] = [];
  const index = axes.map(({ from, size }) => {
    if (size === undefined) return affineIn(ring, from);
    shape.push(size);
    return affineIn(ring, from, [shape.length - 1, ring.one]);
  });
  return gatherIn(ring, x, shape, index);
}

/**
 * Row-major reshaping as one map: loops over the common refinement of the two shapes, or undefined where they have
 * none, as [2,3] and [3,2]. Both shapes have as many entries.
 */
export function reshapeIn<Size>(ring: Ring<Size>, x: Operand<Size>, to: readonly Size[]): FormOf<Size> | undefined {
  const rows = refine(ring, x, to);
  return rows && { shape: to, rows: [rows] };
}

function refine<Size>(ring: Ring<Size>, { id, shape: from }: Operand<Size>, to: readonly Size[]) {
  const isOne = (size: Size): boolean => ring.same(size, ring.one);
  const loops: Loop<Size>[] = [];
  const index = from.map(() => affineIn(ring, ring.zero));
  const output = to.map(() => affineIn(ring, ring.zero));
  let [axis, place] = [from.length - 1, to.length - 1];
  let [left, right, leftStep, rightStep] = [from.at(-1) ?? ring.one, to.at(-1) ?? ring.one, ring.one, ring.one];
  while (axis >= 0 || place >= 0) {
    if (!isOne(left) && !isOne(right)) {
      const split = commonPart(ring, left, right);
      if (split === undefined) return undefined;
      const { common } = split;
      const loop = loops.push({ letter: "i", size: common }) - 1;
      index[axis] = extend(ring, index[axis] as Affine<Size>, loop, leftStep);
      output[place] = extend(ring, output[place] as Affine<Size>, loop, rightStep);
      [left, right] = [split.left, split.right];
      [leftStep, rightStep] = [ring.multiply(leftStep, common), ring.multiply(rightStep, common)];
    }
    if (isOne(left) && axis >= 0) [left, leftStep] = [from[--axis] ?? ring.one, ring.one];
    if (isOne(right) && place >= 0) [right, rightStep] = [to[--place] ?? ring.one, ring.one];
  }
  return shownFromFirst(id, loops, index, output);
}

/** The smaller of two sizes where it divides the other, and what is left of each. */
function commonPart<Size>(ring: Ring<Size>, left: Size, right: Size) {
  const above = ring.divide(left, right);
  if (above !== undefined) return { common: right, left: above, right: ring.one };
  const below = ring.divide(right, left);
  return below === undefined ? undefined : { common: left, left: ring.one, right: below };
}

/** The loops were found from the last axis on; they are shown from the first. */
function shownFromFirst<Size>(
  array: number,
  loops: readonly Loop<Size>[],
  index: readonly Affine<Size>[],
  output: readonly Affine<Size>[],
): Rows<Size> {
  const renumber = (loop: number): number => loops.length - 1 - loop;
  return {
    loops: loops.toReversed().map(({ size }, number) => ({ letter: "ijlmnop"[number] ?? "i", size })),
    output: output.map((map) => renumberAffine(map, renumber)),
    factors: [{ array, index: index.map((map) => renumberAffine(map, renumber)) }],
    coefficient: ONE,
  };
}

function extend<Size>(ring: Ring<Size>, map: Affine<Size>, loop: number, step: Size): Affine<Size> {
  return affineIn(ring, map.constant, ...map.coefficients, [loop, step]);
}
