/**
 * One row of tokens to the formulas that stand side by side in it: parted by commas, words, arrows, and by wide spaces
 * where both sides could stand alone. A bracket around a relation is a condition.
 */
import { isArgumentName, PROGRAM } from "./code-words.ts";
import { isClosing, isOpening, pairBrackets } from "./mark.ts";
import type { Token, TokenType } from "./tokens.ts";

/** What stands between two marks that part formulas, with the mark before it. */
export interface Piece {
  readonly tokens: readonly Token[];
  readonly before: Token | undefined;
}

const PARTING: ReadonlySet<TokenType> = new Set(
  "comma stop quad words connective condition and otherwise".split(" ") as TokenType[],
);
export const JOINING: ReadonlySet<TokenType> = new Set(["relation", "sign", "operator"]);

export function splitPieces(row: readonly Token[]): Piece[] {
  const { pairs } = pairBrackets(row);
  const ahead = lookAhead(row, pairs);
  const pieces: Piece[] = [];
  let tokens: Token[] = [];
  let before: Token | undefined;
  const beside: Piece[] = [];
  const end = (): void => {
    if (tokens.length > 0 || before?.type === "condition") pieces.push({ tokens, before });
    tokens = [];
  };
  for (let at = 0; at < row.length; at++) {
    const token = row[at] as Token;
    const close = pairs.get(at);
    if (close !== undefined) {
      if (token.isBeside === true) {
        beside.push({ tokens: row.slice(at + 1, close), before: { ...token, type: "condition" } });
      } else if (isCondition(row, at, close, tokens)) {
        end();
        before = { ...token, type: "condition" };
        for (let place = at + 1; place < close; place++) tokens.push(row[place] as Token);
        end();
        before = { ...token, type: "quad" };
      } else for (let place = at; place <= close; place++) tokens.push(row[place] as Token);
      at = close;
    } else if (token.type === "cell" || token.type === "quad") {
      if (!partsAt(row, at, tokens.at(-1), ahead, pairs)) continue;
      end();
      before = token;
    } else if (PARTING.has(token.type)) {
      end();
      before = token;
    } else tokens.push(token);
  }
  end();
  return [...pieces, ...beside].flatMap(splitList);
}

/** What a bracket around a condition holds may be a list. */
function splitList(piece: Piece): Piece[] {
  if (piece.before?.type !== "condition") return [piece];
  const { pairs } = pairBrackets(piece.tokens);
  const pieces: Piece[] = [];
  let tokens: Token[] = [];
  let before = piece.before;
  for (let at = 0; at < piece.tokens.length; at++) {
    const token = piece.tokens[at] as Token;
    const close = pairs.get(at) ?? at;
    if (close === at && PARTING.has(token.type)) {
      pieces.push({ tokens, before });
      tokens = [];
      before = token;
    } else for (let place = at; place <= close; place++) tokens.push(piece.tokens[place] as Token);
    at = close;
  }
  return [...pieces, { tokens, before }];
}

/** `(i, j = 1, 2, 3)` behind a formula: a bracket around a relation. */
function isCondition(row: readonly Token[], open: number, close: number, tokens: readonly Token[]): boolean {
  if (row[open]?.type !== "open" || row[open]?.text !== "(") return false;
  const last = tokens.at(-1);
  if (last !== undefined && (JOINING.has(last.type) || last.mayIndicate === true)) return false;
  if (last?.symbol?.name.startsWith(PROGRAM) === true) return false;
  if (!hasRelation(row.slice(open + 1, close)) || namesArguments(row, open, close)) return false;
  const next = row[close + 1];
  return next === undefined || PARTING.has(next.type) || next.type === "cell";
}

/** `np.sum(dZ, axis=1)`: the name of an argument stands behind a comma or the bracket. */
function namesArguments(row: readonly Token[], open: number, close: number): boolean {
  for (let at = open + 1; at + 1 < close; at++) {
    const [before, name, sign] = [row[at - 1], row[at], row[at + 1]];
    const isFirst = before?.type === "comma" || at === open + 1;
    if (isFirst && sign?.relation === "=" && isArgumentName(name?.symbol?.name ?? "")) return true;
  }
  return false;
}

/** By the place of a token: what comes after wide spaces and `&`, and whether a relation comes before other marks. */
interface Ahead {
  readonly next: Int32Array;
  readonly hasRelation: Uint8Array;
}

/** Looked up from the end, so that no row is searched twice. */
function lookAhead(row: readonly Token[], pairs: ReadonlyMap<number, number>): Ahead {
  const next = new Int32Array(row.length + 1).fill(row.length);
  const found = new Uint8Array(row.length + 1);
  for (let at = row.length - 1; at >= 0; at--) {
    const token = row[at] as Token;
    const isWide = token.type === "quad" || token.type === "cell";
    next[at] = isWide ? (next[at + 1] ?? row.length) : at;
    const close = pairs.get(at);
    const isCondition = close !== undefined && token.type === "open" && hasRelation(row.slice(at + 1, close));
    if (token.type === "relation" || isCondition) found[at] = 1;
    else if (!PARTING.has(token.type) || token.type === "comma" || token.type === "quad")
      found[at] = found[(close ?? at) + 1] ?? 0;
  }
  return { next, hasRelation: found };
}

/** A wide space or `&` parts formulas only where both sides could stand alone. */
function partsAt(
  row: readonly Token[],
  at: number,
  last: Token | undefined,
  ahead: Ahead,
  pairs: ReadonlyMap<number, number>,
): boolean {
  if (last === undefined || JOINING.has(last.type)) return false;
  const next = ahead.next[at] ?? row.length;
  const following = row[next];
  if (following === undefined || JOINING.has(following.type) || PARTING.has(following.type)) return false;
  return isTag(row, next, pairs) || ahead.hasRelation[next] === 1;
}

/** `(14)` at the end of a row, or `(B, \text{in})`: the number of a formula, or its shape. */
function isTag(row: readonly Token[], at: number, pairs: ReadonlyMap<number, number>): boolean {
  const close = pairs.get(at);
  if (row[at]?.text !== "(" || close === undefined || close + 1 < row.length) return false;
  const inner = row.slice(at + 1, close);
  return (
    inner.length === 1 || (inner.some(({ type }) => type === "comma") && inner.every(({ type }) => SHAPE.has(type)))
  );
}

const SHAPE: ReadonlySet<TokenType> = new Set(["number", "symbol", "comma"]);

export function hasRelation(tokens: readonly Token[]): boolean {
  let depth = 0;
  for (const token of tokens) {
    if (isOpening(token)) depth += 1;
    else if (isClosing(token)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && token.type === "relation") return true;
  }
  return false;
}

/** The relations outside all brackets, with their places. */
export function topRelations(tokens: readonly Token[]): { readonly at: number; readonly token: Token }[] {
  const found: { readonly at: number; readonly token: Token }[] = [];
  let depth = 0;
  tokens.forEach((token, at) => {
    if (isOpening(token)) depth += 1;
    else if (isClosing(token)) depth -= 1;
    else if (depth === 0 && token.type === "relation") found.push({ at, token });
  });
  return found;
}
