/**
 * The steps of an entry that a reader sees. Where an upstream gradient is written as the derivative that it is, calling
 * the derivative by its name changes nothing that can be seen, and the step is left out.
 */
import type { Step } from "../derivation/derivation.ts";
import { latexOfExpression } from "./latex.ts";
import type { NotationTable } from "./symbols.ts";

export function shownSteps(steps: readonly Step[], notation: NotationTable): readonly Step[] {
  if (notation.style.delta !== "partial") return steps;
  const written = steps.map(({ expression }) => latexOfExpression(expression, notation));
  return steps.filter(({ rule }, at) => rule !== "upstream" || at === 0 || written[at] !== written[at - 1]);
}
