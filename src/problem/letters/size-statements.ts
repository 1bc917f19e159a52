/**
 * `size` and `assume`: bounds of letters, and conditions, each of them something that is known from then on.
 */
import { Mistake } from "../../error.ts";
import { printExpression } from "../../language/print.ts";
import type { Comparison, Expression, Statement } from "../../language/syntax.ts";
import { multiply, ONE, type Polynomial, subtract } from "../../sizes/polynomial.ts";
import { demandFreeName } from "../free-names.ts";
import { learnNonnegative, learnZero } from "./knowledge.ts";
import { evaluateInteger, evaluateRatio, isSize, type SizeScope } from "./size-values.ts";

type StatementOf<Tag extends Statement["tag"]> = Statement & { readonly tag: Tag };

/** Without a bound, a size is a positive integer. */
export function learnSizes(scope: SizeScope, { sizes }: StatementOf<"size">): void {
  const { knowledge } = scope;
  for (const { name, minimum } of sizes) {
    demandFreeName(name);
    if (knowledge.own.has(name.name))
      throw new Mistake("name-taken", `\`${name.name}\` exists already; choose another name`, name.span);
    const atLeast = minimum === undefined ? 1 : evaluateInteger(scope, minimum);
    knowledge.own.add(name.name);
    knowledge.letters.set(name.name, atLeast);
    knowledge.conditions.push({ text: `${name.name} >= ${atLeast}`, origin: "size" });
  }
}

export function learnAssumption(scope: SizeScope, { condition, span }: StatementOf<"assume">): void {
  const { knowledge } = scope;
  const text = `${printExpression(condition.left)} ${condition.relation} ${printExpression(condition.right)}`;
  const [less, more] = crossed(scope, condition);
  switch (condition.relation) {
    case "==":
      if (!learnZero(subtract(less, more), lettersAlone(scope, condition), knowledge, span))
        throw new Mistake(
          "unsupported",
          `\`${text}\` cannot be solved for one of its letters without a fraction; write it so that one letter stands alone`,
          span,
        );
      break;
    case "<=":
      learnNonnegative(subtract(more, less), knowledge, span);
      break;
    case ">=":
      learnNonnegative(subtract(less, more), knowledge, span);
      break;
    case "<":
      learnNonnegative(subtract(subtract(more, less), ONE), knowledge, span);
      break;
    case ">":
      learnNonnegative(subtract(subtract(less, more), ONE), knowledge, span);
      break;
  }
  knowledge.conditions.push({ text, origin: "assume" });
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
