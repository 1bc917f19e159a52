/**
 * Remarks as sentences, each with its equation where it has one.
 */
import type { Remark, Result } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import type { Block } from "./blocks.ts";
import { equation, paragraph } from "./blocks.ts";
import type { Setting } from "./setting.ts";
import { math } from "./setting.ts";
import { notationOf } from "./symbols.ts";
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

/** Remarks that more than one result makes: they are said once, before the first of them. */
export function sharedRemarks(results: readonly Result[]): readonly Remark[] {
  const counts = new Map<string, { remark: Remark; count: number }>();
  for (const result of results) {
    for (const remark of "remarks" in result ? result.remarks : []) {
      const known = counts.get(keyOf(remark));
      counts.set(keyOf(remark), { remark: known?.remark ?? remark, count: (known?.count ?? 0) + 1 });
    }
  }
  return [...counts.values()].filter(({ count }) => count > 1).map(({ remark }) => remark);
}

export function isShared(remark: Remark, shared: readonly Remark[]): boolean {
  return shared.some((other) => keyOf(other) === keyOf(remark));
}

/** Two remarks say the same where they are of the same things, even if one gives z1 as an example and the other z2. */
function keyOf({ rule, subjects }: Remark): string {
  return `${rule} ${subjects.map(printExpression).join("; ")}`;
}

/** A function may be named without its argument. */
function subjectMath(subject: Expression, setting: Setting): Inline {
  const isFunction =
    subject.tag === "name" && notationOf(subject.name, setting.notation) === undefined && subject.name.length > 1;
  return isFunction ? { math: functionVisual(subject.name) } : math(subject, setting);
}
