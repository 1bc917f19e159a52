/**
 * The general entry of an array: its definition put in and worked out, for every index and every size.
 *
 * In: an array and its theory. Out: the entry at the free letters, and steps that all lead forward. Always: the last
 * sum speaks of arrays that are not defined, and has no equation by which one of its letters could still give way. An
 * index stays as the rows have it, a[s·p + d·u − P]; a letter that an equation determines is put in, k[(m + P − s·p)/d],
 * with [d | m + P − s·p] where it is a quotient. Of several letters that one gives way which leaves the fewest sums,
 * then guards, quotients, and differences in indices, and whose quotient is an index of the array introduced first: so
 * in Σ over windows of δ it is the kernel's index that gives way. What is equal then mostly has one form, whatever led
 * to it.
 */
import { lettersOf } from "../sizes/polynomial.ts";
import { normalize, type Rewriting, recountings } from "./normalize.ts";
import { type Step, sideOf } from "./prove.ts";
import type { Application, RuleId } from "./rules/rule.ts";
import { applyRule, type Use } from "./rules/rules.ts";
import { type Entry, entriesOf, type Product, type Sum, type Theory } from "./sums.ts";

export interface GeneralEntry {
  readonly start: Sum;
  readonly steps: readonly Step[];
}

export function generalEntry(array: string, theory: Theory): GeneralEntry {
  const start = sideOf(array, theory);
  return { start, steps: simplest(start, theory).map((step): Step => ({ ...step, direction: "forward" })) };
}

/** Rules by which letters give way, which are left for later, or come in, which is not wanted. */
const LATER: readonly RuleId[] = ["sift", "divide", "shift", "reflect", "expose"];

/** The steps to the sum with the fewest sums over letters. */
export function simplest(start: Sum, theory: Theory): readonly Rewriting[] {
  const steps = [...normalize(start, theory, "kept", (rule) => !LATER.includes(rule))];
  for (let step = nextStep(lastOf(start, steps), theory); step; step = nextStep(lastOf(start, steps), theory))
    steps.push(step);
  for (const product of lastOf(start, steps).keys()) {
    const sum = lastOf(start, steps);
    const use: Use = { product, application: inOrder(sum[product] as Product) };
    const applied = applyRule(sum, use, theory);
    if (applied !== undefined) steps.push({ use, ...applied });
  }
  return steps;
}

function lastOf(start: Sum, steps: readonly Rewriting[]): Sum {
  return steps.at(-1)?.sum ?? start;
}

function nextStep(sum: Sum, theory: Theory): Rewriting | undefined {
  for (const [place, product] of sum.entries()) {
    const plain = tidy(sum, place, theory);
    if (plain !== undefined) return plain;
    const before = costsOf(product, theory);
    let best: { readonly step: Rewriting; readonly costs: readonly number[] } | undefined;
    for (const application of waysToGo(product)) {
      const use: Use = { product: place, application };
      const applied = applyRule(sum, use, theory);
      if (applied === undefined) continue;
      const step: Rewriting = { use, ...applied };
      const costs = costsOf(step.sum[place] as Product, theory);
      if (isLess(costs, best?.costs ?? before)) best = { step, costs };
      // A letter and its equation gone, and nothing left of them: there is no better way.
      if (costs.every((cost, number) => cost <= (before[number] ?? 0) - (number < 2 ? 1 : 0))) break;
    }
    if (best !== undefined) return best.step;
  }
  return undefined;
}

/** What does not choose: no guard that says nothing new, ranges said by letters, quotients and remainders apart, indices plain. */
function tidy(sum: Sum, place: number, theory: Theory): Rewriting | undefined {
  for (const application of tidying(sum[place] as Product)) {
    const use: Use = { product: place, application };
    const applied = applyRule(sum, use, theory);
    if (applied !== undefined) return { use, ...applied };
  }
  return undefined;
}

function* tidying(product: Product): Generator<Application> {
  const { bound, guards } = product;
  for (const guard of guards.keys()) yield { rule: "drop", guard };
  for (const guard of guards.keys()) yield { rule: "narrow", guard };
  for (const { letter } of bound) yield { rule: "widen", letter };
  for (const [guard, equation] of guards.entries())
    for (const size of equation.kind === "equal" ? lettersOf(equation.zero) : [])
      if (!bound.some(({ letter }) => letter === size)) yield { rule: "divide", guard, size };
  yield* recountings(product);
}

/** Equations put to use, by each bound letter, the last one to come first. */
function* waysToGo({ bound, guards }: Product): Generator<Application> {
  for (const { letter } of [...bound].reverse())
    for (const [guard, equation] of guards.entries()) {
      if (equation.kind !== "equal" || !lettersOf(equation.zero).has(letter)) continue;
      yield { rule: "sift", letter, guard };
      yield { rule: "solve", letter, guard };
    }
}

/** What is to be few, the most important first: sums, guards, quotients, differences in indices, late quotients. */
function costsOf({ bound, guards, factors }: Product, { arrays }: Theory): readonly number[] {
  const entries = entriesOf(factors);
  const terms = entries.flatMap(({ index }) => index.flatMap(({ value }) => value));
  const differences = terms.filter(({ coefficient }) => coefficient < 0);
  const quotients = entries.filter(hasQuotient);
  const late = quotients.map(({ tensor }) => arrays.findIndex(({ name }) => name === tensor));
  return [bound.length, guards.length, quotients.length, differences.length, late.reduce((a, b) => a + b, 0)];
}

function isLess(left: readonly number[], right: readonly number[]): boolean {
  const at = left.findIndex((cost, place) => cost !== right[place]);
  return at >= 0 && (left[at] ?? 0) < (right[at] ?? 0);
}

function hasQuotient({ index }: Entry): boolean {
  return index.some(({ divisor }) => divisor !== undefined);
}

/** Entries with quotients last; letters as the factors name them; equations, ranges, divisibility. */
function inOrder({ bound, guards, factors }: Product): Application {
  const isLast = factors.map((factor) => (entriesOf([factor]).some(hasQuotient) ? 1 : 0));
  const factorOrder = sortedBy([...factors.keys()], (place) => isLast[place] ?? 0);
  const named = factorOrder.flatMap((place) => {
    const factor = factors[place];
    return factor === undefined
      ? []
      : entriesOf([factor]).flatMap((one) => one.index.flatMap(({ value }) => [...lettersOf(value)]));
  });
  const firstNamed = (place: number): number => {
    const at = named.indexOf(bound[place]?.letter ?? "");
    return at < 0 ? named.length : at;
  };
  const kinds = ["equal", "range", "divides"];
  return {
    rule: "exchange",
    bound: sortedBy([...bound.keys()], firstNamed),
    guards: sortedBy([...guards.keys()], (place) => kinds.indexOf(guards[place]?.kind ?? "")),
    factors: factorOrder,
  };
}

function sortedBy(places: readonly number[], rank: (place: number) => number): readonly number[] {
  return [...places].sort((left, right) => rank(left) - rank(right));
}
