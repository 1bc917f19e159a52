/**
 * Exact coefficients, numbered so that a table holds them as integers. Number 0 is the coefficient 1.
 */
import Fraction from "fraction.js";

export interface Coefficients {
  intern(value: Fraction): number;
  value(id: number): Fraction;
  multiply(left: number, right: number): number;
  add(left: number, right: number): number;
  isZero(id: number): boolean;
}

export const UNIT = 0;

export function createCoefficients(): Coefficients {
  const values = [new Fraction(1)];
  const ids = new Map([["1", UNIT]]);
  const value = (id: number): Fraction => values[id] as Fraction;
  const intern = (fraction: Fraction): number => {
    const key = fraction.toFraction();
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, values.push(fraction) - 1);
    return values.length - 1;
  };
  return {
    intern,
    value,
    multiply: (left, right) => {
      if (left === UNIT) return right;
      return right === UNIT ? left : intern(value(left).mul(value(right)));
    },
    add: (left, right) => intern(value(left).add(value(right))),
    isZero: (id) => id !== UNIT && value(id).equals(0),
  };
}
