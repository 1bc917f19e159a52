/**
 * A counter on standard error, for work that takes longer than a second and a terminal that shows it.
 */
import type { Progress } from "../derivation/derive.ts";

const PATIENCE = 1000;
const INTERVAL = 100;

export interface Counter {
  count(progress: Progress): void;
  /** Takes the line away. */
  clear(): void;
}

export function createCounter(file: string): Counter {
  const start = Date.now();
  let shown = 0;
  return {
    count: ({ requests, total, entries }) => {
      if (!process.stderr.isTTY) return;
      const now = Date.now();
      if (now - start < PATIENCE || now - shown < INTERVAL) return;
      shown = now;
      process.stderr.write(`\r\u001b[K${file}: ${entries} entries, ${requests} of ${total} requests done`);
    },
    clear: () => {
      if (shown > 0) process.stderr.write("\r\u001b[K");
    },
  };
}
