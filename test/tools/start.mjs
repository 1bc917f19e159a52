#!/usr/bin/env node
/**
 * What dist/cli.js is once the program is bundled: it runs dist/main.cjs from the code that V8 made of it when it was
 * built (dist/main.cache), which is half of what a small worksheet takes. Another V8 does not take that code, and
 * compiles the program again: nothing is written, and nothing depends on the cache but time.
 */
import { createRequire, Module } from "node:module";

const require = createRequire(import.meta.url);
// Imported, `fs` would load its streams as well.
const [fs, { dirname }, { Script, constants }] = ["node:fs", "node:path", "node:vm"].map((name) => require(name));
const file = require.resolve("./main.cjs");

function readCache() {
  try {
    return fs.readFileSync(file.replace(/cjs$/, "cache"));
  } catch {
    return undefined;
  }
}

const script = new Script(Module.wrap(fs.readFileSync(file, "utf8")), {
  filename: file,
  cachedData: readCache(),
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
const program = Object.assign(new Module(file), { filename: file, loaded: true });
// The parts that are loaded when they are needed find the program here.
require.cache[file] = program;
script.runInThisContext()(program.exports, createRequire(file), program, file, dirname(file));

await program.exports.run(new URL(import.meta.url));
