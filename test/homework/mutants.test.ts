/**
 * Sheets without end against the checker: no mutant passes for right, no true claim for wrong. A few hundred as a rule;
 * GRADSCRIBE_MUTANTS=10000 for the full measure, GRADSCRIBE_SEED for others.
 */
import { expect, it } from "vitest";
import { checkSheet, prepareProblem } from "../../src/homework/check.ts";
import type { Verdict } from "../../src/homework/report.ts";
import { type Sheet, sheets } from "./mutate.ts";

const MUTANTS = Number(process.env["GRADSCRIBE_MUTANTS"] ?? 300);
const SEED = Number(process.env["GRADSCRIBE_SEED"] ?? 1);

/** What the project asks of itself. */
const READABLE = 0.95;
const FIRST_CODE = 0.95;

interface Figures {
  readonly counts: Record<"mutants" | "truths" | "read" | "named" | "meant", number>;
  readonly failures: string[];
  readonly unread: Map<string, number>;
}

function describe({ source, worksheet, code }: Sheet, found: string): string {
  return `${code ?? "true"} → ${found}: ${source.trim()}\n${worksheet}`;
}

/** The verdict on the one claim of the sheet, and the first diagnosis. */
function verdictOn(sheet: Sheet, problem: ReturnType<typeof prepareProblem>): readonly [Verdict | "none", string] {
  const { claims } = checkSheet(problem, sheet.source, { file: `mutant.${sheet.format}`, format: sheet.format });
  const [claim] = claims;
  if (claim === undefined || claims.length > 1) return ["none", ""];
  return [claim.verdict, claim.diagnoses[0]?.code ?? ""];
}

function note(figures: Figures, sheet: Sheet, verdict: Verdict | "none", code: string): void {
  const { counts, failures, unread } = figures;
  const isTrue = sheet.verdict === "correct";
  counts[isTrue ? "truths" : "mutants"] += 1;
  if (verdict === "none" || verdict === "unreadable" || verdict === "ambiguous") {
    const key = `${sheet.format} ${sheet.source.trim()}`;
    unread.set(key, (unread.get(key) ?? 0) + 1);
    return;
  }
  counts.read += 1;
  if (isTrue ? verdict === "wrong" : verdict !== "wrong") failures.push(describe(sheet, verdict));
  if (isTrue || verdict !== "wrong") return;
  if (code === sheet.code) counts.meant += 1;
  if (sheet.codes.some((other) => other === code)) counts.named += 1;
}

const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

it(`holds ${MUTANTS} mutants for wrong and says why`, { timeout: 3_600_000 }, () => {
  const counts = { mutants: 0, truths: 0, read: 0, named: 0, meant: 0 };
  const figures: Figures = { counts, failures: [], unread: new Map() };
  let prepared: { readonly worksheet: string; readonly problem: ReturnType<typeof prepareProblem> } | undefined;
  for (const sheet of sheets(SEED)) {
    if (prepared?.worksheet !== sheet.worksheet)
      prepared = { worksheet: sheet.worksheet, problem: prepareProblem(sheet.worksheet, "mutant.grad") };
    note(figures, sheet, ...verdictOn(sheet, prepared.problem));
    if (counts.mutants >= MUTANTS) break;
  }
  const all = counts.mutants + counts.truths;
  console.log(
    `${counts.mutants} mutants and ${counts.truths} true claims, seed ${SEED}: ${percent(counts.read, all)} read, ` +
      `${figures.failures.length} wrong verdicts; first code right ${percent(counts.named, counts.mutants)}, ` +
      `as meant ${percent(counts.meant, counts.mutants)}`,
  );
  if (figures.unread.size > 0)
    console.log(`not read, for example:\n${[...figures.unread.keys()].slice(0, 10).join("\n")}`);
  expect(figures.failures.slice(0, 20)).toEqual([]);
  expect(counts.read / all).toBeGreaterThanOrEqual(READABLE);
  expect(counts.named / counts.mutants).toBeGreaterThanOrEqual(FIRST_CODE);
});
