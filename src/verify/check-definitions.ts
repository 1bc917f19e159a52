/**
 * Checks names that a derivation introduces, and the index formulas of definitions, entry by entry.
 */
import type { Derivation } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import { sizeOfShape, unflatten } from "../problem/rows.ts";
import { randomResidue } from "./arithmetic.ts";
import { type Checks, evaluated, fail } from "./checks.ts";

/** A name that was introduced must not hide one of the worksheet, and must stand for what it says. */
export function checkNames({ problem, derivation }: Checks): void {
  for (const [name, meaning] of Object.entries(derivation.names)) {
    const array = problem.arrays.find((candidate) => candidate.name === name);
    if (array === undefined) continue;
    const source = array.source === undefined ? name : printExpression(array.source);
    if (array.named || source !== printExpression(meaning)) fail(`the name ${name}`, `stands for \`${source}\``);
  }
}

/** Index formulas are checked at every entry up to this many, and at so many sampled ones beyond. */
const MOST_ENTRIES = 4096;

export function checkDefinition(checks: Checks, { name, source, formula }: Derivation["definitions"][number]): void {
  const place = `the definition of ${name}`;
  const array = checks.problem.arrays.find((candidate) => candidate.name === name);
  const meaning = array?.source ?? checks.derivation.names[name];
  if (meaning === undefined || printExpression(meaning) !== printExpression(source))
    fail(place, `is not \`${printExpression(source)}\``);
  const ranges = formula.letters.map(({ from, to }) => to - from + 1);
  for (const point of samplePoints(ranges)) {
    const letters = new Map(
      formula.letters.map(({ name: letter, from }, axis) => [letter, from + (point[axis] as number)]),
    );
    for (const interpreter of checks.modular) {
      const [left, right] = [formula.left, formula.right].map((side) =>
        evaluated(place, () => interpreter.evaluate(side, letters).value),
      );
      if (left !== right) fail(place, `does not hold at ${JSON.stringify(Object.fromEntries(letters))}`);
    }
  }
}

function samplePoints(ranges: readonly number[]): number[][] {
  const size = sizeOfShape(ranges);
  const count = Math.min(size, MOST_ENTRIES);
  return Array.from({ length: count }, (_, sample) => {
    const flat =
      size <= MOST_ENTRIES || sample === 0
        ? sample
        : sample === 1
          ? size - 1
          : randomResidue(`sample ${sample}`, 1) % size;
    return unflatten(flat, ranges);
  });
}
