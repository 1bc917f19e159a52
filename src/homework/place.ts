/**
 * Places in a sheet, and its text as it may be shown again.
 * In: a sheet and spans in it. Out: lines and columns from 1, counted in characters; text without anything that would
 * steer a terminal, hide or turn round what a person sees.
 */
import type { Span } from "../language/syntax.ts";

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where offsets of a text lie: its lines are looked for once. */
export interface Places {
  at(offset: number): Place;
  /** The text of a line, without its end. */
  line(number: number): string;
}

export function placesIn(source: string): Places {
  const starts = [0, ...[...source.matchAll(/\r\n|\n|\r/g)].map((end) => end.index + end[0].length)];
  const line = (number: number): string =>
    source.slice(starts[number - 1] ?? source.length, starts[number] ?? source.length).replace(/[\r\n]+$/, "");
  return {
    line,
    at: (offset) => {
      const number = lastAtMost(starts, offset) + 1;
      const column = [...source.slice(starts[number - 1] as number, offset)].length + 1;
      return { line: number, column };
    },
  };
}

/** The position of the last of rising numbers that is no larger than `limit`. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] as number) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function textAt(source: string, { start, end }: Span): string {
  return source.slice(start, end);
}

/** Commands to a terminal: colours, titles, moving about. */
const terminalCommands =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  /\u001b\[[0-?]*[ -/]*[@-~]|\u001b[\]P^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[ -~]?|\u009b[0-?]*[ -/]*[@-~]/g;

/** Control characters, marks that turn the direction of writing, characters without width, halves of characters. */
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}/gu;

/** Somebody's text without what could not be seen in it; line ends stay. */
export function withoutUnseen(text: string): string {
  return text.replace(terminalCommands, "").replace(unseen, "");
}

/** The same in one line, at most so many characters long. */
export function echo(text: string, most = 200): string {
  const characters = [...withoutUnseen(text).replace(/\s+/g, " ").trim()];
  return characters.length <= most ? characters.join("") : `${characters.slice(0, most - 1).join("")}…`;
}

/** Program text or a formula in a sentence. */
export function code(text: string): string {
  return `\`${echo(text).replaceAll("`", "'")}\``;
}
