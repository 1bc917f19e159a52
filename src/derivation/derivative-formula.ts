/**
 * The general entry of a derivative: the rows of a definition with the roles exchanged. What was the output is given
 * by δ, what was a factor is now the output; nothing else changes.
 */

import type Fraction from "fraction.js";
import { consumersOf, isSymbolic, mentionedBy } from "../algebra/adjoint.ts";
import { arrayIn, upstreamOf } from "../algebra/workspace.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import { type NumericArray, operandsOf } from "../problem/problem.ts";
import { ONE, plainLoop } from "../problem/rows.ts";
import { type Combination, isPlainLetter, writeCombination } from "./combination.ts";
import type { Formula } from "./derivation.ts";
import { choosePlace } from "./formula.ts";
import { exchangedRows, innerOf, rowsThrough } from "./gradient-rows.ts";
import { takenNames, type WrittenFactors, writeBlock } from "./index-sum.ts";
import { derivative, fraction, index, name, number, product, sum } from "./nodes.ts";
import type { Writer } from "./writer.ts";

/** More blocks than this make a formula that nobody reads. */
const MOST_BLOCKS = 4;

/** ∂of/∂wrt[m,n] for a scalar, by one formula for all entries; undefined where there is no readable one. */
export function gradientFormula(writer: Writer, of: NumericArray, wrt: NumericArray): Formula | undefined {
  if (wrt.shape.length === 0) return undefined;
  const taken = takenNames(writer);
  const { indexBase } = writer.workspace.problem;
  const preferred = preferredLetters(consumersOf(writer.workspace, of, wrt), wrt);
  const { letters, place, ranges } = choosePlace(wrt.shape, (axis) => preferred[axis] ?? "m", taken, indexBase);
  const right = gradientAt(writer, of, wrt, place, new Set([...taken, ...letters]));
  if (right === undefined) return undefined;
  const left = derivative("grad", writer.array(of), index(name(wrt.name), place.map(writeCombination)));
  return { left, right, letters: ranges };
}

/** The letters by which the variable is indexed where it is used, such as k[u,v]; m, n where its index is a mixture. */
function preferredLetters(consumers: readonly NumericArray[], wrt: NumericArray): string[] {
  const blocks = consumers.flatMap(({ definition }) => (definition.kind === "rows" ? definition.rows : []));
  const rows = blocks.find((block) => block.factors.some(({ array }) => array === wrt.id));
  const used = rows?.factors.find(({ array }) => array === wrt.id);
  const plain = wrt.shape.map((_, axis) => {
    const map = used?.index[axis];
    const loop = map === undefined ? undefined : plainLoop(map);
    return loop === undefined ? undefined : rows?.loops[loop]?.letter;
  });
  const mixed = ["m", "n", "l", "r", "s"].filter((letter) => !plain.includes(letter));
  return plain.map((letter) => letter ?? mixed.shift() ?? "m");
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
    if (innerOf(workspace, consumer).length > 0) {
      const joined = rowsThrough(workspace, of, consumer, wrt);
      if (joined === undefined || joined.length > MOST_BLOCKS) return undefined;
      for (const rows of joined)
        parts.add(rows.coefficient, writeBlock(writer, wrt, { ...rows, coefficient: ONE }, place, taken));
      continue;
    }
    const blocks = exchangedRows(consumer, wrt);
    if (blocks === undefined || blocks.length > MOST_BLOCKS) return undefined;
    for (const { rows, upstream, largest } of blocks) {
      const write = upstreamWriter(writer, of, consumer, wrt);
      const written: WrittenFactors = new Map([[upstream, (at, used) => write(at, used) ?? UNWRITTEN]]);
      if (largest !== undefined) written.set(largest, choice(writer, wrt, place, consumer));
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

/** ∂y[p,q]/∂a[m,n] of a maximum: 1 for the entry that it takes, which no formula without a case says. */
function choice(writer: Writer, wrt: NumericArray, place: readonly Combination[], consumer: NumericArray) {
  const entry = (array: NumericArray, at: readonly Combination[]): Expression => {
    if (!array.named) writer.mentioned.add(array.id);
    return index(name(array.name), at.map(writeCombination));
  };
  return (at: readonly Combination[]): Expression => derivative("jac", entry(consumer, at), entry(wrt, place));
}

/** Summands with coefficients, those that are added first; equal ones, as from the two factors of a square, become one. */
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
        : sum(
            [...parts.values()]
              .sort((a, b) => Number(a.coefficient.s < 0n) - Number(b.coefficient.s < 0n))
              .map(({ coefficient, body }) => product([fraction(coefficient), body])),
          ),
  };
}

/** Stands where a factor could not be written. */
const UNWRITTEN: Expression = { tag: "text", value: "unwritten" };

function contains(expression: Expression, part: Expression): boolean {
  return JSON.stringify(expression).includes(JSON.stringify(part));
}

/** ∂of/∂consumer at an index: its δ, or where it has none, a formula in its turn. */
function upstreamWriter(writer: Writer, of: NumericArray, consumer: NumericArray, wrt: NumericArray) {
  const { workspace } = writer;
  return (at: readonly Combination[], taken: ReadonlySet<string>): Expression | undefined => {
    if (consumer.id === of.id) return number(1);
    // Written out, it would have a value also where the index leaves the consumer: only plain letters cannot.
    const staysInside = at.every((place, axis) => isPlainLetter(place) || consumer.shape[axis] === 1);
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
