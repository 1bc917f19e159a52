/**
 * Drafts to claims: each is parsed, its conditions with it, and gets the notes that were made where it stands. What
 * cannot be read says why, at the token that is to blame.
 */
import type { Chain, DocumentClaim, ReadClaim, ReadingFailure, ReadingNote } from "../syntax.ts";
import { showText } from "./characters.ts";
import { nearestCommand } from "./commands.ts";
import type { Draft } from "./layout.ts";
import { MOST, MOST_PARSED } from "./limits.ts";
import { isClosing, isOpening } from "./mark.ts";
import { parseChain, parseConditions } from "./parse.ts";
import { spanFrom, type Token } from "./tokens.ts";

export interface Claims {
  readonly claims: readonly DocumentClaim[];
  /** Set where there are more of them than are read. */
  readonly refusal?: ReadingFailure;
}

/** Each of `drafts` has a relation. `room`: how many claims may still be read. */
export function claimsFrom(
  drafts: readonly Draft[],
  notes: readonly ReadingNote[],
  source: string,
  room: number,
): Claims {
  const sorted = [...notes].sort((a, b) => a.at.start - b.at.start);
  const suggest = suggestions();
  const claims: DocumentClaim[] = [];
  let parsed = 0;
  let note = 0;
  for (const [index, draft] of drafts.entries()) {
    const at = (draft.tokens[0] as Token).span;
    if (claims.length >= room) return { claims, refusal: { tag: "limit", limit: "claims", most: MOST.claims, at } };
    parsed += draft.tokens.length > MOST.tokens ? 0 : draft.tokens.length;
    if (parsed > MOST_PARSED) return { claims, refusal: { tag: "limit", limit: "tokens", most: MOST_PARSED, at } };
    // A note stands before the end of its claim; what follows the last claim belongs to it.
    const end = index + 1 < drafts.length ? (draft.tokens.at(-1)?.span.end ?? 0) : Number.POSITIVE_INFINITY;
    const first = note;
    while ((sorted[note]?.at.start ?? end) < end) note += 1;
    claims.push(claimFrom(draft, sorted.slice(first, note), source, suggest));
  }
  return { claims };
}

type Suggest = (failure: ReadingFailure) => ReadingFailure;

const MOST_SUGGESTIONS = 200;

/** Adds the nearest known command; for so many different ones, as that takes its time. */
function suggestions(): Suggest {
  const known = new Map<string, string | undefined>();
  return (failure) => {
    if (failure.tag !== "unknown-command") return failure;
    const { command } = failure;
    if (!known.has(command) && known.size < MOST_SUGGESTIONS) known.set(command, nearestCommand(command));
    const suggestion = known.get(command);
    return suggestion === undefined ? failure : { ...failure, suggestion };
  };
}

function claimFrom(draft: Draft, notes: readonly ReadingNote[], source: string, suggest: Suggest): DocumentClaim {
  const tokens = trimmed(draft.tokens);
  const parsed = parseChain(tokens, source);
  const code = draft.isCode && { isCode: draft.isCode };
  if (parsed.tag === "failed")
    return { tag: "unreadable", span: placeOf(tokens), failure: suggest(parsed.failure), ...code };
  const dropped = draft.dropped.map((tokens) => droppedNote(tokens, source));
  const conditions: Chain[] = [];
  for (const condition of draft.conditions) {
    const read = parseConditions(condition, source);
    if (read.tag === "read") conditions.push(...read.result);
    else dropped.push(droppedNote(condition, source));
  }
  for (const condition of draft.said) {
    const read = parseConditions(condition, source);
    if (read.tag !== "read") continue;
    const at = placeOf(condition);
    conditions.push(...read.result);
    dropped.push({ tag: "said", text: showText(source.slice(at.start, at.end)), at });
  }
  const octave = octaveIn(tokens);
  return {
    tag: "claim",
    ...parsed.result,
    conditions,
    notes: [...notes, ...dropped],
    ...(octave && { octave }),
    ...code,
  };
}

function octaveIn(tokens: readonly Token[]): ReadClaim["octave"] {
  if (tokens.some(({ octave }) => octave === "sign")) return "certain";
  return tokens.some(({ octave }) => octave === "prime") ? "possible" : undefined;
}

function placeOf(tokens: readonly Token[]): DocumentClaim["span"] {
  const placed = tokens.map(({ span, outer }) => ({ span: outer ?? span }));
  return spanFrom(placed[0] ?? { span: { start: 0, end: 0 } }, placed.at(-1) ?? { span: { start: 0, end: 0 } });
}

function droppedNote(tokens: readonly Token[], source: string): ReadingNote {
  const at = placeOf(tokens);
  return { tag: "dropped", text: showText(source.slice(at.start, at.end)), at };
}

/** Without the `&` and the wide spaces that stand outside all matrices. */
function trimmed(tokens: readonly Token[]): readonly Token[] {
  let depth = 0;
  return tokens.filter((token) => {
    if (isOpening(token)) depth += 1;
    else if (isClosing(token)) depth -= 1;
    return token.type !== "quad" && (depth > 0 || token.type !== "cell");
  });
}
