/**
 * Sheets shared out among threads, or checked one after the other.
 * In: sheets as they come. Out: what became of each, in the order in which they came.
 * Always: the outcomes are the same however many threads there are, and only a few sheets are held at a time.
 */
import {
  checkTask,
  failed,
  type SheetOutcome,
  type SheetSettings,
  type SheetTask,
  type SheetWork,
} from "./check-sheet.ts";
import { prepareForManyThreads } from "./compiler.ts";
import { SHEETS } from "./thread-arguments.ts";

/** Sheets may wait for the one before them: so many for each thread. */
const AHEAD = 4;

/** A sheet that is known to be bad before it is checked passes through in its place. */
export type Sheet = SheetTask | { readonly outcome: SheetOutcome };

type Tasks = AsyncIterable<Sheet> | Iterable<Sheet>;

export async function* checkAll(
  tasks: Tasks,
  settings: SheetSettings,
  jobs: number,
  program: URL,
): AsyncGenerator<SheetOutcome> {
  if (jobs === 1) {
    for await (const task of tasks) yield "outcome" in task ? task.outcome : await checkTask(task, settings);
    return;
  }
  const { Piscina } = loadPiscina(program);
  const pool = new Piscina({ filename: program.href, argv: [SHEETS], minThreads: jobs, maxThreads: jobs });
  const run = (task: Sheet): Promise<SheetOutcome> =>
    "outcome" in task
      ? Promise.resolve(task.outcome)
      : pool
          .run({ task, settings } satisfies SheetWork)
          .catch((error: unknown) => failed(task.file, error, settings.lang));
  let isFirst = true;
  try {
    for await (const outcome of inOrder(tasks, run, jobs * AHEAD)) {
      // By now all threads have loaded their code.
      if (isFirst) prepareForManyThreads();
      isFirst = false;
      yield outcome;
    }
  } finally {
    await pool.destroy();
  }
}

async function* inOrder<Task, Outcome>(
  tasks: AsyncIterable<Task> | Iterable<Task>,
  run: (task: Task) => Promise<Outcome>,
  most: number,
): AsyncGenerator<Outcome> {
  const waiting: Promise<Outcome>[] = [];
  for await (const task of tasks) {
    waiting.push(run(task));
    if (waiting.length >= most) yield (await waiting.shift()) as Outcome;
  }
  for (const outcome of waiting) yield await outcome;
}

/** Loaded where it is used: most runs have one thread. The bundled program is a script, and scripts do not import. */
function loadPiscina(program: URL): typeof import("piscina") {
  const { createRequire } = process.getBuiltinModule("node:module");
  return createRequire(program)("piscina") as typeof import("piscina");
}
