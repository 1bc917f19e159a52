/** What the facts of a proof's lines read of a chain: its states, the names of its letters, the side that a rule reads. */
import type { Step } from "../calculus/prove.ts";
import type { Sum, Theory } from "../calculus/sums.ts";
import { letter, type Polynomial, substitute } from "../sizes/polynomial.ts";
import type { ChainStates, LetterNames } from "./theorem-letters.ts";

export interface FactContext {
  readonly chain: ChainStates & { readonly steps: readonly Step[] };
  readonly theory: Theory;
  readonly namesAt: LetterNames;
  readonly shownAt: (state: number) => Sum;
}

/** The side of a step that its rule reads, and the state that this is. */
export function readBy(
  place: number,
  { chain }: FactContext,
): { readonly state: number; readonly sum: Sum; readonly isForward: boolean } {
  const isForward = chain.steps[place]?.direction === "forward";
  const state = isForward ? place : place + 1;
  return { state, sum: chain.states[state] ?? [], isForward };
}

export function inNames(polynomial: Polynomial, names: ReadonlyMap<string, string>): Polynomial {
  return substitute(polynomial, new Map([...names].map(([from, to]) => [from, letter(to)] as const)));
}
