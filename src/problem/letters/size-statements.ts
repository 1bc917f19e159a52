/**
 * `size`, `integer` and `assume`: bounds of letters, and conditions, each of them something that is known from then on.
 */
import { Mistake } from "../../error.ts";
import { printExpression } from "../../language/print.ts";
import type { Comparison, Expression, Identifier, Span, Statement } from "../../language/syntax.ts";
import { tell } from "../../messages/message.ts";
import { multiply, numberOf, ONE, type Polynomial, subtract } from "../../sizes/polynomial.ts";
import { demandFreeName } from "../free-names.ts";
import { learnNonnegative, learnZero, reduced } from "./knowledge.ts";
import { isNew, learnRemainder } from "./quotients.ts";
import {
  evaluateDivisor,
  evaluateInteger,
  evaluateRatio,
  evaluateSize,
  isSize,
  type SizeScope,
} from "./size-values.ts";

type StatementOf<Tag extends Statement["tag"]> = Statement & { readonly tag: Tag };

/** Without a bound, a size is a positive integer. */
export function learnSizes(scope: SizeScope, { sizes }: StatementOf<"size">): void {
  for (const { name, minimum } of sizes) {
    demandNew(scope, name);
    const atLeast = minimum === undefined ? 1 : evaluateInteger(scope, minimum);
    addLetter(scope, name, atLeast);
    scope.knowledge.conditions.push({ text: `${name.name} >= ${atLeast}`, origin: "size" });
  }
}

/** Letters of any sign, such as paddings that may crop. */
export function learnIntegers(scope: SizeScope, { names }: StatementOf<"integer">): void {
  for (const name of names) {
    demandNew(scope, name);
    addLetter(scope, name, undefined);
  }
  const text = `integer ${names.map(({ name }) => name).join(", ")}`;
  scope.knowledge.conditions.push({ text, origin: "size" });
}

function demandNew({ knowledge }: SizeScope, name: Identifier): void {
  demandFreeName(name);
  if (knowledge.own.has(name.name))
    throw new Mistake("name-taken", tell`\`${name.name}\` exists already; choose another name`, name.span);
}

function addLetter({ knowledge }: SizeScope, { name }: Identifier, atLeast: number | undefined): void {
  knowledge.own.add(name);
  knowledge.letters.set(name, atLeast);
}

export function learnAssumption(scope: SizeScope, { condition, span }: StatementOf<"assume">): void {
  const { knowledge } = scope;
  const text = `${printExpression(condition.left)} ${condition.relation} ${printExpression(condition.right)}`;
  if (condition.relation === "==") {
    if (!learnEquation(scope, condition, span))
      throw new Mistake(
        "unsupported",
        tell`\`${text}\` cannot be solved for one of its letters without a fraction; write it so that one letter stands alone`,
        span,
      );
  } else learnInequality(scope, condition, span);
  knowledge.conditions.push({ text, origin: "assume" });
}

function learnEquation(scope: SizeScope, condition: Comparison, span: Span): boolean {
  const { left, right } = condition;
  const remainder = remainderIn(scope, left, right) ?? remainderIn(scope, right, left);
  if (remainder !== undefined && isNew(remainder.division, scope.knowledge))
    return learnRemainder(remainder.division, remainder.value, scope.knowledge, span);
  const [less, more] = crossed(scope, condition);
  return learnZero(subtract(less, more), lettersAlone(scope, condition), scope.knowledge, span);
}

/** `dividend mod divisor` where it is said to be a number. */
function remainderIn(scope: SizeScope, side: Expression, other: Expression) {
  const parts =
    side.tag === "binary" && side.operator === "mod"
      ? [side.left, side.right]
      : side.tag === "call" && side.name === "mod"
        ? side.positional
        : [];
  const [dividend, divisor, more] = parts;
  if (dividend === undefined || divisor === undefined || more !== undefined || !isSize(scope, other)) return undefined;
  const { over, under } = evaluateRatio(scope, other);
  const value = numberOf(under) === 1 ? numberOf(reduced(over, scope.knowledge)) : undefined;
  if (value === undefined) return undefined;
  return { division: { dividend: evaluateSize(scope, dividend), divisor: evaluateDivisor(scope, divisor) }, value };
}

function learnInequality(scope: SizeScope, condition: Comparison, span: Span): void {
  const { knowledge } = scope;
  const [less, more] = crossed(scope, condition);
  switch (condition.relation) {
    case "==":
      return;
    case "<=":
      return learnNonnegative(subtract(more, less), knowledge, span);
    case ">=":
      return learnNonnegative(subtract(less, more), knowledge, span);
    case "<":
      return learnNonnegative(subtract(subtract(more, less), ONE), knowledge, span);
    case ">":
      return learnNonnegative(subtract(subtract(less, more), ONE), knowledge, span);
  }
}

/** Both sides times both denominators, which are positive. */
export function crossed(
  scope: SizeScope,
  { left, right }: Pick<Comparison, "left" | "right">,
): readonly [Polynomial, Polynomial] {
  const [a, b] = [evaluateRatio(scope, left), evaluateRatio(scope, right)];
  return [multiply(a.over, b.under), multiply(b.over, a.under)];
}

/** Letters that are a whole side of an equation are what it is solved for. */
function lettersAlone(scope: SizeScope, { left, right }: Comparison): readonly string[] {
  return [left, right].flatMap((side: Expression) => (side.tag === "name" && isSize(scope, side) ? [side.name] : []));
}
