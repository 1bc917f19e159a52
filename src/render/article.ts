/**
 * A document as LaTeX: an article for pdflatex, for xelatex with ctex where Chinese characters occur, or a fragment
 * to paste. Always: compiles as it is, without overfull boxes, in lines of less than 2000 characters.
 */
import { type Block, type LargeBlock, refuseParts } from "./blocks.ts";
import type { Document } from "./document.ts";
import { accentHex } from "./figures/colours.ts";
import { articlePaper, latexOfBlock, latexStyle, type Paper } from "./latex-blocks.ts";
import { bareCodeSizes } from "./latex-code.ts";
import { tablesWithin } from "./latex-tables.ts";
import { chineseCharacters, escapeLatexText } from "./latex-text.ts";
import type { ChainStyle } from "./layout.ts";
import type { Words } from "./words.ts";

export function printArticle(document: Document, fragment: boolean): string {
  return articlePieces(document, fragment)
    .map((piece) => (typeof piece === "string" ? piece : refuseParts()))
    .join("");
}

/** The article in pieces; between them stand the entries that are written part by part. */
export function articlePieces(document: Document, fragment: boolean): (string | LargeBlock)[] {
  const paper = fragment ? barePaper(document.words) : articlePaper;
  const pieces = document.blocks.map((block, at) => {
    if (block.tag === "large") return block;
    const latex = wrapSource(latexWithGap(block, document.blocks[at + 1], paper));
    return fragment && block.tag === "figure" ? onlyWithTikz(latex) : latex;
  });
  const body = pieces.filter((piece) => typeof piece === "string").join("");
  const title = wrapSource(`\\begin{center}\n  \\Large\\bfseries ${escapeLatexText(document.title)}\n\\end{center}`);
  const head = fragment ? fragmentHead(body) : frameHead(document, title, body);
  return [`${head.join("\n")}\n`, ...pieces, fragment ? "\n\\par\\endgroup\n" : "\n\n\\end{document}\n"];
}

/** A display belongs to the paragraph before it: a blank line between them would be set as one. */
function latexWithGap(block: Block, next: Block | undefined, paper: Paper): string {
  const latex = latexOfBlock(block, paper);
  if (latex === "") return "";
  if (block.tag !== "equations" && block.tag !== "tables") return `\n\n${latex}`;
  // A verdict stands on the page of what it is about.
  return `\n${next?.tag === "verdict" ? `{\\postdisplaypenalty=10000\n${latex}\n\\par}` : latex}`;
}

function frameHead(document: Document, title: string, body: string): readonly string[] {
  const isChinese = document.words.lang === "zh" || chineseCharacters.test(title + body);
  return [
    ...(isChinese ? chineseHead(document.words.lang) : englishHead),
    "\\usepackage{amsmath,amssymb}",
    ...(body.includes("\\resizebox") ? ["\\usepackage{graphicx}"] : []),
    ...(body.includes("\\textcolor{gs") ? colours : []),
    ...(body.includes("\\begin{tikzpicture}") ? ["\\usepackage{tikz}"] : []),
    "\\usepackage[a4paper,margin=25mm]{geometry}",
    "\\setlength{\\mathindent}{1.5em}",
    "\\setlength{\\jot}{5pt}",
    "\\setlength{\\parindent}{0pt}",
    "\\setlength{\\emergencystretch}{4em}",
    "\\allowdisplaybreaks",
    ...matrixColumns(body),
    ...spacing(document.words.lang),
    "\\begin{document}",
    "\\abovedisplayskip=6pt plus 2pt minus 3pt\\belowdisplayskip=\\abovedisplayskip",
    "\\abovedisplayshortskip=4pt plus 2pt\\belowdisplayshortskip=\\abovedisplayskip",
    title,
  ];
}

/** Lines that are not crowded, and figures in the text where there is room for them. */
function spacing(lang: "en" | "zh"): readonly string[] {
  return [
    "\\setlength{\\parskip}{5pt plus 2pt}",
    // Chinese documents have wider lines already.
    ...(lang === "zh" ? [] : ["\\renewcommand{\\arraystretch}{1.2}"]),
    "\\setlength{\\intextsep}{8pt plus 3pt minus 2pt}",
    "\\setlength{\\textfloatsep}{12pt plus 3pt minus 2pt}",
    "\\renewcommand{\\topfraction}{0.9}\\renewcommand{\\textfraction}{0.05}\\renewcommand{\\floatpagefraction}{0.8}",
  ];
}

const colours = [
  "\\usepackage{xcolor}",
  `\\definecolor{gsaccent}{HTML}{${accentHex}}`,
  "\\definecolor{gsfaint}{gray}{0.45}",
];

const englishHead = [
  "% Compile with pdflatex.",
  "\\documentclass[11pt,a4paper,fleqn]{article}",
  "\\usepackage[utf8]{inputenc}",
  "\\usepackage[T1]{fontenc}",
  "\\usepackage{lmodern}",
  "\\makeatletter",
  "\\renewcommand\\section{\\@startsection{section}{1}{0pt}{12pt plus 4pt minus 2pt}{4pt}{\\large\\bfseries\\raggedright}}",
  "\\renewcommand\\subsection{\\@startsection{subsection}{2}{0pt}{8pt plus 3pt minus 1pt}{2pt}{\\bfseries\\raggedright}}",
  "\\makeatother",
];

function chineseHead(lang: "en" | "zh"): readonly string[] {
  const reason = lang === "zh" ? [] : ["% The worksheet has Chinese characters: compile with xelatex, not pdflatex."];
  const plain = lang === "zh" ? "" : ",scheme=plain";
  return [
    "% !TEX program = xelatex",
    ...reason,
    `\\documentclass[11pt,a4paper,fleqn,fontset=fandol${plain}]{ctexart}`,
    "\\ctexset{section={format=\\large\\bfseries\\raggedright,beforeskip=12pt plus 4pt minus 2pt,afterskip=4pt}}",
    "\\ctexset{subsection={format=\\bfseries\\raggedright,beforeskip=8pt plus 3pt minus 1pt,afterskip=2pt}}",
    "\\pagestyle{plain}",
  ];
}

/** A document that a fragment is pasted into may have no pictures: they are passed over there. */
function onlyWithTikz(latex: string): string {
  return `\n\n\\ifdefined\\tikzpicture${latex}\n\n\\fi`;
}

/** What a fragment sets holds for itself alone, but for the number of columns, which takes nothing away. */
function fragmentHead(body: string): readonly string[] {
  return [
    "% Needs amsmath alone.",
    ...matrixColumns(body),
    // A formula in a line of text may leave much room before it.
    "\\begingroup\\allowdisplaybreaks\\setlength{\\emergencystretch}{0.6\\linewidth}",
    ...(body.includes("\\textcolor{gs") ? coloursIfThereAreAny : []),
  ];
}

/** Colours are used where the document has xcolor, and left out where it has not. */
const coloursIfThereAreAny = [
  "\\ifcsname providecolor\\endcsname",
  ...colours.filter((line) => line.startsWith("\\definecolor")),
  "\\else\\def\\textcolor#1#2{#2}\\fi",
];

/** The line of an article or a ctexart without further packages, which is the shortest that a fragment meets. */
export const fragmentStyle: ChainStyle = { ...latexStyle, lineWidth: 31 };

/** Somebody else's document: a black square of TeX's own ends a proof. */
function barePaper(words: Words): Paper {
  return {
    style: fragmentStyle,
    codeSizes: bareCodeSizes,
    figure: ["\\noindent\\parbox{\\linewidth}{\\centering\\medskip", "\\par\\smallskip}"],
    proved: "\\rule{1.2ex}{1.2ex}",
    tables: tablesWithin(fragmentStyle.lineWidth, words),
  };
}

/** LaTeX stops at ten columns unless told. */
function matrixColumns(body: string): readonly string[] {
  let most = 0;
  for (const [matrix] of body.matchAll(/\\begin\{bmatrix\}[\s\S]*?\\end\{bmatrix\}/g)) {
    for (const row of matrix.split("\\\\")) most = Math.max(most, row.split("&").length);
  }
  return most > 10 ? [`\\setcounter{MaxMatrixCols}{${most}}`] : [];
}

const longestLine = 1500;

/** TeX and editors have a limit; a blank in a formula is as good as a line end. */
function wrapSource(source: string): string {
  return source
    .split("\n")
    .map((line) => (line.length <= longestLine ? line : line.replace(/(.{1,1400}) /g, "$1\n")))
    .join("\n");
}
