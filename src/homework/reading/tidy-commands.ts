/** Commands to tokens, by what they mean; an unknown one is a token that says so. */
import { showText } from "./characters.ts";
import { type Meaning, meaningOf } from "./commands.ts";
import { isCharacter } from "./match.ts";
import { skipArguments } from "./tidy-arguments.ts";
import { tidyScript } from "./tidy-scripts.ts";
import { pushPrime, pushRelation } from "./tidy-signs.ts";
import { tidyText, tidyUpright } from "./tidy-text.ts";
import { accent, font, fraction, root, underbrace, underline, unwrap } from "./tidy-wraps.ts";
import { bad, type Scope, type Tidying, token } from "./tidying.ts";
import type { RawToken, Token } from "./tokens.ts";

export function command(tidying: Tidying, at: number, scope: Scope, into: Token[]): number {
  const { text, span } = tidying.raw[at] as RawToken;
  const name = text.slice(1);
  const starred = isCharacter(tidying.raw[at + 1], "*") ? meaningOf(`${name}*`) : undefined;
  if (starred !== undefined) return meant(tidying, at, starred, scope, into, at + 2);
  const meaning = meaningOf(name);
  if (meaning !== undefined) return meant(tidying, at, meaning, scope, into);
  into.push(bad(span, { tag: "unknown-command", command: showText(text), at: span }));
  return at + 1;
}

export function meant(
  tidying: Tidying,
  at: number,
  meaning: Meaning,
  scope: Scope,
  into: Token[],
  next = at + 1,
): number {
  const { span, text } = tidying.raw[at] as RawToken;
  switch (meaning.tag) {
    case "symbol": {
      const symbol = { name: meaning.name, isWord: meaning.isWord };
      into.push(token("symbol", meaning.isWord ? "word" : "letters", span, { symbol }));
      return next;
    }
    case "operator":
      into.push(token("operator", text, span, { operator: meaning.sign }));
      return next;
    case "relation":
      pushRelation(tidying, meaning.sign, span, scope, into);
      return next;
    case "negation":
      return negation(tidying, next, span, scope, into);
    case "differential":
      into.push(token("differential", meaning.sign, span));
      return next;
    case "font":
      return font(tidying, at, meaning.mayBeOne, scope, into);
    case "upright":
      return tidyUpright(tidying, at, next, scope, into);
    case "text":
      return tidyText(tidying, at, scope, into);
    case "accent":
      return accent(tidying, at, meaning.name, scope, into);
    case "space":
      // `\;\;\;` is as wide as `\quad`, and parts as it does.
      if (isNarrow(tidying.raw[at - 1]) && (isNarrow(tidying.raw[at - 2]) || isCharacter(tidying.raw[next], "(")))
        into.push(token("quad", "\\quad", span));
      return next;
    case "quad":
      into.push(token("quad", "\\quad", span));
      return next;
    case "drop":
      // `\tag 5` has no braces.
      if (meaning.mayBeNumber === true && tidying.raw[next]?.kind === "number") return next + 1;
      return skipArguments(tidying, next, meaning.arguments);
    case "unwrap":
      return unwrap(tidying, at, meaning, scope, into);
    case "brace":
      return underbrace(tidying, at, meaning.label, scope, into);
    case "open":
    case "close":
    case "bar":
      into.push(token(meaning.tag, meaning.text, span));
      return next;
    case "character":
      into.push(token("other", meaning.text, span));
      return next;
    case "fraction":
      return fraction(tidying, at, scope, into);
    case "root":
      return root(tidying, at, scope, into);
    case "sum":
    case "dots":
    case "blank":
      into.push(token(meaning.tag, text, span));
      return next;
    case "degree":
      return next;
    case "underline":
      return underline(tidying, at, scope, into);
    case "row":
      return row(tidying, at, scope, into);
    case "substack": {
      const { tokens, next: after } = tidying.argument(next, { ...scope, isArgument: true });
      for (const inner of tokens) {
        const mark: Token = inner.type === "row" ? { ...inner, type: "comma", text: "," } : inner;
        if (mark.type !== "comma" || into.at(-1)?.type !== "comma") into.push(mark);
      }
      return after;
    }
    case "connective":
    case "condition":
    case "and":
      if (!scope.isArgument) into.push(token(meaning.tag, text, span));
      else if (meaning.tag === "and") into.push(token("comma", ",", span));
      if (!scope.isArgument && meaning.tag === "connective") tidying.row.hasRelation = false;
      return next;
    case "prime":
      pushPrime(span, into);
      return next;
    case "underscore":
      return underscore(tidying, at, scope, into);
    case "over":
      into.push(token("other", "\\over", span));
      return next;
    case "definition":
    case "forbidden":
      into.push(bad(span, { tag: "forbidden", command: text, at: span }));
      return next;
  }
}

/** `\not=`, `\not\in`; before any other sign nothing is known of it. */
function negation(tidying: Tidying, next: number, span: Token["span"], scope: Scope, into: Token[]): number {
  const sign = tidying.raw[next];
  const negated = sign && NEGATED.get(sign.text);
  if (sign === undefined || negated === undefined) {
    into.push(bad(span, { tag: "unexpected", found: "\\not", expected: ["relation"], at: span }));
    return next;
  }
  pushRelation(tidying, negated, { start: span.start, end: sign.span.end }, scope, into);
  return next + 1;
}

const NEGATED: ReadonlyMap<string, "≠" | "∉"> = new Map([
  ["=", "≠"],
  ["\\equiv", "≠"],
  ["\\in", "∉"],
]);

function row(tidying: Tidying, at: number, scope: Scope, into: Token[]): number {
  into.push(token("row", "\\\\", (tidying.raw[at] as RawToken).span));
  if (!scope.isArgument) tidying.row.hasRelation = false;
  let next = at + 1;
  if (isCharacter(tidying.raw[next], "*") && tidying.raw[next]?.spaced === false) next += 1;
  // `\\[2pt]` asks for space; a bracket that is set apart belongs to the formula.
  if (!isCharacter(tidying.raw[next], "[") || tidying.raw[next]?.spaced !== false) return next;
  const closing = tidying.raw.slice(next, next + 6).findIndex((raw) => isCharacter(raw, "]"));
  return closing < 0 ? next : next + closing + 1;
}

/** `zero\_pad` is one name; `\_\_\_` is a blank; in Markdown `a\_{2}` is an escaped subscript. */
function underscore(tidying: Tidying, at: number, scope: Scope, into: Token[]): number {
  const { raw } = tidying;
  const { span } = raw[at] as RawToken;
  const after = raw[at + 1];
  if (after?.text === "\\_") {
    let end = at + 1;
    while (raw[end]?.text === "\\_") end += 1;
    into.push(token("blank", "?", { start: span.start, end: (raw[end - 1] as RawToken).span.end }));
    return end;
  }
  const before = into.at(-1);
  if (before?.symbol !== undefined && (after?.kind === "letters" || after?.kind === "number")) {
    const symbol = { ...before.symbol, name: `${before.symbol.name}_${after.text}`, isWord: true };
    into[into.length - 1] = {
      ...before,
      symbol,
      text: "word",
      span: { start: before.span.start, end: after.span.end },
    };
    return at + 2;
  }
  if (tidying.format === "md" && after !== undefined) return tidyScript(tidying, at, "_", scope, into);
  into.push(token("other", "_", span));
  return at + 1;
}

/** A space of less than a word's width. */
function isNarrow(raw: RawToken | undefined): boolean {
  return raw?.text.startsWith("\\") === true && meaningOf(raw.text.slice(1))?.tag === "space";
}
