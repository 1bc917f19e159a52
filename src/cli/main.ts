/**
 * The program: its commands and their arguments. Results on standard output or in files, everything else on standard
 * error, and the exit status returned.
 */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { inLanguage, type Language } from "../error.ts";
import { inEnglish } from "../messages/message.ts";
import { DIALECTS } from "../render/markdown-dialect.ts";
import type { SheetOutcome, SheetWork } from "./check-sheet.ts";
import { defectOf, EXIT, UsageError } from "./exit.ts";
import { writeToStandardOutput } from "./files.ts";
import { PARTS, SHEETS } from "./thread-arguments.ts";
import { FROM_ONE, FROM_TWO, JOBS, languageOf, POINTS, SEED, usageMistake } from "./usage.ts";
import { VERSION } from "./version.ts";

const FORMATS = ["latex", "html", "markdown", "text", "json", "pdf", "ipynb"];

const REPORTS = ["text", "html", "json", "gradescope", "csv"];

const CHECK_EXAMPLES = `
Exit status: 0 nothing wrong, 1 a formula is wrong, 2 a file is unreadable, 3 refused for its size.

Examples:
  $ gradscribe check hw.tex --problem exercise.grad
  $ gradscribe check sheets/*.tex --problem exercise.grad --to csv -o marks.csv
  $ gradscribe check - --problem exercise.grad --to json < sheets.jsonl     # {"name": "hw.tex", "text": "…"} a line
`;

const EXERCISE_EXAMPLES = `
Writes sheet.tex, key.tex and problem.grad, the worksheet with the numbers of the exercise.

Examples:
  $ gradscribe exercise homework.grad --seed 7 -o week3/
  $ gradscribe check week3/key.tex --problem week3/problem.grad
`;

function buildProgram(file: URL, lang: Language, onExit: (status: number) => void): Command {
  const program = new Command("gradscribe")
    .description("Derives the gradients of convolutions and of networks of them, step by step.")
    .version(VERSION, "-V, --version", "print the version")
    .exitOverride()
    .configureOutput({
      writeOut: writeToStandardOutput,
      writeErr: (text) => process.stderr.write(text),
      outputError: (text, write) => write(inLanguage(usageMistake(text), lang)),
    })
    .showSuggestionAfterError();
  program
    .command("derive")
    .description("derive what worksheets ask for")
    .argument("<file...>", "worksheets; - is standard input")
    .addOption(
      new Option("--to <format>", "format of the result (default: by the ending of -o, else text)").choices(FORMATS),
    )
    .option("-o, --output <path>", "file, or folder where it ends in / or several files are given")
    .addOption(new Option("--lang <language>", "language of the words").choices(["en", "zh"]).default("en"))
    .addOption(
      new Option("--detail <detail>", "how much is derived step by step")
        .choices(["results", "steps", "full"])
        .default("steps"),
    )
    .option("--fragment", "without the document's frame, for pasting")
    .option("--terms-per-line <number>", "a sum goes on in a new line after so many terms", readCount(1))
    .option("--max-terms <number>", "longer sums are shortened to dots, with their number of terms", readCount(2))
    .addOption(new Option("--dialect <reader>", "who reads the Markdown (default: commonmark)").choices(DIALECTS))
    .option("--jobs <number>", "threads for large results (default: one for each core, up to 4)", readJobs)
    .addHelpText(
      "after",
      "\nExamples:\n  $ gradscribe derive homework.grad -o homework.pdf --lang zh\n  $ gradscribe derive homework.grad --to markdown --dialect github\n",
    )
    .action(async (files: string[], options) => {
      // Each command starts without what only others need.
      const { deriveCommand } = await import("./deriving.ts");
      onExit(await deriveCommand(files, { ...options, program: file }));
    });
  program
    .command("check")
    .description("check homework: every formula of a sheet against a worksheet")
    .argument("<file...>", "sheets in LaTeX, Markdown or plain text; - is standard input, also as JSON Lines")
    .requiredOption("--problem <worksheet>", "the worksheet that the sheets are about")
    .addOption(
      new Option("--to <format>", "format of the report (default: by the ending of -o, else text)").choices(REPORTS),
    )
    .option("-o, --output <path>", "file, or folder where it ends in / or several files are given")
    .addOption(new Option("--lang <language>", "language of the words").choices(["en", "zh"]).default("en"))
    .addOption(
      new Option("--format <format>", "how sheets are written (default: by their endings)").choices([
        "tex",
        "md",
        "txt",
      ]),
    )
    .option("--points <number>", "what all formulas right are worth at Gradescope", readPoints, 100)
    .option("--jobs <number>", "threads for many sheets (default: one for each core, up to 4)", readJobs)
    .addHelpText("after", CHECK_EXAMPLES)
    .action(async (files: string[], options) => {
      const { checkCommand } = await import("./check.ts");
      onExit(await checkCommand(files, { ...options, program: file }));
    });
  program
    .command("exercise")
    .description("make a sheet with blanks from what a worksheet asks for, and its key")
    .argument("<worksheet>", "the worksheet; - is standard input")
    .option("--seed <number>", "which entries, and which numbers where the worksheet gives some", readSeed, 1)
    .addOption(
      new Option("--to <format>", "format of the sheet and its key")
        .choices(["latex", "html", "markdown"])
        .default("latex"),
    )
    .requiredOption("-o, --output <folder>", "folder for the sheet, its key and problem.grad")
    .addOption(new Option("--lang <language>", "language of the words").choices(["en", "zh"]).default("en"))
    .addHelpText("after", EXERCISE_EXAMPLES)
    .action(async (worksheet: string, options) => {
      const { exerciseCommand } = await import("./deriving.ts");
      onExit(await exerciseCommand(worksheet, options));
    });
  program
    .command("verify")
    .description("re-check every step of a derivation saved with --to json")
    .argument("<file>", "the JSON; - is standard input")
    .action(async (file: string) => {
      const { verifyCommand } = await import("./deriving.ts");
      onExit(await verifyCommand(file));
    });
  return program;
}

function readJobs(text: string): number {
  const jobs = Number(text);
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= 64) return jobs;
  throw new InvalidArgumentError(inEnglish(JOBS));
}

function readCount(least: 1 | 2): (text: string) => number {
  return (text) => {
    if (/^\d{1,6}$/.test(text) && Number(text) >= least) return Number(text);
    throw new InvalidArgumentError(inEnglish(least === 1 ? FROM_ONE : FROM_TWO));
  };
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (/^\d+$/.test(text) && seed < 2 ** 32) return seed;
  throw new InvalidArgumentError(inEnglish(SEED));
}

function readPoints(text: string): number {
  const points = Number(text);
  if (text.trim() !== "" && Number.isFinite(points) && points >= 0) return points;
  throw new InvalidArgumentError(inEnglish(POINTS));
}

/** Runs the program with its arguments, and returns the exit status; `file` is what further threads run. */
export async function main(args: readonly string[], file: URL): Promise<number> {
  if (args[0] === PARTS) {
    const { makePartsInThread } = await import("./deriving.ts");
    makePartsInThread();
    return EXIT.fine;
  }
  if (args[0] === SHEETS) return EXIT.fine;
  let status: number = EXIT.fine;
  const lang = languageOf(args);
  const program = buildProgram(file, lang, (exit) => {
    status = exit;
  });
  try {
    if (args.length === 0) {
      program.outputHelp();
      return EXIT.fine;
    }
    await program.parseAsync([...args], { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.unreadable;
    if (error instanceof UsageError) {
      process.stderr.write(`gradscribe: ${error.messageIn(lang)}\n`);
      return EXIT.unreadable;
    }
    const said = defectOf(error instanceof Error ? error.message : String(error));
    process.stderr.write(`gradscribe: ${inLanguage(said, lang)}\n`);
    if (process.env["GRADSCRIBE_DEBUG"] && error instanceof Error) process.stderr.write(`${error.stack ?? ""}\n`);
    return EXIT.defect;
  }
}

/** What the program does for another thread that checks sheets, once it has been run with SHEETS. */
export async function checkInThread({ task, settings }: SheetWork): Promise<SheetOutcome> {
  const { checkTask } = await import("./check.ts");
  return checkTask(task, settings);
}
