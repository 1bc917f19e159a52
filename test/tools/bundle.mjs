/**
 * Bundles the command line with the small packages that every run needs into one file, dist/main.cjs, and a few more
 * that are loaded when they are needed: fewer files to open, and fewer functions to read, is most of what makes it
 * start quickly. KaTeX and mathjs stay packages. The licences of what is bundled are in dist/licenses.md.
 *
 * Then the program is run, to derive and to check, and the code that V8 has made of it is kept beside it, for start.cjs.
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

/** In ASCII alone, a file is read as it is, and takes half of the memory. */
const ascii = {
  name: "ascii",
  generateBundle: (_, bundle) => {
    for (const part of Object.values(bundle)) if (part.type === "chunk") part.code = inAscii(part.code);
  },
};

function inAscii(code) {
  const escaped = code.match(/(?<!\\)(?:\\{2})*\\[^\0-\x7f]/);
  if (escaped !== null || /String\.raw/.test(code))
    throw new Error(`${escaped?.[0] ?? "raw"} would mean something else in ASCII`);
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

rmSync(`${root}dist/chunks`, { recursive: true, force: true });
await build({
  root,
  logLevel: "warn",
  configFile: false,
  plugins: [settled, noPrograms, ascii],
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

copyFileSync(`${root}test/tools/start.cjs`, `${root}dist/cli.cjs`);
chmodSync(`${root}dist/cli.cjs`, 0o755);
// Whoever starts the program as a module has the bundle, too.
writeFileSync(`${root}dist/cli.js`, `#!/usr/bin/env node\nexport { default } from "./cli.cjs";\n`);

/** What is run before the code is kept: a little of everything that many worksheets and sheets have. */
const inputs = {
  "first.grad": `tensor a[3,3]
tensor k[2,2] = 1..4
y = conv2d(a, k)
loss L(y)
expand y
jacobian y[2,1] wrt a[2,2]
gradient L wrt a
`,
  "large.grad": `tensor a[40,40]
tensor k[5,5]
y = conv2d(a, k)
loss L(y)
jacobian y wrt a
jacobian y wrt k
gradient L wrt a
`,
  "first.txt": `dL/da11 = delta11*k11
dL/da12 = delta11*k12 + delta12*k11
dL/da22 = delta11*k22 + delta12*k21 + delta21*k12 + delta22*k11 = sum(p=1..2, sum(q=1..2, delta[3-p,3-q]*k[p,q]))
dL/dk12 = a12*delta11 + a13*delta12 + a22*delta21 + a23*delta22
dL/da22 = delta11*k11 + delta12*k12 + delta21*k21 + delta22*k22
dL/da12 = delta11*k12
dL/da = delta * rot180(k)
`,
  "strides.grad": `tensor x[5,5]
tensor w[3,3]
scalar b
z = conv2d(x, w, stride=2) + b
o = sigmoid(z)
loss L(o)
operator "*" means conv2d
`,
  "strides.tex": String.raw`\begin{document}
\[ z_{i,j} = b + \sum_{p=1}^{3}\sum_{q=1}^{3} w_{p,q}\, x_{2(i-1)+p,\,2(j-1)+q} \]
\[ \frac{\partial z_{i,j}}{\partial x_{m,n}} = w_{m-i+1,\,n-j+1} \]
\[ \frac{\partial z_{21}}{\partial x_{32}} = w_{21} \]
\[ \frac{\partial L}{\partial x_{m,n}} = \sum_{i,j} \frac{\partial L}{\partial z_{i,j}}\, w_{m-2i+2,\,n-2j+2} \]
\begin{align*}
\frac{\partial L}{\partial w_{p,q}} &= \sum_{i=1}^{2}\sum_{j=1}^{2} \delta_{i,j}\, x_{2i+p-1,\,2j+q-1} \\
\frac{\partial L}{\partial z_{11}} &= \delta_{11}\,\sigma'(z_{11}) = \delta_{11}\, o_{11}(1 - o_{11})
\end{align*}
\[ \frac{\partial L}{\partial x_{33}} = \frac{\partial L}{\partial z_{11}} w_{33} + \frac{\partial L}{\partial z_{12}} w_{31} + \frac{\partial L}{\partial z_{21}} w_{13} \]
\[ \frac{\partial L}{\partial x_{33}} = \frac{\partial L}{\partial z_{11}} w_{11} + \frac{\partial L}{\partial z_{12}} w_{13} - \frac{\partial L}{\partial z_{21}} w_{31} + \frac{\partial L}{\partial z_{22}} w_{33} \]
\[ \frac{\partial L}{\partial w} = x * \begin{bmatrix} \delta_{11} & 0 & \delta_{12} \\ 0 & 0 & 0 \\ \delta_{21} & 0 & \delta_{22} \end{bmatrix} \]
\[ \frac{\partial L}{\partial b} = \frac{\partial L}{\partial z_{11}} \]
\end{document}
`,
};
for (const folder of ["dist", "dist/chunks"])
  for (const file of readdirSync(`${root}${folder}`)) if (file.endsWith(".cache")) rmSync(`${root}${folder}/${file}`);
const folder = mkdtempSync(join(tmpdir(), "gradscribe-"));
for (const [name, text] of Object.entries(inputs)) writeFileSync(join(folder, name), text);
const at = (name) => join(folder, name);
const runs = [
  ["derive", at("first.grad"), "--to", "latex"],
  ...["tex", "json"].map((end) => ["derive", at("large.grad"), "--detail", "results", "-o", at(`large.${end}`)]),
  ["check", at("first.txt"), "--problem", at("first.grad")],
  ["check", at("strides.tex"), "--problem", at("strides.grad")],
];
execFileSync(process.execPath, [`${root}test/tools/keep-code.mjs`, JSON.stringify(runs)], {
  stdio: ["ignore", "ignore", "inherit"],
});
rmSync(folder, { recursive: true });
