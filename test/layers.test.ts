/** A stage imports only from the stages before it; the verifier shares nothing with what it checks. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const SOURCE = fileURLToPath(new URL("../src", import.meta.url));
const FLOORS = [
  "messages",
  "error",
  "language",
  "sizes",
  "problem",
  "calculus",
  "algebra",
  "derivation",
  "verify",
  "render",
  "homework",
  "derive derive-in-parts in-parts check exercise saved index",
  "cli",
];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isType: boolean;
}

const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const imports = files.flatMap((from): Import[] =>
  [
    ...readFileSync(join(SOURCE, from), "utf8").matchAll(
      /^(?:import|export) (type )?[^;]*?from "([^"]+)"|import\("([^"]+)"\)/gm,
    ),
  ].map(([, type, named = "", loaded = named]) => ({
    from,
    to: loaded.startsWith(".") ? posix.join(posix.dirname(from), loaded) : loaded,
    isType: type !== undefined,
  })),
);
const stageOf = (file: string): string => file.split("/")[0]?.replace(/\.ts$/, "") ?? "";
const floorOf = (file: string): number => FLOORS.findIndex((floor) => floor.split(" ").includes(stageOf(file)));

it("each stage imports from the stages before it", () => {
  expect(files.filter((file) => floorOf(file) < 0)).toEqual([]);
  const upward = imports.filter(({ from, to }) => to.endsWith(".ts") && floorOf(to) > floorOf(from));
  // The error knows the type of a place in the text, and nothing else of the language.
  expect(upward).toEqual([{ from: "error.ts", to: "language/syntax.ts", isType: true }]);
  expect(imports.length).toBeGreaterThan(200);
});

it("no file needs itself to run", () => {
  const needed = new Map(files.map((file) => [file, [] as string[]]));
  for (const { from, to, isType } of imports) if (!isType && needed.has(to)) needed.get(from)?.push(to);
  // A circle that the imports lead round, as the files along it.
  const circleFrom = (file: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (settled.has(file)) return undefined;
    for (const next of needed.get(file) ?? []) {
      const circle = circleFrom(next, [...way, file]);
      if (circle !== undefined) return circle;
    }
    settled.add(file);
    return undefined;
  };
  const settled = new Set<string>();
  expect(files.map((file) => circleFrom(file, [])).filter((circle) => circle !== undefined)).toEqual([]);
});

it("verify imports nothing that differentiates, and of a derivation and its tables the types alone", () => {
  const own = imports.filter(({ from }) => stageOf(from) === "verify");
  expect(own.filter(({ to, isType }) => stageOf(to) === "algebra" && !isType)).toEqual([]);
  expect(own.filter(({ to, isType }) => stageOf(to) === "derivation" && !isType)).toEqual([]);
});

it("of what reads a saved derivation, only the lists of what is owed, and of what follows from a chain, derive", () => {
  const own = imports.filter(({ from }) => stageOf(from) === "saved");
  const derives = own.filter(({ to, isType }) => ["derivation", "algebra"].includes(stageOf(to)) && !isType);
  expect(derives.map(({ from, to }) => [from, to])).toEqual([
    ["saved/owed.ts", "derivation/derive.ts"],
    // How a name is written, which derives nothing.
    ["saved/read-derivation.ts", "derivation/notation.ts"],
    ["saved/read-letters.ts", "derivation/letters.ts"],
  ]);
});

it("only the command line knows Node", () => {
  const node = imports.filter(({ to }) => to.startsWith("node:")).map(({ from }) => from);
  expect([...new Set(node)].filter((file) => stageOf(file) !== "cli" && file !== "render/katex-assets.ts")).toEqual([]);
});
