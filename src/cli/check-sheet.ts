/**
 * One sheet of homework, checked and put into the form that was asked for: what a thread does.
 * In: where the sheet is, and what all sheets have in common. Out: plain data, which passes between threads.
 * Always: whatever happens to one sheet is said of that sheet, and stops no other.
 */
import { formatError, inLanguage, WorksheetError } from "../error.ts";
import { checkSheet, type HomeworkProblem, prepareProblem } from "../homework/check.ts";
import { formatOfSheet } from "../homework/format.ts";
import { csvRow } from "../homework/report-csv.ts";
import { type CheckReport, reportJson } from "../homework/report-json.ts";
import { reportText } from "../homework/report-text.ts";
import { wordsFor } from "../homework/say.ts";
import type { Format } from "../homework/syntax.ts";
import type { Language } from "../homework/words.ts";
import { defectOf, EXIT, UsageError } from "./exit.ts";
import { readInput } from "./files.ts";

export type SheetFormat = "text" | "html" | "json" | "gradescope" | "csv";

export interface SheetTask {
  /** How it is called, and where it is read where `text` is not given. */
  readonly file: string;
  readonly text?: string;
  readonly format?: Format;
}

/** The same for every sheet. */
export interface SheetSettings {
  readonly worksheet: string;
  readonly worksheetFile: string;
  readonly to: SheetFormat;
  readonly lang: Language;
  readonly colour: boolean;
}

export interface SheetError {
  /** A code of a worksheet's error, or `defect`. */
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** A piece of the result (for Gradescope and JSON the report as JSON), or why there is none. */
export interface SheetOutcome {
  readonly file: string;
  readonly status: number;
  readonly piece?: string;
  readonly error?: SheetError;
  /** What is said on standard error. */
  readonly complaint?: string;
  /** For whoever looks after the program. */
  readonly trace?: string;
}

let prepared: { readonly worksheet: string; readonly problem: HomeworkProblem } | undefined;

/** The worksheet is made ready once in each thread. */
export function problemFor({ worksheet, worksheetFile }: SheetSettings): HomeworkProblem {
  if (prepared?.worksheet !== worksheet) prepared = { worksheet, problem: prepareProblem(worksheet, worksheetFile) };
  return prepared.problem;
}

export async function checkTask(task: SheetTask, settings: SheetSettings): Promise<SheetOutcome> {
  try {
    const source = task.text ?? readInput(task.file);
    const format = task.format ?? formatOfSheet(task.file, source);
    const found = checkSheet(problemFor(settings), source, { file: task.file, format });
    const report = reportJson(found, wordsFor(settings.lang));
    if (report.refusal !== undefined) return refused(task.file, report.refusal);
    const status = report.summary.wrong > 0 ? EXIT.false : EXIT.fine;
    return { file: task.file, status, piece: await pieceOf({ report, source, format }, settings) };
  } catch (error) {
    return failed(task.file, error, settings.lang);
  }
}

function refused(file: string, refusal: NonNullable<CheckReport["refusal"]>): SheetOutcome {
  const { code, message, line, column } = refusal;
  const status = code === "limit" ? EXIT.refused : EXIT.unreadable;
  return { file, status, error: { code, message, line, column }, complaint: `${file}:${line}:${column}: ${message}\n` };
}

export function failed(file: string, error: unknown, lang: Language): SheetOutcome {
  if (error instanceof UsageError) {
    const message = error.messageIn(lang);
    return { file, status: EXIT.unreadable, error: placeless("file", message), complaint: `gradscribe: ${message}\n` };
  }
  if (error instanceof WorksheetError) {
    const { code, line, column } = error;
    const status = code === "limit" ? EXIT.refused : EXIT.unreadable;
    const found = { code, message: error.messageIn(lang), line, column };
    return { file, status, error: found, complaint: formatError(error, file, lang) };
  }
  const message = error instanceof Error ? error.message : String(error);
  const trace = error instanceof Error ? (error.stack ?? message) : message;
  const complaint = `gradscribe: ${file}: ${inLanguage(defectOf(message), lang)}\n`;
  return { file, status: EXIT.defect, error: placeless("defect", message), complaint, trace };
}

export function placeless(code: string, message: string): SheetError {
  return { code, message, line: 1, column: 1 };
}

interface Found {
  readonly report: CheckReport;
  readonly source: string;
  readonly format: Format;
}

/** KaTeX is loaded for HTML alone. */
async function pieceOf({ report, source, format }: Found, settings: SheetSettings): Promise<string> {
  const words = wordsFor(settings.lang);
  switch (settings.to) {
    case "text":
      return reportText(report, source, { words, colour: settings.colour });
    case "csv":
      return csvRow(report);
    case "json":
    case "gradescope":
      return JSON.stringify(report);
    case "html": {
      const [{ reportHtml }, { loadKatexAssets }] = await Promise.all([
        import("../homework/report-html.ts"),
        import("../render/katex-assets.ts"),
      ]);
      return reportHtml({ report, format, words }, loadKatexAssets());
    }
  }
}
