/**
 * Markdown for each of its readers: a parser of that dialect gives back every formula as it was written, and all
 * dialects carry the same formulas.
 */
import { spawnSync } from "node:child_process";
import { type Node, Parser } from "commonmark";
import katex from "katex";
import { describe, expect, it } from "vitest";
import { derive, render } from "../../src/index.ts";
import type { DialectName } from "../../src/render/markdown-dialect.ts";
import { EXAMPLES, exampleDerivation, LANGUAGES, type Language } from "../tools/examples.ts";

/** Pictures are files, so that no dialect has them described in their place. */
const placeOfPicture = (_: string, number: number): string => `figure-${number}.svg`;

const markdown = (name: string, lang: Language, dialect: DialectName): string =>
  render(exampleDerivation(name), { to: "markdown", lang, dialect, placeOfPicture });

interface Formulas {
  readonly display: readonly string[];
  readonly inline: readonly string[];
}

/** The nodes of a type, in their order. */
function nodesOf(text: string, type: Node["type"]): Node[] {
  const walker = new Parser().parse(text).walker();
  const nodes: Node[] = [];
  for (let event = walker.next(); event !== null; event = walker.next())
    if (event.entering && event.node.type === type) nodes.push(event.node);
  return nodes;
}

/** What the paragraphs, headings and items say once Markdown has been read; code keeps its backticks. */
function textAfterMarkdown(text: string): string {
  const walker = new Parser().parse(text).walker();
  let read = "";
  for (let event = walker.next(); event !== null; event = walker.next()) {
    const { type, literal } = event.node;
    if (type === "text") read += literal;
    else if (type === "code") read += `\`${literal?.replaceAll("$", "")}\``;
    else if (type === "softbreak" || type === "linebreak") read += "\n";
    else if (["paragraph", "heading"].includes(type) && !event.entering) read += "\n\n";
    else if (type === "emph" || type === "html_inline" || type === "link") throw new Error(`${type} in ${read}`);
  }
  return read;
}

const displays = /^\$\$\n([\s\S]*?)\n\$\$$/gm;
const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = ""]) => found);

/** Each reader's own way to find formulas. */
const readers: Readonly<Record<Exclude<DialectName, "pandoc">, (text: string) => Formulas>> = {
  // A formula of its own lines is seen before Markdown, one in a line behind it.
  commonmark: (text) => ({
    display: matches(text, displays),
    inline: matches(textAfterMarkdown(text.replace(displays, "")), /(?<!\\)\$([^$]+)\$/g),
  }),
  github: (text) => ({
    display: nodesOf(text, "code_block")
      .filter(({ info }) => info === "math")
      .map(({ literal }) => (literal ?? "").trimEnd()),
    inline: nodesOf(text, "code")
      .filter(({ prev, next }) => prev?.literal?.endsWith("$") && next?.literal?.startsWith("$"))
      .map(({ literal }) => literal ?? ""),
  }),
  // Everything goes through Markdown first.
  zhihu: (text) => {
    const read = textAfterMarkdown(text);
    return { display: matches(read, displays), inline: matches(read.replace(displays, ""), /\$\$([^$]+)\$\$/g) };
  },
};

/** The formula without what dialects write in different ways. */
function neutral(latex: string): string {
  return latex
    .replaceAll("\\cr", "\\\\")
    .replace(/\\\\\[4pt\]/g, "\\\\")
    .replaceAll("\\thinspace", "\\,")
    .replaceAll("\\lt ", "<")
    .replaceAll("\\text{-}", "\\_")
    .replaceAll("\\lbrace", "\\{")
    .replaceAll("\\rbrace", "\\}")
    .replace(/\s+/g, "");
}

const isTypeset = (latex: string, displayMode: boolean): boolean =>
  katex.renderToString(latex, { strict: "error", throwOnError: true, displayMode, maxExpand: 1e6 }) !== "";

/** CommonMark writes a matrix in a line of text as text. */
const withoutMatrices = (inline: readonly string[]): string[] =>
  inline.filter((latex) => !latex.includes("{bmatrix}")).map(neutral);

/** Formulas that have been typeset: many documents share some. */
const typeset = new Set<string>();

function expectTypeset(formulas: readonly string[], displayMode: boolean): void {
  for (const latex of formulas) {
    if (!typeset.has(latex)) expect(isTypeset(latex, displayMode), latex).toBe(true);
    typeset.add(latex);
  }
}

describe.each(LANGUAGES)("Markdown (%s)", (lang) => {
  it.each(EXAMPLES)("%s has the same formulas for every reader, none changed by the reader's Markdown", (name) => {
    const read = Object.entries(readers).map(([dialect, reader]) => {
      const formulas = reader(markdown(name, lang, dialect as DialectName));
      // In Chinese, formulas differ in their words alone.
      const isTypesetHere = lang === "en";
      if (isTypesetHere && dialect === "zhihu") expectTypeset(formulas.display, true);
      if (isTypesetHere && dialect === "commonmark") expectTypeset(formulas.inline, false);
      return [formulas.display.map(neutral), withoutMatrices(formulas.inline)];
    });
    expect(read[0]?.[0]?.length).toBeGreaterThan(0);
    expect(read[0]?.[1]?.length).toBeGreaterThan(0);
    expect(read[1]).toEqual(read[0]);
    expect(read[2]).toEqual(read[0]);
  });

  it.each(EXAMPLES)("%s keeps every formula outside formulas' marks, and nothing that a reader refuses", (name) => {
    const github = markdown(name, lang, "github");
    const formulas = readers.github(github);
    for (const latex of [...formulas.display, ...formulas.inline])
      expect(latex).not.toMatch(/\\(operatorname|mbox|[hv]?phantom|label|require|def|newcommand)(?![A-Za-z])|`/);
    expect(github).not.toContain("$$");
    const zhihu = markdown(name, lang, "zhihu");
    expect(zhihu).not.toContain("```math");
    expect(textAfterMarkdown(zhihu).replace(/\$\$[^$]+\$\$/g, "")).not.toMatch(/\$|\\(frac|begin|sum)/);
    for (const display of [...formulas.display, ...matches(zhihu, displays)]) expect(display).not.toContain("\n\n");
  });
});

const hasPandoc = spawnSync("pandoc", ["--version"]).status === 0;
if (!hasPandoc) console.log("pandoc is not installed: the Markdown for pandoc is compared as text alone");

type PandocNode = { readonly t: string; readonly c?: unknown };

/** Every node of what pandoc read. */
function* pandocNodes(value: unknown): Iterable<PandocNode> {
  if (Array.isArray(value)) for (const item of value) yield* pandocNodes(item);
  else if (typeof value === "object" && value !== null) {
    if ("t" in value) yield value as PandocNode;
    for (const item of Object.values(value)) yield* pandocNodes(item);
  }
}

function readByPandoc(text: string): readonly PandocNode[] {
  const { status, stdout, stderr } = spawnSync("pandoc", ["-f", "markdown", "-t", "json"], {
    input: text,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr);
  return [...pandocNodes(JSON.parse(stdout).blocks)];
}

function formulasOfPandoc(nodes: readonly PandocNode[]): Formulas {
  const formulas = nodes.filter(({ t }) => t === "Math").map(({ c }) => c as [{ t: string }, string]);
  const of = (kind: string): string[] => formulas.filter(([{ t }]) => t === kind).map(([, latex]) => latex);
  return { display: of("DisplayMath"), inline: of("InlineMath") };
}

const notInText = [
  "Subscript",
  "Superscript",
  "Cite",
  "Note",
  "RawInline",
  "RawBlock",
  "Emph",
  "OrderedList",
  "Link",
  "Table",
];

describe.runIf(hasPandoc)("pandoc", () => {
  it.each(LANGUAGES)(
    "reads all examples as they were written (%s)",
    (lang) => {
      const all = (dialect: DialectName): string => EXAMPLES.map((name) => markdown(name, lang, dialect)).join("\n");
      const nodes = readByPandoc(all("pandoc"));
      const { display, inline } = formulasOfPandoc(nodes);
      const github = readers.github(all("github"));
      expect(display.map(neutral)).toEqual(github.display.map(neutral));
      expect(inline.map(neutral)).toEqual(github.inline.map(neutral));
      expect(nodes.filter(({ t }) => notInText.includes(t))).toEqual([]);
      const text = nodes.filter(({ t }) => t === "Str").map(({ c }) => c as string);
      expect(text.filter((word) => /\$|\\/.test(word))).toEqual([]);
    },
    60_000,
  );
});

describe("what only a worksheet's own names and titles can bring", () => {
  const sheet = [
    'title "50% of #1 {δ} ~ x^2_3 \\ a @b -- $5 `c` <d> | [e](f) *g* 3"',
    'tensor a[2] as "\\operatorname{in}"',
    'tensor b[2] as "\\operatorname*{out}"',
    'tensor c[2] as "\\mbox{third}"',
    "y = a * b * c",
    "expand y",
  ].join("\n");
  const text = (dialect: DialectName): string => render(derive(sheet), { to: "markdown", dialect });

  it("is written for GitHub with what GitHub allows", () => {
    const formulas = readers.github(text("github"));
    expect(formulas.display.join()).toContain("\\mathrm{in}_{1}");
    expect(formulas.display.join()).toContain("\\mathrm{out}_{1}");
    expect(formulas.display.join()).toContain("\\text{third}_{1}");
    expect(text("github")).not.toMatch(/operatorname|mbox/);
  });

  it.each(["commonmark", "github", "zhihu"] as const)("has its title as it stands (%s)", (dialect) => {
    const [heading] = nodesOf(text(dialect), "heading");
    expect(heading?.firstChild?.literal).toBe("50% of ");
    const title = textAfterMarkdown(text(dialect).split("\n")[0] ?? "").trim();
    expect(title).toBe("50% of #1 {δ} ~ x^2_3 \\ a @b -- $5 `c` <d> | [e](f) *g* 3");
  });

  it.runIf(hasPandoc)("has its title as it stands (pandoc)", () => {
    const nodes = readByPandoc(text("pandoc"));
    expect(nodes.filter(({ t }) => notInText.includes(t))).toEqual([]);
    const first = nodes.findIndex(({ t }, at) => at > 0 && t === "Header");
    const title = nodes.slice(1, first).map(({ t, c }) => (t === "Str" ? c : " "));
    expect(title.join("")).toBe("50% of #1 {δ} ~ x^2_3 \\ a @b -- $5 `c` <d> | [e](f) *g* 3");
  });
});
