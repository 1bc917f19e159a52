/**
 * LaTeX to PDF through an engine that is on the PATH, in a temporary folder that is gone afterwards.
 * Always: no program is started from within a document, and a document reads and writes nothing outside its folder.
 */
import { accessSync, closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type Message, tell, verbatim } from "../messages/message.ts";
import { UsageError } from "./exit.ts";

/** Loaded where it is needed: most runs start no other program. */
const programs = () => process.getBuiltinModule("node:child_process");

interface Engine {
  readonly program: string;
  readonly arguments: readonly string[];
  /** Whether it has the characters of every language. */
  readonly isUnicode: boolean;
}

const QUIETLY = ["-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape"];

/** In the order in which they are tried: nothing in a document asks for a second run. */
const ENGINES: readonly Engine[] = [
  { program: "pdflatex", arguments: QUIETLY, isUnicode: false },
  { program: "xelatex", arguments: QUIETLY, isUnicode: true },
  { program: "latexmk", arguments: ["-norc", "-xelatex", ...QUIETLY], isUnicode: true },
  { program: "tectonic", arguments: ["--untrusted", "--keep-logs"], isUnicode: true },
];

/** Asked before anything is derived: where there is no engine at all, that is told at once. */
export function requireEngine(lang: "en" | "zh"): void {
  findEngine(lang === "zh");
}

/**
 * The PDF of the document of a worksheet, which `write` writes to the file that it is given; nothing where it does not.
 *
 * @throws UsageError where there is no engine for it, or where it does not compile.
 */
export function makePdf(worksheet: string, write: (file: string) => boolean): Uint8Array | undefined {
  const folder = mkdtempSync(join(tmpdir(), "gradscribe-"));
  try {
    const source = join(folder, "document.tex");
    return write(source) ? compile(worksheet, folder, findEngine(needsUnicode(source))) : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The document says so in its first line. */
function needsUnicode(source: string): boolean {
  const start = Buffer.alloc(64);
  const file = openSync(source, "r");
  readSync(file, start);
  closeSync(file);
  return start.toString("latin1").startsWith("% !TEX program = xelatex");
}

function findEngine(isUnicode: boolean): Engine {
  const fit = ENGINES.filter((engine) => engine.isUnicode || !isUnicode);
  const found = fit.find(({ program }) => isOnPath(program));
  if (found !== undefined) return found;
  throw new UsageError(
    isUnicode
      ? tell`a PDF with Chinese in it needs xelatex, latexmk or tectonic, and none of them is on the PATH: install TeX Live, or write the LaTeX with \`--to latex\` and compile it elsewhere`
      : tell`a PDF needs pdflatex, xelatex, latexmk or tectonic, and none of them is on the PATH: install TeX Live, or write the LaTeX with \`--to latex\` and compile it elsewhere`,
  );
}

function isOnPath(program: string): boolean {
  const names = process.platform === "win32" ? [`${program}.exe`] : [program];
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.some((folder) => names.some((name) => isExecutable(join(folder, name))));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function compile(worksheet: string, folder: string, engine: Engine): Uint8Array {
  const { status } = programs().spawnSync(engine.program, [...engine.arguments, "document.tex"], {
    cwd: folder,
    stdio: "ignore",
    env: { ...process.env, openin_any: "p", openout_any: "p", max_print_line: "1000" },
  });
  const pdf = status === 0 ? readIfThere(join(folder, "document.pdf")) : undefined;
  if (pdf !== undefined) return pdf;
  const log = readIfThere(join(folder, "document.log"))?.toString("utf8") ?? "";
  throw new UsageError(failure(worksheet, engine.program, firstError(log)));
}

function failure(worksheet: string, program: string, error: readonly string[]): Message {
  const missing = /File `([^']+)' not found/.exec(error.join(""))?.[1];
  const shown = verbatim(error.map((line) => `\n  ${line}`).join(""));
  return missing === undefined
    ? tell`\`${worksheet}\`: \`${program}\` cannot compile the LaTeX: it is to be had with \`--to latex\`${shown}`
    : tell`\`${worksheet}\`: \`${program}\` cannot compile the LaTeX: install the package of TeX that has \`${missing}\`, or write the LaTeX with \`--to latex\` and compile it elsewhere${shown}`;
}

/** What TeX says is wrong, up to the place. */
function firstError(log: string): readonly string[] {
  const lines = log.split("\n");
  const first = lines.findIndex((line) => line.startsWith("!"));
  if (first < 0) return [];
  const place = lines.findIndex((line, at) => at > first && /^l\.\d+/.test(line));
  const shown = lines.slice(first, place < 0 ? first + 3 : place + 1).filter((line) => line.trim() !== "");
  return shown.length > mostLines ? [...shown.slice(0, mostLines - 1), ...shown.slice(-1)] : shown;
}

const mostLines = 4;

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
