/** How much memory a process has at most, while what it writes grows. */
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deriveTo, median, runForPeak } from "./measure.mjs";
import { count, megabytes, times } from "./table.mjs";
import { entriesOf, square, worksheetOf } from "./tasks.mjs";

const about = [
  "The largest resident set of the whole process, as the system counts it (of `node` itself, all of its code",
  "included). Median of three runs each.",
];

const columns = [
  ["task"],
  ["memory to the smallest's", "the peak divided by that of the first row"],
  ["equations to the smallest's", "the same of the number of equations"],
  ["peak", "largest resident set"],
  ["above node", "the same, less the peak of `node -e 0`"],
  ["equations"],
  ["written", "size of the file"],
];

const peakOf = (args) => median([1, 2, 3].map(() => runForPeak(args).peak));

export function memory(folder) {
  const nothing = peakOf(["-e", "0"]);
  return {
    title: "Peak memory",
    about,
    columns,
    rows: ["J", "G"].flatMap((kind) => rowsOf(folder, kind, nothing)),
  };
}

function rowsOf(folder, kind, nothing) {
  const [worksheet, output] = [join(folder, "memory.grad"), join(folder, "memory.tex")];
  const measured = [64, 128, 256].map((n) => {
    writeFileSync(worksheet, worksheetOf(kind, square(n)));
    const peak = peakOf(deriveTo(worksheet, output));
    return { n, peak, entries: entriesOf(kind, square(n)), size: statSync(output).size };
  });
  const [smallest] = measured;
  return measured.map(({ n, peak, entries, size }) => [
    `${kind} ${n}`,
    times(peak / smallest.peak),
    times(entries / smallest.entries),
    megabytes(peak),
    megabytes(peak - nothing),
    count(entries),
    megabytes(size),
  ]);
}
