/** The loss of a sheet: how it is called, and its gradients. */
import { type NumericArray, operandsOf } from "../../../problem/problem.ts";
import type { OpenProblem } from "../../problem.ts";
import type { Formula } from "../../syntax.ts";
import { referenceOf } from "./reference.ts";

const LOSSES: ReadonlySet<string> = new Set([
  "L",
  "J",
  "E",
  "C",
  "loss",
  "Loss",
  "cost",
  "Cost",
  "ell",
  "l",
  "error",
  "Error",
]);

/** `L`, `J(W,b)`, `\mathcal{L}(Y,\hat{Y})`: letters that stand for the loss. */
export function isLossName(formula: Formula): boolean {
  const reference = referenceOf(formula);
  return reference !== undefined && LOSSES.has(reference.head) && reference.sub.length === 0;
}

/** The opaque loss, or the last scalar that is defined. */
export function lossOf({ scope }: OpenProblem): NumericArray | undefined {
  const losses = scope.arrays.filter(
    ({ shape, named, definition }) =>
      named && shape.length === 0 && (definition.kind === "loss" || definition.kind === "rows"),
  );
  return losses.find(({ definition }) => definition.kind === "loss") ?? losses[losses.length - 1];
}

/** The gradient of the one loss by an array; none where the worksheet has no loss or several. */
export function theGradient(open: OpenProblem, array: number): number | undefined {
  const { scope } = open;
  const loss = lossOf(open);
  if (loss === undefined) return undefined;
  try {
    const call = {
      tag: "call",
      name: "grad",
      primes: 0,
      positional: [loss.name, scope.array(array).name].map((name) => ({ tag: "name", name }) as const),
      named: [],
    } as const;
    return scope.derivative(call).id;
  } catch {
    return undefined;
  }
}

/** What an array is made of, and what that is made of. */
export function allOperands({ scope }: OpenProblem, array: number): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [array];
  for (let one = open.pop(); one !== undefined; one = open.pop())
    for (const operand of operandsOf(scope.array(one)))
      if (!found.has(operand)) {
        found.add(operand);
        open.push(operand);
      }
  return found;
}
