/**
 * Runs the bundled program with the arguments given, and keeps the code that V8 has made of it: of all that was
 * called, and not only of what was read.
 */
import { writeFileSync } from "node:fs";
import vm from "node:vm";

const compiled = [];
vm.Script = class extends vm.Script {
  constructor(...given) {
    super(...given);
    compiled.push(this);
  }
};

await import("../../dist/cli.js");
if (process.exitCode !== 0 || compiled.length !== 1) throw new Error("the program did not run as it should");
writeFileSync(new URL("../../dist/main.cache", import.meta.url), compiled[0].createCachedData());
