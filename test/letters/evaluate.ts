/**
 * Problems with letters at numbers for them, and arrays of either kind of problem by their definitions: every point of
 * every loop, exactly, modulo a prime. Nothing of the program's own walking or evaluating is used.
 */
import type Fraction from "fraction.js";
import type { LetterProblem, LetterRows } from "../../src/problem/letters.ts";
import type { Problem } from "../../src/problem/problem.ts";
import type { Affine, Rows, ScalarFunction } from "../../src/problem/rows.ts";
import type { Polynomial } from "../../src/sizes/polynomial.ts";

const PRIME = 2147483647n;

export type Sizes = ReadonlyMap<string, number>;

export function valueAt(polynomial: Polynomial, sizes: Sizes): number {
  return polynomial.reduce(
    (sum, { coefficient, letters }) =>
      sum +
      letters.reduce((product, name) => {
        const value = sizes.get(name);
        if (value === undefined) throw new Error(`${name} has no number`);
        return product * value;
      }, coefficient),
    0,
  );
}

/** The letters made for quotients too, each from its own dividend and divisor. */
export function allSizes({ quotients }: LetterProblem, own: Sizes): Sizes {
  const sizes = new Map(own);
  for (const { letter, offset, remainder, dividend, divisor } of quotients) {
    const [above, below] = [valueAt(dividend, sizes), valueAt(divisor, sizes)];
    const quotient = Math.floor(above / below);
    sizes.set(letter, quotient + offset);
    const [name, ...more] = [...new Set(remainder.flatMap((term) => term.letters))];
    if (name !== undefined && more.length === 0 && !sizes.has(name)) sizes.set(name, above - below * quotient);
  }
  return sizes;
}

/** What of a problem's knowledge is false at these numbers. */
export function falseAt({ assumptions, quotients }: LetterProblem, sizes: Sizes): readonly string[] {
  const at = (polynomial: Polynomial): number => valueAt(polynomial, sizes);
  return [
    ...assumptions.letters.flatMap(({ letter, atLeast }) =>
      (sizes.get(letter) ?? Number.NaN) >= (atLeast ?? -Infinity) ? [] : [`${letter} >= ${atLeast}`],
    ),
    ...assumptions.nonnegative.flatMap((fact) => (at(fact) >= 0 ? [] : [`fact ${JSON.stringify(fact)}`])),
    ...assumptions.equations.flatMap(({ letter, value }) => (sizes.get(letter) === at(value) ? [] : [`${letter} = …`])),
    ...quotients.flatMap(({ letter, offset, dividend, divisor, remainder }) => {
      const rest = at(remainder);
      const isRight = at(dividend) === at(divisor) * ((sizes.get(letter) ?? 0) - offset) + rest;
      return isRight && rest >= 0 && rest < at(divisor) ? [] : [`quotient ${letter}`];
    }),
  ];
}

/** An array as the evaluation sees it. */
interface Plain {
  readonly name: string;
  readonly named: boolean;
  readonly shape: readonly number[];
  readonly rows: readonly (Rows & { readonly over?: number })[] | undefined;
  /** What its entries are told from others by, where it has no rows. */
  readonly seed: string;
  readonly values: readonly bigint[] | undefined;
}

export function plainArrays({ arrays }: Problem): readonly Plain[] {
  return arrays.map(({ name, named, shape, definition }) => {
    const rows = definition.kind === "rows" ? definition.rows : undefined;
    const values = definition.kind === "numbers" ? definition.values.map(residue) : undefined;
    return { name, named, shape, rows, seed: seedOf(name, definition, arrays), values };
  });
}

export function lettersAt({ arrays }: LetterProblem, sizes: Sizes): readonly Plain[] {
  return arrays.map(({ name, named, shape, definition }) => ({
    name,
    named,
    shape: shape.map((size) => valueAt(size, sizes)),
    rows: definition.kind === "rows" ? definition.rows.map((rows) => rowsAt(rows, sizes)) : undefined,
    seed: seedOf(name, definition, arrays),
    values: undefined,
  }));
}

function seedOf(
  name: string,
  definition: { readonly kind: string; readonly of?: number; readonly wrt?: number },
  arrays: readonly { readonly name: string }[],
): string {
  if (definition.kind !== "derivative") return `${definition.kind} ${name}`;
  return `derivative ${arrays[definition.of ?? -1]?.name} ${arrays[definition.wrt ?? -1]?.name}`;
}

function rowsAt(rows: LetterRows, sizes: Sizes): Rows & { readonly over?: number } {
  const at = (map: Affine<Polynomial>): Affine => ({
    constant: valueAt(map.constant, sizes),
    coefficients: map.coefficients.map(([loop, step]) => [loop, valueAt(step, sizes)] as const),
  });
  return {
    loops: rows.loops.map(({ letter, size }) => ({ letter, size: valueAt(size, sizes) })),
    output: rows.output.map(at),
    factors: rows.factors.map(({ array, index, apply }) => ({ array, index: index.map(at), ...(apply && { apply }) })),
    coefficient: rows.coefficient,
    ...(rows.over && { over: valueAt(rows.over, sizes) }),
  };
}

/** The entries of every array that has a name: shape and values. */
export function valuesOf(arrays: readonly Plain[]): ReadonlyMap<string, string> {
  const values: bigint[][] = [];
  for (const array of arrays) values.push(evaluate(array, arrays, values));
  return new Map(
    arrays.flatMap(({ name, named, shape }, id) =>
      named ? [[name, `[${shape}] ${values[id]?.join()}`] as const] : [],
    ),
  );
}

function evaluate(array: Plain, arrays: readonly Plain[], values: readonly bigint[][]): bigint[] {
  const count = array.shape.reduce((product, size) => product * size, 1);
  if (array.values !== undefined) return [...array.values];
  if (array.rows === undefined) return Array.from({ length: count }, (_, flat) => hash(`${array.seed} ${flat}`));
  const sums = new Array<bigint>(count).fill(0n);
  for (const rows of array.rows) {
    const scale = times(residue(rows.coefficient), inverse(BigInt(rows.over ?? 1)));
    eachPoint(
      rows.loops.map(({ size }) => size),
      (point) => {
        const target = flatAt(rows.output, array.shape, point);
        if (target === undefined) return;
        let product = scale;
        for (const factor of rows.factors) {
          const flat = flatAt(factor.index, arrays[factor.array]?.shape ?? [], point);
          if (flat === undefined) return;
          product = times(product, applied(factor.apply, values[factor.array]?.[flat] ?? 0n));
        }
        sums[target] = ((sums[target] ?? 0n) + product) % PRIME;
      },
    );
  }
  return sums;
}

function eachPoint(sizes: readonly number[], visit: (point: readonly number[]) => void, point: number[] = []): void {
  const size = sizes[point.length];
  if (size === undefined) return visit(point);
  for (let index = 0; index < size; index++) eachPoint(sizes, visit, [...point, index]);
}

function flatAt(index: readonly Affine[], shape: readonly number[], point: readonly number[]): number | undefined {
  if (index.length !== shape.length) throw new Error("an index for every axis");
  let flat = 0;
  for (const [axis, map] of index.entries()) {
    const place = map.coefficients.reduce(
      (sum, [loop, step]) => sum + step * (point[loop] ?? Number.NaN),
      map.constant,
    );
    const size = shape[axis] ?? 0;
    if (!(place >= 0 && place < size)) return undefined;
    flat = flat * size + place;
  }
  return flat;
}

/** Any function will do, as long as it is the same on both sides. */
function applied(apply: ScalarFunction | undefined, value: bigint): bigint {
  if (apply === undefined) return value;
  const parameters = apply.parameters.map(([name, number]) => `${name}=${number.toFraction()}`);
  return hash(`${apply.name} ${apply.primes} ${parameters} ${value}`);
}

function hash(text: string): bigint {
  let state = 2166136261;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619);
  state = Math.imul(state ^ (state >>> 15), 2246822519);
  return BigInt((state ^ (state >>> 13)) >>> 0) % PRIME;
}

function residue(value: Fraction): bigint {
  return times((((value.s * value.n) % PRIME) + PRIME) % PRIME, inverse(value.d));
}

function times(left: bigint, right: bigint): bigint {
  return (left * right) % PRIME;
}

function inverse(value: bigint): bigint {
  let [result, base] = [1n, ((value % PRIME) + PRIME) % PRIME];
  for (let exponent = PRIME - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = times(result, base);
    base = times(base, base);
  }
  return result;
}
