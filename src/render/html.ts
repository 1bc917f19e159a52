/**
 * A document as one HTML page that needs nothing else: formulas are set by KaTeX (HTML and MathML) when it is made.
 * In: a document, and KaTeX's style sheet with its fonts in it (see katex-assets.ts). Out: the page, or its body.
 * Always: everything is escaped, wide formulas scroll and can be reached with the keyboard, and each displayed formula
 * of a page carries its LaTeX, for the script that copies it (see html-copy.ts); a fragment has nothing of that.
 */
import katex from "katex";
import { type Block, type Chain, refuseParts, type Table } from "./blocks.ts";
import type { Document } from "./document.ts";
import { svgOfFigure } from "./figures/svg.ts";
import { copyScript, copyStyle } from "./html-copy.ts";
import { outlineOf, type Piece, piecesOf, type Section } from "./html-outline.ts";
import { framed, type HtmlAssets } from "./html-page.ts";
import { pageStyle } from "./html-style.ts";
import { escapeHtml } from "./html-text.ts";
import { printLatex, printMatrix } from "./latex.ts";
import { breakable, latexStyle } from "./latex-blocks.ts";
import type { ChainStyle, Row } from "./layout.ts";
import { layOutChains } from "./layout.ts";
import { mostFormulas } from "./markdown.ts";
import { widthOf } from "./measure.ts";
import { printPlain } from "./plain.ts";
import { widthOfTable } from "./tables.ts";
import { textOfEquations, textOfPhrase } from "./text.ts";
import type { Visual } from "./visual.ts";
import type { Inline, Phrase } from "./words.ts";

export type { HtmlAssets } from "./html-page.ts";
export { escapeHtml } from "./html-text.ts";

const htmlStyle: ChainStyle = { ...latexStyle, lineWidth: 40, widthOfText: () => 7 };

/** A document, and whether it becomes a page of its own. */
interface Printed extends Document {
  readonly isPage: boolean;
}

export function printHtml(document: Document, fragment: boolean, assets: HtmlAssets | undefined): string {
  const { words, title, blocks } = document;
  if (!fragment) {
    const body = pageBody({ ...document, isPage: true });
    const style = pageStyle + copyStyle;
    return framed({ lang: words.page.lang, title, body, style, script: copyScript(words.page) }, assets);
  }
  const body = blocks.map((block) => htmlOfBlock(block, { ...document, isPage: false })).join("\n");
  return `<div class="gradscribe" lang="${words.page.lang}">\n${body}\n</div>\n`;
}

/** Fewer sections than this are seen at a glance. */
const fewestListed = 3;

function pageBody(document: Printed): string {
  const { page } = document.words;
  const { opening, sections } = outlineOf(document.blocks, ["content", "contents"]);
  return [
    `<a class="skip" href="#content">${page.skip}</a>`,
    `<header>\n<h1>${escapeHtml(document.title)}</h1>\n</header>`,
    ...(sections.length < fewestListed ? [] : [contents(sections, page.contents)]),
    '<main id="content" tabindex="-1">',
    ...piecesOf(opening).map((piece) => htmlOfPiece(piece, document)),
    ...sections.map((section) => htmlOfSection(section, document)),
    "</main>",
  ].join("\n");
}

function contents(sections: readonly Section[], title: string): string {
  const items = sections.map(({ id, heading }) => `<li><a href="#${id}">${htmlOfPhrase(heading.content)}</a></li>`);
  return `<nav aria-labelledby="contents">\n<h2 id="contents">${title}</h2>\n<ol>\n${items.join("\n")}\n</ol>\n</nav>`;
}

/** A formula in a heading would be spoken with its LaTeX: the section's name is plain text. */
function htmlOfSection({ id, name, heading, blocks }: Section, document: Printed): string {
  const content = piecesOf(blocks).map((piece) => htmlOfPiece(piece, document));
  const title = `<h2 id="${id}">${htmlOfPhrase(heading.content)}</h2>`;
  return [`<section aria-label="${escapeHtml(name)}">`, title, ...content, "</section>"].join("\n");
}

function htmlOfPiece(piece: Piece, document: Printed): string {
  const { page } = document.words;
  switch (piece.tag) {
    case "block":
      return htmlOfBlock(piece.block, document);
    case "folded":
      return `<details>\n<summary>${page.folded(piece.formulas)}</summary>\n${htmlOfBlock(piece.block, document)}\n</details>`;
    case "foldable": {
      const content = piece.blocks.map((block) => htmlOfBlock(block, document));
      return `<details open>\n<summary>${page.foldable(content.length)}</summary>\n${content.join("\n")}\n</details>`;
    }
  }
}

function htmlOfBlock(block: Block, document: Printed): string {
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
        : equations(block.chains, block.compact, document);
    case "tables":
      return tables(block, document);
    case "glossary":
      return `<dl>${block.items.map(({ term, meaning }) => `<dt>${escapeHtml(term)}</dt><dd>${htmlOfPhrase(meaning)}</dd>`).join("\n")}</dl>`;
    case "code":
      return scrolling(
        `<pre><code class="language-${block.language}">${escapeHtml(block.text)}</code></pre>`,
        document.words.page.program,
      );
    case "figure":
      return figureOfHtml(block);
    case "large":
      return refuseParts();
    case "verdict":
      return `<p class="verdict ${block.verdict}"><strong>${escapeHtml(block.label)}</strong> ${htmlOfPhrase(block.content)}</p>`;
  }
}

function equations(chains: readonly Chain[], compact: boolean, document: Printed): string {
  const rows = layOutChains(chains, htmlStyle).flat();
  const { page } = document.words;
  if (compact && rows.length === chains.length)
    return display(`<ul class="entries">${rows.map((row) => entry(row, document)).join("\n")}</ul>`, {
      latex: latexOfRows(rows),
      label: page.entries,
      document,
    });
  return display(`<table class="steps" role="presentation">${rows.map(tableRow).join("\n")}</table>`, {
    latex: latexOfRows(rows),
    label: rows.length > 1 ? page.derivation : page.formula,
    document,
  });
}

function entry(row: Row, { isPage }: Printed): string {
  const latex = isPage ? ` data-latex="${escapeHtml(withoutColours(latexOfRows([row])))}"` : "";
  return `<li${latex}>${formula(`${row.left} ${row.right}`)}</li>`;
}

/** The blank group keeps a + at the start of a row a binary sign. */
function tableRow({ left, right, why }: Row): string {
  const rule = why === undefined ? "" : `<td class="why">${escapeHtml(why)}</td>`;
  return `<tr><td>${left === "" ? "" : formula(left)}</td><td>${formula(`{}${right}`)}</td>${rule}</tr>`;
}

/** What is copied: the rows as one formula, without the rules beside them. */
function latexOfRows(rows: readonly Row[]): string {
  const [first] = rows;
  if (first !== undefined && rows.length === 1) return `${first.left} ${first.right}`.trim();
  const lines = rows.map(({ left, right }) => `  ${left}${left === "" ? "" : " "}&${right}`);
  return `\\begin{aligned}\n${lines.join(" \\\\\n")}\n\\end{aligned}`;
}

function listing(chains: readonly Chain[], { words }: Document): string {
  return `<p>${htmlOfPhrase(words.tooManyFormulas)}</p>\n${scrolling(`<pre>${escapeHtml(textOfEquations(chains))}</pre>`, words.page.entries)}`;
}

function tables({ tables: all, number }: Extract<Block, { tag: "tables" }>, document: Printed): string {
  const behind = number === undefined ? "" : `\n<span class="number">(${number})</span>`;
  return `<div class="tables">${all.map((table) => printTable(table, document)).join("\n")}${behind}</div>`;
}

function printTable(table: Table, document: Printed): string {
  const left = printLatex(table.left);
  return display(formula(`${left} = ${printLatex({ tag: "matrix", rows: table.rows })}`), {
    latex: `${left} = ${printMatrix(table.rows, " \\\\\n  ")}`,
    label: document.words.page.table,
    document,
    width: widthOfTable(table),
  });
}

interface Displayed {
  readonly latex: string;
  readonly label: string;
  readonly document: Printed;
  /** In em, where it cannot be broken: on paper it is shrunk to the line. */
  readonly width?: number;
}

/** A page's formula, with what its buttons copy. */
function display(content: string, { latex, label, document, width }: Displayed): string {
  if (!document.isPage) return scrolling(content, label);
  const style = width === undefined ? "" : ` style="--width: ${Math.ceil(width)}"`;
  return `<div class="display" data-latex="${escapeHtml(withoutColours(latex))}"${style}>${scrolling(content, label)}</div>`;
}

function figureOfHtml({ figure, label }: Extract<Block, { tag: "figure" }>): string {
  const picture = svgOfFigure(figure, textOfPhrase(figure.alternative), "inline");
  const caption = `<strong>${escapeHtml(label)}</strong> ${htmlOfPhrase(figure.caption)}`;
  return `<figure>${scrolling(picture, label)}<figcaption>${caption}</figcaption></figure>`;
}

/** A region that scrolls must be reachable without a mouse. */
function scrolling(content: string, label: string): string {
  return `<div class="formula" role="group" aria-label="${label}" tabindex="0">${content}</div>`;
}

function htmlOfPhrase(phrase: Phrase): string {
  return phrase.map(htmlOfInline).join("");
}

function htmlOfInline(inline: Inline): string {
  if (typeof inline === "string") return escapeHtml(inline);
  if ("code" in inline) return `<code>${escapeHtml(inline.code)}</code>`;
  const html = typeset(latexInText(inline.math));
  if (widestPiece(inline.math) <= narrowLine) return html;
  const label = escapeHtml(printPlain(inline.math));
  return `<span class="wide" role="group" aria-label="${label}" tabindex="0">${html}</span>`;
}

/** The line of a telephone, in em. */
const narrowLine = 16;

/** A long formula breaks after the commas of a call, but not between an option and its value. */
function latexInText(visual: Visual): string {
  const latex = printLatex(visual);
  if (widthOf(visual) <= narrowLine) return latex;
  return breakable(latex).replace(/(\\mathrm\{(?:[a-z]|\\_)+\})=/g, "$1=\\nobreak ");
}

/** What no line can break, and has to scroll where the line is narrower. */
function widestPiece(visual: Visual): number {
  switch (visual.tag) {
    case "relation":
      return Math.max(widestPiece(visual.left), widestPiece(visual.right));
    case "fraction":
    case "derivative":
    case "matrix":
    case "root":
      return widthOf(visual);
    default:
      return 0;
  }
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

function withoutColours(latex: string): string {
  return latex.replace(/\\textcolor\{gs(accent|faint)\}/g, "");
}
