/**
 * Exact values for evaluating sums: integers modulo the prime 2³¹ − 1, so that divisors are inverted there.
 *
 * A scalar function is a number that depends on its name, its parameters, the order of its derivative and its argument
 * alone, as if drawn at random: two sums agree then only if they agree whatever the function is. An integer power is
 * the power that it says.
 */
import type { Apply } from "./sums.ts";

export const PRIME = 2_147_483_647;

/** Of a safe integer: from 0 to below the prime. */
export function residueOf(value: number): number {
  const rest = value % PRIME;
  return rest < 0 ? rest + PRIME : rest;
}

/** The integer nearest to 0 of a residue: small integers are themselves. */
export function signed(residue: number): number {
  return residue > PRIME / 2 ? residue - PRIME : residue;
}

export function plus(left: number, right: number): number {
  return (left + right) % PRIME;
}

/** Where the product would leave the integers that a double holds, by halves. */
export function times(left: number, right: number): number {
  const product = left * right;
  if (product <= Number.MAX_SAFE_INTEGER) return product % PRIME;
  const high = ((left >>> 16) * right) % PRIME;
  return (high * 65536 + (left & 65535) * right) % PRIME;
}

export function power(base: number, exponent: number): number {
  let [result, square] = [1, base];
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = times(result, square);
    square = times(square, square);
  }
  return result;
}

/** Of a residue that is not 0. */
export function inverse(residue: number): number {
  return power(residue, PRIME - 2);
}

/** The value of a function, or of a derivative of it. */
export function valueOfFunction({ name, primes, parameters }: Apply, at: number): number {
  const exponent = name === "power" ? Number(parameters[0]?.[1]) : Number.NaN;
  if (Number.isInteger(exponent) && (at !== 0 || exponent >= 0)) return derivedPower(at, exponent, primes);
  return draw(`${name} ${parameters.map(([parameter, value]) => `${parameter}=${value}`).join()} ${primes} ${at}`);
}

/** n(n−1)…(n−p+1)·xⁿ⁻ᵖ, which is 0 throughout, at 0 too, where 0 ≤ n < p. */
function derivedPower(at: number, exponent: number, primes: number): number {
  let factor = 1;
  for (let count = 0; count < primes; count++) factor = times(factor, residueOf(exponent - count));
  const left = exponent - primes;
  return times(factor, left < 0 ? inverse(power(at, -left)) : power(at, left));
}

function draw(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place++) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  for (const shift of [16, 13, 16]) hash = Math.imul(hash ^ (hash >>> shift), 0x85ebca6b + shift);
  return (hash >>> 0) % PRIME;
}
