/**
 * Bundles the command line with the small packages that every run needs into one file, dist/main.cjs, and a few more
 * that are loaded when they are needed: fewer files to open, and fewer functions to read, is most of what makes it
 * start quickly. KaTeX and mathjs stay packages. The licences of what is bundled are in dist/licenses.md.
 *
 * Then the program is run, to derive and to check, and the code that V8 has made of it is kept beside it, for start.mjs.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));

/** What is known when the program is bundled need not be looked up when it runs. */
const settled = {
  name: "settled",
  enforce: "pre",
  load: (id) => (id.endsWith("src/cli/version.ts") ? `export const VERSION = ${JSON.stringify(version)};` : undefined),
};

/** commander starts other programs for commands that are files of their own; there are none here. */
const noPrograms = {
  name: "no-programs",
  enforce: "pre",
  resolveId: (id) => (id === "node:child_process" ? "\0no-programs" : undefined),
  load: (id) => (id === "\0no-programs" ? "export default {};" : undefined),
};

await build({
  root,
  logLevel: "warn",
  configFile: false,
  plugins: [settled, noPrograms],
  ssr: { noExternal: ["commander", "fraction.js", "moo", "nearley"] },
  build: {
    ssr: "src/cli/main.ts",
    outDir: "dist",
    emptyOutDir: false,
    minify: true,
    license: { fileName: "licenses.md" },
    target: "node20",
    rolldownOptions: { output: { format: "cjs", entryFileNames: "main.cjs", chunkFileNames: "chunks/[name].cjs" } },
  },
});

copyFileSync(`${root}test/tools/start.mjs`, `${root}dist/cli.js`);
chmodSync(`${root}dist/cli.js`, 0o755);

const worksheet = `tensor a[3,3]
tensor k[2,2] = 1..4
y = conv2d(a, k)
loss L(y)
expand y
jacobian y[2,1] wrt a[2,2]
gradient L wrt a
`;
const sheet = `dL/da11 = delta11*k11
dL/da12 = delta11*k12 + delta12*k11
dL/da22 = delta11*k22 + delta12*k21 + delta21*k12 + delta22*k11 = sum(p=1..2, sum(q=1..2, delta[3-p,3-q]*k[p,q]))
dL/dk12 = a12*delta11 + a13*delta12 + a22*delta21 + a23*delta22
dL/da22 = delta11*k11 + delta12*k12 + delta21*k21 + delta22*k22
dL/da12 = delta11*k12
dL/da = delta * rot180(k)
`;
for (const folder of ["dist", "dist/chunks"])
  for (const file of readdirSync(`${root}${folder}`)) if (file.endsWith(".cache")) rmSync(`${root}${folder}/${file}`);
const run = (input, ...given) =>
  execFileSync(process.execPath, [`${root}test/tools/keep-code.mjs`, ...given], {
    input,
    stdio: ["pipe", "ignore", "inherit"],
  });
run(worksheet, "derive", "-", "--to", "latex");
const folder = mkdtempSync(join(tmpdir(), "gradscribe-"));
writeFileSync(join(folder, "problem.grad"), worksheet);
run(sheet, "check", "-", "--format", "txt", "--problem", join(folder, "problem.grad"));
rmSync(folder, { recursive: true });
