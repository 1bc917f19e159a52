/**
 * A recorded chain made again, step by step and without a search; says where it does not follow.
 *
 * What comes in may have been saved and read, or altered: nothing in it is believed but what follows from the theory.
 * That it has the form of a chain is for its reader to see to. Sums and conditions are compared as data, in full.
 */
import type { GeneralEntry } from "./general-entry.ts";
import { type Chain, type Statement, type Step, showShapes, sideOf } from "./prove.ts";
import { hasForm } from "./rules/rule.ts";
import { applyRule } from "./rules/rules.ts";
import { entriesOf, type Sum, type Theory } from "./sums.ts";

/** Nothing, or the number of the first step that does not follow (from 1 on; 0 for the sides themselves) and why. */
export interface Fault {
  readonly step: number;
  readonly why: string;
}

export function replay(chain: Chain, statement: Statement, theory: Theory): Fault | undefined {
  const shape = showShapes(statement, theory);
  if (shape === undefined || !sameData(shape, chain.shape)) return { step: 0, why: "the shapes are not shown equal" };
  const left = sideOf(statement.left, theory);
  if (!sameData(chain.start, left)) return { step: 0, why: "the chain does not start at the left side" };
  const fault = replaySteps(left, chain.steps, theory);
  if (fault !== undefined) return fault;
  if (!sameData(chain.steps.at(-1)?.sum ?? left, sideOf(statement.right, theory)))
    return { step: chain.steps.length, why: "the chain does not end at the right side" };
  return undefined;
}

/** A general entry made again: it starts at the array's entry, and ends wherever its steps lead, each of them forward. */
export function replayEntry(chain: GeneralEntry, array: string, theory: Theory): Fault | undefined {
  const start = sideOf(array, theory);
  if (!sameData(chain.start, start)) return { step: 0, why: "the chain does not start at the entry" };
  const backward = chain.steps.findIndex(({ direction }) => direction !== "forward");
  if (backward >= 0) return { step: backward + 1, why: "the step does not lead forward" };
  return replaySteps(start, chain.steps, theory);
}

function replaySteps(start: Sum, steps: readonly Step[], theory: Theory): Fault | undefined {
  let sum = start;
  for (const [place, step] of steps.entries()) {
    const isForward = step.direction === "forward";
    if (!isForward && step.direction !== "backward") return { step: place + 1, why: "the step has no direction" };
    if (!hasForm(step.use.application)) return { step: place + 1, why: "the step does not say how its rule is used" };
    if (!isOfTheory(step.sum, theory)) return { step: place + 1, why: "the step speaks of an entry that there is not" };
    const applied = applyRule(isForward ? sum : step.sum, step.use, theory);
    if (applied === undefined)
      return { step: place + 1, why: `the rule ${step.use.application.rule} is not applicable` };
    if (!sameData(applied.sum, isForward ? step.sum : sum))
      return { step: place + 1, why: `the rule ${step.use.application.rule} gives another sum` };
    if (!sameData(applied.conditions, step.conditions))
      return { step: place + 1, why: "the conditions are not those of the rule" };
    sum = step.sum;
  }
  return undefined;
}

const MOST_PRIMES = 20;

/** Whether every entry is one of an array that there is, with an index for each axis, or a derivative of some order of it. */
function isOfTheory(sum: Sum, theory: Theory): boolean {
  const ranks = new Map([...theory.arrays, ...theory.definitions].map(({ name, shape }) => [name, shape.length]));
  const entries = sum.flatMap(({ factors }) => [
    ...entriesOf(factors),
    ...factors.flatMap((factor) => (factor.kind === "derivative" ? [factor.by] : [])),
  ]);
  return entries.every(
    ({ tensor, index, apply }) =>
      ranks.get(tensor) === index.length &&
      (apply === undefined || (Number.isInteger(apply.primes) && apply.primes >= 0 && apply.primes < MOST_PRIMES)),
  );
}

function sameData(left: unknown, right: unknown): boolean {
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return left === right;
  const [first, second] = [Object.entries(left), Object.entries(right)];
  const other = new Map(second);
  return (
    Array.isArray(left) === Array.isArray(right) &&
    first.length === second.length &&
    first.every(([key, value]) => other.has(key) && sameData(value, other.get(key)))
  );
}
