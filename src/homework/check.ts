/**
 * A sheet of homework held against a worksheet.
 * In: a worksheet made ready, and the text of a sheet. Out: what was found, claim by claim.
 * Always: one claim that can't be read or decided hides no other.
 */
import type { Sizes } from "../calculus/grid.ts";
import { locateMistakes, Mistake } from "../error.ts";
import type { Span } from "../language/syntax.ts";
import type { NumericArray } from "../problem/problem.ts";
import { type Comparison, createDecider, type Decider, decideLink, type LinkDecision } from "./deciding/decide.ts";
import { createFacts, type Facts } from "./deciding/facts.ts";
import { describeWrong } from "./deciding/findings.ts";
import { DivisionByZero } from "./deciding/ground.ts";
import { TooManyTerms } from "./deciding/polynomial.ts";
import { TooManyPoints, UnboundedSeries } from "./deciding/series.ts";
import { createShow, type Show } from "./deciding/show.ts";
import { NotANumber } from "./deciding/values.ts";
import type { Meaning } from "./meaning.ts";
import { placesIn, textAt } from "./place.ts";
import { type HomeworkProblem, type OpenProblem, openProblem, readProblem } from "./problem.ts";
import { readHomework } from "./reading/read.ts";
import type {
  ClaimReport,
  Diagnosis,
  LinkReport,
  MeaningFailure,
  Note,
  SheetReport,
  Shown,
  Verdict,
} from "./report.ts";
import type { Readings } from "./resolving/choices.ts";
import { type ClaimReading, resolveClaim, type Surroundings, withoutMembership } from "./resolving/claims.ts";
import { readOperators } from "./resolving/declared.ts";
import { withDefinition } from "./resolving/definitions.ts";
import { type Mend, type Misfit, mendsOf, misfitOf } from "./resolving/mends.ts";
import { type Names, readNames } from "./resolving/names.ts";
import { acrossSizes, type CheckedClaim } from "./sizes.ts";
import type { DocumentClaim, Format, ReadClaim } from "./syntax.ts";
import { MOST_WORK, TooMuchWork, withWork } from "./work.ts";

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
  const read = readHomework(source, settings.format);
  const document = { ...read, claims: read.claims.map((one) => (one.tag === "claim" ? withoutMembership(one) : one)) };
  const places = placesIn(source);
  const text: SheetText = { lineOf: (offset) => places.at(offset).line, textOf: (span) => textAt(source, span) };
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

function reportOf([only]: readonly CheckedClaim[]): ClaimReport {
  if (only === undefined) throw new Error("one claim has one report");
  return only.report;
}

/** Where things stand in a sheet, and what stands there. */
interface SheetText {
  readonly lineOf: (offset: number) => number;
  readonly textOf: (span: Span) => string;
}

/** What the decisions on the claims of one sheet share. */
interface Sheet extends SheetText {
  readonly decider: Decider;
  readonly facts: Facts;
  readonly show: Show;
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
  let names = before.reduce(defined, readNames(open));
  // Every claim is given its meaning before any is decided: what the sheet writes out becomes arrays of the problem.
  const resolved = claims.map((claim) => {
    names = defined(names, claim);
    const surroundings: Surroundings = { open, names, operators, written };
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

/** What is meant where the claim holds: other readings are looked at only where it doesn't. */
function usualOf(readings: readonly ClaimReading[]): readonly ClaimReading[] {
  const usual = readings.filter(({ isUsual }) => isUsual);
  return usual.length > 0 ? usual : readings;
}

function resolvedClaim(surroundings: Surroundings, claim: DocumentClaim): Readings<ClaimReading> | undefined {
  if (claim.tag !== "claim") return undefined;
  try {
    return withWork(MOST_WORK, () => resolveClaim(surroundings, claim));
  } catch (error) {
    return { tag: "failed", failure: failureOf(error, claim) };
  }
}

/** A claim with a product that cannot be formed, and what would mend it. */
interface ClaimMisfit extends Misfit {
  readonly claim: ReadClaim;
  readonly mends: readonly Mend[];
}

function misfitIn(
  surroundings: Surroundings,
  claim: DocumentClaim,
  readings: Readings<ClaimReading> | undefined,
): ClaimMisfit | undefined {
  if (claim.tag !== "claim" || readings?.tag !== "failed") return undefined;
  const misfit = misfitOf(surroundings, claim, readings.failure);
  return misfit && { ...misfit, claim, mends: mendsOf(surroundings, claim, misfit, readings.failure.at) };
}

/** As the sheet writes it: a program transposes by `.T`. */
function textOfMend({ factors }: Mend, textOf: SheetText["textOf"]): string {
  const signs = factors.map(({ sign }) => (sign === undefined ? "" : textOf(sign)));
  const mark = signs.includes("@") ? ".T" : "^T";
  const names = factors.map(({ span, isTransposed }) => textOf(span) + (isTransposed ? mark : ""));
  return names.map((name, position) => (signs[position] === "" ? name : `${signs[position]} ${name}`)).join(" ");
}

/** False for all numbers: there is none at which the sides could be compared. */
function misfitReport({ decider, textOf }: Sheet, { claim, side, left, right, mends }: ClaimMisfit): ClaimReport {
  const [relation] = claim.relations;
  const isCorrect = ({ cases }: ClaimReading): boolean =>
    withWork(MOST_WORK, () => decideLink(decider, cases, 0, relation?.sign === "≈").verdict === "correct");
  const holds = ({ readings }: Mend): boolean => {
    try {
      return usualOf(readings).some(isCorrect);
    } catch (error) {
      failureOf(error, claim);
      return false;
    }
  };
  const mend = mends.find(holds);
  const written = textOf((claim.sides[side] ?? claim).span);
  const mended = mend && textOfMend(mend, textOf);
  // There is no entry that would be right.
  const wrong = Number(left.split(",")[0]) * Number(right.split(",").at(-1));
  const shapes = { first: `[${left}]`, second: `[${right}]`, ...(mended !== undefined && { mended }) };
  const diagnosis: Diagnosis =
    mend?.isOrderKept === true
      ? { code: "transposed-matrix", covered: wrong, wrong, details: { written, right: mended as string } }
      : { code: "shape", covered: wrong, wrong, details: shapes };
  return {
    span: claim.span,
    verdict: "wrong",
    links: [{ span: (claim.sides[1] ?? claim).span, relation: (relation ?? claim).span, verdict: "wrong" }],
    diagnoses: [diagnosis],
    notes: claim.notes,
  };
}

function reportClaim(
  surroundings: Surroundings,
  sheet: Sheet,
  claim: DocumentClaim,
  readings: Readings<ClaimReading> | undefined,
): ClaimReport {
  if (claim.tag === "unreadable") return unreadable(claim.span, claim.failure);
  if (readings === undefined) throw new Error("a claim that was read has readings");
  if (readings.tag === "failed") return unreadable(claim.span, readings.failure);
  const decide = (reading: ClaimReading): Decided => decideReading(surroundings, sheet, claim, reading);
  const usual = readings.readings.filter(({ isUsual }) => isUsual).map(decide);
  const isSettled =
    usual.length > 0 && usual.every(({ report: { verdict } }) => verdict === "correct" || verdict === "rounded");
  const others = isSettled ? [] : readings.readings.filter(({ isUsual }) => !isUsual).map(decide);
  const { report, wrong } = mergeReadings(claim, [...usual, ...others]);
  if (wrong.length > 0) sheet.facts.add(claim.span.start, wrong);
  return { ...report, notes: [...claim.notes, ...report.notes] };
}

function unreadable(span: Span, failure: ClaimReport["failure"] & {}): ClaimReport {
  return { span, verdict: "unreadable", links: [], diagnoses: [], notes: [], failure };
}

/** What became of a reading, and the comparisons that a wrong first link fails at. */
interface Decided {
  readonly report: ClaimReport;
  readonly wrong: readonly Comparison[];
}

function mergeReadings(claim: ReadClaim, decided: readonly Decided[]): Decided {
  const [first, ...others] = decided;
  if (first === undefined) throw new Error("a claim that was resolved has a reading");
  const isOne = others.every(({ report }) => report.verdict === first.report.verdict);
  return isOne
    ? first
    : {
        report: ambiguous(
          claim,
          decided.map(({ report }) => report),
        ),
        wrong: [],
      };
}

/** Where nothing was decided, a name is the worksheet's. */
const AS_NAMED: Shown = { latex: "\\text{as named}", text: "as named" };

/** Several readings, of which not all have the same verdict. */
function ambiguous(claim: ReadClaim, decided: readonly ClaimReport[]): ClaimReport {
  const readings = decided.map(({ verdict, notes }) => {
    const made = notes.flatMap((note) => (note.tag === "read-as" ? [note.shown] : []));
    const shown = made.length === 0 ? [AS_NAMED] : made;
    const text = shown.map((one) => one.text).join(", ");
    return { verdict, shown: { latex: shown.map((one) => one.latex).join(",\\ "), text } };
  });
  return { span: claim.span, verdict: "ambiguous", links: [], diagnoses: [], notes: undeclared(decided), readings };
}

/** Where the readings take an operator for different things, which the worksheet can say. */
function undeclared(decided: readonly ClaimReport[]): Note[] {
  const meanings = new Map<number, Set<string>>();
  const places = new Map<number, Span>();
  for (const made of decided.flatMap(({ notes }) => notes)) {
    if (made.tag !== "read-as" || made.why !== "operator" || made.at.end <= made.at.start) continue;
    places.set(made.at.start, made.at);
    meanings.set(made.at.start, (meanings.get(made.at.start) ?? new Set()).add(made.shown.text));
  }
  const [first] = [...places].filter(([start]) => (meanings.get(start)?.size ?? 0) > 1);
  return first === undefined ? [] : [{ tag: "declare", at: first[1] }];
}

function decideReading(surroundings: Surroundings, sheet: Sheet, claim: ReadClaim, reading: ClaimReading): Decided {
  try {
    const links = claim.relations.map((relation, link) =>
      withWork(MOST_WORK, () => decideLink(sheet.decider, reading.cases, link, relation.sign === "≈")),
    );
    return decidedReport(surroundings, sheet, claim, reading, links);
  } catch (error) {
    return { report: unreadable(claim.span, failureOf(error, claim)), wrong: [] };
  }
}

/** What a limit or a letter without bounds means for a claim; everything else that is thrown is a defect of ours. */
function failureOf(error: unknown, { span }: ReadClaim): MeaningFailure {
  if (error instanceof UnboundedSeries) return { tag: "free-letter", at: span, name: error.letter };
  if (error instanceof TooManyTerms) return { tag: "limit", at: span, limit: "terms", most: 50_000 };
  if (error instanceof TooMuchWork) return { tag: "limit", at: span, limit: "points", most: MOST_WORK };
  if (error instanceof TooManyPoints) return { tag: "limit", at: span, limit: "points", most: 60_000 };
  if (error instanceof Mistake && error.code === "limit") return { tag: "unsupported", at: span, why: error.said };
  if (error instanceof NotANumber || error instanceof DivisionByZero)
    return { tag: "unsupported", at: span, found: error.message === "" ? "0" : error.message };
  throw error;
}

/** Where equality is less than it seems: not at kinks, for targets that are probabilities, or only at some numbers. */
function notesOn({ decider }: Sheet, { span }: ReadClaim, links: readonly LinkDecision[]): Note[] {
  const points = links.find(({ samples }) => samples !== undefined)?.samples;
  return [
    ...(links.some(({ isOfTargets }) => isOfTargets)
      ? [{ tag: "target", at: span, names: decider.targets.map(({ name }) => name) } as const]
      : []),
    ...(links.some(({ isOffKinks }) => isOffKinks) ? [{ tag: "kink", at: span } as const] : []),
    ...(points === undefined ? [] : [{ tag: "numbers", at: span, points } as const]),
  ];
}

/** Whether the target of a cross entropy is a probability is not said: a claim may be right for those alone. */
function byTargets(targets: readonly NumericArray[]): Pick<ClaimReport, "verdict" | "links" | "readings"> {
  const sums = targets.map(({ name, latex, shape }) => {
    const indices = ["i", "j", "k", "l"].slice(-shape.length).join("");
    return { text: `sum(${name}, axis=-1)`, latex: `\\sum_{l} ${latex ?? name}_{${indices}}` };
  });
  const reading = (verdict: Verdict, sign: Shown) => {
    const all = (of: keyof Shown): string => sums.map((sum) => `${sum[of]} ${sign[of]} 1`).join(", ");
    return { verdict, shown: { text: all("text"), latex: all("latex") } };
  };
  return {
    verdict: "ambiguous",
    links: [],
    readings: [reading("correct", { text: "=", latex: "=" }), reading("wrong", { text: "≠", latex: "\\neq" })],
  };
}

const ORDER: readonly Verdict[] = ["wrong", "unproven", "rounded", "correct"];

function decidedReport(
  { open }: Surroundings,
  sheet: Sheet,
  claim: ReadClaim,
  reading: ClaimReading,
  links: readonly LinkDecision[],
): Decided {
  const verdict = ORDER.find((one) => links.some((link) => link.verdict === one)) ?? "correct";
  const firstWrong = links.findIndex((link) => link.verdict === "wrong");
  const reports = links.map(
    (link, position): LinkReport => ({
      span: (claim.sides[position + 1] ?? claim).span,
      relation: (claim.relations[position] ?? claim).span,
      verdict: link.verdict,
      ...(firstWrong >= 0 && position > firstWrong && link.verdict === "correct" && { follows: true }),
    }),
  );
  const base = { span: claim.span, verdict, links: reports, diagnoses: [], notes: reading.notes };
  const wrong = links[firstWrong];
  const told = [...reading.notes, ...notesOn(sheet, claim, links)];
  if (verdict === "correct" && links.some(({ isOfTargets }) => isOfTargets))
    return { report: { ...base, ...byTargets(sheet.decider.targets), notes: told }, wrong: [] };
  if (wrong === undefined) return { report: { ...base, notes: told }, wrong: [] };
  const { decider, show } = sheet;
  const side = claim.sides[firstWrong + 1];
  const findings = describeWrong({
    decider,
    show,
    open,
    cases: reading.cases,
    link: firstWrong,
    decision: wrong,
    at: (side ?? claim).span,
    ...(side && { formula: side }),
  });
  const from = sheet.facts.followsFrom(wrong.wrong);
  const follows: readonly Note[] =
    from === undefined ? [] : [{ tag: "follows-from", at: claim.span, line: sheet.lineOf(from) }];
  const report = { ...base, ...findings, notes: [...follows, ...told, ...findings.notes] };
  return { report, wrong: firstWrong === 0 ? wrong.wrong : [] };
}
