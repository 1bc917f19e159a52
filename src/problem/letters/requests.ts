/**
 * What a worksheet with letters for sizes asks: proofs, and the general entry of whole arrays.
 */
import { Mistake } from "../../error.ts";
import { printExpression } from "../../language/print.ts";
import type { Expression, Statement } from "../../language/syntax.ts";
import { tell } from "../../messages/message.ts";
import type { LetterArray, LetterRequest } from "../letters.ts";
import { demandLetterScalar, lowerLetterArray } from "./lower.ts";
import type { LetterScope } from "./scope.ts";
import { crossed } from "./size-statements.ts";
import { isSize } from "./size-values.ts";

type StatementOf<Tag extends Statement["tag"]> = Statement & { readonly tag: Tag };
type RequestStatement = StatementOf<"expand" | "jacobian" | "gradient" | "views" | "prove">;

export function buildLetterRequest(scope: LetterScope, statement: RequestStatement): LetterRequest {
  switch (statement.tag) {
    case "expand":
      return buildExpansion(scope, statement);
    case "jacobian":
    case "gradient":
      return buildDerivative(scope, statement);
    case "prove":
      return buildProof(scope, statement);
    case "views":
      throw new Mistake(
        "unsupported",
        tell`\`views\` needs numbers for the sizes. What it shows holds for all of them as \`prove grad(L, a) == …\``,
        statement.span,
      );
  }
}

/** A whole array; single entries have no general form here. */
function readWhole(scope: LetterScope, expression: Expression): LetterArray {
  if (expression.tag === "index" && !expression.indices.some((item) => item.tag === "range")) {
    const whole = printExpression(expression.array);
    throw new Mistake(
      "unsupported",
      tell`with letters for sizes the general entry is derived: write \`${whole}\` in place of \`${printExpression(expression)}\``,
      expression.span,
    );
  }
  return lowerLetterArray(scope, expression);
}

function buildExpansion(scope: LetterScope, { of: expression, span }: StatementOf<"expand">): LetterRequest {
  const array = readWhole(scope, expression);
  const { kind } = array.definition;
  if (kind === "letters" || kind === "upstream" || kind === "loss")
    throw new Mistake(
      "request",
      tell`\`${array.name}\` is ${kind === "loss" ? tell`a loss of which only the derivatives are known` : tell`made of letters`}; there is nothing to write out`,
      expression.span,
    );
  return { kind: "expansion", of: array.id, span };
}

function buildDerivative(scope: LetterScope, statement: StatementOf<"jacobian" | "gradient">): LetterRequest {
  const wrtName = statement.wrt.tag === "index" ? statement.wrt.array : statement.wrt;
  if (wrtName.tag !== "name")
    throw new Mistake(
      "request",
      tell`a derivative is taken by an array that has a name, and \`${printExpression(wrtName)}\` has none`,
      wrtName.span,
    );
  scope.resolve(wrtName.name, wrtName.span);
  const wrt = readWhole(scope, statement.wrt);
  const of = readWhole(scope, statement.of);
  if (statement.tag === "gradient") demandLetterScalar(scope, of, wrt, statement.of);
  return { kind: statement.tag, of: of.id, wrt: wrt.id, span: statement.span };
}

function buildProof(scope: LetterScope, statement: StatementOf<"prove">): LetterRequest {
  const { span } = statement;
  const sides = [statement.left, statement.right] as const;
  if (sides.every((side) => isSize(scope, side))) {
    const [left, right] = crossed(scope, statement);
    return { kind: "size-proof", left, right, sides, span };
  }
  const [left, right] = sides.map((side) => lowerLetterArray(scope, side).id) as [number, number];
  return { kind: "proof", left, right, sides, span };
}
