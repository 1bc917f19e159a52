/** Short ways to write a claim about arrays: sizes and indices as text, products, arrays given by a sum. */
import { gradient } from "../../src/calculus/operators.ts";
import {
  type Bound,
  type Definition,
  type Entry,
  entry,
  type Factor,
  type Product,
  type Theory,
} from "../../src/calculus/sums.ts";
import type { Polynomial } from "../../src/sizes/polynomial.ts";
import type { Theorem } from "./theorems.ts";
import { defining, poly } from "./theories.ts";

export type Claim = Omit<Theorem, "name">;
export type Maker = (theory: Theory) => Definition;

const INDICES = ["m", "j", "e", "f", "h"];
export const freeOf = (...sizes: readonly Polynomial[]): Theory["free"] =>
  sizes.map((size, axis) => ({ letter: INDICES[axis] ?? "", size }));

/** Letters for sizes of at least 1, arrays by their shapes, and the shape of what is claimed. */
export function plain(sizes: string, arrays: Readonly<Record<string, string>>, of: string): Theory {
  const shape = (text: string): readonly Polynomial[] => text.split(" ").filter(Boolean).map(poly);
  const letters = sizes.split(" ").map((name) => ({ letter: name, atLeast: 1 }));
  return {
    assumptions: { letters, nonnegative: [], equations: [] },
    arrays: Object.entries(arrays).map(([name, text]) => ({ name, shape: shape(text) })),
    definitions: [],
    free: freeOf(...shape(of)),
  };
}

export const at = (array: string, ...index: readonly string[]): Entry => entry(array, ...index.map(poly));
/** One product; letters that are summed run over all integers where no size is given. */
export function product(summed: string, ...factors: readonly Factor[]): Product {
  const bound = summed
    .split(" ")
    .filter(Boolean)
    .map((text): Bound => {
      const [name = "", size] = text.split("<");
      return size === undefined ? { letter: name } : { letter: name, size: poly(size) };
    });
  return { coefficient: 1, bound, guards: [], factors };
}

export function array(name: string, shape: string, index: string, ...body: readonly Product[]): Maker {
  const words = (text: string): readonly string[] => text.split(" ").filter(Boolean);
  return () => ({ name, shape: words(shape).map(poly), index: words(index), body });
}

export const gradientOf =
  (output: string, delta: string, by: string, name = "g"): Maker =>
  (theory) =>
    gradient(name, output, delta, by, theory);

export const claim = (base: Theory, ...makers: readonly Maker[]): Claim => ({
  statement: { left: "g", right: "w" },
  theory: defining(base, ...makers),
});
