/**
 * `npm run demo`: every example as HTML, LaTeX and Markdown in the folder `out`, and a first derivation on the screen.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const examples = readdirSync(new URL(".", import.meta.url))
  .filter((file) => file.endsWith(".grad"))
  .map((file) => `examples/${file}`);

/** Status 1 says that a statement is refuted, as those of some examples are meant to be. */
function gradscribe(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["dist/cli.cjs", ...args], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 2 ** 20,
  });
  if (status !== 0 && status !== 1) throw new Error(`gradscribe ${args[0]} ended with status ${status}: ${stderr}`);
  return stdout;
}

const first = "examples/pictures/first.grad";

for (const format of ["html", "latex", "markdown"]) gradscribe(["derive", ...examples, "--to", format, "-o", "out/"]);

console.log(`${readFileSync(new URL("pictures/first.grad", import.meta.url), "utf8")}
${gradscribe(["derive", first])}
The ${examples.length} examples are derived in the folder out: open out/08-backpropagation.html in a browser.`);
