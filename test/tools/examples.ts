/**
 * The examples: every worksheet of `examples/` with its derivation, and the documents that are committed beside it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type CheckedDerivation, derive, render } from "../../src/index.ts";

export { render };

export const LANGUAGES = ["en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

const folder = new URL("../../examples/", import.meta.url);

export const EXAMPLES: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith(".grad"))
  .map((file) => file.replace(/\.grad$/, ""))
  .sort();

const derivations = new Map<string, CheckedDerivation>();

/** The derivation of an example, made once for all tests of a file. */
export function exampleDerivation(name: string): CheckedDerivation {
  const known = derivations.get(name);
  if (known) return known;
  const worksheet = readFileSync(new URL(`${name}.grad`, folder), "utf8");
  const derivation = derive(worksheet, { file: `examples/${name}.grad` });
  derivations.set(name, derivation);
  return derivation;
}

/** Where an output is committed. */
export function outputPath(file: string): string {
  return fileURLToPath(new URL(`output/${file}`, folder));
}

/** Documents above this many characters are made and checked, but not committed. */
const LARGEST_COMMITTED = 400_000;

/** Every committed document of an example, by its file name. */
export function exampleOutputs(name: string): ReadonlyMap<string, string> {
  const all = [...allOutputs(name)];
  return new Map(all.filter(([, text]) => text.length <= LARGEST_COMMITTED));
}

function allOutputs(name: string): Map<string, string> {
  const derivation = exampleDerivation(name);
  const outputs = new Map([[`${name}.json`, render(derivation, { to: "json" })]]);
  for (const lang of LANGUAGES) {
    outputs.set(`${name}.${lang}.tex`, render(derivation, { to: "latex", lang }));
    const placeOfPicture = (svg: string, number: number): string => {
      const file = `${name}.${lang}.figure-${number}.svg`;
      outputs.set(file, `${svg}\n`);
      return file;
    };
    outputs.set(`${name}.${lang}.md`, render(derivation, { to: "markdown", lang, placeOfPicture }));
    outputs.set(`${name}.${lang}.txt`, render(derivation, { to: "text", lang }));
    outputs.set(`${name}.${lang}.html`, withoutGlyphs(render(derivation, { to: "html", lang, fragment: true })));
  }
  return outputs;
}

/** The table of contents of `examples/`. */
export function exampleGallery(): string {
  const rows = EXAMPLES.map((name) => {
    const outputs = [...exampleOutputs(name).keys()];
    const links = (lang: string) =>
      outputs
        .filter((file) => file.startsWith(`${name}.${lang}`) && !file.endsWith(".svg"))
        .map((file) => `[${file.split(".").at(-1)}](output/${file})`)
        .join(" ");
    const title = exampleDerivation(name).title ?? name;
    return `| [${name.slice(0, 2)}](${name}.grad) | ${title} | ${links("en")} | ${links("zh")} | ${links("json")} |`;
  });
  return `# Gallery\n\n| | | English | 中文 | data |\n|---|---|---|---|---|\n${rows.join("\n")}\n`;
}

/**
 * KaTeX sets each formula twice: as MathML, and as spans with glyphs and lengths, which are nine tenths of the bytes.
 * The committed fragments keep the MathML, which every browser shows.
 */
export function withoutGlyphs(html: string): string {
  const [start = "", ...rest] = html.split('<span class="katex-html" aria-hidden="true">');
  return start + rest.map(afterSpan).join("");
}

/** What follows a span whose opening tag has just been cut off. */
function afterSpan(text: string): string {
  let depth = 1;
  for (const tag of text.matchAll(/<(\/?)span\b[^>]*>/g)) {
    depth += tag[1] === "/" ? -1 : 1;
    if (depth === 0) return text.slice(tag.index + tag[0].length);
  }
  throw new Error("a span is not closed");
}
