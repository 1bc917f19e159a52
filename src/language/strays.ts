/** Characters and marks that mean nothing in a worksheet, each with what was probably meant. */
import { Mistake } from "../error.ts";
import { type Message, tell, verbatim } from "../messages/message.ts";
import { quoted } from "./failure.ts";
import type { Token } from "./lexer.ts";

/** Marks of other languages and what a worksheet writes instead. */
const meant: ReadonlyMap<string, Message> = new Map([
  ["**", tell`a power is written \`^\``],
  [":=", tell`a definition is written \`=\``],
  ["===", tell`equality is written \`==\``],
  ["=<", tell`write \`<=\``],
  ["=>", tell`write \`>=\``],
  ["≤", tell`write \`<=\``],
  ["≥", tell`write \`>=\``],
  ["//", tell`a comment starts with \`#\`, and \`/\` divides`],
  ["×", tell`write \`*\``],
  ["·", tell`write \`*\``],
  ["⋅", tell`write \`*\``],
  ["∗", tell`write \`*\``],
  ["÷", tell`write \`/\``],
  ["²", tell`write \`^2\``],
  ["³", tell`write \`^3\``],
  ["{", tell`brackets are \`(\` and \`[\``],
  ["}", tell`brackets are \`(\` and \`[\``],
  [":", tell`a range is written \`1..3\``],
  ["…", tell`a range is written \`1..3\``],
  [".", tell`write \`0.5\` for a number, \`1..3\` for a range`],
  [";", tell`one statement a line; rows are written \`[[1, 2], [3, 4]]\``],
  ["%", tell`the remainder is written \`mod\`, a comment starts with \`#\``],
  ["\\", tell`LaTeX stands between quotes`],
]);

/** What is wrong with a token in itself, whatever stands around it. */
export function lexicalMistake(token: Token): Mistake | undefined {
  switch (token.type) {
    case "openText":
      return new Mistake("syntax", tell`this text has no closing quote`, token.span);
    case "singleQuoted":
      return new Mistake("syntax", tell`a text stands between double quotes: "${shortened(token.text)}"`, token.span);
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

function shortened(text: string): string {
  const content = text.slice(1, -1);
  return content.length <= 30 ? content : `${content.slice(0, 30)}…`;
}

function strayMessage(text: string): Message {
  const mend = text.startsWith("...") ? tell`a range is written with two dots: \`1..9\`` : meant.get(text);
  const shown = isVisible(text) ? quoted(text) : tell`the character ${verbatim(`U+${codePoint(text)}`)}`;
  return mend === undefined ? tell`${shown} means nothing here` : tell`${shown} means nothing here; ${mend}`;
}

function isVisible(text: string): boolean {
  return !/[\p{C}\p{Z}]/u.test(text);
}

function codePoint(text: string): string {
  return (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
