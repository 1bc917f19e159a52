/**
 * `npm run gallery`: the examples as they look, in the folder `docs`: pages of their PDF as pictures, the pages for a
 * browser of those that follow the article (formulas as MathML, so that they stay small), and a table of contents in
 * each language. Needs a TeX engine for English and for Chinese, and pdftoppm (poppler-utils).
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const root = fileURLToPath(new URL("../..", import.meta.url));
const docs = join(root, "docs");
const { EXAMPLES, LANGUAGES, exampleDerivation, withoutGlyphs, render } = (
  await runnerImport(join(root, "test/tools/examples.ts"))
).module;

/** These follow the article from beginning to end, and are shown with all their pages. */
const isOfArticle = (name) => Number(name.slice(0, 2)) <= 10;
const DOTS_PER_INCH = 60;

const words = {
  en: {
    title: "Gallery",
    intro:
      "The examples as they are set: pages of the PDF that `gradscribe derive FILE.grad -o FILE.pdf` makes. Of the first " +
      "ten, which follow the gradients of convolution from sums and Jacobians to back-propagation, all pages are shown, " +
      "and there are pages for a browser; of the others the first page is.",
    other: "[中文](README.zh.md)",
    worksheet: "worksheet",
    page: "for a browser",
    again: "`npm run gallery` makes all of this again.",
    pageOf: (title, page) => `Page ${page} of “${title}”`,
  },
  zh: {
    title: "图库",
    intro:
      "各例子排版后的样子：`gradscribe derive FILE.grad -o FILE.pdf --lang zh` 生成的 PDF 页面。前十个例子从求和与雅可比矩阵讲到" +
      "反向传播，列出全部页面，并附可在浏览器中打开的网页；其余例子只列首页。",
    other: "[English](README.md)",
    worksheet: "工作表",
    page: "网页",
    again: "`npm run gallery` 会重新生成全部内容。",
    pageOf: (title, page) => `《${title}》第 ${page} 页`,
  },
};

/** The pictures of an example's pages, in their order. */
function pagesOf(name, lang, folder) {
  const pdf = join(folder, `${name}.${lang}.pdf`);
  execute(process.execPath, ["dist/cli.cjs", "derive", `examples/${name}.grad`, "--lang", lang, "-o", pdf], [0, 1]);
  const last = isOfArticle(name) ? [] : ["-l", "1"];
  execute("pdftoppm", ["-r", String(DOTS_PER_INCH), "-png", ...last, pdf, join(docs, `pages/${name}.${lang}`)]);
  return readdirSync(join(docs, "pages"))
    .filter((file) => file.startsWith(`${name}.${lang}-`))
    .sort();
}

/** Status 1 says that a statement is refuted, as those of some examples are meant to be. */
function execute(program, args, fine = [0]) {
  try {
    execFileSync(program, args, { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    if (!fine.includes(error.status)) throw error;
  }
}

function writePage(name, lang) {
  if (!isOfArticle(name)) return undefined;
  const file = `${name}.${lang}.html`;
  writeFileSync(join(docs, file), withoutGlyphs(render(exampleDerivation(name), { to: "html", lang })));
  return file;
}

function sectionOf(name, lang, folder) {
  const said = words[lang];
  const title = exampleDerivation(name).title ?? name;
  const page = writePage(name, lang);
  const links = [
    `[${said.worksheet}](../examples/${name}.grad)`,
    ...(page === undefined ? [] : [`[${said.page}](${page})`]),
    `[Markdown](../examples/output/${name}.${lang}.md)`,
    `[LaTeX](../examples/output/${name}.${lang}.tex)`,
  ];
  const pictures = pagesOf(name, lang, folder).map(
    (file, at) =>
      `<a href="pages/${file}"><img src="pages/${file}" width="240" alt="${escaped(said.pageOf(title, at + 1))}"></a>`,
  );
  return `## ${name.slice(0, 2)} ${title}\n\n${links.join(" · ")}\n\n${pictures.join("\n")}\n`;
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

const folder = mkdtempSync(join(tmpdir(), "gallery-"));
rmSync(docs, { recursive: true, force: true });
mkdirSync(join(docs, "pages"), { recursive: true });
for (const lang of LANGUAGES) {
  const said = words[lang];
  const sections = EXAMPLES.map((name) => sectionOf(name, lang, folder));
  const text = `# ${said.title}\n\n${said.other}\n\n${said.intro} ${said.again}\n\n${sections.join("\n")}`;
  writeFileSync(join(docs, lang === "en" ? "README.md" : "README.zh.md"), text);
}
rmSync(folder, { recursive: true });
