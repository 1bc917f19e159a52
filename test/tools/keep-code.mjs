/**
 * Runs the bundled program with one list of arguments after the other, given as JSON, and keeps the code that V8 has made
 * of its parts: of all that was called by any of them, and not only of what was read.
 */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
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
const require = createRequire(import.meta.url);
const [cli, main] = ["cli", "main"].map((name) => new URL(`../../dist/${name}.cjs`, import.meta.url));
const runs = JSON.parse(process.argv[2]);
process.argv = [process.argv[0], fileURLToPath(cli), "--version"];
require(process.argv[1]);
const program = require.cache[fileURLToPath(main)].exports;
for (const run of runs) {
  const status = await program.main(run, cli);
  // A sheet with something wrong on it ends with 1, and has run as it should.
  if (status > 1) throw new Error(`${run.join(" ")} did not run as it should`);
}
v8.setFlagsFromString("--flush-bytecode");
for (const { script, cache } of compiled) writeFileSync(cache, script.createCachedData());
