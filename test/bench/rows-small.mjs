/** What waits on a keypress: starting for a small worksheet, and one entry of a worksheet that has just been changed. */
import { derivative, parse } from "mathjs";
import { derive, render } from "../../dist/index.js";
import { cli, inTurn, median, quantile, ratios, runNode } from "./measure.mjs";
import { spread } from "./rows-process.mjs";
import { seconds } from "./table.mjs";

const SMALL = "tensor a[3,3]\ntensor k[2,2]\ny = conv2d(a, k)\njacobian y wrt a\n";

export function startUp(rounds) {
  const [derived, nothing] = inTurn(rounds, [
    () => runNode([cli, "derive", "-"], { input: SMALL }),
    () => runNode(["-e", "0"]),
  ]);
  return {
    title: "Start-up",
    about: [
      `\`gradscribe derive\` of a 3×3 worksheet as a whole process, in turn with \`node -e 0\`; ${rounds} rounds.`,
    ],
    columns: [
      ["task"],
      ["to node", "the program's time divided by that of `node -e 0`; median of rounds (quartiles)"],
      ["program", "median time"],
      ["node", "median time"],
    ],
    rows: [["3×3 worksheet", spread(ratios(derived, nothing)), seconds(median(derived)), seconds(median(nothing))]],
  };
}

const [n, K] = [16, 5];
const requests = [
  "jacobian y[3,2] wrt a[3,2]",
  "jacobian y[3,2] wrt k[1,2]",
  "gradient L wrt a[3,2]",
  "gradient L wrt k[1,2]",
];

/** A worksheet that was never seen: its array has a name of its own. */
function worksheetOf(request, round) {
  const name = `a${round + 10}`;
  const asked = request.replace("a[", `${name}[`);
  return `tensor ${name}[${n},${n}]\ntensor k[${K},${K}]\ny = conv2d(${name}, k)\nloss L(y)\n${asked}\n`;
}

function outputsIn(request) {
  const O = n - K + 1;
  const all = Array.from({ length: O * O }, (_, place) => [Math.floor(place / O) + 1, (place % O) + 1]);
  if (request.startsWith("jacobian")) return [[3, 2]];
  return request.includes("k[") ? all : all.filter(([p, q]) => p <= 3 && 3 < p + K && q <= 2 && 2 < q + K);
}

/** What mathjs is given: y[3,2], or δ times y over the outputs in which the variable stands. */
function sumOf(request, name) {
  const places = Array.from({ length: K * K }, (_, place) => [Math.floor(place / K) + 1, (place % K) + 1]);
  const output = ([p, q]) => places.map(([u, v]) => `k_${u}_${v} * ${name}_${p + u - 1}_${q + v - 1}`).join(" + ");
  if (request.startsWith("jacobian")) return output([3, 2]);
  return outputsIn(request)
    .map(([p, q]) => `d_${p}_${q} * (${output([p, q])})`)
    .join(" + ");
}

function byMathjs(request, round) {
  const name = `a${round + 10}`;
  const variable = request.includes("k[") ? "k_1_2" : `${name}_3_2`;
  return derivative(parse(sumOf(request, name)), variable, { simplify: false }).toTex();
}

export function oneEntry(rounds) {
  return {
    title: "One entry of a changed worksheet",
    about: [
      "In process, a 16×16 input and a 5×5 kernel: `derive` and `render` to LaTeX of one entry, step by step and checked.",
      "Every round has another name for the input, so that nothing can be remembered. In turn with mathjs, which parses",
      `the sum that the entry is a derivative of, differentiates it without simplifying, and prints it. ${rounds} rounds.`,
    ],
    columns: [
      ["request"],
      ["to mathjs", "the program's time divided by that of mathjs; median of rounds (quartiles)"],
      ["median", "of the program"],
      ["95 %", "of the rounds took less"],
      ["mathjs", "median of mathjs"],
    ],
    rows: requests.map((request) => rowOf(request, rounds)),
  };
}

function rowOf(request, rounds) {
  const [ours, theirs] = inTurn(
    rounds,
    [(round) => render(derive(worksheetOf(request, round)), { to: "latex" }), (round) => byMathjs(request, round)],
    10,
  );
  const [middle, most] = [median(ours), quantile(ours, 0.95)];
  return [`\`${request}\``, spread(ratios(ours, theirs)), seconds(middle), seconds(most), seconds(median(theirs))];
}
