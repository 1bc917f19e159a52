/**
 * Checks unfold and fold: products of matrices are multiplied out, and what fold adds up is added again, each entry of
 * a product to the entry that stands at its place among the windows.
 */
import type { View, ViewLine } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import { arrayOf, type NumericArray } from "../problem/problem.ts";
import { allEntries, evaluated, fail, flatOf } from "./checks.ts";
import { type Direction, STILL } from "./forward.ts";
import type { Interpreter } from "./interpret.ts";
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
import { countMeetings, multiplyWindows } from "./window-products.ts";

export function checkUnfold(view: ViewChecks, line: ViewLine, place: string): void {
  const { convolution, of, wrt, upstream } = view;
  if (line.rule === "unfold-size") return checkSize(view, line, place);
  const equation = equationOf(line, place);
  const [left, right] = factorsOf(line.rule === "fold-products" ? equation.left : equation.right, place);
  if (line.rule === "fold-products") cellsOf(equation.right, place);
  else {
    const isForward = line.rule === "unfold-forward";
    const names = new Set(
      allEntries(isForward ? of : wrt).map((entry) =>
        isForward ? entryText(view, of, entry) : gradientText(view, entry),
      ),
    );
    for (const cell of cellsOf(equation.left, place).flat())
      if (!names.has(printExpression(cell))) fail(place, `\`${printExpression(cell)}\` stands on the left`);
    const input = arrayOf(view.checks.problem, convolution.input);
    const isFirst = line.rule === "unfold-backward" && !view.byInput;
    if (convolution.transposed || input.named)
      placesOf(view, isFirst ? left : right, convolution.transposed ? upstream : input, place);
  }
  demandEqualArrays(view, equation, place);
}

/** With more products than this, they are not multiplied out once more. */
const MOST_PRODUCTS = 200_000;

function checkSize(view: ViewChecks, line: ViewLine, place: string): void {
  const { convolution } = view;
  const { axes, batch, near, far, groups } = convolution;
  const product = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1);
  const rows = (far / groups) * product(axes.map((axis) => axis.kernel));
  const columns = batch * product(axes.map((axis) => axis.windows));
  demandFacts(line, { rows, columns, outputs: near / groups, groups, batch, inner: far / groups }, place);
  if (countMeetings(convolution) > MOST_PRODUCTS) return;
  for (const interpreter of view.checks.modular) {
    const { values } = view.gradient(interpreter);
    if (multiplyWindows(view, interpreter).some((value, entry) => value !== values[entry]))
      fail(place, "the products of the matrices are not the gradient");
  }
}

/** For each cell of a matrix of windows the entry that stands there; −1 for a 0. */
function placesOf(view: ViewChecks, matrix: Expression, array: NumericArray, place: string): number[] {
  return cellsOf(matrix, place)
    .flat()
    .map((cell) => {
      if (cell.tag === "number" && cell.text === "0") return -1;
      const isEntry = cell.tag === "index" && printExpression(cell.array) === array.name;
      if (!isEntry) fail(place, `\`${printExpression(cell)}\` is no entry of \`${array.name}\``);
      return flatOf(
        view.checks,
        array,
        cell.indices.map((item) => Number(printExpression(item))),
        place,
      );
    });
}

export function checkFolded(view: ViewChecks, part: View, line: ViewLine, place: string): void {
  const equation = equationOf(line, place);
  const isOutput = line.rule === "fold-output";
  if (isOutput !== view.convolution.transposed) fail(place, "is no line of this convolution");
  const array = isOutput ? view.of : view.wrt;
  demandText(equation.left, isOutput ? array.name : `grad(${view.loss.name}, ${array.name})`, place);
  if (equation.right.tag !== "array") fail(place, "is not written out");
  demandEqualArrays(view, equation, place);
  const products = part.lines
    .filter(({ rule }) => rule === "fold-products")
    .map((item) => equationOf(item, place).right);
  const windows = part.lines
    .filter(({ rule }) => rule === (isOutput ? "unfold-backward" : "unfold-forward"))
    .map((item) => factorsOf(equationOf(item, place).right, place)[isOutput && !view.byInput ? 0 : 1]);
  if (products.length !== windows.length || products.length === 0) fail(place, "there is nothing to fold");
  const names = isOutput ? view.upstream : array;
  const places = windows.flatMap((matrix) => placesOf(view, matrix, names, place));
  const cells = products.flatMap((matrix) => cellsOf(matrix, place).flat());
  if (places.length !== cells.length) fail(place, "products and windows do not stand at the same places");
  for (const interpreter of view.checks.modular) {
    const { base } = interpreter.forward.dual;
    const sums = allEntries(array).map(() => base.zero);
    cells.forEach((cell, at) => {
      const entry = places[at] as number;
      if (entry >= 0)
        sums[entry] = base.add(
          sums[entry] as number,
          evaluated(place, () => interpreter.evaluate(cell).value),
        );
    });
    sums.forEach((sum, entry) => {
      if (sum !== expected(view, interpreter, isOutput, entry))
        fail(place, `the products do not add up at entry ${entry}`);
    });
  }
}

/** What fold must give: the gradient, or the output without its bias, which is its slope along the kernel itself. */
function expected(view: ViewChecks, interpreter: Interpreter<number>, isOutput: boolean, entry: number): number {
  if (!isOutput) return view.slope(interpreter, view.loss, 0, entry);
  const kernel = arrayOf(view.checks.problem, view.convolution.kernel);
  const along: Direction<number> = new Map([
    [kernel.id, (place: number) => interpreter.forward.entry(kernel, place, STILL).value],
  ]);
  return interpreter.forward.entry(view.of, entry, along).slope;
}
