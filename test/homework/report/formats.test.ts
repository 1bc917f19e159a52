/** What is made of a report: JSON, text, a page, Gradescope's results and a table. */
import { describe, expect, it } from "vitest";
import type { SheetReport } from "../../../src/homework/report.ts";
import { CSV_HEAD, csvErrorRow, csvRow } from "../../../src/homework/report-csv.ts";
import { gradescopeResults } from "../../../src/homework/report-gradescope.ts";
import { reportHtml } from "../../../src/homework/report-html.ts";
import { reportJson } from "../../../src/homework/report-json.ts";
import { reportText } from "../../../src/homework/report-text.ts";
import { wordsFor } from "../../../src/homework/say.ts";
import { claimOf, SHEET, SOURCE, spanOf } from "./reports.ts";

const words = wordsFor("en");
const report = reportJson(SHEET, words);
const sheetOf = (source: string, claims: SheetReport["claims"]): SheetReport => ({
  file: "hw.tex",
  source,
  format: "tex",
  claims,
});
const textOf = (sheet: SheetReport, colour = false): string =>
  reportText(reportJson(sheet, words), sheet.source, { words, colour });

describe("JSON", () => {
  it("has what the contract names, with places counted in characters from 1", () => {
    expect(Object.keys(report)).toEqual(["gradscribe", "file", "claims", "summary"]);
    expect(report.summary).toEqual({ correct: 1, rounded: 1, wrong: 2, unproven: 0, ambiguous: 1, unreadable: 1 });
    expect(report.claims[0]).toEqual({
      line: 2,
      column: 10,
      source: "\\frac{\\partial y_{32}}{\\partial a_{22}} = k_{12}",
      verdict: "wrong",
      links: [{ line: 2, column: 52, source: "k_{12}", verdict: "wrong" }],
      expected: { latex: "k_{21}", text: "k[2,1]" },
      diagnosis: {
        code: "transposed-indices",
        message:
          "Two indices have changed places: you have `k[1,2]`, and it should be `k[2,1]`. The first index counts rows, the second columns, on both sides alike. Exchange them.",
      },
      counterexample: {
        values: { "k[1,2]": "1" },
        sizes: {},
        at: {},
        left: "0",
        right: "1",
        message: "take `k[1,2] = 1` and all other letters 0: the left side is `0`, the right side `1`",
      },
      notes: [],
    });
    expect(report.claims[1]?.notes).toEqual(["read the digits in `y_{11}` as `y[1,1]`"]);
    expect(report.claims[2]).toMatchObject({ line: 4, column: 5 });
  });

  it("has every reason where there are two, what was not read, and both readings", () => {
    const [, , , ambiguous, unreadable, chain] = report.claims;
    expect(chain?.diagnoses?.map(({ code }) => code)).toEqual(["wrong-index", "off-by-one"]);
    expect(chain?.links.map(({ verdict, follows }) => [verdict, follows])).toEqual([
      ["correct", undefined],
      ["wrong", undefined],
      ["wrong", true],
    ]);
    expect(unreadable?.failure).toEqual({
      code: "unknown-command",
      message: "the command `\\foo` is not known here; did you mean `\\frac`?",
      line: 5,
      column: 11,
      source: "\\foo",
    });
    expect(ambiguous?.readings?.map(({ text, verdict }) => [text, verdict])).toEqual([
      ["a[1,12]", "correct"],
      ["a[11,2]", "wrong"],
    ]);
  });

  it("finds lines whatever ends them, and counts a character beyond the basic ones once", () => {
    const source = "x\r\ny\r𝛿𝛿 a = b\n";
    const [claim] = reportJson(sheetOf(source, [claimOf(source, "a = b", "correct")]), words).claims;
    expect(claim).toMatchObject({ line: 3, column: 4 });
  });

  it("says why a whole sheet was refused", () => {
    const refusal = { tag: "limit", limit: "bytes", most: 262144, at: { start: 0, end: 0 } } as const;
    expect(reportJson({ ...sheetOf("", []), refusal }, words).refusal?.message).toBe(
      "the sheet is too long: more than 262,144 bytes",
    );
  });
});

describe("text", () => {
  it("points to the first bad link, and says what is right, why, and with which numbers", () => {
    const [first = ""] = textOf(SHEET).split("\n\n");
    expect(first.split("\n")).toEqual([
      "hw.tex:2:52: ✗ wrong",
      "  We have $\\frac{\\partial y_{32}}{\\partial a_{22}} = k_{12}$ and",
      "                                                     ^^^^^^",
      "  Expected: k[2,1]",
      "  Reason: Two indices have changed places: you have k[1,2], and it should be k[2,1]. The first index counts rows, the second columns, on both sides alike. Exchange them. [transposed-indices]",
      "  Counterexample: take k[1,2] = 1 and all other letters 0: the left side is 0, the right side 1",
    ]);
    expect(textOf(SHEET)).toContain("hw.tex:3:4: ✓ correct  \\frac{\\partial y_{11}}{\\partial a_{11}} = k_{11}\n");
  });

  it("counts wide characters as two columns, and marks the whole command that is unknown", () => {
    const lines = textOf(SHEET).split("\n");
    const caretBelow = (piece: string): string => {
      const at = lines.findIndex((line) => line.includes(piece));
      return lines[at + 1] ?? "";
    };
    // Two Chinese characters before it take four columns.
    expect(caretBelow("卷积").indexOf("^")).toBe("  卷积 $\\delta_{11} = 0.33$, then $a_{112} = ".length + 2);
    expect(caretBelow("$k_{11} = \\foo{1}$")).toBe("            ^^^^");
  });

  it("ends with a summary, and says so where there is nothing to check", () => {
    expect(textOf(SHEET).trimEnd().split("\n").at(-1)).toBe(
      "hw.tex: 6 formulas: 1 correct, 1 correct when rounded, 2 wrong, 1 ambiguous, 1 not readable",
    );
    expect(textOf(sheetOf("Words.", []))).toBe("hw.tex: No formula with a relation such as = was found.\n");
  });

  it("shows the part of a long line around the place", () => {
    const source = `${"x + ".repeat(100)}y = z${" + x".repeat(100)}`;
    const [, line = "", caret = ""] = textOf(sheetOf(source, [claimOf(source, "y = z", "wrong")])).split("\n");
    expect(line).toMatch(/^ {2}….{100}…$/);
    expect(line[caret.indexOf("^")]).toBe("z");
  });

  it("has colours only where they are asked for, and nothing that the sheet itself brings", () => {
    const command = "\u001b";
    expect(textOf(SHEET)).not.toContain(command);
    expect(textOf(SHEET, true)).toContain(`${command}[31m✗ wrong${command}[0m`);
    const source = "a \u001b[2J\u202e = \u009b31m\u0007b";
    const sheet = { ...sheetOf(source, [claimOf(source, source, "wrong")]), file: "\u001b]0;x\u0007h.tex" };
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
    expect(textOf(sheet)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(textOf(sheet)).toContain("h.tex:1:");
  });
});

describe("the page", () => {
  const htmlOf = (sheet: SheetReport): string =>
    reportHtml({ report: reportJson(sheet, words), format: sheet.format, words }, undefined);
  const page = htmlOf(SHEET);

  it("sets each formula, marks the bad link, and says the verdict in a word and a mark", () => {
    expect(page.match(/<section /g)).toHaveLength(6);
    expect(page).toContain('<span class="badge wrong">✗ wrong</span>');
    expect(page).toContain("<mark>k_{12}</mark>");
    expect(page).toContain("<mark>\\foo</mark>");
    // What cannot be set is there as source.
    expect(page.match(/<div class="formula"/g)).toHaveLength(5);
    expect(page).not.toMatch(/class="katex-error|<script|src=|https?:\/\/(?!www\.w3\.org)/);
  });

  it("sets rows of an alignment, and leaves plain text unset", () => {
    const source = "a &= b \\\\ \\label{eq:1} &= c";
    const sheet = sheetOf(source, [claimOf(source, source, "correct")]);
    expect(htmlOf(sheet)).toContain('<div class="formula"');
    expect(htmlOf({ ...sheet, format: "txt" })).not.toContain('<div class="formula"');
  });

  it("trusts nothing that a sheet holds", () => {
    const source = String.raw`\href{javascript:alert(1)}{x} = <img src=x onerror=alert(1)> "&' = \includegraphics{http://x.y/z}`;
    const sheet = sheetOf(source, [
      claimOf(source, source, "wrong", {
        diagnoses: [{ code: "wrong-index", covered: 1, wrong: 1, details: { written: "<b>`", right: "<i>" } }],
        expected: { latex: "\\foo{<u>}", text: "<u>" },
      }),
    ]);
    const html = htmlOf({ ...sheet, file: "<script>alert(1)</script>.tex" });
    expect(html).not.toMatch(/<script|<img|<b>|<i>|<u>|href="javascript/);
    expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");
  });

  it("stands a formula that would grow without end", () => {
    const source = String.raw`\def\a{\a\a}\a = \rule{99999em}{99999em}`;
    expect(htmlOf(sheetOf(source, [claimOf(source, source, "unreadable")]))).toContain("\\def\\a");
  });
});

describe("Gradescope", () => {
  it("has a test a formula, and scores right ones among those decided", () => {
    const results = gradescopeResults([{ report }], 10, words);
    expect(results.score).toBe(5);
    expect(results.tests.map(({ status, score, max_score }) => [status, score, max_score])).toEqual([
      ["failed", 0, 1],
      ["passed", 1, 1],
      ["passed", 1, 1],
      [undefined, 0, 0],
      [undefined, 0, 0],
      ["failed", 0, 1],
    ]);
    expect(results.tests[4]?.output).toContain("This costs no points. A person has to look at it.");
    expect(results.output).toContain("2 of 4");
    expect(results.tests[0]?.name).toBe("Formula 1 (line 2): ✗ wrong");
  });

  it("gives no points and says why where nothing could be decided", () => {
    const unread = { ...report, claims: [], summary: { ...report.summary, correct: 0, rounded: 0, wrong: 0 } };
    const results = gradescopeResults([{ report: unread }], 100, words);
    expect([results.score, results.output.includes("No formula could be decided")]).toEqual([0, true]);
  });

  it("shows the student that the checker failed, and the staff what failed", () => {
    const error = { code: "defect", message: "boom" };
    const { tests } = gradescopeResults([{ file: "hw.tex", error, trace: "boom\n  at x" }], 100, words);
    expect(tests.map(({ name, output, visibility }) => [name, output, visibility])).toEqual([
      [
        "hw.tex: The checker failed",
        "The checker failed on this sheet. This is not your fault: please tell your instructor.",
        "visible",
      ],
      ["hw.tex: What failed", "boom\n  at x", "hidden"],
    ]);
  });

  it("joins the sheets of one submission", () => {
    const error = { code: "limit", message: "too long" };
    const { tests, score } = gradescopeResults([{ report }, { file: "b.tex", error }], 100, words);
    expect([score, tests.length, tests[0]?.name, tests.at(-1)?.output]).toEqual([
      50,
      7,
      "hw.tex: Formula 1 (line 2): ✗ wrong",
      "too long",
    ]);
  });
});

describe("CSV", () => {
  it("is a row a sheet", () => {
    expect(CSV_HEAD).toBe(
      "file,claims,correct,rounded,wrong,unproven,ambiguous,unreadable,first_wrong,codes,error\r\n",
    );
    expect(csvRow(report)).toBe("hw.tex,6,1,1,2,0,1,1,2,transposed-indices wrong-index,\r\n");
    expect(csvErrorRow("b.tex", { code: "file", message: 'no "such" file, sorry' })).toBe(
      'b.tex,,,,,,,,,,"file: no ""such"" file, sorry"\r\n',
    );
  });

  it("has the line of the first wrong link, not of the claim", () => {
    const source = "a\n = b";
    const [row] = [csvRow(reportJson(sheetOf(source, [claimOf(source, source, "wrong")]), words))];
    expect(row?.split(",")[8]).toBe("2");
    expect(spanOf(source, "b").start).toBe(5);
  });

  it.each(["=1+1", "+1", "-1", "@x", "\t=1", "\u202e=1", " =1", "＝1"])("keeps %j from being a formula", (file) => {
    expect(csvErrorRow(file, { code: "file", message: "" })).toMatch(/^'/);
  });
});

it("points to the same places in both languages", () => {
  const places = ({ claims }: typeof report): unknown => claims.map(({ line, column, links }) => [line, column, links]);
  expect(places(reportJson(SHEET, wordsFor("zh")))).toEqual(places(report));
  expect(SOURCE).toContain("卷积");
});
