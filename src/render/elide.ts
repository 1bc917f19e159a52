/**
 * Long sums in a writeup: the first and last terms, with dots between them, also where the sum stands in parentheses.
 * The JSON keeps every term.
 */
import { lineWidth, widthOf } from "./measure.ts";
import type { Setting } from "./setting.ts";
import type { Visual } from "./visual.ts";

/** A sum of more terms than this, or that would fill more lines, is shortened, to so many at its beginning and end. */
export const mostTerms = 36;
const mostLines = 7;
/** The same in a network, where the formula above a sum says what it is. */
const mostInNetwork = 12;
export const atBeginning = 4;
export const atEnd = 2;

const dots: Visual = { tag: "symbol", latex: "\\cdots", plain: "⋯", word: false, scripts: "none" };

export interface Elided {
  readonly visual: Visual;
  /** How many terms the sum has, where it was shortened. */
  readonly terms?: number;
}

export function elide(visual: Visual, setting: Setting): Elided {
  if (setting.detail !== "steps") return { visual };
  switch (visual.tag) {
    case "sum":
      return elideSum(visual, setting);
    case "group": {
      const { visual: body, ...terms } = elide(visual.body, setting);
      return { visual: { ...visual, body }, ...terms };
    }
    case "product": {
      const parts = visual.factors.map(({ link, body }) => ({ link, elided: elide(body, setting) }));
      const terms = parts.flatMap(({ elided }) => elided.terms ?? []);
      const factors = parts.map(({ link, elided }) => ({ link, body: elided.visual }));
      return { visual: { tag: "product", factors }, ...(terms.length > 0 && { terms: Math.max(...terms) }) };
    }
    default:
      return { visual };
  }
}

function elideSum(sum: Extract<Visual, { tag: "sum" }>, { isNetwork }: Setting): Elided {
  const { terms } = sum;
  const isShort = terms.length <= (isNetwork ? mostInNetwork : mostTerms) && widthOf(sum) <= mostLines * lineWidth;
  if (isShort || terms.length <= atBeginning + atEnd + 1) return { visual: sum };
  const shown = [...terms.slice(0, atBeginning), { negative: false, body: dots }, ...terms.slice(-atEnd)];
  return { visual: { tag: "sum", terms: shown }, terms: terms.length };
}
