/**
 * Code in Markdown to the places of its formulas: lines that give a name, or an entry of it, a value. All else of a
 * program, such as its imports and loops, is passed over.
 */
import type { Fragment } from "./fragments.ts";
import { linesOf, withoutComment } from "./scan-text.ts";

/** Languages of fences whose lines may be formulas; a fence without a language may hold them as well. */
const LANGUAGES: ReadonlySet<string> = new Set(["", "python", "py", "python3", "numpy", "matlab", "octave", "m"]);

export function isCodeLanguage(language: string): boolean {
  return LANGUAGES.has(language.replace(/[{}.]/gu, "").toLowerCase());
}

/** A name, perhaps with places in brackets, and the sign that gives it a value. */
const ASSIGNMENT =
  /^[ \t>]*(?!(?:if|elif|while|for|return|assert|import|from|def|class|lambda|print|end)\b)[\p{L}_][\p{L}\p{N}_.]*(?:\[[^[\]\n]*\]|\([^()\n]*\))?'?[ \t]*[-+*/@]?=(?!=)/u;
const LEADING = /^[ \t>]*/u;
const LONGEST = 2_000;

/** The lines between two places, each a formula of its own. */
export function scanCode(source: string, start: number, end: number): Fragment[] {
  const fragments: Fragment[] = [];
  for (const line of linesOf(source.slice(start, end))) {
    if (line.end - line.start > LONGEST) continue;
    const said = withoutComment(source.slice(start + line.start, start + line.end));
    if (!ASSIGNMENT.test(said) || said.includes("$")) continue;
    const from = start + line.start + (LEADING.exec(said)?.[0].length ?? 0);
    fragments.push({ start: from, end: start + line.start + said.length, isNext: false, isRow: true, isCode: true });
  }
  return fragments;
}
