/**
 * Values of entries from the values that a worksheet gives: exact as long as the arithmetic is rational.
 */
import Fraction from "fraction.js";
import { Mistake } from "../error.ts";
import { joined, tell } from "../messages/message.ts";
import type { NumericArray } from "../problem/problem.ts";
import { evaluateScalar, toNumber, type Value } from "./calculus.ts";
import { expandArray } from "./expand.ts";
import { type Term, termsOf } from "./substitute.ts";
import type { Workspace } from "./workspace.ts";

export interface Evaluator {
  /** The value of an entry, or undefined where a value that it needs is not given. */
  entry(array: NumericArray, entry: number): Value | undefined;
  /** Whether no entry of an array has a value: nothing is given, and nothing leads to one. */
  isUnknown(array: NumericArray): boolean;
  sum(terms: readonly Term[]): Value | undefined;
  atom(atom: number): Value | undefined;
}

/** What has a value only where it is given one. */
const VALUELESS: ReadonlySet<NumericArray["definition"]["kind"]> = new Set(["letters", "upstream", "loss"]);

export function createEvaluator(workspace: Workspace, given = workspace.problem.given): Evaluator {
  const known = new Map<number, Map<number, Value | undefined>>();
  const evaluator: Evaluator = {
    entry: (array, entry) => {
      const values = known.get(array.id) ?? new Map<number, Value | undefined>();
      known.set(array.id, values);
      if (!values.has(entry)) values.set(entry, evaluateEntry(array, entry));
      return values.get(entry);
    },
    isUnknown: ({ id, definition }) => !given.has(id) && VALUELESS.has(definition.kind),
    sum: (terms) => {
      let exact = new Fraction(0);
      const groups = new Map<string, Group>();
      for (const term of terms) {
        const { scale, product, key } = multiplyOut(term) ?? {};
        if (scale === undefined || product === undefined || key === undefined) return undefined;
        if (key === "") exact = exact.add(scale);
        else groups.set(key, { product, scale: scale.add(groups.get(key)?.scale ?? 0) });
      }
      return sumGroups(exact, [...groups.values()]);
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
    if (evaluator.isUnknown(array)) return undefined;
    const terms = termsOf(expandArray(workspace, array), entry, 0);
    const value = evaluator.sum(terms);
    if (array.isInner) demandInRange(value, terms);
    return value;
  };
  // A softmax divides by the sum of its exponentials, which is there and not 0, whatever floating point makes of it.
  const demandInRange = (total: Value | undefined, exponentials: readonly Term[]): void => {
    const isKnown = exponentials.every(({ factors }) => factors.every((atom) => evaluator.atom(atom) !== undefined));
    if (!isKnown || (total !== undefined && toNumber(total) !== 0)) return;
    throw new Mistake(
      "value",
      joined(
        tell`with the values given, the exponentials in \`softmax\` leave the range of floating-point numbers`,
        tell`. Subtract the same number from all of them: its values stay as they are`,
      ),
    );
  };
  const multiplyOut = (term: Term): (Group & { readonly key: string }) | undefined => {
    let scale = workspace.coefficients.value(term.coefficient);
    let product = 1;
    let key = "";
    for (const atom of term.factors) {
      const factor = evaluator.atom(atom);
      if (factor === undefined) return undefined;
      if (typeof factor !== "number") scale = scale.mul(factor);
      else {
        product *= factor;
        key += `${atom},`;
      }
    }
    return { scale, product, key };
  };
  return evaluator;
}

/** Terms with the same factors in floating point. Their rational parts are added exactly: what cancels leaves no rest. */
interface Group {
  readonly scale: Fraction;
  readonly product: number;
}

function sumGroups(exact: Fraction, groups: readonly Group[]): Value | undefined {
  // Nothing is said of 1/0 or of the logarithm of a negative number.
  if (groups.some(({ product }) => !Number.isFinite(product))) return undefined;
  const rounded = groups.filter(({ scale }) => !scale.equals(0));
  if (rounded.length === 0) return exact;
  const sum = rounded.reduce((total, { scale, product }) => total + scale.valueOf() * product, exact.valueOf());
  return Number.isFinite(sum) ? sum : undefined;
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
