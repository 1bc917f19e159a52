/**
 * LaTeX to the places of its formulas. The preamble, comments and verbatim text are passed over. A document without
 * any sign of mathematics is read as formulas throughout, paragraph by paragraph.
 */
import { DISPLAYS } from "./commands.ts";
import { type Closer, closerIn, type Delimiter, type Fragment, isGap } from "./fragments.ts";
import type { Scan } from "./scan.ts";
import { scanBare } from "./scan-text.ts";

const DELIMITERS: ReadonlyMap<string, Delimiter> = new Map([
  ["$", { opening: "$", closing: "$", isInline: true }],
  ["$$", { opening: "$$", closing: "$$", isInline: false }],
  ["\\(", { opening: "\\(", closing: "\\)", isInline: true }],
  ["\\[", { opening: "\\[", closing: "\\]", isInline: false }],
]);
const MARK = /\\(?:begin|end)[^\S\n]*\{([A-Za-z]+)\*?\}|\\verb\*?([^\sA-Za-z])|\\[\s\S]|\$\$?/gu;
const VERBATIM: ReadonlySet<string> = new Set(["verbatim", "lstlisting", "minted", "comment", "Verbatim"]);
/** Mathematics that may also stand inside other mathematics. */
const INNER: ReadonlySet<string> = new Set(
  "aligned gathered split alignedat cases array matrix pmatrix bmatrix vmatrix Bmatrix Vmatrix smallmatrix multlined".split(
    " ",
  ),
);

export function scanTex(source: string): Scan {
  const text = blankComments(source);
  const [start, end] = bodyOf(text);
  const fragments = fragmentsIn(text, start, end);
  const hasSigns = fragments.some(({ isInner }) => !isInner);
  if (hasSigns || !/[=<>≤≥≈]|\\(?:le|ge|ne|approx|equiv)/u.test(text)) return { fragments, text };
  return { fragments: scanBare(text, start, end), text };
}

/** Comments as spaces of the same length. */
export function blankComments(source: string): string {
  return source.replace(/\\[\s\S]|%[^\n]*/gu, (found) => (found.startsWith("%") ? " ".repeat(found.length) : found));
}

function bodyOf(text: string): readonly [number, number] {
  const begin = text.indexOf("\\begin{document}");
  if (begin < 0) return [0, text.length];
  const end = text.indexOf("\\end{document}", begin);
  return [begin + "\\begin{document}".length, end < 0 ? text.length : end];
}

interface TexFragment extends Fragment {
  /** An environment that needs mathematics around it. */
  readonly isInner: boolean;
}

function fragmentsIn(text: string, start: number, end: number): TexFragment[] {
  const fragments: TexFragment[] = [];
  const closer = closerIn(text);
  const mark = new RegExp(MARK);
  mark.lastIndex = start;
  let last = start;
  for (let found = mark.exec(text); found !== null && found.index < end; found = mark.exec(text)) {
    const opened = openedBy(found);
    if (opened === undefined) continue;
    const from = found.index + found[0].length;
    if (opened === "skip") {
      const skipTo = skipped(text, found, closer);
      mark.lastIndex = skipTo;
      continue;
    }
    const closing = closer.find(opened.delimiter, from);
    const span = { start: found.index, end: from };
    const stop = Math.min(closing?.end ?? closer.paragraphEnd(from), end);
    const unclosed = closing === undefined && opened.delimiter.isInline;
    fragments.push({
      start: opened.isEnvironment ? found.index : from,
      end: opened.isEnvironment && closing !== undefined ? closing.next : stop,
      isNext: fragments.length > 0 && isGap(text, last, found.index),
      isRow: false,
      isInner: opened.isInner,
      ...(unclosed && { unclosed: { opening: found[0], at: span } }),
    });
    last = closing?.next ?? stop;
    mark.lastIndex = Math.max(last, from);
  }
  return fragments;
}

interface Opened {
  readonly delimiter: Delimiter;
  readonly isEnvironment: boolean;
  readonly isInner: boolean;
}

function openedBy(found: RegExpExecArray): Opened | "skip" | undefined {
  const [whole, environment, verb] = found;
  if (verb !== undefined) return "skip";
  const delimiter = DELIMITERS.get(whole);
  if (delimiter !== undefined) return { delimiter, isEnvironment: false, isInner: false };
  if (environment === undefined || !whole.startsWith("\\begin")) return undefined;
  if (VERBATIM.has(environment)) return "skip";
  if (!DISPLAYS.has(environment) && !INNER.has(environment)) return undefined;
  const closing = `\\end${whole.slice("\\begin".length)}`;
  return {
    delimiter: { opening: whole, closing, isInline: false },
    isEnvironment: true,
    isInner: INNER.has(environment),
  };
}

const LONGEST_VERB = 1_000;

function skipped(text: string, found: RegExpExecArray, closer: Closer): number {
  const from = found.index + found[0].length;
  const [, environment, verb] = found;
  const line = text.slice(from, from + LONGEST_VERB).indexOf("\n");
  if (verb !== undefined) {
    const close = text.slice(from, from + (line < 0 ? LONGEST_VERB : line)).indexOf(verb);
    return close < 0 ? from : from + close + 1;
  }
  const delimiter = { opening: found[0], closing: `\\end{${environment}`, isInline: false };
  return closer.find(delimiter, from)?.end ?? closer.paragraphEnd(from);
}
