/** Theories for the tests: the sizes of a convolution as letters, and arrays defined by it. */

import type { Axis, Channels } from "../../src/calculus/operators.ts";
import type { Definition, Theory } from "../../src/calculus/sums.ts";
import { type Assumptions, type SizeLetter, solveFor } from "../../src/sizes/assumptions.ts";
import { add, constant, letter, multiply, negate, ONE, type Polynomial, subtract } from "../../src/sizes/polynomial.ts";

/** A polynomial from its text: letters, integers, + − * and parentheses. */
export function poly(text: string): Polynomial {
  const tokens = text.match(/[\p{L}_][\p{L}\d_]*|\d+|[-+*()]/gu) ?? [];
  let at = 0;
  const atom = (): Polynomial => {
    const token = tokens[at++] ?? "";
    if (token === "(") {
      const inner = sum();
      at++;
      return inner;
    }
    if (token === "-") return negate(product());
    return /^\d/.test(token) ? constant(Number(token)) : letter(token);
  };
  const product = (): Polynomial => {
    let value = atom();
    while (tokens[at] === "*") {
      at++;
      value = multiply(value, atom());
    }
    return value;
  };
  const sum = (): Polynomial => {
    let value = product();
    for (let sign = tokens[at]; sign === "+" || sign === "-"; sign = tokens[at]) {
      at++;
      value = sign === "+" ? add(value, product()) : subtract(value, product());
    }
    return value;
  };
  return sum();
}

/** The axis with this number: letters H, K, s, d, Pl, Pr, O, r, the number behind each unless it is the first. */
export function axisOf(number = 0): Axis & { readonly letters: readonly SizeLetter[] } {
  const name = (stem: string): string => (number === 0 ? stem : `${stem}${number}`);
  const of = (stem: string): Polynomial => letter(name(stem));
  const letters = [
    { letter: name("K"), atLeast: 1 },
    { letter: name("O"), atLeast: 1 },
    { letter: name("s"), atLeast: 1 },
    { letter: name("d"), atLeast: 1 },
    { letter: name("r"), atLeast: 0 },
    { letter: name("H"), atLeast: 1 },
    { letter: name("Pl") },
    { letter: name("Pr") },
  ];
  return {
    letters,
    stride: of("s"),
    dilation: of("d"),
    before: of("Pl"),
    after: of("Pr"),
    kernel: of("K"),
    input: of("H"),
    windows: of("O"),
    leftover: of("r"),
  };
}

/** Pr from the equation of the sizes, so that no floor is left: any H, K, s, d, Pl, O and r < s. */
export function assumptionsOf(
  axes: readonly ReturnType<typeof axisOf>[],
  more: readonly SizeLetter[] = [],
): Assumptions {
  const equations = axes.map((axis) => {
    const reach = add(multiply(axis.dilation, subtract(axis.kernel, ONE)), ONE);
    const steps = add(multiply(axis.stride, subtract(axis.windows, ONE)), axis.leftover);
    const zero = subtract(add(axis.input, axis.before, axis.after), add(reach, steps));
    return solveFor(zero, axis.letters.at(-1)?.letter ?? "");
  });
  return {
    letters: [...axes.flatMap((axis) => axis.letters), ...more],
    nonnegative: axes.map((axis) => subtract(subtract(axis.stride, axis.leftover), ONE)),
    equations,
  };
}

export const CHANNELS: Channels = {
  batch: letter("N"),
  groups: letter("G"),
  near: letter("Co"),
  far: letter("Ci"),
};
export const CHANNEL_LETTERS = ["N", "G", "Co", "Ci"].map((name) => ({ letter: name, atLeast: 1 }));

/** A theory with each definition made from what was defined before. */
export function defining(theory: Theory, ...makers: readonly ((theory: Theory) => Definition)[]): Theory {
  let grown = theory;
  for (const make of makers) grown = { ...grown, definitions: grown.definitions.concat(make(grown)) };
  return grown;
}

/** What it claims, its theory, the array that is claimed to be g, and where it fails. */
export type FalseStatement = readonly [name: string, theory: Theory, right: string, expected: string];
