/** The first command of the README, as a new user runs it: it needs `npm run build`. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);

it("the demo derives every example, those whose statements are refuted among them", async () => {
  const examples = readdirSync(`${root}examples`).filter((file) => file.endsWith(".grad"));
  const written = examples.flatMap((file) =>
    ["html", "tex", "md"].map((ending) => `${root}out/${file.replace(/grad$/, ending)}`),
  );
  for (const file of written) rmSync(file, { force: true });
  const { stdout } = await run(process.execPath, ["examples/demo.mjs"], { cwd: root });
  expect(written.filter((file) => !existsSync(file))).toEqual([]);
  expect(stdout).toContain(`The ${examples.length} examples are derived in the folder out`);
}, 300_000);
