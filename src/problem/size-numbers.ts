/**
 * Letters for sizes where each has a number: the worksheet is then an ordinary one. A number that a bound or an
 * assumption forbids is reported with a code of its own, so that whoever tries many numbers can pass over it.
 */
import type Fraction from "fraction.js";
import { Mistake } from "../error.ts";
import { printExpression } from "../language/print.ts";
import type { Identifier, Relation, Statement } from "../language/syntax.ts";
import { tell, verbatim } from "../messages/message.ts";
import { demandFreeName } from "./free-names.ts";
import { evaluateNumber } from "./number.ts";
import type { Scope } from "./scope.ts";

type StatementOf<Tag extends Statement["tag"]> = Statement & { readonly tag: Tag };

type Numbers = ReadonlyMap<string, number>;

/** Without a bound, a size is a positive integer. */
export function buildSizes(scope: Scope, { sizes }: StatementOf<"size">, numbers: Numbers): void {
  for (const { name, minimum } of sizes) {
    const value = addLetter(scope, name, numbers);
    const least = minimum === undefined ? 1 : Number(evaluateNumber(scope, minimum).valueOf());
    if (!Number.isSafeInteger(value) || value < least)
      throw new Mistake(
        "assumption",
        tell`\`${name.name}\` is ${value}, and at least ${least} by its bound`,
        name.span,
      );
  }
}

export function buildIntegers(scope: Scope, { names }: StatementOf<"integer">, numbers: Numbers): void {
  for (const name of names) {
    const value = addLetter(scope, name, numbers);
    if (!Number.isSafeInteger(value))
      throw new Mistake("assumption", tell`\`${name.name}\` is ${value}, and no integer`, name.span);
  }
}

function addLetter(scope: Scope, name: Identifier, numbers: Numbers): number {
  demandFreeName(name);
  const value = numbers.get(name.name);
  if (value === undefined)
    throw new Mistake("assumption", tell`\`${name.name}\` needs a number, and none is chosen for it`, name.span);
  scope.addSize(name, value);
  return value;
}

export function checkAssumption(scope: Scope, { condition, span }: StatementOf<"assume">): void {
  const left = evaluateNumber(scope, condition.left);
  const right = evaluateNumber(scope, condition.right);
  if (holds(left, condition.relation, right)) return;
  const text = `${printExpression(condition.left)} ${condition.relation} ${printExpression(condition.right)}`;
  throw new Mistake(
    "assumption",
    tell`\`${text}\` does not hold: ${verbatim(left.toFraction())} and ${verbatim(right.toFraction())} stand there`,
    span,
  );
}

function holds(left: Fraction, relation: Relation, right: Fraction): boolean {
  const sign = left.compare(right);
  switch (relation) {
    case "==":
      return sign === 0;
    case "<=":
      return sign <= 0;
    case ">=":
      return sign >= 0;
    case "<":
      return sign < 0;
    case ">":
      return sign > 0;
  }
}
