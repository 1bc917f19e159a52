/**
 * `npm run demo`: every example as HTML, LaTeX and Markdown in the folder `out`, and a first derivation on the screen.
 */
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const examples = readdirSync(new URL(".", import.meta.url))
  .filter((file) => file.endsWith(".grad"))
  .map((file) => `examples/${file}`);

function gradscribe(args, input) {
  return execFileSync(process.execPath, ["dist/cli.js", ...args], { cwd: root, input, encoding: "utf8" });
}

const first = `title "A first derivation"
tensor a[3,3] = 1..9
tensor k[2,2] = 1..4
y = conv2d(a, k)
jacobian y[2,1] wrt a[2,2]
`;

for (const format of ["html", "latex", "markdown"]) gradscribe(["derive", ...examples, "--to", format, "-o", "out/"]);

console.log(`${first}\n${gradscribe(["derive", "-"], first)}
The ${examples.length} examples are derived in the folder out: open out/08-backpropagation.html in a browser.`);
