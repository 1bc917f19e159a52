/** How the time grows with the input's side: the derivation alone, in one process that stays. */
import { deriveInParts } from "../../dist/derive-in-parts.js";
import { inTurn, median, ratios } from "./measure.mjs";
import { digits, seconds, times } from "./table.mjs";
import { square, worksheetOf, writtenTermsOf } from "./tasks.mjs";

const SIZES = [32, 64, 128, 256];

const about = [
  "`deriveInParts` alone, in one process: the worksheet's text in, every byte of the document out, into nothing.",
  "All sizes in turn in every round. Small arrays are checked at every place and large ones at a sample, so that the",
  "time per term may fall from one size to the next.",
];

const columns = [
  ["doubling"],
  ["time", "how many times as long the larger one takes; median of rounds"],
  ["terms", "how many times as many terms are written: what the time of a linear program grows by"],
  ["per term", "time divided by terms: 1 is linear"],
  ["smaller", "median time"],
  ["larger", "median time"],
  ["ns per term", "of the larger one"],
];

export function growth(rounds) {
  return {
    title: "Growth with each doubling of the side",
    about: [...about, `${rounds} rounds, after one that does not count.`],
    columns,
    rows: ["J", "G"].flatMap((kind) => rowsOf(kind, rounds)),
  };
}

function rowsOf(kind, rounds) {
  const options = { to: "latex", detail: "results", fragment: true };
  const texts = SIZES.map((n) => worksheetOf(kind, square(n)));
  const taken = inTurn(
    rounds,
    texts.map((text) => () => deriveInParts(text, options, () => {})),
  );
  const terms = SIZES.map((n) => writtenTermsOf(kind, square(n)));
  return SIZES.slice(1).map((n, step) => {
    const time = median(ratios(taken[step + 1], taken[step]));
    const more = terms[step + 1] / terms[step];
    const [smaller, larger] = [median(taken[step]), median(taken[step + 1])];
    return [
      `${kind} ${SIZES[step]} to ${n}`,
      times(time),
      times(more),
      digits(time / more),
      seconds(smaller),
      seconds(larger),
      digits((1e6 * larger) / terms[step + 1]),
    ];
  });
}
