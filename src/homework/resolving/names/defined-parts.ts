/** `\partial (X W)`, where the worksheet says `Y = X @ W`: an expression that defines an array means that array. */
import type { BinaryNode, Expression } from "../../../language/syntax.ts";
import type { BinarySign, Formula } from "../../syntax.ts";
import type { Context } from "../context.ts";
import { lettersOf } from "./keys.ts";
import { isTransposeMark, referenceOf } from "./reference.ts";

/** The one array that is defined so; undefined where there is none, or more than one. */
export function definedArray(context: Context, formula: Formula): number | undefined {
  const { worksheet, scope } = context.open;
  const found = worksheet.statements.flatMap((statement) =>
    statement.tag === "definition" && isSame(context, formula, statement.value)
      ? [scope.resolve(statement.name.name).id]
      : [],
  );
  return found.length === 1 ? found[0] : undefined;
}

const SIGNS: Partial<Record<BinaryNode["operator"], readonly BinarySign[]>> = {
  "+": ["+"],
  "-": ["-"],
  "@": ["juxtaposed", "dot", "matmul", "times"],
  "*": ["odot", "ring"],
};

/** Whether the two are written alike, factor by factor. */
function isSame(context: Context, formula: Formula, expression: Expression): boolean {
  const [only, ...more] = formula.tag === "group" ? formula.items : [];
  if (only !== undefined && more.length === 0) return isSame(context, only, expression);
  switch (expression.tag) {
    case "name":
      return arrayOf(context, formula) === context.open.scope.resolve(expression.name).id;
    case "call":
      return expression.name === "transpose" && expression.positional.length === 1 && expression.named.length === 0
        ? isTransposed(context, formula, expression.positional[0] as Expression)
        : false;
    case "binary": {
      const [left, right] = operandsOf(formula, SIGNS[expression.operator] ?? []);
      if (left === undefined || right === undefined) return false;
      return isSame(context, left, expression.left) && isSame(context, right, expression.right);
    }
    default:
      return false;
  }
}

function operandsOf(formula: Formula, signs: readonly BinarySign[]): readonly Formula[] {
  if (formula.tag === "binary") return signs.includes(formula.sign) ? [formula.left, formula.right] : [];
  if (formula.tag !== "symbol" || formula.isWord || !signs.includes("juxtaposed")) return [];
  const letters = lettersOf(formula);
  return letters.length === 2 ? letters : [];
}

function isTransposed(context: Context, formula: Formula, of: Expression): boolean {
  if (formula.tag !== "scripted" || formula.sub !== undefined || formula.primes > 0) return false;
  const [mark, ...more] = formula.sup?.items ?? [];
  return mark !== undefined && more.length === 0 && isTransposeMark(mark) && isSame(context, formula.base, of);
}

function arrayOf({ names }: Context, formula: Formula): number | undefined {
  const reference = referenceOf(formula);
  if (reference === undefined || reference.calls.length + reference.primes > 0) return undefined;
  const match = names.match(reference);
  return match === undefined || match.sub.length + match.sup.length + match.placed.length > 0 ? undefined : match.array;
}
