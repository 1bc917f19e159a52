/**
 * Exact sums of products over the atoms of one check: letters of the worksheet, functions of sums, indicators.
 * A polynomial is a map from monomial to term, without zeros: two are equal exactly when their difference is empty.
 * Source of the procedure: the normal form of Mathlib's `ring`, sums of products.
 */
import Fraction from "fraction.js";
import type { ScalarFunction } from "../../problem/rows.ts";
import { spend } from "../work.ts";

export interface Term {
  readonly coefficient: Fraction;
  /** Atoms in rising order, one as often as it is a factor. */
  readonly factors: readonly number[];
}

export type Polynomial = ReadonlyMap<string, Term>;

export type Atom =
  | { readonly kind: "entry"; readonly array: number; readonly entry: number }
  /** 1 divided by a sum is the function `inverse`. */
  | { readonly kind: "function"; readonly apply: ScalarFunction; readonly argument: Polynomial }
  /** 1 where the argument is above 0, or not below it. */
  | { readonly kind: "indicator"; readonly relation: ">" | ">="; readonly argument: Polynomial };

export interface AtomTable {
  atom(atom: Atom): number;
  describe(atom: number): Atom;
}

export const ZERO: Polynomial = new Map();
export const UNIT = new Fraction(1);
const NOUGHT = new Fraction(0);
const MINUS_ONE = new Fraction(-1);

// Most coefficients are 1 or −1, and what fraction.js makes for a comparison or a product is most of what it costs.
function isNought({ n }: Fraction): boolean {
  return n === 0n;
}

function isUnit({ s, n, d }: Fraction): boolean {
  return s === 1n && n === 1n && d === 1n;
}

function times(left: Fraction, right: Fraction): Fraction {
  return isUnit(left) ? right : isUnit(right) ? left : left.mul(right);
}

export function isSameNumber(left: Fraction, right: Fraction): boolean {
  return left.n === right.n && left.d === right.d && left.s === right.s;
}

/** More terms than this are not multiplied out. */
export const MOST_TERMS = 50_000;

/** Higher powers are not multiplied out. */
const MOST_POWER = 200;

/** The terms of an expression are more than are multiplied out. */
export class TooManyTerms extends Error {}

export function createAtomTable(): AtomTable {
  const atoms: Atom[] = [];
  const numbers = new Map<string, number>();
  return {
    atom: (atom) => {
      const key = keyOfAtom(atom);
      const known = numbers.get(key) ?? atoms.push(atom) - 1;
      numbers.set(key, known);
      return known;
    },
    describe: (atom) => atoms[atom] as Atom,
  };
}

function keyOfAtom(atom: Atom): string {
  switch (atom.kind) {
    case "entry":
      return `${atom.array} ${atom.entry}`;
    case "function": {
      const { name, primes, parameters } = atom.apply;
      const settings = parameters.map(([parameter, value]) => `${parameter}=${value.toFraction()}`).join();
      return `${name}${"'".repeat(primes)}(${settings})${keyOf(atom.argument)}`;
    }
    case "indicator":
      return `${atom.relation}${keyOf(atom.argument)}`;
  }
}

/** A text that equal polynomials share. */
export function keyOf(polynomial: Polynomial): string {
  return [...polynomial]
    .map(([monomial, { coefficient }]) => `${coefficient.toFraction()}*${monomial}`)
    .sort()
    .join("+");
}

export function constantPolynomial(value: Fraction): Polynomial {
  return isNought(value) ? ZERO : new Map([["", { coefficient: value, factors: [] }]]);
}

export function atomPolynomial(atom: number): Polynomial {
  return new Map([[String(atom), { coefficient: UNIT, factors: [atom] }]]);
}

/** The number that a polynomial without letters is. */
export function constantOf(polynomial: Polynomial): Fraction | undefined {
  if (polynomial.size === 0) return NOUGHT;
  return polynomial.size === 1 ? polynomial.get("")?.coefficient : undefined;
}

export function addPolynomials(summands: readonly Polynomial[]): Polynomial {
  if (summands.length === 1) return summands[0] as Polynomial;
  const total = new Map<string, Term>();
  for (const summand of summands) for (const [key, term] of summand) addTerm(total, key, term);
  return total;
}

function addTerm(total: Map<string, Term>, key: string, term: Term): void {
  spend(1 + (term.factors.length >> 2));
  const known = total.get(key);
  if (known === undefined) {
    if (total.size >= MOST_TERMS) throw new TooManyTerms();
    total.set(key, term);
    return;
  }
  const coefficient = known.coefficient.add(term.coefficient);
  if (isNought(coefficient)) total.delete(key);
  else total.set(key, { coefficient, factors: known.factors });
}

export function scalePolynomial(polynomial: Polynomial, scale: Fraction): Polynomial {
  if (isNought(scale)) return ZERO;
  if (isUnit(scale)) return polynomial;
  return new Map(
    [...polynomial].map(([key, { coefficient, factors }]) => [
      key,
      { coefficient: times(coefficient, scale), factors },
    ]),
  );
}

export function subtractPolynomials(left: Polynomial, right: Polynomial): Polynomial {
  return addPolynomials([left, scalePolynomial(right, MINUS_ONE)]);
}

export function multiplyPolynomials(left: Polynomial, right: Polynomial): Polynomial {
  const [scale, other] = [constantOf(left), constantOf(right)];
  if (scale !== undefined) return scalePolynomial(right, scale);
  if (other !== undefined) return scalePolynomial(left, other);
  const total = new Map<string, Term>();
  for (const a of left.values())
    for (const b of right.values()) {
      const factors = merge(a.factors, b.factors);
      addTerm(total, factors.join(" "), { coefficient: times(a.coefficient, b.coefficient), factors });
    }
  return total;
}

function merge(left: readonly number[], right: readonly number[]): readonly number[] {
  return left.length === 0 ? right : right.length === 0 ? left : [...left, ...right].sort((a, b) => a - b);
}

/** @throws TooManyTerms for exponents that nobody multiplies out. */
export function powerOf(base: Polynomial, exponent: number): Polynomial {
  if (exponent > MOST_POWER) throw new TooManyTerms();
  let result = constantPolynomial(UNIT);
  for (let count = 0; count < exponent; count++) result = multiplyPolynomials(result, base);
  return result;
}

/** Each atom for which `rewrite` has a polynomial is replaced by it, and products are multiplied out. */
export function substitute(polynomial: Polynomial, rewrite: (atom: number) => Polynomial | undefined): Polynomial {
  const known = new Map<number, Polynomial | undefined>();
  const rewritten = (atom: number): Polynomial | undefined => {
    if (!known.has(atom)) known.set(atom, rewrite(atom));
    return known.get(atom);
  };
  if (atomsOf(polynomial).every((atom) => rewritten(atom) === undefined)) return polynomial;
  const summands = [...polynomial.values()].map(({ coefficient, factors }) =>
    factors.reduce<Polynomial>(
      (product, atom) => multiplyPolynomials(product, rewritten(atom) ?? atomPolynomial(atom)),
      constantPolynomial(coefficient),
    ),
  );
  return addPolynomials([ZERO, ...summands]);
}

const atomsKnown = new WeakMap<Polynomial, readonly number[]>();

/** The atoms of a polynomial, each once. */
export function atomsOf(polynomial: Polynomial): readonly number[] {
  const known = atomsKnown.get(polynomial);
  if (known !== undefined) return known;
  const found = new Set<number>();
  for (const { factors } of polynomial.values()) {
    spend(factors.length >> 2);
    for (const atom of factors) found.add(atom);
  }
  const atoms = [...found];
  atomsKnown.set(polynomial, atoms);
  return atoms;
}
