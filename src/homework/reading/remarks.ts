/**
 * Remarks beside formulas that no command marks: comments as programs have them, and words in brackets at the end of a
 * formula. They are blanked, so that every place in the document stays what it is.
 */
import type { Format } from "../syntax.ts";

const HAN = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}";

/** `（偏置的梯度）` behind a formula. What begins with a letter, or a word such as 当, says where the formula holds. */
const BRACKETS = new RegExp(
  `(?<=[A-Za-z0-9})\\]'$αβγδΔθσ][^\\S\\n]*)（(?![^（）]*[（）][^（）]*（)\\s*(?!当|若|如果|对|任意|其中|只要|满足|假设|设|在|時|时)` +
    `[${HAN}][^（）\\n$]*）(?=\\s*(?:$|[,，。.;；&$]|\\\\\\\\|\\\\end|\\\\tag|\\\\[\\])]))`,
  "gmu",
);

export function blankBrackets(source: string): string {
  return source.replace(BRACKETS, blank);
}

/** `//l层` in a row of an environment. */
const ROW_COMMENT = new RegExp(`(?<=&\\s*)//[^\\n\\\\&$]*|//[^\\n\\\\&$]*[${HAN}][^\\n\\\\&$]*`, "gu");

/** A formula without the comments in its rows; plain text has its own. */
export function blankRowComments(formula: string, format: Format): string {
  return format === "txt" || !formula.includes("//") ? formula : formula.replace(ROW_COMMENT, blank);
}

const blank = (found: string): string => " ".repeat(found.length);

/** Words, and not an operand: what `//` and `%` divide by is a number or a name. */
const LATIN = "[A-Za-z]+,?\\s+[A-Za-z]{2,}";
const LINE_COMMENTS: readonly RegExp[] = [
  // `# sum over the batch`, as programs have it behind a line.
  /(?<=\S)\s+#+(?:\s.*)?$/u,
  new RegExp(`(?<=\\S)\\s*(?://|%+|--)\\s*[^\\n]*?[${HAN}].*$`, "u"),
  new RegExp(`(?<=\\S)(?:(?:\\s{2,}|;\\s*)(?://|%+)|\\s+--)\\s*${LATIN}.*$`, "u"),
  new RegExp(`(?<=\\S)\\s*—+\\s*[A-Za-z${HAN}].*$`, "u"),
  /^\s*(?:\/\/|%).*$/u,
  // Words in brackets of plain text, apart from what stands before them.
  new RegExp(`(?<=\\S)\\s+\\((?!当|若|如果|对|任意|其中)[${HAN}][^()=<>]*\\)\\s*[.。]?$`, "u"),
];

/** A line of plain text without what is said behind it. */
export function withoutRemark(line: string): string {
  return LINE_COMMENTS.reduce((left, comment) => left.replace(comment, ""), line);
}
