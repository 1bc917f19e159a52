/**
 * Remarks as sentences, each with its equation where it has one.
 */
import type { Remark } from "../derivation/derivation.ts";
import type { Expression } from "../language/syntax.ts";
import type { Block } from "./blocks.ts";
import { equation, paragraph } from "./blocks.ts";
import type { Setting } from "./setting.ts";
import { math } from "./setting.ts";
import { visualOf } from "./visualize.ts";
import { functionVisual } from "./visualize-call.ts";
import type { Inline } from "./words.ts";

export function remarkBlocks(remarks: readonly Remark[], setting: Setting): readonly Block[] {
  return remarks.flatMap((remark) => {
    const subjects = remark.subjects.map((subject) => subjectMath(subject, setting));
    const sentence = paragraph(setting.words.remarks[remark.rule](subjects));
    if (remark.equation === undefined) return [sentence];
    const { left, right } = remark.equation;
    return [sentence, equation(visualOf(left, setting.notation), visualOf(right, setting.notation))];
  });
}

/** A function may be named without its argument. */
function subjectMath(subject: Expression, setting: Setting): Inline {
  const isFunction =
    subject.tag === "name" && !Object.hasOwn(setting.notation, subject.name) && subject.name.length > 1;
  return isFunction ? { math: functionVisual(subject.name) } : math(subject, setting);
}
