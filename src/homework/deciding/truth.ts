/**
 * The true value of an entry of an array: its definition written out over the letters of the worksheet.
 * In: the arrays of a scope. Out: polynomials, in which a function of a sum is one atom and its derivative another.
 * This goes by the algebra's tables; the numbers that confirm a refutation do not (see witness.ts).
 */

import Fraction from "fraction.js";
import { adjoint } from "../../algebra/adjoint.ts";
import { exponentOf } from "../../algebra/calculus.ts";
import { expandArray } from "../../algebra/expand.ts";
import { type Term as TableTerm, termsOf } from "../../algebra/substitute.ts";
import { arrayIn, createWorkspace, type Workspace } from "../../algebra/workspace.ts";
import type { NumericArray, Problem } from "../../problem/problem.ts";
import type { ScalarFunction } from "../../problem/rows.ts";
import {
  type AtomTable,
  addPolynomials,
  atomPolynomial,
  constantPolynomial,
  multiplyPolynomials,
  type Polynomial,
  powerOf,
} from "./polynomial.ts";

export interface Truth {
  readonly atoms: AtomTable;
  readonly workspace: Workspace;
  /** The entry with this row-major number. */
  entry(array: number, entry: number): Polynomial;
  apply(apply: ScalarFunction, argument: Polynomial): Polynomial;
}

/**
 * @param isKept whether entries of an array stay as they are, and are not written out by its definition.
 * @param stated what an entry is held for instead of its definition, where it is.
 */
export function createTruth(
  atoms: AtomTable,
  workspace: Workspace,
  isKept: (array: NumericArray) => boolean = () => false,
  stated: (array: number, entry: number) => Polynomial | undefined = () => undefined,
): Truth {
  const known = new Map<string, Polynomial>();

  const entryOf = (array: number, entry: number): Polynomial => {
    const key = `${array} ${entry}`;
    const value = known.get(key) ?? stated(array, entry) ?? expanded(array, entry);
    known.set(key, value);
    return value;
  };
  const expanded = (id: number, entry: number): Polynomial => {
    const array = arrayIn(workspace, id);
    const { kind } = array.definition;
    if (kind === "letters" || kind === "upstream" || kind === "loss" || isKept(array))
      return atomPolynomial(atoms.atom({ kind: "entry", array: id, entry }));
    return polynomialOf(termsOf(expandArray(workspace, array), entry, 0));
  };
  const polynomialOf = (terms: readonly TableTerm[]): Polynomial =>
    addPolynomials([
      new Map(),
      ...terms.map(({ coefficient, factors }) =>
        factors.reduce<Polynomial>(
          (product, atom) => multiplyPolynomials(product, factorOf(atom)),
          constantPolynomial(workspace.coefficients.value(coefficient)),
        ),
      ),
    ]);
  const factorOf = (atom: number): Polynomial => {
    const described = workspace.atoms.describe(atom);
    if (described.kind === "entry") {
      const { array, entry, apply } = described;
      return apply === undefined ? entryOf(array.id, entry) : applyFunction(atoms, apply, entryOf(array.id, entry));
    }
    const argument = addPolynomials([factorOf(described.left), negative(factorOf(described.right))]);
    return atomPolynomial(atoms.atom({ kind: "indicator", relation: described.relation, argument }));
  };
  return {
    atoms,
    workspace,
    entry: entryOf,
    apply: (apply, argument) => applyFunction(atoms, apply, argument),
  };
}

export function workspaceOf(problem: Problem): Workspace {
  return createWorkspace(problem, adjoint);
}

function negative(polynomial: Polynomial): Polynomial {
  return multiplyPolynomials(constantPolynomial(MINUS_ONE), polynomial);
}

/** A function of a polynomial: powers are multiplied out, or are powers of one divided by it; the rest are atoms. */
export function applyFunction(atoms: AtomTable, apply: ScalarFunction, argument: Polynomial): Polynomial {
  if (apply.name !== "power") return atomPolynomial(atoms.atom({ kind: "function", apply, argument }));
  const exponent = exponentOf(apply);
  if (exponent.d !== 1n) return atomPolynomial(atoms.atom({ kind: "function", apply, argument }));
  const count = Number(exponent.n);
  return powerOf(exponent.s < 0n ? inverseOf(atoms, argument) : argument, count);
}

const MINUS_ONE = new Fraction(-1);
const INVERSE: ScalarFunction = { name: "inverse", primes: 0, parameters: [] };

/** One divided by a polynomial: each factor of a single term on its own, a sum as one atom. */
export function inverseOf(atoms: AtomTable, polynomial: Polynomial): Polynomial {
  const [only, ...more] = polynomial.values();
  if (only === undefined || more.length > 0)
    return atomPolynomial(atoms.atom({ kind: "function", apply: INVERSE, argument: polynomial }));
  return only.factors.reduce<Polynomial>(
    (product, atom) =>
      multiplyPolynomials(
        product,
        atomPolynomial(atoms.atom({ kind: "function", apply: INVERSE, argument: atomPolynomial(atom) })),
      ),
    constantPolynomial(only.coefficient.inverse()),
  );
}
