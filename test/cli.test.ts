/** The command line as a person meets it: a process, its output, its exit status, and what it leaves behind. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const CLI = fileURLToPath(new URL("../dist/cli.cjs", import.meta.url));
const GOOD = 'title "Ein Test"\ntensor a[2] = [1,2]\ny = 3*a\njacobian y wrt a\n';
const REFUTED = "tensor a[2]\nprove a == 2*a\n";
const BAD = "tensor a[2]\ny = conv1d(a, b)\nexpand y\n";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gradscribe-"));
  const files = { "good.grad": GOOD, "bad.grad": BAD, "refuted.grad": REFUTED, "empty.grad": "", "other.grad": GOOD };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, "binary.grad"), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0xff, 0xfe, 10, 0]));
  mkdirSync(join(folder, "folder"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function run(args: readonly string[], input = ""): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    input,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout: 20_000,
  });
  expect(stderr).not.toMatch(/^\s+at .*\.(js|ts):\d+/m);
  expect(leftovers()).toEqual([]);
  return { status, out: stdout, err: stderr };
}

/** Temporary files that a write left behind. */
function leftovers(): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.includes(".part"));
}

const read = (name: string): string => readFileSync(join(folder, name), "utf8");

describe("derive", () => {
  it("prints a derivation, and nothing on standard error", () => {
    const { status, out, err } = run(["derive", "good.grad"]);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toContain("Ein Test\n========");
    expect(out).toContain("∂y₁/∂a₁");
  });

  it("reads standard input as -", () => {
    const json = JSON.parse(run(["derive", "-", "--to", "json"], GOOD).out);
    expect([json.gradscribe, json.file, json.title]).toEqual([1, "-", "Ein Test"]);
    expect(json.results[0].entries.map((entry: { text: string; value: string }) => [entry.text, entry.value])).toEqual([
      ["3", "3"],
      ["3", "3"],
    ]);
    expect(run(["derive", "good.grad"]).out).toBe(run(["derive", "-"], GOOD).out);
  });

  it("writes Markdown for who reads it", () => {
    expect(run(["derive", "good.grad", "--to", "markdown", "--dialect", "github"]).out).toContain("```math\n");
    expect(run(["derive", "good.grad", "--to", "markdown"]).out).toBe(
      run(["derive", "good.grad", "--to", "markdown", "--dialect", "commonmark"]).out,
    );
    run(["derive", "good.grad", "--dialect", "zhihu", "-o", "zhihu.md"]);
    expect(read("zhihu.md")).toContain("\\cr\n");
  });

  it("refuses a dialect where no Markdown is written", () => {
    const { status, out, err } = run(["derive", "good.grad", "--dialect", "github"]);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toBe("gradscribe: `--dialect github` is for Markdown, and the result is `text`: add `--to markdown`\n");
    expect(run(["derive", "good.grad", "--dialect", "pandoc", "-o", "good.tex"]).err).toBe(
      "gradscribe: `--dialect pandoc` is for Markdown, and the result is `latex`: leave it out, or write Markdown\n",
    );
    const unknown = run(["derive", "good.grad", "--to", "markdown", "--dialect", "gitlab"]);
    expect(unknown.status).toBe(2);
    expect(unknown.err).toContain("Allowed choices are commonmark, github, pandoc, zhihu.");
  });

  it("writes a file in the format of its ending", () => {
    const starts = { tex: "\\documentclass", html: "<!doctype html>", md: "# Ein Test", txt: "Ein Test\n", json: "{" };
    for (const [ending, start] of Object.entries(starts)) {
      const { status, out, err } = run(["derive", "good.grad", "-o", `sub/result.${ending}`]);
      expect({ ending, status, out, err }).toEqual({ ending, status: 0, out: "", err: "" });
      expect(read(`sub/result.${ending}`).toLowerCase()).toContain(start.toLowerCase());
    }
    expect(run(["derive", "good.grad", "--to", "markdown", "-o", "result.tex"]).status).toBe(0);
    expect(read("result.tex")).toContain("# Ein Test");
  });

  it("writes a folder, one file for each worksheet", () => {
    expect(run(["derive", "good.grad", "other.grad", "--to", "latex", "-o", "new/"]).status).toBe(0);
    expect(readdirSync(join(folder, "new")).sort()).toEqual(["good.tex", "other.tex"]);
    expect(run(["derive", "good.grad", "-o", "folder"]).status).toBe(0);
    expect(readdirSync(join(folder, "folder"))).toEqual(["good.txt"]);
    expect(run(["derive", "-", "-o", "new/"], GOOD).status).toBe(0);
    expect(existsSync(join(folder, "new/worksheet.txt"))).toBe(true);
  });

  it("prints JSON Lines for several files, with an error in the place of a bad one", () => {
    const { status, out, err } = run(["derive", "good.grad", "bad.grad", "other.grad", "--to", "json"]);
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(status).toBe(2);
    expect(lines.map((line) => line.file)).toEqual(["good.grad", "bad.grad", "other.grad"]);
    expect(lines[1].error).toEqual({
      code: "unknown-name",
      message: "`b` is not known here",
      line: 2,
      column: 15,
    });
    expect(lines[2].results).toHaveLength(1);
    expect(err).toContain("bad.grad:2:15:");
  });

  it("goes on after a bad file in any format", () => {
    const { status, out } = run(["derive", "bad.grad", "good.grad", "--to", "markdown"]);
    expect(status).toBe(2);
    expect(out).toContain("# Ein Test");
    expect(run(["derive", "bad.grad", "good.grad", "-o", "mixed/"]).status).toBe(2);
    expect(readdirSync(join(folder, "mixed"))).toEqual(["good.txt"]);
  });

  it("speaks Chinese, and tells more or less", () => {
    expect(run(["derive", "good.grad", "--lang", "zh"]).out).toMatch(/\p{Script=Han}/u);
    expect(run(["derive", "good.grad"]).out).not.toMatch(/\p{Script=Han}/u);
    const steps = (detail: string): number => {
      const { results } = JSON.parse(
        run(["derive", "-", "--detail", detail, "--to", "json"], "tensor a[3]\ny = a[1]*a[2] + a[3]\njacobian y wrt a")
          .out,
      );
      return results[0].entries.flatMap((entry: { steps?: unknown[] }) => entry.steps ?? []).length;
    };
    expect(steps("results")).toBe(0);
    expect(steps("steps")).toBeGreaterThan(3);
    expect(steps("full")).toBeGreaterThan(steps("steps"));
  });

  it("leaves the frame out with --fragment", () => {
    for (const [format, frame] of [
      ["latex", "\\documentclass"],
      ["html", "<!doctype html>"],
    ] as const) {
      const whole = run(["derive", "good.grad", "--to", format]).out;
      const fragment = run(["derive", "good.grad", "--to", format, "--fragment"]).out;
      expect([format, whole.toLowerCase().includes(frame), fragment.toLowerCase().includes(frame)]).toEqual([
        format,
        true,
        false,
      ]);
      expect(fragment.length).toBeGreaterThan(50);
    }
  });

  it("derives a large worksheet without a progress line where stderr is no terminal", () => {
    const sheet = "tensor a[20,20]\ntensor k[3,3]\ny = conv2d(a, k)\njacobian y wrt a\njacobian y wrt k";
    const { status, err } = run(["derive", "-", "--to", "json"], sheet);
    expect({ status, err }).toEqual({ status: 0, err: "" });
  });

  it("takes a reader that closes the pipe", () => {
    const command = `"${process.execPath}" "${CLI}" derive - --to json | head -1; echo "\${PIPESTATUS[0]}"`;
    const input = "tensor a[20,20]\ntensor k[3,3]\ny = conv2d(a, k)\nexpand y";
    const { stdout, stderr } = spawnSync("bash", ["-c", command], { input, encoding: "utf8" });
    expect([stdout, stderr]).toEqual(["{\n0\n", ""]);
  });
});

describe("exit status 1: something checked is false", () => {
  it("a refuted claim, with its counterexample", () => {
    const { status, out, err } = run(["derive", "refuted.grad", "--to", "json"]);
    expect([status, err]).toEqual([1, ""]);
    expect(JSON.parse(out).results[0].counterexample).toMatchObject({ at: [1], left: "1", right: "2" });
  });

  it("a bad file weighs more", () => {
    expect(run(["derive", "refuted.grad", "good.grad"]).status).toBe(1);
    expect(run(["derive", "refuted.grad", "bad.grad"]).status).toBe(2);
  });
});

describe("exit status 2: unreadable input", () => {
  const refused = (args: readonly string[], input = ""): string => {
    const { status, out, err } = run(args, input);
    expect({ args, status, out }).toEqual({ args, status: 2, out: "" });
    return err;
  };

  it("a mistake is shown in its line with a caret", () => {
    expect(refused(["derive", "bad.grad"])).toBe(
      "bad.grad:2:15: `b` is not known here\n  y = conv1d(a, b)\n                ^\n",
    );
    expect(refused(["derive", "-"], "tensor 输入[2]\nexpand 输人")).toBe(
      "-:2:8: `输人` is not known here; did you mean `输入`?\n  expand 输人\n         ^\n",
    );
    expect(refused(["derive", "-"], "tensor a[3\n")).toMatch(/^-:1:\d+: .*\n {2}tensor a\[3\n +\^\n$/);
    expect(refused(["derive", "-"], "tensor a[2]\r\n\texpand  b\r\n")).toBe(
      "-:2:10: `b` is not known here\n  \texpand  b\n  \t        ^\n",
    );
  });

  it("empty and binary files", () => {
    expect(refused(["derive", "empty.grad"])).toContain(
      "the worksheet is empty; start with a tensor, such as `tensor a[3,3]`",
    );
    const binary = refused(["derive", "binary.grad"]);
    expect(binary.startsWith("binary.grad")).toBe(true);
    expect(binary.length).toBeLessThan(400);
    expect(binary).not.toContain("\u0000");
  });

  it("files that are not there, or are folders", () => {
    expect(refused(["derive", "missing.grad"])).toBe("gradscribe: cannot read missing.grad: there is no such file\n");
    expect(refused(["derive", "folder"])).toBe("gradscribe: cannot read folder: this is a folder\n");
    expect(refused(["verify", "missing.json"])).toBe("gradscribe: cannot read missing.json: there is no such file\n");
  });

  it("output that cannot be written leaves nothing", () => {
    mkdirSync(join(folder, "busy.tex"));
    expect(run(["derive", "good.grad", "-o", "busy.tex/"]).status).toBe(0);
    const isRoot = process.getuid?.() === 0;
    if (!isRoot) {
      mkdirSync(join(folder, "locked"));
      chmodSync(join(folder, "locked"), 0o555);
      expect(refused(["derive", "good.grad", "-o", "locked/x.tex"])).toBe(
        "gradscribe: cannot write locked/x.tex: permission denied\n",
      );
    }
  });

  // A known defect: removing the temporary file throws, and the status is 70. Once mended, `.fails` goes.
  it("output below a file", () => {
    expect(refused(["derive", "good.grad", "-o", "good.grad/x.tex"])).toMatch(
      /^gradscribe: cannot write good\.grad\/x\.tex: /,
    );
  });

  it("large results are the same bytes, however many threads make them", () => {
    const text = "tensor a[90,90]\ntensor k[5,5]\ny = conv2d(a, k)\nloss L(y)\njacobian y wrt a\ngradient L wrt a\n";
    writeFileSync(join(folder, "large.grad"), text);
    for (const format of ["latex", "json"]) {
      const documents = ["1", "2", "3"].map((jobs) => {
        const target = `large-${jobs}.${format}`;
        expect(
          run(["derive", "large.grad", "--to", format, "--detail", "results", "--jobs", jobs, "-o", target]),
        ).toEqual({
          status: 0,
          out: "",
          err: "",
        });
        return read(target);
      });
      expect(documents[0]?.length).toBeGreaterThan(10_000_000);
      expect(new Set(documents).size).toBe(1);
    }
    expect(refused(["derive", "large.grad", "--jobs", "none"])).toContain("It is a number from 1 to 64.");
  });

  it("a device is written to, and stays one", () => {
    expect(run(["derive", "good.grad", "--to", "latex", "-o", "/dev/null"]).status).toBe(0);
    expect(run(["derive", "good.grad", "--to", "html", "-o", "/dev/null"]).status).toBe(0);
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
    expect(readdirSync("/dev").filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("a mistake leaves a file of an earlier run as it was", () => {
    writeFileSync(join(folder, "kept.tex"), "precious");
    refused(["derive", "bad.grad", "-o", "kept.tex"]);
    expect(read("kept.tex")).toBe("precious");
  });

  it("wrong usage, with the nearest right one", () => {
    expect(refused(["derife", "good.grad"])).toContain("(Did you mean derive?)");
    expect(refused(["derive", "good.grad", "--too", "html"])).toContain("(Did you mean --to?)");
    expect(refused(["derive", "good.grad", "--to", "word"])).toContain(
      "Allowed choices are latex, html, markdown, text, json",
    );
    expect(refused(["derive", "good.grad", "--lang", "fr"])).toContain("Allowed choices are en, zh");
    expect(refused(["derive", "good.grad", "--detail", "all"])).toContain("Allowed choices are results, steps, full");
    expect(refused(["derive"])).toContain("missing required argument 'file'");
    expect(refused(["derive", "good.grad", "other.grad", "-o", "one.tex"])).toBe(
      "gradscribe: 2 files do not go into one: give a folder, `-o one/`\n",
    );
  });
});

describe("under --lang zh", () => {
  it("a mistake is Chinese, and its error in JSON", () => {
    const { status, err } = run(["derive", "-", "--lang", "zh"], "tensor 输入[2]\nexpand 输人");
    expect([status, err]).toEqual([
      2,
      "-:2:8: 这里没有名为 `输人` 的量；是否应为 `输入`？\n  expand 输人\n         ^\n",
    ]);
    const { out } = run(["derive", "bad.grad", "missing.grad", "--to", "json", "--lang=zh"]);
    expect(out.split("\n").map((line) => line && JSON.parse(line).error.message)).toEqual([
      "这里没有名为 `b` 的量",
      "无法读取 missing.grad：没有这个文件",
      "",
    ]);
    expect(run(["check", "missing.tex", "--problem", "good.grad", "--lang", "zh"]).err).toBe(
      "gradscribe: 无法读取 missing.tex：没有这个文件\n",
    );
    expect(run(["check", "missing.tex", "--problem", "bad.grad", "--lang", "zh"]).err).toBe(
      "bad.grad:2:15: 这里没有名为 `b` 的量\n  y = conv1d(a, b)\n                ^\n",
    );
    const exercise = run(["exercise", "-", "-o", "sheets/", "--lang", "zh"], "tensor a[2]");
    expect(exercise.err).toContain(
      "练习要求写出元素，而工作表没有这样的要求：请加上 `expand`、`jacobian` 或 `gradient`",
    );
  });

  it("wrong usage is Chinese, wherever the language stands", () => {
    const said = (args: readonly string[]): string => run(args).err;
    expect(said(["derive", "--lang", "zh", "good.grad", "--too", "html"])).toBe(
      "错误：没有选项 '--too'\n（是否应为 --to？）\n",
    );
    expect(said(["derive", "good.grad", "--to", "word", "--lang=zh"])).toBe(
      "错误：选项 '--to <format>' 的取值 'word' 无效。可选 latex、html、markdown、text、json、pdf、ipynb。\n",
    );
    expect(said(["derife", "good.grad", "--lang", "zh"])).toBe("错误：没有命令 'derife'\n（是否应为 derive？）\n");
    expect(said(["derive", "good.grad", "other.grad", "-o", "one.tex", "--lang", "zh"])).toBe(
      "gradscribe: 2 个文件不能写成一个：请指定文件夹，`-o one/`\n",
    );
    expect(said(["derive", "--too", "--", "--lang", "zh"])).toContain("error: unknown option '--too'");
  });
});

describe("verify", () => {
  const saved = (sheet: string): string => run(["derive", "-", "--to", "json"], sheet).out;

  it("counts what it has checked", () => {
    const { status, out, err } = run(["verify", "-"], saved(GOOD));
    expect([status, err]).toEqual([0, ""]);
    expect(out).toMatch(/^-: verified: 1 results, 2 entries, \d+ steps\n$/);
    writeFileSync(join(folder, "saved.json"), saved(REFUTED));
    expect(run(["verify", "saved.json"]).out).toBe("saved.json: verified: 1 results, 0 entries, 0 steps\n");
  });

  it("takes any formatting, and JSON Lines", () => {
    const json = saved(GOOD);
    const minified = JSON.stringify(JSON.parse(json));
    expect(run(["verify", "-"], minified).status).toBe(0);
    const lines = run(["verify", "-"], `${minified}\n${minified}\n`);
    expect([lines.status, lines.out.split("\n").length]).toEqual([0, 3]);
    const [good, bad] = [minified, minified.replace('"3"', '"4"')];
    const mixed = run(["verify", "-"], `${good}\n${bad}\n`);
    expect([mixed.status, mixed.out]).toEqual([1, expect.stringMatching(/^-, line 1: verified/)]);
    expect(mixed.err).toMatch(/^-, line 2: /);
  });

  it("names the step that does not follow", () => {
    const { status, out, err } = run(["verify", "-"], saved(GOOD).replaceAll('"text": "3"', '"text": "4"'));
    expect([status, out]).toEqual([1, ""]);
    expect(err).toMatch(/^-: .*(LaTeX|does not follow|is not the result).*\n$/);
  });

  it("says what is no saved derivation", () => {
    for (const [text, message] of [
      ["hello", "-: this is not JSON\n"],
      ["", "-: this is not JSON\n"],
      ["[]", "-: the document is not an object\n"],
      ["{}", "-: this is not a derivation saved with `--to json`: `gradscribe` is not 1\n"],
      ['{"gradscribe":1}', "-: worksheet is not a text\n"],
    ] as const) {
      const { status, out, err } = run(["verify", "-"], text);
      expect({ text, status, out, err }).toEqual({ text, status: 2, out: "", err: message });
    }
  });
});

describe("help", () => {
  it("is on standard output", () => {
    for (const args of [[], ["--help"], ["derive", "--help"], ["verify", "--help"]]) {
      const { status, out, err } = run(args);
      expect([status, err]).toEqual([0, ""]);
      expect(out).toContain("Usage: gradscribe");
    }
    expect(run(["--version"]).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
