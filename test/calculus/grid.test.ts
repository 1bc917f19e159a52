/** The sizes at which proofs are evaluated show whatever makes convolutions differ, in every axis. */
import { expect, it } from "vitest";
import { chooseSizes, type Sizes } from "../../src/calculus/grid.ts";
import { completeSizes } from "../../src/calculus/size-order.ts";
import { DIMENSIONS, THEOREMS } from "./theorems.ts";

const TRAITS: Readonly<Record<string, (of: (stem: string) => number) => boolean>> = {
  "the stride above the kernel": (of) => of("s") > of("K"),
  "a common divisor of stride and dilation": (of) => of("s") % 2 === 0 && of("d") % 2 === 0,
  "a kernel of one entry": (of) => of("K") === 1,
  "an even kernel": (of) => of("K") % 2 === 0,
  "one window": (of) => of("O") === 1,
  "several windows": (of) => of("O") > 1,
  "a leftover": (of) => of("r") > 0,
  "no leftover": (of) => of("r") === 0,
  "a padding that crops": (of) => of("Pl") < 0 || of("Pr") < 0,
  "unequal paddings": (of) => of("Pl") !== of("Pr"),
  "no padding before": (of) => of("Pl") === 0,
  "a padding before that crops": (of) => of("Pl") < 0,
  "a padding after that crops": (of) => of("Pr") < 0,
  "a padding before that adds": (of) => of("Pl") > 0,
  "a padding after that adds": (of) => of("Pr") > 0,
};

for (const [number, { name, axes }] of DIMENSIONS.entries())
  it(`shows every trait on each axis (${name})`, () => {
    const { theory } = THEOREMS[number] as (typeof THEOREMS)[number];
    const chosen = chooseSizes(theory, 16);
    expect(chosen.length).toBeLessThanOrEqual(16);
    for (const sizes of chosen) expect(completeSizes(sizes, theory)).toEqual(sizes);
    for (const axis of axes.keys())
      for (const [trait, isShown] of Object.entries(TRAITS)) {
        const shows = (sizes: Sizes) => isShown((stem) => sizes.get(axis === 0 ? stem : `${stem}${axis}`) as number);
        expect(chosen.some(shows), `${trait}, axis ${axis}`).toBe(true);
      }
  });
