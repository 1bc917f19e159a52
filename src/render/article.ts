/**
 * A document as LaTeX: an article for pdflatex, for xelatex with ctex where Chinese characters occur, or a fragment
 * to paste. Always: compiles as it is, without overfull boxes, in lines of less than 2000 characters.
 */
import { type Block, type LargeBlock, refuseParts } from "./blocks.ts";
import type { Document } from "./document.ts";
import { accentHex } from "./figures/colours.ts";
import { latexOfBlock } from "./latex-blocks.ts";
import { chineseCharacters, escapeLatexText } from "./latex-text.ts";

export function printArticle(document: Document, fragment: boolean): string {
  return articlePieces(document, fragment)
    .map((piece) => (typeof piece === "string" ? piece : refuseParts()))
    .join("");
}

/** The article in pieces; between them stand the entries that are written part by part. */
export function articlePieces(document: Document, fragment: boolean): (string | LargeBlock)[] {
  const pieces = document.blocks.map((block) => {
    if (block.tag === "large") return block;
    const latex = wrapSource(latexWithGap(block));
    return fragment && block.tag === "figure" ? onlyWithTikz(latex) : latex;
  });
  const body = pieces.filter((piece) => typeof piece === "string").join("");
  const title = wrapSource(`\\begin{center}\n  \\Large\\bfseries ${escapeLatexText(document.title)}\n\\end{center}`);
  const head = fragment ? fragmentHead(body) : frameHead(document, title, body);
  return [`${head.join("\n")}\n`, ...pieces, fragment ? "\n" : "\n\n\\end{document}\n"];
}

/** A display belongs to the paragraph before it: a blank line between them would be set as one. */
function latexWithGap(block: Block): string {
  const latex = latexOfBlock(block);
  if (latex === "") return "";
  return (block.tag === "equations" || block.tag === "tables" ? "\n" : "\n\n") + latex;
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
    "\\setlength{\\parskip}{5pt plus 2pt}",
    // Chinese documents have wider lines already.
    ...(document.words.lang === "zh" ? [] : ["\\renewcommand{\\arraystretch}{1.2}"]),
    "\\setlength{\\emergencystretch}{4em}",
    "\\allowdisplaybreaks",
    ...matrixColumns(body),
    "\\begin{document}",
    title,
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
];

function chineseHead(lang: "en" | "zh"): readonly string[] {
  const reason = lang === "zh" ? [] : ["% The worksheet has Chinese characters: compile with xelatex, not pdflatex."];
  const plain = lang === "zh" ? "" : ",scheme=plain";
  return [
    "% !TEX program = xelatex",
    ...reason,
    `\\documentclass[11pt,a4paper,fleqn,fontset=fandol${plain}]{ctexart}`,
    "\\ctexset{section/format=\\Large\\bfseries\\raggedright}",
    "\\pagestyle{plain}",
  ];
}

/** A document that a fragment is pasted into may have no pictures: they are passed over there. */
function onlyWithTikz(latex: string): string {
  return `\n\n\\ifdefined\\tikzpicture${latex}\n\n\\fi`;
}

function fragmentHead(body: string): readonly string[] {
  const needed = body.includes("\\resizebox") ? "amsmath, amssymb and graphicx" : "amsmath and amssymb";
  return [`% Needs ${needed}; \\allowdisplaybreaks lets long derivations run over pages.`, ...matrixColumns(body)];
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
