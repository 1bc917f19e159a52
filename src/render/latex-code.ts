/**
 * A program in LaTeX: verbatim where it is ASCII, in a size at which its longest line fits an A4 article. Other
 * letters verbatim would lose under pdflatex: such a program is set line by line.
 */
import { chineseCharacters, escapeLatexText } from "./latex-text.ts";
import { columnsOf } from "./text-columns.ts";

/** Columns that fit, by size; the last is the smallest. */
export type CodeSizes = readonly (readonly [size: string, columns: number])[];

export const articleCodeSizes: CodeSizes = [
  ["\\footnotesize", 96],
  ["\\scriptsize", 104],
  ["\\tiny", 138],
];

/** The line of an article or a ctexart without further packages. */
export const bareCodeSizes: CodeSizes = [
  ["\\footnotesize", 71],
  ["\\scriptsize", 86],
  ["\\tiny", 117],
];

/** A program stands on the page of the sentence before it, and close to it, in lines that are close to each other. */
const close = "\\topsep=0pt\\partopsep=0pt\\csname @beginparpenalty\\endcsname=10000";

export function latexOfCode(text: string, sizes: CodeSizes): string {
  const [smallest, widest] = sizes.at(-1) as CodeSizes[number];
  const lines = text.split("\n").flatMap((line) => cut(line, widest));
  const longest = lines.reduce((most, line) => Math.max(most, columnsOf(line)), 0);
  const [size] = sizes.find(([, columns]) => longest <= columns) ?? [smallest];
  if (/^[\n -~]*$/.test(text))
    return `{\\linespread{1}${size}${close}\n\\begin{verbatim}\n${lines.join("\n")}\n\\end{verbatim}\n}`;
  const set = lines.map((line) => `\\mbox{${line.split(" ").map(escapeLatexText).join("~")}}`);
  // Between a Latin and a Chinese letter of one name there is no space.
  const tight = chineseCharacters.test(text) ? "\\xeCJKsetup{CJKecglue={}}" : "";
  return `{\\linespread{1}${size}${tight}\\nopagebreak\\ttfamily\\raggedright\n${set.join("\\\\\n")}\\par}`;
}

/** A line that no size can hold goes on in the next. */
function cut(line: string, columns: number): string[] {
  const parts: string[] = [];
  let part = "";
  for (const character of line) {
    if (columnsOf(part + character) > columns) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return [...parts, part];
}
