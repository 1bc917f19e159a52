/** The table of rules, and the one way to use it. */
import { type Sum, type Theory, textOfSum } from "../sums.ts";
import { cancel, collect, reorder, shorten } from "./collect.ts";
import { combine, name, pin } from "./determine.ts";
import { chainRule, differentiate, power, productRule } from "./differentiate.ts";
import { insert } from "./insert.ts";
import { divide, drop, narrow, widen } from "./ranges.ts";
import { exchange, reduceSizes, reflect, rename, shift, split } from "./reindex.ts";
import type { Application, Condition, Outcome, ProductRuleId, Rule, RuleId, SumRule, SumRuleId } from "./rule.ts";
import { expose, sift, solve } from "./sift.ts";

const PRODUCT_RULES: { readonly [Id in ProductRuleId]: Rule<Id> } = {
  insert,
  "product-rule": productRule,
  "chain-rule": chainRule,
  power,
  differentiate,
  sift,
  expose,
  solve,
  reflect,
  shift,
  drop,
  widen,
  narrow,
  combine,
  name,
  pin,
  divide,
  split,
  rename,
  exchange,
  reduce: reduceSizes,
  shorten,
  cancel,
};

const SUM_RULES: { readonly [Id in SumRuleId]: SumRule<Id> } = { collect, reorder };

export const RULE_IDS = [...Object.keys(PRODUCT_RULES), ...Object.keys(SUM_RULES)] as readonly RuleId[];

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
export function applyRule(sum: Sum, use: Use, theory: Theory): Applied | undefined {
  const applied = isOfSums(use.application.rule) ? rewriteSum(sum, use) : rewriteProduct(sum, use, theory);
  return applied === undefined || textOfSum(applied.sum) === textOfSum(sum) ? undefined : applied;
}

function isOfSums(rule: RuleId): rule is SumRuleId {
  return Object.hasOwn(SUM_RULES, rule);
}

// The tables pair each id with the rule of that id, which the type of a union of pairs cannot say.

function rewriteSum(sum: Sum, { product, application }: Use): Applied | undefined {
  const rule = SUM_RULES[application.rule as SumRuleId] as SumRule<SumRuleId>;
  const after = rule(sum, product, application as Parameters<typeof rule>[2]);
  return after && { sum: after, conditions: [] };
}

function rewriteProduct(sum: Sum, { product: place, application }: Use, theory: Theory): Applied | undefined {
  const product = sum[place];
  if (product === undefined) return undefined;
  const rule = PRODUCT_RULES[application.rule as ProductRuleId] as Rule<ProductRuleId> | undefined;
  const outcome: Outcome | undefined = rule?.(product, application as Parameters<typeof rule>[1], theory);
  if (outcome === undefined) return undefined;
  const after = [...sum.slice(0, place), ...outcome.products, ...sum.slice(place + 1)];
  return { sum: after, conditions: outcome.conditions };
}
