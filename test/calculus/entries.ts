/** The general entries that the tests ask for: derivatives, gradients and expansions of both convolutions. */
import { convolution, gradient } from "../../src/calculus/operators.ts";
import { type Definition, entry, shapeOf, type Theory } from "../../src/calculus/sums.ts";
import { letter, ONE, type Polynomial, substitute } from "../../src/sizes/polynomial.ts";
import { baseOf, DIMENSIONS, type Setting, shapesOf, transposed, y } from "./theorems.ts";
import { axisOf, CHANNELS, defining } from "./theories.ts";

export interface EntryCase {
  readonly name: string;
  readonly array: string;
  readonly theory: Theory;
}

/** ∂of/∂by, an array of its own, with the indices of both. */
export function jacobian(of: string, by: string, theory: Theory): Definition {
  const left = shapeOf(of, theory).map((_, axis) => `i${axis}`);
  const right = shapeOf(by, theory).map((_, axis) => `x${axis}`);
  const factor = {
    kind: "derivative",
    of: [entry(of, ...left.map(letter))],
    by: entry(by, ...right.map(letter)),
  } as const;
  const body = [{ coefficient: 1, bound: [], guards: [], factors: [factor] }];
  return { name: "g", shape: [...shapeOf(of, theory), ...shapeOf(by, theory)], index: [...left, ...right], body };
}

/** Without groups: n, the channels and the place are loops of their own. */
const CHANNELLED = (theory: Theory): Definition =>
  convolution({ name: "y", input: "a", kernel: "k", axes: [axisOf()], channels: { ...CHANNELS, groups: ONE } }, theory);

const FREE = { input: ["n", "c", "m"], kernel: ["o", "c", "u"], output: ["n", "f", "p"] } as const;

/** Letters for the indices of an entry of this kind of array: of axis number 1 with a 1 behind. */
function freeOf(setting: Setting, kinds: readonly (keyof typeof FREE)[]): Theory["free"] {
  const taken = new Set<string>();
  return kinds.flatMap((kind) => {
    const names = [...(setting.channels ? FREE[kind].slice(0, 2) : [])];
    for (const axis of setting.axes.keys()) names.push(`${FREE[kind][2]}${axis === 0 ? "" : axis}` as "m");
    return shapesOf(setting)[kind].map((size, axis) => {
      const wish = names[axis] ?? "";
      const name = taken.has(wish) ? `${wish}0` : wish;
      taken.add(name);
      return { letter: name, size };
    });
  });
}

export function caseOf(
  setting: Setting & { readonly name: string },
  name: string,
  kinds: readonly (keyof typeof FREE)[],
  ...makers: readonly ((theory: Theory) => Definition)[]
): EntryCase {
  const theory = defining({ ...baseOf(setting, []), free: freeOf(setting, kinds) }, ...makers);
  return { name: `${name} (${setting.name})`, array: theory.definitions.at(-1)?.name ?? "", theory };
}

const PLAIN: readonly EntryCase[] = (
  [
    ["y", ["output"], undefined],
    ["∂y/∂a", ["output", "input"], (theory) => jacobian("y", "a", theory)],
    ["∂L/∂a", ["input"], (theory) => gradient("g", "y", "δ", "a", theory)],
    ["∂L/∂k", ["kernel"], (theory) => gradient("g", "y", "δ", "k", theory)],
  ] as readonly (readonly [string, readonly (keyof typeof FREE)[], ((theory: Theory) => Definition) | undefined])[]
).map(([name, kinds, maker]) => {
  const setting = { axes: [axisOf()], channels: true, name: "1-D, batch, channels" };
  const { theory } = caseOf(setting, name, kinds);
  const one = new Map([["G", ONE]]);
  const set = (shape: readonly Polynomial[]) => shape.map((size) => substitute(size, one));
  const arrays = theory.arrays.map((array) => ({ ...array, shape: set(array.shape) }));
  const free = theory.free.map((index) => ({ ...index, size: substitute(index.size, one) }));
  const grown = defining({ ...theory, arrays, free }, CHANNELLED, ...(maker === undefined ? [] : [maker]));
  return { name: `${name} (${setting.name})`, array: grown.definitions.at(-1)?.name ?? "", theory: grown };
});

export const ENTRY_CASES: readonly EntryCase[] = [
  ...PLAIN,
  ...DIMENSIONS.flatMap((setting) => {
    const z = transposed(setting, "z", "x");
    const by = (of: string, delta: string, name: string) => (theory: Theory) => gradient("g", of, delta, name, theory);
    const jac = (of: string, name: string) => (theory: Theory) => jacobian(of, name, theory);
    return [
      caseOf(setting, "y", ["output"], y(setting)),
      caseOf(setting, "z", ["input"], z),
      caseOf(setting, "∂y/∂a", ["output", "input"], y(setting), jac("y", "a")),
      caseOf(setting, "∂y/∂k", ["output", "kernel"], y(setting), jac("y", "k")),
      caseOf(setting, "∂z/∂x", ["input", "output"], z, jac("z", "x")),
      caseOf(setting, "∂z/∂k", ["input", "kernel"], z, jac("z", "k")),
      caseOf(setting, "∂L/∂a", ["input"], y(setting), by("y", "δ", "a")),
      caseOf(setting, "∂L/∂k", ["kernel"], y(setting), by("y", "δ", "k")),
      caseOf(setting, "∂L/∂x, L of z", ["output"], z, by("z", "ε", "x")),
      caseOf(setting, "∂L/∂k, L of z", ["kernel"], z, by("z", "ε", "k")),
    ];
  }),
];
