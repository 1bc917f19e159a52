/**
 * A meaning at given index letters, written out as a polynomial over the letters of the worksheet.
 * In: a resolved formula. Out: its exact value. Always: an entry outside its array or at a fraction is 0.
 */
import Fraction from "fraction.js";
import type { Condition, Meaning } from "../meaning.ts";
import { applyPower } from "./normal.ts";
import {
  addPolynomials,
  atomPolynomial,
  constantOf,
  constantPolynomial,
  multiplyPolynomials,
  type Polynomial,
  substitute,
  subtractPolynomials,
  UNIT,
  ZERO,
} from "./polynomial.ts";
import { visitSeries } from "./series.ts";
import type { Sizes } from "./support.ts";
import { applyFunction, inverseOf, type Truth } from "./truth.ts";
import { holdsFor, type Letters, NotANumber, numberOf, placeOf } from "./values.ts";

type Cases = Meaning & { readonly tag: "cases" };

export interface Ground {
  polynomial(meaning: Meaning, letters: Letters): Polynomial;
  /** The entry of an array of the scope, where matrices that were written out are what was written. */
  entry(array: number, entry: number): Polynomial;
}

/** Something is divided by 0 for all values of the letters. */
export class DivisionByZero extends Error {}

/** @param written the entries of arrays that the sheet writes out, by the array's number. */
export function createGround(truth: Truth, sizes: Sizes, written: ReadonlyMap<number, readonly Meaning[]>): Ground {
  const { atoms } = truth;
  const known = new Map<string, Polynomial>();

  const entry = (array: number, number: number): Polynomial => {
    if (written.size === 0) return truth.entry(array, number);
    const key = `${array} ${number}`;
    const value = known.get(key) ?? substitute(truth.entry(array, number), writtenOut);
    known.set(key, value);
    return value;
  };
  const writtenOut = (atom: number): Polynomial | undefined => {
    const described = atoms.describe(atom);
    if (described.kind === "function")
      return applyFunctionOrInverse(described.apply.name, atom, substitute(described.argument, writtenOut));
    if (described.kind === "indicator")
      return atomPolynomial(atoms.atom({ ...described, argument: substitute(described.argument, writtenOut) }));
    const entries = written.get(described.array);
    return entries && polynomial(entries[described.entry] as Meaning, NO_LETTERS);
  };
  const applyFunctionOrInverse = (name: string, atom: number, argument: Polynomial): Polynomial => {
    const described = atoms.describe(atom);
    if (described.kind !== "function") throw new Error("no function");
    return name === "inverse" ? inverseOf(atoms, argument) : applyFunction(atoms, described.apply, argument);
  };

  const polynomial = (meaning: Meaning, letters: Letters): Polynomial => {
    switch (meaning.tag) {
      case "number":
        return constantPolynomial(meaning.value);
      case "letter":
      case "rounded":
      case "rest":
        return constantPolynomial(numberOf(meaning, letters));
      case "entry":
        return entryAt(meaning, letters);
      case "sum":
        return addPolynomials([ZERO, ...meaning.terms.map((term) => polynomial(term, letters))]);
      case "product":
        return productOf(meaning.factors, letters);
      case "quotient": {
        const under = polynomial(meaning.under, letters);
        if (under.size === 0) throw new DivisionByZero();
        return multiplyPolynomials(polynomial(meaning.over, letters), inverseOf(atoms, under));
      }
      case "power":
        return applyPower(atoms, polynomial(meaning.base, letters), meaning.exponent);
      case "apply":
        return applyFunction(atoms, meaning.apply, polynomial(meaning.argument, letters));
      case "guard":
        return meaning.conditions.reduce<Polynomial>(
          (product, condition) => multiplyPolynomials(product, guard(condition, letters)),
          constantPolynomial(UNIT),
        );
      case "cases": {
        return casesOf(meaning.rows, letters);
      }
      case "series": {
        const summands: Polynomial[] = [ZERO];
        visitSeries(meaning, letters, sizes, (point) => {
          const summand = productOf([{ tag: "guard", conditions: meaning.conditions }, meaning.body], point);
          if (summand.size > 0) summands.push(summand);
        });
        return addPolynomials(summands);
      }
    }
  };
  const entryAt = ({ array, indices }: Meaning & { tag: "entry" }, letters: Letters): Polynomial => {
    const shape = sizes.shapeOf(array);
    let number = 0;
    for (const [axis, index] of indices.entries()) {
      const place = placeOf(index, letters, sizes.indexBase);
      const size = shape[axis] as number;
      if (place === undefined || place < 0 || place >= size) return ZERO;
      number = number * size + place;
    }
    return entry(array, number);
  };
  /** Factors from the left; nothing is looked at after one that is 0. */
  const productOf = (factors: readonly Meaning[], letters: Letters): Polynomial => {
    let product = constantPolynomial(UNIT);
    for (const factor of factors) {
      product = multiplyPolynomials(product, polynomial(factor, letters));
      if (product.size === 0) return ZERO;
    }
    return product;
  };
  const guard = (condition: Condition, letters: Letters): Polynomial => {
    const decision = holdsFor(condition, letters);
    if (decision !== undefined) return constantPolynomial(new Fraction(decision ? 1 : 0));
    const [left, right] = [polynomial(condition.left, letters), polynomial(condition.right, letters)];
    const above = subtractPolynomials(left, right);
    const below = subtractPolynomials(right, left);
    const indicator = (relation: ">" | ">=", argument: Polynomial): Polynomial =>
      atomPolynomial(atoms.atom({ kind: "indicator", relation, argument }));
    switch (condition.sign) {
      case ">":
        return indicator(">", above);
      case "≥":
        return indicator(">=", above);
      case "<":
        return indicator(">", below);
      case "≤":
        return indicator(">=", below);
      default:
        throw new NotANumber();
    }
  };
  /** The first row whose conditions hold: where these are about values, each row but for those before it. */
  const casesOf = (rows: Cases["rows"], letters: Letters): Polynomial => {
    const [row, ...others] = rows;
    if (row === undefined) return ZERO;
    const isMet = polynomial({ tag: "guard", conditions: row.conditions }, letters);
    const met = constantOf(isMet);
    if (met !== undefined) return met.equals(0) ? casesOf(others, letters) : polynomial(row.value, letters);
    const value = multiplyPolynomials(isMet, polynomial(row.value, letters));
    const isNotMet = subtractPolynomials(constantPolynomial(UNIT), isMet);
    return addPolynomials([value, multiplyPolynomials(isNotMet, casesOf(others, letters))]);
  };
  return { polynomial, entry };
}

const NO_LETTERS: Letters = new Map();
