/** What a language must be able to say about a document as a whole: what it asks, and how it was checked. */
import type { Inline, Phrase } from "./words.ts";

export interface DocumentWords {
  readonly asked: string;
  readonly expansion: (of: Inline) => Phrase;
  readonly jacobian: (of: Inline, wrt: Inline) => Phrase;
  readonly gradient: (of: Inline, wrt: Inline) => Phrase;
  readonly views: (of: Inline, wrt: Inline) => Phrase;
  readonly claim: (claim: Inline) => Phrase;
  readonly wanted: (items: readonly Phrase[]) => Phrase;
  readonly check: string;
  /** What was checked: entries, steps, and claims with both of their sides. */
  readonly checked: (entries: number, steps: number, claims: number) => Phrase;
  readonly checkedHow: Phrase;
  readonly checkedValues: Phrase;
  readonly checkedAgain: Phrase;
  /** In a notebook: heads the programs, and what they do. */
  readonly numbers: string;
  readonly numbersChecked: string;
  readonly numbersLeft: (results: number) => string;
  readonly numbersRefused: string;
  readonly numbersOfLetters: string;
}
