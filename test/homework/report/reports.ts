/** Reports as the decision would make them, for tests of what is made of them. */

import type { ClaimReport, SheetReport, Verdict } from "../../../src/homework/report.ts";
import type { Span } from "../../../src/language/syntax.ts";

/** The place of a piece of text, which must occur; `from` is where the search begins. */
export function spanOf(source: string, piece: string, from = 0): Span {
  const start = source.indexOf(piece, from);
  if (start < 0) throw new Error(`${piece} is not in the sheet`);
  return { start, end: start + piece.length };
}

/** A claim of one link, `left = right`. */
export function claimOf(source: string, text: string, verdict: Verdict, more: Partial<ClaimReport> = {}): ClaimReport {
  const span = spanOf(source, text);
  const relation = spanOf(source, "=", span.start);
  const right = { start: relation.end + (source[relation.end] === " " ? 1 : 0), end: span.end };
  return { span, verdict, links: [{ span: right, relation, verdict }], diagnoses: [], notes: [], ...more };
}

export const SOURCE = String.raw`\section{Gradients}
We have $\frac{\partial y_{32}}{\partial a_{22}} = k_{12}$ and
\[ \frac{\partial y_{11}}{\partial a_{11}} = k_{11}. \]
卷积 $\delta_{11} = 0.33$, then $a_{112} = a_{112}$, and
$k_{11} = \foo{1}$; at last $k_{22} = 2 \cdot \frac{k_{22}}{2} = k_{21} = k_{21}$.
`;

const WRONG = String.raw`\frac{\partial y_{32}}{\partial a_{22}} = k_{12}`;
const CHAIN = String.raw`k_{22} = 2 \cdot \frac{k_{22}}{2} = k_{21} = k_{21}`;

function chain(): ClaimReport {
  const span = spanOf(SOURCE, CHAIN);
  const first = spanOf(SOURCE, String.raw`2 \cdot \frac{k_{22}}{2}`);
  const second = spanOf(SOURCE, "k_{21}", first.end);
  const third = spanOf(SOURCE, "k_{21}", second.end);
  return {
    span,
    verdict: "wrong",
    links: [
      { span: first, relation: spanOf(SOURCE, "=", span.start), verdict: "correct" },
      { span: second, relation: spanOf(SOURCE, "=", first.end), verdict: "wrong" },
      { span: third, relation: spanOf(SOURCE, "=", second.end), verdict: "wrong", follows: true },
    ],
    expected: { latex: "k_{22}", text: "k[2,2]" },
    diagnoses: [
      { code: "wrong-index", covered: 1, wrong: 1, details: { written: "k[2,1]", right: "k[2,2]" } },
      { code: "off-by-one", covered: 1, wrong: 2, details: { shift: "-1" } },
    ],
    counterexample: { values: { "k[2,2]": "1" }, sizes: {}, at: {}, left: "1", right: "0" },
    notes: [{ tag: "follows-from", at: span, line: 3 }],
  };
}

const foo = spanOf(SOURCE, "\\foo");

/** A sheet with a claim of every verdict but one. */
export const SHEET: SheetReport = {
  file: "hw.tex",
  source: SOURCE,
  format: "tex",
  claims: [
    claimOf(SOURCE, WRONG, "wrong", {
      expected: { latex: "k_{21}", text: "k[2,1]" },
      diagnoses: [
        { code: "transposed-indices", covered: 1, wrong: 1, details: { written: "k[1,2]", right: "k[2,1]" } },
      ],
      counterexample: { values: { "k[1,2]": "1" }, sizes: {}, at: {}, left: "0", right: "1" },
    }),
    claimOf(SOURCE, String.raw`\frac{\partial y_{11}}{\partial a_{11}} = k_{11}`, "correct", {
      notes: [
        {
          tag: "read-as",
          why: "digits",
          at: spanOf(SOURCE, "y_{11}"),
          shown: { latex: "y_{1,1}", text: "y[1,1]" },
        },
      ],
    }),
    claimOf(SOURCE, String.raw`\delta_{11} = 0.33`, "rounded"),
    claimOf(SOURCE, "a_{112} = a_{112}", "ambiguous", {
      readings: [
        { shown: { latex: "a_{1,12}", text: "a[1,12]" }, verdict: "correct" },
        { shown: { latex: "a_{11,2}", text: "a[11,2]" }, verdict: "wrong" },
      ],
    }),
    claimOf(SOURCE, String.raw`k_{11} = \foo{1}`, "unreadable", {
      links: [],
      failure: { tag: "unknown-command", at: foo, command: "\\foo", suggestion: "\\frac" },
    }),
    chain(),
  ],
};
