/**
 * Markdown to the places of its formulas: dollars, `\( \)`, `\[ \]`, fences of mathematics and environments, and lines of
 * code. Comments are passed over; inside formulas the `>` of quotes are blanked.
 */
import { DISPLAYS, ROWS } from "./commands.ts";
import { closerIn, type Delimiter, type Fragment, isGap } from "./fragments.ts";
import type { Scan } from "./scan.ts";
import { isCodeLanguage, scanCode } from "./scan-code.ts";

const MARK =
  /^[ \t>]*(`{3,}|~{3,})[ \t]*([^\s`]*)[^\n]*$|<!--|(`+)|\\begin[^\S\n]*\{([A-Za-z]+)\*?\}|\\\\?[([]|\\[\s\S]|\$\$?/gmu;
const CLOSING: ReadonlyMap<string, string> = new Map([
  ["$", "$"],
  ["$$", "$$"],
  ["\\(", "\\)"],
  ["\\[", "\\]"],
  ["\\\\(", "\\\\)"],
  ["\\\\[", "\\\\]"],
]);
const MATHEMATICS: ReadonlySet<string> = new Set(["math", "latex", "tex", "katex"]);

export function scanMarkdown(source: string): Scan {
  const closer = closerIn(source);
  const fragments: Fragment[] = [];
  const mark = new RegExp(MARK);
  let last = 0;
  const add = (start: number, end: number, next: number, opened: number, rest: Partial<Fragment> = {}): void => {
    fragments.push({ start, end, isNext: fragments.length > 0 && isGap(source, last, opened), isRow: false, ...rest });
    last = next;
    mark.lastIndex = Math.max(next, mark.lastIndex);
  };
  const addCode = (start: number, end: number, next: number): void => {
    for (const line of scanCode(source, start, end)) fragments.push(line);
    last = next;
  };
  for (let found = mark.exec(source); found !== null; found = mark.exec(source)) {
    const from = found.index + found[0].length;
    const [whole, fence, language = "", ticks, environment] = found;
    if (fence !== undefined) {
      const end = fenceEnd(source, from, fence);
      if (MATHEMATICS.has(language.toLowerCase())) add(from, end.start, end.next, found.index);
      else if (isCodeLanguage(language)) addCode(from, end.start, end.next);
      mark.lastIndex = Math.max(end.next, from);
    } else if (whole === "<!--") {
      const end = source.indexOf("-->", from);
      mark.lastIndex = end < 0 ? source.length : end + 3;
    } else if (ticks !== undefined) {
      const next = codeEnd(source, from, ticks, closer.paragraphEnd(from));
      if (next > from) addCode(from, next - ticks.length, next);
      mark.lastIndex = next;
    } else {
      const delimiter = delimiterOf(whole, environment);
      if (delimiter === undefined) continue;
      const isEnvironment = environment !== undefined;
      const closing = closer.find(delimiter, from);
      const stop = closing?.end ?? closer.paragraphEnd(from);
      const isUnclosed = closing === undefined && delimiter.isInline;
      const unclosed = isUnclosed && { unclosed: { opening: whole, at: { start: found.index, end: from } } };
      const end = isEnvironment && closing !== undefined ? closing.next : stop;
      add(isEnvironment ? found.index : from, end, closing?.next ?? stop, found.index, unclosed || {});
    }
  }
  return { fragments, text: blankQuotes(source, fragments) };
}

function delimiterOf(opening: string, environment: string | undefined): Delimiter | undefined {
  const closing = CLOSING.get(opening);
  if (closing !== undefined) return { opening, closing, isInline: closing === "$" || closing.endsWith(")") };
  if (environment === undefined || !(DISPLAYS.has(environment) || ROWS.has(environment))) return undefined;
  return { opening, closing: `\\end${opening.slice("\\begin".length)}`, isInline: false };
}

const LONGEST_FENCE = 20;

function fenceEnd(source: string, from: number, fence: string): { readonly start: number; readonly next: number } {
  const close = new RegExp(`\\n[ \\t>]*${fence.slice(0, LONGEST_FENCE)}[^\\n]*`, "gu");
  close.lastIndex = from;
  const found = close.exec(source);
  if (found === null) return { start: source.length, next: source.length };
  return { start: found.index, next: found.index + found[0].length };
}

/** Code ends at as many ticks as it began with; `` $`…`$ `` is mathematics and was taken as such. */
function codeEnd(source: string, from: number, ticks: string, paragraphEnd: number): number {
  const limit = Math.min(paragraphEnd, from + 10_000);
  const close = source.slice(from, limit).indexOf(ticks);
  return close < 0 ? from : from + close + ticks.length;
}

/** Ticks at the edges, and the `>` of a quote at the start of each line, as spaces. */
function blankQuotes(source: string, fragments: readonly Fragment[]): string {
  const parts: string[] = [];
  let last = 0;
  let lineStart = 0;
  for (const { start, end } of fragments) {
    const line = source.slice(last, start).lastIndexOf("\n");
    if (line >= 0) lineStart = last + line + 1;
    const isQuoted = /^[ \t]*>/u.test(source.slice(lineStart, Math.min(start, lineStart + 20)));
    let inner = source.slice(start, end);
    if (isQuoted) inner = inner.replace(/(?<=\n[ \t>]*)>/gu, " ");
    if (inner.startsWith("`") && inner.endsWith("`") && inner.length > 1) inner = ` ${inner.slice(1, -1)} `;
    parts.push(source.slice(last, start), inner);
    last = end;
    const inside = source.slice(start, end).lastIndexOf("\n");
    if (inside >= 0) lineStart = start + inside + 1;
  }
  return [...parts, source.slice(last)].join("");
}
