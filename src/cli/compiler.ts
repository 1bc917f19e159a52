/**
 * What V8 is told about compiling code for speed. Where the program starts, to inline less (test/tools/start.cjs): in a
 * short run compiled code is there sooner. Flags are the whole process's, and code that was kept is not taken under
 * other flags than its own: they are changed when everything is loaded.
 */

/** Over seconds, code is faster into which more is inlined. */
export function compileForLongRuns(): void {
  setFlag("max-inlined-bytecode-size-cumulative", 920);
}

/** Threads that all compile the same functions, each for itself, keep each other waiting: fewer are compiled. */
export function compileForManyThreads(): void {
  setFlag("interrupt-budget", 400_000);
}

function setFlag(name: string, value: number): void {
  process.getBuiltinModule("node:v8").setFlagsFromString(`--${name}=${value}`);
}
