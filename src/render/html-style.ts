/** The look of an HTML page: one column of text, light or dark as the reader's system, plain on paper. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1d2129; --soft: #5b6472; --line: #d9dde4; --paper: #fff; --accent: #0072b2; --good: #1a7f4b; --bad: #b3261e; --link: #1a56b0; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e7ec; --soft: #9aa4b2; --line: #3a414c; --paper: #16191e; --accent: #62b5e8; --good: #5cc68d; --bad: #f2857d; --link: #8ab4f8; }
}
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: break-word;
  font: 17px/1.65 Georgia, "Noto Serif", "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; }
header, nav, main { max-width: 50rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
main { padding-bottom: 5rem; }
main:first-child { padding-top: 2.5rem; }
main:focus { outline: none; }
a { color: var(--link); }
.skip { position: absolute; left: 0.5rem; top: 0.5rem; z-index: 3; padding: 0.4rem 0.8rem; background: var(--paper); border: 2px solid var(--link); }
.skip:not(:focus) { clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; padding: 0; white-space: nowrap; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1.5rem; }
h2 { font-size: 1.25rem; line-height: 1.35; margin: 2.75rem 0 0.75rem; padding-bottom: 0.3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.08rem; line-height: 1.35; margin: 2rem 0 0.5rem; }
h2, h3 { scroll-margin-top: 1rem; }
nav h2 { font-size: 1rem; margin: 0 0 0.3rem; padding: 0; border: 0; }
nav ol { margin: 0; padding-left: 1.6rem; font-size: 0.95em; columns: 20rem auto; column-gap: 2.5rem; }
nav li { break-inside: avoid; }
nav a { text-decoration: none; }
nav a:hover, nav a:focus-visible { text-decoration: underline; }
p { margin: 0.9rem 0; }
code, pre { font: 0.88em/1.5 ui-monospace, Menlo, Consolas, monospace; }
summary { cursor: pointer; width: fit-content; margin: 0.9rem 0; color: var(--soft); }
summary:hover { color: var(--ink); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.formula { overflow-x: auto; overflow-y: hidden; padding: 0.35rem 0 0.35rem 1.25rem; margin: 0.5rem 0; }
.katex { font-size: 1.08em; }
.katex-error { color: var(--bad) !important; }
.wide { display: inline-block; max-width: 100%; overflow-x: auto; overflow-y: hidden; vertical-align: middle; padding: 0.15rem 0; }
.steps { border-collapse: collapse; width: 100%; }
.steps td { padding: 0.28rem 0; white-space: nowrap; vertical-align: baseline; }
.steps td:first-child { text-align: right; width: 1%; }
.steps .why { text-align: right; color: var(--soft); font-size: 0.82em; padding-left: 1.5rem; }
.tables { display: flex; flex-wrap: wrap; column-gap: 1.5rem; }
.tables .formula, .tables .display { max-width: 100%; box-sizing: border-box; }
.tables .formula { padding-right: 0.75rem; }
.tables .number { margin-left: auto; align-self: center; color: var(--soft); font-size: 0.82em; }
.tables .katex { white-space: nowrap; }
.entries { list-style: none; margin: 0.4rem 0; padding: 0; display: grid; gap: 0.45rem 2rem;
  grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), max-content)); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.3rem 1.25rem; font-size: 0.92em; }
dt { font-weight: 600; }
dd { margin: 0; min-width: 0; }
figure { margin: 1.5rem 0; }
figure svg { max-width: 100%; height: auto; }
figcaption { font-size: 0.9em; color: var(--soft); }
.verdict { border-left: 4px solid var(--soft); padding: 0.4rem 0.9rem; }
.verdict.proved { border-color: var(--good); }
.verdict.refuted { border-color: var(--bad); }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } .copy, .toast { transition: opacity 0.15s; } }
@media (max-width: 36rem) {
  body { font-size: 16px; }
  dl { grid-template-columns: 1fr; }
  dd { margin-bottom: 0.5rem; }
  .formula { padding-left: 0.5rem; }
  h1 { font-size: 1.5rem; }
}
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #444; --line: #999; --paper: #fff; --good: #000; --bad: #000; --link: #000; }
  @page { margin: 18mm 16mm; }
  body { font-size: 11pt; }
  header, main { max-width: none; padding: 0; }
  nav, .skip { display: none; }
  .formula, .wide { overflow: visible; }
  .tables .display .katex { font-size: min(1.08em, 90vw / var(--width)); }
  /* Printing, Chromium loses the baseline of a row. */
  .steps td { vertical-align: middle; }
  pre { white-space: pre-wrap; }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { list-style: none; }
  h2, h3, summary { break-after: avoid; }
  .tables .formula, .steps tr, .entries li { break-inside: avoid; }
  p:has(+ .display), p:has(+ .tables) { break-after: avoid; }
}
`;
