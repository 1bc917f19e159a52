/**
 * Subscripts, superscripts and primes, which in plain text may also stand one after the other, and sums as plain text
 * writes them: `sum(p=1..3, …)`.
 */
import { isCharacter } from "./match.ts";
import { bad, type Scope, step, type Tidying, token } from "./tidying.ts";
import type { RawToken, Token } from "./tokens.ts";

/** `_` or `^` at `at` and what belongs to it. */
export function tidyScript(tidying: Tidying, at: number, sign: "_" | "^", scope: Scope, into: Token[]): number {
  const { span } = tidying.raw[at] as RawToken;
  const degree = sign === "^" ? degreeEnd(tidying, at + 1) : undefined;
  if (degree !== undefined) return degree;
  const argument = tidying.argument(at + 1, { ...scope, isArgument: true });
  let tokens = withoutBrackets(withoutQuads(argument.tokens), into.at(-1));
  if (sign === "^") {
    for (; tokens[0]?.type === "prime"; tokens = tokens.slice(1)) into.push(primeAfter(into.at(-1), tokens[0]));
  }
  if (tokens.length === 0) return argument.next;
  if (sign === "_" && into.at(-1)?.type !== "sum") tokens = withWholeAxes(tokens);
  const before = into.at(-1);
  const padding = before?.type === "operator" ? paddingWord(tokens) : undefined;
  if (before !== undefined && padding !== undefined) {
    into[into.length - 1] = { ...before, accent: padding, span: { start: before.span.start, end: argument.end } };
    return argument.next;
  }
  if (before?.scripts?.includes(sign) === true) {
    if (tidying.format === "txt" && before.scripts === sign && before.type === "}") {
      into.pop();
      into.push(token("comma", ",", span), ...namedSigns(tokens), before);
    } else into.push(bad(span, { tag: "unexpected", found: sign, expected: ["operator", "relation"], at: span }));
    return argument.next;
  }
  into.push(
    token("script", sign, span),
    token("{", "{", { start: argument.start, end: Math.min(argument.start + 1, argument.end) }),
  );
  for (const inner of asRanges(namedSigns(tokens))) into.push(inner);
  const scripts = `${before?.scripts ?? ""}${sign}`;
  into.push(token("}", "}", { start: Math.max(argument.start, argument.end - 1), end: argument.end }, { scripts }));
  return argument.next;
}

/** `Y_{:,h}`, `Y_{i\cdot}`: a colon or a dot with nothing on one side of it is an index of its own. */
function withWholeAxes(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(isWholeAxis)) return tokens;
  const parts = splitAtCommas(tokens).flatMap((part) => {
    const [first, last] = [part[0], part.at(-1)];
    if (part.length === 1 || (first && isWholeAxis(first))) return [part.slice(0, 1), part.slice(1)];
    return last && isWholeAxis(last) ? [part.slice(0, -1), [last]] : [part];
  });
  const filled = parts.filter(({ length }) => length > 0);
  return joinWithCommas(
    filled.map(([only, ...more]) => {
      const isWhole = only !== undefined && more.length === 0 && isWholeAxis(only);
      return isWhole ? [{ ...only, type: "everything" as const, text: ":" }] : [only as Token, ...more];
    }),
  );
}

function isWholeAxis({ type, text, operator }: Token): boolean {
  return (type === "stop" && text === ":") || operator === "dot";
}

/** `*_{full}`: how far an operator between arrays reaches. */
function paddingWord(tokens: readonly Token[]): string | undefined {
  const text = tokens.map((inner) => inner.symbol?.name ?? inner.text).join("");
  return /^(?:full|valid|same)$/u.test(text) ? text : undefined;
}

function withoutQuads(tokens: readonly Token[]): readonly Token[] {
  return tokens.some(({ type }) => type === "quad") ? tokens.filter(({ type }) => type !== "quad") : tokens;
}

/** `Σ_(i=1)^3`: the bracket is that of the script. */
function withoutBrackets(tokens: readonly Token[], before: Token | undefined): readonly Token[] {
  const isBracketed = before?.type === "sum" && tokens[0]?.text === "(" && tokens.at(-1)?.text === ")";
  return isBracketed && tokens.some(({ type }) => type === "relation") ? tokens.slice(1, -1) : tokens;
}

function primeAfter(before: Token | undefined, prime: Token): Token {
  return { ...prime, ...(before?.scripts && { scripts: before.scripts }) };
}

/** `180^\circ` is 180. */
function degreeEnd({ raw, partner }: Tidying, at: number): number | undefined {
  if (isDegree(raw[at])) return at + 1;
  if (isCharacter(raw[at], "{") && partner[at] === at + 2 && isDegree(raw[at + 1])) return at + 3;
  return undefined;
}

function isDegree(raw: RawToken | undefined): boolean {
  return raw?.text === "\\circ" || raw?.text === "\\degree";
}

/** `x^*`, `W^+`: a sign alone is a name. */
function namedSigns(tokens: readonly Token[]): readonly Token[] {
  const only = tokens.length === 1 ? tokens[0] : undefined;
  if (only?.type !== "sign" && only?.type !== "operator") return tokens;
  return [{ ...only, type: "symbol", text: "letters", symbol: { name: only.text.replace("\\", ""), isWord: false } }];
}

/** `p = 1..3` is `1 ≤ p ≤ 3`, for each of several that commas part. */
export function asRanges(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(({ type }) => type === "range")) return tokens;
  return splitAtCommas(tokens).flatMap((part, index) => {
    const comma = index === 0 ? [] : [token("comma", ",", part[0]?.span ?? { start: 0, end: 0 })];
    return [...comma, ...asRange(part)];
  });
}

function asRange(tokens: readonly Token[]): readonly Token[] {
  const is = tokens.findIndex(({ relation }) => relation === "=" || relation === "∈");
  const to = tokens.findIndex(({ type }) => type === "range");
  if (is < 1 || to < is) return tokens;
  const [letters, sign, from, dots, end] = [
    tokens.slice(0, is),
    tokens[is],
    tokens.slice(is + 1, to),
    tokens[to],
    tokens.slice(to + 1),
  ];
  if (sign === undefined || dots === undefined) return tokens;
  const atMost = (at: Token): Token => token("relation", "≤", at.span, { relation: "≤" });
  return [...from, atMost(sign), ...letters, atMost(dots), ...end];
}

function splitAtCommas(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const inner of tokens) {
    depth += step(inner);
    if (depth === 0 && inner.type === "comma") parts.push([]);
    else parts.at(-1)?.push(inner);
  }
  return parts;
}

/** `sum(p=1..3, q=1..3, body)`, or `sum` before what it sums; `undefined` where `sum` is a name like any other. */
export function tidyRangeSum(tidying: Tidying, at: number, scope: Scope, into: Token[]): number | undefined {
  const { raw } = tidying;
  const { span } = raw[at] as RawToken;
  const next = raw[at + 1];
  if (!isCharacter(next, "(")) {
    if (next === undefined || (next.kind === "character" && !["_", "^", "{", "["].includes(next.text)))
      return undefined;
    into.push(token("sum", "sum", span));
    return at + 1;
  }
  const end = closing(raw, at + 1);
  if (end < 0 || !hasRange(raw, at + 2, end)) return undefined;
  const parts = splitAtCommas(tidying.range(at + 2, end, { ...scope, isArgument: true }));
  const ranges = parts.findIndex((part) => !part.some(({ type }) => type === "range"));
  if (ranges < 1) return undefined;
  const close = (raw[end] as RawToken).span;
  into.push(token("{", "{", { start: span.start, end: span.start }), token("sum", "sum", span));
  into.push(token("script", "_", span), token("{", "{", span));
  for (const inner of asRanges(joinWithCommas(parts.slice(0, ranges)))) into.push(inner);
  into.push(token("}", "}", span, { scripts: "_" }), token("{", "{", span));
  for (const inner of joinWithCommas(parts.slice(ranges))) into.push(inner);
  into.push(token("}", "}", close), token("}", "}", close));
  return end + 1;
}

function joinWithCommas(parts: readonly (readonly Token[])[]): Token[] {
  return parts.flatMap((part, index) =>
    index === 0 ? part : [token("comma", ",", part[0]?.span ?? { start: 0, end: 0 }), ...part],
  );
}

/** Looked for before anything is read, so that nothing is read twice. */
function hasRange(raw: readonly RawToken[], from: number, to: number): boolean {
  let depth = 0;
  for (let place = from; place < to; place++) {
    const { text } = raw[place] as RawToken;
    if (text === "(" || text === "[") depth += 1;
    else if (text === ")" || text === "]") depth -= 1;
    else if (depth === 0 && text === "..") return true;
  }
  return false;
}

const FARTHEST = 2_000;

/** Looked for only so far: sums in sums would otherwise be read again and again. */
function closing(raw: readonly RawToken[], at: number): number {
  let depth = 0;
  let inner = 0;
  for (let place = at; place < Math.min(raw.length, at + FARTHEST); place++) {
    if (isCharacter(raw[place], "(")) depth += 1;
    else if (isCharacter(raw[place], ")")) depth -= 1;
    inner = Math.max(inner, depth);
    if (depth === 0) return inner > 100 ? -1 : place;
  }
  return -1;
}
