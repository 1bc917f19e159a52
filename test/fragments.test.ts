/**
 * A fragment compiles in an article, or in Chinese in a ctexart, that has amsmath alone: no error, nothing over the
 * margin, no character lost. All examples stand in one document a language, each between the marks of its name.
 */
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { derive, deriveInParts, render } from "../src/index.ts";
import { EXAMPLES, exampleDerivation, type Language } from "./tools/examples.ts";

const run = promisify(execFile);

function isInstalled(program: string): boolean {
  const found = spawnSync(program, ["--version"]).status === 0;
  if (!found) console.log(`${program} is not installed: the fragments that it would compile are not tested`);
  return found;
}

/** What the log says of each fragment, in lines that nobody wants to see. */
async function complaintsOf(
  program: string,
  documentClass: string,
  fragments: ReadonlyMap<string, string>,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const folder = mkdtempSync(join(tmpdir(), "gradscribe-"));
  const inputs = [...fragments.keys()].map((name, at) => `\\typeout{=== ${name}}\n\\input{part${at}}\n\\clearpage`);
  try {
    [...fragments.values()].forEach((text, at) => {
      writeFileSync(join(folder, `part${at}.tex`), text);
    });
    const head = `\\documentclass${documentClass}\\usepackage{amsmath}\\hfuzz=1pt\\vfuzz=1pt`;
    writeFileSync(join(folder, "paper.tex"), `${head}\\begin{document}\n${inputs.join("\n")}\n\\end{document}\n`);
    await run(program, ["-interaction=nonstopmode", "-halt-on-error", "paper.tex"], { cwd: folder }).catch(() => {});
    return complaintsIn(readFileSync(join(folder, "paper.log"), "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function complaintsIn(log: string): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {};
  let name = "before";
  for (const line of log.split("\n")) {
    name = /^=== (.*)/.exec(line)?.[1] ?? name;
    if (!/^!|^Overfull|Missing character|^LaTeX Error/.test(line)) continue;
    found[name] = [...(found[name] ?? []), line];
  }
  if (!log.includes("Output written on")) found["output"] = ["none"];
  return found;
}

const manyColumns = (columns: number): string =>
  `tensor a[2,${columns}] = 101..${100 + 2 * columns}\nS = sum(a)\nexpand S\n`;
const large = "tensor a[40,40]\ntensor k[3,3]\ny = conv2d(a, k)\nloss L(y)\ngradient L wrt a\n";
const named = 'title "Ein <Test> & |mehr|"\ntensor a[2]\nprove sum(a) == a[1] + a[2]\n';

function fragmentsIn(lang: Language): ReadonlyMap<string, string> {
  const options = { to: "latex", lang, fragment: true } as const;
  const fragments = new Map(EXAMPLES.map((name) => [name, render(exampleDerivation(name), options)]));
  for (const columns of [8, 12, 16, 20])
    fragments.set(`${columns} columns`, render(derive(manyColumns(columns)), options));
  fragments.set("a title", render(derive(named), options));
  const bytes: Uint8Array[] = [];
  deriveInParts(large, { ...options, detail: "results" }, (piece) => bytes.push(piece.slice()));
  fragments.set("in parts", Buffer.concat(bytes).toString("utf8"));
  return fragments;
}

describe.each([
  ["pdflatex", "en", "{article}"],
  ["xelatex", "zh", "[fontset=fandol]{ctexart}"],
] as const)("%s", (program, lang, documentClass) => {
  const required = process.env["CI"] !== undefined;
  test.runIf(required || isInstalled(program))(
    `compiles every fragment (${lang}) in a bare document`,
    async () => {
      const fragments = fragmentsIn(lang);
      for (const [name, text] of fragments) {
        expect(text, name).not.toMatch(/\\(blacksquare|resizebox|documentclass)/);
        expect(Math.max(...text.split("\n").map((line) => line.length)), name).toBeLessThan(2000);
      }
      expect(await complaintsOf(program, documentClass, fragments)).toEqual({});
    },
    240_000,
  );
});

test("a table that is too wide even in small type is cut into blocks of columns, each named", () => {
  expect(render(derive(manyColumns(12)), { to: "latex", fragment: true })).toMatch(
    /\{\\footnotesize\\setlength\{\\arraycolsep\}\{3.5pt\}\n\\begin\{gather\*\}/,
  );
  const english = render(derive(manyColumns(20)), { to: "latex", fragment: true });
  expect(english).toMatch(/\{\\scriptsize\\setlength\{\\arraycolsep\}\{3.5pt\}\n\\begin\{gather\*\}/);
  const ranges = [...english.matchAll(/\\tag\*\{columns (\d+) to (\d+)\}/g)].map(([, from, to]) => [
    Number(from),
    Number(to),
  ]);
  expect(ranges.length).toBeGreaterThan(1);
  // The blocks of a table follow each other from its first column to its last.
  let next = 1;
  for (const [from, to] of ranges) {
    expect(from).toBe(next);
    next = to === 20 ? 1 : (to ?? 0) + 1;
  }
  expect(next).toBe(1);
  expect(render(derive(manyColumns(20)), { to: "latex", fragment: true, lang: "zh" })).toMatch(
    /\\tag\*\{第 1 至 \d+ 列\}/,
  );
});
