/**
 * Scatter: every δ is multiplied with the derivatives of its output and added where they belong.
 */
import { termsOf } from "../algebra/substitute.ts";
import type { Expression } from "../language/syntax.ts";
import type { Affine, Factor, Rows } from "../problem/rows.ts";
import { sizeOfShape } from "../problem/rows.ts";
import { combinationOf } from "./combination.ts";
import type { ViewLine } from "./derivation.ts";
import { chooseLetters, rangesOf } from "./formula.ts";
import { takenNames, writeBlock } from "./index-sum.ts";
import { binary, derivative, index, indexSum, name, product, sum } from "./nodes.ts";
import { entriesOf, line, literal, type ViewSubject, wholeGradient, writeSlope } from "./view-subject.ts";

export function scatterLines(subject: ViewSubject): ViewLine[] {
  const operator = subject.request.arrays.find(({ role }) => role === "scatter");
  const whole = wholeGradient(subject);
  return [
    ...formulas(subject),
    ...(isSmall(subject) ? [line("scatter-picture", whole, picture(subject))] : []),
    ...(operator === undefined ? [] : [line("scatter-operator", whole, operator.expression)]),
  ];
}

/** ∂y[p]/∂a[m], and Σ over p of δ[p] times it. */
function formulas(subject: ViewSubject): ViewLine[] {
  const { context, of, wrt, upstream, loss } = subject;
  const { writer } = context;
  const base = writer.workspace.problem.indexBase;
  const taken = takenNames(writer);
  const rows = slopeRows(subject);
  const outer = chooseLetters(of.shape, (axis) => loopLetter(subject.rows, subject.rows.output[axis]) ?? "p", taken);
  const used = new Set([...taken, ...outer]);
  const inner = chooseLetters(wrt.shape, (axis) => ["m", "n", "l", "i", "j"][axis] ?? "l", used);
  const letters = new Set([...used, ...inner]);
  const shape = [...of.shape, ...wrt.shape];
  const slope = writeBlock(writer, { ...of, shape }, rows, [...outer, ...inner].map(combinationOf), letters);
  const variable = index(name(wrt.name), inner.map(name));
  const ranges = rangesOf(outer, of.shape, base);
  const delta = index(writer.array(upstream), outer.map(name));
  const rate = derivative("jac", index(name(of.name), outer.map(name)), variable);
  // A sum inside the sum, with its brackets, would be read by nobody.
  const isSum = slope.tag === "call" && slope.name === "sum";
  return [
    line("entry-slope", rate, slope, [...ranges, ...rangesOf(inner, wrt.shape, base)]),
    line(
      "scatter-sum",
      derivative("grad", writer.array(loss), variable),
      indexSum(product([delta, isSum ? rate : slope]), ranges),
      rangesOf(inner, wrt.shape, base),
    ),
  ];
}

/** Rows over pairs (output, variable): the variable's own index is an output like any other. */
function slopeRows({ rows, byInput }: ViewSubject): Rows {
  const [input, kernel] = rows.factors as readonly [Factor, Factor];
  const [variable, other] = byInput ? [input, kernel] : [kernel, input];
  return { ...rows, output: [...rows.output, ...variable.index], factors: [other] };
}

function loopLetter(rows: Rows, map: Affine | undefined): string | undefined {
  const [first] = map?.coefficients ?? [];
  return map?.coefficients.length === 1 && first !== undefined ? rows.loops[first[0]]?.letter : undefined;
}

/** How many δ, and how many entries for each, still make a picture. */
const MOST_PICTURES = 9;
const MOST_CELLS = 200;

function isSmall(subject: ViewSubject): boolean {
  const { of, wrt } = subject;
  const count = sizeOfShape(of.shape);
  if (subject.slopes.length === 0) return false;
  return count <= MOST_PICTURES && wrt.shape.length <= 2 && count * sizeOfShape(wrt.shape) <= MOST_CELLS;
}

/** δ₁₁·[…] + δ₁₂·[…] + …; outputs that do not depend on the variable are left out. */
function picture(subject: ViewSubject): Expression {
  const { context, of, wrt, upstream, slopes } = subject;
  const touching = entriesOf(of).filter((row) =>
    entriesOf(wrt).some((column) => termsOf(slopes, row, column).length > 0),
  );
  const summands = touching.map((row) =>
    binary(
      "*",
      context.writer.entry(upstream, row),
      literal(wrt.shape, (column) => writeSlope(subject, row, column)),
    ),
  );
  return sum(summands);
}
