/**
 * What the benchmark is held against: nested loops that know the answer and only glue strings together.
 * In: `J` or `G`, the input's size n, the kernel's K, a file. Out: every non-zero dy/da and dy/dk of the n×n
 * convolution without padding, or every dL/da, a line each; a row of the array is written at a time.
 */
import { closeSync, openSync, writeSync } from "node:fs";

const index = (i, j, size) => (size > 9 ? `${i},${j}` : `${i}${j}`);

function jacobians(n, K, write) {
  const O = n - K + 1;
  for (const wrt of ["a", "k"])
    for (let p = 1; p <= O; p++) {
      let text = "";
      for (let q = 1; q <= O; q++)
        for (let u = 1; u <= K; u++)
          for (let v = 1; v <= K; v++) {
            const a = `a_{${index(p + u - 1, q + v - 1, n)}}`;
            const k = `k_{${index(u, v, K)}}`;
            const [below, right] = wrt === "a" ? [a, k] : [k, a];
            text += `  \\frac{\\partial y_{${index(p, q, O)}}}{\\partial ${below}} &= ${right} \\\\\n`;
          }
      write(text);
    }
}

function gradient(n, K, write) {
  const O = n - K + 1;
  for (let m = 1; m <= n; m++) {
    let text = "";
    for (let l = 1; l <= n; l++) {
      let sum = "";
      for (let p = Math.max(1, m - K + 1); p <= Math.min(O, m); p++)
        for (let q = Math.max(1, l - K + 1); q <= Math.min(O, l); q++) {
          if (sum !== "") sum += " + ";
          sum += `\\delta_{${index(p, q, O)}}k_{${index(m - p + 1, l - q + 1, K)}}`;
        }
      text += `  \\frac{\\partial L}{\\partial a_{${index(m, l, n)}}} &= ${sum} \\\\\n`;
    }
    write(text);
  }
}

const [, , kind, n, K, file] = process.argv;
const open = openSync(file, "w");
const write = (text) => writeSync(open, text);
if (kind === "J") jacobians(Number(n), Number(K), write);
else gradient(Number(n), Number(K), write);
closeSync(open);
