/**
 * The general entry of an array: its definition put in and worked out, for every index and every size.
 *
 * Indices stay what they are where an entry has them; a letter that an equation determines is solved for, the one that
 * came last first, so that the derivative of a convolution reads δ[p]·k[(m + P − s·p)/d] with [d | m + P − s·p]. One
 * that is given without a quotient goes before, so that the derivative of a transposed convolution reads δ[s·p + d·u − P].
 */
import { isZero, linearIn, negate, numberOf, type Polynomial } from "../sizes/polynomial.ts";
import { recountings } from "./candidates.ts";
import { normalize, type Rewriting } from "./normalize.ts";
import { type Step, sideOf } from "./prove.ts";
import type { Application } from "./rules/rule.ts";
import { applyRule, type Use } from "./rules/rules.ts";
import { type Bound, entriesOf, type Product, plainSlot, type Sum, type Theory } from "./sums.ts";

export interface GeneralEntry {
  readonly start: Sum;
  readonly steps: readonly Step[];
}

export function generalEntry(array: string, theory: Theory): GeneralEntry {
  const start = sideOf(array, theory);
  const steps = [...normalize(start, theory, "plain")];
  for (let step = solving(lastOf(start, steps), theory); step !== undefined; step = solving(step.sum, theory))
    steps.push(step);
  return { start, steps: steps.map((step): Step => ({ ...step, direction: "forward" })) };
}

function lastOf(start: Sum, steps: readonly Rewriting[]): Sum {
  return steps.at(-1)?.sum ?? start;
}

/** A letter counted otherwise so that an index is plain; or put in where an equation gives it; or solved for. */
function solving(sum: Sum, theory: Theory): Rewriting | undefined {
  for (const [product, summand] of sum.entries())
    for (const application of [...recountings(summand), ...withoutGuards(summand), ...solutions(summand)]) {
      const use: Use = { product, application };
      const applied = applyRule(sum, use, theory);
      if (applied !== undefined) return { use, ...applied };
    }
  return undefined;
}

/** Where an index and no quotient gives way, no guard is left: that goes first. */
function withoutGuards(product: Product): readonly Application[] {
  return [...solutions(product)].filter(({ rule }) => rule === "sift");
}

function* solutions(product: Product): Generator<Application> {
  const last = [...product.bound].reverse();
  const isSaid = ({ letter }: Bound): boolean => endsItself(letter, product);
  for (const { letter } of [...last.filter(isSaid), ...last.filter((bound) => !isSaid(bound))])
    for (const [guard, equation] of product.guards.entries()) {
      const parts = equation.kind === "equal" ? linearIn(equation.zero, letter) : undefined;
      if (parts === undefined || isZero(parts.coefficient)) continue;
      const unit = numberOf(parts.coefficient);
      if (unit !== 1 && unit !== -1) yield { rule: "solve", letter, guard };
      else if (endsItself(letter, product) && !splits(unit === 1 ? negate(parts.rest) : parts.rest, product))
        yield { rule: "sift", letter, guard };
    }
}

/** Whether a value takes an index apart, as c = j − g·C does: that j = g·C + c with g and c in range says more. */
function splits(value: Polynomial, { bound }: Product): boolean {
  return bound.some(({ letter, size }) => {
    const by = size && linearIn(value, letter)?.coefficient;
    return by !== undefined && numberOf(by) === undefined && (by[0]?.coefficient ?? 0) < 0;
  });
}

/** Whether the range of a letter is said by an entry that it is an index of: no guard is left when it goes. */
function endsItself(letter: string, product: Product): boolean {
  return entriesOf(product.factors).some(({ index }) => index.some((slot) => plainSlot(slot) === letter));
}
