/** `check` and `exercise` as a person meets them: processes, their output, their exit status, what they leave behind. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const CLI = fileURLToPath(new URL("../dist/cli.cjs", import.meta.url));
const PROBLEM = "tensor a[2]\ntensor k[2]\ny = a + k\nexpand y\n";
const RIGHT = "We have $a_1 = a_1$ and $k_2 = k_2$.\n";
const WRONG = "We have $a_1 = a_1$,\nand $k_1 = k_2$.\n";
const UNREADABLE = "Here $a_1 = \\foo{1}$.\n";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gradscribe-check-"));
  for (const name of ["ann", "bob"]) mkdirSync(join(folder, name));
  const files = {
    "p.grad": PROBLEM,
    "bad.grad": "tensor a[2]\ny = b\n",
    "right.tex": RIGHT,
    "wrong.tex": WRONG,
    "unreadable.tex": UNREADABLE,
    "ann/hw.tex": RIGHT,
    "bob/hw.tex": WRONG,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function run(args: readonly string[], input = "", env: NodeJS.ProcessEnv = {}): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    input,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout: 60_000,
    env: { ...process.env, FORCE_COLOR: "", NO_COLOR: "", ...env },
  });
  expect(stderr).not.toMatch(/^\s+at .*\.(js|ts):\d+/m);
  expect(readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.includes(".part"))).toEqual(
    [],
  );
  return { status, out: stdout, err: stderr };
}

const check = (args: readonly string[], input = "", env: NodeJS.ProcessEnv = {}): Run =>
  run(["check", ...args, "--problem", "p.grad"], input, env);
const read = (name: string): string => readFileSync(join(folder, name), "utf8");
const jsonLines = (text: string): { file: string; [key: string]: unknown }[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("check", () => {
  it("ends with status 1 where a formula is wrong, and with 0 where one could not be read", () => {
    expect(check(["right.tex"])).toMatchObject({ status: 0, err: "" });
    expect(check(["unreadable.tex"])).toMatchObject({ status: 0, err: "" });
    const wrong = check(["wrong.tex"]);
    expect([wrong.status, wrong.err]).toEqual([1, ""]);
    expect(wrong.out).toContain("wrong.tex:2:12: ✗ wrong\n  and $k_1 = k_2$.\n             ^^^\n");
    expect(wrong.out.trimEnd().split("\n").at(-1)).toBe("wrong.tex: 2 formulas: 1 correct, 1 wrong");
  });

  it("writes every format, by --to or by the ending", () => {
    const starts = {
      html: "<!DOCTYPE html>",
      json: '{\n  "gradscribe": 1',
      csv: "file,claims",
      txt: "wrong.tex:1:10: ✓",
    };
    for (const [ending, start] of Object.entries(starts)) {
      expect(check(["wrong.tex", "-o", `out.${ending}`])).toEqual({ status: 1, out: "", err: "" });
      expect(read(`out.${ending}`).startsWith(start), ending).toBe(true);
    }
    expect(read("out.html").length).toBeGreaterThan(20_000);
    expect(JSON.parse(check(["wrong.tex", "--to", "gradescope", "--points", "10"]).out)).toMatchObject({
      score: 5,
      tests: [{ status: "passed" }, { status: "failed" }],
    });
    expect(check(["wrong.tex", "--lang", "zh"]).out).toContain("共 2 个公式：1 个正确，1 个错误");
  });

  it("checks several files, one bad one stopping no other", () => {
    const { status, out, err } = check(["wrong.tex", "missing.tex", "right.tex", "--to", "json"]);
    expect([status, err]).toEqual([2, "gradscribe: cannot read missing.tex: there is no such file\n"]);
    const documents = jsonLines(out);
    expect(documents.map(({ file }) => file)).toEqual(["wrong.tex", "missing.tex", "right.tex"]);
    expect(documents[1]?.["error"]).toMatchObject({ code: "file" });
    const rows = check(["wrong.tex", "missing.tex", "--to", "csv"]).out.split("\r\n");
    expect(rows.slice(1)).toEqual([
      expect.stringMatching(/^wrong\.tex,2,1,0,1,0,0,0,2,[a-z-]*,$/),
      "missing.tex,,,,,,,,,,file: cannot read missing.tex: there is no such file",
      "",
    ]);
  });

  it("writes a folder, in which files of one name do not write over each other", () => {
    expect(check(["right.tex", "wrong.tex", "--to", "html", "-o", "pages/"]).status).toBe(1);
    expect(readdirSync(join(folder, "pages")).sort()).toEqual(["right.html", "wrong.html"]);
    expect(check(["ann/hw.tex", "bob/hw.tex", "--to", "json", "-o", "marks/"]).status).toBe(1);
    expect(readdirSync(join(folder, "marks")).sort()).toEqual(["ann-hw.tex.json", "bob-hw.tex.json"]);
    expect(JSON.parse(read("marks/bob-hw.tex.json")).summary.wrong).toBe(1);
  });

  it("leaves no file where nothing could be checked, and no old one spoiled", () => {
    writeFileSync(join(folder, "kept.txt"), "precious");
    expect(check(["missing.tex", "-o", "kept.txt"]).status).toBe(2);
    expect(read("kept.txt")).toBe("precious");
  });

  it("has the same output however many threads there are", () => {
    const files = Array.from({ length: 30 }, (_, at) => ["right.tex", "wrong.tex", "missing.tex"][at % 3] as string);
    for (const to of ["json", "csv", "text", "gradescope"]) {
      const [one, two, three] = ["1", "2", "3"].map((jobs) => check([...files, "--to", to, "--jobs", jobs]));
      expect(one?.out.length).toBeGreaterThan(1000);
      expect(two).toEqual(one);
      expect(three).toEqual(one);
    }
  });

  it("has colours on a terminal, and where FORCE_COLOR asks for them", () => {
    const hasColours = (env: NodeJS.ProcessEnv, ...more: readonly string[]): boolean =>
      check(["wrong.tex", ...more], "", env).out.includes("\u001b[31m");
    expect(hasColours({})).toBe(false);
    expect(hasColours({ FORCE_COLOR: "1" })).toBe(true);
    expect(hasColours({ FORCE_COLOR: "0" })).toBe(false);
    expect(hasColours({ FORCE_COLOR: "1" }, "--to", "csv")).toBe(false);
  });

  it("says what is wrong with the worksheet once, and tells a student at Gradescope", () => {
    const { status, out, err } = run(["check", "right.tex", "wrong.tex", "--problem", "bad.grad"]);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toBe("bad.grad:2:5: `b` is not known here\n  y = b\n      ^\n");
    const results = JSON.parse(run(["check", "right.tex", "--problem", "bad.grad", "--to", "gradescope"]).out);
    expect(results.tests.map(({ name, visibility }: Record<string, string>) => [name, visibility])).toEqual([
      ["right.tex: The checker failed", "visible"],
      ["right.tex: What failed", "hidden"],
    ]);
    const none = run(["check", "right.tex", "--problem", "none.grad", "--to", "gradescope"]);
    expect([none.status, JSON.parse(none.out).tests.length]).toEqual([2, 2]);
  });
});

describe("check -", () => {
  const lines = Array.from({ length: 40 }, (_, at) =>
    JSON.stringify({ name: `s${at}.tex`, text: at % 2 === 0 ? RIGHT : WRONG }),
  );

  it("answers JSON Lines with JSON Lines, in order, bad lines with errors", () => {
    const input = [...lines, "{bad", ""].join("\n");
    const { status, out, err } = check(["-", "--to", "json"], input);
    expect([status, err.split("\n").length]).toEqual([2, 2]);
    const documents = jsonLines(out);
    expect(documents.map(({ file }) => file)).toEqual([...lines.map((_, at) => `s${at}.tex`), "-"]);
    expect(documents.at(-1)?.["error"]).toMatchObject({ code: "line", line: 41 });
    for (const jobs of ["1", "2"]) expect(check(["-", "--to", "json", "--jobs", jobs], input).out).toBe(out);
    expect(check(["-", "--to", "csv"], input).out.split("\r\n").length).toBe(43);
  });

  it("takes anything else as one sheet", () => {
    const one = check(["-", "--to", "json"], WRONG);
    expect([one.status, JSON.parse(one.out).summary.wrong, JSON.parse(one.out).file]).toEqual([1, 1, "-"]);
  });

  it("takes a reader that closes the pipe", () => {
    const command = `"${process.execPath}" "${CLI}" check - --problem p.grad --to json | head -1 | wc -l`;
    const input = Array.from({ length: 100 }, () => lines.join("\n")).join("\n");
    const { stdout, stderr } = spawnSync("bash", ["-c", command], { cwd: folder, input, encoding: "utf8" });
    expect([stdout.trim(), stderr]).toEqual(["1", ""]);
  });
});

describe("wrong usage of check", () => {
  const refused = (args: readonly string[]): string => {
    const { status, out, err } = run(["check", ...args]);
    expect({ args, status, out }).toEqual({ args, status: 2, out: "" });
    return err;
  };

  it("is said in a sentence", () => {
    const problem = ["--problem", "p.grad"];
    expect(refused(["right.tex"])).toContain("required option '--problem <worksheet>' not specified");
    expect(refused(["right.tex", "--problem", "none.grad"])).toContain("cannot read none.grad: there is no such file");
    expect(refused(["-", "right.tex", ...problem])).toBe("gradscribe: standard input, `-`, is checked alone\n");
    expect(refused(["-", "--problem", "-"])).toBe("gradscribe: the worksheet and the sheet are both `-`\n");
    expect(refused(["right.tex", "wrong.tex", "--to", "html", ...problem])).toBe(
      "gradscribe: several pages do not go into one: give a folder, `-o pages/`\n",
    );
    expect(refused(["right.tex", "--points", "-1", ...problem])).toContain("It is a number that is not negative.");
    expect(refused(["right.tex", "--to", "word", ...problem])).toContain(
      "Allowed choices are text, html, json, gradescope, csv",
    );
    expect(refused(["right.tex", "right.tex", "-o", "x/", ...problem])).toContain(
      "two results would both be x/right.tex.txt",
    );
  });
});

describe("exercise", () => {
  it("writes a sheet, its key and the worksheet, the same for the same seed", () => {
    for (const [to, ending] of [
      ["latex", "tex"],
      ["markdown", "md"],
      ["html", "html"],
    ]) {
      const args = ["exercise", "p.grad", "--seed", "4", "--to", to as string];
      expect(run([...args, "-o", `ex-${to}`])).toEqual({ status: 0, out: "", err: "" });
      expect(readdirSync(join(folder, `ex-${to}`)).sort()).toEqual([
        `key.${ending}`,
        "problem.grad",
        `sheet.${ending}`,
      ]);
      run([...args, "-o", `again-${to}`]);
      expect(read(`again-${to}/key.${ending}`)).toBe(read(`ex-${to}/key.${ending}`));
    }
    expect(read("ex-latex/problem.grad")).toBe(PROBLEM);
    expect(read("ex-latex/sheet.tex")).toContain("y_{1} &= \\underline{\\hspace{3cm}}");
    expect(read("ex-latex/key.tex")).toContain("y_{1} &= a_{1} + k_{1}");
  });

  it("has a key that is right, and blanks that are not wrong", () => {
    run(["exercise", "p.grad", "-o", "round"]);
    for (const [file, verdict] of [
      ["key", "correct"],
      ["sheet", "unreadable"],
    ]) {
      const args = ["check", `round/${file}.tex`, "--problem", "round/problem.grad", "--to", "json"];
      const { status, out } = run(args);
      const { claims, summary } = JSON.parse(out);
      expect([file, status, claims.length, summary[verdict as string]]).toEqual([file, 0, 2, 2]);
    }
  });

  it("says what is wrong", () => {
    expect(run(["exercise", "bad.grad", "-o", "x"])).toEqual({
      status: 2,
      out: "",
      err: "bad.grad:2:5: `b` is not known here\n  y = b\n      ^\n",
    });
    expect(run(["exercise", "p.grad", "--seed", "-1", "-o", "x"]).err).toContain(
      "It is a whole number from 0 to 4294967295.",
    );
    expect(run(["exercise", "p.grad"]).err).toContain("required option '-o, --output <folder>' not specified");
    writeFileSync(join(folder, "problem.grad"), PROBLEM);
    expect(run(["exercise", "problem.grad", "-o", "."]).err).toContain("problem.grad would be written over");
    expect(read("problem.grad")).toBe(PROBLEM);
  });
});
