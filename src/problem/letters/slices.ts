/**
 * Entries and slices of arrays whose indices are sizes: each is shown to lie inside for all of them.
 */
import { Mistake } from "../../error.ts";
import { printExpression } from "../../language/print.ts";
import type { Expression, IndexNode } from "../../language/syntax.ts";
import { joined, tell, verbatim } from "../../messages/message.ts";
import { constant, ONE, type Polynomial, subtract } from "../../sizes/polynomial.ts";
import { POLYNOMIALS } from "../../sizes/ring.ts";
import { sliceIn } from "../definitions/rearrangement.ts";
import type { LetterArray } from "../letters.ts";
import { indicesNeeded } from "../lower.ts";
import type { LetterForm } from "./form.ts";
import { isImpossible, isShown } from "./knowledge.ts";
import { demandNotEmpty, type LetterScope } from "./scope.ts";
import { assumeHint, shapeText, sizeText } from "./size-text.ts";
import { evaluateSize } from "./size-values.ts";

/** `a[2,i]` and slices `a[1..n, 3]`; an index that is one size leaves the shape. */
export function sliceLetters(scope: LetterScope, array: LetterArray, node: IndexNode): LetterForm {
  const shape = verbatim(shapeText(array.shape, scope.knowledge));
  if (node.indices.length !== array.shape.length)
    throw new Mistake("index", indicesNeeded(node, shape, array.shape.length), node.span);
  const axes = node.indices.map((item, axis) => {
    const size = array.shape[axis] ?? ONE;
    if (item.tag !== "range") return { from: readIndex(scope, item, size, [0, 1]) };
    const [from, to] = [readIndex(scope, item.from, size, [0]), readIndex(scope, item.to, size, [1])];
    const length = subtract(subtract(to, from), constant(-1));
    demandNotEmpty(length, subtract(to, from), scope.knowledge, item.span);
    return { from, size: length };
  });
  return sliceIn(POLYNOMIALS, array.id, axes);
}

/** An index as the worksheet writes it, counted from 0; shown not to lie before the first or behind the last entry. */
function readIndex(scope: LetterScope, item: Expression, size: Polynomial, sides: readonly (0 | 1)[]): Polynomial {
  const { knowledge } = scope;
  const index = subtract(evaluateSize(scope, item), constant(scope.indexBase));
  const inside = [index, subtract(subtract(size, ONE), index)];
  const last = sizeText(subtract(size, constant(1 - scope.indexBase)), knowledge);
  const outside = sides.find((side) => !isShown(inside[side] ?? ONE, knowledge));
  if (outside === undefined) return index;
  const goal = inside[outside] ?? ONE;
  const text = printExpression(item);
  const condition = outside === 0 ? `${text} >= ${scope.indexBase}` : `${text} <= ${last}`;
  throw new Mistake(
    "index",
    joined(
      isImpossible(goal, knowledge)
        ? tell`the index \`${text}\` is outside: it runs from ${scope.indexBase} to \`${last}\``
        : tell`the index \`${text}\` is not shown to lie inside: it runs from ${scope.indexBase} to \`${last}\``,
      assumeHint(goal, condition, knowledge),
    ),
    item.span,
  );
}
