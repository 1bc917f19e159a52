/** English sentences about a document as a whole. */
import { type Inline, listed, type Phrase, say } from "./words.ts";
import type { DocumentWords } from "./words-document.ts";

const counted = (count: number, one: string, many: string): Inline => `${count} ${count === 1 ? one : many}`;

export const englishDocument: DocumentWords = {
  asked: "What is asked",
  expansion: (of) => say`${of} as sums of products`,
  jacobian: (of, wrt) => say`the Jacobian of ${of} with respect to ${wrt}`,
  gradient: (of, wrt) => say`the gradient of ${of} with respect to ${wrt}`,
  views: (of, wrt) => say`the derivative of ${of} by ${wrt} in several forms`,
  claim: (claim) => say`whether ${claim}`,
  wanted: (items) => say`We look for ${listed(items, "; ", "; and ")}.`,
  check: "The check",
  checked: (entries, steps, claims) => {
    const items: readonly Phrase[] = [
      ...(entries > 0 ? [[counted(entries, "entry", "entries")]] : []),
      ...(steps > 0 ? [[counted(steps, "step", "steps")]] : []),
      ...(claims > 0 ? [[counted(claims, "claim, both sides", "claims, both sides of each")]] : []),
    ];
    return say`Checked before this was written: ${listed(items, ", ", " and ")}.`;
  },
  checkedHow: say`A second program, which does not differentiate, read each of them back and evaluated it at two random points modulo the prime 2147483647; it had to have the value, or the slope, that the definitions have there when their loops are run forward with dual numbers.`,
  checkedValues: say`The numbers were computed a second time from the definitions.`,
  numbers: "The numbers, computed again",
  numbersChecked:
    "These cells need numpy alone. They run the definitions forward by plain loops, take difference quotients, and stop " +
    "with an error where a derived entry is not what comes out. Numbers that the worksheet does not give are random; of " +
    "more than 60 entries about 60 are taken, in equal steps.",
  numbersLeft: (results) =>
    `${results === 1 ? "One result is" : `${results} results are`} left out: claims, several forms of one derivative, and what these loops have no form for.`,
  numbersRefused: "Here there is no program: a definition has no form as plain loops.",
  numbersOfLetters:
    "Here there is no program: the statements hold for all sizes, and a program would show them for some.",
  checkedAgain: say`${{ code: "gradscribe verify" }} does it again for a derivation that was saved with ${{ code: "--to json" }}.`,
};
