/**
 * What formulas borrow from programs: `np.sum(…)`, `dZ.T`, `dZ.sum(…)`, `conv2d(…)` as one word, words in quotes.
 */
import { isCalledBy, isCodeWord, isCopy, isMethod, isModule, PROGRAM } from "./code-words.ts";
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
  if (tidying.format === "txt" && next.kind === "letters") {
    if (before.symbol?.name === "self") {
      into.pop();
      return at + 1;
    }
    if (next.text === "grad" || next.text === "shape") {
      pushScript("_", next.text, next, into);
      return at + 2;
    }
    const isEmptyCall = isCharacter(raw[at + 2], "(") && isCharacter(raw[at + 3], ")");
    if (isEmptyCall && isCopy(next.text)) return at + 4;
    if (isEmptyCall && next.text === "t") {
      pushTranspose(next, into);
      return at + 4;
    }
  }
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

/** `dZ.T`: as `dZ^T`. */
function pushTranspose(next: RawToken, into: Token[]): void {
  pushScript("^", "top", next, into);
}

/** A mark above or below what stands before; beside what is there already. */
function pushScript(sign: "^" | "_", name: string, next: RawToken, into: Token[]): void {
  const before = into.at(-1) as Token;
  const symbol = token("symbol", "letters", next.span, { symbol: { name, isWord: false } });
  if (before.type === "}" && before.scripts?.endsWith(sign) === true) {
    into.pop();
    into.push(token("comma", ",", next.span), symbol, before);
    return;
  }
  const scripts = `${before.scripts ?? ""}${sign}`;
  into.push(token("script", sign, next.span), token("{", "{", next.span), symbol);
  into.push(token("}", "}", next.span, { scripts }));
}

const OPERANDS: ReadonlySet<string> = new Set("symbol fraction sum root font accent upright differential".split(" "));

function startsOperand(raw: RawToken): boolean {
  if (raw.kind === "letters" || raw.kind === "left") return true;
  return raw.kind === "command" && OPERANDS.has(meaningOf(raw.text.slice(1))?.tag ?? "");
}

const MOST_SUBSCRIPTS = 30;
const SUBSCRIPTS = /^(["']?)[A-Za-z]+(?:,[A-Za-z]+)*(?:->[A-Za-z]*)?\1$/u;

/** `'bi,bj->ij'` behind `einsum(`: one word, with quotes or without them. */
export function einsumSubscripts({ raw }: Tidying, at: number, into: Token[]): number | undefined {
  if (into.at(-1)?.text !== "(" || into.at(-2)?.symbol?.name.replace(PROGRAM, "") !== "einsum") return undefined;
  let text = "";
  let found: Word | undefined;
  for (let place = at; place < Math.min(raw.length, at + MOST_SUBSCRIPTS); place++) {
    const part = raw[place] as RawToken;
    text += part.text === "\\to" ? "->" : part.text;
    const isWhole = SUBSCRIPTS.test(text) && (text.includes("->") || /^["']/u.test(text));
    if (isWhole) found = { text: text.replace(/["']/gu, ""), end: part.span.end, next: place + 1 };
  }
  if (found === undefined) return undefined;
  const span = { start: (raw[at] as RawToken).span.start, end: found.end };
  into.push(token("symbol", "word", span, { symbol: { name: found.text, isWord: true } }));
  return found.next;
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
