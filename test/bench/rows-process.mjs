/** The whole command line against loops that know the answer: processes that end with the same equations in a file. */
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deriveTo, inTurn, median, pathOf, quantile, ratios, runNode } from "./measure.mjs";
import { countSame } from "./same.mjs";
import { count, digits, megabytes, seconds, times } from "./table.mjs";
import { entriesOf, square, worksheetOf } from "./tasks.mjs";

const about = [
  "J *n*: every non-zero entry of ∂y/∂a and ∂y/∂k of `y = conv2d(a, k)` with an n×n input and a 5×5 kernel, a line",
  "of LaTeX each. G *n*: every ∂L/∂a of the same layer as a sum. `gradscribe derive X.grad --to latex --detail",
  "results --fragment -o FILE` derives and checks them, from the bundled command line. The loops derive and check",
  "nothing: they know the answer. That all three write the same equations is compared, one by one, in every run.",
  "Whole processes, start-up included, one after the other in every round.",
];

const columns = [
  ["task"],
  ["to strings", "the program's time divided by that of a loop that glues strings; median of rounds (quartiles)"],
  ["to bytes", "the same, to a loop that copies names which it has as bytes into one buffer"],
  ["program", "median time of the process"],
  ["strings", "of the loop that glues strings"],
  ["bytes", "of the loop that copies bytes"],
  ["equations", "how many each of the three writes"],
  ["written", "size of the program's file"],
  ["by the loops", "size of each loop's file, without displays, headings and breaks of long sums"],
];

/** A ratio with the quartiles of the rounds. */
export function spread(values) {
  return `${times(median(values))} (${[0.25, 0.75].map((share) => digits(quantile(values, share))).join("–")})`;
}

export function wholeProcesses(folder, rounds) {
  const tasks = ["J", "G"].flatMap((kind) => [64, 128].map((n) => [kind, n]));
  return {
    title: "Whole process, against loops that know the answer",
    about: [...about, `${rounds} rounds, after one that does not count.`],
    columns,
    rows: tasks.map(([kind, n]) => rowOf(folder, rounds, kind, n)),
  };
}

function rowOf(folder, rounds, kind, n) {
  const layer = square(n);
  const [worksheet, ours, strings, bytes] = ["grad", "tex", "strings", "bytes"].map((end) => join(folder, `x.${end}`));
  writeFileSync(worksheet, worksheetOf(kind, layer));
  const taken = inTurn(rounds, [
    () => runNode(deriveTo(worksheet, ours)),
    () => runNode([pathOf("straight-loop.mjs"), kind, String(n), "5", strings]),
    () => runNode([pathOf("byte-loop.mjs"), kind, JSON.stringify(layer), bytes]),
  ]);
  const equations = countSame(ours, [strings, bytes]);
  if (equations !== entriesOf(kind, layer)) throw new Error(`${kind} ${n} has ${equations} equations`);
  const [program, byStrings, byBytes] = taken;
  const sizes = [ours, strings].map((file) => megabytes(statSync(file).size));
  return [
    `${kind} ${n}`,
    spread(ratios(program, byStrings)),
    spread(ratios(program, byBytes)),
    ...taken.map((each) => seconds(median(each))),
    count(equations),
    ...sizes,
  ];
}
