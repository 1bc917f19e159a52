/**
 * Private commands: the definitions of a document, and the formulas with their calls replaced. Only replacing happens;
 * nothing is executed. What a call makes keeps the place of the call, and its arguments keep theirs.
 */
import type { Span } from "../../language/syntax.ts";
import type { Format, ReadingFailure, ReadingNote } from "../syntax.ts";
import { lex } from "./lexer.ts";
import { MOST, MOST_EXPANDED } from "./limits.ts";
import type { RawToken } from "./tokens.ts";

export interface Macro {
  readonly parameters: number;
  readonly body: string;
}

export interface Macros {
  readonly byName: ReadonlyMap<string, Macro>;
  readonly format: Format;
  /** What has been made so far, in the whole document. */
  expanded: number;
}

const LONGEST_BODY = 2_000;
const MOST_PARAMETERS = 2;
const DEEPEST = 50;

const DEFINITION =
  /\\(?:(?:re|provide)?newcommand\*?|providecommand\*?|DeclareMathOperator\*?|def|let)[ \t]*(?:\{[ \t]*\\([A-Za-z]+)[ \t]*\}|\\([A-Za-z]+))/gu;

/** The last definition of a name counts. One that asks for more than simple replacing is not a definition. */
export function collectMacros(source: string, format: Format): Macros {
  const byName = new Map<string, Macro>();
  if (format !== "txt") {
    for (const found of source.matchAll(DEFINITION)) {
      const name = found[1] ?? found[2] ?? "";
      const macro = definitionAt(source, found.index + found[0].length, found[0]);
      if (macro !== undefined) byName.set(`\\${name}`, macro);
    }
  }
  return { byName, format, expanded: 0 };
}

function definitionAt(source: string, from: number, head: string): Macro | undefined {
  const rest = source.slice(from, from + LONGEST_BODY).split("\n", 1)[0] ?? "";
  if (head.startsWith("\\let")) {
    const target = /^[ \t]*=?[ \t]*(\\[A-Za-z]+)/u.exec(rest)?.[1];
    return target === undefined ? undefined : { parameters: 0, body: target };
  }
  const parameters = head.startsWith("\\def")
    ? /^(?:[ \t]*#[1-9])*[ \t]*(?=\{)/u.exec(rest)
    : /^[ \t]*(?:\[([0-9])\])?[ \t]*(?=\{)/u.exec(rest);
  if (parameters === null) return undefined;
  const count = parameters[1] === undefined ? (parameters[0].match(/#/gu)?.length ?? 0) : Number(parameters[1]);
  const body = bracedBody(rest.slice(parameters[0].length));
  if (body === undefined || count > MOST_PARAMETERS) return undefined;
  if (head.startsWith("\\Declare")) return { parameters: 0, body: `\\operatorname{${body}}` };
  return { parameters: count, body };
}

function bracedBody(text: string): string | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\\") at += 1;
    else if (character === "{") depth += 1;
    else if (character === "}") depth -= 1;
    if (depth === 0) return text.slice(1, at);
  }
  return undefined;
}

interface Waiting {
  readonly token: RawToken;
  readonly depth: number;
}

export interface Expansion {
  readonly tokens: readonly RawToken[];
  readonly notes: readonly ReadingNote[];
}

/** The tokens of one formula with every private command replaced, and definitions taken out. */
export function expandMacros(raw: readonly RawToken[], macros: Macros): Expansion {
  if (!raw.some((token) => isDefinition(token) || macros.byName.has(token.text))) return { tokens: raw, notes: [] };
  const waiting: Waiting[] = raw.map((token) => ({ token, depth: 0 })).reverse();
  const tokens: RawToken[] = [];
  const notes: ReadingNote[] = [];
  const budget = { left: Math.min(MOST.macros, MOST_EXPANDED - macros.expanded) };
  const before = budget.left;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const macro = next.token.kind === "command" ? macros.byName.get(next.token.text) : undefined;
    if (isDefinition(next.token)) skipDefinition(waiting, next.token.text);
    else if (macro === undefined) tokens.push(next.token);
    else if (next.depth >= DEEPEST || budget.left <= 0) {
      tokens.push(tooMuch(next.token.span));
      dropExpanded(waiting);
    } else {
      if (next.depth === 0) notes.push({ tag: "expanded", command: next.token.text, at: next.token.span });
      call(next, macro, waiting, budget, macros.format);
    }
  }
  macros.expanded += before - budget.left;
  return { tokens, notes };
}

function tooMuch(at: Span): RawToken {
  const failure: ReadingFailure = { tag: "limit", limit: "macros", most: MOST.macros, at };
  return { kind: "bad", text: "", span: at, spaced: false, failure };
}

function dropExpanded(waiting: Waiting[]): void {
  while ((waiting.at(-1)?.depth ?? 0) > 0) waiting.pop();
}

interface Budget {
  left: number;
}

function call(of: Waiting, macro: Macro, waiting: Waiting[], budget: Budget, format: Format): void {
  const values: RawToken[][] = [];
  let end = of.token.span.end;
  for (let count = 0; count < macro.parameters; count++) {
    const argument = takeArgument(waiting, budget);
    end = Math.max(end, argument.end);
    values.push(argument.tokens);
  }
  const span = { start: of.token.span.start, end };
  const made = fill(lex(macro.body, 0, format), values, span);
  budget.left -= made.length + 1;
  const first = made[0];
  if (first !== undefined)
    made[0] = { ...first, span: { start: span.start, end: first.span.end }, spaced: of.token.spaced };
  const last = made.at(-1);
  if (last !== undefined) made[made.length - 1] = { ...last, span: { start: last.span.start, end: span.end } };
  for (const token of made.reverse()) waiting.push({ token, depth: of.depth + 1 });
}

function fill(body: readonly RawToken[], values: readonly (readonly RawToken[])[], span: Span): RawToken[] {
  const made: RawToken[] = [];
  for (let at = 0; at < body.length; at++) {
    const token = body[at] as RawToken;
    const digits = body[at + 1]?.text ?? "";
    const value = token.text === "#" ? values[Number(digits.charAt(0)) - 1] : undefined;
    if (value === undefined) {
      made.push({ ...token, span });
      continue;
    }
    made.push(...value);
    if (digits.length > 1) made.push({ kind: "number", text: digits.slice(1), span, spaced: false });
    at += 1;
  }
  return made;
}

/** A group without its braces, or one token; of several letters or digits, the first. */
function takeArgument(waiting: Waiting[], budget: Budget): { readonly tokens: RawToken[]; readonly end: number } {
  const first = waiting.pop();
  if (first === undefined) return { tokens: [], end: 0 };
  budget.left -= 1;
  if (first.token.text !== "{") return takeOne(first, waiting);
  const tokens: RawToken[] = [];
  let depth = 1;
  while (budget.left > 0) {
    const next = waiting.pop();
    if (next === undefined) break;
    budget.left -= 1;
    if (next.token.text === "{" && next.token.kind === "character") depth += 1;
    if (next.token.text === "}" && next.token.kind === "character") depth -= 1;
    if (depth === 0) return { tokens, end: next.token.span.end };
    tokens.push(next.token);
  }
  return { tokens, end: tokens.at(-1)?.span.end ?? first.token.span.end };
}

function takeOne({ token, depth }: Waiting, waiting: Waiting[]): { readonly tokens: RawToken[]; readonly end: number } {
  const isRun = (token.kind === "letters" || token.kind === "number") && token.text.length > 1;
  if (!isRun) return { tokens: [token], end: token.span.end };
  const cut = token.span.start + 1;
  const rest = { ...token, text: token.text.slice(1), span: { start: cut, end: token.span.end }, spaced: false };
  waiting.push({ token: rest, depth });
  return { tokens: [{ ...token, text: token.text.charAt(0), span: { start: token.span.start, end: cut } }], end: cut };
}

function isDefinition(token: RawToken): boolean {
  return (
    token.kind === "command" &&
    /^\\(?:(?:re|provide)?newcommand|providecommand|DeclareMathOperator|[egx]?def|let)$/u.test(token.text)
  );
}

function skipDefinition(waiting: Waiting[], command: string): void {
  if (command === "\\let") {
    waiting.pop();
    if (waiting.at(-1)?.token.text === "=") waiting.pop();
    waiting.pop();
    return;
  }
  if (waiting.at(-1)?.token.text === "*") waiting.pop();
  if (waiting.at(-1)?.token.text === "{") skipGroup(waiting);
  else waiting.pop();
  while (waiting.length > 0 && /^[#[\]0-9]/u.test(waiting.at(-1)?.token.text ?? "")) waiting.pop();
  if (waiting.at(-1)?.token.text === "{") skipGroup(waiting);
}

function skipGroup(waiting: Waiting[]): void {
  let depth = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.token.text === "{") depth += 1;
    if (next.token.text === "}") depth -= 1;
    if (depth <= 0) return;
  }
}
