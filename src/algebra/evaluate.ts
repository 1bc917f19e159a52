/**
 * Values of entries from the values that a worksheet gives: exact as long as the arithmetic is rational.
 */
import Fraction from "fraction.js";
import type { NumericArray } from "../problem/problem.ts";
import { addValues, evaluateScalar, multiplyValues, toNumber, type Value } from "./calculus.ts";
import { expandArray } from "./expand.ts";
import { type Term, termsOf } from "./substitute.ts";
import type { Workspace } from "./workspace.ts";

export interface Evaluator {
  /** The value of an entry, or undefined where a value that it needs is not given. */
  entry(array: NumericArray, entry: number): Value | undefined;
  sum(terms: readonly Term[]): Value | undefined;
  atom(atom: number): Value | undefined;
}

export function createEvaluator(workspace: Workspace, given = workspace.problem.given): Evaluator {
  const known = new Map<number, Map<number, Value | undefined>>();
  const evaluator: Evaluator = {
    entry: (array, entry) => {
      const values = known.get(array.id) ?? new Map<number, Value | undefined>();
      known.set(array.id, values);
      if (!values.has(entry)) values.set(entry, evaluateEntry(array, entry));
      return values.get(entry);
    },
    sum: (terms) => {
      let sum: Value = new Fraction(0);
      for (const term of terms) {
        const product = multiplyOut(term);
        if (product === undefined) return undefined;
        sum = addValues(sum, product);
      }
      // Nothing is said of 1/0 or of the logarithm of a negative number.
      return typeof sum === "number" && !Number.isFinite(sum) ? undefined : sum;
    },
    atom: (atom) => {
      const described = workspace.atoms.describe(atom);
      if (described.kind === "indicator") {
        const left = evaluator.atom(described.left);
        const right = evaluator.atom(described.right);
        if (left === undefined || right === undefined) return undefined;
        return new Fraction(holds(described.relation, left, right) ? 1 : 0);
      }
      const value = evaluator.entry(described.array, described.entry);
      return value === undefined || described.apply === undefined
        ? value
        : evaluateScalar(described.apply, value, workspace.functions);
    },
  };

  const evaluateEntry = (array: NumericArray, entry: number): Value | undefined => {
    const values = given.get(array.id);
    if (values !== undefined) return values[entry];
    const { kind } = array.definition;
    if (kind === "letters" || kind === "upstream" || kind === "loss") return undefined;
    return evaluator.sum(termsOf(expandArray(workspace, array), entry, 0));
  };
  const multiplyOut = (term: Term): Value | undefined => {
    let product: Value = workspace.coefficients.value(term.coefficient);
    for (const atom of term.factors) {
      const factor = evaluator.atom(atom);
      if (factor === undefined) return undefined;
      product = multiplyValues(product, factor);
    }
    return product;
  };
  return evaluator;
}

function holds(relation: ">=" | ">", left: Value, right: Value): boolean {
  const order =
    typeof left === "number" || typeof right === "number" ? toNumber(left) - toNumber(right) : left.compare(right);
  return relation === ">" ? order > 0 : order >= 0;
}

/** An exact integer or fraction, else a decimal with all its digits. */
export function formatValue(value: Value): string {
  return typeof value === "number" ? String(value) : value.toFraction();
}
