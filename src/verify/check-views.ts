/**
 * Checks the views of a gradient, line by line: sides are evaluated as arrays, the parts of a picture are held against
 * slopes one by one, and every number in a sentence is worked out again.
 */
import type { View, ViewLine, ViewsResult } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import { arrayOf, type ViewsRequest } from "../problem/problem.ts";
import { samplePoints } from "./check-definitions.ts";
import { checkSlopes, checkValue } from "./check-entries.ts";
import { checkFolded, checkUnfold } from "./check-unfold.ts";
import { checkMatrix } from "./check-view-matrix.ts";
import { allEntries, type Checks, evaluated, fail, flatOf } from "./checks.ts";
import {
  createViewChecks,
  demandEqualArrays,
  demandFacts,
  demandText,
  equationOf,
  gradientText,
  type ViewChecks,
} from "./view-checks.ts";

export function checkViews(checks: Checks, result: ViewsResult, request: ViewsRequest, place: string): void {
  const view = createViewChecks(checks, result, request, place);
  const { of, wrt, loss, upstream } = view;
  demandText(result.of, of.name, place);
  demandText(result.wrt, wrt.name, place);
  demandText(result.loss, loss.name, place);
  demandText(result.upstream, upstream.name, place);
  if (result.operand !== (view.byInput ? "input" : "kernel")) fail(place, "takes the input for the kernel");
  if (result.transposed !== view.convolution.transposed) fail(place, "is of the other kind of convolution");
  checkGradientEntries(view, place);
  const ids = result.views.map(({ view: id }) => id);
  if (new Set(ids).size !== ids.length) fail(place, "has a view twice");
  for (const part of result.views) {
    const known = LINES[part.view];
    if (known === undefined) fail(place, `the view \`${String(part.view)}\` is not known`);
    if (part.view === "gather") checkAxes(view, part, place);
    part.lines.forEach((line, position) => {
      const at = `${place}, ${part.view}, line ${position + 1} (${line.rule})`;
      if (!known.includes(line.rule)) fail(at, "is no line of this view");
      checkLine(view, part, line, at);
    });
  }
}

const LINES: Readonly<Record<View["view"], readonly ViewLine["rule"][]>> = {
  scatter: ["entry-slope", "scatter-sum", "scatter-picture", "scatter-operator"],
  gather: ["turned-pads", "truncation", "gather", "stuffed", "turned", "padded"],
  matrix: ["matrix-size", "matrix-shift", "matrix-pattern", "matrix-forward", "matrix-backward"],
  unfold: ["unfold-size", "unfold-forward", "unfold-backward", "fold-products", "fold-gradient", "fold-output"],
};

/** Every entry of the gradient is there, in order, and together they are the slope of the loss. */
function checkGradientEntries({ checks, result, wrt, loss }: ViewChecks, place: string): void {
  if (result.shape.join() !== wrt.shape.join()) fail(place, "has another shape");
  const count = allEntries(wrt).length;
  if (result.entries.length !== count) fail(place, `has ${result.entries.length} entries of ${count}`);
  const entries = result.entries.map((entry, position) => {
    const at = `${place} at [${entry.wrt.join(",")}]`;
    if (flatOf(checks, wrt, entry.wrt, at) !== position) fail(at, "stands at another entry's place");
    if (entry.steps !== undefined) fail(at, "has steps");
    checkValue(checks, entry, at);
    return { row: 0, column: position, expression: entry.expression };
  });
  checkSlopes(checks, loss, wrt, [0], undefined, entries, place);
}

function checkLine(view: ViewChecks, part: View, line: ViewLine, place: string): void {
  const { loss, wrt, of } = view;
  switch (line.rule) {
    case "entry-slope":
      return checkFormula(
        view,
        line,
        (at) =>
          `jac(${of.name}[${at.slice(0, of.shape.length).join(",")}], ${wrt.name}[${at.slice(of.shape.length).join(",")}])`,
        [...of.shape, ...wrt.shape],
        place,
      );
    case "scatter-sum":
      return checkFormula(view, line, (at) => `grad(${loss.name}, ${wrt.name}[${at.join(",")}])`, wrt.shape, place);
    case "scatter-picture":
      return checkPicture(view, line, place);
    case "scatter-operator":
      return checkOperator(view, line, "scatter", place);
    case "gather":
      demandFacts(line, channelCounts(view), place);
      return checkOperator(view, line, "gather", place);
    case "stuffed":
    case "turned":
    case "padded":
      return checkWritten(view, line, line.rule, place);
    case "turned-pads":
    case "truncation":
      return checkNumbers(view, line, place);
    case "matrix-size":
    case "matrix-pattern":
    case "matrix-shift":
    case "matrix-forward":
    case "matrix-backward":
      return checkMatrix(view, line, place);
    case "unfold-size":
    case "unfold-forward":
    case "unfold-backward":
    case "fold-products":
      return checkUnfold(view, line, place);
    case "fold-gradient":
    case "fold-output":
      return checkFolded(view, part, line, place);
    default:
      fail(place, "is not a rule that is known");
  }
}

/** A formula is held against slopes at up to this many places, at fewer where each takes a long sum. */
const MOST_POINTS = 400;
const FEWEST_POINTS = 5;
const MOST_TERMS = 20_000;

function pointsFor(expression: Expression): number {
  return Math.min(MOST_POINTS, Math.max(FEWEST_POINTS, Math.floor(MOST_TERMS / termsIn(expression))));
}

/** How many summands an index sum has, sums inside it multiplied out. */
function termsIn(expression: Expression): number {
  if (expression.tag === "binary") return termsIn(expression.left) * termsIn(expression.right);
  if (expression.tag !== "call" || expression.name !== "sum") return 1;
  const inner = expression.positional.reduce((count, part) => count * termsIn(part), 1);
  return expression.named.reduce((count, { value }) => {
    if (value.tag !== "range") return count;
    return count * Math.max(1, Number(printExpression(value.to)) - Number(printExpression(value.from)) + 1);
  }, inner);
}

function checkFormula(
  { checks }: ViewChecks,
  line: ViewLine,
  left: (letters: readonly string[]) => string,
  shape: readonly number[],
  place: string,
): void {
  const equation = equationOf(line, place);
  demandText(equation.left, left(equation.letters.map(({ name }) => name)), place);
  const { indexBase } = checks.problem;
  const ranges = equation.letters.map(({ from, to }) => `${from}..${to}`).join();
  if (ranges !== shape.map((size) => `${indexBase}..${size - 1 + indexBase}`).join())
    fail(place, "the letters run over other ranges");
  for (const point of samplePoints(shape, pointsFor(equation.right))) {
    const letters = new Map(equation.letters.map(({ name, from }, axis) => [name, from + (point[axis] as number)]));
    for (const interpreter of checks.modular) {
      const [a, b] = [equation.left, equation.right].map((side) =>
        evaluated(place, () => interpreter.evaluate(side, letters).value),
      );
      if (a !== b) fail(place, `does not hold at ${JSON.stringify(Object.fromEntries(letters))}`);
    }
  }
}

/** Each δ is multiplied with the slopes of its own output. */
function checkPicture(view: ViewChecks, line: ViewLine, place: string): void {
  const equation = equationOf(line, place);
  demandText(equation.left, `grad(${view.loss.name}, ${view.wrt.name})`, place);
  for (const term of summandsOf(equation.right)) {
    if (term.tag !== "binary" || term.operator !== "*") fail(place, "is no sum of δ times arrays");
    const { left: delta, right: array } = term;
    const at = delta.tag === "index" ? delta.indices.map((item) => Number(printExpression(item))) : [];
    if (printExpression(delta.tag === "index" ? delta.array : delta) !== view.upstream.name)
      fail(place, `\`${printExpression(delta)}\` is no entry of \`${view.upstream.name}\``);
    const row = flatOf(view.checks, view.upstream, at, place);
    flatCells(array).forEach((cell, column) => {
      demandSlope(view, cell, row, column, place);
    });
  }
  demandEqualArrays(view, equation, place);
}

function summandsOf(expression: Expression): Expression[] {
  return expression.tag === "binary" && expression.operator === "+"
    ? [...summandsOf(expression.left), expression.right]
    : [expression];
}

function flatCells(expression: Expression): Expression[] {
  return expression.tag === "array" ? expression.items.flatMap(flatCells) : [expression];
}

function demandSlope(view: ViewChecks, cell: Expression, row: number, column: number, place: string): void {
  for (const interpreter of view.checks.modular)
    if (evaluated(place, () => interpreter.evaluate(cell).value) !== view.slope(interpreter, view.of, row, column))
      fail(place, `\`${printExpression(cell)}\` is not the derivative by entry ${gradientText(view, column)}`);
}

function checkOperator(view: ViewChecks, line: ViewLine, role: "scatter" | "gather", place: string): void {
  const equation = equationOf(line, place);
  const { request, loss, wrt } = view;
  demandText(equation.left, `grad(${loss.name}, ${wrt.name})`, place);
  const known = request.arrays.find((array) => array.role === role);
  if (known === undefined) fail(place, "is no expression of this gradient");
  demandText(equation.right, printExpression(known.expression), place);
  demandEqualArrays(view, equation, place);
}

function checkWritten(view: ViewChecks, line: ViewLine, role: "stuffed" | "turned" | "padded", place: string): void {
  const equation = equationOf(line, place);
  const known = view.request.arrays.find((array) => array.role === role);
  if (known === undefined) fail(place, "is no part of this gradient");
  demandText(equation.left, printExpression(known.expression), place);
  if (equation.right.tag !== "array") fail(place, "is not written out");
  demandEqualArrays(view, equation, place);
}

/** Images, groups and channels are counted where an array has more than its spatial axes. */
function channelCounts({ convolution, of, wrt, checks }: ViewChecks): Readonly<Record<string, number>> {
  const { axes, batch, groups, near, far, input, kernel } = convolution;
  const arrays = [of, wrt, ...[input, kernel].map((id) => arrayOf(checks.problem, id))];
  if (arrays.every(({ shape }) => shape.length === axes.length)) return {};
  return { batch, groups, outputs: near / groups, inner: far / groups };
}

/** Every axis whose numbers need a word has one line, in order. */
function checkAxes({ convolution, byInput }: ViewChecks, { lines }: View, place: string): void {
  const isTurned = byInput && !convolution.transposed;
  const expected = convolution.axes.flatMap(({ leftover, stride, dilation }, number) =>
    isTurned || leftover >= (byInput ? stride : dilation) ? [number + 1] : [],
  );
  const numbers = lines.filter(({ rule }) => rule === "turned-pads" || rule === "truncation");
  if (numbers.map(({ facts }) => facts?.["axis"]).join() !== expected.join()) fail(place, "speaks of other axes");
  if (numbers.some(({ rule }) => (rule === "turned-pads") !== isTurned)) fail(place, "traces other numbers");
}

/** The numbers of one axis, from its stride, dilation, pads and leftover. */
function checkNumbers({ convolution, byInput }: ViewChecks, line: ViewLine, place: string): void {
  const number = Number(line.facts?.["axis"]);
  const axis = convolution.axes[number - 1];
  if (axis === undefined) fail(place, "there is no such axis");
  const { kernel, stride, dilation, before, after, windows } = axis;
  const leftover = axis.covered + before + after - dilation * (kernel - 1) - 1 - stride * (windows - 1);
  if (line.rule === "turned-pads") {
    const left = dilation * (kernel - 1) - before;
    const right = dilation * (kernel - 1) - after + leftover;
    return demandFacts(line, { axis: number, kernel, stride, dilation, before, after, leftover, left, right }, place);
  }
  const [count, step] = byInput ? [windows, stride] : [kernel, dilation];
  const all = count + Math.floor(leftover / step);
  demandFacts(line, { axis: number, count, leftover, step, all }, place);
}
