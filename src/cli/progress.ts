/**
 * A counter on standard error, for work that takes longer than a second and a terminal that shows it.
 */
import type { Progress } from "../derivation/derive.ts";
import type { PartsProgress } from "../derive-in-parts.ts";

const PATIENCE = 1000;
const INTERVAL = 100;

export interface Counter {
  count(progress: Progress): void;
  /** Of a result that is written part by part, with its rate and the time left. */
  countPart(progress: PartsProgress): void;
  /** Of sheets that are checked, of so many where that is known. */
  countSheets(done: number, total: number | undefined): void;
  /** Takes the line away. */
  clear(): void;
}

export function createCounter(file: string): Counter {
  const start = Date.now();
  let shown = 0;
  let began = start;
  const show = (text: () => string): void => {
    const now = Date.now();
    if (now - start < PATIENCE || now - shown < INTERVAL) return;
    if (!process.stderr.isTTY) return;
    shown = now;
    process.stderr.write(`\r\u001b[K${file}: ${text()}`);
  };
  return {
    count: ({ requests, total, entries }) => show(() => `${entries} entries, ${requests} of ${total} requests done`),
    countPart: ({ entries, share, isFirst }) => {
      if (isFirst) began = Date.now();
      show(() => {
        const seconds = Math.max(0.001, (Date.now() - began) / 1000);
        const rate = Math.round(entries / seconds).toLocaleString("en");
        const left = Math.ceil((seconds * (1 - share)) / Math.max(share, 1e-9));
        return `${entries.toLocaleString("en")} entries, ${rate} a second, ${left} s left`;
      });
    },
    countSheets: (done, total) => show(() => `${done}${total === undefined ? "" : ` of ${total}`} sheets done`),
    clear: () => {
      if (shown > 0) process.stderr.write("\r\u001b[K");
    },
  };
}
