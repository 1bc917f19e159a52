/**
 * A document as one HTML page that needs nothing else: formulas are set by KaTeX (HTML and MathML) when it is made.
 * In: a document, and KaTeX's style sheet with its fonts in it (see katex-assets.ts). Out: the page, or its body.
 * Always: everything is escaped, wide formulas scroll and can be reached with the keyboard, no scripts.
 */
import katex from "katex";
import { type Block, type Chain, refuseParts, type Table } from "./blocks.ts";
import type { Document } from "./document.ts";
import { svgOfFigure } from "./figures/svg.ts";
import { fontsInUse } from "./html-fonts.ts";
import { pageStyle } from "./html-style.ts";
import { printLatex } from "./latex.ts";
import { latexStyle } from "./latex-blocks.ts";
import type { ChainStyle, Row } from "./layout.ts";
import { layOutChains } from "./layout.ts";
import { mostFormulas } from "./markdown.ts";
import { textOfEquations, textOfPhrase } from "./text.ts";
import type { Inline, Phrase } from "./words.ts";

export interface HtmlAssets {
  /** KaTeX's style sheet, its fonts as data URIs. */
  readonly css: string;
}

const htmlStyle: ChainStyle = { ...latexStyle, lineWidth: 40, widthOfText: () => 7 };

export function printHtml(document: Document, fragment: boolean, assets: HtmlAssets | undefined): string {
  const body = document.blocks.map((block) => htmlOfBlock(block, document)).join("\n");
  if (fragment) return `<div class="gradscribe" lang="${languageOf(document)}">\n${body}\n</div>\n`;
  const katexStyle = assets === undefined ? "" : `<style>${fontsInUse(assets.css, body)}</style>\n`;
  return [
    "<!DOCTYPE html>",
    `<html lang="${languageOf(document)}">`,
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(document.title)}</title>`,
    `${katexStyle}<style>${pageStyle}</style>`,
    "</head>",
    `<body>\n<main>\n${body}\n</main>\n</body>`,
    "</html>\n",
  ].join("\n");
}

function languageOf({ words }: Document): string {
  return words.lang === "zh" ? "zh-CN" : "en";
}

function htmlOfBlock(block: Block, document: Document): string {
  switch (block.tag) {
    case "title":
      return `<h1>${escapeHtml(block.content)}</h1>`;
    case "heading":
      return block.isPart ? `<h3>${htmlOfPhrase(block.content)}</h3>` : `<h2>${htmlOfPhrase(block.content)}</h2>`;
    case "paragraph":
      return `<p>${htmlOfPhrase(block.content)}</p>`;
    case "equations":
      return block.chains.length > mostFormulas
        ? listing(block.chains, document)
        : equations(block.chains, block.compact);
    case "tables":
      return `<div class="tables">${block.tables.map(printTable).join("\n")}</div>`;
    case "glossary":
      return `<dl>${block.items.map(({ term, meaning }) => `<dt>${escapeHtml(term)}</dt><dd>${htmlOfPhrase(meaning)}</dd>`).join("\n")}</dl>`;
    case "code":
      return scrolling(`<pre><code class="language-${block.language}">${escapeHtml(block.text)}</code></pre>`);
    case "figure":
      return figureOfHtml(block);
    case "large":
      return refuseParts();
    case "verdict":
      return `<p class="verdict ${block.verdict}"><strong>${escapeHtml(block.label)}</strong> ${htmlOfPhrase(block.content)}</p>`;
  }
}

function equations(chains: readonly Chain[], compact: boolean): string {
  const laidOut = layOutChains(chains, htmlStyle);
  if (compact && laidOut.every((rows) => rows.length === 1)) {
    const items = laidOut.flat().map(({ left, right }) => `<li>${formula(`${left} ${right}`)}</li>`);
    return `<ul class="entries">${items.join("\n")}</ul>`;
  }
  return scrolling(`<table class="steps" role="presentation">${laidOut.flat().map(tableRow).join("\n")}</table>`);
}

/** The blank group keeps a + at the start of a row a binary sign. */
function tableRow({ left, right, why }: Row): string {
  const rule = why === undefined ? "" : `<td class="why">${escapeHtml(why)}</td>`;
  return `<tr><td>${left === "" ? "" : formula(left)}</td><td>${formula(`{}${right}`)}</td>${rule}</tr>`;
}

function listing(chains: readonly Chain[], { words }: Document): string {
  return `<p>${htmlOfPhrase(words.tooManyFormulas)}</p>\n${scrolling(`<pre>${escapeHtml(textOfEquations(chains))}</pre>`)}`;
}

function printTable({ left, rows }: Table): string {
  return scrolling(formula(`${printLatex(left)} = ${printLatex({ tag: "matrix", rows })}`));
}

function figureOfHtml({ figure, label }: Extract<Block, { tag: "figure" }>): string {
  const picture = svgOfFigure(figure, textOfPhrase(figure.alternative), "inline");
  const caption = `<strong>${escapeHtml(label)}</strong> ${htmlOfPhrase(figure.caption)}`;
  return `<figure>${scrolling(picture)}<figcaption>${caption}</figcaption></figure>`;
}

/** A region that scrolls must be reachable without a mouse. */
function scrolling(content: string): string {
  return `<div class="formula" tabindex="0">${content}</div>`;
}

function htmlOfPhrase(phrase: Phrase): string {
  return phrase.map(htmlOfInline).join("");
}

function htmlOfInline(inline: Inline): string {
  if (typeof inline === "string") return escapeHtml(inline);
  return "code" in inline ? `<code>${escapeHtml(inline.code)}</code>` : typeset(printLatex(inline.math));
}

/** Display size without display placement: the rows of a table are set by the page. */
function formula(latex: string): string {
  return typeset(`\\displaystyle ${latex}`);
}

/** A worksheet that is changed and derived again has most of its formulas unchanged: the last ones set are kept. */
const kept = new Map<string, string>();
const MOST_KEPT = 512;

/** Names may have LaTeX that a user wrote: a mistake in it is shown in red, not thrown. */
function typeset(latex: string): string {
  const known = kept.get(latex);
  if (known !== undefined) return known;
  const set = katex.renderToString(latex, { strict: "ignore", throwOnError: false, maxExpand: 1e6, trust: false });
  const html = inPageColours(set);
  // KaTeX's markup is a tree of small pieces until somebody looks into it; kept so, each page would gather them anew.
  html.charCodeAt(0);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(latex, html);
  return html;
}

/** The page decides what the colours are, by day and by night; a copied formula needs none. */
function inPageColours(html: string): string {
  return html
    .replaceAll("color:gsaccent", "color:var(--accent)")
    .replaceAll("color:gsfaint", "color:var(--soft)")
    .replace(/ mathcolor="gs(accent|faint)"/g, "")
    .replace(/\\textcolor\{gs(accent|faint)\}/g, "");
}

export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
