/**
 * Long sums in a writeup: the first and last terms, with dots between them. The JSON keeps every term.
 */
import type { Setting } from "./setting.ts";
import type { Visual } from "./visual.ts";

/** A sum of more terms than this is shortened, to so many at its beginning and its end. */
export const mostTerms = 36;
export const atBeginning = 6;
export const atEnd = 3;

const dots: Visual = { tag: "symbol", latex: "\\cdots", plain: "⋯", word: false, scripts: "none" };

export interface Elided {
  readonly visual: Visual;
  /** How many terms the sum has, where it was shortened. */
  readonly terms?: number;
}

export function elide(visual: Visual, { detail }: Setting): Elided {
  if (detail !== "steps" || visual.tag !== "sum" || visual.terms.length <= mostTerms) return { visual };
  const { terms } = visual;
  const shown = [...terms.slice(0, atBeginning), { negative: false, body: dots }, ...terms.slice(-atEnd)];
  return { visual: { tag: "sum", terms: shown }, terms: terms.length };
}
