/**
 * Runs the bundled program with the arguments given, and keeps the code that V8 has made of those of its parts of which
 * nothing is kept yet: of all that was called, and not only of what was read.
 */
import { existsSync, writeFileSync } from "node:fs";
import vm from "node:vm";

const compiled = [];
vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    compiled.push({ script: this, cache: options.filename.replace(/cjs$/, "cache") });
  }
};

await import("../../dist/cli.js");
// A sheet with something wrong on it ends with 1, and has run as it should.
if (process.exitCode > 1 || compiled.length === 0) throw new Error("the program did not run as it should");
process.exitCode = 0;
for (const { script, cache } of compiled) if (!existsSync(cache)) writeFileSync(cache, script.createCachedData());
