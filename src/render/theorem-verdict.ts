/**
 * What became of a claim, and how it was checked: at which sizes it was evaluated, or where it is false.
 * In: a result with its frame. Out: a block, or a phrase. Always: only some of the sizes are given, and all are counted.
 */
import type { LetterResult, SizeTheoremResult, TheoremResult } from "../derivation/theorem.ts";
import type { Block } from "./blocks.ts";
import { refutation } from "./document-proof.ts";
import type { Frame } from "./theorem-parts.ts";
import { letterVisual, type Writing } from "./theorem-visual.ts";
import { number, type Visual } from "./visual.ts";
import type { Inline, Phrase } from "./words.ts";

export function verdictBlock(result: TheoremResult | SizeTheoremResult, lines: number, frame: Frame): Block {
  const { verdict } = result;
  const { words } = frame.setting;
  return { tag: "verdict", verdict, label: words.verdicts[verdict], content: verdictOf(result, lines, frame) };
}

function verdictOf(result: TheoremResult | SizeTheoremResult, lines: number, frame: Frame): Phrase {
  const { setting } = frame;
  const { words } = setting;
  if (result.verdict === "unknown") return words.unknown;
  if (result.verdict === "refuted" && result.counterexample !== undefined) {
    const gap = words.lang === "en" ? " " : "";
    const rank = result.setting.free.length;
    const shape = Array.from({ length: rank }, () => 0);
    return [...words.theorems.refuted, gap, ...refutation(result.counterexample, shape, setting)];
  }
  return checkedPhrase(words.theorems.proved(lines), result, frame);
}

/** So many of the sizes at which a result was evaluated are given; all of them stand in the JSON. */
const SHOWN_SIZES = 3;

export function checkedPhrase(checked: Phrase, { grid }: LetterResult, { setting, writing }: Frame): Phrase {
  if (grid === undefined) return checked;
  const { words } = setting;
  const first = grid.sizes
    .slice(0, SHOWN_SIZES)
    .map((sizes, at): Inline => ({ math: sizesVisual(sizes, at, writing) }));
  return [...checked, words.lang === "en" ? " " : "", ...words.theorems.grid(grid.instances, grid.entries, first)];
}

/** `(H, K) = (3, 2)`; after the first the numbers alone. */
function sizesVisual(sizes: Readonly<Record<string, number>>, at: number, writing: Writing): Visual {
  const tuple = (items: readonly Visual[]): Visual => {
    const [only] = items;
    return only !== undefined && items.length === 1
      ? only
      : { tag: "group", body: { tag: "series", items }, tall: false };
  };
  const values = tuple(Object.values(sizes).map((value) => number(String(value))));
  if (at > 0) return values;
  const letters = tuple(Object.keys(sizes).map((name) => letterVisual(name, writing)));
  return { tag: "relation", left: letters, sign: "==", right: values };
}
