/**
 * Relations between indices as brackets of the calculus: 1 where they hold, else 0.
 * In: conditions as they were resolved. Out: a sum of products of guards; inequalities are left to be paired.
 */
import { equal, type Guard } from "../../calculus/sums.ts";
import { isPositive, isShown, type SizeKnowledge } from "../../problem/letters/knowledge.ts";
import { isZero, multiply, numberOf, ONE, type Polynomial, subtract } from "../../sizes/polynomial.ts";
import type { Condition, Meaning } from "../meaning.ts";
import { type Drafts, multiplyDrafts, negated, UNIT } from "./drafts.ts";
import { type IndexLetters, isOfSizes, NotTranslated, ratioOf, wholeOf } from "./ratio.ts";

/** All of them at once. */
export function conditionDrafts(
  conditions: readonly Condition[],
  letters: IndexLetters,
  knowledge: SizeKnowledge,
): Drafts {
  return conditions
    .map((condition) => oneCondition(condition, letters, knowledge))
    .reduce<Drafts>(multiplyDrafts, [UNIT]);
}

function oneCondition(condition: Condition, letters: IndexLetters, knowledge: SizeKnowledge): Drafts {
  const { sign, left, right } = condition;
  switch (sign) {
    case "=":
      return equality(left, right, letters, knowledge);
    case "≠":
      return negated(equality(left, right, letters, knowledge));
    case "|":
      return divides(wholeOf(left, letters, knowledge), wholeOf(right, letters, knowledge), knowledge);
    case "≤":
      return atLeastZero(difference(right, left, letters, knowledge));
    case "≥":
      return atLeastZero(difference(left, right, letters, knowledge));
    case "<":
      return atLeastZero(subtract(difference(right, left, letters, knowledge), ONE));
    case ">":
      return atLeastZero(subtract(difference(left, right, letters, knowledge), ONE));
  }
}

function guarded(guard: Guard): Drafts {
  return [{ ...UNIT, guards: [guard] }];
}

function atLeastZero(polynomial: Polynomial): Drafts {
  return [{ ...UNIT, atLeastZero: [polynomial] }];
}

/** left − right, times both divisors, which are positive. */
function difference(left: Meaning, right: Meaning, letters: IndexLetters, knowledge: SizeKnowledge): Polynomial {
  const [a, b] = [ratioOf(left, letters, knowledge), ratioOf(right, letters, knowledge)];
  return subtract(multiply(a.over, b.under), multiply(b.over, a.under));
}

function equality(left: Meaning, right: Meaning, letters: IndexLetters, knowledge: SizeKnowledge): Drafts {
  if (left.tag === "rest") return rest(left, right, letters, knowledge);
  if (right.tag === "rest") return rest(right, left, letters, knowledge);
  const zero = difference(left, right, letters, knowledge);
  if (isZero(zero)) return [UNIT];
  return numberOf(zero) === undefined ? guarded(equal(zero, [])) : [];
}

/** a mod s = r is s | a − r where r is a remainder at all. */
function rest(
  { of, by }: Meaning & { readonly tag: "rest" },
  value: Meaning,
  letters: IndexLetters,
  knowledge: SizeKnowledge,
): Drafts {
  const [divisor, remainder] = [wholeOf(by, letters, knowledge), wholeOf(value, letters, knowledge)];
  const isRemainder =
    isOfSizes(remainder, knowledge) &&
    isShown(remainder, knowledge) &&
    isPositive(subtract(divisor, remainder), knowledge);
  if (!isRemainder) throw new NotTranslated("a remainder");
  return divides(divisor, subtract(wholeOf(of, letters, knowledge), remainder), knowledge);
}

function divides(divisor: Polynomial, value: Polynomial, knowledge: SizeKnowledge): Drafts {
  if (!isOfSizes(divisor, knowledge) || !isPositive(divisor, knowledge)) throw new NotTranslated("a divisor");
  return numberOf(divisor) === 1 ? [UNIT] : guarded({ kind: "divides", divisor, value });
}
