/**
 * The examples' LaTeX compiles: English with pdflatex, Chinese with xelatex, and the log has nothing to complain about.
 */
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { EXAMPLES, exampleOutputs } from "./tools/examples.ts";

const run = promisify(execFile);
const complaints = /^!|^Overfull|Missing character|LaTeX (Font )?Warning/;

function isInstalled(program: string): boolean {
  const found = spawnSync(program, ["--version"]).status === 0;
  if (!found) console.log(`${program} is not installed: what it would compile is not tested`);
  return found;
}

/** The lines of the log that nobody wants to see. */
async function compile(program: string, latex: string): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "gradscribe-"));
  try {
    writeFileSync(join(folder, "document.tex"), latex);
    await run(program, ["-halt-on-error", "-interaction=nonstopmode", "document.tex"], { cwd: folder }).catch(() => {});
    const log = readFileSync(join(folder, "document.log"), "utf8").split("\n");
    const complained = log.filter((line) => complaints.test(line));
    return log.some((line) => line.startsWith("Output written on")) ? complained : [...complained, "no output"];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.each([
  ["pdflatex", "en"],
  ["xelatex", "zh"],
])("%s compiles", (program, lang) => {
  const required = process.env["CI"] !== undefined;
  test.runIf(required || isInstalled(program)).concurrent.each(EXAMPLES)("%s", async (name) => {
    const latex = exampleOutputs(name).get(`${name}.${lang}.tex`) ?? "";
    expect(await compile(program, latex)).toEqual([]);
  });
});
