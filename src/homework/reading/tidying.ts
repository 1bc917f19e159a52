/** What the parts of tidying share: the tokens under way, the place they stand in, and how they are made. */
import type { Span } from "../../language/syntax.ts";
import type { Format, ReadingFailure, ReadingNote } from "../syntax.ts";
import type { RawToken, Token, TokenType } from "./tokens.ts";

/** Where something stands. */
export interface Scope {
  /** Inside a script, a fraction or another argument, where no formula of its own can stand. */
  readonly isArgument: boolean;
}

export interface Argument {
  readonly tokens: readonly Token[];
  readonly next: number;
  readonly start: number;
  readonly end: number;
}

export interface Tidying {
  /** The rest of a run of which an argument took the first letter takes its place. */
  readonly raw: RawToken[];
  readonly partner: Int32Array;
  readonly failures: ReadonlyMap<number, ReadingFailure>;
  readonly format: Format;
  readonly notes: ReadingNote[];
  /** What changes on the way: of the row under way, and how many arguments are open in each other. */
  readonly row: { hasRelation: boolean; environments: number; depth: number };
  readonly unit: (at: number, scope: Scope, into: Token[]) => number;
  readonly range: (from: number, to: number, scope: Scope) => Token[];
  readonly argument: (at: number, scope: Scope) => Argument;
}

/** What is added is assigned: spread into a literal, a token takes ten times as long, and there is one for each character. */
export function token(type: TokenType, text: string, span: Span, more?: Partial<Token>): Token {
  const plain: Token = { type, text, span };
  return more === undefined ? plain : Object.assign(plain, more);
}

export function bad(span: Span, failure: ReadingFailure): Token {
  return { type: "bad", text: "", span, failure };
}

/** The first and the last token reach out over the command around them. */
export function extend(tokens: readonly Token[], span: Span): Token[] {
  const extended = [...tokens];
  const first = extended[0];
  if (first !== undefined)
    extended[0] = { ...first, outer: { start: span.start, end: (first.outer ?? first.span).end } };
  const last = extended.at(-1);
  if (last !== undefined) {
    extended[extended.length - 1] = { ...last, outer: { start: (last.outer ?? last.span).start, end: span.end } };
  }
  return extended;
}

const OPENING: ReadonlySet<TokenType> = new Set(["{", "open", "matrixOpen", "casesOpen"]);
const CLOSING: ReadonlySet<TokenType> = new Set(["}", "close", "matrixClose", "casesClose"]);

/** 1 for what opens, -1 for what closes, so that sums of it are depths. */
export function step({ type }: Token): number {
  if (OPENING.has(type)) return 1;
  return CLOSING.has(type) ? -1 : 0;
}

const PARTING: ReadonlySet<TokenType> = new Set(["relation", "row", "words", "connective", "condition", "and"]);

/** Whether tokens hold a relation, a row or words of their own, outside all brackets. */
export function isRelationAtTop(tokens: readonly Token[]): boolean {
  let depth = 0;
  for (const inner of tokens) {
    depth += step(inner);
    if (depth === 0 && PARTING.has(inner.type)) return true;
  }
  return false;
}
