/**
 * What formulas borrow from programs: `np.sum(…)`, `dZ.T`, `dZ.sum(…)`, `conv2d(…)` as one word, words in quotes.
 */
import { isCalledBy, isCodeWord, isMethod, isModule, PROGRAM } from "./code-words.ts";
import { meaningOf } from "./commands.ts";
import { isCharacter } from "./match.ts";
import { bad, type Tidying, token } from "./tidying.ts";
import type { RawToken, Token, TokenType } from "./tokens.ts";

const OPERAND_ENDS: ReadonlySet<TokenType> = new Set(["symbol", "}", "close", "prime", "matrixClose", "bar"]);

/** A dot between two things that touch it; `undefined` where it only ends a formula. */
export function tidyDot(tidying: Tidying, at: number, into: Token[]): number | undefined {
  const { raw } = tidying;
  const [dot, next] = [raw[at] as RawToken, raw[at + 1]];
  const before = into.at(-1);
  if (next === undefined || next.spaced || dot.spaced || before === undefined) return undefined;
  const called = moduleCall(tidying, at, before, into);
  if (called !== undefined) return called;
  if (before.type === "number" && next.kind === "command" && startsOperand(next)) return pushProduct(dot, at, into);
  if (!OPERAND_ENDS.has(before.type)) return undefined;
  if (next.kind === "letters" && next.text === "T") {
    pushTranspose(next, into);
    return at + 2;
  }
  if (next.kind === "letters" && isMethod(next.text) && isCharacter(raw[at + 2], "(")) {
    into.push(token("method", next.text, { start: dot.span.start, end: next.span.end }));
    return at + 2;
  }
  if (!startsOperand(next)) return undefined;
  // In LaTeX a dot between operands is a product; in a program it asks for something that is not known here.
  if (tidying.format === "txt")
    into.push(bad(dot.span, { tag: "unexpected", found: ".", expected: ["operator", "relation"], at: dot.span }));
  else pushProduct(dot, at, into);
  return at + 1;
}

function pushProduct({ span }: RawToken, at: number, into: Token[]): number {
  into.push(token("operator", "\\cdot", span, { operator: "dot" }));
  return at + 1;
}

/** `np.sum`, `torch.nn.functional.conv2d`: the word alone, with a mark that a program calls it. */
function moduleCall(tidying: Tidying, at: number, before: Token, into: Token[]): number | undefined {
  const module = before.symbol?.name ?? "";
  const next = tidying.raw[at + 1] as RawToken;
  if (!isModule(module) || before.scripts !== undefined) return undefined;
  const word = wordFrom(tidying.raw, at + 1, (text) => isCalledBy(module, text));
  if (word !== undefined) {
    const { start } = before.outer ?? before.span;
    const symbol = { name: `${PROGRAM}${word.text}`, isWord: true };
    into[into.length - 1] = token("symbol", "word", { start, end: word.end }, { symbol });
    return word.next;
  }
  if (next.kind !== "letters" || !isModule(next.text)) return undefined;
  into.pop();
  return at + 1;
}

interface Word {
  readonly text: string;
  readonly end: number;
  readonly next: number;
}

const MOST_PARTS = 6;

/** The longest word that tokens which touch make up from `at` on. */
function wordFrom(raw: readonly RawToken[], at: number, isWord: (text: string) => boolean): Word | undefined {
  let text = "";
  let found: Word | undefined;
  for (let place = at; place < Math.min(raw.length, at + MOST_PARTS); place++) {
    const part = raw[place] as RawToken;
    const isPart = part.kind === "letters" || part.kind === "number" || /^\\?_$/u.test(part.text);
    if (!isPart || (place > at && part.spaced)) break;
    text += part.text.replace("\\", "");
    if (isWord(text)) found = { text, end: part.span.end, next: place + 1 };
  }
  return found;
}

/** `conv2d(`, `conv_transpose2d(`: one word, however it was taken apart. */
export function tidyCodeWord({ raw }: Tidying, at: number, into: Token[]): number | undefined {
  const word = wordFrom(raw, at, isCodeWord);
  if (word === undefined || !isCharacter(raw[word.next], "(")) return undefined;
  const { start } = (raw[at] as RawToken).span;
  const symbol = { name: word.text, isWord: true };
  into.push(token("symbol", "word", { start, end: word.end }, { symbol }));
  return word.next;
}

/** `dZ.T`: as `dZ^T`; behind a superscript it stands beside what is there. */
function pushTranspose(next: RawToken, into: Token[]): void {
  const before = into.at(-1) as Token;
  const symbol = token("symbol", "letters", next.span, { symbol: { name: "top", isWord: false } });
  if (before.type === "}" && before.scripts?.endsWith("^") === true) {
    into.pop();
    into.push(token("comma", ",", next.span), symbol, before);
    return;
  }
  const scripts = `${before.scripts ?? ""}^`;
  into.push(token("script", "^", next.span), token("{", "{", next.span), symbol);
  into.push(token("}", "}", next.span, { scripts }));
}

const OPERANDS: ReadonlySet<string> = new Set("symbol fraction sum root font accent upright differential".split(" "));

function startsOperand(raw: RawToken): boolean {
  if (raw.kind === "letters" || raw.kind === "left") return true;
  return raw.kind === "command" && OPERANDS.has(meaningOf(raw.text.slice(1))?.tag ?? "");
}

const BEFORE_WORDS: ReadonlySet<TokenType> = new Set(["comma", "open", "relation"]);

/** `'full'` in a call: a word. */
export function quotedWord({ raw }: Tidying, at: number, into: Token[]): number | undefined {
  const [quote, word, close] = [raw[at] as RawToken, raw[at + 1], raw[at + 2]];
  if (!BEFORE_WORDS.has(into.at(-1)?.type ?? "bad") || word?.kind !== "letters" || close?.text !== quote.text)
    return undefined;
  const span = { start: quote.span.start, end: close.span.end };
  into.push(token("symbol", "word", span, { symbol: { name: word.text, isWord: true } }));
  return at + 3;
}
