/**
 * The words of documents, reports and exercises: where English has words, Chinese has Chinese ones, and no English is
 * left in them. That none is missing is the compiler's to say; here the texts themselves are read out of the source.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const SOURCE = fileURLToPath(new URL("../../src/", import.meta.url));

/** The texts of each property, by the names that lead to it; those of a function by its name. */
function textsOf(file: string): ReadonlyMap<string, string> {
  const source = ts.createSourceFile(file, readFileSync(join(SOURCE, file), "utf8"), ts.ScriptTarget.Latest, true);
  const texts = new Map<string, string>();
  const visit = (node: ts.Node, path: readonly string[]): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || isNoText(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      const place = path.join(".");
      texts.set(place, `${texts.get(place) ?? ""}${node.text}\n`);
      return;
    }
    const name = ts.isPropertyAssignment(node) || ts.isFunctionDeclaration(node) ? node.name : undefined;
    const inner = name === undefined ? path : [...path, name.getText().replace(/^["']|["']$/g, "")];
    ts.forEachChild(node, (child) => {
      if (child !== name) visit(child, inner);
    });
  };
  visit(source, []);
  return texts;
}

/** Texts that nobody reads: code, what is compared, keys. */
function isNoText(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(node)) return ["code", "lang", "htmlLang"].includes(node.name.getText());
  if (!ts.isStringLiteralLike(node)) return false;
  if (ts.isBinaryExpression(parent)) return parent.operatorToken.kind !== ts.SyntaxKind.PlusToken && !isAnswer(parent);
  return ts.isCaseClause(parent) || ts.isElementAccessExpression(parent) || isLookedUp(parent);
}

/** `a ?? "…"` and `a || "…"` are said; `a === "…"` is not. */
function isAnswer({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
}

function isLookedUp(node: ts.Node): boolean {
  return ts.isCallExpression(node) && /(?:\.(?:includes|has|get|startsWith)|^code)$/.test(node.expression.getText());
}

const NAMES =
  /\b(?:im2col|JSON|PyTorch|TensorFlow|Keras|JAX|XLA|CPU|GPU|LaTeX|Gradescope|valid|full|same|cdot|NumPy|MathML|Word)\b/g;
const CODE = /`[^`]*`|--[a-z]+|\\[a-z]+/g;
const wordsIn = (text: string): readonly string[] =>
  text
    .replace(CODE, "")
    .replace(NAMES, "")
    .match(/[A-Za-z]{2,}/g) ?? [];

/** `of` alone has no word of its own in Chinese. */
const isTelling = (word: string): boolean => word.length > 2;

const files = ["render", "homework"].flatMap((folder) =>
  readdirSync(join(SOURCE, folder))
    .filter((file) => /^words.*\.en\.ts$/.test(file))
    .map((file) => `${folder}/${file}`),
);
const pairs: (readonly [name: string, english: ReadonlyMap<string, string>, chinese: ReadonlyMap<string, string>])[] =
  files.map((file) => [file.replace(".en.ts", ""), textsOf(file), textsOf(file.replace(".en.", ".zh."))]);
const exercise = textsOf("exercise/words.ts");
const under = (lang: string): ReadonlyMap<string, string> =>
  new Map([...exercise].flatMap(([path, text]) => (path.startsWith(`${lang}.`) ? [[path.slice(3), text]] : [])));
pairs.push(["exercise/words", under("en"), under("zh")]);

it("every file of words is read", () => {
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((file) => !existsSync(join(SOURCE, file.replace(".en.", ".zh."))))).toEqual([]);
});

describe.each(pairs)("%s", (_, english, chinese) => {
  it("says in Chinese what English says in words", () => {
    const spoken = [...english].filter(([path, text]) => chinese.has(path) && wordsIn(text).some(isTelling));
    expect(spoken.length).toBeGreaterThan(3);
    const silent = spoken.filter(([path]) => !/\p{Script=Han}/u.test(chinese.get(path) ?? ""));
    expect(silent).toEqual([]);
  });

  it("has no English left in Chinese", () => {
    expect(
      [...chinese].filter(([, text]) => wordsIn(text).length > 0).map(([path, text]) => [path, text, wordsIn(text)]),
    ).toEqual([]);
  });

  it("has full-width punctuation in Chinese", () => {
    const bare = [...chinese].filter(([, text]) =>
      /\p{Script=Han}[,;:?!()]|[,;?!(]\p{Script=Han}/u.test(text.replace(CODE, "")),
    );
    expect(bare).toEqual([]);
  });
});
