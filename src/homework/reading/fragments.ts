/** Places of formulas in a document, and how the end of one is found. */
import type { Span } from "../../language/syntax.ts";

export interface Fragment extends Span {
  /** Whether nothing stands between it and the fragment before, so that it may go on with its formula. */
  readonly isNext: boolean;
  /** Whether the two are rows of one text, not formulas of their own. */
  readonly isRow: boolean;
  /** A line of a program, which is read as plain text. */
  readonly isCode?: true;
  /** What opened it, where nothing closes it and so nothing of it is read. */
  readonly unclosed?: { readonly opening: string; readonly at: Span };
}

/** What opens a formula in running text, and what closes it. */
export interface Delimiter {
  readonly opening: string;
  readonly closing: string;
  /** Closed within its paragraph, or not at all. */
  readonly isInline: boolean;
}

export interface Closer {
  /** Where the formula ends, and where the text goes on; `undefined` where nothing closes it. */
  readonly find: (delimiter: Delimiter, from: number) => { readonly end: number; readonly next: number } | undefined;
  /** The end of the paragraph that holds `from`. */
  readonly paragraphEnd: (from: number) => number;
}

/** Each search goes on from where the last one of its kind ended, so that all of them together are linear. */
export function closerIn(source: string): Closer {
  const found = new Map<string, number>();
  const nextOf = (text: string, from: number): number => {
    const known = found.get(text);
    if (known !== undefined && known >= from) return known;
    const at = indexOfUnescaped(source, text, from);
    found.set(text, at);
    return at;
  };
  let blank = -1;
  const paragraphEnd = (from: number): number => {
    if (blank >= from) return blank;
    const pattern = /\n[^\S\n]*\n/gu;
    pattern.lastIndex = from;
    blank = pattern.exec(source)?.index ?? source.length;
    return blank;
  };
  return {
    paragraphEnd,
    find(delimiter, from) {
      const at = nextOf(delimiter.closing, from);
      if (at >= source.length) return undefined;
      if (delimiter.isInline && at > paragraphEnd(from)) return undefined;
      return { end: at, next: at + delimiter.closing.length };
    },
  };
}

/** The length of the source where there is none. */
function indexOfUnescaped(source: string, text: string, from: number): number {
  const escapes = !text.startsWith("\\");
  for (let at = source.indexOf(text, from); at >= 0; at = source.indexOf(text, at + 1)) {
    if (!(isEscaped(source, at) && (escapes || source.charAt(at - 1) === "\\"))) return at;
  }
  return source.length;
}

/** Whether an odd number of backslashes stands before a place; long runs of them count as rows. */
export function isEscaped(source: string, at: number): boolean {
  let start = at;
  while (start > 0 && at - start < 8 && source.charAt(start - 1) === "\\") start -= 1;
  return (at - start) % 2 === 1;
}

/** Whether nothing but whitespace stands between two places. */
export function isGap(source: string, from: number, to: number): boolean {
  return to - from < 1_000 && source.slice(from, to).trim() === "";
}
