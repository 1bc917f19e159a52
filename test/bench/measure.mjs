/**
 * Taking times: tasks run in turn, round after round, so that whatever else the machine does falls on all of them
 * alike; what is reported are the ratios of times of the same round.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export const pathOf = (file) => fileURLToPath(new URL(file, import.meta.url));
export const cli = pathOf("../../dist/cli.cjs");

/** The value below which a share of them lies. */
export function quantile(values, share) {
  const sorted = values.toSorted((one, other) => one - other);
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
}

export const median = (values) => quantile(values, 0.5);

/** Milliseconds that something takes. */
export function time(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The times of each task in each round; rounds before the first do not count. */
export function inTurn(rounds, tasks, warmUps = 1) {
  const times = tasks.map(() => []);
  for (let round = -warmUps; round < rounds; round++)
    tasks.forEach((task, position) => {
      const taken = time(() => task(round));
      if (round >= 0) times[position].push(taken);
    });
  return times;
}

/** One list of times to another, pair by pair. */
export const ratios = (times, others) => times.map((taken, round) => taken / others[round]);

/**
 * Runs a program to its end. Out: milliseconds, and whether it was stopped for its time. `ends`: the exit statuses
 * with which it has done its work.
 */
export function runProgram(command, args, { input = "", limit, ends = [0] } = {}) {
  const options = { input, stdio: ["pipe", "ignore", "pipe"], timeout: limit, maxBuffer: 1 << 26 };
  const start = performance.now();
  const { status, error, stderr } = spawnSync(command, args, options);
  const taken = performance.now() - start;
  if (error?.code === "ETIMEDOUT") return { taken, isStopped: true };
  if (error !== undefined || !ends.includes(status))
    throw new Error(`${command} ${args.join(" ")}: ${error ?? stderr}`);
  return { taken, isStopped: false };
}

export const runNode = (args, options) => runProgram(process.execPath, args, options);

/** Runs a program of Node. Out: what it printed, and how many bytes of memory it had at most. */
export function runForPeak(args) {
  const options = { stdio: ["ignore", "pipe", "pipe", "pipe"], encoding: "utf8", maxBuffer: 1 << 26 };
  const { status, output } = spawnSync(process.execPath, ["--import", pathOf("peak-memory.mjs"), ...args], options);
  const [, stdout, stderr, peak] = output ?? [];
  if (status !== 0) throw new Error(`${args.join(" ")}: ${stderr}`);
  return { stdout, peak: Number(peak) * 1024 };
}

/** The flags with which both Jacobians, or the gradient, are written to a file. */
export const deriveTo = (worksheet, file) => [
  ...[cli, "derive", worksheet, "--to", "latex", "--detail", "results", "--fragment"],
  ...(file === undefined ? [] : ["-o", file]),
];
