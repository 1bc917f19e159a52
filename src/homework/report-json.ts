/**
 * A report as other programs read it, and as every page and listing is made from it.
 * In: what the check of a sheet found. Out: the same with places as lines and columns and with sentences in a language.
 * Always: `source` is what stands in the sheet, to the letter; every sentence is free of what cannot be seen.
 */
import type { Span } from "../language/syntax.ts";
import { type Places, placesIn, textAt } from "./place.ts";
import type { ClaimReport, Counterexample, DiagnosisCode, LinkReport, SheetReport, Shown, Verdict } from "./report.ts";
import { sayCounterexample, sayDiagnosis, sayFailure, sayNote } from "./say.ts";
import type { CheckWords, Failure } from "./words.ts";

export interface LinkJson {
  /** 1-based, as everywhere here; columns are counted in characters. */
  readonly line: number;
  readonly column: number;
  /** The side after the relation. */
  readonly source: string;
  readonly verdict: Verdict;
  /** Only where the side before it is wrong in the same way does the link hold. */
  readonly follows?: true;
}

export interface DiagnosisJson {
  readonly code: DiagnosisCode;
  readonly message: string;
}

export interface CounterexampleJson extends Counterexample {
  readonly message: string;
}

/** What kept a formula from being read, and where; `code` is stable. */
export interface FailureJson {
  readonly code: Failure["tag"];
  readonly message: string;
  readonly line: number;
  readonly column: number;
  /** What is to blame; empty where something is missing. */
  readonly source: string;
}

export interface ClaimJson {
  readonly line: number;
  readonly column: number;
  readonly source: string;
  readonly verdict: Verdict;
  readonly links: readonly LinkJson[];
  readonly expected?: Shown;
  readonly diagnosis?: DiagnosisJson;
  /** Both, the better one first, where there are two. */
  readonly diagnoses?: readonly DiagnosisJson[];
  readonly counterexample?: CounterexampleJson;
  readonly notes: readonly string[];
  /** For an unreadable claim. */
  readonly failure?: FailureJson;
  /** For an ambiguous one. */
  readonly readings?: readonly (Shown & { readonly verdict: Verdict })[];
}

export interface CheckReport {
  readonly gradscribe: 1;
  readonly file: string;
  readonly claims: readonly ClaimJson[];
  readonly summary: Readonly<Record<Verdict, number>>;
  /** Set where the whole sheet was refused, such as for its size. */
  readonly refusal?: FailureJson;
}

export function reportJson(report: SheetReport, words: CheckWords): CheckReport {
  const sheet = { source: report.source, places: placesIn(report.source), words };
  return {
    gradscribe: 1,
    file: report.file,
    claims: report.claims.map((claim) => claimJson(claim, sheet)),
    summary: summaryOf(report),
    ...(report.refusal && { refusal: failureJson(report.refusal, sheet) }),
  };
}

export function summaryOf({ claims }: SheetReport): Readonly<Record<Verdict, number>> {
  const summary = { correct: 0, rounded: 0, wrong: 0, unproven: 0, ambiguous: 0, unreadable: 0 };
  for (const { verdict } of claims) summary[verdict]++;
  return summary;
}

interface Sheet {
  readonly source: string;
  readonly places: Places;
  readonly words: CheckWords;
}

function claimJson(claim: ClaimReport, sheet: Sheet): ClaimJson {
  const { words } = sheet;
  const diagnoses = claim.diagnoses.map((found) => ({ code: found.code, message: sayDiagnosis(found, words) }));
  return {
    ...placed(claim.span, sheet),
    verdict: claim.verdict,
    links: claim.links.map((link) => linkJson(link, sheet)),
    ...(claim.expected && { expected: { latex: claim.expected.latex, text: claim.expected.text } }),
    ...(diagnoses[0] && { diagnosis: diagnoses[0] }),
    ...(diagnoses.length > 1 && { diagnoses }),
    ...(claim.counterexample && { counterexample: counterexampleJson(claim.counterexample, words) }),
    notes: claim.notes.map((note) => sayNote(note, textAt(sheet.source, note.at), words)),
    ...(claim.failure && { failure: failureJson(claim.failure, sheet) }),
    ...(claim.readings && {
      readings: claim.readings.map(({ shown: { latex, text }, verdict }) => ({ latex, text, verdict })),
    }),
  };
}

function placed(span: Span, { source, places }: Sheet): { line: number; column: number; source: string } {
  const { line, column } = places.at(span.start);
  return { line, column, source: textAt(source, span) };
}

function linkJson({ span, verdict, follows }: LinkReport, sheet: Sheet): LinkJson {
  return { ...placed(span, sheet), verdict, ...(follows && { follows }) };
}

function counterexampleJson(found: Counterexample, words: CheckWords): CounterexampleJson {
  const { values, sizes, at, left, right } = found;
  return { values, sizes, at, left, right, message: sayCounterexample(found, words) };
}

function failureJson(failure: Failure, sheet: Sheet): FailureJson {
  return { code: failure.tag, message: sayFailure(failure, sheet.words), ...placed(failure.at, sheet) };
}
