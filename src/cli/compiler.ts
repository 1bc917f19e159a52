/**
 * For a short run V8 is told to inline less where the program starts (test/tools/start.cjs). Over seconds code is faster
 * into which more is inlined.
 */
export function compileForLongRuns(): void {
  process.getBuiltinModule("node:v8").setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${USUAL}`);
}

/** What V8 does by itself. */
const USUAL = 920;
