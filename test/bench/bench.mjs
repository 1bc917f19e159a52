/**
 * `npm run bench`: how long the derivation of a large Jacobian takes, as ratios measured in one run on one machine.
 *
 * The task: every entry of dy/da and dy/dk for a 64×64 input and a 5×5 kernel (180 000 that are not zero) as LaTeX.
 * Against it: nested loops that know the answer, and mathjs differentiating one entry after the other.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { derivative, parse } from "mathjs";
import { derive, render } from "../../dist/index.js";
import { printJacobians } from "./straight-loop.mjs";

const [n, K] = [64, 5];
const worksheet = `tensor a[${n},${n}]
tensor k[${K},${K}]
y = conv2d(a, k)
jacobian y wrt a
jacobian y wrt k
`;
const small = "tensor a[3,3]\ntensor k[2,2]\ny = conv2d(a, k)\njacobian y wrt a\n";
const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const loop = fileURLToPath(new URL("straight-loop.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "gradscribe-bench-"));
const options = { to: "latex", detail: "results", fragment: true };

const median = (times) => times.sort((one, other) => one - other)[times.length >> 1];

function time(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Medians of several tasks, run in turn, after one round that does not count. */
function measure(rounds, tasks) {
  const times = tasks.map(() => []);
  for (let round = 0; round <= rounds; round++)
    tasks.forEach((task, position) => {
      const taken = time(task);
      if (round > 0) times[position].push(taken);
    });
  return times.map(median);
}

function run(args, input = "") {
  const { status, stderr } = spawnSync(process.execPath, args, { input });
  if (status !== 0) throw new Error(`${args.join(" ")}: ${stderr}`);
}

/** Both sides must print the same equations, or the comparison means nothing. */
function compareEquations() {
  const equation = /\\frac\{\\partial y_\{[\d,]+\}\}\{\\partial \w_\{[\d,]+\}\} &= \w_\{[\d,]+\}/g;
  const ours = render(derive(worksheet, { detail: "results" }), options).match(equation) ?? [];
  const theirs = printJacobians(n, K).match(equation) ?? [];
  if (ours.length !== theirs.length || ours.some((line, position) => line !== theirs[position]))
    throw new Error("the derivation and the loop do not print the same equations");
  return theirs.length;
}

/** Milliseconds that mathjs would take for everything, from what it manages in the time given. */
function extrapolateMathjs(entries, milliseconds) {
  const O = n - K + 1;
  const start = performance.now();
  let done = 0;
  for (let output = 0; performance.now() - start < milliseconds; output++) {
    const [p, q] = [Math.floor(output / O) % O, output % O];
    const places = Array.from({ length: K * K }, (_, place) => [Math.floor(place / K), place % K]);
    const factors = places.map(([u, v]) => [`a_${p + u + 1}_${q + v + 1}`, `k_${u + 1}_${v + 1}`]);
    const sum = parse(factors.map((pair) => pair.join(" * ")).join(" + "));
    for (const variable of factors.flat()) {
      derivative(sum, variable, { simplify: false }).toTex();
      done++;
      if (performance.now() - start > milliseconds) break;
    }
  }
  return { done, total: ((performance.now() - start) / done) * entries };
}

function report(what, ratio, note = "") {
  const digits = ratio >= 100 ? ratio.toFixed(0) : ratio.toPrecision(2);
  console.log(`${what.padEnd(62)} ${digits.padStart(6)} ×${note && `   ${note}`}`);
}

const seconds = (milliseconds) => `${(milliseconds / 1000).toPrecision(2)} s`;

const entries = compareEquations();
console.log(`dy/da and dy/dk of conv2d(${n}×${n}, ${K}×${K}): ${entries} equations as LaTeX\n`);

let checked;
const [deriving, rendering, looping] = measure(5, [
  () => {
    checked = derive(worksheet, { detail: "results" });
  },
  () => render(checked, options),
  () => Buffer.from(printJacobians(n, K)),
]);
const whole = deriving + rendering;
report("in process, against the straight loop", whole / looping, `${seconds(whole)} to ${seconds(looping)}`);
report("  of that: deriving and checking", deriving / looping);
report("  of that: printing", rendering / looping);

writeFileSync(join(folder, "large.grad"), worksheet);
const output = join(folder, "large.tex");
const flags = ["--detail", "results", "--to", "latex", "--fragment"];
const [process1, process2] = measure(5, [
  () => run([cli, "derive", join(folder, "large.grad"), ...flags, "-o", output]),
  () => run([loop, String(n), String(K), output]),
]);
report("as whole processes", process1 / process2, `${seconds(process1)} to ${seconds(process2)}`);

const mathjs = extrapolateMathjs(entries, 10_000);
report("mathjs against this, in process", mathjs.total / whole, `from ${mathjs.done} entries in 10 s`);

const [derived, nothing] = measure(20, [() => run([cli, "derive", "-"], small), () => run(["-e", "0"])]);
const milliseconds = (time) => `${time.toFixed(0)} ms`;
report(
  "a 3×3 worksheet as a whole process, against `node -e 0`",
  derived / nothing,
  `${milliseconds(derived)} to ${milliseconds(nothing)}`,
);
rmSync(folder, { recursive: true });
