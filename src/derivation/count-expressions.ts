/**
 * Closed forms of counts as expressions: floors, remainders and the greatest common divisor as calls.
 * In: data of `count-forms.ts`, counted from 0. Out: expressions in the worksheet's index base.
 */
import type { Requirement, SizeNode } from "../calculus/count-forms.ts";
import type { Comparison, Expression, Relation } from "../language/syntax.ts";
import { expressionOf, type LetterOrder } from "./arrange.ts";
import { inBaseValue } from "./index-base.ts";

export interface CountWriting {
  readonly order: LetterOrder;
  readonly base: 0 | 1;
}

export function nodeExpression(node: SizeNode, writing: CountWriting): Expression {
  const within = (part: SizeNode): Expression => nodeExpression(part, writing);
  switch (node.kind) {
    case "polynomial":
      return expressionOf(inBaseValue(node.value, writing.base, new Set(writing.order.sizes)), writing.order);
    case "quotient":
      return call(node.rounded === "down" ? "floor" : "ceil", binary("/", within(node.of), within(node.by)));
    case "remainder":
      return binary("mod", within(node.of), within(node.by));
    case "difference":
      return binary("-", within(node.left), within(node.right));
    case "product":
      return binary("*", within(node.left), within(node.right));
    case "common-divisor":
      return call("gcd", within(node.left), within(node.right));
  }
}

export function requirementComparison(requirement: Requirement, writing: CountWriting): Comparison {
  const within = (part: SizeNode): Expression => nodeExpression(part, writing);
  const compared = (left: Expression, relation: Relation, right: Expression): Comparison => ({ left, relation, right });
  switch (requirement.kind) {
    case "at-least":
      return compared(within(requirement.left), ">=", within(requirement.right));
    case "below":
      return compared(within(requirement.left), "<", within(requirement.right));
    case "equal":
      return compared(within(requirement.left), "==", within(requirement.right));
    case "divides":
      return compared(binary("mod", within(requirement.value), within(requirement.divisor)), "==", number("0"));
    case "divides-not":
      return compared(binary("mod", within(requirement.value), within(requirement.divisor)), ">", number("0"));
  }
}

function number(text: string): Expression {
  return { tag: "number", text };
}

function binary(operator: "/" | "-" | "*" | "mod", left: Expression, right: Expression): Expression {
  return { tag: "binary", operator, left, right };
}

function call(name: string, ...positional: readonly Expression[]): Expression {
  return { tag: "call", name, primes: 0, positional, named: [] };
}
