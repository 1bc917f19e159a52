/**
 * From a worksheet and a sheet of homework to a report: every formula of the sheet with its verdict.
 */
import { locateMistakes } from "./error.ts";
import { checkSheet, prepareProblem } from "./homework/check.ts";
import { formatOfSheet } from "./homework/format.ts";
import { type CheckReport, reportJson } from "./homework/report-json.ts";
import { wordsFor } from "./homework/say.ts";
import type { Format } from "./homework/syntax.ts";

export interface CheckOptions {
  /** How the sheet is written; by the ending of `file`, or what it looks like, unless given. */
  readonly format?: Format;
  /** How the sheet is called in the report; `homework` unless given. */
  readonly file?: string;
  /** The language of the sentences; English unless given. */
  readonly lang?: "en" | "zh";
}

/**
 * Holds every formula with a relation in a sheet against a worksheet. A sheet that is refused as a whole, such as for
 * its size, has no claims and a `refusal`.
 *
 * @throws WorksheetError with code, message, line and column where the worksheet has a mistake.
 */
export function check(problem: string, homework: string, options: CheckOptions = {}): CheckReport {
  const { file = "homework", format = formatOfSheet(file, homework), lang = "en" } = options;
  const prepared = locateMistakes(problem, () => prepareProblem(problem, "worksheet.grad"));
  return reportJson(checkSheet(prepared, homework, { file, format }), wordsFor(lang));
}
