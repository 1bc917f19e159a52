/**
 * Worksheet text to tokens: whitespace and comments go, full-width punctuation is read as its plain twin, and every
 * token keeps its place in the text as it was written. It never fails: what has no meaning becomes a `stray` token.
 */
import moo from "moo";
import type { Span } from "./syntax.ts";

export type TokenType = "name" | "number" | "text" | "symbol" | "newline" | "openText" | "singleQuoted" | "stray";

export interface Token {
  readonly type: TokenType;
  /** What the grammar's literals are compared with. */
  readonly text: string;
  /** The content: of a text, what stands between its quotes. */
  readonly value: string;
  readonly span: Span;
}

export const lexer = moo.compile({
  space: /[^\S\r\n]+/u,
  comment: /#[^\r\n]*/u,
  newline: { match: /\r\n|\n|\r/u, lineBreaks: true },
  text: /"[^"\r\n]*"|[“”＂][^“”＂"\r\n]*[“”＂"]/u,
  openText: /["“”＂][^\r\n]*/u,
  // The prime of a derivative follows a name; anywhere else single quotes are meant to enclose a text.
  singleQuoted: /(?<![\p{L}\p{M}\p{Nd}_)\]'])'[^'()"\r\n]+'/u,
  number: /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/u,
  name: /[\p{L}_][\p{L}\p{M}\p{Nd}_]*/u,
  // Signs of other languages are kept whole, so that a message can name their twin.
  stray: /\*\*|:=|!=|\/\/|===|\.{3,}|=<|=>/u,
  symbol: /\.\.|==|<=|>=|[()[\],=+\-*/^@<>']/u,
  other: /[^\r\n]/u,
});

/** The tokens of `source` one by one, line ends included. Only one source can be under way at a time. */
export function* tokenize(source: string): Generator<Token, void> {
  lexer.reset(foldPunctuation(source));
  for (const found of lexer) {
    const span = { start: found.offset, end: found.offset + found.text.length };
    switch (found.type) {
      case "space":
      case "comment":
        break;
      case "text":
        yield { type: "text", text: '"', value: source.slice(span.start + 1, span.end - 1), span };
        break;
      case "name":
        yield plain("name", found.text.normalize("NFC"), span);
        break;
      case "other":
        yield plain("stray", found.text, span);
        break;
      default:
        yield plain(found.type as TokenType, found.text, span);
    }
  }
}

function plain(type: TokenType, text: string, span: Span): Token {
  return { type, text, value: text, span };
}

/** Twins outside the block of full-width forms; ＂ is left alone, since texts keep it when another quote encloses it. */
const twins: Readonly<Record<string, string>> = {
  "\u3000": " ",
  "\ufeff": " ",
  "、": ",",
  "【": "[",
  "】": "]",
  "−": "-",
  "‘": "'",
  "’": "'",
  "′": "'",
};

/** One character for one, so that offsets stay true. */
function foldPunctuation(source: string): string {
  return source.replace(/[\uff01\uff03-\uff5e\u3000\ufeff、【】−‘’′]/gu, (character) => {
    return twins[character] ?? String.fromCharCode(character.charCodeAt(0) - 0xfee0);
  });
}
