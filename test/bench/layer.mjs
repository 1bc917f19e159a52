/**
 * One layer's worksheet, written to nowhere, within a time. In: a worksheet's text, the limit in milliseconds.
 * Out, as JSON: how many entries were written and with how many bytes; whether it was stopped, or refused.
 */
import { openSync, writeSync } from "node:fs";
import { devNull } from "node:os";
import { deriveInParts } from "../../dist/derive-in-parts.js";
import { WorksheetError } from "../../dist/index.js";

class Stopped extends Error {}

const [, , worksheet, limit] = process.argv;
const nowhere = openSync(devNull, "w");
let [before, now, bytes] = [0, 0, 0];

const options = {
  to: "latex",
  detail: "results",
  fragment: true,
  onPart: ({ entries, isFirst }) => {
    if (isFirst) before += now;
    now = entries;
    if (performance.now() > Number(limit)) throw new Stopped();
  },
};

function outcome() {
  try {
    deriveInParts(worksheet, options, (piece) => {
      bytes += writeSync(nowhere, piece);
    });
    return {};
  } catch (error) {
    if (error instanceof Stopped) return { isStopped: true };
    if (error instanceof WorksheetError) return { refused: error.message };
    throw error;
  }
}

console.log(JSON.stringify({ ...outcome(), entries: before + now, bytes }));
