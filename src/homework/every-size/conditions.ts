/**
 * Relations between indices as brackets of the calculus: 1 where they hold, else 0.
 * In: conditions as they were resolved. Out: a sum of products of guards; inequalities are left to be paired.
 */
import { equal, type Guard } from "../../calculus/sums.ts";
import { isPositive, isShown } from "../../problem/letters/knowledge.ts";
import { isZero, multiply, numberOf, ONE, type Polynomial, subtract } from "../../sizes/polynomial.ts";
import type { Condition, Meaning } from "../meaning.ts";
import { type Drafts, multiplyDrafts, negated, UNIT } from "./drafts.ts";
import { type IndexScope, isOfSizes, NotTranslated, ratioOf, wholeOf } from "./ratio.ts";

/** All of them at once. */
export function conditionDrafts(conditions: readonly Condition[], scope: IndexScope): Drafts {
  return conditions.map((condition) => oneCondition(condition, scope)).reduce<Drafts>(multiplyDrafts, [UNIT]);
}

function oneCondition(condition: Condition, scope: IndexScope): Drafts {
  const { sign, left, right } = condition;
  switch (sign) {
    case "=":
      return equality(left, right, scope);
    case "≠":
      return negated(equality(left, right, scope));
    case "|":
      return divides(wholeOf(left, scope), wholeOf(right, scope), scope);
    case "≤":
      return atLeastZero(difference(right, left, scope));
    case "≥":
      return atLeastZero(difference(left, right, scope));
    case "<":
      return atLeastZero(subtract(difference(right, left, scope), ONE));
    case ">":
      return atLeastZero(subtract(difference(left, right, scope), ONE));
  }
}

function guarded(guard: Guard): Drafts {
  return [{ ...UNIT, guards: [guard] }];
}

function atLeastZero(polynomial: Polynomial): Drafts {
  return [{ ...UNIT, atLeastZero: [polynomial] }];
}

/** left − right, times both divisors, which are positive. */
function difference(left: Meaning, right: Meaning, scope: IndexScope): Polynomial {
  const [a, b] = [ratioOf(left, scope), ratioOf(right, scope)];
  return subtract(multiply(a.over, b.under), multiply(b.over, a.under));
}

function equality(left: Meaning, right: Meaning, scope: IndexScope): Drafts {
  if (left.tag === "rest") return rest(left, right, scope);
  if (right.tag === "rest") return rest(right, left, scope);
  const zero = difference(left, right, scope);
  if (isZero(zero)) return [UNIT];
  return numberOf(zero) === undefined ? guarded(equal(zero, [])) : [];
}

/** a mod s = r is s | a − r where r is a remainder at all. */
function rest({ of, by }: Meaning & { readonly tag: "rest" }, value: Meaning, scope: IndexScope): Drafts {
  const [divisor, remainder] = [wholeOf(by, scope), wholeOf(value, scope)];
  const { knowledge } = scope;
  const isRemainder =
    isOfSizes(remainder, knowledge) &&
    isShown(remainder, knowledge) &&
    isPositive(subtract(divisor, remainder), knowledge);
  if (!isRemainder) throw new NotTranslated("a remainder");
  return divides(divisor, subtract(wholeOf(of, scope), remainder), scope);
}

function divides(divisor: Polynomial, value: Polynomial, { knowledge }: IndexScope): Drafts {
  if (!isOfSizes(divisor, knowledge) || !isPositive(divisor, knowledge)) throw new NotTranslated("a divisor");
  return numberOf(divisor) === 1 ? [UNIT] : guarded({ kind: "divides", divisor, value });
}
