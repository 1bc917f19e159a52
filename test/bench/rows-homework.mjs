/**
 * Checking homework: a long sheet in process, sheets of two pages as whole processes, and a class in threads. The
 * sheets are made here, by loops that know the answers; in every fifth formula one index is wrong.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { check } from "../../dist/index.js";
import { cli, inTurn, median, quantile, ratios, runNode, runProgram, time } from "./measure.mjs";
import { spread } from "./rows-process.mjs";
import { count, seconds, times } from "./table.mjs";

const [H, K] = [5, 3];
const O = H - K + 1;
const PROBLEM = `tensor a[${H},${H}]\ntensor k[${K},${K}]\ny = conv2d(a, k)\nloss L(y)\n`;

const from1To = (n) => Array.from({ length: n }, (_, place) => place + 1);
const pairs = (n) => from1To(n).flatMap((i) => from1To(n).map((j) => [i, j]));
const entry = (array, [i, j]) => `${array}_{${i}${j}}`;
const isIn = ([i, j], n) => i >= 1 && j >= 1 && i <= n && j <= n;
const minus = ([m, n], [p, q]) => [m - p + 1, n - q + 1];
const plus = ([p, q], [u, v]) => [p + u - 1, q + v - 1];
const over = (above, below) => `\\frac{\\partial ${above}}{\\partial ${below}}`;

/** Each formula as its left side and its terms: dL/da, dL/dk, and dy/da. */
function formulas() {
  const inputs = pairs(H).map((at) => [
    over("L", entry("a", at)),
    pairs(K)
      .filter((u) => isIn(minus(at, u), O))
      .map((u) => `${entry("\\delta", minus(at, u))} ${entry("k", u)}`),
  ]);
  const kernels = pairs(K).map((at) => [
    over("L", entry("k", at)),
    pairs(O).map((p) => `${entry("\\delta", p)} ${entry("a", plus(p, at))}`),
  ]);
  const jacobian = pairs(O).flatMap((p) =>
    pairs(H).map((m) => [over(entry("y", p), entry("a", m)), [isIn(minus(m, p), K) ? entry("k", minus(m, p)) : "0"]]),
  );
  return [...inputs, ...kernels, ...jacobian];
}

/** The last index of a term, one more or less. */
const spoilt = (term) => (term === "0" ? "k_{11}" : term.replace(/\d\}$/u, (end) => `${end[0] === "1" ? 2 : 1}}`));

/** A sheet of so many formulas, and how many of them are wrong; `number` says where among all formulas it begins. */
function sheetOf(size, number = 0) {
  const all = formulas();
  const lines = Array.from({ length: size }, (_, line) => {
    const [left, terms] = all[(number * size + line) % all.length];
    const right = line % 5 === 4 ? [spoilt(terms[0]), ...terms.slice(1)] : terms;
    return `\\[ ${left} = ${right.join(" + ")} \\]`;
  });
  return { text: `\\begin{document}\n${lines.join("\n")}\n\\end{document}\n`, wrong: Math.floor(size / 5) };
}

const cores = availableParallelism();
/** Whether a process can be kept to one core. */
const canPin = spawnSync("taskset", ["-c", "0", "true"]).status === 0;

const LONG = 300;
const TWO_PAGES = 24;

/** A checker that finds other than the wrong ones is not measured. */
function checkLong({ text, wrong }) {
  const verdicts = check(PROBLEM, text, { file: "sheet.tex" }).claims.map(({ verdict }) => verdict);
  const found = verdicts.filter((verdict) => verdict === "wrong").length;
  const right = verdicts.filter((verdict) => verdict === "correct").length;
  if (found !== wrong || right !== LONG - wrong) throw new Error(`${found} wrong and ${right} right`);
}

export function homework(folder, rounds, sheets) {
  const problem = join(folder, "problem.grad");
  const [one, empty, course] = [join(folder, "sheet.tex"), join(folder, "empty.tex"), join(folder, "class")];
  mkdirSync(course);
  writeFileSync(problem, PROBLEM);
  writeFileSync(one, sheetOf(TWO_PAGES).text);
  writeFileSync(empty, "\\begin{document}\n\\end{document}\n");
  const files = Array.from({ length: sheets }, (_, number) => join(course, `${number}.tex`));
  files.forEach((file, number) => writeFileSync(file, sheetOf(TWO_PAGES, number).text));
  const runCheck = (paths, jobs) =>
    runNode([cli, "check", ...paths, "--problem", problem, "--to", "csv", "--jobs", String(jobs)], { ends: [0, 1] });
  const runOnCores = (list) =>
    runProgram("taskset", ["-c", list, process.execPath, cli, "check", ...files, "--problem", problem, "--to", "csv"], {
      ends: [0, 1],
    });
  const long = sheetOf(LONG);
  const first = time(() => checkLong(long));
  const [again] = inTurn(rounds, [() => checkLong(long)], 3);
  const [sheet, nothing, node] = inTurn(rounds, [
    () => runCheck([one], 1),
    () => runCheck([empty], 1),
    () => runNode(["-e", "0"]),
  ]);
  const [alone, shared, oneCore, allCores] = inTurn(
    3,
    [
      () => runCheck(files, 1),
      () => runCheck(files, 2),
      ...(canPin ? [() => runOnCores("0"), () => runOnCores(`0-${cores - 1}`)] : []),
    ],
    0,
  );
  const row = (task, taken, ratio) => [task, ratio, seconds(median(taken)), seconds(quantile(taken, 0.95))];
  return {
    title: "Homework",
    about: [
      `Sheets of entries of ∂L/∂a, ∂L/∂k and ∂y/∂a of a ${H}×${H} input and a ${K}×${K} kernel; every fifth is wrong, and is told why.`,
      `In process: the same sheet of ${LONG} formulas, first in a new process, then ${rounds} times. Whole processes:`,
      `sheets of ${TWO_PAGES} formulas, about two pages, ${rounds} rounds in turn with an empty sheet and with \`node -e 0\`;`,
      `${count(sheets)} such sheets, three rounds: with one thread and with two; and, with as many threads as there are`,
      `cores, where the process may use one core and where it may use all (${canPin ? "`taskset`" : "not measured: there is no `taskset`"}).`,
      "One thread uses more than one core: V8 compiles beside it.",
    ],
    columns: [
      ["task"],
      ["ratio", "to what is said of the task"],
      ["median", "time"],
      ["95 %", "of the rounds took less"],
    ],
    rows: [
      row(`${LONG} formulas in process, the first time`, [first], ""),
      row(`${LONG} formulas in process, again (to the first time)`, again, times(median(again) / first)),
      row("two pages, whole process (to `node -e 0`)", sheet, spread(ratios(sheet, node))),
      row("an empty sheet, whole process (to `node -e 0`)", nothing, spread(ratios(nothing, node))),
      row(`${count(sheets)} sheets, one thread`, alone, ""),
      row(`${count(sheets)} sheets, two threads (to one)`, shared, spread(ratios(shared, alone))),
      ...(canPin
        ? [
            row(`${count(sheets)} sheets, on one core`, oneCore, ""),
            row(`${count(sheets)} sheets, on ${cores} cores (to one)`, allCores, spread(ratios(allCores, oneCore))),
          ]
        : []),
    ],
  };
}
