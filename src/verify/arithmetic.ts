/**
 * Two arithmetics in which an expression is evaluated: integers modulo a prime at random points, and exact or
 * floating-point numbers at given ones. What is not rational, and what asks which number is larger, is a random
 * function modulo the prime: two expressions agree then only if they agree whatever that function is.
 */
import Fraction from "fraction.js";
import { valueOfFunction } from "./functions.ts";

export interface Arithmetic<T> {
  readonly zero: T;
  readonly one: T;
  constant(value: Fraction): T;
  add(left: T, right: T): T;
  multiply(left: T, right: T): T;
  inverse(value: T): T;
  isZero(value: T): boolean;
  /** Whether the value is given, or follows from values that are. */
  isKnown(value: T): boolean;
  /** Above, at or below 0; absent where there is no order, and what depends on one is a random function. */
  readonly sign?: (value: T) => number;
  /** A scalar function that is not made of arithmetic, or its derivative. */
  apply(name: string, primes: number, parameters: readonly Fraction[], x: T): T;
}

/** 2³¹ − 1. */
export const PRIME = 2_147_483_647;

/** Of numbers below the prime: nothing on the way leaves the integers of 32 bits. */
export function addModulo(left: number, right: number): number {
  const sum = left - PRIME + right;
  return sum < 0 ? sum + PRIME : sum;
}

/**
 * Of numbers below the prime. The quotient is found in doubles, exactly or one too high, since it is raised by more
 * than they round; the rest is below the prime and above −2²², so that its last 32 bits tell it.
 */
export function multiplyModulo(left: number, right: number): number {
  const quotient = (left * right * INVERSE + ROUNDING) | 0;
  const rest = (Math.imul(left, right) - Math.imul(quotient, PRIME)) | 0;
  return rest < 0 ? rest + PRIME : rest;
}

const INVERSE = 1 / PRIME;
const ROUNDING = 1 / 1024;

export function powerModulo(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiplyModulo(result, square);
    square = multiplyModulo(square, square);
  }
  return result;
}

function reduce(value: bigint): number {
  const rest = Number(value % BigInt(PRIME));
  return rest < 0 ? rest + PRIME : rest;
}

/** A number below the prime that depends on the text and the seed alone. */
export function randomResidue(text: string, seed: number): number {
  return residueOfHash(hashOf(text, seed));
}

/** The same of a text and an integer, which is mixed in as it is: large arrays ask for one for each entry. */
export function randomResidueAt(text: string, number: number, seed: number): number {
  return residueOfHash(Math.imul(hashOf(text, seed) ^ Math.imul(number + 1, 0x9e3779b1), 0x01000193));
}

function hashOf(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let position = 0; position < text.length; position++)
    hash = Math.imul(hash ^ text.charCodeAt(position), 0x01000193);
  return hash;
}

/** Every bit of the hash counts in every bit of the number: the last steps of MurmurHash3. */
function residueOfHash(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) % PRIME;
}

export function createModularArithmetic(seed: number): Arithmetic<number> {
  const constants = new WeakMap<Fraction, number>();
  const arithmetic: Arithmetic<number> = {
    zero: 0,
    one: 1,
    constant: (value) => {
      if (value.d === 1n && value.s > 0n && value.n < BigInt(PRIME)) return Number(value.n);
      const known = constants.get(value);
      if (known !== undefined) return known;
      const magnitude = multiplyModulo(reduce(value.n), powerModulo(reduce(value.d), PRIME - 2));
      const residue = value.s < 0n && magnitude !== 0 ? PRIME - magnitude : magnitude;
      constants.set(value, residue);
      return residue;
    },
    add: addModulo,
    multiply: multiplyModulo,
    // 1/0 is some number of its own: what has it agrees with nothing that has not.
    inverse: (value) => (value === 0 ? randomResidue("1/0", seed) : powerModulo(value, PRIME - 2)),
    isZero: (value) => value === 0,
    isKnown: () => true,
    apply: (name, primes, parameters, x) => {
      const value = randomResidue(`${name} ${parameters.map((parameter) => parameter.toFraction()).join()} ${x}`, seed);
      if (primes === 0) return value;
      // Identities that derivations use: they are themselves checked in floating point.
      const complement = (square: number): number => (1 + PRIME - square) % PRIME;
      if (name === "sigmoid" && primes === 1) return multiplyModulo(value, complement(value));
      if (name === "tanh" && primes === 1) return complement(multiplyModulo(value, value));
      return randomResidue(
        `${name}${"'".repeat(primes)} ${parameters.map((parameter) => parameter.toFraction()).join()} ${x}`,
        seed,
      );
    },
  };
  return arithmetic;
}

/** Exact as long as only rational operations are done on exact values; NaN where a value is not given. */
export type Real = Fraction | number;

export const UNKNOWN: Real = Number.NaN;

function toNumber(value: Real): number {
  return typeof value === "number" ? value : value.valueOf();
}

function isFloat(left: Real, right: Real): boolean {
  return typeof left === "number" || typeof right === "number";
}

export const REAL_ARITHMETIC: Arithmetic<Real> = {
  zero: new Fraction(0),
  one: new Fraction(1),
  constant: (value) => value,
  add: (left, right) => (isFloat(left, right) ? toNumber(left) + toNumber(right) : (left as Fraction).add(right)),
  multiply: (left, right) => (isFloat(left, right) ? toNumber(left) * toNumber(right) : (left as Fraction).mul(right)),
  // 1/0 is no number, and 1/(1/0) is none either.
  inverse: (value) => {
    if (toNumber(value) === 0) return UNKNOWN;
    return typeof value === "number" ? 1 / value : value.inverse();
  },
  isZero: (value) => toNumber(value) === 0,
  isKnown: (value) => !Number.isNaN(toNumber(value)),
  sign: (value) => Math.sign(toNumber(value)),
  apply: (name, primes, parameters, x) =>
    valueOfFunction(
      name,
      primes,
      parameters.map((value) => value.valueOf()),
      toNumber(x),
    ),
};

/** Whether two reals agree: exactly where both are exact, else to ten digits. */
export function agreeAsReals(left: Real, right: Real): boolean {
  if (!isFloat(left, right)) return (left as Fraction).equals(right);
  const [a, b] = [toNumber(left), toNumber(right)];
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b);
  return a === b || Math.abs(a - b) <= 1e-10 * Math.max(1, Math.abs(a), Math.abs(b));
}

export function readReal(text: string): Real {
  if (/^-?\d+(\/0*[1-9]\d*)?$/.test(text)) return new Fraction(text);
  return Number(text);
}
