/**
 * `prove` for given sizes: both sides expanded over the worksheet's letters, entry by entry, and compared exactly.
 */
import Fraction from "fraction.js";
import { toNumber, type Value } from "../algebra/calculus.ts";
import { atomsAt, entryKey } from "../algebra/canonical.ts";
import { createEvaluator, formatValue } from "../algebra/evaluate.ts";
import { termsOf } from "../algebra/substitute.ts";
import type { TermTable } from "../algebra/terms.ts";
import { arrayIn } from "../algebra/workspace.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import type { NumericArray } from "../problem/problem.ts";
import { sizeOfShape } from "../problem/rows.ts";
import type { Context } from "./context.ts";
import type { Counterexample, ProofResult } from "./derivation.ts";

interface Sides {
  readonly arrays: readonly [NumericArray, NumericArray];
  readonly tables: readonly [TermTable, TermTable];
}

export function deriveProof(
  context: Context,
  left: number,
  right: number,
  claim: readonly [Expression, Expression],
): ProofResult {
  const arrays = [arrayIn(context.workspace, left), arrayIn(context.workspace, right)] as const;
  const frame = { kind: "proof", left: claim[0], right: claim[1], scope: "these sizes", assumptions: [] } as const;
  const { shape } = arrays[0];
  if (shape.join() !== arrays[1].shape.join())
    return { ...frame, verdict: "refuted", shape, steps: [], counterexample: unequalShapes(arrays) };
  const sides: Sides = { arrays, tables: [context.canonical.table(arrays[0]), context.canonical.table(arrays[1])] };
  const entries = Array.from({ length: sizeOfShape(shape) }, (_, entry) => entry);
  const unequal = entries.filter(
    (entry) =>
      entryKey(context.workspace, sides.tables[0], entry) !== entryKey(context.workspace, sides.tables[1], entry),
  );
  if (unequal.length === 0) return { ...frame, verdict: "proved", shape, steps: comparisons(context, sides, entries) };
  for (const entry of unequal) {
    const counterexample = findCounterexample(context, sides, entry);
    if (counterexample !== undefined) return { ...frame, verdict: "refuted", shape, steps: [], counterexample };
  }
  return { ...frame, verdict: "unknown", shape, steps: [] };
}

function unequalShapes([left, right]: readonly [NumericArray, NumericArray]): Counterexample {
  const show = (array: NumericArray): string => `shape [${array.shape.join(",")}]`;
  return { sizes: {}, at: [], left: show(left), right: show(right), values: {} };
}

/** Both sides have the same normal form: it is written the same way on the left and on the right. */
function comparisons(context: Context, { arrays, tables }: Sides, entries: readonly number[]): ProofResult["steps"] {
  const { writer } = context;
  return entries.flatMap((entry) => {
    const at = writer.place(arrays[0], entry);
    const expression = writer.sum(termsOf(tables[0], entry, 0));
    return [
      { rule: "left-expanded", at, expression },
      { rule: "right-expanded", at, expression },
    ] as const;
  });
}

/** How many assignments are tried before a claim is left open. */
const TRIALS = 60;

/** Values of the letters at which the two sides of an entry differ, as few of them as possible not 0. */
function findCounterexample(context: Context, { arrays, tables }: Sides, entry: number): Counterexample | undefined {
  const letters = lettersOf(context, [...atomsAt(tables[0], entry), ...atomsAt(tables[1], entry)]);
  const keys = [...letters.keys()];
  const supports = [...keys.map((key) => [key]), ...pairsOf(keys), keys];
  for (let trial = 0; trial < Math.max(TRIALS, supports.length); trial++) {
    const support = supports[trial] ?? keys;
    const values = new Map(support.map((key, position) => [key, new Fraction(((trial + position * 7) % 5) + 1)]));
    if (trial < keys.length + pairsOf(keys).length) for (const key of support) values.set(key, new Fraction(1));
    const [left, right] = evaluateSides(context, tables, entry, letters, values);
    if (left === undefined || right === undefined || agree(left, right)) continue;
    const shown = [...values].map(([key, value]) => [key, value.toFraction()]);
    const at = context.writer.place(arrays[0], entry);
    return { sizes: {}, at, left: formatValue(left), right: formatValue(right), values: Object.fromEntries(shown) };
  }
  return undefined;
}

function pairsOf(keys: readonly string[]): string[][] {
  return keys.slice(0, 40).flatMap((first, position) => keys.slice(position + 1, 40).map((second) => [first, second]));
}

/** Every letter that an entry depends on, by its text. */
function lettersOf(context: Context, atoms: readonly number[]): Map<string, { array: NumericArray; entry: number }> {
  const letters = new Map<string, { array: NumericArray; entry: number }>();
  const visit = (atom: number): void => {
    const described = context.workspace.atoms.describe(atom);
    if (described.kind === "indicator") return [described.left, described.right].forEach(visit);
    const { array, entry } = described;
    if (array.definition.kind === "letters" || array.definition.kind === "upstream" || array.definition.kind === "loss")
      letters.set(printExpression(context.writer.entry(array, entry)), { array, entry });
    else atomsAt(context.canonical.table(array), entry).forEach(visit);
  };
  atoms.forEach(visit);
  return letters;
}

function evaluateSides(
  context: Context,
  tables: readonly [TermTable, TermTable],
  entry: number,
  letters: ReadonlyMap<string, { array: NumericArray; entry: number }>,
  values: ReadonlyMap<string, Fraction>,
): readonly [Value | undefined, Value | undefined] {
  const given = new Map<number, Fraction[]>();
  for (const { array } of letters.values())
    given.set(array.id, new Array(sizeOfShape(array.shape)).fill(new Fraction(0)));
  for (const [key, value] of values) {
    const letter = letters.get(key) as { array: NumericArray; entry: number };
    (given.get(letter.array.id) as Fraction[])[letter.entry] = value;
  }
  const evaluator = createEvaluator(context.workspace, given);
  return [evaluator.sum(termsOf(tables[0], entry, 0)), evaluator.sum(termsOf(tables[1], entry, 0))];
}

function agree(left: Value, right: Value): boolean {
  if (typeof left !== "number" && typeof right !== "number") return left.equals(right);
  const [a, b] = [toNumber(left), toNumber(right)];
  return !(Math.abs(a - b) > 1e-9 * Math.max(1, Math.abs(a), Math.abs(b)));
}
