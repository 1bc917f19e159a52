/**
 * `gradscribe derive`: each file is derived, checked and rendered; a file with a mistake does not stop the others.
 */

import { basename } from "node:path";
import type { Detail } from "../derivation/derivation.ts";
import { derive } from "../derive.ts";
import { deriveInParts } from "../derive-in-parts.ts";
import { formatError, type Language, WorksheetError } from "../error.ts";
import type { Sharing } from "../in-parts/sharing.ts";
import { tell } from "../messages/message.ts";
import type { DialectName } from "../render/markdown-dialect.ts";
import { renderSource, type SourceOptions } from "../render/render-source.ts";
import type { CheckedDerivation } from "../verify/checked.ts";
import { EXIT, UsageError } from "./exit.ts";
import {
  ENDINGS,
  emit,
  formatOfEnding,
  isFolder,
  type Output,
  openOutput,
  placeIn,
  readInput,
  writeOutput,
} from "./files.ts";
import { makePdf, requireEngine } from "./pdf.ts";
import { createCounter } from "./progress.ts";
import { shareAmongThreads } from "./threads.ts";

type Format = keyof typeof ENDINGS;

export interface DeriveFlags {
  readonly to?: Format;
  readonly output?: string;
  readonly lang: Language;
  readonly detail: Detail;
  readonly fragment?: boolean;
  readonly termsPerLine?: number;
  readonly maxTerms?: number;
  /** Who reads the Markdown. */
  readonly dialect?: DialectName;
  /** How many threads make a large result; one for each core where it is not given. */
  readonly jobs?: number;
  /** The file that further threads run. */
  readonly program: URL;
}

/** What became of one file: its text, or the error that is reported in its place. */
interface Outcome {
  readonly text?: string;
  readonly error?: { readonly code: string; readonly message: string; readonly line: number; readonly column: number };
  readonly status: number;
}

export async function deriveCommand(files: readonly string[], flags: DeriveFlags): Promise<number> {
  const toFolder = flags.output !== undefined && isFolder(flags.output);
  if (
    files.length > 1 &&
    flags.output !== undefined &&
    !toFolder &&
    formatOfEnding(flags.output) !== undefined &&
    flags.to !== "json"
  )
    throw new UsageError(
      tell`${files.length} files do not go into one: give a folder, \`-o ${flags.output.replace(/\.\w+$/, "")}/\``,
    );
  const format = flags.to ?? (flags.output === undefined ? undefined : formatOfEnding(flags.output)) ?? "text";
  if (flags.dialect !== undefined && format !== "markdown") throw dialectWithout(format, flags);
  if (format === "pdf") allowPdf(files.length, flags, toFolder);
  const inFolder =
    toFolder || (files.length > 1 && flags.output !== undefined && formatOfEnding(flags.output) === undefined);
  let status: number = EXIT.fine;
  const lines: string[] = [];
  for (const file of files) {
    const target = inFolder ? placeIn(flags.output as string, file, ENDINGS[format]) : flags.output;
    const isAlone = inFolder || files.length === 1;
    const outcome =
      format === "pdf"
        ? derivePdf(file, flags, target)
        : isAlone && (format === "latex" || format === "json")
          ? deriveFileInParts(file, format, flags, target)
          : await deriveFile(file, format, flags, isAlone ? target : undefined);
    status = Math.max(status, outcome.status);
    const text =
      outcome.text ??
      (format === "json" && files.length > 1 ? `${JSON.stringify({ file, error: outcome.error })}\n` : undefined);
    if (text === undefined) continue;
    if (inFolder && outcome.text !== undefined) writeOutput(target as string, text);
    else lines.push(format === "json" && files.length > 1 ? oneLine(text) : text);
  }
  const text = lines.join("");
  if (!inFolder && text !== "") emit(text, flags.output);
  return status;
}

function dialectWithout(format: Format, { dialect = "commonmark", to, output }: DeriveFlags): UsageError {
  if (to === undefined && output === undefined)
    return new UsageError(
      tell`\`--dialect ${dialect}\` is for Markdown, and the result is \`${format}\`: add \`--to markdown\``,
    );
  return new UsageError(
    tell`\`--dialect ${dialect}\` is for Markdown, and the result is \`${format}\`: leave it out, or write Markdown`,
  );
}

/** A PDF is one file, which no terminal shows. */
function allowPdf(files: number, { fragment, output, lang }: DeriveFlags, toFolder: boolean): void {
  const isPiped = output === undefined || output === "-";
  if (fragment) throw new UsageError(tell`\`--fragment\` is for pasting, and a PDF is not pasted: leave it out`);
  if (files > 1 && isPiped)
    throw new UsageError(tell`${files} files do not go into one PDF: give a folder, \`-o pdf/\``);
  if (isPiped && process.stdout.isTTY && !toFolder)
    throw new UsageError(tell`a terminal does not show a PDF: give a file, \`-o homework.pdf\``);
  requireEngine(lang);
}

/** Through LaTeX, which is written as it comes. */
function derivePdf(file: string, flags: DeriveFlags, target: string | undefined): Outcome {
  let outcome: Outcome = { status: EXIT.fine };
  try {
    const pdf = makePdf(file, (source) => {
      outcome = deriveFileInParts(file, "latex", flags, source);
      return outcome.error === undefined;
    });
    if (pdf === undefined) return outcome;
    const output = openOutput(target);
    output.write(pdf);
    output.complete();
    return outcome;
  } catch (error) {
    return reported(file, error, flags.lang);
  }
}

function oneLine(json: string): string {
  return `${JSON.stringify(JSON.parse(json))}\n`;
}

async function deriveFile(
  file: string,
  format: Exclude<Format, "pdf">,
  flags: DeriveFlags,
  target: string | undefined,
): Promise<Outcome> {
  const counter = createCounter(file, flags.lang);
  try {
    const worksheet = readInput(file);
    const derivation = derive(worksheet, { file, detail: flags.detail, onProgress: counter.count });
    counter.clear();
    const text = await renderTo(derivation, format, flags, target);
    return { text, status: statusOf(derivation) };
  } catch (error) {
    counter.clear();
    return reported(file, error, flags.lang);
  }
}

/** Written as it comes: a large result is never held as a whole. */
function deriveFileInParts(
  file: string,
  to: "latex" | "json",
  { detail, lang, fragment = false, jobs, program, ...flags }: DeriveFlags,
  target: string | undefined,
): Outcome {
  const counter = createCounter(file, lang);
  let output: Output | undefined;
  try {
    const worksheet = readInput(file);
    const document = { to, file, detail, lang, fragment, ...typographyIn(flags) };
    const share = (): Sharing => shareAmongThreads(program, worksheet, document, jobs);
    const options = { ...document, onProgress: counter.count, onPart: counter.countPart, share };
    const derivation = deriveInParts(worksheet, options, (bytes) => {
      output ??= openOutput(target);
      output.write(bytes);
    });
    output?.complete();
    counter.clear();
    return { status: statusOf(derivation) };
  } catch (error) {
    output?.abandon();
    counter.clear();
    return reported(file, error, lang);
  }
}

function statusOf(derivation: CheckedDerivation): number {
  return derivation.results.some(isRefuted) ? EXIT.false : EXIT.fine;
}

/** What a mistake says, on standard error, and what becomes of the file; a defect goes on. */
function reported(file: string, error: unknown, lang: Language): Outcome {
  if (error instanceof WorksheetError) {
    process.stderr.write(formatError(error, file, lang));
    const { code, line, column } = error;
    return {
      error: { code, message: error.messageIn(lang), line, column },
      status: code === "limit" ? EXIT.refused : EXIT.unreadable,
    };
  }
  if (error instanceof UsageError) {
    const message = error.messageIn(lang);
    process.stderr.write(`gradscribe: ${message}\n`);
    return { error: { code: "file", message, line: 1, column: 1 }, status: EXIT.unreadable };
  }
  throw error;
}

function isRefuted(result: CheckedDerivation["results"][number]): boolean {
  return "verdict" in result && result.verdict === "refuted";
}

function typographyIn({
  termsPerLine,
  maxTerms,
}: Pick<DeriveFlags, "termsPerLine" | "maxTerms">): Pick<SourceOptions, "termsPerLine" | "maxTerms"> {
  return { ...(termsPerLine !== undefined && { termsPerLine }), ...(maxTerms !== undefined && { maxTerms }) };
}

/** The pictures of a Markdown file are files beside it; where there is no file, they stand in the text. */
function picturesBeside(target: string | undefined): Pick<SourceOptions, "placeOfPicture"> {
  if (target === undefined || target === "-") return {};
  return {
    placeOfPicture: (svg, number) => {
      const picture = target.replace(/\.\w+$/, `-figure-${number}.svg`);
      writeOutput(picture, svg);
      return encodeURI(basename(picture));
    },
  };
}

/** KaTeX is loaded for HTML alone. */
async function renderTo(
  derivation: CheckedDerivation,
  format: Exclude<Format, "pdf">,
  flags: DeriveFlags,
  target: string | undefined,
): Promise<string> {
  const { lang, detail, fragment = false, dialect } = flags;
  const options = {
    ...typographyIn(flags),
    lang,
    detail,
    fragment,
    ...(dialect && { dialect }),
    ...picturesBeside(target),
  };
  if (format !== "html") return renderSource(derivation, format, options);
  const [{ render }, { loadKatexAssets }] = await Promise.all([
    import("../render/render.ts"),
    import("../render/katex-assets.ts"),
  ]);
  return render(derivation, { ...options, to: format, assets: loadKatexAssets() });
}
