/**
 * Whether two documents list the same equations, one after the other: where they do not, a comparison of times means
 * nothing. In: files. Out: how many equations; what lays them out (displays, breaks of long sums) does not count.
 */
import { readFileSync } from "node:fs";

/** An entry's line: its left side has the numbers of places, so that formulas and definitions are none. */
const EQUATION = /^ {2}\\frac\{\\partial (?:L|y_\{[\d,]+\})\}\{\\partial \w_\{[\d,]+\}\} &= [^=]*?(?=(?: \\\\)?$)/gm;

function equationsIn(file) {
  const text = readFileSync(file, "latin1").replaceAll("\n\\end{align*}\n\\begin{align*}\n", " \\\\\n");
  return text.replace(/ \\\\\n\s*&\\quad\{\} /g, "").match(EQUATION) ?? [];
}

export function countSame(file, others) {
  const equations = equationsIn(file);
  for (const other of others) {
    const found = equationsIn(other);
    const at = equations.findIndex((equation, position) => equation !== found[position]);
    if (at >= 0 || found.length !== equations.length || found.length === 0)
      throw new Error(`${file} and ${other} differ at equation ${at + 1}:\n${equations[at]}\n${found[at]}`);
  }
  return equations.length;
}
