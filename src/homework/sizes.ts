/**
 * A claim about every size, from what became of it at some: one size at which it is false refutes it, and it is told of
 * the smallest that is found; where it holds at all that were tried, it is correct if it is proved for every size.
 */
import type { Sizes } from "../calculus/grid.ts";
import type { Worksheet } from "../language/syntax.ts";
import { differentAt, isProved, type ReadAtSizes, readingsToProve, type ToProve } from "./every-size/prove.ts";
import type { EverySize } from "./problem.ts";
import type { ClaimReport, Diagnosis, LinkReport, Verdict } from "./report.ts";

/** What was found of a claim at some sizes. */
export interface CheckedClaim extends ReadAtSizes {
  readonly report: ClaimReport;
}

export interface ClaimAtSizes {
  readonly worksheet: Worksheet;
  readonly every: EverySize;
  readonly checked: readonly CheckedClaim[];
  /** The same claim at other sizes. */
  readonly checkAt: (sizes: Sizes) => ClaimReport;
}

/** Worst first: where sizes differ, the claim is as bad as at the worst of them. */
const ORDER: readonly Verdict[] = ["wrong", "ambiguous", "unreadable", "unproven", "rounded", "correct"];

export function acrossSizes(claim: ClaimAtSizes): ClaimReport {
  const reports = claim.checked.map(({ report }) => report);
  const verdict = ORDER.find((one) => reports.some((report) => report.verdict === one));
  const worst = reports.find((report) => report.verdict === verdict) as ClaimReport;
  switch (verdict) {
    case "wrong":
      return refuted(claim, worst);
    case "correct":
    case "rounded":
    case "unproven":
      return provedOrNot(claim, worst);
    default:
      return worst;
  }
}

/** Each link that is proved is correct; a claim of which one is not may be false at sizes that were not tried. */
function provedOrNot(claim: ClaimAtSizes, report: ClaimReport): ClaimReport {
  const { worksheet, every, checked } = claim;
  const links: LinkReport[] = [];
  for (const [position, link] of report.links.entries()) {
    const readings = readingsToProve(worksheet, checked, position);
    const open = readings.filter((reading) => !isProved(reading));
    const wrong = wrongAtOther(claim, open);
    if (wrong !== undefined) return wrong;
    links.push({ ...link, verdict: readings.length > 0 && open.length === 0 ? "correct" : "unproven" });
  }
  if (links.every((link) => link.verdict === "correct")) return { ...report, verdict: "correct", links };
  const sizes = every.instances.map((one) => [...one].map(([letter, value]) => `${letter}=${value}`).join(", "));
  const at = report.span;
  return {
    ...report,
    verdict: "unproven",
    links,
    notes: [...report.notes, { tag: "checked-at", at, sizes: sizes.join("; ") }],
  };
}

/** The refutation at the smallest sizes; what is said of the mistake is what most sizes show. */
function refuted(claim: ClaimAtSizes, worst: ClaimReport): ClaimReport {
  const wrong = claim.checked.map(({ report }) => report).filter(({ verdict }) => verdict === "wrong");
  const link = worst.links.findIndex(({ verdict }) => verdict === "wrong");
  const smallest = wrongAtOther(claim, readingsToProve(claim.worksheet, claim.checked, link)) ?? smallestOf(wrong);
  return { ...smallest, diagnoses: usualDiagnoses(wrong) };
}

/** Where the calculus says that the sides differ, and numbers say so too. */
function wrongAtOther({ every, checkAt }: ClaimAtSizes, readings: readonly ToProve[]): ClaimReport | undefined {
  for (const reading of readings)
    for (const sizes of differentAt(every.problem, reading)) {
      const report = checkAt(sizes);
      if (report.verdict === "wrong") return report;
    }
  return undefined;
}

function smallestOf(wrong: readonly ClaimReport[]): ClaimReport {
  const total = ({ counterexample }: ClaimReport): number =>
    Object.values(counterexample?.sizes ?? {}).reduce((sum, value) => sum + Math.abs(Number(value)), 0);
  return wrong.reduce((best, one) => (total(one) < total(best) ? one : best));
}

const MOST_DIAGNOSES = 2;

/** By how many of the entries that are wrong at any of the sizes they explain; each as where it explains most. */
function usualDiagnoses(reports: readonly ClaimReport[]): readonly Diagnosis[] {
  const codes = new Map<string, { readonly best: Diagnosis; readonly covered: number }>();
  for (const { diagnoses } of reports)
    for (const one of new Map([...diagnoses].reverse().map((one) => [one.code, one] as const)).values()) {
      const { best = one, covered = 0 } = codes.get(one.code) ?? {};
      codes.set(one.code, { best: one.covered > best.covered ? one : best, covered: covered + one.covered });
    }
  return [...codes.values()]
    .sort((left, right) => right.covered - left.covered)
    .slice(0, MOST_DIAGNOSES)
    .map(({ best }) => best);
}
