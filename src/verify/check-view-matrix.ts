/**
 * Checks the matrix view: every entry of C, written out or as a dot, is the slope of an output by a variable.
 */
import type { ViewLine } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import { sizeOfShape, stridesOf, unflatten } from "../problem/rows.ts";
import { allEntries, evaluated, fail } from "./checks.ts";
import {
  cellsOf,
  demandEqualArrays,
  demandFacts,
  demandText,
  entryText,
  equationOf,
  factorsOf,
  gradientText,
  type ViewChecks,
} from "./view-checks.ts";

export function checkMatrix(view: ViewChecks, line: ViewLine, place: string): void {
  switch (line.rule) {
    case "matrix-size":
      return checkSize(view, line, place);
    case "matrix-pattern":
      return checkPattern(view, line, place);
    case "matrix-shift":
      return checkShift(view, line, place);
    case "matrix-forward":
      return checkForward(view, line, place);
    case "matrix-backward":
      return checkBackward(view, line, place);
    default:
      fail(place, "is no line of the matrix view");
  }
}

function isFilled(view: ViewChecks, row: number, column: number): boolean {
  return view.checks.modular.some((interpreter) => view.slope(interpreter, view.of, row, column) !== 0);
}

function checkSize(view: ViewChecks, line: ViewLine, place: string): void {
  const { of, wrt, convolution } = view;
  const bias = convolution.bias !== undefined && { bias: 1 };
  const size = { rows: sizeOfShape(of.shape), columns: sizeOfShape(wrt.shape), ...bias };
  if (line.facts?.["nonzeros"] === undefined) return demandFacts(line, size, place);
  const columns = allEntries(wrt);
  const counts = allEntries(of).map((row) => columns.filter((column) => isFilled(view, row, column)).length);
  demandFacts(line, { ...size, nonzeros: counts.reduce((sum, count) => sum + count, 0) }, place);
}

function checkPattern(view: ViewChecks, { pattern }: ViewLine, place: string): void {
  const columns = allEntries(view.wrt);
  const expected = allEntries(view.of).map((row) =>
    columns.map((column) => (isFilled(view, row, column) ? "x" : ".")).join(""),
  );
  if (pattern?.join() !== expected.join()) fail(place, "the dots stand elsewhere");
}

/** Up to so many entries of C are compared with those one window further on. */
const MOST_COMPARED = 40_000;

function checkShift(view: ViewChecks, line: ViewLine, place: string): void {
  const { axes, transposed } = view.convolution;
  const stride = axes.map((axis) => axis.stride);
  demandFacts(line, { stride, rows: view.of.shape, columns: view.wrt.shape }, place);
  const [windows, covered] = transposed ? [view.wrt.shape, view.of.shape] : [view.of.shape, view.wrt.shape];
  let compared = 0;
  for (const window of Array.from({ length: sizeOfShape(windows) }, (_, flat) => flat))
    for (const place_ of Array.from({ length: sizeOfShape(covered) }, (_, flat) => flat))
      axes.forEach((axis, number) => {
        const isInside =
          (unflatten(window, windows)[number] as number) + 1 < (windows[number] as number) &&
          (unflatten(place_, covered)[number] as number) + axis.stride < (covered[number] as number);
        if (!isInside || compared++ > MOST_COMPARED) return;
        const nextWindow = window + (stridesOf(windows)[number] as number);
        const nextPlace = place_ + axis.stride * (stridesOf(covered)[number] as number);
        if (!isSame(view, transposed, [window, place_], [nextWindow, nextPlace]))
          fail(place, "an entry is not that of the window before");
      });
}

type Pair = readonly [window: number, place: number];

function isSame(view: ViewChecks, transposed: boolean, one: Pair, other: Pair): boolean {
  return view.checks.modular.every((interpreter) => {
    const [a, b] = [one, other].map(([window, place]) =>
      transposed ? view.slope(interpreter, view.of, place, window) : view.slope(interpreter, view.of, window, place),
    );
    return a === b;
  });
}

function checkForward(view: ViewChecks, line: ViewLine, place: string): void {
  const equation = equationOf(line, place);
  const [matrix, vector] = factorsOf(equation.right, place);
  demandColumn(equation.left, (entry) => entryText(view, view.of, entry), sizeOfShape(view.of.shape), place);
  demandColumn(vector, (entry) => entryText(view, view.wrt, entry), sizeOfShape(view.wrt.shape), place);
  demandSlopes(view, cellsOf(matrix, place), (row, column) => [row, column], place);
  demandEqualArrays(view, equation, place);
}

function checkBackward(view: ViewChecks, line: ViewLine, place: string): void {
  const equation = equationOf(line, place);
  const [matrix, vector] = factorsOf(equation.right, place);
  demandColumn(equation.left, (entry) => gradientText(view, entry), sizeOfShape(view.wrt.shape), place);
  demandColumn(vector, (entry) => entryText(view, view.upstream, entry), sizeOfShape(view.of.shape), place);
  demandSlopes(view, cellsOf(matrix, place), (row, column) => [column, row], place);
  demandEqualArrays(view, equation, place);
}

function demandColumn(expression: Expression, text: (entry: number) => string, size: number, place: string): void {
  const cells = cellsOf(expression, place);
  if (cells.length !== size) fail(place, `a column has ${cells.length} entries of ${size}`);
  cells.forEach(([cell, ...others], entry) => {
    if (cell === undefined || others.length > 0) fail(place, "a column has rows of more than one entry");
    demandText(cell, text(entry), place);
  });
}

/** `order` says which output and which variable a cell belongs to. */
function demandSlopes(
  view: ViewChecks,
  cells: readonly (readonly Expression[])[],
  order: (row: number, column: number) => readonly [number, number],
  place: string,
): void {
  cells.forEach((row, above) => {
    row.forEach((cell, before) => {
      const [output, variable] = order(above, before);
      for (const interpreter of view.checks.modular)
        if (
          evaluated(place, () => interpreter.evaluate(cell).value) !==
          view.slope(interpreter, view.of, output, variable)
        )
          fail(place, `\`${printExpression(cell)}\` is not the derivative at its place`);
    });
  });
}
