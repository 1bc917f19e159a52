/** Single characters to tokens, and signs of which two that stand together are one. */

import { quotedWord, tidyDot } from "./tidy-code.ts";
import { tidyEvaluation } from "./tidy-environments.ts";
import { tidyScript } from "./tidy-scripts.ts";
import { braces } from "./tidy-wraps.ts";
import { type Scope, type Tidying, token } from "./tidying.ts";
import type { RawToken, Token } from "./tokens.ts";

export function character(tidying: Tidying, at: number, scope: Scope, into: Token[]): number {
  const { text, span } = tidying.raw[at] as RawToken;
  switch (text) {
    case "{":
      return braces(tidying, at, scope, into);
    case "_":
    case "^":
      return tidyScript(tidying, at, text, scope, into);
    case "**":
    case ".^":
      return entrywisePower(tidying, at, scope, into);
    case ".*":
      into.push(token("operator", text, span, { operator: "odot", octave: "sign" }));
      return at + 1;
    case "./":
      into.push(token("operator", text, span, { operator: text, octave: "sign" }));
      return at + 1;
    case "'":
    case '"': {
      const next = quotedWord(tidying, at, into);
      if (next !== undefined) return next;
      if (text === "'") pushPrime(span, into, tidying.format === "txt");
      else into.push(token("other", text, span));
      return at + 1;
    }
    case "″":
      pushPrime(span, into);
      pushPrime(span, into);
      return at + 1;
    case "+":
    case "-":
      into.push(token("sign", text, span));
      return at + 1;
    case "*":
    case "/":
      into.push(token("operator", text, span, { operator: text }));
      return at + 1;
    case "%":
      into.push(token("operator", text, span, { operator: "mod" }));
      return at + 1;
    case "@":
      into.push(token("operator", text, span, { operator: "matmul" }));
      return at + 1;
    case "=":
    case "<":
    case ">":
      pushRelation(tidying, text, span, scope, into);
      return at + 1;
    case "+=":
      pushRelation(tidying, text, span, scope, into);
      return at + 1;
    case "(":
    case "[":
      into.push(token("open", text, span));
      return at + 1;
    case ")":
    case "]":
      into.push(token("close", text, span));
      return at + 1;
    case "|":
      if (into.length > 0 && into.every(({ type }) => type !== "bar")) {
        const next = tidyEvaluation(tidying, at, into);
        if (next !== undefined) return next;
      }
      if (isDouble(tidying, at, into)) {
        into.push(token("bar", "‖", { start: span.start, end: span.end + 1 }));
        return at + 2;
      }
      into.push(token("bar", text, span));
      return at + 1;
    case ",":
      into.push(token("comma", text, span));
      return at + 1;
    case ".": {
      const next = tidyDot(tidying, at, into);
      if (next !== undefined) return next;
      into.push(token("stop", text, span));
      return at + 1;
    }
    case ";":
      into.push(token("stop", text, span));
      return at + 1;
    case ":":
      into.push(token("stop", text, span, tidying.format === "txt" ? { mayPart: true } : {}));
      return at + 1;
    case "..":
      into.push(token("range", text, span));
      return at + 1;
    case "&":
      into.push(token("cell", text, span));
      if (tidying.row.environments === 0) tidying.notes.push({ tag: "dropped", text, at: span });
      return at + 1;
    case "~":
    case "$":
      return at + 1;
    default:
      into.push(token("other", text, span));
      return at + 1;
  }
}

/** `||x||`, unless a single bar is still open: `|a||b|`. */
function isDouble({ raw }: Tidying, at: number, into: readonly Token[]): boolean {
  const next = raw[at + 1];
  if (next?.text !== "|" || next.spaced) return false;
  return into.filter(({ type, text }) => type === "bar" && text === "|").length % 2 === 0;
}

/** `A1**2`, `A1.^2`: a power that goes entry by entry. */
function entrywisePower(tidying: Tidying, at: number, scope: Scope, into: Token[]): number {
  const place = into.length;
  const next = tidyScript(tidying, at, "^", scope, into);
  const sign = into[place];
  const octave = tidying.raw[at]?.text === ".^" ? ({ octave: "sign" } as const) : {};
  if (sign?.type === "script") into[place] = { ...sign, isEntrywise: true, ...octave };
  return next;
}

export function pushRelation(
  tidying: Tidying,
  sign: NonNullable<Token["relation"]>,
  span: Token["span"],
  scope: Scope,
  into: Token[],
): void {
  // `:=`, `\mathrel{+}=`: two signs that stand together are one.
  const before = into.at(-1);
  if (sign === "=" && before !== undefined && (before.text === "+" || before.text === ":") && touches(before, span)) {
    into.pop();
    const joined = before.text === "+" ? "+=" : "=";
    into.push({
      ...token("relation", joined, { start: (before.outer ?? before.span).start, end: span.end }),
      relation: joined,
    });
  } else if (sign === "=" && before?.relation === "=" && !scope.isArgument)
    into[into.length - 1] = { ...before, span: { start: before.span.start, end: span.end } };
  else into.push(token("relation", sign, span, { relation: sign }));
  if (!scope.isArgument) tidying.row.hasRelation = true;
}

function touches(before: Token, span: Token["span"]): boolean {
  return (before.outer ?? before.span).end === span.start && (before.text === ":" || before.outer !== undefined);
}

export function pushPrime(span: Token["span"], into: Token[], isPlain = false): void {
  const scripts = into.at(-1)?.scripts;
  into.push(token("prime", "'", span, { ...(scripts && { scripts }), ...(isPlain && { octave: "prime" }) }));
}
