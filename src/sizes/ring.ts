/**
 * The arithmetic of sizes: of numbers, and of polynomials in letters. What is written over a ring holds for both, so
 * that an operator's index rows are written once. Both rings are integral: `divide` is exact or gives nothing.
 */
import {
  add,
  constant,
  divideWithRest,
  isZero,
  multiply,
  negate,
  ONE,
  type Polynomial,
  sameAs,
  ZERO,
} from "./polynomial.ts";

export interface Ring<Size> {
  readonly zero: Size;
  readonly one: Size;
  integer(value: number): Size;
  add(left: Size, right: Size): Size;
  multiply(left: Size, right: Size): Size;
  negate(size: Size): Size;
  same(left: Size, right: Size): boolean;
  divide(size: Size, divisor: Size): Size | undefined;
}

export const INTEGERS: Ring<number> = {
  zero: 0,
  one: 1,
  integer: (value) => value,
  add: (left, right) => left + right,
  multiply: (left, right) => left * right,
  negate: (size) => -size,
  same: (left, right) => left === right,
  divide: (size, divisor) => (size % divisor === 0 ? size / divisor : undefined),
};

export const POLYNOMIALS: Ring<Polynomial> = {
  zero: ZERO,
  one: ONE,
  integer: constant,
  add,
  multiply,
  negate,
  same: sameAs,
  divide: (size, divisor) => {
    if (isZero(divisor)) return undefined;
    const { quotient, rest } = divideWithRest(size, divisor);
    return isZero(rest) ? quotient : undefined;
  },
};
