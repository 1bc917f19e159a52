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
  if (setting.detail !== "steps" && setting.mostTerms === undefined) return { visual };
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

function elideSum(sum: Extract<Visual, { tag: "sum" }>, { isNetwork, mostTerms: asked }: Setting): Elided {
  const { terms } = sum;
  const most = asked ?? (isNetwork ? mostInNetwork : mostTerms);
  const isShort = terms.length <= most && (asked !== undefined || widthOf(sum) <= mostLines * lineWidth);
  const [beginning, end] = most > atBeginning + atEnd ? [atBeginning, atEnd] : [Math.max(1, most - 1), 1];
  if (isShort || terms.length <= beginning + end + (asked === undefined ? 1 : 0)) return { visual: sum };
  const shown = [...terms.slice(0, beginning), { negative: false, body: dots }, ...terms.slice(-end)];
  return { visual: { tag: "sum", terms: shown }, terms: terms.length };
}
