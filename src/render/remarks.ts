/**
 * Remarks as sentences, each with its equation where it has one.
 */
import type { Remark } from "../derivation/derivation.ts";
import type { Block } from "./blocks.ts";
import { equation, paragraph } from "./blocks.ts";
import type { Setting } from "./setting.ts";
import { math } from "./setting.ts";
import { visualOf } from "./visualize.ts";

export function remarkBlocks(remarks: readonly Remark[], setting: Setting): readonly Block[] {
  return remarks.flatMap((remark) => {
    const subjects = remark.subjects.map((subject) => math(subject, setting));
    const sentence = paragraph(setting.words.remarks[remark.rule](subjects));
    if (remark.equation === undefined) return [sentence];
    const { left, right } = remark.equation;
    return [sentence, equation(visualOf(left, setting.notation), visualOf(right, setting.notation))];
  });
}
