/** A PDF from the command line: through the engine that is there, or with a message that says what is missing. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const CLI = fileURLToPath(new URL("../dist/cli.cjs", import.meta.url));
const GOOD = 'title "Ein Test"\ntensor a[2] = [1,2]\ny = 3*a\njacobian y wrt a\n';

let folder = "";
const inFolder = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gradscribe-"));
  for (const name of ["empty", "temporary", "fake"]) mkdirSync(inFolder(name));
  writeFileSync(inFolder("good.grad"), GOOD);
  writeFileSync(inFolder("odd.grad"), 'tensor a[2] as "\\nosuchcommand"\ny = 3*a\nexpand y\n');
  writeFileSync(inFolder("reads.grad"), 'tensor a[2] as "\\text{\\input{/etc/hostname}}"\ny = 3*a\nexpand y\n');
  writeFileSync(inFolder("false.grad"), "tensor a[2]\nprove a == 2*a\n");
  writeFileSync(inFolder("bad.grad"), "tensor a[2]\ny = conv1d(a, b)\nexpand y\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly status: number | null;
  readonly out: Buffer;
  readonly err: string;
}

/** Whatever becomes of the run, it leaves no folder behind. */
function run(args: readonly string[], path = process.env["PATH"]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, "derive", ...args], {
    cwd: folder,
    env: { ...process.env, PATH: path, TMPDIR: inFolder("temporary") },
    maxBuffer: 2 ** 28,
    timeout: 60_000,
  });
  expect(readdirSync(inFolder("temporary"))).toEqual([]);
  return { status, out: stdout, err: stderr.toString("utf8") };
}

describe("without an engine", () => {
  it("says what is missing and what can be done, and derives nothing", () => {
    const { status, out, err } = run(["good.grad", "-o", "none.pdf"], inFolder("empty"));
    expect({ status, out: out.length, exists: existsSync(inFolder("none.pdf")) }).toEqual({
      status: 2,
      out: 0,
      exists: false,
    });
    expect(err).toBe(
      "gradscribe: a PDF needs pdflatex, xelatex, latexmk or tectonic, and none of them is on the PATH: install TeX Live, or write the LaTeX with `--to latex` and compile it elsewhere\n",
    );
  });

  it("says which of them Chinese needs", () => {
    writeFileSync(inFolder("fake/pdflatex"), "#!/bin/sh\nexit 1\n");
    chmodSync(inFolder("fake/pdflatex"), 0o755);
    const { status, err } = run(["good.grad", "--lang", "zh", "--to", "pdf"], inFolder("fake"));
    expect(status).toBe(2);
    expect(err).toBe(
      "gradscribe: 含中文的 PDF 需要 xelatex、latexmk 或 tectonic，而 PATH 中一个也没有：请安装 TeX Live，或用 `--to latex` 输出 LaTeX 后在别处编译\n",
    );
  });
});

describe("usage", () => {
  it("refuses what no PDF can be", () => {
    expect(run(["good.grad", "--to", "pdf", "--fragment"]).err).toBe(
      "gradscribe: `--fragment` is for pasting, and a PDF is not pasted: leave it out\n",
    );
    expect(run(["good.grad", "odd.grad", "--to", "pdf"]).err).toBe(
      "gradscribe: 2 files do not go into one PDF: give a folder, `-o pdf/`\n",
    );
    expect(run(["good.grad", "--to", "pdf", "--fragment"]).status).toBe(2);
  });
});

/** An engine that does nothing but leave what a test wants to see read. */
describe("with an engine that fails", () => {
  it("shows the first error of its log, and what package is missing", () => {
    const log =
      "This is TeX\\n! LaTeX Error: File `lmodern.sty'\"'\"' not found.\\n\\nType X to quit\\nl.6 \\\\usepackage\\n";
    writeFileSync(inFolder("fake/pdflatex"), `#!/bin/sh\nprintf '${log}' > document.log\nexit 1\n`);
    chmodSync(inFolder("fake/pdflatex"), 0o755);
    const { status, err } = run(["good.grad", "-o", "fails.pdf"], inFolder("fake"));
    expect(status).toBe(2);
    expect(err).toBe(
      [
        "gradscribe: `good.grad`: `pdflatex` cannot compile the LaTeX: install the package of TeX that has `lmodern.sty`, or write the LaTeX with `--to latex` and compile it elsewhere",
        "  ! LaTeX Error: File `lmodern.sty' not found.",
        "  Type X to quit",
        "  l.6 \\usepackage",
        "",
      ].join("\n"),
    );
    expect(existsSync(inFolder("fails.pdf"))).toBe(false);
  });

  it("is given no leave to start programs", () => {
    writeFileSync(
      inFolder("fake/pdflatex"),
      '#!/bin/sh\necho "! $* $openin_any $openout_any" > document.log\nexit 1\n',
    );
    expect(run(["good.grad", "--to", "pdf"], inFolder("fake")).err).toContain(
      "! -interaction=nonstopmode -halt-on-error -no-shell-escape document.tex p p",
    );
  });
});

function isInstalled(program: string): boolean {
  const found = spawnSync(program, ["--version"]).status === 0;
  if (!found && process.env["CI"] !== undefined) throw new Error(`${program} is required where CI is set`);
  if (!found) console.log(`${program} is not installed: no PDF is made with it`);
  return found;
}

const isPdf = (bytes: Buffer): boolean =>
  bytes.subarray(0, 5).toString("latin1") === "%PDF-" && bytes.subarray(-7).toString("latin1").includes("%%EOF");

describe.runIf(isInstalled("pdflatex"))("with pdflatex", () => {
  it("writes a PDF by the ending, and to standard output", () => {
    expect(run(["good.grad", "-o", "good.pdf"])).toMatchObject({ status: 0, err: "" });
    expect(isPdf(readFileSync(inFolder("good.pdf")))).toBe(true);
    const { out, err, status } = run(["good.grad", "--to", "pdf"]);
    expect([isPdf(out), err, status]).toEqual([true, "", 0]);
  });

  it("shows where the LaTeX is wrong that a worksheet's own name brings in", () => {
    const { status, err } = run(["odd.grad", "-o", "odd.pdf"]);
    expect(status).toBe(2);
    expect(err).toMatch(
      /^gradscribe: `odd\.grad`: `pdflatex` cannot compile the LaTeX: it is to be had with `--to latex`\n {2}! Undefined control sequence\.\n[\s\S]*\\nosuchcommand/,
    );
    expect(existsSync(inFolder("odd.pdf"))).toBe(false);
  });

  it("lets a document read nothing from elsewhere", () => {
    const { status, err } = run(["reads.grad", "--to", "pdf"]);
    expect(status).toBe(2);
    expect(err).toContain("/etc/hostname");
  });

  it("says what is false beside the PDF, and goes on behind a mistake", () => {
    expect(run(["false.grad", "-o", "false.pdf"]).status).toBe(1);
    expect(isPdf(readFileSync(inFolder("false.pdf")))).toBe(true);
    const { status, err } = run(["bad.grad", "good.grad", "--to", "pdf", "-o", "pdf/"]);
    expect(status).toBe(2);
    expect(err).toContain("bad.grad:2:15");
    expect(readdirSync(inFolder("pdf"))).toEqual(["good.pdf"]);
  });

  it("makes a large result, which is written as it comes", () => {
    writeFileSync(
      inFolder("large.grad"),
      "tensor a[40,40]\ntensor k[3,3]\ny = conv2d(a, k)\nloss L(y)\ngradient L wrt a\n",
    );
    expect(run(["large.grad", "-o", "large.pdf", "--detail", "results"])).toMatchObject({ status: 0, err: "" });
    expect(isPdf(readFileSync(inFolder("large.pdf")))).toBe(true);
  });
});

describe.runIf(isInstalled("xelatex"))("with xelatex", () => {
  it("writes Chinese", () => {
    expect(run(["good.grad", "--lang", "zh", "-o", "chinese.pdf"])).toMatchObject({ status: 0, err: "" });
    expect(isPdf(readFileSync(inFolder("chinese.pdf")))).toBe(true);
  });
});
