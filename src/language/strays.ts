/** Characters and marks that mean nothing in a worksheet, each with what was probably meant. */
import { Mistake } from "../error.ts";
import type { Token } from "./lexer.ts";

/** Marks of other languages and what a worksheet writes instead. */
const meant: ReadonlyMap<string, string> = new Map([
  ["**", "a power is written `^`"],
  [":=", "a definition is written `=`"],
  ["===", "equality is written `==`"],
  ["=<", "write `<=`"],
  ["=>", "write `>=`"],
  ["≤", "write `<=`"],
  ["≥", "write `>=`"],
  ["//", "a comment starts with `#`, and `/` divides"],
  ["×", "write `*`"],
  ["·", "write `*`"],
  ["⋅", "write `*`"],
  ["∗", "write `*`"],
  ["÷", "write `/`"],
  ["²", "write `^2`"],
  ["³", "write `^3`"],
  ["{", "brackets are `(` and `[`"],
  ["}", "brackets are `(` and `[`"],
  [":", "a range is written `1..3`"],
  ["…", "a range is written `1..3`"],
  [".", "write `0.5` for a number, `1..3` for a range"],
  [";", "one statement a line; rows are written `[[1, 2], [3, 4]]`"],
  ["%", "the remainder is written `mod`, a comment starts with `#`"],
  ["\\", "LaTeX stands between quotes"],
]);

/** What is wrong with a token in itself, whatever stands around it. */
export function lexicalMistake(token: Token): Mistake | undefined {
  switch (token.type) {
    case "openText":
      return new Mistake("syntax", "this text has no closing quote", token.span);
    case "singleQuoted":
      return new Mistake("syntax", `a text stands between double quotes: ${inDoubleQuotes(token.text)}`, token.span);
    case "stray":
      return new Mistake("syntax", strayMessage(token.text), token.span);
    case "name":
    case "number":
    case "text":
    case "symbol":
    case "newline":
      return undefined;
  }
}

function inDoubleQuotes(text: string): string {
  const content = text.slice(1, -1);
  return content.length <= 30 ? `"${content}"` : `"${content.slice(0, 30)}…"`;
}

function strayMessage(text: string): string {
  const mend = text.startsWith("...") ? "a range is written with two dots: `1..9`" : meant.get(text);
  const shown = isVisible(text) ? `\`${text}\`` : `the character U+${codePoint(text)}`;
  return mend === undefined ? `${shown} means nothing here` : `${shown} means nothing here; ${mend}`;
}

function isVisible(text: string): boolean {
  return !/[\p{C}\p{Z}]/u.test(text);
}

function codePoint(text: string): string {
  return (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
