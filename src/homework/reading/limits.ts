/**
 * How much of a document is read. A person's homework stays far below all of it; whatever is above is refused with a
 * message, so that no document, of whatever bytes, keeps the reader busy for more than a moment.
 */
import type { ReadingLimit } from "../syntax.ts";

export const MOST: Readonly<Record<ReadingLimit, number>> = {
  /** Of the document, in UTF-16 units. */
  bytes: 1_000_000,
  claims: 2_000,
  /** Of one claim. */
  tokens: 5_000,
  /** Brackets, braces and environments in each other. */
  nesting: 100,
  /** Tokens that private macros of one formula make. */
  macros: 10_000,
  /** Rows of a matrix, and cells of a row. */
  matrix: 64,
  /** Of one number. */
  digits: 100,
};

/** Tokens that the macros of a whole document make. */
export const MOST_EXPANDED = 100_000;
/** Tokens of all claims together. */
export const MOST_PARSED = 60_000;
/** Tokens of one formula of the document, which may hold many claims, and of all of them, as the lexer finds them. */
export const MOST_IN_FORMULA = 20_000;
export const MOST_IN_DOCUMENT = 100_000;
/** Formulas of a document, most of which say nothing that could be checked. */
export const MOST_FORMULAS = 20_000;
