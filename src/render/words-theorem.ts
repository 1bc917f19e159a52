/** What a theorem's writeup says, in one language. */
import type { Dead } from "../calculus/count-forms.ts";
import type { EntryCount } from "../calculus/entry-counts.ts";
import type { SizeLine, TheoremRuleId } from "../derivation/theorem.ts";
import type { Inline, Phrase } from "./words.ts";

/** A fact of a line with its formulas made; what it does not have is empty. */
export interface ShownFact {
  /** The arrays that it is about: of a gradient what is differentiated, by what, and the upstream gradient. */
  readonly arrays: readonly Inline[];
  /** `u = m`, or for letters counted otherwise what they become. */
  readonly equations: readonly Inline[];
  readonly letters: readonly Inline[];
  /** Letters in whose place others are summed over. */
  readonly instead: readonly Inline[];
  /** Of letters that are solved for: what divides what. */
  readonly divisions: readonly Inline[];
  /** Brackets that the fact is about, and ranges that come or go with it. */
  readonly brackets: readonly Inline[];
  readonly bounded: readonly Inline[];
  readonly summands: number;
}

/** Remarks on how many windows an entry lies in; of an axis where there are several. */
export interface CountWords {
  readonly heading: string;
  readonly uses: (entry: Inline, outputs: Inline, inputs: Inline, axis: number | undefined) => Phrase;
  readonly overlaps: (entry: Inline, outputs: Inline, inputs: Inline, axis: number | undefined) => Phrase;
  readonly meetings: (entry: Inline, outputs: Inline, inputs: Inline, axis: number | undefined) => Phrase;
  /** Away from the borders: the closed forms, or between which numbers the count lies elsewhere. */
  readonly inside: (
    where: readonly Inline[],
    forms: readonly Phrase[],
    between: readonly [least: Inline, most: Inline] | undefined,
  ) => Phrase;
  readonly form: (value: Inline, when: readonly Inline[]) => Phrase;
  readonly period: (stride: Inline) => Phrase;
  /** Where all counts are equal; `isChecked`: else they make the pattern of a checkerboard. */
  readonly uniform: (when: readonly Inline[], isPattern: boolean) => Phrase;
  readonly zero: (places: readonly Phrase[], counted: EntryCount["counted"]) => Phrase;
  readonly place: (where: readonly Inline[], why: string) => Phrase;
  readonly reasons: Readonly<Record<Dead["why"], string>>;
  readonly independent: Phrase;
  readonly known: (hasPeriod: boolean, instances: number, entries: number) => Phrase;
}

export interface TheoremWords {
  readonly theorem: string;
  readonly notation: string;
  readonly proof: string;
  /** `H, K ≥ 1`, `ρ ≥ 0`, letters that are any integers, and what is assumed of them all. */
  readonly sizes: (bounded: readonly Inline[], free: readonly Inline[], assumed: readonly Inline[]) => Phrase;
  /** Before equations of sizes. */
  readonly equations: (many: boolean) => Phrase;
  /** After them: what the letter of a quotient is: the number of windows along an axis, or a rounded quotient. */
  readonly windows: (letter: Inline, array: Inline, axis: number | undefined, remainder: Inline | undefined) => Phrase;
  readonly determined: (letter: Inline, remainder: Inline) => Phrase;
  readonly quotient: (letter: Inline, value: Inline, remainder: Inline | undefined) => Phrase;
  readonly nonnegative: (relations: readonly Inline[]) => Phrase;
  readonly arrays: (items: readonly Phrase[]) => Phrase;
  readonly array: (name: Inline, size: Phrase) => Phrase;
  readonly defined: (equation: Inline, size: Phrase) => Phrase;
  readonly put: (definitions: readonly Phrase[]) => Phrase;
  readonly loss: (loss: Inline, of: Inline) => Phrase;
  readonly upstream: (equation: Inline, size: Phrase) => Phrase;
  /** Before the claim: the ranges of its indices. */
  readonly claim: (ranges: readonly Inline[]) => Phrase;

  readonly zeroExtension: Phrase;
  /** Where functions of entries occur. */
  readonly zeroFunctions: Phrase;
  readonly openLetters: Phrase;
  readonly bracket: (bracket: Inline) => Phrase;
  readonly divides: (bracket: Inline) => Phrase;
  readonly fractions: Phrase;
  readonly entries: Phrase;

  readonly facts: Readonly<Record<TheoremRuleId, (fact: ShownFact) => Phrase>>;
  /** A reason may also be that another factor is 0 elsewhere. */
  readonly condition: (claim: Inline, reasons: readonly Inline[], isElsewhereZero: boolean) => Phrase;

  readonly proved: (lines: number) => Phrase;
  /** `(H, K) = (1, 2)` for the first few of the sizes. */
  readonly grid: (instances: number, entries: number, first: readonly Inline[]) => Phrase;
  readonly refuted: Phrase;
  readonly unknown: Phrase;
  readonly triedLeft: Phrase;
  readonly triedRight: Phrase;

  /** After a proof: the claim as the worksheet has it. */
  readonly asArrays: (equation: Inline) => Phrase;
  /** Before sizes that several results share. */
  readonly sizesHeading: string;
  readonly atSizes: (sizes: Phrase) => Phrase;

  readonly sizeTheorem: Phrase;
  readonly sizeOfLeft: Phrase;
  readonly sizeOfRight: Phrase;
  /** The whole proof where both sides stand for one polynomial. */
  readonly sizesAtOnce: Phrase;
  readonly sizeFacts: Readonly<Record<Exclude<SizeLine["rule"], "size">, (letter: Inline) => Phrase>>;

  readonly counts: CountWords;

  readonly expansion: (of: Inline) => Phrase;
  readonly derivatives: (of: Inline, wrt: Inline) => Phrase;
  readonly derivation: string;
  readonly derived: (lines: number) => Phrase;
}
