/** The table of rules, and the one way to use it. */
import { type Sum, type Theory, textOfSum } from "../sums.ts";
import { differentiate, productRule } from "./differentiate.ts";
import { insert } from "./insert.ts";
import { divide, drop, narrow, widen } from "./ranges.ts";
import { exchange, reduceSizes, reflect, rename, shift, split } from "./reindex.ts";
import type { Application, Condition, Outcome, Rule, RuleId } from "./rule.ts";
import { expose, sift, solve } from "./sift.ts";

const RULES: { readonly [Id in RuleId]: Rule<Id> } = {
  insert,
  "product-rule": productRule,
  differentiate,
  sift,
  expose,
  solve,
  reflect,
  shift,
  drop,
  widen,
  narrow,
  divide,
  split,
  rename,
  exchange,
  reduce: reduceSizes,
};

export const RULE_IDS = Object.keys(RULES) as readonly RuleId[];

/** A use of a rule on the product with this number. */
export interface Use {
  readonly product: number;
  readonly application: Application;
}

export interface Applied {
  readonly sum: Sum;
  readonly conditions: readonly Condition[];
}

/** The sum after one use of a rule; nothing where the rule is not applicable there, or changes nothing. */
export function applyRule(sum: Sum, { product: place, application }: Use, theory: Theory): Applied | undefined {
  const product = sum[place];
  if (product === undefined) return undefined;
  // The table pairs each id with the rule of that id, which the type of a union of pairs cannot say.
  const rule = RULES[application.rule] as Rule<RuleId> | undefined;
  const outcome: Outcome | undefined = rule?.(product, application, theory);
  if (outcome === undefined) return undefined;
  const after = [...sum.slice(0, place), ...outcome.products, ...sum.slice(place + 1)];
  return textOfSum(after) === textOfSum(sum) ? undefined : { sum: after, conditions: outcome.conditions };
}
