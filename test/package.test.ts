/**
 * What is published: packed, installed elsewhere, run as a command, and used as a typed library.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = join(root, "node_modules/typescript/bin/tsc");
const folder = mkdtempSync(join(tmpdir(), "gradscribe-"));
const [source, user] = [join(folder, "source"), join(folder, "user")];

afterAll(() => rmSync(folder, { recursive: true }));

/** A copy of the tree, so that packing, which builds, leaves `dist` alone: other programs may be using it. */
function copySource(): void {
  const parts = [
    "src",
    "grammar",
    "test/tools",
    "package.json",
    "tsconfig.json",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
  ];
  for (const part of parts) cpSync(join(root, part), join(source, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(source, "node_modules"));
}

/**
 * A project that uses the package, with the versions of our own lock file: `npm ci` then finds every dependency in its
 * cache, where installing this repository has put them, and needs no network.
 */
function installPackage(): boolean {
  const packed = execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: source });
  const tarball = `file:../${packed.toString().trim().split("\n").at(-1)}`;
  const { version, dependencies: needed, bin, overrides } = readJson("package.json");
  const { packages, ...lock } = readJson("package-lock.json");
  const used = Object.entries(packages as Record<string, { dev?: boolean }>).filter(([path, { dev }]) => path && !dev);
  const project = { name: "user", dependencies: { gradscribe: tarball } };
  const gradscribe = { version, resolved: tarball, dependencies: needed, bin };
  const locked = { "": project, "node_modules/gradscribe": gradscribe, ...Object.fromEntries(used) };
  overrides.katex.commander = needed.commander;
  mkdirSync(user);
  writeFileSync(join(user, "package.json"), JSON.stringify({ ...project, type: "module", private: true, overrides }));
  writeFileSync(join(user, "package-lock.json"), JSON.stringify({ ...lock, name: "user", packages: locked }));
  const install = (flag: string) =>
    spawnSync("npm", ["ci", flag, "--no-audit", "--no-fund"], { cwd: user }).status === 0;
  return install("--offline") || (process.env["CI"] !== undefined && install("--prefer-offline"));
}

function readJson(file: string) {
  return JSON.parse(readFileSync(join(root, file), "utf8"));
}

copySource();
const installed = installPackage();
if (!installed) console.log("npm's cache does not have the dependencies: the installed package is not tested");

test("the manifest and what it points to are sound", async () => {
  const { messages, pkg } = await publint({ pkgDir: source, strict: true });
  expect(messages.map((message) => formatMessage(message, pkg as never))).toEqual([]);
});

describe.runIf(installed || process.env["CI"] !== undefined)("installed elsewhere", () => {
  const home = join(user, "node_modules/gradscribe");

  test("has the program and its words, and nothing else", () => {
    expect(readdirSync(home).sort()).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "dist", "package.json"]);
  });

  test("is a command", () => {
    const worksheet = "tensor a[3,3]\ntensor k[2,2]\ny = conv2d(a, k)\njacobian y[2,2] wrt a[2,2]\n";
    const run = (...args: string[]) =>
      execFileSync(join(user, "node_modules/.bin/gradscribe"), args, { cwd: user, input: worksheet }).toString();
    expect(run("--version").trim()).toBe(readJson("package.json").version);
    expect(run("derive", "-")).toContain("= k₁₁");
    expect(run("derive", "-", "--to", "html")).toContain("KaTeX_Main");
  });

  test("is a library with types, which ask for no other package's types", () => {
    writeFileSync(join(user, "use.ts"), program);
    const compilerOptions = { strict: true, module: "nodenext", target: "es2022", lib: ["es2023"], types: [] };
    writeFileSync(join(user, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["use.ts"] }));
    expect(spawnSync(process.execPath, [tsc, "-p", "."], { cwd: user }).stdout.toString()).toBe("");
    expect(execFileSync(process.execPath, ["use.js"], { cwd: user }).toString()).toContain("k_{11}");
  });
});

const program = `
import { type CheckedDerivation, type CheckReport, check, derive, render, verify, WorksheetError } from "gradscribe";

declare const console: { log(text: string): void };

const derivation: CheckedDerivation = derive("tensor a[2]\\ntensor k[1]\\ny = conv1d(a, k)\\njacobian y wrt a\\n", { file: "use.grad" });
const kinds: readonly ("expansion" | "jacobian" | "gradient" | "views" | "proof" | "theorem" | "size-theorem" | "general")[] = derivation.results.map(({ kind }) => kind);
const latex: string = render(derivation, { to: "latex", lang: "zh", detail: "steps", fragment: true });
verify(render(derivation, { to: "json" }));
try {
  derive("y = nothing");
} catch (error) {
  if (!(error instanceof WorksheetError) || error.line !== 1) throw error;
}
const report = (): CheckReport => check("tensor a[2]", "$a_1 = a_2$", { format: "tex", lang: "zh" });
const told: () => ("correct" | "rounded" | "wrong" | "unproven" | "ambiguous" | "unreadable")[] = () => report().claims.map(({ verdict }) => verdict);
// @ts-expect-error: only what was checked can be rendered
() => render({ results: [] }, { to: "latex" });
console.log(typeof told + kinds.join() + latex.replace("k_{1}", "k_{11}"));
`;
