/** The pages of all examples in both languages, read as text: nothing from elsewhere, parts that links reach, LaTeX. */
import katex from "katex";
import { describe, expect, it } from "vitest";
import { parseExpression } from "../../src/language/parse.ts";
import type { Block, Chain } from "../../src/render/blocks.ts";
import { printHtml } from "../../src/render/html.ts";
import { outlineOf, piecesOf } from "../../src/render/html-outline.ts";
import { loadKatexAssets } from "../../src/render/katex-assets.ts";
import { render } from "../../src/render/render.ts";
import { noNames, tableOf } from "../../src/render/symbols.ts";
import { visualOf } from "../../src/render/visualize.ts";
import { english } from "../../src/render/words.en.ts";
import { EXAMPLES, exampleDerivation, LANGUAGES } from "../tools/examples.ts";
import { checked, convolution } from "./sample.ts";

const assets = loadKatexAssets();
const pages = EXAMPLES.flatMap((name) => LANGUAGES.map((lang) => [name, lang] as const));

function unescaped(html: string): string {
  const characters: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };
  return html.replace(/&(amp|lt|gt|quot|#x27);/g, (_, name: string) => characters[name] ?? "");
}

const all = (html: string, pattern: RegExp): string[] =>
  [...html.matchAll(pattern)].map(([, found = ""]) => unescaped(found));

function setStrictly(latex: string, displayMode: boolean): void {
  const set = () => katex.renderToString(latex, { strict: "error", throwOnError: true, displayMode, maxExpand: 1e6 });
  expect(set, latex).not.toThrow();
}

let formulas = 0;

describe.each(pages)("%s (%s)", (name, lang) => {
  const html = render(exampleDerivation(name), { to: "html", lang, assets });
  const body = html.slice(html.indexOf("<body>"));

  it("asks for nothing from elsewhere", () => {
    const namespaces = /http:\/\/www\.w3\.org\/(1998\/Math\/MathML|2000\/svg)/g;
    expect(html.replace(namespaces, "")).not.toMatch(/https?:|\bsrc="|@import|url\((?!"?data:)|href="(?!#|data:)/);
    expect(html).toContain("default-src 'none'");
  });

  it("is in its language, with one title, headings in order, and sections that the contents lead to", () => {
    expect(html).toContain(`<html lang="${lang === "zh" ? "zh-CN" : "en"}">`);
    const levels = all(body, /<h([1-6])\b/g).map(Number);
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
    const names = all(body, / id="([^"]+)"/g);
    expect(new Set(names).size).toBe(names.length);
    const sections = all(body, /<section aria-label="[^"]+">\n<h2 id="([^"]+)"/g);
    expect(all(body, /<h2 id="([^"]+)"/g).filter((id) => id !== "contents")).toEqual(sections);
    const spoken = all(body, /<section aria-label="([^"]+)"/g);
    expect(new Set(spoken).size).toBe(spoken.length);
    expect(all(body, /<li><a href="#([^"]+)"/g)).toEqual(sections.length < 3 ? [] : sections);
    expect(body).toContain('<a class="skip" href="#content">');
  });

  it("has only formulas that KaTeX takes in its strictest mode, as they are set and as they are copied", () => {
    const set = new Set(all(body, /<annotation encoding="application\/x-tex">([^<]*)</g));
    const copied = all(body, /data-latex="([^"]*)"/g);
    for (const latex of set) setStrictly(latex, false);
    for (const latex of copied) setStrictly(latex, true);
    expect(copied.length).toBe(all(body, /(class="formula"(?=[^>]*>(?!<pre>|<svg))|<li data-latex)/g).length);
    expect(copied.join("")).not.toMatch(/displaystyle|\{\}=/);
    expect(body).not.toContain('class="katex-error');
    formulas += set.size + copied.length;
  });
});

it("looked at many formulas", () => {
  console.log(`${formulas} formulas of ${pages.length} pages were set`);
  expect(formulas).toBeGreaterThan(5000);
});

const chain = (left: string, ...rights: string[]): Chain => {
  const visual = (text: string) => visualOf(parseExpression(text), tableOf(convolution));
  return { left: visual(left), links: rights.map((right) => ({ sign: "=", right: visual(right), why: "rule" })) };
};

const equations = (chains: readonly Chain[], compact = false): Block => ({ tag: "equations", chains, compact });

function pageOf(blocks: readonly Block[]): string {
  return printHtml({ words: english, title: "Title", blocks }, false, undefined);
}

describe("what is copied", () => {
  const copiedFrom = (block: Block): string[] => all(pageOf([block]), /data-latex="([^"]*)"/g);

  it("is a formula as it would be written", () => {
    expect(copiedFrom(equations([chain("y[1,1]", "a[1,1]*k[1,1] + a[1,2]*k[1,2]")]))).toEqual([
      "y_{11} = a_{11}k_{11} + a_{12}k_{12}",
    ]);
  });

  it("is a whole chain, without the rules beside it", () => {
    expect(copiedFrom(equations([chain("y[1,1]", "a[1,1]*k[1,1]", "6")]))).toEqual([
      "\\begin{aligned}\n  y_{11} &= a_{11}k_{11} \\\\\n  &= 6\n\\end{aligned}",
    ]);
  });

  it("is a table as an equation of matrices", () => {
    const rows = [["1", "2"].map((text) => ({ tag: "number", text }) as const)];
    const left = visualOf(parseExpression("k"), tableOf(convolution));
    expect(copiedFrom({ tag: "tables", tables: [{ left, rows: [...rows, ...rows] }] })).toEqual([
      "k = \\begin{bmatrix} 1 & 2 \\\\\n  1 & 2 \\end{bmatrix}",
    ]);
  });

  it("is a list of entries, and each of them", () => {
    expect(copiedFrom(equations([chain("y[1,1]", "1"), chain("y[1,2]", "2")], true))).toEqual([
      "\\begin{aligned}\n  y_{11} &= 1 \\\\\n  y_{12} &= 2\n\\end{aligned}",
      "y_{11} = 1",
      "y_{12} = 2",
    ]);
  });
});

describe("what can be skipped", () => {
  const heading = (text: string, isPart = false): Block => ({ tag: "heading", content: [text], isPart });
  const list = (count: number): Block =>
    equations(
      Array.from({ length: count }, () => chain("y[1,1]", "1")),
      true,
    );

  it("has names made of words, each once", () => {
    const math = visualOf(parseExpression("W1"), { ...noNames, names: { W1: { latex: "W^{(1)}", shape: [1] } } });
    const blocks: Block[] = [
      { tag: "heading", content: ["Gradient of L with respect to ", { math }] },
      heading("Contents"),
      heading("卷积核 的梯度"),
      heading("A"),
      heading("a"),
      heading("∂"),
    ];
    const ids = outlineOf(blocks, ["contents"]).sections.map(({ id }) => id);
    expect(ids).toEqual(["gradient-of-l-with-respect-to-w1", "contents-2", "卷积核-的梯度", "a", "a-2", "section"]);
  });

  it("is listed where there are three sections or more, without their parts", () => {
    expect(pageOf([heading("A"), heading("B"), heading("C", true)])).not.toContain("<nav");
    expect(pageOf([heading("A"), heading("B"), heading("C")])).toContain('<nav aria-labelledby="contents">');
  });

  it("is folded where it is a long list, and says how long", () => {
    expect(pageOf([list(40)])).not.toContain("<details");
    expect(pageOf([list(41)])).toContain("<details>\n<summary>41 formulas</summary>");
  });

  it("is open where it is many derivations", () => {
    const steps = (count: number) => Array.from({ length: count }, () => equations([chain("y[1,1]", "1", "2")]));
    expect(piecesOf(steps(12)).map(({ tag }) => tag)).not.toContain("foldable");
    expect(piecesOf([heading("A"), ...steps(13), list(41)]).map(({ tag }) => tag)).toEqual([
      "block",
      "foldable",
      "folded",
    ]);
    expect(pageOf(steps(13))).toContain("<details open>\n<summary>13 derivations</summary>");
  });
});

it("has no part of that in a fragment", () => {
  const fragment = render(checked(convolution), { to: "html", fragment: true });
  expect(fragment).not.toMatch(/<script|<button|data-latex|<details|<nav|<section|<main| id="/);
  expect(fragment).toContain('role="group" aria-label="Derivation" tabindex="0"');
});
