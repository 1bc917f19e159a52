/**
 * Reports as a table for spreadsheets, one row a sheet, after RFC 4180.
 * Always: no cell is a formula to a spreadsheet, whatever a file is called.
 */
import { echo } from "./place.ts";
import type { CheckReport } from "./report-json.ts";

const COLUMNS = [
  "file",
  "claims",
  "correct",
  "rounded",
  "wrong",
  "unproven",
  "ambiguous",
  "unreadable",
  "first_wrong",
  "codes",
  "error",
] as const;

export const CSV_HEAD = row(COLUMNS);

/** `first_wrong` is the line of the first wrong link; `codes` are the reasons, each once, in order. */
export function csvRow(report: CheckReport): string {
  const { correct, rounded, wrong, unproven, ambiguous, unreadable } = report.summary;
  const first = report.claims.find(({ verdict }) => verdict === "wrong");
  const line = (first?.links.find(({ verdict }) => verdict === "wrong") ?? first)?.line;
  const codes = new Set(report.claims.flatMap(({ diagnosis }) => (diagnosis ? [diagnosis.code] : [])));
  const counts = [report.claims.length, correct, rounded, wrong, unproven, ambiguous, unreadable];
  return row([report.file, ...counts.map(String), line === undefined ? "" : String(line), [...codes].join(" "), ""]);
}

/** A sheet that could not be checked. */
export function csvErrorRow(file: string, error: { readonly code: string; readonly message: string }): string {
  return row([file, ...COLUMNS.slice(2).map(() => ""), `${error.code}: ${error.message}`]);
}

function row(cells: readonly string[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

/** An apostrophe keeps a spreadsheet from taking a cell for a formula. */
function cell(text: string): string {
  const shown = /^[\t\r]/.test(text) || /^[=+\-@＝＋－＠]/.test(echo(text)) ? `'${echo(text, 1000)}` : echo(text, 1000);
  return /[",\r\n]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
