/**
 * What the benchmark is held against: nested loops that know the answer and only glue strings together.
 * As a program it writes its lines into the file that it is given.
 */
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** Every dy/da, then every dy/dk, of the valid convolution of an n×n input by a K×K kernel, row by row. */
export function printJacobians(n, K) {
  const O = n - K + 1;
  const index = (i, j, size) => (size > 9 ? `${i},${j}` : `${i}${j}`);
  let [byInput, byKernel] = ["", ""];
  for (let p = 1; p <= O; p++)
    for (let q = 1; q <= O; q++)
      for (let u = 1; u <= K; u++)
        for (let v = 1; v <= K; v++) {
          const y = `\\frac{\\partial y_{${index(p, q, O)}}}{\\partial `;
          const a = `a_{${index(p + u - 1, q + v - 1, n)}}`;
          const k = `k_{${index(u, v, K)}}`;
          byInput += `${y + a}} &= ${k}\n`;
          byKernel += `${y + k}} &= ${a}\n`;
        }
  return byInput + byKernel;
}

const [, program, size, kernel, file] = process.argv;
if (program !== undefined && import.meta.url === pathToFileURL(program).href && file !== undefined)
  writeFileSync(file, printJacobians(Number(size), Number(kernel)));
