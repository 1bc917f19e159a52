/**
 * Index rows: the one form in which every operator is written.
 *
 *     y[Y(l)]  +=  c · Π f_t(T_t[A_t(l)])      for every point l of the loops
 *
 * Y and A_t are integer-affine maps of the loop indices (counted from 0). A point at which any index falls outside
 * its array contributes nothing: that is zero extension for an input, and cropping for an output.
 */
import Fraction from "fraction.js";

/** Σ coefficients[loop]·l[loop] + constant; loops that are not named have coefficient 0. Sizes are numbers or polynomials. */
export interface Affine<Size = number> {
  readonly constant: Size;
  readonly coefficients: readonly (readonly [loop: number, coefficient: Size])[];
}

/** A loop index: the letter it is shown by, and the number of its values. */
export interface Loop<Size = number> {
  readonly letter: string;
  readonly size: Size;
}

/** A scalar function applied to each entry of an array; `primes` counts derivatives. */
export interface ScalarFunction {
  readonly name: string;
  readonly primes: number;
  readonly parameters: readonly (readonly [name: string, value: Fraction])[];
}

/** One factor of the product: an entry of an array, or a function of it. */
export interface Factor<Size = number> {
  readonly array: number;
  readonly index: readonly Affine<Size>[];
  readonly apply?: ScalarFunction;
  /** An indicator `[array[index] relation other[otherIndex]]` in place of the entry itself. */
  readonly compare?: { readonly relation: ">=" | ">"; readonly array: number; readonly index: readonly Affine<Size>[] };
}

export interface Rows<Size = number> {
  readonly loops: readonly Loop<Size>[];
  readonly output: readonly Affine<Size>[];
  readonly factors: readonly Factor<Size>[];
  readonly coefficient: Fraction;
}

export const ONE: Fraction = new Fraction(1);

export function affine(constant: number, ...coefficients: (readonly [loop: number, coefficient: number])[]): Affine {
  return { constant, coefficients: coefficients.filter(([, coefficient]) => coefficient !== 0) };
}

/** The loop index itself. */
export function along(loop: number): Affine {
  return { constant: 0, coefficients: [[loop, 1]] };
}

/** The same map when the loops it speaks of have become loops `renumber(loop)` of another nest. */
export function renumberAffine<Size>(map: Affine<Size>, renumber: (loop: number) => number): Affine<Size> {
  return {
    constant: map.constant,
    coefficients: map.coefficients.map(([loop, coefficient]) => [renumber(loop), coefficient] as const),
  };
}

export function renumberFactor<Size>(factor: Factor<Size>, renumber: (loop: number) => number): Factor<Size> {
  const index = factor.index.map((map) => renumberAffine(map, renumber));
  if (factor.compare === undefined) return { ...factor, index };
  const compared = factor.compare.index.map((map) => renumberAffine(map, renumber));
  return { ...factor, index, compare: { ...factor.compare, index: compared } };
}

/** An index in which each loop is replaced by an index over other loops. */
export function substituteLoops({ constant, coefficients }: Affine, maps: readonly Affine[]): Affine {
  const steps = new Map<number, number>();
  let shift = constant;
  for (const [loop, step] of coefficients) {
    const map = maps[loop] as Affine;
    shift += step * map.constant;
    for (const [other, inner] of map.coefficients) steps.set(other, (steps.get(other) ?? 0) + step * inner);
  }
  return { constant: shift, coefficients: [...steps].filter(([, step]) => step !== 0) };
}

/** The loop that an index is, where it is a loop index and nothing else. */
export function plainLoop(map: Affine): number | undefined {
  const [only] = map.coefficients;
  return map.constant === 0 && map.coefficients.length === 1 && only?.[1] === 1 ? only[0] : undefined;
}

export function sizeOfShape(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Row-major strides, in entries. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis] ?? 1;
  }
  return strides;
}

/** The index, counted from 0 on each axis, of an entry given by its row-major number. */
export function unflatten(flat: number, shape: readonly number[]): number[] {
  return stridesOf(shape).map((stride, axis) => Math.floor(flat / stride) % (shape[axis] ?? 1));
}
