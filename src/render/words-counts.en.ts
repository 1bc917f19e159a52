/** English sentences on how many windows an entry lies in. */
import type { Inline, Phrase } from "./words.ts";
import { listed, say } from "./words.ts";
import type { CountWords } from "./words-theorem.ts";

const all = (items: readonly (Inline | Phrase)[]): Phrase => listed(items, ", ", " and ");
const along = (axis: number | undefined): string => (axis === undefined ? "" : ` along axis ${axis}`);

export const englishCounts: CountWords = {
  heading: "How often an entry is used",
  uses: (entry, outputs, inputs, axis) =>
    say`As the derivatives of ${outputs} by ${inputs} say, so many windows use ${entry}${along(axis)}, each of them an entry of ${outputs}:`,
  overlaps: (entry, outputs, inputs, axis) =>
    say`As the derivatives of ${outputs} by ${inputs} say, so many entries of ${inputs} overlap in ${entry}${along(axis)}:`,
  meetings: (entry, outputs, inputs, axis) =>
    say`As the derivatives of ${outputs} by ${inputs} say, ${entry} meets an input, and not the padding, in so many windows${along(axis)}:`,
  inside: (where, forms, between) => {
    const start = where.length === 0 ? say`This is` : say`Away from the borders, where ${all(where)}, this is`;
    const range = between && say`between ${between[0]} and ${between[1]} otherwise`;
    return say`${start} ${listed(range === undefined ? forms : [...forms, range], "; ", "; ")}.`;
  },
  form: (value, when) => (when.length === 0 ? [value] : say`${value} where ${all(when)}`),
  period: (stride) => say`There it has the period ${stride}, the stride.`,
  uniform: (when, isPattern) =>
    isPattern
      ? say`It is one number there just where ${all(when)}; otherwise the overlaps make the pattern of a checkerboard.`
      : say`It is one number there just where ${all(when)}; otherwise some entries are used more often than others.`,
  zero: (places, counted) =>
    counted === "overlaps"
      ? say`It is 0, so that nothing reaches the output, where ${listed(places, "; ", "; ")}.`
      : say`It is 0, so that the derivatives vanish, where ${listed(places, "; ", "; ")}.`,
  place: (where, why) => say`${all(where)} (${why})`,
  reasons: {
    "before the first window": "before the first window",
    "behind the last window": "behind the last window",
    "between windows": "between two windows, which the stride leaves apart",
    "not on the common grid": "beside the grid that stride and dilation have in common",
    "in the padding before": "only the padding before is met",
    "in the padding behind": "only the padding behind is met",
  },
  independent: say`The axes are independent: along all of them together the numbers multiply.`,
  known: (hasPeriod, instances, entries) =>
    say`Proved for all sizes ${hasPeriod ? "are" : "is"} the sum, which says where the derivative is not 0${
      hasPeriod ? ", and the period of windows without end" : ""
    }. Not proved, but compared with counting at ${String(instances)} choices of sizes and all of their ${String(entries)} derivatives, are the closed forms, where they hold, and where the number is 0.`,
};
