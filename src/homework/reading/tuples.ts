/** `dW, db = X.T @ dY, dY.sum(axis=0)`: as many values as names, which is an equation for each pair. */
import { type Piece, topRelations } from "./pieces.ts";
import type { TokenType } from "./tokens.ts";

/** What a list of names may stand behind; behind anything else it may be letters that say where a formula holds. */
const BEGINNINGS: ReadonlySet<TokenType> = new Set(["words", "connective"]);

/** The pieces of a row with a piece for each pair, where names and values that commas part are as many. */
export function partTuples(pieces: readonly Piece[]): readonly Piece[] {
  const parted: Piece[] = [];
  for (let at = 0; at < pieces.length; ) {
    const piece = pieces[at] as Piece;
    const isBeginning = at === 0 ? piece.before?.type !== "condition" : BEGINNINGS.has(piece.before?.type ?? "bad");
    const pairs = isBeginning ? pairsFrom(pieces, at) : [];
    parted.push(...(pairs.length > 0 ? pairs : [piece]));
    at += Math.max(1, 2 * pairs.length - 1);
  }
  return parted;
}

/** Names without a relation, the last name with the first value, and as many values without one. */
function pairsFrom(pieces: readonly Piece[], start: number): Piece[] {
  const middle = pieces.findIndex((piece, at) => at >= start && topRelations(piece.tokens).length > 0);
  const count = middle - start;
  const { tokens = [], before } = pieces[middle] ?? {};
  const [relation, ...more] = topRelations(tokens);
  if (count < 1 || relation?.token.relation !== "=" || more.length > 0 || before?.type !== "comma") return [];
  const [names, values] = [pieces.slice(start, middle), pieces.slice(middle + 1, middle + 1 + count)];
  const isList = [...names.slice(1), ...values].every((piece) => piece.before?.type === "comma");
  const isOver = pieces[middle + 1 + count]?.before?.type !== "comma" || hasRelation(pieces[middle + 1 + count]);
  if (values.length < count || !isList || !isOver || values.some(hasRelation)) return [];
  const lefts = [...names.map((piece) => piece.tokens), tokens.slice(0, relation.at)];
  const rights = [tokens.slice(relation.at + 1), ...values.map((piece) => piece.tokens)];
  if (lefts.every(isLetter) && isNumber(rights[0] as Piece["tokens"])) return [];
  return lefts.map((left, at) => ({
    tokens: [...left, relation.token, ...(rights[at] as Piece["tokens"])],
    before: at === 0 ? names[0]?.before : before,
  }));
}

function hasRelation(piece: Piece | undefined): boolean {
  return piece !== undefined && topRelations(piece.tokens).length > 0;
}

/** `i, j = 1, 2` are values of index letters. */
function isLetter([first, ...rest]: Piece["tokens"]): boolean {
  return first?.type === "symbol" && first.symbol?.name.length === 1 && rest.length === 0;
}

function isNumber([first, ...rest]: Piece["tokens"]): boolean {
  return (first?.type === "number" || first?.type === "dots") && rest.length === 0;
}
