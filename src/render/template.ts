/**
 * Entries that the worksheet wants written in a way of its own: `w_{ij}^{(c,o)}` for `w[o,c,i,j]`.
 */
import type { Notation } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import type { IndexNode } from "../language/syntax.ts";
import { scriptsOf } from "./names.ts";
import type { SymbolVisual } from "./visual.ts";

type Template = NonNullable<Notation["template"]>;

/** The symbol with its first indices in their places; those that are left over are the caller's. */
export function templateSymbol({ array, indices }: IndexNode, { letters, latex }: Template): SymbolVisual {
  const placed = indices.slice(0, letters.length);
  // An index is a sum of letters and numbers: its text is LaTeX once products are juxtaposed.
  const texts = new Map(
    placed.map((index, axis) => [letters[axis] as string, roundings(printExpression(index).replaceAll("*", ""))]),
  );
  const filled = latex.replace(/\\[A-Za-z]+|[A-Za-z]+/g, (word) => placeLetters(word, texts));
  const plain = printExpression({ tag: "index", array, indices: placed });
  return { tag: "symbol", latex: filled, plain, word: false, scripts: scriptsOf(filled) };
}

/** ⌈m/2⌉ for ceil(m/2), with parentheses inside where there are any. */
function roundings(text: string): string {
  return text.replace(/\b(ceil|floor)\(((?:[^()]|\([^()]*\))*)\)/g, "\\l$1 $2\\r$1 ").trim();
}

/** Letters stand for themselves, alone or in a run such as `ij`; commands stay. */
function placeLetters(word: string, texts: ReadonlyMap<string, string>): string {
  if (word.startsWith("\\")) return word;
  const whole = texts.get(word);
  if (whole !== undefined) return whole;
  const letters = [...word];
  return letters.every((letter) => texts.has(letter)) ? letters.map((letter) => texts.get(letter)).join("") : word;
}
