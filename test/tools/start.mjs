#!/usr/bin/env node
/**
 * What dist/cli.js is once the program is bundled: it runs dist/main.cjs and the parts in dist/chunks that it needs from
 * the code that V8 made of them when they were built (main.cache and so on), which is half of what a small worksheet
 * takes. Another V8 does not take that code, and compiles them again: nothing is written, and nothing depends on the
 * cache but time.
 */
import { createRequire, Module } from "node:module";

const require = createRequire(import.meta.url);
// Imported, `fs` would load its streams as well.
const [fs, { dirname }, { Script, constants }] = ["node:fs", "node:path", "node:vm"].map((name) => require(name));

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
  const script = new Script(Module.wrap(fs.readFileSync(file, "utf8")), {
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
process.exitCode = await program.main(process.argv.slice(2), new URL(import.meta.url));

/** What a thread that checks sheets calls. */
export default program.checkInThread;
