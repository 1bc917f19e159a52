/** What a language must be able to say about figures: headings, captions, and descriptions for who does not see them. */
import type { Visual } from "./visual.ts";
import type { Inline, Phrase } from "./words.ts";

const upright = (latex: string, plain: string): Visual => ({
  tag: "symbol",
  latex,
  plain,
  word: false,
  scripts: "none",
});

/** The matrix of a derivative, and the same turned over. */
export const matrixName: Inline = { math: upright("C", "C") };
export const transposedName: Inline = {
  math: { tag: "power", base: upright("C", "C"), exponent: upright("\\top", "T") },
};

export interface WindowWords {
  /** The entry of the result that is shown. */
  readonly entry: Inline;
  readonly window: Inline;
  readonly field: Inline;
  /** By half a turn. */
  readonly isTurned: boolean;
  /** Zeros around or between the entries are drawn. */
  readonly hasZeros: boolean;
  /** One channel of several is shown. */
  readonly isSlice: boolean;
}

export interface FigureWords {
  /** `Figure 1.` */
  readonly label: (number: number) => string;
  /** Heads the array over which a window slides, with zeros between its entries or not. */
  readonly field: (name: Inline, isStuffed: boolean) => Phrase;
  readonly window: (said: WindowWords) => Phrase;
  /** Pairs of an entry of the window and the entry on which it lies, and how many of the window lie on zeros. */
  readonly windowAlternative: (entry: Inline, pairs: readonly (readonly [Inline, Inline])[], onZeros: number) => Phrase;
  /** Instead of a window that a figure shows already. */
  readonly sameProducts: (entry: Inline, number: number) => Phrase;
  readonly matrix: Phrase;
  readonly matrixTransposed: Phrase;
  readonly matrices: (of: Inline, wrt: Inline) => Phrase;
  readonly matricesAlternative: (rows: number, columns: number, entries: number) => Phrase;
  readonly counts: (array: Inline) => Phrase;
  readonly countsAlternative: (rows: readonly (readonly number[])[]) => Phrase;
}
