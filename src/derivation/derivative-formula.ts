/**
 * The general entry of a derivative: the rows of a definition with the roles exchanged. What was the output is given
 * by δ, what was a factor is now the output; nothing else changes.
 */

import type Fraction from "fraction.js";
import { consumersOf, isSymbolic, mentionedBy } from "../algebra/adjoint.ts";
import { differentiateScalar } from "../algebra/calculus.ts";
import { arrayIn, upstreamOf } from "../algebra/workspace.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import { type NumericArray, operandsOf } from "../problem/problem.ts";
import { type Factor, ONE, type Rows } from "../problem/rows.ts";
import type { Formula } from "./derivation.ts";
import { chooseLetters, combinationOf, rangesOf } from "./formula.ts";
import { type Combination, takenNames, type WrittenFactors, writeBlock, writeCombination } from "./index-sum.ts";
import { derivative, fraction, index, name, number, product, sum } from "./nodes.ts";
import type { Writer } from "./writer.ts";

/** More blocks than this make a formula that nobody reads. */
const MOST_BLOCKS = 4;

/** ∂of/∂wrt[m,n] for a scalar, by one formula for all entries; undefined where there is no readable one. */
export function gradientFormula(writer: Writer, of: NumericArray, wrt: NumericArray): Formula | undefined {
  if (wrt.shape.length === 0) return undefined;
  const taken = takenNames(writer);
  const letters = chooseLetters(wrt.shape, (axis) => ["m", "n", "i", "j", "l"][axis] ?? "l", taken);
  const right = gradientAt(writer, of, wrt, letters.map(combinationOf), new Set([...taken, ...letters]));
  if (right === undefined) return undefined;
  const left = derivative("grad", writer.array(of), index(name(wrt.name), letters.map(name)));
  return { left, right, letters: rangesOf(letters, wrt.shape, writer.workspace.problem.indexBase) };
}

/** The sum over all arrays that mention `wrt` of their rows with the roles exchanged. */
function gradientAt(
  writer: Writer,
  of: NumericArray,
  wrt: NumericArray,
  place: readonly Combination[],
  taken: ReadonlySet<string>,
): Expression | undefined {
  const { workspace } = writer;
  const parts = createParts();
  const consumers = consumersOf(workspace, of, wrt);
  if (consumers.some((consumer) => isSeenThrough(writer, consumer, consumers, wrt))) return undefined;
  for (const consumer of consumers) {
    if (consumer.definition.kind === "loss") {
      const delta = arrayIn(workspace, consumer.definition.upstream);
      parts.add(ONE, index(name(delta.name), place.map(writeCombination)));
      continue;
    }
    const blocks = consumer.definition.kind === "rows" ? exchangedRows(consumer, wrt) : undefined;
    if (blocks === undefined || blocks.length > MOST_BLOCKS || isThroughInner(writer, consumer)) return undefined;
    for (const { rows, upstream } of blocks) {
      const write = upstreamWriter(writer, of, consumer, wrt);
      const written: WrittenFactors = new Map([[upstream, (at, used) => write(at, used) ?? UNWRITTEN]]);
      const block = writeBlock(writer, wrt, { ...rows, coefficient: ONE }, place, taken, written);
      if (contains(block, UNWRITTEN)) return undefined;
      parts.add(rows.coefficient, block);
    }
  }
  return parts.sum();
}

/** Whether the variable stands in a definition also by an intermediate that only moves it, as in z = a * flip(a). */
function isSeenThrough(
  { workspace }: Writer,
  consumer: NumericArray,
  consumers: readonly NumericArray[],
  wrt: NumericArray,
): boolean {
  return operandsOf(consumer)
    .map((id) => arrayIn(workspace, id))
    .some(
      (operand) =>
        operand.id !== wrt.id &&
        !operand.isInner &&
        !consumers.some(({ id }) => id === operand.id) &&
        mentionedBy(workspace, operand).has(wrt.id),
    );
}

/** Summands with coefficients; equal ones, as from the two factors of a square, become one. */
function createParts(): { add(coefficient: Fraction, body: Expression): void; sum(): Expression | undefined } {
  const parts = new Map<string, { coefficient: Fraction; body: Expression }>();
  return {
    add: (coefficient, body) => {
      const key = printExpression(body);
      parts.set(key, { coefficient: coefficient.add(parts.get(key)?.coefficient ?? 0), body });
    },
    sum: () =>
      parts.size === 0
        ? undefined
        : sum([...parts.values()].map(({ coefficient, body }) => product([fraction(coefficient), body]))),
  };
}

/** Stands where a factor could not be written. */
const UNWRITTEN: Expression = { tag: "text", value: "unwritten" };

function contains(expression: Expression, part: Expression): boolean {
  return JSON.stringify(expression).includes(JSON.stringify(part));
}

/** Parts of an operator, such as the sum in a softmax, have no formula of their own. */
function isThroughInner({ workspace }: Writer, { definition }: NumericArray): boolean {
  return (
    definition.kind === "rows" &&
    definition.rows.some((rows) => rows.factors.some(({ array }) => arrayIn(workspace, array).isInner))
  );
}

/** ∂of/∂consumer at an index: its δ, or where it has none, a formula in its turn. */
function upstreamWriter(writer: Writer, of: NumericArray, consumer: NumericArray, wrt: NumericArray) {
  const { workspace } = writer;
  return (at: readonly Combination[], taken: ReadonlySet<string>): Expression | undefined => {
    if (consumer.id === of.id) return number(1);
    // Written out, it would have a value also where the index leaves the consumer: only plain letters cannot.
    const staysInside = at.every(({ constant, letters }) => constant === 0 && letters.size === 1);
    if (!isSymbolic(workspace, of, consumer) && staysInside && isAlike(consumer, wrt))
      return gradientAt(writer, of, consumer, at, taken);
    const delta = upstreamOf(workspace, of, consumer);
    writer.mentioned.add(delta.id);
    return index(name(delta.name), at.map(writeCombination));
  };
}

function isAlike(left: NumericArray, right: NumericArray): boolean {
  return left.shape.join() === right.shape.join();
}

interface Exchanged {
  readonly rows: Rows;
  /** The factor that stands for the derivative by the old output. */
  readonly upstream: Factor;
}

/** For each occurrence of `wrt`: its index becomes the output, the old output the index of δ. */
function exchangedRows(consumer: NumericArray, wrt: NumericArray): Exchanged[] | undefined {
  if (consumer.definition.kind !== "rows") return undefined;
  const exchanged: Exchanged[] = [];
  for (const rows of consumer.definition.rows) {
    if (rows.factors.some((factor) => factor.compare !== undefined)) return undefined;
    rows.factors.forEach((factor, position) => {
      if (factor.array !== wrt.id) return;
      const upstream: Factor = { array: consumer.id, index: rows.output };
      const rate = factor.apply === undefined ? undefined : differentiateScalar(factor.apply);
      const outer = (rate?.factors ?? []).map(
        (apply): Factor => ({ array: wrt.id, index: factor.index, ...(apply && { apply }) }),
      );
      const factors = [upstream, ...rows.factors.slice(0, position), ...outer, ...rows.factors.slice(position + 1)];
      const coefficient = rate === undefined ? rows.coefficient : rows.coefficient.mul(rate.coefficient);
      exchanged.push({ rows: { loops: rows.loops, output: factor.index, factors, coefficient }, upstream });
    });
  }
  return exchanged;
}
