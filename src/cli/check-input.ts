/**
 * Sheets on standard input: JSON Lines with a name and a text each, or else all of it one sheet.
 * In: bytes as they come. Out: sheets as they come. Always: no more than a line is held of JSON Lines, and a line that
 * is no sheet becomes an error in its place.
 */
import { inLanguage, type Language } from "../error.ts";
import { FORMATS } from "../homework/format.ts";
import type { Format } from "../homework/syntax.ts";
import { listed, type Message, tell, verbatim } from "../messages/message.ts";
import type { Sheet } from "./check-threads.ts";
import { EXIT } from "./exit.ts";

/** A longer line is no sheet of homework. */
const MOST_CHARACTERS = 4 << 20;

export interface Input {
  /** Whether it is JSON Lines. */
  readonly isLines: boolean;
  readonly sheets: AsyncIterable<Sheet>;
}

/** The first line that is not blank tells: a JSON object, or what is clearly meant to be one. */
export async function sheetsIn(
  chunks: AsyncIterable<Uint8Array>,
  format: Format | undefined,
  lang: Language,
): Promise<Input> {
  const lines = linesIn(chunks);
  const before: Line[] = [];
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    before.push(next.value);
    if (next.value.text.trim() !== "") break;
  }
  const first = before.at(-1)?.text ?? "";
  const all = joined(before, lines);
  if (isObject(first)) return { isLines: true, sheets: sheetLines(all, format, lang) };
  return { isLines: false, sheets: oneSheet(all, format, lang) };
}

function isObject(line: string): boolean {
  const text = line.trim();
  if (!text.startsWith("{")) return false;
  if (/^\{\s*"/.test(text)) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

interface Line {
  readonly text: string;
  /** As it stood, with what ended it. */
  readonly end: string;
  /** What came after this much was passed over. */
  readonly isCut: boolean;
}

async function* joined(before: readonly Line[], rest: AsyncIterable<Line>): AsyncGenerator<Line> {
  yield* before;
  yield* rest;
}

async function* linesIn(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const decoder = new TextDecoder();
  let [held, isCut] = ["", false];
  for await (const chunk of chunks) {
    const pieces = (held + decoder.decode(chunk, { stream: true })).split("\n");
    held = pieces.pop() as string;
    for (const text of pieces) {
      yield { text: text.slice(0, MOST_CHARACTERS), end: "\n", isCut: isCut || text.length > MOST_CHARACTERS };
      isCut = false;
    }
    if (held.length <= MOST_CHARACTERS) continue;
    isCut = true;
    held = held.slice(0, MOST_CHARACTERS);
  }
  held += decoder.decode();
  if (held !== "") yield { text: held, end: "", isCut };
}

async function* oneSheet(
  lines: AsyncIterable<Line>,
  format: Format | undefined,
  lang: Language,
): AsyncGenerator<Sheet> {
  const texts: string[] = [];
  let length = 0;
  for await (const { text, end, isCut } of lines) {
    length += text.length;
    if (isCut || length > MOST_CHARACTERS) {
      yield refusedLine("-", "limit", tell`the sheet is too long: more than ${MOST_CHARACTERS} characters`, 1, lang);
      return;
    }
    texts.push(text + end);
  }
  yield { file: "-", text: texts.join(""), ...(format && { format }) };
}

async function* sheetLines(
  lines: AsyncIterable<Line>,
  format: Format | undefined,
  lang: Language,
): AsyncGenerator<Sheet> {
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line.text.trim() !== "") yield sheetIn(line, number, format, lang);
  }
}

function sheetIn({ text, isCut }: Line, number: number, format: Format | undefined, lang: Language): Sheet {
  const bad = (file: string, message: Message): Sheet => refusedLine(file, "line", message, number, lang);
  if (isCut)
    return refusedLine("-", "limit", tell`the line is too long: more than ${MOST_CHARACTERS} characters`, number, lang);
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return bad("-", tell`this line is not JSON: expected {"name": "hw.tex", "text": "…"}`);
  }
  const { name, text: sheet, format: own }: Record<string, unknown> = isRecord(read) ? read : {};
  const file = typeof name === "string" ? name : "-";
  if (typeof name !== "string" || typeof sheet !== "string")
    return bad(file, tell`this line has no "name" and "text", which are texts`);
  if (own !== undefined && !isFormat(own))
    return bad(file, tell`"format" is one of ${listed(FORMATS.map((known) => verbatim(`"${known}"`)))}`);
  const chosen = own ?? format;
  return { file, text: sheet, ...(chosen && { format: chosen }) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isFormat(value: unknown): value is Format {
  return FORMATS.some((format) => format === value);
}

/** `line` is that of standard input. */
function refusedLine(file: string, code: "limit" | "line", said: Message, line: number, lang: Language): Sheet {
  const status = code === "limit" ? EXIT.refused : EXIT.unreadable;
  const message = inLanguage(said, lang);
  const complaint = `gradscribe: ${inLanguage(tell`standard input, line ${line}: ${said}`, lang)}\n`;
  return { outcome: { file, status, error: { code, message, line, column: 1 }, complaint } };
}
