/**
 * Reports as the results.json of a Gradescope autograder: a test for every formula.
 * In: reports of one submission, and what failed of it. Out: the object that Gradescope reads.
 * Always: the score is the share of right formulas among those that were decided; what could not be read, or can be read
 * in two ways, costs nothing and says so; where the checker itself failed, the student is told that it did.
 */
import { echo, withoutUnseen } from "./place.ts";
import type { Verdict } from "./report.ts";
import type { CheckReport, ClaimJson } from "./report-json.ts";
import { MARKS } from "./report-text.ts";
import type { CheckWords } from "./words.ts";

export interface GradescopeTest {
  readonly name: string;
  readonly score: number;
  readonly max_score: number;
  readonly status?: "passed" | "failed";
  readonly output: string;
  readonly output_format: "text";
  readonly visibility: "visible" | "hidden";
}

export interface GradescopeResults {
  readonly score: number;
  readonly output: string;
  readonly output_format: "text";
  readonly visibility: "visible";
  readonly tests: readonly GradescopeTest[];
  readonly extra_data: { readonly summary: Readonly<Record<Verdict, number>> };
}

/** One sheet of a submission: its report, or why there is none; `trace` is for whoever looks after the checker. */
export type Graded =
  | { readonly report: CheckReport }
  | {
      readonly file: string;
      readonly error: { readonly code: string; readonly message: string };
      readonly trace?: string;
    };

export function gradescopeResults(sheets: readonly Graded[], points: number, words: CheckWords): GradescopeResults {
  const reports = sheets.flatMap((sheet) => ("report" in sheet ? [sheet.report] : []));
  const summary = { correct: 0, rounded: 0, wrong: 0, unproven: 0, ambiguous: 0, unreadable: 0 };
  for (const report of reports)
    for (const verdict of Object.keys(summary) as Verdict[]) summary[verdict] += report.summary[verdict];
  const right = summary.correct + summary.rounded + summary.unproven;
  const decided = right + summary.wrong;
  const share = decided === 0 ? 0 : right / decided;
  const { policy, nothingDecided } = words.gradescope;
  return {
    score: Math.round(share * points * 100) / 100,
    output: `${words.summary(summary)}\n${decided === 0 ? nothingDecided : policy(right, decided)}`,
    output_format: "text",
    visibility: "visible",
    tests: sheets.flatMap((sheet) => testsOf(sheet, sheets.length > 1, words)),
    extra_data: { summary },
  };
}

function testsOf(sheet: Graded, isOneOfSeveral: boolean, words: CheckWords): GradescopeTest[] {
  if (!("report" in sheet)) return failedTests(sheet, words);
  const prefix = isOneOfSeveral ? `${echo(sheet.report.file)}${words.chrome.colon}` : "";
  return sheet.report.claims.map((claim, at) =>
    testOf(claim, `${prefix}${words.gradescope.test(at + 1, claim.line)}`, words),
  );
}

/** Without a status and without points a test is neither passed nor failed. */
function testOf(claim: ClaimJson, name: string, words: CheckWords): GradescopeTest {
  const { label } = words.verdicts[claim.verdict];
  const isDecided = claim.verdict !== "ambiguous" && claim.verdict !== "unreadable";
  const isWrong = claim.verdict === "wrong";
  return {
    name: `${name}${words.chrome.colon}${MARKS[claim.verdict]} ${label}`,
    score: isDecided && !isWrong ? 1 : 0,
    max_score: isDecided ? 1 : 0,
    ...(isDecided && { status: isWrong ? "failed" : "passed" }),
    output: outputOf(claim, words),
    output_format: "text",
    visibility: "visible",
  };
}

function outputOf(claim: ClaimJson, words: CheckWords): string {
  const { chrome, verdicts, gradescope } = words;
  const line = (label: string, text: string): string => `${label}${chrome.colon}${text}`;
  const [first, ...others] = claim.diagnoses ?? (claim.diagnosis ? [claim.diagnosis] : []);
  const lines = [
    line(chrome.wrote, echo(claim.source, 2000)),
    ...(claim.failure
      ? [line(chrome.unreadHere, `${chrome.line(claim.failure.line)}${chrome.colon}${claim.failure.message}`)]
      : []),
    ...(claim.verdict === "correct" || claim.failure ? [] : [verdicts[claim.verdict].meaning]),
    ...(claim.readings ?? []).map(({ text, verdict }) =>
      line(chrome.readings, `${echo(text)} (${verdicts[verdict].label})`),
    ),
    ...(claim.expected ? [line(chrome.expected, claim.expected.text)] : []),
    ...(first ? [line(chrome.reason, first.message)] : []),
    ...others.map(({ message }) => line(chrome.otherReason, message)),
    ...(claim.counterexample ? [line(chrome.counterexample, claim.counterexample.message)] : []),
    ...claim.notes.map((note) => line(chrome.note, note)),
    ...(claim.verdict === "ambiguous" || claim.verdict === "unreadable" ? [gradescope.noPenalty] : []),
  ];
  return lines.join("\n");
}

function failedTests(sheet: Extract<Graded, { file: string }>, { gradescope, chrome }: CheckWords): GradescopeTest[] {
  const { code, message } = sheet.error;
  const test = (name: string, output: string, visibility: "visible" | "hidden"): GradescopeTest => ({
    name: `${echo(sheet.file)}${chrome.colon}${name}`,
    score: 0,
    max_score: 0,
    output: withoutUnseen(output),
    output_format: "text",
    visibility,
  });
  if (code !== "defect") return [test(gradescope.unread, message, "visible")];
  return [
    { ...test(gradescope.failed, gradescope.failedMeaning, "visible"), status: "failed" },
    test(gradescope.details, sheet.trace ?? message, "hidden"),
  ];
}
