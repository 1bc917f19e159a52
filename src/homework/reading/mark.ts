/**
 * The tokens of one formula, made ready for the grammar: every bracket knows whether it belongs to what stands before
 * it, every bar whether it opens or closes. What is wrong with the formula as a whole is found here.
 */
import type { ReadingFailure } from "../syntax.ts";
import { MOST } from "./limits.ts";
import type { Token, TokenType } from "./tokens.ts";

export type Marked =
  | { readonly tokens: readonly Token[]; readonly failure?: never }
  | { readonly failure: ReadingFailure };

export function markBrackets(tokens: readonly Token[]): Marked {
  const found = tokens.find(({ type }) => type === "bad")?.failure;
  if (found !== undefined) return { failure: found };
  const excess = tokens[MOST.tokens];
  if (excess !== undefined) {
    return { failure: { tag: "limit", limit: "tokens", most: MOST.tokens, at: excess.span } };
  }
  const barred = readBars(tokens);
  const { pairs, failure } = pairBrackets(barred);
  return failure === undefined ? { tokens: mark(barred, pairs) } : { failure };
}

const OPERAND_ENDS: ReadonlySet<TokenType> = new Set(
  "number symbol } close prime dots blank matrixClose casesClose barClose bareDifferential".split(" ") as TokenType[],
);

/**
 * A bar opens where nothing stands that it could close, and closes the last one that is open there. Behind an operand
 * it says `divides` where the bars between two brackets do not come in pairs.
 */
function readBars(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(({ type }) => type === "bar")) return tokens;
  const left = countBars(tokens);
  const levels: { readonly open: string[]; readonly id: number }[] = [{ open: [], id: 0 }];
  let ids = 0;
  return tokens.map((token, at) => {
    if (isOpening(token)) {
      ids += 1;
      levels.push({ open: [], id: ids });
    } else if (isClosing(token) && levels.length > 1) levels.pop();
    if (token.type !== "bar") return token;
    const { open, id } = levels.at(-1) ?? { open: [], id: 0 };
    const before = tokens[at - 1];
    const follows = before !== undefined && (before.type === "bar" || OPERAND_ENDS.has(before.type));
    if (open.at(-1) === token.text && follows) {
      open.pop();
      return { ...token, type: "barClose" };
    }
    const count = left.get(id) ?? 0;
    if (follows && token.text === "|" && count % 2 === 1) {
      left.set(id, count - 1);
      return { ...token, type: "relation", relation: "|" };
    }
    open.push(token.text);
    return { ...token, type: "barOpen" };
  });
}

/** How many bars stand between each pair of brackets, by the order in which the pairs open. */
function countBars(tokens: readonly Token[]): Map<number, number> {
  const counts = new Map<number, number>();
  const levels = [0];
  let ids = 0;
  for (const token of tokens) {
    if (isOpening(token)) {
      ids += 1;
      levels.push(ids);
    } else if (isClosing(token) && levels.length > 1) levels.pop();
    const id = levels.at(-1) ?? 0;
    if (token.type === "bar" && token.text === "|") counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

const OPENING: ReadonlySet<TokenType> = new Set(["{", "open", "matrixOpen", "casesOpen", "barOpen"]);
const CLOSING: ReadonlySet<TokenType> = new Set(["}", "close", "matrixClose", "casesClose", "barClose"]);

export function isOpening({ type }: Token): boolean {
  return OPENING.has(type);
}

export function isClosing({ type }: Token): boolean {
  return CLOSING.has(type);
}

const PARTNERS: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["\\{", "\\}"],
  ["{", "}"],
  ["⌊", "⌋"],
  ["⌈", "⌉"],
  ["|", "|"],
  ["‖", "‖"],
  ["\\begin", "\\end"],
]);

interface Pairs {
  /** By the place of an opening one. */
  readonly pairs: ReadonlyMap<number, number>;
  readonly failure?: ReadingFailure;
}

export function pairBrackets(tokens: readonly Token[]): Pairs {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  let failure: ReadingFailure | undefined;
  tokens.forEach((token, at) => {
    if (isOpening(token)) {
      open.push(at);
      if (open.length > MOST.nesting)
        failure ??= { tag: "limit", limit: "nesting", most: MOST.nesting, at: token.span };
    }
    if (!isClosing(token)) return;
    const last = open.at(-1);
    const opening = last === undefined ? undefined : tokens[last];
    if (last !== undefined && PARTNERS.get(opening?.text ?? "") === token.text) {
      open.pop();
      pairs.set(last, at);
    } else if (opening === undefined || opening.type === "{" || opening.type === "matrixOpen") {
      failure ??= { tag: "unopened", closing: token.text, at: token.span };
    } else {
      open.pop();
      failure ??= { tag: "unclosed", opening: opening.text, at: opening.span };
    }
  });
  const left = tokens[open.at(-1) ?? -1];
  if (left !== undefined) failure ??= { tag: "unclosed", opening: left.text, at: left.span };
  return { pairs, ...(failure && { failure }) };
}

// --------------------------------------------------------------------------------------- what belongs to what

/** What a bracket that closes does for what follows: whether that may be called, and how it is written. */
interface Level {
  readonly closesAs: TokenType;
  readonly isCallable: boolean;
  /** The brackets behind an array in which a colon makes a slice: square ones, and in plain text round ones. */
  readonly slices?: string;
}

function mark(tokens: readonly Token[], pairs: ReadonlyMap<number, number>): readonly Token[] {
  const marked: Token[] = [];
  const levels: Level[] = [];
  let isCallable = false;
  const skipped = new Set<number>();
  tokens.forEach((token, at) => {
    if (skipped.has(at)) return;
    const indicator = indicatorFrom(tokens, at, pairs);
    if (indicator !== undefined) {
      for (const place of indicator.skipped) skipped.add(place);
      levels.push({ closesAs: "indicatorClose", isCallable: false });
      marked.push({ ...token, type: "indicatorOpen", text: "[" });
      isCallable = false;
    } else if (token.type === "differential") {
      marked.push(isBare(tokens, at, pairs) ? { ...token, type: "bareDifferential" } : token);
      isCallable = false;
    } else if (isOpening(token)) {
      const isScript = marked.at(-1)?.type === "script";
      const isCall = token.type === "open" && isCallable && !WORD_BRACKETS.has(token.text);
      levels.push({
        closesAs: token.type === "open" ? "close" : token.type,
        isCallable: isScript ? isCallable : isCall && marked.at(-1)?.type !== "method",
        ...(isCall && { slices: token.text }),
      });
      marked.push(isCall ? { ...token, type: "callOpen" } : token);
      isCallable = false;
    } else if (isClosing(token)) {
      const level = levels.pop();
      isCallable = level?.isCallable ?? false;
      marked.push(level?.closesAs === "indicatorClose" ? { ...token, type: "indicatorClose" } : token);
    } else {
      if (token.type === "symbol" || token.type === "method") isCallable = true;
      else if (token.type !== "prime" && token.type !== "script") isCallable = false;
      const brackets = levels.at(-1)?.slices;
      if (brackets !== undefined && COMPARISONS.has(token.relation ?? "")) {
        marked.push({ ...token, type: "comparison" });
        return;
      }
      const isSlice = token.text === ":" && (brackets === "[" || (brackets === "(" && token.mayPart === true));
      marked.push(isSlice ? { ...token, type: "slice" } : token);
    }
  });
  return marked;
}

const WORD_BRACKETS: ReadonlySet<string> = new Set(["⌊", "⌈"]);

/** `[s \mid m]`, `\mathbb{1}[m = p]`, `\mathbf{1}_{\{i = j\}}`; `skipped` are brackets that belong to the sign. */
function indicatorFrom(
  tokens: readonly Token[],
  at: number,
  pairs: ReadonlyMap<number, number>,
): { readonly skipped: readonly number[] } | undefined {
  const token = tokens[at];
  if (token?.type === "open" && token.text === "[")
    return holdsRelation(tokens, at, pairs) ? { skipped: [] } : undefined;
  if (token?.type === "open" && token.text === "(")
    return isOperandPlace(tokens[at - 1]) && isComparison(tokens, at, pairs) ? { skipped: [] } : undefined;
  if (token?.mayIndicate !== true) return undefined;
  const isScript = tokens[at + 1]?.type === "script";
  const open = isScript ? at + 2 : at + 1;
  const inner = isScript && tokens[open + 1]?.text === "\\{" ? open + 1 : open;
  const close = pairs.get(inner);
  if (close === undefined || tokens[inner]?.type === "number" || !holdsRelation(tokens, inner, pairs)) return undefined;
  if (inner !== open && pairs.get(open) !== close + 1) return undefined;
  const around = isScript ? [at + 1, open] : [open];
  return { skipped: inner === open ? around : [...around, inner, close + 1] };
}

const COMPARISONS: ReadonlySet<string> = new Set(["<", ">", "≤", "≥", "≠"]);

/** `dA * (Z > 0)`: behind a sign the bracket is a factor, as programs have it. */
function isComparison(tokens: readonly Token[], open: number, pairs: ReadonlyMap<number, number>): boolean {
  if (!holdsRelation(tokens, open, pairs)) return false;
  const inside = tokens.slice(open + 1, pairs.get(open));
  return inside.every(({ type, relation }) => type !== "relation" || COMPARISONS.has(relation ?? ""));
}

function isOperandPlace(before: Token | undefined): boolean {
  return before === undefined || ["operator", "sign", "relation", "open", "comma"].includes(before.type);
}

function holdsRelation(tokens: readonly Token[], open: number, pairs: ReadonlyMap<number, number>): boolean {
  const close = pairs.get(open) ?? open;
  for (let at = open + 1; at < close; at++) {
    if (tokens[at]?.type === "relation") return true;
    at = Math.max(at, pairs.get(at) ?? 0);
  }
  return false;
}

const OPERAND_STARTS: ReadonlySet<TokenType> = new Set(
  "number symbol { open fraction root differential dots blank barOpen matrixOpen casesOpen".split(" ") as TokenType[],
);

/** `\partial` without anything to derive, as in `\frac{\partial}{\partial K}`. */
function isBare(tokens: readonly Token[], at: number, pairs: ReadonlyMap<number, number>): boolean {
  const isScript = tokens[at + 1]?.type === "script";
  const next = tokens[isScript ? (pairs.get(at + 2) ?? at) + 1 : at + 1];
  return next === undefined || !OPERAND_STARTS.has(next.type);
}
