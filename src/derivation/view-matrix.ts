/**
 * The matrix view: the convolution as a linear map y = C·vec(a), and the gradient as its transpose, Cᵀ·vec(δ).
 * Rows of C are the entries of y, columns those of a, both in row-major order.
 */
import { groupsOf } from "../algebra/terms.ts";
import type { Expression } from "../language/syntax.ts";
import { sizeOfShape } from "../problem/rows.ts";
import type { ViewLine } from "./derivation.ts";
import { binary } from "./nodes.ts";
import {
  entriesOf,
  line,
  literal,
  restOf,
  type ViewSubject,
  writeEntry,
  writeGradient,
  writeSlope,
} from "./view-subject.ts";

/** A larger C is a pattern of dots, and a still larger one a sentence. */
const MOST_SIDE = 12;
const MOST_DOTS = 36;
/** Beyond, its entries are not counted. */
const MOST_COUNTED = 40_000;

export function matrixLines(subject: ViewSubject): ViewLine[] {
  const { of, wrt } = subject;
  const [rows, columns] = [sizeOfShape(of.shape), sizeOfShape(wrt.shape)];
  const isSymbolic = Math.max(rows, columns) <= MOST_SIDE;
  const isDotted = !isSymbolic && Math.max(rows, columns) <= MOST_DOTS;
  return [
    size(subject, rows, columns),
    ...shift(subject),
    ...(isDotted ? [{ rule: "matrix-pattern", pattern: pattern(subject) } as const] : []),
    ...(isSymbolic ? [forward(subject), backward(subject)] : []),
  ];
}

function size({ slopes, convolution }: ViewSubject, rows: number, columns: number): ViewLine {
  const facts = { rows, columns, ...(convolution.bias !== undefined && { bias: 1 }) };
  if (rows * columns > MOST_COUNTED) return { rule: "matrix-size", facts };
  return { rule: "matrix-size", facts: { ...facts, nonzeros: [...groupsOf(slopes)].length } };
}

/** One window further on an axis is the stride further on the other side: said where there are no channels. */
function shift({ convolution, byInput, of, wrt }: ViewSubject): ViewLine[] {
  const rank = convolution.axes.length;
  if (!byInput || rank > 2 || of.shape.length !== rank || wrt.shape.length !== rank) return [];
  const stride = convolution.axes.map((axis) => axis.stride);
  return [{ rule: "matrix-shift", facts: { stride, rows: of.shape, columns: wrt.shape } }];
}

function pattern({ slopes, of, wrt }: ViewSubject): string[] {
  const filled = new Set(Array.from(groupsOf(slopes), ([start]) => `${slopes.of[start]} ${slopes.wrt[start]}`));
  return entriesOf(of).map((row) =>
    entriesOf(wrt)
      .map((column) => (filled.has(`${row} ${column}`) ? "x" : "."))
      .join(""),
  );
}

function column(cells: readonly Expression[]): Expression {
  return { tag: "array", items: cells.map((cell) => ({ tag: "array", items: [cell] })) };
}

function forward(subject: ViewSubject): ViewLine {
  const { context, of, wrt } = subject;
  const matrix = literal([sizeOfShape(of.shape), sizeOfShape(wrt.shape)], (cell) => {
    const width = sizeOfShape(wrt.shape);
    return writeSlope(subject, Math.floor(cell / width), cell % width);
  });
  const rests = entriesOf(of).map((entry) => restOf(subject, entry));
  const linear = binaryProduct(matrix, column(entriesOf(wrt).map((entry) => writeEntry(context, wrt, entry))));
  const right = rests.every((terms) => terms.length === 0)
    ? linear
    : binary("+", linear, column(rests.map((terms) => context.writer.sum(terms))));
  return line("matrix-forward", column(entriesOf(of).map((entry) => context.writer.entry(of, entry))), right);
}

function backward(subject: ViewSubject): ViewLine {
  const { context, of, wrt, upstream } = subject;
  const width = sizeOfShape(of.shape);
  const matrix = literal([sizeOfShape(wrt.shape), width], (cell) =>
    writeSlope(subject, cell % width, Math.floor(cell / width)),
  );
  const deltas = column(entriesOf(of).map((entry) => context.writer.entry(upstream, entry)));
  return line(
    "matrix-backward",
    column(entriesOf(wrt).map((entry) => writeGradient(subject, entry))),
    binaryProduct(matrix, deltas),
  );
}

function binaryProduct(left: Expression, right: Expression): Expression {
  return { tag: "binary", operator: "@", left, right };
}
