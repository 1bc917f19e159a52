/**
 * `gradscribe check`: sheets of homework are held against a worksheet; a sheet with a mistake does not stop the others.
 * In: files, or standard input. Out: reports on standard output or in files, and the exit status.
 * Always: the output is the same however many threads there are.
 */
import { extname } from "node:path";
import type { Language } from "../error.ts";
import { withoutUnseen } from "../homework/place.ts";
import { CSV_HEAD, csvErrorRow } from "../homework/report-csv.ts";
import { type Graded, gradescopeResults } from "../homework/report-gradescope.ts";
import type { CheckReport } from "../homework/report-json.ts";
import { wordsFor } from "../homework/say.ts";
import type { Format } from "../homework/syntax.ts";
import { tell } from "../messages/message.ts";
import { sheetsIn } from "./check-input.ts";
import {
  failed,
  placeless,
  problemFor,
  type SheetFormat,
  type SheetOutcome,
  type SheetSettings,
} from "./check-sheet.ts";
import { checkAll, type Sheet } from "./check-threads.ts";
import { EXIT, UsageError } from "./exit.ts";
import { emit, isFolder, openOutput, placesIn, readInput, writeOutput } from "./files.ts";
import { createCounter } from "./progress.ts";

export { checkTask } from "./check-sheet.ts";

export interface CheckFlags {
  readonly problem: string;
  readonly to?: SheetFormat;
  readonly output?: string;
  readonly lang: Language;
  /** How sheets are written whose names do not tell. */
  readonly format?: Format;
  /** What all formulas right are worth at Gradescope. */
  readonly points: number;
  readonly jobs?: number;
  readonly program: URL;
}

const ENDINGS: Readonly<Record<SheetFormat, string>> = {
  text: ".txt",
  html: ".html",
  json: ".json",
  gradescope: ".json",
  csv: ".csv",
};

/** Starting threads takes longer than to check a few sheets. */
const FEW_SHEETS = 8;
const MOST_THREADS = 4;

export async function checkCommand(files: readonly string[], flags: CheckFlags): Promise<number> {
  const to = flags.to ?? formatOfEnding(flags.output) ?? "text";
  const standardInput = files.filter((file) => file === "-").length;
  if (standardInput > 0 && files.length > 1) throw new UsageError(tell`standard input, \`-\`, is checked alone`);
  if (standardInput > 0 && flags.problem === "-")
    throw new UsageError(tell`the worksheet and the sheet are both \`-\``);
  const settings = preparedSettings(to, flags);
  const input = standardInput > 0 ? await sheetsIn(process.stdin, flags.format, flags.lang) : undefined;
  const sheets = input?.sheets ?? files.map((file): Sheet => ({ file, ...(flags.format && { format: flags.format }) }));
  const target = targetFor(files, input?.isLines ?? false, to, flags);
  if ("failure" in settings) return worksheetFailed(settings.failure, files, target, flags);
  const jobs = flags.jobs ?? (input?.isLines || files.length >= FEW_SHEETS ? Math.min(MOST_THREADS, cores()) : 1);
  try {
    return await run(
      checkAll(sheets, settings, jobs, flags.program),
      target,
      input?.isLines ? undefined : files.length,
      flags.lang,
    );
  } catch (error) {
    target.abandon();
    throw error;
  }
}

/** Hands over what becomes of each sheet, and says what went wrong; the highest status is that of all. */
async function run(
  outcomes: AsyncIterable<SheetOutcome>,
  target: Target,
  total: number | undefined,
  lang: Language,
): Promise<number> {
  const counter = createCounter("check", lang);
  let [status, done]: [number, number] = [EXIT.fine, 0];
  for await (const outcome of outcomes) {
    counter.countSheets(++done, total);
    if (outcome.complaint !== undefined) {
      counter.clear();
      process.stderr.write(withoutUnseen(outcome.complaint));
      if (outcome.trace !== undefined && process.env["GRADSCRIBE_DEBUG"]) process.stderr.write(`${outcome.trace}\n`);
    }
    status = Math.max(status, outcome.status);
    target.take(outcome);
  }
  counter.clear();
  target.finish();
  return status;
}

function cores(): number {
  return process.getBuiltinModule("node:os").availableParallelism();
}

function settingsFor(to: SheetFormat, { problem, lang, output }: CheckFlags): SheetSettings {
  const colour = to === "text" && (output === undefined || output === "-") && wantsColour();
  return { worksheet: readInput(problem), worksheetFile: problem, to, lang, colour };
}

/** The worksheet is read and made ready before any sheet is looked at. */
function preparedSettings(to: SheetFormat, flags: CheckFlags): SheetSettings | { readonly failure: unknown } {
  try {
    const settings = settingsFor(to, flags);
    problemFor(settings);
    return settings;
  } catch (failure) {
    return { failure };
  }
}

/** After the conventions of NO_COLOR and FORCE_COLOR; a dumb terminal has none. */
function wantsColour(): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: none, TERM: terminal } = process.env;
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  return (none === undefined || none === "") && terminal !== "dumb" && process.stdout.isTTY === true;
}

function formatOfEnding(output: string | undefined): SheetFormat | undefined {
  if (output === undefined) return undefined;
  const formats: SheetFormat[] = ["text", "html", "json", "csv"];
  return formats.find((format) => ENDINGS[format] === extname(output));
}

/** At Gradescope a student has to see something, also where the worksheet itself is at fault. */
function worksheetFailed(error: unknown, files: readonly string[], target: Target, flags: CheckFlags): number {
  const { complaint = "", status, trace } = failed(flags.problem, error, flags.lang);
  process.stderr.write(complaint);
  if (flags.to !== "gradescope") target.abandon();
  else {
    const defect = placeless("defect", complaint);
    for (const file of files) target.take({ file, status, error: defect, trace: trace ?? complaint });
    target.finish();
  }
  return status;
}

/** Where outcomes go, one after the other. */
interface Target {
  take(outcome: SheetOutcome): void;
  finish(): void;
  /** Something failed on the way: what was begun is taken away. */
  abandon(): void;
}

function targetFor(files: readonly string[], isStream: boolean, to: SheetFormat, flags: CheckFlags): Target {
  const { output } = flags;
  const isSeveral = isStream || files.length > 1;
  const toFolder =
    output !== undefined && (isFolder(output) || (files.length > 1 && extname(output) === "" && to !== "csv"));
  if (toFolder && isStream)
    throw new UsageError(tell`JSON Lines go into one file or to standard output, not into a folder`);
  if (toFolder && to !== "csv") return folderTarget(files, output, to, flags);
  if (isSeveral && to === "html")
    throw new UsageError(tell`several pages do not go into one: give a folder, \`-o pages/\``);
  if (isStream && to === "gradescope") throw new UsageError(tell`a submission to Gradescope is given as files`);
  const file = toFolder ? `${output.replace(/\/$/, "")}/check.csv` : output;
  if (to === "gradescope") return gradescopeTarget(file, flags);
  return to === "json" && !isSeveral ? jsonTarget(file) : streamTarget(file, to);
}

/** A file for each sheet; at Gradescope's also for one that failed. */
function folderTarget(files: readonly string[], folder: string, to: SheetFormat, flags: CheckFlags): Target {
  const places = placesIn(folder, files, ENDINGS[to], "sheet");
  let at = 0;
  return {
    take: (outcome) => {
      const place = places[at++] as string;
      if (to === "gradescope") writeOutput(place, printGradescope([graded(outcome)], flags));
      else if (outcome.piece !== undefined)
        writeOutput(place, to === "json" ? printJson(outcome.piece) : outcome.piece);
    },
    finish: ignore,
    abandon: ignore,
  };
}

/** All sheets are one submission. */
function gradescopeTarget(file: string | undefined, flags: CheckFlags): Target {
  const sheets: Graded[] = [];
  return {
    take: (outcome) => sheets.push(graded(outcome)),
    finish: () => emit(printGradescope(sheets, flags), file),
    abandon: ignore,
  };
}

function graded({ file, piece, error = placeless("defect", ""), trace }: SheetOutcome): Graded {
  if (piece !== undefined) return { report: JSON.parse(piece) as CheckReport };
  return { file, error, ...(trace !== undefined && { trace }) };
}

function printGradescope(sheets: readonly Graded[], { points, lang }: CheckFlags): string {
  return `${seen(JSON.stringify(gradescopeResults(sheets, points, wordsFor(lang)), null, 2))}\n`;
}

function jsonTarget(file: string | undefined): Target {
  return {
    take: ({ piece }) => {
      if (piece !== undefined) emit(printJson(piece), file);
    },
    finish: ignore,
    abandon: ignore,
  };
}

function printJson(report: string): string {
  return `${seen(JSON.stringify(JSON.parse(report), null, 2))}\n`;
}

/** Written as they come: text one below the other, rows of a table, or JSON Lines. */
function streamTarget(file: string | undefined, to: SheetFormat): Target {
  const output = openOutput(file);
  const encoder = new TextEncoder();
  let isEmpty = true;
  const write = (text: string): void => {
    isEmpty = false;
    output.write(encoder.encode(text));
  };
  if (to === "csv") write(CSV_HEAD);
  let isFirst = true;
  return {
    take: ({ file: sheet, piece, error }) => {
      if (to === "json") write(`${seen(piece ?? JSON.stringify({ file: sheet, error }))}\n`);
      else if (to === "csv") write(piece ?? csvErrorRow(sheet, error ?? placeless("defect", "")));
      else if (piece !== undefined) write(isFirst ? piece : `\n${piece}`);
      if (piece !== undefined) isFirst = false;
    },
    // Where no sheet could be checked there is nothing to write.
    finish: () => (isEmpty ? output.abandon() : output.complete()),
    abandon: () => output.abandon(),
  };
}

function ignore(): void {}

/** JSON in which what cannot be seen, or would steer a terminal, is written out. */
function seen(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
