/**
 * The tokens of a document's formulas, row by row, to claims: rows that go on with the one before are joined, formulas
 * that stand side by side are parted, and what only says where a formula holds becomes its condition.
 */
import type { Fragment } from "./fragments.ts";
import { isClosing, isOpening } from "./mark.ts";
import { hasRelation, JOINING, type Piece, splitPieces, topRelations } from "./pieces.ts";
import { AFTER, BEFORE, type Said } from "./prose.ts";
import { asRanges } from "./tidy-scripts.ts";
import type { Token } from "./tokens.ts";
import { partTuples } from "./tuples.ts";

/** A formula under way; without a relation to the end it is no claim. */
export interface Draft {
  tokens: Token[];
  /** A line of a program. */
  readonly isCode?: true;
  readonly conditions: (readonly Token[])[];
  /** Conditions that prose says of it. */
  readonly said: (readonly Token[])[];
  /** Tokens that stood beside it and were passed over. */
  readonly dropped: (readonly Token[])[];
}

/** How a row stands to the one above: in the same formula, in the next one, or apart. */
type Link = "row" | "formula" | "none";

/** Rows of one formula after the other; `drafts` grows. */
export interface Layout {
  readonly drafts: Draft[];
  /** Adds what one formula of the document says. */
  readonly add: (
    tokens: readonly Token[],
    fragment: Pick<Fragment, "isNext" | "isRow" | "isCode">,
    said?: Said,
  ) => void;
}

export function startLayout(): Layout {
  const drafts: Draft[] = [];
  const waiting: (readonly Token[])[] = [];
  return {
    drafts,
    add(tokens, { isNext, isRow, isCode }, said) {
      if (isCode === true) {
        const code = { tokens: withoutEnd(tokens), isCode, conditions: [], said: [], dropped: [] };
        if (tokens.length > 0) drafts.push(code);
        return;
      }
      const condition = said !== undefined && isIndexCondition(tokens) ? tokens : conditionIn(tokens);
      if (condition !== undefined) {
        const above = said === "above" ? drafts.at(-1) : undefined;
        if (above !== undefined && speaksOf(above, condition)) above.said.push(asRanges(condition));
        else waiting.push(condition);
        return;
      }
      let link: Link = isNext ? (isRow ? "row" : "formula") : "none";
      const first = drafts.length;
      for (const row of splitRows(tokens)) {
        addRow(drafts, row, link);
        link = "row";
      }
      placeWaiting(drafts, waiting, first);
    },
  };
}

/** What waited for the first new formula holds of that if it speaks of its indices; else it is a formula of its own. */
function placeWaiting(drafts: Draft[], waiting: (readonly Token[])[], first: number): void {
  const found = drafts[first];
  if (found === undefined || !hasRelation(found.tokens)) return;
  const start = found.tokens[0]?.span.start ?? 0;
  for (const tokens of waiting.splice(0)) {
    const isNear = start - (tokens.at(-1)?.span.end ?? 0) < MOST_BETWEEN;
    if (isNear && speaksOf(found, tokens)) found.said.push(asRanges(tokens));
    else drafts.splice(first, 0, { tokens: [...tokens], conditions: [], said: [], dropped: [] });
  }
}

/** Characters between a condition and the formula that it is of. */
const MOST_BETWEEN = 200;

/** `If i = j:`, `当 i = j 时`: a formula that is nothing else, with its words. */
function conditionIn(tokens: readonly Token[]): readonly Token[] | undefined {
  if (tokens.length > MOST_IN_CONDITION) return undefined;
  const pieces = splitPieces(tokens);
  const [only, ...more] = pieces.filter((piece) => hasRelation(piece.tokens));
  if (only === undefined || more.length > 0 || !isIndexCondition(only.tokens)) return undefined;
  const isSaid =
    pieces.some(({ before }) => before?.type === "condition" && BEFORE.test(before.text)) || tokens.some(isWhen);
  return isSaid ? only.tokens : undefined;
}

const MOST_IN_CONDITION = 16;

/** 时 of `当 i = j 时`. */
function isWhen({ type, text }: Token): boolean {
  return type === "words" && AFTER.test(text);
}

/** `i = j`, `k \ne i`, `i, j < 3`: relations between letters and numbers. */
function isIndexCondition(tokens: readonly Token[]): boolean {
  const isPart = ({ type, symbol }: Token): boolean =>
    ["number", "relation", "comma", "sign", "prime"].includes(type) ||
    (type === "symbol" && INDEX.test(symbol?.name ?? ""));
  return hasRelation(tokens) && tokens.every(isPart);
}

/** Letters that texts use for indices, and seldom for arrays. */
const INDEX = /^[ch-np-v]$/u;

/** Whether letters of a condition are indices of a formula: under `i = j` there may be i alone. */
function speaksOf(draft: Draft, tokens: readonly Token[]): boolean {
  return tokens.some(({ symbol }) => symbol !== undefined && isIndexOf(symbol.name, draft));
}

/** A program's line is one formula; the semicolon behind it says nothing. */
function withoutEnd(tokens: readonly Token[]): Token[] {
  const isEnded = tokens.at(-1)?.type === "stop" && tokens.at(-1)?.text === ";";
  return isEnded ? tokens.slice(0, -1) : [...tokens];
}

/** At the rows that stand outside all matrices; brackets may stay open from one row to the next. */
function* splitRows(tokens: readonly Token[]): Generator<readonly Token[], void> {
  let depth = 0;
  let row: Token[] = [];
  for (const token of tokens) {
    if (token.type === "{" || token.type === "matrixOpen" || token.type === "casesOpen") depth += 1;
    if (token.type === "}" || token.type === "matrixClose" || token.type === "casesClose") depth -= 1;
    if (token.type === "row" && depth <= 0) {
      if (row.length > 0) yield row;
      row = [];
    } else row.push(token);
  }
  if (row.length > 0) yield row;
}

// -------------------------------------------------------------------------------------------------------- rows

function addRow(drafts: Draft[], row: readonly Token[], link: Link): void {
  const pieces = partTuples(splitPieces(row));
  const leading: (readonly Token[])[] = [];
  let claim: Draft | undefined;
  let isConditional = false;
  let wasCondition = false;
  pieces.forEach((piece, index) => {
    const { tokens, before } = piece;
    if (before?.type === "condition") isConditional = true;
    else if (before?.type === "words" || before?.type === "connective" || before?.text === ":") isConditional = false;
    if (tokens.length === 0) return;
    const above = drafts.at(-1);
    if (index === 0 && above !== undefined && continues(above, row, tokens, link)) {
      append(above, tokens);
      claim = above;
      return;
    }
    if (claim !== undefined && isBehindStop(piece)) {
      // A dot that stands for a product, perhaps: what follows is not to be lost.
      claim.tokens.push(before as Token, ...tokens);
      return;
    }
    if (claim !== undefined && before?.isBeside === true) {
      claim.conditions.push(asRanges(tokens));
      return;
    }
    if (looksConditional(piece, pieces[index + 1], { isConditional, wasCondition, claim })) {
      (claim?.conditions ?? leading).push(asRanges(tokens));
      wasCondition = true;
      return;
    }
    wasCondition = false;
    isConditional = false;
    if (hasRelation(tokens) || claim === undefined) {
      claim = { tokens: [...tokens], conditions: [...leading], said: [], dropped: [] };
      drafts.push(claim);
    } else claim.dropped.push(tokens);
  });
  if (claim === undefined && leading.length > 0) placeLeading(drafts, leading, link);
}

/** Part of a formula behind a dot or a semicolon: neither a condition nor the number of the formula. */
function isBehindStop({ tokens, before }: Piece): boolean {
  if (before?.type !== "stop" || hasRelation(tokens)) return false;
  const [open, number, close] = tokens;
  return !(tokens.length === 3 && open?.type === "open" && number?.type === "number" && close?.type === "close");
}

/** A row of conditions alone belongs to the claim above it, or makes claims of its own. */
function placeLeading(drafts: Draft[], leading: readonly (readonly Token[])[], link: Link): void {
  const above = link === "row" ? drafts.at(-1) : undefined;
  if (above !== undefined) above.conditions.push(...leading);
  else for (const tokens of leading) drafts.push({ tokens: [...tokens], conditions: [], said: [], dropped: [] });
}

/** Whether a row goes on with the formula above it. */
function continues(above: Draft, row: readonly Token[], tokens: readonly Token[], link: Link): boolean {
  const first = tokens[0];
  if (first === undefined || link === "none") return false;
  if (first.type === "relation") return true;
  if (link === "formula") return false;
  const isSigned = first.type === "sign" || first.type === "operator";
  if (isLeftOpen(above.tokens) && !isSigned && hasRelation(tokens)) return false;
  if (isLeftOpen(above.tokens) || JOINING.has(above.tokens.at(-1)?.type ?? "bad") || first.type === "operator")
    return true;
  // `-y = b` may be an equation of its own, unless it is set under what it goes on with.
  return first.type === "sign" && (first.text === "+" || row[0]?.type === "cell" || !hasRelation(tokens));
}

function isLeftOpen(tokens: readonly Token[]): boolean {
  let depth = 0;
  for (const token of tokens) {
    if (isOpening(token)) depth += 1;
    else if (isClosing(token)) depth -= 1;
  }
  return depth > 0;
}

/** A sign at the end of a row and at the start of the next is one sign. */
function append(draft: Draft, tokens: readonly Token[]): void {
  const last = draft.tokens.at(-1);
  const first = tokens[0];
  const isRepeated = JOINING.has(last?.type ?? "bad") && last?.type === first?.type && last?.text === first?.text;
  for (let at = isRepeated ? 1 : 0; at < tokens.length; at++) draft.tokens.push(tokens[at] as Token);
}

// -------------------------------------------------------------------------------------------------- conditions

const RANGES: ReadonlySet<string> = new Set(["≤", "≥", "<", ">", "∈", "≠", "|"]);

interface Beside {
  /** Behind a word such as `for`, or `\forall`. */
  readonly isConditional: boolean;
  readonly wasCondition: boolean;
  /** The claim in the same row. */
  readonly claim: Draft | undefined;
}

function looksConditional(piece: Piece, next: Piece | undefined, beside: Beside): boolean {
  const { isConditional, wasCondition, claim } = beside;
  const { tokens } = piece;
  const relations = topRelations(tokens);
  if (relations.length === 0) {
    if (claim !== undefined && !hasRelation(claim.tokens)) return false;
    if (isConditional || wasCondition) return isList(tokens);
    if (claim === undefined) return false;
    if (tokens.every(({ type }) => type === "number" || type === "dots")) return true;
    // `i, j = 1, 2`
    return isLetter(tokens) && next?.before?.type === "comma" && looksConditional(next, undefined, beside);
  }
  const left = tokens.slice(0, relations[0]?.at);
  if (claim === undefined && relations.length === 1 && isLetter(left) && isBeforeColon(left, next)) return true;
  if (relations.every(({ token }) => RANGES.has(token.relation ?? ""))) return isConditional || claim !== undefined;
  if (!isLetter(left)) return false;
  return isConditional || (claim !== undefined && isIndexOf(left[0]?.symbol?.name ?? "", claim));
}

/** `i = j: \quad p_i = p_j` */
function isBeforeColon([letter]: readonly Token[], next: Piece | undefined): boolean {
  if (next?.before?.text !== ":" || !hasRelation(next.tokens)) return false;
  return isIndexOf(letter?.symbol?.name ?? "", { tokens: [...next.tokens], conditions: [], said: [], dropped: [] });
}

function isList(tokens: readonly Token[]): boolean {
  return tokens.every(({ type }) =>
    ["number", "symbol", "dots", "prime", "open", "close", "comma", "sign", "range"].includes(type),
  );
}

function isLetter([first, ...rest]: readonly Token[]): boolean {
  return first?.type === "symbol" && rest.every(({ type }) => type === "prime");
}

/** `i` stands in `ij` as well, as letters are set side by side. */
function hasLetter({ symbol }: Token, name: string): boolean {
  if (symbol === undefined || symbol.name === name) return symbol !== undefined;
  return name.length === 1 && !symbol.isWord && /^[a-z]{2,4}$/u.test(symbol.name) && symbol.name.includes(name);
}

/** Whether a letter stands in a script or a bracket of a formula. */
function isIndexOf(name: string, { tokens }: Draft): boolean {
  let depth = 0;
  return tokens.some((token) => {
    if (isOpening(token)) depth += 1;
    else if (isClosing(token)) depth -= 1;
    return depth > 0 && hasLetter(token, name);
  });
}
