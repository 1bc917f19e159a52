/**
 * Unfold and fold (im2col): with the windows of F as the columns of a matrix, the convolution and both gradients are
 * products of matrices. F is the array that the windows cover, W the one with an entry for each window.
 *
 *     convolution   W = K·U(F)            ∂L/∂F = fold(Kᵀ·∆W)     ∂L/∂Kᵀ = U(F)·∆Wᵀ
 *     transposed    F = fold(Kᵀ·W)        ∂L/∂W = K·U(∆F)         ∂L/∂Kᵀ = U(∆F)·Wᵀ
 *
 * Fold adds each entry of a product to the entry of F that stands at the same place of U(F).
 */
import { expandArray } from "../algebra/expand.ts";
import { termsOf } from "../algebra/substitute.ts";
import { arrayIn } from "../algebra/workspace.ts";
import type { Expression } from "../language/syntax.ts";
import type { NumericArray } from "../problem/problem.ts";
import type { ViewLine } from "./derivation.ts";
import { binary, number, product, sum } from "./nodes.ts";
import { type Unfolding, unfoldingsOf } from "./unfolding.ts";
import {
  entriesOf,
  line,
  literal,
  restOf,
  type ViewSubject,
  wholeGradient,
  writeEntry,
  writeGradient,
} from "./view-subject.ts";

const MOST_SIDE = 16;
const MOST_CELLS = 150;
const MOST_GROUPS = 2;
const MOST_OUTPUTS = 4;

export function unfoldLines(subject: ViewSubject): ViewLine[] {
  const { convolution, byInput } = subject;
  const groups = unfoldingsOf(subject);
  const [first] = groups;
  if (first === undefined) return [];
  const { rows, columns, outputs } = first;
  const { batch, far } = convolution;
  const size: ViewLine = {
    rule: "unfold-size",
    facts: { rows, columns, outputs, groups: groups.length, batch, inner: far / groups.length },
  };
  if (!isSmall(first, groups.length)) return [size];
  const write = convolution.transposed ? transposedLines : plainLines;
  return [
    size,
    ...groups.flatMap((group) => write(subject, group)),
    ...(byInput && !convolution.transposed ? [folded(subject)] : []),
  ];
}

function isSmall({ rows, columns, outputs }: Unfolding, groups: number): boolean {
  const isNarrow = Math.max(rows, columns) <= MOST_SIDE && rows * columns <= MOST_CELLS;
  return isNarrow && outputs <= MOST_OUTPUTS && groups <= MOST_GROUPS;
}

function plainLines(subject: ViewSubject, group: Unfolding): ViewLine[] {
  const { context, of, upstream, convolution, byInput } = subject;
  const input = arrayIn(context.workspace, convolution.input);
  const unfolded = unfoldedMatrix(subject, group, input);
  const outputs = table(group.outputs, group.columns, (out, column) =>
    context.writer.entry(of, group.window(out, column)),
  );
  const forward = line(
    "unfold-forward",
    outputs,
    withRest(subject, group, matmul(kernelMatrix(subject, group), unfolded)),
  );
  const delta = (out: number, column: number): Expression => context.writer.entry(upstream, group.window(out, column));
  if (!byInput) {
    const deltas = table(group.columns, group.outputs, (column, out) => delta(out, column));
    return [forward, line("unfold-backward", kernelGradient(subject, group), matmul(unfolded, deltas))];
  }
  return [forward, products(subject, group, delta)];
}

function transposedLines(subject: ViewSubject, group: Unfolding): ViewLine[] {
  const { context, of, wrt, upstream, convolution, byInput } = subject;
  const input = arrayIn(context.workspace, convolution.input);
  const windows = (out: number, column: number): Expression => writeEntry(context, input, group.window(out, column));
  const unfolded = unfoldedMatrix(subject, group, upstream);
  const forward = [
    products(subject, group, windows),
    line("fold-output", context.writer.array(of), wholeOutput(subject)),
  ];
  if (!byInput) {
    const entries = table(group.columns, group.outputs, (column, out) => windows(out, column));
    return [...forward, line("unfold-backward", kernelGradient(subject, group), matmul(unfolded, entries))];
  }
  const gradient = table(group.outputs, group.columns, (out, column) =>
    writeGradient(subject, entryOf(group.window(out, column), wrt)),
  );
  return [...forward, line("unfold-backward", gradient, matmul(kernelMatrix(subject, group), unfolded))];
}

function entryOf(entry: number, array: NumericArray): number {
  if (entry >= array.shape.reduce((size, axis) => size * axis, 1)) throw new Error(`${array.name} has no such entry`);
  return entry;
}

function folded(subject: ViewSubject): ViewLine {
  const { context, wrt, gradient } = subject;
  const cell = (entry: number): Expression => context.writer.sum(termsOf(gradient, 0, entry));
  return line("fold-gradient", wholeGradient(subject), literal(wrt.shape, cell));
}

function wholeOutput({ context, of }: ViewSubject): Expression {
  const expansion = expandArray(context.workspace, of);
  return literal(of.shape, (entry) => context.writer.sum(termsOf(expansion, entry, 0)));
}

/** Kᵀ times an array with an entry for each output and window: what fold adds up. */
function products(
  subject: ViewSubject,
  group: Unfolding,
  window: (out: number, column: number) => Expression,
): ViewLine {
  const kernel = (row: number, out: number): Expression => kernelEntry(subject, group.kernel(out, row));
  const left = matmul(table(group.rows, group.outputs, kernel), table(group.outputs, group.columns, window));
  const right = table(group.rows, group.columns, (row, column) =>
    sum(Array.from({ length: group.outputs }, (_, out) => product([window(out, column), kernel(row, out)]))),
  );
  return line("fold-products", left, right);
}

/** The bias, where there is one, beside the product. */
function withRest(subject: ViewSubject, group: Unfolding, linear: Expression): Expression {
  const rest = (out: number, column: number) => restOf(subject, group.window(out, column));
  const { writer } = subject.context;
  if (entriesOf(subject.of).every((entry) => restOf(subject, entry).length === 0)) return linear;
  return binary(
    "+",
    linear,
    table(group.outputs, group.columns, (out, column) => writer.sum(rest(out, column))),
  );
}

/** U(F): an entry of F for each place of the kernel and each window, 0 outside. */
function unfoldedMatrix({ context }: ViewSubject, group: Unfolding, array: NumericArray): Expression {
  return table(group.rows, group.columns, (row, column) => {
    const entry = group.covered(row, column);
    return entry < 0 ? number(0) : writeEntry(context, array, entry);
  });
}

function kernelMatrix(subject: ViewSubject, group: Unfolding): Expression {
  return table(group.outputs, group.rows, (out, row) => kernelEntry(subject, group.kernel(out, row)));
}

function kernelEntry({ context, convolution }: ViewSubject, entry: number): Expression {
  return writeEntry(context, arrayIn(context.workspace, convolution.kernel), entry);
}

function kernelGradient(subject: ViewSubject, group: Unfolding): Expression {
  return table(group.rows, group.outputs, (row, out) => writeGradient(subject, group.kernel(out, row)));
}

function table(rows: number, columns: number, cell: (row: number, column: number) => Expression): Expression {
  return literal([rows, columns], (flat) => cell(Math.floor(flat / columns), flat % columns));
}

function matmul(left: Expression, right: Expression): Expression {
  return { tag: "binary", operator: "@", left, right };
}
