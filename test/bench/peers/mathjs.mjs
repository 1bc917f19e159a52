/** mathjs: J or G of an n×n convolution by a 5×5 kernel, differentiated entry by entry, as LaTeX in a file. */
import { closeSync, openSync, writeSync } from "node:fs";
import { derivative, parse } from "mathjs";

const [, , kind, size, file] = process.argv;
const [n, K] = [Number(size), 5];
const O = n - K + 1;
const open = openSync(file, "w");
const named = (letter, i, j) => `${letter}_${i + 1}_${j + 1}`;
const window = Array.from({ length: K * K }, (_, place) => [Math.floor(place / K), place % K]);
const output = (p, q) => window.map(([u, v]) => `${named("k", u, v)} * ${named("a", p + u, q + v)}`).join(" + ");

/** Simplifying is exponential in the number of terms. */
const entry = (sum, variable) => derivative(sum, variable, { simplify: false }).toTex();

function outputsWith(m, l) {
  const outputs = [];
  for (let p = Math.max(0, m - K + 1); p <= Math.min(O - 1, m); p++)
    for (let q = Math.max(0, l - K + 1); q <= Math.min(O - 1, l); q++) outputs.push([p, q]);
  return outputs;
}

for (let p = 0; kind === "J" && p < O; p++)
  for (let q = 0; q < O; q++) {
    const y = parse(output(p, q));
    for (const variable of [
      ...window.map(([u, v]) => named("a", p + u, q + v)),
      ...window.map(([u, v]) => named("k", u, v)),
    ])
      writeSync(open, `\\frac{\\partial ${named("y", p, q)}}{\\partial ${variable}} &= ${entry(y, variable)}\n`);
  }
for (let m = 0; kind === "G" && m < n; m++)
  for (let l = 0; l < n; l++) {
    const terms = outputsWith(m, l).map(([p, q]) => `${named("d", p, q)} * (${output(p, q)})`);
    const variable = named("a", m, l);
    writeSync(open, `\\frac{\\partial L}{\\partial ${variable}} &= ${entry(parse(terms.join(" + ")), variable)}\n`);
  }
closeSync(open);
