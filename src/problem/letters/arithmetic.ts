/**
 * What arithmetic between arrays asks of sizes: shapes that fit together, and factors that are sizes themselves.
 */
import { Mistake } from "../../error.ts";
import type { BinaryNode, Expression } from "../../language/syntax.ts";
import { joined, type Message, tell, verbatim } from "../../messages/message.ts";
import { numberOf, ONE, type Polynomial } from "../../sizes/polynomial.ts";
import { type LetterForm, scaleBySize } from "./form.ts";
import { isSame, isShown, reduced } from "./knowledge.ts";
import type { LetterScope } from "./scope.ts";
import { shapeText, sizeText } from "./size-text.ts";
import { evaluateRatio } from "./size-values.ts";

/** A form times sizes and numbers, or divided by them. */
export function scaledBy(scope: LetterScope, form: LetterForm, by: Expression, isDivided = false): LetterForm {
  const { over, under } = evaluateRatio(scope, isDivided ? { ...quotient(by), ...(by.span && { span: by.span }) } : by);
  for (const { letters } of over)
    for (const name of letters)
      if (!isShown([{ coefficient: 1, letters: [name] }], scope.knowledge))
        throw new Mistake(
          "unsupported",
          tell`arrays are multiplied by sizes that are not negative, and \`${name}\` is not shown to be so. Add \`assume ${name} >= 0\` before`,
          by.span,
        );
  return scaleBySize(form, over, under);
}

function quotient(by: Expression): BinaryNode {
  return { tag: "binary", operator: "/", left: { tag: "number", text: "1" }, right: by };
}

/** Aligned at the last axis: sizes shown to be equal, or one of them the number 1. */
export function broadcastLetterShapes(
  scope: LetterScope,
  node: BinaryNode,
  left: readonly Polynomial[],
  right: readonly Polynomial[],
): readonly Polynomial[] {
  const { knowledge } = scope;
  const rank = Math.max(left.length, right.length);
  return Array.from({ length: rank }, (_, axis) => {
    const a = left[axis - rank + left.length] ?? ONE;
    const b = right[axis - rank + right.length] ?? ONE;
    if (numberOf(reduced(a, knowledge)) === 1) return b;
    if (numberOf(reduced(b, knowledge)) === 1 || isSame(a, b, knowledge)) return a;
    const [one, other] = [sizeText(a, knowledge), sizeText(b, knowledge)];
    const shapes = [left, right].map((shape) => verbatim(shapeText(shape, knowledge))) as [Message, Message];
    throw new Mistake(
      "shape",
      joined(
        tell`the shapes ${shapes[0]} and ${shapes[1]} do not fit together under \`${node.operator}\``,
        tell`: axis ${axis + 1} has \`${one}\` entries on the left and \`${other}\` on the right, which are not shown to be equal`,
        tell`. Add \`assume ${one} == ${other}\` before, or write the size in one way`,
      ),
      node.span,
    );
  });
}
