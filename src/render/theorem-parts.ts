/**
 * What the parts of a theorem's text share: its frame, sentences of one paragraph, relations and rows of letters.
 */

import type { TheoremSetting } from "../derivation/theorem.ts";
import type { Expression, Relation } from "../language/syntax.ts";
import type { Chain } from "./blocks.ts";
import type { Setting } from "./setting.ts";
import { math } from "./setting.ts";
import type { TheoremNames } from "./theorem-names.ts";
import type { Writing } from "./theorem-visual.ts";
import type { Visual } from "./visual.ts";
import type { Phrase } from "./words.ts";

export interface Frame {
  readonly setting: Setting;
  readonly theorem: TheoremSetting;
  readonly names: TheoremNames;
  readonly writing: Writing;
}

/** Sentences of one paragraph. */
export function inOne(sentences: readonly Phrase[], { words }: Setting): Phrase {
  const gap = words.lang === "en" ? " " : "";
  return sentences.filter((one) => one.length > 0).flatMap((one, at) => (at === 0 ? one : [gap, ...one]));
}

export function seriesOf(items: readonly Visual[]): Visual {
  const [only] = items;
  return only !== undefined && items.length === 1 ? only : { tag: "series", items };
}

export function chainOf(left: Visual, right: Visual): Chain {
  return { left, links: [{ sign: "=", right }] };
}

export function relationVisual(left: Expression, sign: Relation, right: Expression, setting: Setting): Visual {
  return { tag: "relation", left: math(left, setting).math, sign, right: math(right, setting).math };
}
