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
import { openLetterWorksheet } from "../../problem/letters/build.ts";
import type { LetterProblem } from "../../problem/letters.ts";
import type { OpenProblem } from "../problem.ts";
import type { ClaimReading } from "../resolving/claims/claims.ts";
import type { EveryScope } from "./arrays.ts";
import { withFunctionsDerived } from "./functions.ts";
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
  const every: EveryScope = { ...openLetterWorksheet(worksheet), written: new Map(), equal: new Map() };
  const found = new Map<string, { count: number; readonly reading: ToProve }>();
  for (const { open, readings } of read) {
    const here = new Map(readings.map((one) => withText(readingToProve(every, open, one, link))));
    for (const [text, reading] of here) found.set(text, { count: (found.get(text)?.count ?? 0) + 1, reading });
  }
  const usual = [...found.values()].filter(({ count }) => 2 * count > read.length).map(({ reading }) => reading);
  return usual.every(({ plain, guarded }) => plain !== undefined || guarded !== undefined) ? usual : [];
}

function withText(reading: ToProve): readonly [string, ToProve] {
  return [`${reading.plain?.text}, ${reading.guarded?.text}`, reading];
}

function readingToProve(every: EveryScope, open: OpenProblem, { cases }: ClaimReading, link: number): ToProve {
  const [only, ...more] = cases;
  if (only === undefined || more.length > 0) return {};
  const [plain, guarded] = [false, true].map((isGuarded) =>
    isGuarded && only.conditions.length === 0 ? undefined : tryStatement(every, open, only, link, isGuarded),
  );
  return { ...(plain && { plain }), ...(guarded && { guarded }) };
}

function tryStatement(
  ...[every, open, one, link, isGuarded]: Parameters<typeof statementOf>
): LinkStatement | undefined {
  return orNothing(() => statementOf(every, open, one, link, isGuarded));
}

/** What has no counterpart in the calculus, and numbers that are too large to be exact, are not proved. */
function orNothing<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof NotTranslated || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether there is a chain of rules from one side to the other. */
export function isProved({ plain, guarded }: ToProve): boolean {
  return [plain, guarded].some((one) => one !== undefined && orNothing(() => isStatementProved(one)) === true);
}

function isStatementProved(link: LinkStatement): boolean {
  if (prove(link.statement, link.theory).verdict === "proved") return true;
  const derived = withFunctionsDerived(link);
  return derived !== undefined && prove(derived.statement, derived.theory).verdict === "proved";
}

/** So far the letters may lie above their bounds in all. */
const LARGEST_EXCESS = 6;
/** At so many sizes the sides are compared. */
const MOST_TRIED = 600;

/** At so many sizes at which the sides differ the claim is held against its meaning. */
const MOST_DIFFERENT = 6;

/** Sizes at which the sides differ by the calculus, the smallest first. */
export function* differentAt(problem: LetterProblem, { plain, guarded }: ToProve): Generator<Sizes> {
  const compared = guarded ?? plain;
  let [tried, found] = [0, 0];
  for (const sizes of compared === undefined ? [] : smallestOwnSizes(problem, LARGEST_EXCESS)) {
    if (compared === undefined || tried++ >= MOST_TRIED || found >= MOST_DIFFERENT) return;
    if (orNothing(() => differenceAt(compared.statement, compared.theory, sizes)) === undefined) continue;
    found++;
    yield sizes;
  }
}
