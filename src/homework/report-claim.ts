/**
 * A claim that has been resolved, to what is told of it.
 * In: its readings, and what the sheet shares. Out: the verdict, link by link, and what is wrong where it is.
 */
import { ambiguous, byTargets } from "./ambiguous.ts";
import { type Comparison, decideLink, type LinkDecision } from "./deciding/decide.ts";
import type { Target } from "./deciding/distributions.ts";
import { describeWrong } from "./deciding/findings.ts";
import { asWritten, failureOf, unreadable } from "./failures.ts";
import type { ClaimReport, LinkReport, Note, Verdict } from "./report.ts";
import type { Readings } from "./resolving/claims/choices.ts";
import type { ClaimReading, Surroundings } from "./resolving/claims/claims.ts";
import { usualDelta } from "./resolving/names/delta.ts";
import type { Sheet } from "./sheet.ts";
import type { DocumentClaim, ReadClaim } from "./syntax.ts";
import { MOST_WORK, withWork } from "./work.ts";

export function reportClaim(
  surroundings: Surroundings,
  sheet: Sheet,
  claim: DocumentClaim,
  readings: Readings<ClaimReading> | undefined,
): ClaimReport {
  if (claim.tag === "unreadable") return unreadable(claim.span, claim.failure);
  if (readings === undefined) throw new Error("a claim that was read has readings");
  if (readings.tag === "failed") return unreadable(claim.span, asWritten(readings.failure, sheet.textOf));
  const decide = (reading: ClaimReading): Decided => decideReading(surroundings, sheet, claim, reading);
  const usual = readings.readings.filter(({ isUsual }) => isUsual).map(decide);
  const isSettled =
    usual.length > 0 && usual.every(({ report: { verdict } }) => verdict === "correct" || verdict === "rounded");
  const others = isSettled ? [] : readings.readings.filter(({ isUsual }) => !isUsual).map(decide);
  const { report, wrong } = mergeReadings(claim, [...usual, ...others]);
  if (wrong.length > 0) sheet.facts.add(claim.span.start, wrong);
  return { ...report, notes: [...claim.notes, ...report.notes] };
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

/** Where equality is less than it seems: not at kinks, for targets that are probabilities, or only at some numbers. */
function notesOn({ decider }: Sheet, { span }: ReadClaim, links: readonly LinkDecision[]): Note[] {
  const points = links.find(({ samples }) => samples !== undefined)?.samples;
  return [
    ...(links.some(({ isOfTargets }) => isOfTargets)
      ? [{ tag: "target", at: span, ...targetsTold(decider.targets) } as const]
      : []),
    ...(links.some(({ isOffKinks }) => isOffKinks) ? [{ tag: "kink", at: span } as const] : []),
    ...(points === undefined ? [] : [{ tag: "numbers", at: span, points } as const]),
  ];
}

function targetsTold(targets: readonly Target[]): { readonly names: readonly string[]; readonly axis?: number } {
  const names = targets.map(({ name }) => name);
  const other = targets.find(({ axis, shape }) => axis < shape.length - 1);
  return other === undefined ? { names } : { names, axis: other.axis + 1 };
}

const ORDER: readonly Verdict[] = ["wrong", "unproven", "rounded", "correct"];

function decidedReport(
  { open, names }: Surroundings,
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
  const isUnderived = findings.diagnoses.some(({ code }) => code === "activation-derivative-missing");
  const delta = isUnderived ? usualDelta(open, names, claim) : undefined;
  const meant: readonly Note[] = delta === undefined ? [] : [{ tag: "delta", at: claim.span, shown: delta }];
  const report = { ...base, ...findings, notes: [...follows, ...told, ...findings.notes, ...meant] };
  return { report, wrong: firstWrong === 0 ? wrong.wrong : [] };
}
