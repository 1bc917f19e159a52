/**
 * Words in a formula. In an argument, before a bracket, or alone as a name they belong to the formula; conditions and
 * sentences stand beside it, and part one formula from the next.
 */
import { isCharacter } from "./match.ts";
import { wordKind } from "./text-words.ts";
import { extend, type Scope, type Tidying, token } from "./tidying.ts";
import type { RawToken, Token } from "./tokens.ts";

/** `\text{…}` at `at`. Mathematics between dollars in it is read as if the text ended there. */
export function tidyText(tidying: Tidying, at: number, scope: Scope, into: Token[]): number {
  const { raw, partner } = tidying;
  const start = (raw[at] as RawToken).span.start;
  const close = partner[at + 1] ?? -1;
  if (!isCharacter(raw[at + 1], "{") || close < 0) return tidyUpright(tidying, at, at + 1, scope, into);
  const span = { start, end: (raw[close] as RawToken).span.end };
  let from = at + 2;
  let isMath = false;
  for (let place = from; place <= close; place++) {
    if (place < close && !isCharacter(raw[place], "$")) continue;
    if (isMath) for (const inner of tidying.range(from, place, scope)) into.push(inner);
    else pushWords(tidying, textOf(raw, from, place), span, close + 1, scope, into);
    isMath = !isMath;
    from = place + 1;
  }
  return close + 1;
}

/** The words between two places, with single spaces. */
function textOf(raw: readonly RawToken[], from: number, to: number): string {
  let text = "";
  for (let place = from; place < to; place++) {
    const { text: part, spaced } = raw[place] as RawToken;
    if ((spaced || part === "\\ " || part === "\\," || part === "~") && text !== "") text += " ";
    if (!/^\\[ ,;]$|^~$/u.test(part)) text += part.replace(/^\\(?=[^A-Za-z])/u, "").replace(/[{}]/gu, "");
  }
  return text.trim();
}

function pushWords(
  tidying: Tidying,
  text: string,
  span: Token["span"],
  next: number,
  scope: Scope,
  into: Token[],
): void {
  const words = text.replace(/^[\s,.;:]+|[\s,;:]+$/gu, "");
  if (words === "") return pushMark(text, span, scope, into);
  if (/^\(.*\)$/u.test(words) && !/^\([0-9ivx]+\)$/u.test(words)) return comment(tidying, words, span);
  if (!scope.isArgument && (/[:：]\s*$/u.test(text) || endsRow(tidying, next, into)))
    return pushSaid(tidying, words, span, into);
  const kind = wordKind(words);
  if (scope.isArgument && kind === "condition") {
    if (into.length > 0 && into.at(-1)?.type !== "comma") into.push(token("comma", ",", span));
    return;
  }
  if (kind === "name" || scope.isArgument || isCalled(tidying, next, kind, words)) {
    const name = words.replace(/^([A-Za-z]+) ?([0-9]+)°?$/u, "$1$2");
    into.push(token("symbol", "word", span, { symbol: { name, isWord: true } }));
    return;
  }
  if (kind === "words") tidying.notes.push({ tag: "commented", text: words, at: span });
  into.push(token(kind, words, span));
  if (kind === "words") tidying.row.hasRelation = false;
}

/** `&& \text{forward}`: words alone in a cell behind a formula. */
function endsRow({ raw, row }: Tidying, next: number, into: readonly Token[]): boolean {
  const [before, cell] = [into.at(-2)?.type ?? "relation", into.at(-1)?.type];
  if (cell !== "cell" || !row.hasRelation || ["relation", "sign", "operator"].includes(before)) return false;
  const after = raw[next];
  return after === undefined || after.kind === "end" || after.text === "\\\\";
}

function pushSaid(tidying: Tidying, words: string, span: Token["span"], into: Token[]): void {
  const kind = wordKind(words);
  if (kind === "condition" || kind === "otherwise" || kind === "and") into.push(token(kind, words, span));
  else {
    tidying.notes.push({ tag: "commented", text: words, at: span });
    into.push(token("words", words, span));
    tidying.row.hasRelation = false;
  }
}

/** `\text{, }` parts formulas as a bare comma does. */
function pushMark(text: string, span: Token["span"], scope: Scope, into: Token[]): void {
  if (scope.isArgument) return;
  if (text.includes(",")) into.push(token("comma", ",", span));
  else if (/[;.:]/u.test(text)) into.push(token("stop", text, span));
}

function comment(tidying: Tidying, text: string, at: Token["span"]): void {
  tidying.notes.push({ tag: "commented", text, at });
}

/** `\text{cross entropy}(y)` */
function isCalled({ raw }: Tidying, next: number, kind: string, words: string): boolean {
  return kind === "words" && isCharacter(raw[next], "(") && /^[\p{L}\p{M}]+(?: [\p{L}\p{M}]+)?$/u.test(words);
}

/** Bare words in a script other than Latin or Greek. */
export function tidyWords(tidying: Tidying, at: number, scope: Scope, into: Token[]): number {
  const { raw } = tidying;
  const first = raw[at] as RawToken;
  let end = at + 1;
  while (raw[end]?.kind === "words") end += 1;
  const span = { start: first.span.start, end: (raw[end - 1] as RawToken).span.end };
  const text = end === at + 1 ? first.text : textOf(raw, at, end);
  pushWords(tidying, text, span, end, scope, into);
  return end;
}

/** `\mathrm{rot}`, `\operatorname{conv}`: a word, where letters and digits alone stand in it; else only a font. */
export function tidyUpright(tidying: Tidying, at: number, from: number, scope: Scope, into: Token[]): number {
  const { raw, partner } = tidying;
  const span = { start: (raw[at] as RawToken).span.start, end: 0 };
  const close = partner[from] ?? -1;
  const text = isCharacter(raw[from], "{") && close > from ? textOf(raw, from + 1, close) : "";
  if (/^[A-Za-z][A-Za-z0-9_\- ]*$/u.test(text)) {
    span.end = (raw[close] as RawToken).span.end;
    const name = text.replaceAll(" ", "");
    const symbol = { name, isWord: name.length > 1 };
    into.push(token("symbol", symbol.isWord ? "word" : "letters", span, { symbol }));
    return close + 1;
  }
  const { tokens, next, end } = tidying.argument(from, scope);
  for (const inner of extend(tokens, { start: span.start, end })) into.push(inner);
  return next;
}
