/**
 * Loaded before a program (`node --import`): says on file descriptor 3, when it ends, how many KiB it had at most.
 * Linux counts into a child's `maxRSS` the parent that it was forked from; the mark in /proc begins with the program.
 */
import { existsSync, readFileSync, writeSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const STATUS = "/proc/self/status";

// Further threads of the program load this as well.
if (isMainThread)
  process.on("exit", () => {
    const mark = existsSync(STATUS) ? /VmHWM:\s*(\d+) kB/.exec(readFileSync(STATUS, "utf8")) : null;
    writeSync(3, mark?.[1] ?? String(process.resourceUsage().maxRSS));
  });
