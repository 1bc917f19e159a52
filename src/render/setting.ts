/**
 * What all parts of a document share: the language, the names, how much is written; and small makers of formulas.
 */
import type { Detail, Formula } from "../derivation/derivation.ts";
import type { Expression } from "../language/syntax.ts";
import type { ChainLink } from "./blocks.ts";
import type { Shown } from "./shown.ts";
import type { NotationTable } from "./symbols.ts";
import type { Visual } from "./visual.ts";
import { number } from "./visual.ts";
import { numberVisual, visualOf } from "./visualize.ts";
import type { Inline, Phrase, Words } from "./words.ts";
import { listed } from "./words.ts";

export interface Setting {
  readonly words: Words;
  readonly notation: NotationTable;
  readonly detail: Detail;
  readonly indexBase: 0 | 1;
  /** Gradients of several layers: each is written more briefly. */
  readonly isNetwork: boolean;
  /** Whether the format shows colours: they only repeat what a sign says. */
  readonly hasColours: boolean;
  /** Of a sum, before it is shortened; where the reader says it. */
  readonly mostTerms?: number;
  /** The arrays that slide as windows over others. */
  readonly kernels: ReadonlySet<string>;
  /** False where the sizes of a worksheet with letters were said before its results. */
  readonly saysSizes?: boolean;
  /** What stands above. */
  readonly shown: Shown;
  /** What derivatives of whole arrays are called, by their text: `grad(L, z)`. */
  readonly deltas: ReadonlyMap<string, string>;
}

export function math(expression: Expression, setting: Setting): { readonly math: Visual } {
  return { math: visualOf(expression, setting.notation) };
}

/** `3×3` */
export function shapeMath(shape: readonly number[]): Inline {
  if (shape.length === 1) return { math: number(String(shape[0])) };
  return { math: { tag: "product", factors: shape.map((size) => ({ link: "times", body: number(String(size)) })) } };
}

export function relationMath(left: Expression, right: Expression, setting: Setting): Inline {
  const [before, after] = [visualOf(left, setting.notation), visualOf(right, setting.notation)];
  return { math: { tag: "relation", left: before, sign: "==", right: after } };
}

/** Whether a request asks for one entry, as `y[3,2]` does. */
export function isSingleEntry(expression: Expression): boolean {
  return expression.tag === "index" && expression.indices.every((index) => index.tag !== "range");
}

/** The entry of what was asked for: of `y`, and also of `y[3,2]`, at its own place. */
export function entryOf(of: Expression, at: readonly number[]): Expression {
  if (at.length === 0 || isSingleEntry(of)) return of;
  return { tag: "index", array: of, indices: at.map((index) => ({ tag: "number", text: String(index) })) };
}

const manyDigits = /^-?\d*\.\d+(e[+-]?\d+)?$|e/i;

/** Decimals come with all their digits, which nobody wants to read. */
export function isRounded(value: string): boolean {
  return manyDigits.test(value) && value.replace(/e.*$/i, "").replace(/[-.]/g, "").replace(/^0+/, "").length > 6;
}

export function valueVisual(value: string): Visual {
  if (isRounded(value)) return numberVisual(String(Number(Number(value).toPrecision(6))));
  const [numerator = value, denominator] = value.replace("-", "").split("/");
  if (denominator === undefined) return numberVisual(value);
  const fraction: Visual = { tag: "fraction", numerator: number(numerator), denominator: number(denominator) };
  return value.startsWith("-") ? { tag: "sum", terms: [{ negative: true, body: fraction }] } : fraction;
}

export function valueLink(value: string): ChainLink {
  return { sign: isRounded(value) ? "≈" : "=", right: valueVisual(value), sameRow: true };
}

/** `1 ≤ p, q ≤ 2` for all letters of a formula that run over the same range. */
export function rangesOf(formula: Formula, setting: Setting): Phrase {
  const groups: { names: string[]; from: number; to: number }[] = [];
  for (const { name, from, to } of formula.letters) {
    const last = groups.at(-1);
    if (last !== undefined && last.from === from && last.to === to) last.names.push(name);
    else groups.push({ names: [name], from, to });
  }
  const ranges = groups.map(({ names, from, to }): Inline => {
    const items = names.map((name) => visualOf({ tag: "name", name }, setting.notation));
    const [only] = items;
    const letters: Visual = only !== undefined && items.length === 1 ? only : { tag: "series", items };
    const atLeast: Visual = { tag: "relation", left: number(String(from)), sign: "<=", right: letters };
    return { math: { tag: "relation", left: atLeast, sign: "<=", right: number(String(to)) } };
  });
  return listed(ranges, ", ", ", ");
}
