/** Computer algebra systems, where they are installed: each differentiates entry by entry and prints LaTeX. */
import { spawnSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deriveTo, pathOf, runNode, runProgram } from "./measure.mjs";
import { count, megabytes, seconds, times } from "./table.mjs";
import { entriesOf, square, worksheetOf, writtenTermsOf } from "./tasks.mjs";

const LIMIT = 480_000;

const about = [
  "Whole processes at n = 64, once each, with the program before and after; those that would take minutes (SymPy, and",
  "mathjs at G) at n = 32, their times scaled by the number of terms. They are given every advantage",
  "that one who knows the layer can give: of each y only the variables that it contains are tried, and for G the loss is",
  "the sum of those few δ·y alone that contain the entry (of the whole loss it would take them minutes). The number of",
  `equations is counted. Stopped after ${LIMIT / 1000} s.`,
];

const columns = [
  ["peer and task"],
  ["to the program", "the peer's time divided by the program's: how many times as fast the program is"],
  ["peer", "time of the process, scaled where the remark says so"],
  ["program", "mean of the two runs around it"],
  ["equations", "that the peer wrote"],
  ["written", "size of the peer's file"],
  ["remark"],
];

const outputOf = (command, args) => {
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
};

/** A program of C++, compiled; nothing where its library is missing. */
function compiled(folder, source, libraries) {
  const program = join(folder, source.replace(".cpp", ""));
  if (outputOf("g++", ["-O2", pathOf(`peers/${source}`), "-o", program, ...libraries]) === undefined) return undefined;
  return { command: program, args: [], version: outputOf(program, ["--version"]) };
}

function python(source) {
  const version = outputOf("python3", [pathOf(source), "--version"]);
  return version === undefined ? undefined : { command: "python3", args: [pathOf(source)], version };
}

function mathjs() {
  const { version } = JSON.parse(readFileSync(pathOf("../../node_modules/mathjs/package.json"), "utf8"));
  return { command: process.execPath, args: [pathOf("peers/mathjs.mjs")], version };
}

export const peersTitle = "Computer algebra systems";

export function peers(folder) {
  const all = [
    { name: "GiNaC", sizes: { J: 64, G: 64 }, found: compiled(folder, "ginac.cpp", ["-lginac", "-lcln"]) },
    { name: "giac", sizes: { J: 64, G: 64 }, found: compiled(folder, "giac.cpp", ["-lgiac", "-lgmp"]) },
    { name: "SymPy", sizes: { J: 32, G: 32 }, found: python("peers/sympy_peer.py") },
    { name: "mathjs", sizes: { J: 64, G: 32 }, found: mathjs() },
  ];
  const missing = all.filter(({ found }) => found === undefined).map(({ name }) => name);
  const present = all.filter(({ found }) => found !== undefined);
  return {
    title: peersTitle,
    about,
    columns,
    rows: present.flatMap((peer) => ["J", "G"].map((kind) => rowOf(folder, peer, kind))),
    notes: missing.map((name) => `${name} is not installed here, or does not compile, and was left out.`),
  };
}

function rowOf(folder, { name, sizes, found }, kind) {
  const n = sizes[kind];
  const [worksheet, output, file] = ["peer.grad", "peer.tex", "peer.out"].map((end) => join(folder, end));
  writeFileSync(worksheet, worksheetOf(kind, square(64)));
  const ours = () => runNode(deriveTo(worksheet, output)).taken;
  const before = ours();
  const { taken, isStopped } = runProgram(found.command, [...found.args, kind, String(n), file], { limit: LIMIT });
  const program = (before + ours()) / 2;
  const title = `${name} ${found.version}, ${kind} 64`;
  if (isStopped)
    return [title, `over ${times(taken / program)}`, `over ${seconds(taken)}`, seconds(program), "", "", "stopped"];
  const equations = readFileSync(file, "utf8").match(/ &= +\S/g)?.length ?? 0;
  if (equations !== entriesOf(kind, square(n))) throw new Error(`${title} wrote ${equations} equations`);
  const scale = writtenTermsOf(kind, square(64)) / writtenTermsOf(kind, square(n));
  const remark = n === 64 ? "" : `${seconds(taken)} at n = ${n}, times ${scale.toFixed(2)}`;
  const whole = taken * scale;
  const written = [count(equations), megabytes(statSync(file).size)];
  return [title, times(whole / program), seconds(whole), seconds(program), ...written, remark];
}
