/**
 * A report as one HTML page that needs nothing else: every formula as it was set, its verdict, and what is right.
 * In: a report as JSON, the sheet, and KaTeX's style sheet. Out: the page.
 * Always: everything is escaped, a verdict has a mark and a word beside its colour, there are no scripts, and what KaTeX
 * cannot set is shown as source.
 */
import katex from "katex";
import { escapeHtml, type HtmlAssets } from "../render/html.ts";
import { fontsInUse } from "../render/html-fonts.ts";
import { pageStyle } from "../render/html-style.ts";
import { echo, withoutUnseen } from "./place.ts";
import type { Verdict } from "./report.ts";
import type { CheckReport, ClaimJson } from "./report-json.ts";
import { reportStyle } from "./report-style.ts";
import { blamed, MARKS } from "./report-text.ts";
import type { Format } from "./syntax.ts";
import type { CheckWords } from "./words.ts";

export interface HtmlSheet {
  readonly report: CheckReport;
  /** Formulas of plain text are not LaTeX. */
  readonly format: Format;
  readonly words: CheckWords;
}

export function reportHtml(sheet: HtmlSheet, assets: HtmlAssets | undefined): string {
  const { report, words } = sheet;
  const title = escapeHtml(words.chrome.title(echo(report.file)));
  const claims = report.claims.map((claim, at) => claimHtml(claim, at + 1, sheet));
  const body = `<h1>${title}</h1>\n${summaryHtml(report, words)}\n${claims.join("\n")}`;
  const katexStyle = assets === undefined ? "" : `<style>${fontsInUse(assets.css, body)}</style>\n`;
  return [
    "<!DOCTYPE html>",
    `<html lang="${words.htmlLang}">`,
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title>`,
    `${katexStyle}<style>${pageStyle}${reportStyle}</style>`,
    "</head>",
    `<body>\n<main>\n${body}\n</main>\n</body>`,
    "</html>\n",
  ].join("\n");
}

/** The verdicts that occur, each with what it means and the way to the first of its kind. */
function summaryHtml({ claims, summary }: CheckReport, words: CheckWords): string {
  if (claims.length === 0) return `<p>${escapeHtml(words.noClaims)}</p>`;
  const items = (Object.keys(summary) as Verdict[])
    .filter((verdict) => summary[verdict] > 0)
    .map((verdict) => {
      const { label, meaning } = words.verdicts[verdict];
      const first = claims.findIndex((claim) => claim.verdict === verdict) + 1;
      return `<li><a class="badge ${verdict}" href="#claim-${first}">${MARKS[verdict]} ${summary[verdict]} ${escapeHtml(label)}</a> <span>${escapeHtml(meaning)}</span></li>`;
    });
  return `<p class="total">${escapeHtml(words.summary(summary))}</p>\n<ul class="summary">${items.join("")}</ul>`;
}

function claimHtml(claim: ClaimJson, number: number, { format, words }: HtmlSheet): string {
  const { verdict, line } = claim;
  const badge = `<span class="badge ${verdict}">${MARKS[verdict]} ${escapeHtml(words.verdicts[verdict].label)}</span>`;
  const place = `<span class="place">${escapeHtml(words.chrome.line(line))}</span>`;
  const set = format === "txt" ? undefined : typeset(claim.source);
  return [
    `<section class="claim ${verdict}" id="claim-${number}" aria-labelledby="head-${number}">`,
    `<h2 id="head-${number}">${number}. ${badge} ${place}</h2>`,
    ...(set === undefined ? [] : [`<div class="formula" tabindex="0">${set}</div>`]),
    `<pre tabindex="0"><code>${markedSource(claim)}</code></pre>`,
    ...findingsHtml(claim, words),
    "</section>",
  ].join("\n");
}

/** The source with the first bad link, or what could not be read, marked. */
function markedSource(claim: ClaimJson): string {
  const show = (text: string): string => escapeHtml(withoutUnseen(text));
  const marked = markedRange(claim);
  if (marked === undefined) return show(claim.source);
  const [start, end] = marked;
  const { source } = claim;
  return `${show(source.slice(0, start))}<mark>${show(source.slice(start, end))}</mark>${show(source.slice(end))}`;
}

/** Offsets in the claim's source. */
function markedRange(claim: ClaimJson): readonly [number, number] | undefined {
  const bad = blamed(claim);
  const start = bad && offsetOf(claim, bad.line, bad.column);
  if (bad === undefined || start === undefined) return undefined;
  return [start, start + (bad.source.length || ([...claim.source.slice(start)][0]?.length ?? 0))];
}

/** Where a place of the sheet lies in the source of a claim. */
function offsetOf(claim: ClaimJson, line: number, column: number): number | undefined {
  const starts = [0, ...[...claim.source.matchAll(/\r\n|\n|\r/g)].map((end) => end.index + end[0].length)];
  const start = starts[line - claim.line];
  if (start === undefined) return undefined;
  const before = column - (line === claim.line ? claim.column : 1);
  const characters = [...claim.source.slice(start)];
  return before < 0 || before > characters.length ? undefined : start + characters.slice(0, before).join("").length;
}

function findingsHtml(claim: ClaimJson, words: CheckWords): string[] {
  const { chrome, verdicts } = words;
  const rows: [string, string][] = [];
  const [first, ...others] = claim.diagnoses ?? (claim.diagnosis ? [claim.diagnosis] : []);
  if (claim.failure) rows.push([chrome.unreadHere, sentence(claim.failure.message)]);
  for (const { latex, text, verdict } of claim.readings ?? [])
    rows.push([chrome.readings, `${shown(latex, text)} — ${MARKS[verdict]} ${escapeHtml(verdicts[verdict].label)}`]);
  if (claim.expected) rows.push([chrome.expected, shown(claim.expected.latex, claim.expected.text)]);
  if (first) rows.push([chrome.reason, reason(first)]);
  for (const other of others) rows.push([chrome.otherReason, reason(other)]);
  if (claim.counterexample) rows.push([chrome.counterexample, sentence(claim.counterexample.message)]);
  if (claim.notes.length > 0)
    rows.push([chrome.notes, `<ul>${claim.notes.map((note) => `<li>${sentence(note)}</li>`).join("")}</ul>`]);
  if (rows.length === 0) return [];
  return [`<dl>${rows.map(([term, content]) => `<dt>${escapeHtml(term)}</dt><dd>${content}</dd>`).join("\n")}</dl>`];
}

function reason({ code, message }: { readonly code: string; readonly message: string }): string {
  return `${sentence(message)} <span class="code">${escapeHtml(code)}</span>`;
}

/** Program text stands between backticks. */
function sentence(text: string): string {
  return text
    .split("`")
    .map((piece, at) => (at % 2 === 1 ? `<code>${escapeHtml(piece)}</code>` : escapeHtml(piece)))
    .join("");
}

function shown(latex: string, text: string): string {
  return typeset(latex, false) ?? `<code>${escapeHtml(echo(text, 2000))}</code>`;
}

/** More than this is a formula that nobody reads, and that takes long to set. */
const MOST_CHARACTERS = 4000;

/** Formulas of a sheet are somebody's LaTeX: nothing that it asks for is trusted. */
function typeset(source: string, isDisplay = true): string | undefined {
  const latex = withoutUnseen(source).replace(/\\(?:label|tag\*?)\s*\{[^{}]*\}|\\(?:notag|nonumber)(?![A-Za-z])/g, "");
  if (latex.length > MOST_CHARACTERS) return undefined;
  const style = isDisplay ? "\\displaystyle " : "";
  return setOrNothing(style + latex) ?? setOrNothing(`\\begin{aligned}${latex}\\end{aligned}`);
}

function setOrNothing(latex: string): string | undefined {
  try {
    return katex.renderToString(latex, {
      strict: "ignore",
      throwOnError: true,
      maxExpand: 1000,
      maxSize: 20,
      trust: false,
    });
  } catch {
    return undefined;
  }
}
