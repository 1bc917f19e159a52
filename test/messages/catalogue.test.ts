/**
 * Every message in the source has its Chinese sentence with the same holes, and no sentence is left over. The source is
 * read with the compiler: what is told, and what type of thing stands in each hole.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { CATALOGUES } from "../../src/messages/chinese.ts";
import { leftoversOf } from "./leftovers.ts";

const SOURCE = fileURLToPath(new URL("../../src/", import.meta.url));
const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const program = ts.createProgram(
  files.map((file) => join(SOURCE, file)),
  {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  },
);

interface Told {
  readonly place: string;
  readonly template: string;
  readonly words: readonly string[];
  readonly holes: readonly ts.Expression[];
}

function toldIn(file: ts.SourceFile): Told[] {
  const found: Told[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText(file) === "tell") {
      const { template } = node;
      const spans = ts.isTemplateExpression(template) ? template.templateSpans : [];
      const words = [ts.isTemplateExpression(template) ? template.head.text : template.text];
      words.push(...spans.map((span) => span.literal.text));
      found.push({
        place: `${file.fileName.slice(SOURCE.length)}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`,
        template: words.map((text, place) => (place === 0 ? text : `{${place - 1}}${text}`)).join(""),
        words,
        holes: spans.map((span) => span.expression),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const own = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(SOURCE));
const told = own.flatMap(toldIn);
const entries = CATALOGUES.flatMap((catalogue) => Object.entries(catalogue));
const chinese = new Map(entries);

/** Words that stand between backticks alone are the same in every language. */
const saysSomething = (template: string): boolean => /\p{L}|, /u.test(template.replace(/`[^`]*`|\{\d+\}/g, ""));
const holesOf = (template: string): readonly string[] => (template.match(/\{\d+\}/g) ?? []).sort();

describe("the Chinese sentences", () => {
  it("are there for every message", () => {
    expect(told.length).toBeGreaterThan(300);
    const missing = told.filter(({ template }) => saysSomething(template) && !chinese.has(template));
    expect(missing.map(({ place, template }) => `${place} ${template}`)).toEqual([]);
  });

  it("are there for no other", () => {
    const templates = new Set(told.map(({ template }) => template));
    expect(entries.map(([template]) => template).filter((template) => !templates.has(template))).toEqual([]);
    expect(entries.length, "each is there once").toBe(chinese.size);
  });

  it("have the holes of the English ones, and their code", () => {
    const codeIn = (text: string): readonly string[] => (text.match(/`[^`]*`/g) ?? []).sort();
    const partsOf = (text: string): string => [...holesOf(text), ...codeIn(text)].join(" ");
    expect(entries.filter(([english, translated]) => partsOf(english) !== partsOf(translated))).toEqual([]);
  });

  it("are Chinese", () => {
    for (const [english, translated] of entries) {
      if (/\p{L}/u.test(english.replace(/`[^`]*`|\{\d+\}/g, ""))) expect(translated).toMatch(/\p{Script=Han}/u);
      expect([translated, leftoversOf(translated)]).toEqual([translated, []]);
    }
  });
});

describe("what is told", () => {
  it("has text in its holes only as code, in quotes or in brackets", () => {
    const checker = program.getTypeChecker();
    const isText = (hole: ts.Expression): boolean => {
      const type = checker.getTypeAtLocation(hole);
      const types = type.isUnion() ? type.types : [type];
      return types.some(({ flags }) => (flags & (ts.TypeFlags.StringLike | ts.TypeFlags.Any)) !== 0);
    };
    const bare = told.flatMap(({ place, words, holes }) =>
      holes.flatMap((hole, at) => {
        const before = words.slice(0, at + 1).join("");
        const isQuoted = (before.match(/`/g) ?? []).length % 2 === 1 || /["'[]$/.test(before);
        return isQuoted || !isText(hole) ? [] : [`${place} ${hole.getText()}`];
      }),
    );
    // A list is told whatever its items are.
    expect(bare).toEqual([expect.stringMatching(/^messages\/message\.ts:\d+ item$/)]);
  });

  it("is no number in braces itself, which would be taken for a hole", () => {
    expect(told.filter(({ words }) => words.some((text) => /\{\d+\}/.test(text)))).toEqual([]);
  });
});
