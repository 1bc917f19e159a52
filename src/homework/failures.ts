/** Claims that have no verdict: what kept them from being read or decided. */
import { Mistake } from "../error.ts";
import type { Span } from "../language/syntax.ts";
import { DivisionByZero } from "./deciding/ground.ts";
import { TooManyTerms } from "./deciding/polynomial.ts";
import { TooManyPoints, UnboundedSeries } from "./deciding/series.ts";
import { NotANumber } from "./deciding/values.ts";
import { showText } from "./reading/characters.ts";
import type { ClaimReport, MeaningFailure } from "./report.ts";
import type { ReadClaim } from "./syntax.ts";
import { MOST_WORK, TooMuchWork } from "./work.ts";

export function unreadable(span: Span, failure: ClaimReport["failure"] & {}): ClaimReport {
  return { span, verdict: "unreadable", links: [], diagnoses: [], notes: [], failure };
}

/** Marks that stand in no text a person wrote, but in how the reader takes formulas apart. */
const INNER = /[@(){}]/u;

/** The failure with what the sheet says in the place of what the reader made of it. */
export function asWritten(failure: MeaningFailure, textOf: (span: Span) => string): MeaningFailure {
  const written = (text: string): string => (INNER.test(text) ? showText(textOf(failure.at)) || text : text);
  switch (failure.tag) {
    case "unknown-name":
      return { ...failure, name: written(failure.name) };
    case "not-scalar":
      return { ...failure, found: written(failure.found) };
    case "indices":
      return { ...failure, written: written(failure.written) };
    case "unsupported":
      return failure.found === undefined || failure.why !== undefined
        ? failure
        : { ...failure, found: written(failure.found) };
    default:
      return failure;
  }
}

/** What a limit or a letter without bounds means for a claim; everything else that is thrown is a defect of ours. */
export function failureOf(error: unknown, { span }: ReadClaim): MeaningFailure {
  if (error instanceof UnboundedSeries) return { tag: "free-letter", at: span, name: error.letter };
  if (error instanceof TooManyTerms) return { tag: "limit", at: span, limit: "terms", most: 50_000 };
  if (error instanceof TooMuchWork) return { tag: "limit", at: span, limit: "points", most: MOST_WORK };
  if (error instanceof TooManyPoints) return { tag: "limit", at: span, limit: "points", most: 60_000 };
  if (error instanceof Mistake && error.code === "limit") return { tag: "unsupported", at: span, why: error.said };
  if (error instanceof NotANumber || error instanceof DivisionByZero)
    return { tag: "unsupported", at: span, found: error.message === "" ? "0" : error.message };
  throw error;
}
