/**
 * The program: its commands and their arguments. Results on standard output or in files, everything else on standard
 * error.
 */
import { isMainThread } from "node:worker_threads";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { deriveCommand } from "./derive.ts";
import { EXIT, UsageError } from "./exit.ts";
import { makePartsInThread } from "./threads.ts";
import { verifyCommand } from "./verify.ts";
import { VERSION } from "./version.ts";

const FORMATS = ["latex", "html", "markdown", "text", "json"];

function buildProgram(file: URL, onExit: (status: number) => void): Command {
  const program = new Command("gradscribe")
    .description("Derives the gradients of convolutions and of networks of them, step by step.")
    .version(VERSION, "-V, --version", "print the version")
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(text) })
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
    .option("--jobs <number>", "threads for large results (default: one for each core, up to 4)", readJobs)
    .addHelpText("after", "\nExample:\n  $ gradscribe derive homework.grad --to latex -o homework.tex\n")
    .action(async (files: string[], options) => onExit(await deriveCommand(files, { ...options, program: file })));
  program
    .command("verify")
    .description("re-check every step of a derivation saved with --to json")
    .argument("<file>", "the JSON; - is standard input")
    .action(async (file: string) => onExit(await verifyCommand(file)));
  return program;
}

function readJobs(text: string): number {
  const jobs = Number(text);
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= 64) return jobs;
  throw new InvalidArgumentError("It is a number from 1 to 64.");
}

/** The whole program, or its part where this is one of its threads; `file` is what further threads run. */
export async function run(file: URL): Promise<void> {
  if (!isMainThread) return makePartsInThread();
  allowClosedPipe();
  process.exitCode = await main(file, process.argv.slice(2));
}

async function main(file: URL, args: readonly string[]): Promise<number> {
  let status: number = EXIT.fine;
  const program = buildProgram(file, (exit) => {
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
    if (error instanceof UsageError || error instanceof InvalidArgumentError) {
      process.stderr.write(`gradscribe: ${error.message}\n`);
      return EXIT.unreadable;
    }
    process.stderr.write(
      `gradscribe: this is a defect of the program: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    if (process.env["GRADSCRIBE_DEBUG"] && error instanceof Error) process.stderr.write(`${error.stack ?? ""}\n`);
    return EXIT.defect;
  }
}

/** A reader that closes the pipe early, such as `head`, is no error. */
function allowClosedPipe(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(EXIT.fine);
  });
}
