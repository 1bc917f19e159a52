/**
 * Checks names that a derivation introduces, and the index formulas of definitions, entry by entry.
 */
import type { Derivation, Formula } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import type { NumericArray } from "../problem/problem.ts";
import { sizeOfShape, unflatten } from "../problem/rows.ts";
import { randomResidue } from "./arithmetic.ts";
import { type Checks, evaluated, fail } from "./checks.ts";
import { integerOf } from "./letters.ts";

/** A name that was introduced must not hide one of the worksheet, and must stand for what it says. */
export function checkNames({ problem, derivation }: Checks): void {
  for (const [name, meaning] of Object.entries(derivation.names)) {
    const array = problem.arrays.find((candidate) => candidate.name === name);
    const shape = derivation.notation[name]?.shape.join();
    if (array === undefined) {
      const [, wrt] = meaning.tag === "call" && meaning.name === "grad" ? meaning.positional : [];
      const variable = wrt && problem.arrays.find((candidate) => candidate.name === printExpression(wrt));
      if (variable === undefined || shape !== variable.shape.join())
        fail(`the name ${name}`, "does not stand for an array of this shape");
      continue;
    }
    const source = array.source === undefined ? name : printExpression(array.source);
    if (array.named || source !== printExpression(meaning)) fail(`the name ${name}`, `stands for \`${source}\``);
  }
}

/** Index formulas are checked at every entry up to this many, and at so many sampled ones beyond. */
const MOST_ENTRIES = 4096;
const SAMPLED_ENTRIES = 24;
/** So are formulas with more products than this, and derivatives with more entries. */
const MOST_PRODUCTS = 1024;
const MOST_DERIVATIVES = 64;

/** Names that are shown are the worksheet's, or introduced. */
export function checkNotation({ problem, derivation }: Checks): void {
  for (const name of Object.keys(derivation.notation))
    if (!Object.hasOwn(derivation.names, name) && !problem.arrays.some((array) => array.name === name))
      fail(`the notation of ${name}`, "the name is not known");
}

export function checkDefinition(checks: Checks, { name, source, formula }: Derivation["definitions"][number]): void {
  const place = `the definition of ${name}`;
  const array = checks.problem.arrays.find((candidate) => candidate.name === name);
  const meaning = array?.source ?? checks.derivation.names[name];
  if (meaning === undefined || printExpression(meaning) !== printExpression(source))
    fail(place, `is not \`${printExpression(source)}\``);
  const ranges = formula.letters.map(({ from, to }) => to - from + 1);
  checkPlaces(checks, name, formula, place);
  const points = samplePoints(ranges, entriesFor(array));
  const isSampled = points.length < sizeOfShape(ranges);
  for (const [number, point] of points.entries()) {
    const letters = new Map(
      formula.letters.map(({ name: letter, from }, axis) => [letter, from + (point[axis] as number)]),
    );
    // A sample is spread over the random points: another place tells more than the same one at another point.
    const interpreters = isSampled ? [checks.modular[number % checks.modular.length]] : checks.modular;
    for (const interpreter of interpreters as Checks["modular"]) {
      const [left, right] = [formula.left, formula.right].map((side) =>
        evaluated(place, () => interpreter.evaluate(side, letters).value),
      );
      if (left !== right) fail(place, `does not hold at ${JSON.stringify(Object.fromEntries(letters))}`);
    }
  }
}

/** At how many entries the formula of an array is checked. */
function entriesFor(array: NumericArray | undefined): number {
  if (array?.definition.kind !== "rows") return MOST_DERIVATIVES;
  const products = array.definition.rows.reduce(
    (sum, { loops }) => sum + sizeOfShape(loops.map(({ size }) => size)),
    0,
  );
  return products <= MOST_PRODUCTS ? MOST_ENTRIES : SAMPLED_ENTRIES;
}

/** The left side names the array, and its letters reach every entry of it once. */
function checkPlaces({ problem, derivation }: Checks, name: string, { left, letters }: Formula, place: string): void {
  const [base, indices] = left.tag === "index" ? [left.array, left.indices] : [left, []];
  if (base.tag !== "name" || base.name !== name) fail(place, `the left side is not \`${name}\``);
  const shape = derivation.notation[name]?.shape ?? [];
  const ranges = letters.map(({ from, to }) => to - from + 1);
  if (ranges.some((range) => range < 1) || sizeOfShape(ranges) !== sizeOfShape(shape))
    fail(place, "the letters do not run over the array");
  if (sizeOfShape(shape) > MOST_ENTRIES) return;
  const reached = new Set<number>();
  for (const point of samplePoints(ranges)) {
    const values = new Map(letters.map(({ name: letter, from }, axis) => [letter, from + (point[axis] as number)]));
    const at = indices.map((item) => evaluated(place, () => integerOf(item, values)) - problem.indexBase);
    if (at.some((index, axis) => index < 0 || index >= (shape[axis] ?? 0))) fail(place, "the letters leave the array");
    reached.add(at.reduce((flat, index, axis) => flat * (shape[axis] as number) + index, 0));
  }
  if (reached.size !== sizeOfShape(shape)) fail(place, "the letters do not reach every entry");
}

/** All points up to `most`; of more, the first, the last, and random ones, on borders and in corners more than not. */
export function samplePoints(ranges: readonly number[], most = MOST_ENTRIES): number[][] {
  const size = sizeOfShape(ranges);
  if (size <= most) return Array.from({ length: size }, (_, flat) => unflatten(flat, ranges));
  return Array.from({ length: Math.min(most, SAMPLED_ENTRIES) }, (_, sample) =>
    ranges.map((range, axis) => {
      const chance = randomResidue(`sample ${sample} ${axis}`, 1);
      if (sample === 0 || chance % 4 === 0) return 0;
      return sample === 1 || chance % 4 === 1 ? range - 1 : Math.floor(chance / 4) % range;
    }),
  );
}
