/**
 * Runs the bundled program with one list of arguments after the other, given as JSON, and keeps the code that V8 has made
 * of its parts: of all that was called by any of them, and not only of what was read.
 */
import { writeFileSync } from "node:fs";
import v8 from "node:v8";
import vm from "node:vm";

const compiled = [];
vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    compiled.push({ script: this, cache: options.filename.replace(/cjs$/, "cache") });
  }
};

// V8 throws away code that was not run for a while, and takes code only that was made under the same flags.
v8.setFlagsFromString("--no-flush-bytecode");
const [node, script, runs] = process.argv;
for (const [number, run] of JSON.parse(runs).entries()) {
  process.argv = [node, script, ...run];
  await import(`../../dist/cli.js?run=${number}`);
  // A sheet with something wrong on it ends with 1, and has run as it should.
  if (process.exitCode > 1 || compiled.length === 0) throw new Error(`${run.join(" ")} did not run as it should`);
}
process.exitCode = 0;
v8.setFlagsFromString("--flush-bytecode");
for (const { script, cache } of compiled) writeFileSync(cache, script.createCachedData());
