/** Layers of real networks, both Jacobians, every entry: too much for any file, so it is written to nowhere. */
import { devNull } from "node:os";
import { inTurn, median, pathOf, ratios, runForPeak, runNode, time } from "./measure.mjs";
import { count, megabytes, seconds, times } from "./table.mjs";
import { entriesOf, layers, worksheetOf } from "./tasks.mjs";

const LIMIT = 300_000;
/** Up to so many entries a layer is quick enough for several rounds. */
const FEW = 1e6;

const about = [
  "Both Jacobians of a whole layer, every entry that is not zero, derived, checked and written to nowhere by a process",
  "that calls `deriveInParts`; beside it the loop that copies bytes, for the same layer. The LeNet layer in seven",
  `rounds after one that does not count, the large ones once, each stopped after ${LIMIT / 1000} s.`,
];

const columns = [
  ["layer"],
  ["to bytes", "entries per second of the loop divided by those of the program (whole processes)"],
  ["entries per second", "of the program, start-up included"],
  ["peak", "the program's largest resident set"],
  ["entries", "that were written"],
  ["of", "how many the layer has, counted without the program"],
  ["bytes", "that were written"],
  ["time"],
  ["remark"],
];

export const layersTitle = "Layers of real networks";

export function realLayers() {
  return { title: layersTitle, about, columns, rows: Object.entries(layers).map(rowOf) };
}

function rowOf([name, layer]) {
  const all = entriesOf("J", layer);
  const [program, loop] = [[pathOf("layer.mjs"), worksheetOf("J", layer), String(LIMIT)], loopOf(layer)];
  const { outcome, taken, looped } = all < FEW ? measureSmall(program, loop) : measureLarge(program, loop);
  if (outcome.failed !== undefined) return [name, "", "", "", "0", count(all), "", "", outcome.failed];
  const { entries, bytes, peak, refused, isStopped } = outcome;
  if (refused !== undefined) return [name, "", "", megabytes(peak), "0", count(all), "", "", `refused: ${refused}`];
  const isWhole = isStopped !== true;
  if (isWhole && entries !== all) throw new Error(`${name} has ${entries} entries, not ${all}`);
  const speed = (1000 * entries) / median(taken);
  const ratio = looped === undefined ? "" : times(median(ratios(taken, looped)) * (all / entries));
  const remark = isWhole ? "" : `stopped after ${seconds(median(taken))}; the rest was not measured`;
  const written = [count(entries), count(all), megabytes(bytes), seconds(median(taken))];
  return [name, ratio, count(Number(speed.toPrecision(3))), megabytes(peak), ...written, remark];
}

const loopOf = (layer) => [pathOf("byte-loop.mjs"), "J", JSON.stringify(layer), devNull];

function runLayer(args) {
  try {
    const { stdout, peak } = runForPeak(args);
    return { ...JSON.parse(stdout), peak };
  } catch (error) {
    return { failed: `failed: ${/\w*Error: .*/.exec(error.message)?.[0] ?? "no message"}` };
  }
}

function measureSmall(program, loop) {
  let outcome = {};
  const run = () => {
    outcome = runLayer(program);
  };
  const [taken, looped] = inTurn(7, [run, () => runNode(loop)]);
  return { outcome, taken, looped };
}

function measureLarge(program, loop) {
  let outcome = {};
  const taken = time(() => {
    outcome = runLayer(program);
  });
  if (outcome.failed !== undefined || outcome.refused !== undefined) return { outcome, taken: [taken] };
  const { taken: looped, isStopped } = runNode(loop, { limit: LIMIT });
  return { outcome, taken: [taken], ...(isStopped ? {} : { looped: [looped] }) };
}
