/**
 * Commands and braces around parts of a formula: fonts, colours, boxes and accents go, fractions and roots get the
 * braces of their arguments.
 */
import type { Meaning } from "./commands.ts";
import { isCharacter } from "./match.ts";
import { skipArguments } from "./tidy-arguments.ts";
import { type Argument, extend, isRelationAtTop, type Scope, type Tidying, token } from "./tidying.ts";
import type { RawToken, Token } from "./tokens.ts";

export function font(tidying: Tidying, at: number, mayBeOne: boolean, scope: Scope, into: Token[]): number {
  const start = (tidying.raw[at] as RawToken).span.start;
  const { tokens, next, end } = tidying.argument(at + 1, scope);
  const only = tokens[0];
  const mayIndicate = mayBeOne && tokens.length === 1 && (only?.text === "1" || only?.symbol?.name === "I");
  const placed = extend(tokens, { start, end });
  if (tokens.length <= 1) into.push(...placed.map((inner) => (mayIndicate ? { ...inner, mayIndicate } : inner)));
  else pushGroup(placed, { start, end }, into);
  return next;
}

/** Tokens that belong together, in braces unless a relation or a row among them shows that they only stand together. */
function pushGroup(tokens: readonly Token[], span: Token["span"], into: Token[]): void {
  if (tokens.length <= 1 || isRelationAtTop(tokens)) {
    for (const inner of tokens) into.push(inner);
    return;
  }
  const { start, end } = span;
  into.push(token("{", "{", { start, end: start }));
  for (const inner of tokens) into.push(inner);
  into.push(token("}", "}", { start: end, end }));
}

export function accent(tidying: Tidying, at: number, name: string, scope: Scope, into: Token[]): number {
  const start = (tidying.raw[at] as RawToken).span.start;
  const { tokens, next, end } = tidying.argument(at + 1, scope);
  const [first, ...rest] = tokens;
  if (first?.type === "operator" && rest.length === 0) {
    into.push({ ...first, accent: name, span: { start, end } });
    return next;
  }
  const placed = extend(tokens, { start, end });
  const head = placed[0];
  if (head?.symbol !== undefined) placed[0] = { ...head, symbol: { ...head.symbol, accent: name } };
  pushGroup(placed, { start, end }, into);
  return next;
}

export function unwrap(
  tidying: Tidying,
  at: number,
  meaning: Extract<Meaning, { tag: "unwrap" }>,
  scope: Scope,
  into: Token[],
): number {
  const { span, text } = tidying.raw[at] as RawToken;
  const from = skipArguments(tidying, at + 1, meaning.keep);
  const { tokens, next, end } = tidying.argument(from, scope);
  const after = skipArguments(tidying, next, meaning.arguments - meaning.keep - 1);
  if (meaning.isNoted) tidying.notes.push({ tag: "unwrapped", command: text, at: { start: span.start, end } });
  if (tokens.length === 0 && meaning.isNoted) into.push(token("blank", "?", { start: span.start, end }));
  else if (isRelationAtTop(tokens) && tokens.length > 1) for (const inner of tokens) into.push(inner);
  else for (const inner of extend(tokens, { start: span.start, end })) into.push(inner);
  return after;
}

export function underbrace(tidying: Tidying, at: number, label: "_" | "^", scope: Scope, into: Token[]): number {
  const { span, text } = tidying.raw[at] as RawToken;
  const { tokens, next, end } = tidying.argument(at + 1, scope);
  let after = next;
  if (isCharacter(tidying.raw[next], label)) after = tidying.argument(next + 1, { ...scope, isArgument: true }).next;
  const whole = { start: span.start, end: after > next ? (tidying.raw[after - 1]?.span.end ?? end) : end };
  tidying.notes.push({ tag: "unwrapped", command: text, at: whole });
  pushGroup(extend(tokens, whole), whole, into);
  return after;
}

export function underline(tidying: Tidying, at: number, scope: Scope, into: Token[]): number {
  const start = (tidying.raw[at] as RawToken).span.start;
  const { tokens, next, end } = tidying.argument(at + 1, scope);
  if (tokens.every(({ type }) => type === "quad")) into.push(token("blank", "?", { start, end }));
  else pushGroup(extend(tokens, { start, end }), { start, end }, into);
  return next;
}

export function fraction(tidying: Tidying, at: number, scope: Scope, into: Token[]): number {
  const span = (tidying.raw[at] as RawToken).span;
  into.push(token("fraction", "\\frac", span));
  const over = tidying.argument(at + 1, { ...scope, isArgument: true });
  pushBraces(over, into);
  const under = tidying.argument(over.next, { ...scope, isArgument: true });
  pushBraces(under, into);
  return under.next;
}

function pushBraces({ tokens, start, end }: Argument, into: Token[]): void {
  into.push(token("{", "{", { start, end: Math.min(start + 1, end) }));
  for (const inner of tokens) into.push(inner);
  into.push(token("}", "}", { start: Math.max(start, end - 1), end }));
}

export function root(tidying: Tidying, at: number, scope: Scope, into: Token[]): number {
  into.push(token("root", "\\sqrt", (tidying.raw[at] as RawToken).span));
  const argument = tidying.argument(at + 1, { ...scope, isArgument: true });
  pushBraces(argument, into);
  return argument.next;
}

/** Braces that only group; `{a \over b}`; braces around one thing, or around whole formulas, are gone. */
export function braces(tidying: Tidying, at: number, scope: Scope, into: Token[]): number {
  const end = tidying.partner[at] as number;
  const span = { start: (tidying.raw[at] as RawToken).span.start, end: (tidying.raw[end] as RawToken).span.end };
  const tokens = tidying.range(at + 1, end, scope);
  const over = tokens.findIndex(({ text, type }) => type === "other" && text === "\\over");
  if (over >= 0) {
    into.push(token("fraction", "\\over", { start: span.start, end: span.start }));
    pushBraces(
      { tokens: tokens.slice(0, over), start: span.start, end: (tokens[over] as Token).span.start, next: 0 },
      into,
    );
    pushBraces(
      { tokens: tokens.slice(over + 1), start: (tokens[over] as Token).span.end, end: span.end, next: 0 },
      into,
    );
  } else if (tokens.length === 1 && tokens[0]?.type === "comma") {
    // `1{,}5` is a decimal comma, or parts thousands: nobody but its writer knows.
    into.push(token("other", "{,}", span));
  } else pushGroup(extend(tokens, span), span, into);
  return end + 1;
}
