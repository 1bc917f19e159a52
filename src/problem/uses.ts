/**
 * Where an array is used: through which definitions it acts on another array, how often it stands in each, and along
 * which of its axes a window slides. This is what a reader needs to know before the chain rule; no derivative is taken.
 */
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import { arrayOf, type NumericArray, operandsOf, type Problem } from "./problem.ts";
import { type Affine, type Factor, plainLoop, type Rows } from "./rows.ts";

/** A definition that mentions an array, and how often. */
export interface Use {
  readonly array: NumericArray;
  readonly times: number;
}

/** The definitions through which `wrt` acts on `of`, in their order; parts of an operator belong to the operator. */
export function usesOf(problem: Problem, of: NumericArray, wrt: NumericArray): readonly Use[] {
  return [...reachedFrom(problem, of.id)]
    .sort((a, b) => a - b)
    .map((id) => arrayOf(problem, id))
    .filter((array) => !array.isInner && mentions(problem, array, wrt.id))
    .map((array) => ({ array, times: Math.max(1, occurrences(problem, array, wrt)) }));
}

/** Everything that an array depends on, itself included. */
function reachedFrom(problem: Problem, id: number): Set<number> {
  const reached = new Set<number>();
  const pending = [id];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    pending.push(...operandsOf(arrayOf(problem, next)));
  }
  return reached;
}

function mentions(problem: Problem, array: NumericArray, wrt: number): boolean {
  return operandsOf(array).some((id) => {
    const operand = arrayOf(problem, id);
    return id === wrt || (operand.isInner === true && mentions(problem, operand, wrt));
  });
}

/** How often the name stands in the definition as it is written, outside intermediates, which are uses of their own. */
function occurrences(problem: Problem, array: NumericArray, wrt: NumericArray): number {
  if (array.source === undefined) return 1;
  const intermediates = operandsOf(array)
    .map((id) => arrayOf(problem, id))
    .filter(({ named, isInner, source }) => !named && !isInner && source !== undefined)
    .map(({ source }) => printExpression(source as Expression));
  const name = printExpression(wrt.named || wrt.source === undefined ? { tag: "name", name: wrt.name } : wrt.source);
  const count = (expression: Expression): number => {
    const text = printExpression(expression);
    if (text === name) return 1;
    if (intermediates.includes(text)) return 0;
    return partsOf(expression).reduce((total, part) => total + count(part), 0);
  };
  return count(array.source);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.tag) {
    case "negate":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "call":
      return [...expression.positional, ...expression.named.map(({ value }) => value)];
    case "index":
      return [expression.array];
    case "array":
    case "tuple":
      return expression.items;
    case "number":
    case "text":
    case "name":
    case "range":
    case "indicator":
      return [];
  }
}

/**
 * The axes of `wrt`, from 0, along which windows slide over one another on the way to `of`. Entries at their ends
 * stand in fewer windows than those inside: these are the corners and edges of a convolution.
 */
export function slidingAxes(problem: Problem, of: NumericArray, wrt: NumericArray): readonly number[] {
  const axes = new Set<number>();
  for (const { array } of usesOf(problem, of, wrt)) {
    const { definition } = array;
    if (definition.kind !== "rows") continue;
    for (const rows of definition.rows)
      for (const factor of rows.factors) {
        if (factor.array !== wrt.id) continue;
        // Entry by entry, the next array is another look at the same places.
        const found = isEntryByEntry(rows, factor)
          ? slidingAxes(problem, of, array)
          : [...factor.index.keys()].filter((axis) => slidesAlong(rows, factor.index[axis] as Affine));
        for (const axis of found) axes.add(axis);
      }
  }
  return [...axes].sort((a, b) => a - b);
}

function isEntryByEntry(rows: Rows, factor: Factor): boolean {
  return (
    rows.output.length === factor.index.length &&
    rows.loops.length === rows.output.length &&
    rows.output.every((map, axis) => {
      const loop = plainLoop(map);
      return loop !== undefined && plainLoop(factor.index[axis] as Affine) === loop;
    })
  );
}

/** An index that mixes loops, or one loop of such an index: the position in a window. */
function slidesAlong(rows: Rows, map: Affine): boolean {
  const loops = new Set(map.coefficients.map(([loop]) => loop));
  const maps = [...rows.output, ...rows.factors.flatMap((factor) => factor.index)];
  return maps.some((other) => overlaps(rows, other) && other.coefficients.some(([loop]) => loops.has(loop)));
}

/** Whether two points of the loops lead to the same place, as neighbouring windows do; tiles and groups do not. */
function overlaps(rows: Rows, map: Affine): boolean {
  const steps = map.coefficients
    .map(([loop, coefficient]) => ({ step: Math.abs(coefficient), size: (rows.loops[loop] as { size: number }).size }))
    .filter(({ size }) => size > 1)
    .sort((a, b) => a.step - b.step);
  let reach = 0;
  return steps.some(({ step, size }) => {
    const isCovered = step <= reach;
    reach += step * (size - 1);
    return isCovered;
  });
}
