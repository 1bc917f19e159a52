/**
 * What V8 is told about compiling code for speed, and about collecting garbage beside it. Where the program starts, to inline less (test/tools/start.cjs): in a
 * short run compiled code is there sooner. Flags are the whole process's, and code that was kept is not taken under
 * other flags than its own: they are changed when everything is loaded.
 */

/** Over seconds, code is faster into which more is inlined. */
export function compileForLongRuns(): void {
  setFlag("max-inlined-bytecode-size-cumulative", 920);
}

/**
 * Threads that check sheets keep every core busy. What V8 does beside them then takes time from them: each compiles the
 * same functions for itself, so that fewer are compiled, with less in each, and each collects its own garbage.
 */
export function prepareForManyThreads(): void {
  setFlag("interrupt-budget", 400_000);
  setFlag("max-inlined-bytecode-size-cumulative", 100);
  for (const helpers of ["parallel-scavenge", "concurrent-marking", "concurrent-sweeping"]) unsetFlag(helpers);
}

function setFlag(name: string, value: number): void {
  process.getBuiltinModule("node:v8").setFlagsFromString(`--${name}=${value}`);
}

function unsetFlag(name: string): void {
  process.getBuiltinModule("node:v8").setFlagsFromString(`--no-${name}`);
}
