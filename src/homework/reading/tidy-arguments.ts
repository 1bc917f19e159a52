/**
 * What a command or a script takes: a group in braces, or one thing without them. Of several letters or digits in
 * LaTeX that is the first; in plain text it is all of them, and a bracket as a whole.
 */
import { MOST } from "./limits.ts";
import { isCharacter } from "./match.ts";
import { type Argument, bad, type Scope, type Tidying } from "./tidying.ts";
import type { RawToken, Token } from "./tokens.ts";

/** Arguments nest without braces too: `x^\mathbf\mathbf …`. */
export function guarded(tidying: Tidying, at: number, scope: Scope): Argument {
  const span = tidying.raw[at]?.span;
  if (span !== undefined && tidying.row.depth >= MOST.nesting) {
    const failure = bad(span, { tag: "limit", limit: "nesting", most: MOST.nesting, at: span });
    return { tokens: [failure], next: at + 1, ...span };
  }
  tidying.row.depth += 1;
  const found = argument(tidying, at, scope);
  tidying.row.depth -= 1;
  return found;
}

/** An argument in braces, or one thing without them: of several letters or digits in LaTeX, the first. */
function argument(tidying: Tidying, at: number, scope: Scope): Argument {
  const { raw, partner } = tidying;
  const first = raw[at];
  if (first === undefined) {
    const end = raw[at - 1]?.span.end ?? 0;
    const missing = bad({ start: end, end }, { tag: "unfinished", expected: ["operand"], at: { start: end, end } });
    return { tokens: [missing], next: at, start: end, end };
  }
  const { start } = first.span;
  const close = partner[at] ?? -1;
  if (isCharacter(first, "{") && close > at && !tidying.failures.has(at)) {
    return {
      tokens: tidying.range(at + 1, close, scope),
      next: close + 1,
      start,
      end: (raw[close] as RawToken).span.end,
    };
  }
  const isRun = (first.kind === "letters" || first.kind === "number") && first.text.length > 1;
  if (isRun && tidying.format !== "txt") {
    const cut = start + 1;
    const head: RawToken = { ...first, text: first.text.charAt(0), span: { start, end: cut } };
    raw[at] = head;
    const tokens: Token[] = [];
    tidying.unit(at, scope, tokens);
    const rest = first.text.slice(1);
    raw[at] = {
      ...first,
      kind: /^[0-9]/u.test(rest) ? "number" : first.kind,
      text: rest,
      span: { start: cut, end: first.span.end },
      spaced: false,
    };
    return { tokens, next: at, start, end: cut };
  }
  if (tidying.format === "txt" && isCharacter(first, "(")) {
    const close = closingParenthesis(raw, at);
    if (close > at)
      return {
        tokens: tidying.range(at, close + 1, scope),
        next: close + 1,
        start,
        end: (raw[close] as RawToken).span.end,
      };
  }
  const tokens: Token[] = [];
  let next = tidying.unit(at, scope, tokens);
  // A sign stands before what it belongs to: `x^-1` in plain text.
  if (tidying.format === "txt" && tokens.length === 1 && tokens[0]?.type === "sign" && raw[next] !== undefined)
    next = tidying.unit(next, scope, tokens);
  return { tokens, next, start, end: raw[next - 1]?.span.end ?? start };
}

const FARTHEST = 2_000;

function closingParenthesis(raw: readonly RawToken[], at: number): number {
  let depth = 0;
  for (let place = at; place < Math.min(raw.length, at + FARTHEST); place++) {
    if (isCharacter(raw[place], "(")) depth += 1;
    else if (isCharacter(raw[place], ")")) depth -= 1;
    if (depth === 0) return place;
  }
  return -1;
}

export function skipArguments(tidying: Tidying, from: number, count: number): number {
  let at = from;
  for (let skipped = 0; skipped < count; skipped++) {
    const end = isCharacter(tidying.raw[at], "{") ? (tidying.partner[at] ?? -1) : -1;
    if (end > at) at = end + 1;
  }
  return at;
}
