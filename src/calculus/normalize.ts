/**
 * A sum brought to its normal form, by a fixed order of rules.
 *
 * In the normal form every array is one that is not defined, every index of an entry is a bound letter of its own or
 * speaks of free letters alone, and all else is said by guards. Every step is one use of a rule.
 */
import { lettersOf, linearIn, negate, numberOf, plainLetter } from "../sizes/polynomial.ts";
import type { Application, Condition, RuleId } from "./rules/rule.ts";
import { applyRule, type Use } from "./rules/rules.ts";
import {
  type Entry,
  type Factor,
  freshLetter,
  lettersOfProduct,
  type Product,
  plainSlot,
  reservedLetters,
  type Slot,
  type Sum,
  type Theory,
} from "./sums.ts";

/** One line of a derivation: the sum after a rule was used, and what the rule asked for. */
export interface Rewriting {
  readonly use: Use;
  readonly sum: Sum;
  readonly conditions: readonly Condition[];
}

const LARGEST_CHAIN = 300;

/**
 * What becomes of a bound letter that an equation determines, but whose range does not follow: it is kept with its
 * range, or put in and its range left as a guard. Groups of channels read better the first way, layers meet the other.
 */
export type Ranges = "kept" | "guarded";
export const RANGES: readonly Ranges[] = ["kept", "guarded"];

/** `isWanted` leaves rules out: what is reached is then only as normal as the others make it. */
export function normalize(
  sum: Sum,
  theory: Theory,
  ranges: Ranges,
  isWanted: (rule: RuleId) => boolean = () => true,
): readonly Rewriting[] {
  const steps: Rewriting[] = [];
  let current = sum;
  for (let count = 0; count < LARGEST_CHAIN; count++) {
    const step = nextStep(current, theory, ranges, isWanted);
    if (step === undefined) return steps;
    steps.push(step);
    current = step.sum;
  }
  return steps;
}

function nextStep(
  sum: Sum,
  theory: Theory,
  ranges: Ranges,
  isWanted: (rule: RuleId) => boolean,
): Rewriting | undefined {
  for (const [product, summand] of sum.entries())
    for (const application of candidates(summand, theory)) {
      if (!isWanted(application.rule)) continue;
      if (application.rule === "narrow" && ranges === "guarded") continue;
      const use = { product, application };
      const applied = applyRule(sum, use, theory);
      if (applied === undefined) continue;
      if (application.rule === "sift" && ranges === "kept" && addsGuard(summand, applied.sum[product])) continue;
      return { use, ...applied };
    }
  return undefined;
}

/** A range that is only left as a guard was better said by the letter itself. */
function addsGuard(before: Product, after: Product | undefined): boolean {
  return (after?.guards.length ?? 0) >= before.guards.length;
}

function* candidates(product: Product, theory: Theory): Generator<Application> {
  for (const [factor, one] of product.factors.entries())
    if (one.kind === "derivative") {
      yield { rule: "differentiate", factor };
      if (one.of.length > 1) yield { rule: "product-rule", factor };
      for (const [part, entry] of one.of.entries()) yield* insertion(product, factor, part, entry, theory);
      yield { rule: "product-rule", factor };
    }
  for (const [factor, one] of product.factors.entries())
    if (one.kind === "entry") yield* insertion(product, factor, undefined, one, theory);
  for (const guard of product.guards.keys()) yield { rule: "drop", guard };
  for (const guard of product.guards.keys()) yield { rule: "narrow", guard };
  for (const { letter } of product.bound) yield { rule: "widen", letter };
  yield* siftings(product);
  yield* divisions(product);
  yield* recountings(product);
  yield* exposures(product, theory);
}

function* insertion(
  product: Product,
  factor: number,
  part: number | undefined,
  entry: Entry,
  theory: Theory,
): Generator<Application> {
  const definition = theory.definitions.find(({ name }) => name === entry.tensor);
  if (definition === undefined) return;
  const taken = new Set([...lettersOfProduct(product), ...reservedLetters(theory)]);
  const bound = new Set(definition.body.flatMap((summand) => summand.bound.map((other) => other.letter)));
  const letters = [...bound].map((from) => [from, freshLetter(from, taken)] as const);
  yield { rule: "insert", factor, ...(part !== undefined && { part }), letters };
}

/** Bound letters that are an index of an entry by themselves. */
function ownedLetters(product: Product): ReadonlySet<string> {
  const bound = new Set(product.bound.map((other) => other.letter));
  const slots = product.factors.flatMap((factor) => (factor.kind === "entry" ? factor.index : []));
  return new Set(slots.map(plainSlot).filter((name) => name !== undefined && bound.has(name)) as string[]);
}

function* siftings(product: Product): Generator<Application> {
  const owned = ownedLetters(product);
  const bound = new Set(product.bound.map((other) => other.letter));
  for (const [guard, equation] of product.guards.entries()) {
    if (equation.kind !== "equal") continue;
    for (const letter of bound) {
      const parts = linearIn(equation.zero, letter);
      const unit = parts && numberOf(parts.coefficient);
      if (parts === undefined || (unit !== 1 && unit !== -1)) continue;
      const isFixed = ![...lettersOf(parts.rest)].some((other) => bound.has(other));
      const twin = plainLetter(unit === 1 ? negate(parts.rest) : parts.rest);
      if (!owned.has(letter) || isFixed || (twin !== undefined && bound.has(twin)))
        yield { rule: "sift", letter, guard };
    }
  }
}

/** Equations that may be a quotient and a remainder: by each letter that multiplies a bound letter. */
function* divisions(product: Product): Generator<Application> {
  const bound = new Set(product.bound.map((other) => other.letter));
  for (const [guard, equation] of product.guards.entries())
    for (const size of equation.kind === "equal" ? lettersOf(equation.zero) : []) {
      const parts = bound.has(size) || equation.kind !== "equal" ? undefined : linearIn(equation.zero, size);
      if (parts !== undefined && [...lettersOf(parts.coefficient)].some((name) => bound.has(name)))
        yield { rule: "divide", guard, size };
    }
}

/** An index x + e or e − x becomes x, where x is no index by itself and e does not vary with what is summed. */
export function* recountings(product: Product): Generator<Application> {
  const owned = ownedLetters(product);
  const bound = new Set(product.bound.map((other) => other.letter));
  for (const slot of slotsToFree(product, owned))
    for (const { letter } of product.bound) {
      const parts = owned.has(letter) ? undefined : linearIn(slot.value, letter);
      const unit = parts && numberOf(parts.coefficient);
      if (parts === undefined || [...lettersOf(parts.rest)].some((other) => bound.has(other))) continue;
      if (unit === 1) yield { rule: "shift", letter, by: negate(parts.rest) };
      if (unit === -1) yield { rule: "reflect", letter, by: parts.rest };
    }
}

function slotsToFree(product: Product, owned: ReadonlySet<string>): readonly Slot[] {
  return product.factors
    .flatMap((factor) => (factor.kind === "entry" ? factor.index : []))
    .filter((slot) => {
      return slot.divisor === undefined && !owned.has(plainSlot(slot) ?? "");
    });
}

function* exposures(product: Product, theory: Theory): Generator<Application> {
  const bound = new Set(product.bound.map((other) => other.letter));
  const taken = new Set([...lettersOfProduct(product), ...reservedLetters(theory)]);
  const needs = (slot: Slot): boolean =>
    slot.divisor !== undefined ||
    (plainSlot(slot) === undefined && [...lettersOf(slot.value)].some((name) => bound.has(name)));
  for (const [factor, one] of product.factors.entries())
    for (const [slot, index] of slotsOf(one).entries())
      if (needs(index)) yield { rule: "expose", factor, slot, letter: freshLetter(`x${slot}`, new Set(taken)) };
}

function slotsOf(factor: Factor): readonly Slot[] {
  return factor.kind === "entry" ? factor.index : [];
}
