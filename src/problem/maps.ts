/**
 * Affine maps over any kind of size: the few ways in which index rows put them together.
 */
import type { Ring } from "../sizes/ring.ts";
import type { Affine } from "./rows.ts";

export function affineIn<Size>(
  ring: Ring<Size>,
  constant: Size,
  ...coefficients: (readonly [loop: number, coefficient: Size])[]
): Affine<Size> {
  return { constant, coefficients: coefficients.filter(([, coefficient]) => !ring.same(coefficient, ring.zero)) };
}

/** The loop index itself. */
export function alongIn<Size>(ring: Ring<Size>, loop: number): Affine<Size> {
  return { constant: ring.zero, coefficients: [[loop, ring.one]] };
}

/** What the loops of a map add to it, times a factor. */
export function steps<Size>(ring: Ring<Size>, map: Affine<Size>, factor: Size): (readonly [number, Size])[] {
  return map.coefficients.map(([loop, coefficient]) => [loop, ring.multiply(coefficient, factor)] as const);
}

/** factor·left + right */
export function sumIn<Size>(ring: Ring<Size>, left: Affine<Size>, right: Affine<Size>, factor: Size): Affine<Size> {
  const constant = ring.add(ring.multiply(left.constant, factor), right.constant);
  return affineIn(ring, constant, ...steps(ring, left, factor), ...right.coefficients);
}

/** The loop that an index is, where it is a loop index and nothing else. */
export function plainLoopIn<Size>(ring: Ring<Size>, map: Affine<Size>): number | undefined {
  const [only] = map.coefficients;
  if (!ring.same(map.constant, ring.zero) || map.coefficients.length !== 1 || only === undefined) return undefined;
  return ring.same(only[1], ring.one) ? only[0] : undefined;
}
