/**
 * The one error that a person sees: what is wrong, where in the worksheet, and where it can be guessed, the mend.
 * Everything else that is thrown is a defect of the program.
 */
import type { Span } from "./language/syntax.ts";
import { inChinese } from "./messages/chinese.ts";
import { inEnglish, type Message } from "./messages/message.ts";

/** The languages that messages are said in. */
export type Language = "en" | "zh";

export function inLanguage(message: Message, lang: Language): string {
  return lang === "zh" ? inChinese(message) : inEnglish(message);
}

/** An error whose message is for a person; `message` is in English. */
export class SpokenError extends Error {
  readonly said: Message;

  constructor(said: Message) {
    super(inEnglish(said));
    this.said = said;
  }

  messageIn(lang: Language): string {
    return inLanguage(this.said, lang);
  }
}

/** What kind of mistake it is; stable, for programs that read the JSON of an error. */
export type ErrorCode =
  | "syntax"
  | "unknown-name"
  | "name-taken"
  | "unsupported"
  | "shape"
  | "argument"
  | "value"
  | "index"
  | "request"
  /** The numbers chosen for the sizes break a bound or an assumption. */
  | "assumption"
  | "limit"
  | "file";

export class WorksheetError extends SpokenError {
  override readonly name = "WorksheetError";
  readonly code: ErrorCode;
  readonly span: Span | undefined;
  /** 1-based; 1 where the mistake has no place of its own. */
  readonly line: number;
  /** 1-based, counted in characters. */
  readonly column: number;
  /** The line of the worksheet that holds the mistake. */
  readonly excerpt: string;

  /** `said` is one sentence or two; the mend stands in the last one. */
  constructor(code: ErrorCode, said: Message, place?: { readonly source: string; readonly span: Span }) {
    super(said);
    this.code = code;
    this.span = place?.span;
    const { line, column, excerpt } = locate(place?.source ?? "", place?.span.start ?? 0);
    this.line = line;
    this.column = column;
    this.excerpt = excerpt;
  }
}

function locate(source: string, offset: number): { line: number; column: number; excerpt: string } {
  const before = source.slice(0, offset).split(/\r\n|\n|\r/);
  const line = before.length;
  const excerpt = source.split(/\r\n|\n|\r/)[line - 1] ?? "";
  const column = [...(before[line - 1] ?? "")].length + 1;
  return { line, column, excerpt };
}

/** Thrown while a worksheet is read; the caller that knows the source text gives it its place. */
export class Mistake extends SpokenError {
  readonly code: ErrorCode;
  readonly span: Span | undefined;

  constructor(code: ErrorCode, said: Message, span?: Span) {
    super(said);
    this.code = code;
    this.span = span;
  }
}

/** Runs `work`, and gives a mistake found in it its place in `source`. */
export function locateMistakes<T>(source: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    throw new WorksheetError(error.code, error.said, error.span && { source, span: error.span });
  }
}

/** The message as a terminal shows it: file, line, column, the line itself and a caret under the place. */
export function formatError(error: WorksheetError, file: string, lang: Language = "en"): string {
  const message = error.messageIn(lang);
  if (error.span === undefined) return `${file}: ${message}\n`;
  const indent = [...error.excerpt]
    .slice(0, error.column - 1)
    .map((character) => (character === "\t" ? "\t" : isWide(character) ? "  " : " "))
    .join("");
  return `${file}:${error.line}:${error.column}: ${message}\n  ${error.excerpt}\n  ${indent}^\n`;
}

/** Chinese characters and full-width punctuation take two columns of a terminal. */
export function isWide(character: string): boolean {
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u.test(
    character,
  );
}
