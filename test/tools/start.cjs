#!/usr/bin/env node
/**
 * What dist/cli.cjs is once the program is bundled: it runs dist/main.cjs and the parts in dist/chunks that it needs from
 * the code that V8 made of them when they were built (main.cache and so on), which is half of what a small worksheet
 * takes. Another V8 does not take that code, and compiles them again: nothing is written, and nothing depends on the
 * cache but time.
 *
 * A script, since what loads modules would load streams and promises of files as well, which nothing here needs.
 */
const fs = require("node:fs");
const { createRequire, Module } = require("node:module");
const { dirname } = require("node:path");
const { pathToFileURL } = require("node:url");
const v8 = require("node:v8");
const { Script, constants } = require("node:vm");

// Most runs are over in half a second. Where V8 inlines less, the code that it compiles for speed is there sooner, and
// the processor is left to the program. What runs for long sets it back (src/cli/compiler.ts).
v8.setFlagsFromString("--max-inlined-bytecode-size-cumulative=300");

function readCache(file) {
  try {
    return fs.readFileSync(file.replace(/cjs$/, "cache"));
  } catch {
    return undefined;
  }
}

function load(file) {
  const known = require.cache[file];
  if (known !== undefined) return known.exports;
  // The bundle is ASCII, and read without being decoded.
  const script = new Script(Module.wrap(fs.readFileSync(file, "latin1")), {
    filename: file,
    cachedData: readCache(file),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const part = Object.assign(new Module(file), { filename: file, loaded: true });
  // The other parts find it here.
  require.cache[file] = part;
  const plain = createRequire(file);
  const requirePart = (id) => (id.startsWith(".") ? load(plain.resolve(id)) : plain(id));
  script.runInThisContext()(part.exports, requirePart, part, file, dirname(file));
  return part.exports;
}

const program = load(require.resolve("./main.cjs"));
// What a thread that checks sheets calls.
module.exports = program.checkInThread;
program.main(process.argv.slice(2), pathToFileURL(__filename)).then((status) => {
  process.exitCode = status;
});
