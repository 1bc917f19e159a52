/**
 * A counter on standard error, for work that takes longer than a second and a terminal that shows it.
 */
import type { Progress } from "../derivation/derive.ts";
import type { PartsProgress } from "../derive-in-parts.ts";
import { inLanguage, type Language } from "../error.ts";
import { grouped, type Message, tell } from "../messages/message.ts";

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

export function createCounter(file: string, lang: Language): Counter {
  const start = Date.now();
  let shown = 0;
  let began = start;
  const show = (text: () => Message): void => {
    const now = Date.now();
    if (now - start < PATIENCE || now - shown < INTERVAL) return;
    if (!process.stderr.isTTY) return;
    shown = now;
    process.stderr.write(`\r\u001b[K${file}: ${inLanguage(text(), lang)}`);
  };
  return {
    count: ({ requests, total, entries }) =>
      show(() => tell`${entries} entries, ${requests} of ${total} requests done`),
    countPart: ({ entries, share, isFirst }) => {
      if (isFirst) began = Date.now();
      show(() => {
        const seconds = Math.max(0.001, (Date.now() - began) / 1000);
        const rate = grouped(Math.round(entries / seconds));
        const left = Math.ceil((seconds * (1 - share)) / Math.max(share, 1e-9));
        return tell`${grouped(entries)} entries, ${rate} a second, ${left} s left`;
      });
    },
    countSheets: (done, total) =>
      show(() => (total === undefined ? tell`${done} sheets done` : tell`${done} of ${total} sheets done`)),
    clear: () => {
      if (shown > 0) process.stderr.write("\r\u001b[K");
    },
  };
}
