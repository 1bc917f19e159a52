/**
 * Reads homework: a document in, its claims out, in the order in which they stand. A formula that cannot be read says
 * why and hides no other, and no document, whatever it holds, makes the reader fail or run long.
 */
import type { Span } from "../../language/syntax.ts";
import type {
  DocumentClaim,
  Format,
  Formula,
  HomeworkDocument,
  ReadingFailure,
  ReadingLimit,
  ReadingNote,
} from "../syntax.ts";
import { foldFullWidth, showText } from "./characters.ts";
import { claimsFrom } from "./claims.ts";
import type { Fragment } from "./fragments.ts";
import { startLayout } from "./layout.ts";
import { lex } from "./lexer.ts";
import { MOST, MOST_FORMULAS, MOST_IN_DOCUMENT, MOST_IN_FORMULA } from "./limits.ts";
import { collectMacros } from "./macros.ts";
import { parseChain } from "./parse.ts";
import { hasRelation } from "./pieces.ts";
import { type Said, saidBeside } from "./prose.ts";
import { blankBrackets, blankRowComments } from "./remarks.ts";
import { scan } from "./scan.ts";
import { tidyFormula } from "./tidy.ts";
import type { RawToken } from "./tokens.ts";

export { formatOf } from "./format.ts";

/** @param isSigmaName whether `\Sigma` names something; else it is the sign of a sum where something stands below it. */
export function readHomework(source: string, format: Format, isSigmaName = true): HomeworkDocument {
  if (source.length > MOST.bytes) {
    return { source, format, claims: [], refusal: limit("bytes", { start: 0, end: 0 }) };
  }
  const folded = foldFullWidth(blankBrackets(source));
  const { fragments, text } = scan(folded, format);
  const macros = collectMacros(folded, format);
  const layout = startLayout();
  const notes: ReadingNote[] = [];
  const unreadable: DocumentClaim[] = [];
  let refusal: ReadingFailure | undefined;
  let lexed = 0;
  for (const [index, fragment] of fragments.entries()) {
    refusal = refusalAt(fragment, index, lexed, Math.max(2 * unreadable.length, layout.drafts.length));
    if (refusal !== undefined) break;
    if (!isWorthReading(text, fragment, fragments[index + 1], macros.byName.size > 0)) continue;
    if (fragment.unclosed !== undefined) {
      unreadable.push(unclosedClaim(text, fragment, fragment.unclosed));
      continue;
    }
    const as = fragment.isCode === true ? "txt" : format;
    const raw = lex(blankRowComments(text.slice(fragment.start, fragment.end), as), fragment.start, as);
    lexed += raw.length;
    if (raw.length > MOST_IN_FORMULA) {
      unreadable.push({ tag: "unreadable", span: fragmentSpan(fragment), failure: tooLong(fragment) });
      continue;
    }
    const tidied = tidyFormula(isSigmaName ? raw : raw.map(withSumSign), as, macros);
    for (const note of tidied.notes) notes.push(note);
    layout.add(tidied.tokens, fragment, saidOf(text, fragments, index));
  }
  const stated = layout.drafts.filter(({ tokens }) => hasRelation(tokens));
  const read = claimsFrom(stated, notes, source, MOST.claims - Math.min(unreadable.length, MOST.claims));
  const claims = [...unreadable, ...read.claims].sort((a, b) => a.span.start - b.span.start);
  refusal = read.refusal ?? refusal;
  return { source, format, claims, ...(refusal && { refusal }) };
}

/** `\Sigma_{i=1}^{n}`, `\Sigma_k`; without anything below it is a matrix to many. */
function withSumSign(raw: RawToken, at: number, tokens: readonly RawToken[]): RawToken {
  const isSum = raw.kind === "command" && raw.text === "\\Sigma" && tokens[at + 1]?.text === "_";
  return isSum ? { ...raw, text: "\\sum" } : raw;
}

/** What prose says of a formula that may be a condition: long texts between formulas are not looked at. */
function saidOf(text: string, fragments: readonly Fragment[], index: number): Said | undefined {
  const { start, end } = fragments[index] as Fragment;
  const from = Math.max(fragments[index - 1]?.end ?? 0, start - MOST_PROSE);
  const to = Math.min(fragments[index + 1]?.start ?? text.length, end + MOST_PROSE);
  return end - start > MOST_PROSE ? undefined : saidBeside(text.slice(from, start), text.slice(end, to), index > 0);
}

const MOST_PROSE = 80;

function limit(of: ReadingLimit, at: Span): ReadingFailure {
  return { tag: "limit", limit: of, most: MOST[of], at };
}

function refusalAt(fragment: Fragment, index: number, lexed: number, drafts: number): ReadingFailure | undefined {
  const at = fragmentSpan(fragment);
  if (drafts >= 2 * MOST.claims || index >= MOST_FORMULAS) return limit("claims", at);
  if (lexed > MOST_IN_DOCUMENT) return { tag: "limit", limit: "tokens", most: MOST_IN_DOCUMENT, at };
  return undefined;
}

function tooLong(fragment: Fragment): ReadingFailure {
  return { tag: "limit", limit: "tokens", most: MOST_IN_FORMULA, at: { start: fragment.start, end: fragment.start } };
}

function fragmentSpan({ start, end }: Fragment): Span {
  return { start, end };
}

const RELATION =
  /[=≤≥<>≈≠≡∈∝≃≅≔≜⩽⩾≦≧∣]|\\(?:leq?|geq?|leqslant|geqslant|leqq|geqq|neq?|approx|equiv|in|propto|mid|simeq|cong|lt|gt|coloneqq|triangleq|doteq)(?![A-Za-z])/u;

/** A formula without a relation says nothing, unless the next one goes on with it or a macro may hide what it says. */
function isWorthReading(text: string, fragment: Fragment, next: Fragment | undefined, hasMacros: boolean): boolean {
  if (fragment.end <= fragment.start) return false;
  if (fragment.isRow || (hasMacros && fragment.unclosed === undefined) || next?.isNext === true) return true;
  const { start, end } = fragment;
  return RELATION.test(fragment.unclosed === undefined ? text.slice(start, end) : firstLine(text, start, end));
}

function firstLine(text: string, start: number, end: number): string {
  return text.slice(start, end).split("\n", 1)[0] ?? "";
}

/** A `$` that nothing closes: what follows it is prose as much as mathematics, and only its line is looked at. */
function unclosedClaim(
  text: string,
  { start, end }: Fragment,
  { opening, at }: NonNullable<Fragment["unclosed"]>,
): DocumentClaim {
  const span = { start: at.start, end: start + firstLine(text, start, end).trimEnd().length };
  return { tag: "unreadable", span, failure: { tag: "unclosed", opening, at } };
}

// --------------------------------------------------------------------------------------------- single formulas

/** Why a single formula could not be read. */
export class FormulaError extends Error {
  override readonly name = "FormulaError";
  readonly failure: ReadingFailure;

  constructor(failure: ReadingFailure) {
    super(`the formula cannot be read: ${failure.tag}`);
    this.failure = failure;
  }
}

/** One formula without a relation. Throws a `FormulaError`. */
export function parseFormula(source: string, format: Format = "tex"): Formula {
  const folded = foldFullWidth(source);
  if (folded.length > MOST.bytes) throw new FormulaError(limit("bytes", { start: 0, end: 0 }));
  const lexed = lex(folded, 0, format);
  if (lexed.length > MOST_IN_FORMULA) throw new FormulaError(limit("tokens", { start: 0, end: 0 }));
  const { tokens } = tidyFormula(lexed, format, collectMacros("", format));
  const parsed = parseChain(tokens, source);
  if (parsed.tag === "failed") throw new FormulaError(parsed.failure);
  const [relation] = parsed.result.relations;
  if (relation !== undefined) {
    const found = showText(source.slice(relation.span.start, relation.span.end));
    throw new FormulaError({ tag: "unexpected", found, expected: ["operator"], at: relation.span });
  }
  return parsed.result.sides[0] as Formula;
}
