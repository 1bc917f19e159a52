/**
 * Further threads that make parts of large results. Each derives the outline of the worksheet for itself, claims parts
 * from a counter that all share, and hands over their bytes.
 * Always: a thread that fails, or never begins, costs time alone; what it does not make is made by the first.
 */
import type { MessagePort } from "node:worker_threads";
import { type DocumentOptions, makeParts } from "../derive-in-parts.ts";
import { createAlone, createClaims, type MadePart, type Sharing, WINDOW } from "../in-parts/sharing.ts";
import { compileForLongRuns } from "./compiler.ts";
import { PARTS } from "./thread-arguments.ts";

/** What threads share: the next part to be claimed, how many are written, and how many messages have been sent. */
const CLAIMED = 0;
const WRITTEN = 1;
const SENT = 2;

interface ThreadData {
  readonly worksheet: string;
  readonly options: DocumentOptions;
  readonly counters: Int32Array<SharedArrayBuffer>;
  readonly port: MessagePort;
}

interface Message {
  readonly part: number;
  /** Absent where the part could not be made. */
  readonly made?: MadePart;
}

/** Loaded where they are needed: most runs have one thread. */
const threads = () => process.getBuiltinModule("node:worker_threads");
const machine = () => process.getBuiltinModule("node:os");

/** After so many milliseconds a part that another thread has claimed is made here. */
const PATIENCE = 60_000;

/** Further threads cost memory and their start; beyond a few, writing is what takes the time. */
const MOST_THREADS = 4;

export function shareAmongThreads(
  program: URL,
  worksheet: string,
  options: DocumentOptions,
  jobs = Math.min(MOST_THREADS, machine().availableParallelism()),
): Sharing {
  compileForLongRuns();
  if (jobs === 1) return createAlone();
  const { receiveMessageOnPort } = threads();
  const counters = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
  const ports = Array.from({ length: jobs - 1 }, () => startThread(program, { worksheet, options, counters }));
  const received = new Map<number, MadePart | undefined>();
  const receive = (): void => {
    for (const port of ports)
      for (let found = receiveMessageOnPort(port); found !== undefined; found = receiveMessageOnPort(port)) {
        const { part, made } = found.message as Message;
        received.set(part, made);
      }
  };
  const take = (part: number): MadePart | undefined => {
    const made = received.get(part);
    if (made !== undefined) received.delete(part);
    return made;
  };
  return {
    ...createClaims(
      () => Atomics.add(counters, CLAIMED, 1),
      () => Atomics.load(counters, WRITTEN),
    ),
    poll: (part) => {
      receive();
      return take(part);
    },
    wait: (part) => {
      for (;;) {
        const sent = Atomics.load(counters, SENT);
        receive();
        if (received.has(part) || Atomics.wait(counters, SENT, sent, PATIENCE) === "timed-out") return take(part);
      }
    },
    setWritten: (parts) => {
      Atomics.store(counters, WRITTEN, parts);
      Atomics.notify(counters, WRITTEN);
    },
  };
}

function startThread(program: URL, shared: Omit<ThreadData, "port">): MessagePort {
  const { MessageChannel, Worker } = threads();
  const { port1, port2 } = new MessageChannel();
  const data: ThreadData = { ...shared, port: port2 };
  const worker = new Worker(program, { argv: [PARTS], workerData: data, transferList: [port2] });
  // What went wrong shows where the part is made again.
  worker.on("error", () => {});
  worker.unref();
  port1.unref();
  return port1;
}

/** What a further thread runs. */
export function makePartsInThread(): void {
  compileForLongRuns();
  const { worksheet, options, counters, port } = threads().workerData as ThreadData;
  const written = (): number => Atomics.load(counters, WRITTEN);
  const claims = createClaims(() => {
    const part = Atomics.add(counters, CLAIMED, 1);
    for (let seen = written(); part >= seen + WINDOW; seen = written()) Atomics.wait(counters, WRITTEN, seen);
    return part;
  }, written);
  makeParts(worksheet, options, claims, (part, made) => {
    const message: Message = { part, ...(made && { made }) };
    port.postMessage(message);
    Atomics.add(counters, SENT, 1);
    Atomics.notify(counters, SENT);
  });
}
