/** The look of an HTML page: one column of text, light or dark as the reader's system, plain on paper. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1d2129; --soft: #5b6472; --line: #d9dde4; --paper: #fff; --accent: #0072b2; --good: #1a7f4b; --bad: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e7ec; --soft: #9aa4b2; --line: #3a414c; --paper: #16191e; --accent: #62b5e8; --good: #5cc68d; --bad: #f2857d; }
}
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 17px/1.65 Georgia, "Noto Serif", "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; }
main { max-width: 50rem; margin: 0 auto; padding: 2.5rem 1.25rem 5rem; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1.5rem; }
h2 { font-size: 1.25rem; line-height: 1.35; margin: 2.75rem 0 0.75rem; padding-bottom: 0.3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.08rem; line-height: 1.35; margin: 2rem 0 0.5rem; }
p { margin: 0.9rem 0; }
code, pre { font: 0.88em/1.5 ui-monospace, Menlo, Consolas, monospace; }
.formula { overflow-x: auto; overflow-y: hidden; padding: 0.35rem 0 0.35rem 1.25rem; margin: 0.5rem 0; }
.formula:focus-visible { outline: 2px solid var(--soft); outline-offset: 2px; }
.katex { font-size: 1.08em; }
.steps { border-collapse: collapse; width: 100%; }
.steps td { padding: 0.28rem 0; white-space: nowrap; vertical-align: baseline; }
.steps td:first-child { text-align: right; width: 1%; }
.steps .why { text-align: right; color: var(--soft); font-size: 0.82em; padding-left: 1.5rem; }
.tables { display: flex; flex-wrap: wrap; column-gap: 1.5rem; }
.tables .formula { max-width: 100%; box-sizing: border-box; padding-right: 0.75rem; }
.tables .katex { white-space: nowrap; }
.entries { list-style: none; margin: 0.75rem 0; padding: 0 0 0 1.25rem; display: grid; gap: 0.45rem 2rem;
  grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), max-content)); }
.entries li { overflow-x: auto; overflow-y: hidden; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.3rem 1.25rem; font-size: 0.92em; }
dt { font-weight: 600; }
dd { margin: 0; }
figure { margin: 1.5rem 0; }
figure svg { max-width: 100%; height: auto; }
figcaption { font-size: 0.9em; color: var(--soft); }
.verdict { border-left: 4px solid var(--soft); padding: 0.4rem 0.9rem; }
.verdict.proved { border-color: var(--good); }
.verdict.refuted { border-color: var(--bad); }
@media (max-width: 36rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: 0.5rem; } }
@media print {
  :root { --ink: #000; --soft: #444; --line: #999; --paper: #fff; }
  body { font-size: 11pt; }
  main { max-width: none; padding: 0; }
  .formula, .entries li { overflow: visible; }
  h2, h3 { break-after: avoid; }
  .tables .formula, .steps tr { break-inside: avoid; }
}
`;
