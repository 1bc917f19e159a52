/**
 * The derivative of an expression that the sheet writes out, `\frac{\partial \log p_i}{\partial o_k}`, by the rules for
 * sums, products, quotients, powers and functions; what an array of the worksheet is derived by, the worksheet knows.
 */
import Fraction from "fraction.js";
import type { Condition, Meaning, Value } from "../meaning.ts";
import type { Formula } from "../syntax.ts";
import { type Context, numberMeaning } from "./context.ts";
import { lettersIn } from "./operators/lowering.ts";
import { unsupported } from "./scalars.ts";
import { negative, placesOf, product, scalar, shapeOf, sum } from "./values.ts";

/** An entry, or a slice, of what is derived by. */
export interface DerivedBy {
  readonly array: number;
  readonly indices: readonly Meaning[];
}

/** The array of derivatives of one array of the scope by another. */
export type DerivativeOf = (of: number, wrt: number) => number;

/** Each entry of `value` by each entry of `by`; the axes of `value` come first. */
export function differentiated(
  context: Context,
  value: Value,
  by: DerivedBy,
  at: Formula,
  derivativeOf: DerivativeOf,
): Value {
  const { scope } = context.open;
  const rest = scope.array(by.array).shape.slice(by.indices.length);
  const places = placesOf(rest).map((place) => [
    ...by.indices,
    ...place.map((index) => numberMeaning(index + scope.indexBase)),
  ]);
  const meanings = value.tag === "scalar" ? [value.meaning] : value.entries;
  if (meanings.length * places.length > MOST_ENTRIES) throw unsupported(at);
  const rules: Rules = { context, array: by.array, at, derivativeOf };
  const entries = meanings.flatMap((meaning) =>
    places.map((indices) => derive({ ...rules, letters: new Set(indices.flatMap(lettersIn)), indices }, meaning)),
  );
  const shape = [...shapeOf(value), ...rest];
  return shape.length === 0 ? scalar(entries[0] as Meaning) : { tag: "array", shape, entries };
}

/** More derivatives than this are not taken at once. */
const MOST_ENTRIES = 10_000;

interface Rules {
  readonly context: Context;
  readonly array: number;
  readonly at: Formula;
  readonly derivativeOf: DerivativeOf;
}

interface ByEntry extends Rules {
  readonly indices: readonly Meaning[];
  /** The letters in these indices, which no sum inside may bind. */
  readonly letters: ReadonlySet<string>;
}

const ZERO = numberMeaning(0);

function isZero(meaning: Meaning): boolean {
  return meaning.tag === "number" && meaning.value.equals(0);
}

function times(...factors: readonly Meaning[]): Meaning {
  return factors.some(isZero) ? ZERO : product(factors);
}

function total(terms: readonly Meaning[]): Meaning {
  const kept = terms.filter((term) => !isZero(term));
  return kept.length === 0 ? ZERO : sum(kept);
}

function derive(by: ByEntry, meaning: Meaning): Meaning {
  const of = (part: Meaning): Meaning => derive(by, part);
  switch (meaning.tag) {
    case "number":
    case "letter":
      return ZERO;
    case "entry":
      return entryBy(by, meaning);
    case "sum":
      return total(meaning.terms.map(of));
    case "product":
      return total(
        meaning.factors.map((factor, place) =>
          times(of(factor), ...meaning.factors.filter((_, other) => other !== place)),
        ),
      );
    case "quotient": {
      const { over, under } = meaning;
      const above: Meaning = { tag: "quotient", over: of(over), under };
      const square: Meaning = { tag: "power", base: under, exponent: new Fraction(2) };
      const below: Meaning = { tag: "quotient", over: times(over, of(under)), under: square };
      return total([isZero(above.over) ? ZERO : above, isZero(below.over) ? ZERO : negative(below)]);
    }
    case "power": {
      const { base, exponent } = meaning;
      const lower: Meaning = exponent.equals(2) ? base : { tag: "power", base, exponent: exponent.sub(1) };
      return times({ tag: "number", value: exponent }, lower, of(base));
    }
    case "apply": {
      const { apply, argument } = meaning;
      if (apply.primes > 0) throw unsupported(by.at);
      if (apply.name === "exp") return times(meaning, of(argument));
      if (apply.name === "log") {
        const above = of(argument);
        return isZero(above) ? ZERO : { tag: "quotient", over: above, under: argument };
      }
      return times({ tag: "apply", apply: { ...apply, primes: 1 }, argument }, of(argument));
    }
    case "series": {
      if (meaning.letters.some(({ name }) => by.letters.has(name))) throw unsupported(by.at);
      demandNoEntries(by, meaning.conditions);
      const body = of(meaning.body);
      return isZero(body) ? ZERO : { ...meaning, body };
    }
    case "cases":
      for (const { conditions } of meaning.rows) demandNoEntries(by, conditions);
      return { tag: "cases", rows: meaning.rows.map((row) => ({ ...row, value: of(row.value) })) };
    case "guard":
      demandNoEntries(by, meaning.conditions);
      return ZERO;
    case "rounded":
    case "rest":
      throw unsupported(by.at);
  }
}

function hasEntry(meaning: Meaning): boolean {
  switch (meaning.tag) {
    case "number":
    case "letter":
      return false;
    case "sum":
      return meaning.terms.some(hasEntry);
    case "product":
      return meaning.factors.some(hasEntry);
    case "quotient":
      return hasEntry(meaning.over) || hasEntry(meaning.under);
    case "rounded":
      return hasEntry(meaning.of);
    case "rest":
      return hasEntry(meaning.of) || hasEntry(meaning.by);
    default:
      return true;
  }
}

/** Where a condition speaks of values and not of indices alone, the steps are not derived. */
function demandNoEntries({ at }: ByEntry, conditions: readonly Condition[]): void {
  if (conditions.some(({ left, right }) => hasEntry(left) || hasEntry(right))) throw unsupported(at);
}

/** An entry of the same array is 1 where the indices are equal; of another array, the worksheet's derivative. */
function entryBy(by: ByEntry, { array, indices }: Meaning & { readonly tag: "entry" }): Meaning {
  const { context, at, derivativeOf } = by;
  if (indices.some(hasEntry)) throw unsupported(at);
  if (array === by.array) {
    const conditions = indices.map(
      (left, axis): Condition => ({ sign: "=", left, right: by.indices[axis] as Meaning }),
    );
    return conditions.length === 0 ? numberMeaning(1) : { tag: "guard", conditions };
  }
  const known = context.open.scope.array(array);
  // What the sheet made up itself stands for more than a letter.
  if (!known.named || context.written.has(array)) throw unsupported(at);
  return { tag: "entry", array: derivativeOf(array, by.array), indices: [...indices, ...by.indices] };
}
