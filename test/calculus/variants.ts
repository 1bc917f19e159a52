/** One statement under other assumptions: equations solved for another letter, numbers for letters, known paddings. */
import { type Definition, mapProduct, type Theory } from "../../src/calculus/sums.ts";
import { type SolvedEquation, solveFor } from "../../src/sizes/assumptions.ts";
import { letter, lettersOf, type Polynomial, substitute, subtract } from "../../src/sizes/polynomial.ts";
import { poly } from "./theories.ts";

export interface Variant {
  readonly name: string;
  /** Values of the letters of an axis, in letters of that axis, without its number. */
  readonly values: Readonly<Record<string, string>>;
  /** What the equation of an axis is solved for: the first that there is. */
  readonly solved: readonly string[];
}

const NO_LEFTOVER = { r: "0", t: "0", q: "0" };
const SYMMETRIC = { Pl: "P", Pr: "P" };
const BY_INPUT = ["H", "O", "r"];

export const VARIANTS: readonly Variant[] = [
  { name: "solved for the padding after", values: {}, solved: ["Pr"] },
  { name: "solved for the input", values: {}, solved: BY_INPUT },
  { name: "solved for the padding before", values: {}, solved: ["Pl"] },
  { name: "one padding for both ends", values: SYMMETRIC, solved: BY_INPUT },
  { name: "one padding for both ends, solved for the leftover", values: SYMMETRIC, solved: ["r", "H", "O"] },
  { name: "no padding", values: { Pl: "0", Pr: "0" }, solved: BY_INPUT },
  { name: "full padding", values: { Pl: "d*K - d", Pr: "d*K - d" }, solved: BY_INPUT },
  { name: "no leftover", values: { ...NO_LEFTOVER }, solved: ["Pr"] },
  { name: "no leftover, one padding for both ends", values: { ...NO_LEFTOVER, ...SYMMETRIC }, solved: BY_INPUT },
  { name: "stride 1", values: { s: "1", ...NO_LEFTOVER }, solved: ["Pr"] },
  { name: "stride 1, one padding for both ends", values: { s: "1", ...NO_LEFTOVER, ...SYMMETRIC }, solved: BY_INPUT },
  { name: "stride 2", values: { s: "2" }, solved: ["Pr"] },
  { name: "stride 3, dilation 2", values: { s: "3", d: "2" }, solved: BY_INPUT },
  { name: "dilation 1", values: { d: "1" }, solved: BY_INPUT },
  {
    name: "stride and dilation 1, no padding",
    values: { s: "1", ...NO_LEFTOVER, d: "1", Pl: "0", Pr: "0" },
    solved: BY_INPUT,
  },
  { name: "a kernel of 3", values: { K: "3" }, solved: BY_INPUT },
  {
    name: "a kernel of 3, stride 2, padding 1",
    values: { K: "3", s: "2", d: "1", Pl: "1", Pr: "1" },
    solved: BY_INPUT,
  },
];

const SUFFIXES = ["", "1", "2"];

/** The theory with these assumptions on each axis that it has. */
export function varied(theory: Theory, { values, solved }: Variant): Theory {
  const { assumptions } = theory;
  const letters = new Set(assumptions.letters.map((size) => size.letter));
  const onAxis = (text: string, suffix: string): Polynomial => {
    const named = poly(text);
    return substitute(named, new Map([...lettersOf(named)].map((name) => [name, letter(`${name}${suffix}`)])));
  };
  const put = new Map(
    SUFFIXES.flatMap((suffix) =>
      Object.entries(values).flatMap(([name, text]) =>
        letters.has(`${name}${suffix}`) ? [[`${name}${suffix}`, onAxis(text, suffix)] as const] : [],
      ),
    ),
  );
  const change = (polynomial: Polynomial): Polynomial => substitute(polynomial, put);
  const zeros = assumptions.equations.map((equation) => change(subtract(letter(equation.letter), equation.value)));
  const spoken = [...zeros, ...assumptions.nonnegative.map(change)].flatMap((zero) => [...lettersOf(zero)]);
  const added = [...new Set(spoken)].filter((name) => !letters.has(name)).map((name) => ({ letter: name }));
  return {
    arrays: theory.arrays.map(({ name, shape }) => ({ name, shape: shape.map(change) })),
    definitions: theory.definitions.map((definition) => changed(definition, change)),
    free: theory.free.map((free) => ({ ...free, size: change(free.size) })),
    assumptions: {
      letters: [...assumptions.letters.filter((size) => !put.has(size.letter)), ...added],
      nonnegative: assumptions.nonnegative.map(change).filter((zero) => lettersOf(zero).size > 0),
      equations: solvedFor(zeros, solved),
    },
  };
}

function changed(definition: Definition, change: (polynomial: Polynomial) => Polynomial): Definition {
  const { shape, body } = definition;
  return { ...definition, shape: shape.map(change), body: body.map((product) => mapProduct(product, change)) };
}

/** One equation after the other; what one is solved for goes out of all others. */
function solvedFor(zeros: readonly Polynomial[], wishes: readonly string[]): readonly SolvedEquation[] {
  let equations: readonly SolvedEquation[] = [];
  for (const zero of zeros) {
    const left = equations.reduce((rest, { letter: name, value }) => substitute(rest, new Map([[name, value]])), zero);
    const found = wishes
      .flatMap((wish) => SUFFIXES.map((suffix) => `${wish}${suffix}`))
      .flatMap((name) => attempt(left, name) ?? [])[0];
    if (found === undefined) throw new Error("an equation is solved for no letter");
    equations = [
      ...equations.map((other) => ({
        ...other,
        value: substitute(other.value, new Map([[found.letter, found.value]])),
      })),
      found,
    ];
  }
  return equations;
}

function attempt(zero: Polynomial, name: string): SolvedEquation | undefined {
  try {
    return lettersOf(zero).has(name) ? solveFor(zero, name) : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
