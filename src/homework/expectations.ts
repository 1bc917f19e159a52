/** What a reader expected next, as a person calls it. In: the kinds that a reader names, or pieces of source. */
import { code } from "./place.ts";

/** Kinds of things that a reader can expect next. */
export const EXPECTATIONS = [
  "a formula",
  "a number",
  "a letter",
  "an index",
  "a relation",
  "an operator",
  "a factor",
  "a subscript",
  "a superscript",
  "a condition",
  "a closing bracket",
  "an opening bracket",
  "a new row",
  "the end of the formula",
] as const;
export type Expectation = (typeof EXPECTATIONS)[number];

/** More than this is a list that nobody reads. */
const MOST = 4;

/** `names` says the kinds in a language; what is not among them is a piece of source, such as a closing brace. */
export function expectationsIn(expected: readonly string[], names: Readonly<Record<Expectation, string>>): string[] {
  const known: Readonly<Record<string, string>> = names;
  return expected.slice(0, MOST).map((item) => (Object.hasOwn(known, item) ? (known[item] as string) : code(item)));
}
