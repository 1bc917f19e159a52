/**
 * A sheet of homework held against a worksheet.
 * In: a worksheet made ready, and the text of a sheet. Out: what was found, claim by claim.
 * Always: one claim that can't be read or decided hides no other.
 */
import type { Sizes } from "../calculus/grid.ts";
import { locateMistakes } from "../error.ts";
import { withoutBareCode } from "./code-lines.ts";
import { createDecider } from "./deciding/decide.ts";
import { createFacts } from "./deciding/facts.ts";
import { createShow } from "./deciding/show.ts";
import { failureOf } from "./failures.ts";
import type { Meaning } from "./meaning.ts";
import { misfitIn, misfitReport } from "./misfits.ts";
import { placesIn, textAt } from "./place.ts";
import { type HomeworkProblem, type OpenProblem, openProblem, readProblem } from "./problem.ts";
import { readHomework } from "./reading/read.ts";
import type { ClaimReport, SheetReport } from "./report.ts";
import { reportClaim } from "./report-claim.ts";
import type { Readings } from "./resolving/claims/choices.ts";
import {
  type ClaimReading,
  resolveClaim,
  type Surroundings,
  usualOf,
  withoutMembership,
} from "./resolving/claims/claims.ts";
import { withDefinition } from "./resolving/names/definitions.ts";
import { arrayOfSheetDelta } from "./resolving/names/delta.ts";
import { type Names, readNames } from "./resolving/names/names.ts";
import { readOperators } from "./resolving/operators/declared.ts";
import type { Sheet, SheetText } from "./sheet.ts";
import { acrossSizes, type CheckedClaim } from "./sizes.ts";
import type { DocumentClaim, Format } from "./syntax.ts";
import { MOST_WORK, withWork } from "./work.ts";

export type { HomeworkProblem };

/** @throws WorksheetError with code, message, line and column where the worksheet has a mistake. */
export function prepareProblem(worksheet: string, file: string): HomeworkProblem {
  const problem = readProblem(worksheet, file);
  locateMistakes(worksheet, () => readOperators(openProblem(problem, problem.everySize?.instances[0])));
  return problem;
}

export interface CheckSettings {
  /** How the sheet is called in messages. */
  readonly file: string;
  readonly format: Format;
}

export function checkSheet(problem: HomeworkProblem, source: string, settings: CheckSettings): SheetReport {
  const read = readHomework(source, settings.format, /Sigma|Σ/u.test(problem.worksheet.source));
  const places = placesIn(source);
  const text: SheetText = { lineOf: (offset) => places.at(offset).line, textOf: (span) => textAt(source, span) };
  const whole = read.claims.map((one) => (one.tag === "claim" ? withoutMembership(one) : one));
  const document = { ...read, claims: countedClaims(problem, whole, text) };
  const instances = problem.everySize?.instances ?? [undefined];
  const checked = instances.map((sizes) => checkAt(openProblem(problem, sizes), document.claims, text));
  const claims = document.claims.map((claim, position) => {
    const found = checked.map((claims) => claims[position] as CheckedClaim);
    const [first] = found;
    if (first === undefined) throw new Error("a sheet is checked at some sizes");
    const { worksheet, everySize: every } = problem;
    if (every === undefined || claim.tag !== "claim") return first.report;
    const atSizes = (sizes: Sizes): ClaimReport =>
      reportOf(checkAt(openProblem(problem, sizes), [claim], text, document.claims.slice(0, position)));
    return acrossSizes({ worksheet, every, checked: found, checkAt: atSizes });
  });
  return {
    file: settings.file,
    source,
    format: settings.format,
    claims,
    ...(document.refusal && { refusal: document.refusal }),
  };
}

function countedClaims(problem: HomeworkProblem, claims: readonly DocumentClaim[], text: SheetText) {
  if (claims.every(({ isCode }) => isCode === undefined)) return claims;
  const open = openProblem(problem, problem.everySize?.instances[0]);
  return withoutBareCode({ open, names: readNames(open) }, claims, text.textOf);
}

function reportOf([only]: readonly CheckedClaim[]): ClaimReport {
  if (only === undefined) throw new Error("one claim has one report");
  return only.report;
}

/**
 * The claims of a sheet at the sizes of an open problem.
 * @param before claims above them, of which only the names count that they introduce.
 */
function checkAt(
  open: OpenProblem,
  claims: readonly DocumentClaim[],
  text: SheetText,
  before: readonly DocumentClaim[] = [],
): CheckedClaim[] {
  const written = new Map<number, readonly Meaning[]>();
  const operators = readOperators(open);
  const defined = (names: Names, claim: DocumentClaim): Names =>
    claim.tag === "claim" ? withDefinition(open, names, claim) : names;
  const own = readNames(open);
  const delta = arrayOfSheetDelta(
    open,
    own,
    [...before, ...claims].flatMap((claim) => (claim.tag === "claim" ? [claim] : [])),
  );
  let names = before.reduce(defined, own);
  // Every claim is given its meaning before any is decided: what the sheet writes out becomes arrays of the problem.
  const resolved = claims.map((claim) => {
    names = defined(names, claim);
    const surroundings: Surroundings = { open, names, operators, delta, written };
    const readings = resolvedClaim(surroundings, claim);
    return { claim, surroundings, readings, misfit: misfitIn(surroundings, claim, readings) };
  });
  const decider = createDecider(open.problem, written);
  const sheet: Sheet = {
    decider,
    facts: createFacts(open, decider),
    show: createShow(open.scope, decider.atoms),
    ...text,
  };
  return resolved.map(({ claim, surroundings, readings, misfit }) => ({
    report: misfit ? misfitReport(sheet, misfit) : reportClaim(surroundings, sheet, claim, readings),
    open,
    readings: readings?.tag === "read" ? usualOf(readings.readings) : [],
  }));
}

function resolvedClaim(surroundings: Surroundings, claim: DocumentClaim): Readings<ClaimReading> | undefined {
  if (claim.tag !== "claim") return undefined;
  try {
    return withWork(MOST_WORK, () => resolveClaim(surroundings, claim));
  } catch (error) {
    return { tag: "failed", failure: failureOf(error, claim) };
  }
}
