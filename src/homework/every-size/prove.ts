/**
 * Links of claims held against every size.
 * In: the readings of a claim at several sizes. Out: what the index calculus says of them. Always: proved is only what
 * it has a chain of rules for; what it has no words for, or finds no chain for, is not.
 */
import type { Sizes } from "../../calculus/grid.ts";
import { smallestOwnSizes } from "../../calculus/own-sizes.ts";
import { prove } from "../../calculus/prove.ts";
import { differenceAt } from "../../calculus/refute.ts";
import type { Worksheet } from "../../language/syntax.ts";
import { type OpenLetterWorksheet, openLetterWorksheet } from "../../problem/letters/build.ts";
import type { LetterProblem } from "../../problem/letters.ts";
import type { OpenProblem } from "../problem.ts";
import type { ClaimReading } from "../resolving/claims.ts";
import { NotTranslated } from "./ratio.ts";
import { type LinkStatement, statementOf } from "./statement.ts";

/** The readings of a claim where sizes are these numbers. */
export interface ReadAtSizes {
  readonly open: OpenProblem;
  readonly readings: readonly ClaimReading[];
}

/** What is to be shown of a link: for all indices, which is more than it says where the claim has conditions, or with them. */
export interface ToProve {
  readonly plain?: LinkStatement;
  readonly guarded?: LinkStatement;
}

/**
 * A claim may be read in more ways at some sizes than at others, a matrix of one entry in many: what is to be proved is
 * each reading that it has at most of the sizes; none where that can't be said.
 */
export function readingsToProve(worksheet: Worksheet, read: readonly ReadAtSizes[], link: number): readonly ToProve[] {
  const letters = openLetterWorksheet(worksheet);
  const found = new Map<string, { count: number; readonly reading: ToProve }>();
  for (const { open, readings } of read) {
    const here = new Map(readings.map((one) => withText(readingToProve(letters, open, one, link))));
    for (const [text, reading] of here) found.set(text, { count: (found.get(text)?.count ?? 0) + 1, reading });
  }
  const usual = [...found.values()].filter(({ count }) => 2 * count > read.length).map(({ reading }) => reading);
  return usual.every(({ plain, guarded }) => plain !== undefined || guarded !== undefined) ? usual : [];
}

function withText(reading: ToProve): readonly [string, ToProve] {
  return [`${reading.plain?.text}, ${reading.guarded?.text}`, reading];
}

function readingToProve(
  letters: OpenLetterWorksheet,
  open: OpenProblem,
  { cases }: ClaimReading,
  link: number,
): ToProve {
  const [only, ...more] = cases;
  if (only === undefined || more.length > 0) return {};
  const [plain, guarded] = [false, true].map((isGuarded) =>
    isGuarded && only.conditions.length === 0 ? undefined : tryStatement(letters, open, only, link, isGuarded),
  );
  return { ...(plain && { plain }), ...(guarded && { guarded }) };
}

function tryStatement(
  ...[letters, open, one, link, isGuarded]: Parameters<typeof statementOf>
): LinkStatement | undefined {
  try {
    return statementOf(letters, open, one, link, isGuarded);
  } catch (error) {
    if (error instanceof NotTranslated) return undefined;
    throw error;
  }
}

/** Whether there is a chain of rules from one side to the other. */
export function isProved({ plain, guarded }: ToProve): boolean {
  return [plain, guarded].some((one) => one !== undefined && prove(one.statement, one.theory).verdict === "proved");
}

/** So far the letters may lie above their bounds in all. */
const LARGEST_EXCESS = 6;
/** At so many sizes the sides are compared. */
const MOST_TRIED = 600;

/** The smallest sizes at which the sides differ by the calculus: there the claim is to be held against its meaning. */
export function smallestDifference(problem: LetterProblem, { plain, guarded }: ToProve): Sizes | undefined {
  const compared = guarded ?? plain;
  if (compared === undefined) return undefined;
  let tried = 0;
  for (const sizes of smallestOwnSizes(problem, LARGEST_EXCESS)) {
    if (tried++ >= MOST_TRIED) return undefined;
    if (differenceAt(compared.statement, compared.theory, sizes) !== undefined) return sizes;
  }
  return undefined;
}
