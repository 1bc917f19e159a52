/**
 * What may be done next to a product on the way to its normal form, in the order in which it is tried.
 *
 * Nothing here has to be right: a rule that is not applicable is passed over.
 */
import { reduce } from "../sizes/assumptions.ts";
import {
  divideByTerm,
  lettersOf,
  linearIn,
  multiply,
  negate,
  numberOf,
  type Polynomial,
  plainLetter,
  subtract,
} from "../sizes/polynomial.ts";
import { wholeOf } from "./rules/determine.ts";
import type { Application } from "./rules/rule.ts";
import { definitionThrough, throughsOf } from "./rules/through.ts";
import {
  type Definition,
  type Entry,
  entriesOf,
  type Factor,
  freshLetter,
  lettersOfProduct,
  type Product,
  plainSlot,
  reservedLetters,
  type Slot,
  shapeOf,
  type Theory,
} from "./sums.ts";

export function* candidates(product: Product, theory: Theory): Generator<Application> {
  for (const [factor, one] of product.factors.entries())
    if (one.kind === "derivative") {
      yield { rule: "differentiate", factor };
      yield { rule: "chain-rule", factor };
      yield { rule: "product-rule", factor };
      for (const [part, entry] of one.of.entries()) yield* insertion(product, factor, part, entry, theory);
    }
  for (const [factor, one] of product.factors.entries())
    if (one.kind === "entry") {
      if (one.apply !== undefined) yield { rule: "power", factor };
      yield* insertion(product, factor, undefined, one, theory);
    }
  yield { rule: "cancel" };
  yield { rule: "shorten" };
  for (const guard of product.guards.keys()) yield { rule: "drop", guard };
  for (const guard of product.guards.keys()) yield { rule: "narrow", guard };
  for (const { letter } of product.bound) yield { rule: "widen", letter };
  for (const letter of singleLetters(product, theory)) yield { rule: "pin", letter };
  yield* siftings(product);
  yield* divisions(product);
  yield* recountings(product);
  yield* combinations(product);
  yield* exposures(product, theory);
  yield* namings(product, theory);
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
  const lettersFor = ({ body }: Definition): readonly (readonly [string, string])[] => {
    const taken = new Set([...lettersOfProduct(product), ...reservedLetters(theory)]);
    const bound = new Set(body.flatMap((summand) => summand.bound.map((other) => other.letter)));
    return [...bound].map((from) => [from, freshLetter(from, taken)] as const);
  };
  for (const through of part === undefined ? throughsOf(definition, theory) : []) {
    const other = definitionThrough(definition, through, theory);
    if (other !== undefined) yield { rule: "insert", factor, through, letters: lettersFor(other) };
  }
  yield { rule: "insert", factor, ...(part !== undefined && { part }), letters: lettersFor(definition) };
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

/** Letters along axes of one entry. */
function singleLetters(product: Product, theory: Theory): ReadonlySet<string> {
  const isOne = (size: Polynomial | undefined): boolean =>
    size !== undefined && numberOf(reduce(size, theory.assumptions)) === 1;
  const ranges = [...theory.free, ...product.bound].flatMap(({ letter, size }) => (isOne(size) ? [letter] : []));
  const used = lettersOfProduct(product);
  const along = entriesOf(product.factors).flatMap(({ tensor, index }) =>
    index.flatMap((slot, axis) => (isOne(shapeOf(tensor, theory)[axis]) ? (plainSlot(slot) ?? []) : [])),
  );
  return new Set([...ranges.filter((name) => used.has(name)), ...along]);
}

/** Multiples of one equation that, taken from another guard, leave it fewer terms. */
function* combinations({ guards }: Product): Generator<Application> {
  for (const [by, equation] of guards.entries())
    for (const [guard, other] of guards.entries()) {
      if (equation.kind !== "equal" || guard === by) continue;
      const times = multiplesIn(wholeOf(other), equation.zero).find(
        (multiple) => subtract(wholeOf(other), multiply(multiple, equation.zero)).length < wholeOf(other).length,
      );
      if (times !== undefined) yield { rule: "combine", guard, by, times };
    }
}

/** Quotients of terms of one polynomial by terms of another. */
function multiplesIn(value: Polynomial, zero: Polynomial): readonly Polynomial[] {
  return value.flatMap((term) =>
    zero.flatMap((by) => {
      const quotient = divideByTerm([term], [by]);
      return quotient === undefined ? [] : [quotient];
    }),
  );
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

/** Ranges of what varies with a letter that is summed over. */
function* namings(product: Product, theory: Theory): Generator<Application> {
  const bound = new Set(product.bound.map((other) => other.letter));
  const taken = new Set([...lettersOfProduct(product), ...reservedLetters(theory)]);
  for (const [guard, { kind, ...range }] of product.guards.entries())
    if (kind === "range" && "value" in range && [...lettersOf(range.value)].some((name) => bound.has(name)))
      yield { rule: "name", guard, letter: freshLetter("x", new Set(taken)) };
}

function slotsOf(factor: Factor): readonly Slot[] {
  return factor.kind === "entry" ? factor.index : [];
}
