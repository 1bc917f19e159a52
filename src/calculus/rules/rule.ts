/**
 * What a rule is: it rewrites one product of a sum into products of equal value, or is not applicable.
 *
 * Where it goes, and the letters it brings in, are part of its application, so that a step can be made again without
 * a search. What it asks for is shown from what is known at that place and handed back as conditions.
 */
import type { Shown } from "../../sizes/assumptions.ts";
import type { Polynomial } from "../../sizes/polynomial.ts";
import type { Product, Sum, Theory } from "../sums.ts";

/** One use of a rule on one product; numbers count from 0. */
export type Application =
  /**
   * An entry of a defined array becomes its definition; `part` names the entry inside a derivative, `through` another
   * gradient by way of which a gradient is defined instead.
   */
  | {
      readonly rule: "insert";
      readonly factor: number;
      readonly part?: number;
      readonly through?: string;
      readonly letters: readonly (readonly [from: string, to: string])[];
    }
  /** The derivative of a product is a sum of products with one derivative each. */
  | { readonly rule: "product-rule"; readonly factor: number }
  /** ∂f(T[i])/∂x = f'(T[i])·∂T[i]/∂x */
  | { readonly rule: "chain-rule"; readonly factor: number }
  /** The power of an entry, or a derivative of one, is a product. */
  | { readonly rule: "power"; readonly factor: number }
  /** ∂T[i]/∂T[m] = [i = m] */
  | { readonly rule: "differentiate"; readonly factor: number }
  /** Σ over x with [x = e]: x becomes e. */
  | { readonly rule: "sift"; readonly letter: string; readonly guard: number }
  /** T[e] = Σ over x of [x = e]·T[x] */
  | { readonly rule: "expose"; readonly factor: number; readonly slot: number; readonly letter: string }
  /** Σ over x with [c·x = e]: x becomes e/c, and [c | e] is left. */
  | { readonly rule: "solve"; readonly letter: string; readonly guard: number }
  /** x → by − x */
  | { readonly rule: "reflect"; readonly letter: string; readonly by: Polynomial }
  /** x → x + by */
  | { readonly rule: "shift"; readonly letter: string; readonly by: Polynomial }
  /** A guard that follows from the rest is 1. */
  | { readonly rule: "drop"; readonly guard: number }
  /** A range that follows from the rest need not be said: the letter runs over all integers. */
  | { readonly rule: "widen"; readonly letter: string }
  /** [0 <= x < N] is said by the letter itself. */
  | { readonly rule: "narrow"; readonly guard: number }
  /** Where e = 0 is an equation of the product, v says the same as v − times·e; `by` is the guard that says e = 0. */
  | { readonly rule: "combine"; readonly guard: number; readonly by: number; readonly times: Polynomial }
  /** [0 <= e < N] = Σ over x < N of [x = e] */
  | { readonly rule: "name"; readonly guard: number; readonly letter: string }
  /** A letter that can be 0 alone is 0. */
  | { readonly rule: "pin"; readonly letter: string }
  /** [size·q + r = 0] is [q = 0]·[r = 0] where |r| < size: quotient and remainder are unique. */
  | { readonly rule: "divide"; readonly guard: number; readonly size: string }
  /** c from 0 to G·size − 1 is g·size + r. */
  | {
      readonly rule: "split";
      readonly letter: string;
      readonly into: readonly [quotient: string, remainder: string];
      readonly count: Polynomial;
      readonly size: Polynomial;
    }
  /** Bound letters get other names. */
  | { readonly rule: "rename"; readonly letters: readonly (readonly [from: string, to: string])[] }
  /** Sums, guards and factors in another order, each given by its number before. */
  | {
      readonly rule: "exchange";
      readonly bound: readonly number[];
      readonly guards: readonly number[];
      readonly factors: readonly number[];
    }
  /** Sizes written in the letters that the equations leave. */
  | { readonly rule: "reduce" }
  /** Coefficient and divisor without a common factor. */
  | { readonly rule: "shorten" }
  /** A product with coefficient 0 is 0. */
  | { readonly rule: "cancel" }
  /** Two products that differ in their coefficients alone are one; `with` is the later one, and goes. */
  | { readonly rule: "collect"; readonly with: number }
  /** The products of the sum in another order, each given by its number before; used on the first. */
  | { readonly rule: "reorder"; readonly order: readonly number[] };

/** What rewrites the sum as a whole. */
export type SumRuleId = "collect" | "reorder";
export type ProductRuleId = Exclude<RuleId, SumRuleId>;

export type RuleId = Application["rule"];

/** What an application of each rule says beside the rule; what ends in `?` may be left out. */
const FORMS: Readonly<Record<RuleId, readonly string[]>> = {
  insert: ["factor", "part?", "through?", "letters"],
  "product-rule": ["factor"],
  "chain-rule": ["factor"],
  power: ["factor"],
  differentiate: ["factor"],
  sift: ["letter", "guard"],
  expose: ["factor", "slot", "letter"],
  solve: ["letter", "guard"],
  reflect: ["letter", "by"],
  shift: ["letter", "by"],
  drop: ["guard"],
  widen: ["letter"],
  narrow: ["guard"],
  combine: ["guard", "by", "times"],
  name: ["guard", "letter"],
  pin: ["letter"],
  divide: ["guard", "size"],
  split: ["letter", "into", "count", "size"],
  rename: ["letters"],
  exchange: ["bound", "guards", "factors"],
  reduce: [],
  shorten: [],
  cancel: [],
  collect: ["with"],
  reorder: ["order"],
};

/** Whether an application that was read from somewhere names a rule that there is, and says just what that asks. */
export function hasForm(application: Application): boolean {
  if (!Object.hasOwn(FORMS, application.rule)) return false;
  const form = FORMS[application.rule];
  const said = Object.keys(application).filter((key) => key !== "rule");
  const isAsked = (key: string): boolean => form.includes(key) || form.includes(`${key}?`);
  return said.every(isAsked) && form.every((key) => key.endsWith("?") || said.includes(key));
}

/** A condition of a rule, in words of the worksheet language, and how it was shown. */
export interface Condition {
  readonly claim: string;
  readonly shown: Shown;
}

export interface Outcome {
  readonly products: readonly Product[];
  readonly conditions: readonly Condition[];
}

export type Rule<Id extends ProductRuleId> = (
  product: Product,
  application: Extract<Application, { rule: Id }>,
  theory: Theory,
) => Outcome | undefined;

/** `place`: of the product that the rule is used on. */
export type SumRule<Id extends SumRuleId> = (
  sum: Sum,
  place: number,
  application: Extract<Application, { rule: Id }>,
) => Sum | undefined;

export function one(product: Product, conditions: readonly Condition[] = []): Outcome {
  return { products: [product], conditions };
}

export function without<T>(list: readonly T[], place: number): readonly T[] {
  return list.filter((_, other) => other !== place);
}

export function replaced<T>(list: readonly T[], place: number, ...by: readonly T[]): readonly T[] {
  return [...list.slice(0, place), ...by, ...list.slice(place + 1)];
}
