/**
 * The corpus's expected verdicts against arithmetic of its own: a claim that is expected to be correct holds at numbers
 * drawn at random, one that is expected to be wrong does not, and an ambiguous one holds in one of its readings only.
 */
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { ExpectedSheet } from "./corpus.ts";
import { holds } from "./recipes.ts";
import { worlds } from "./worlds.ts";

const folder = new URL("corpus/", import.meta.url);
const sheets = readdirSync(folder).filter((name) => name.endsWith(".expected.json"));

function truthOf(sheet: ExpectedSheet, recipe: string, tolerance?: number): boolean {
  const world = worlds[sheet.worksheet];
  if (world === undefined) throw new Error(`no loops for ${sheet.worksheet}`);
  return holds(world, recipe, tolerance);
}

it.each(sheets)("%s expects what is true", (name) => {
  const sheet = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as ExpectedSheet;
  const failures: string[] = [];
  for (const claim of sheet.claims) {
    const say = (what: string) =>
      failures.push(`${name.replace(".expected.json", "")}:${claim.line} ${what}: ${claim.recipes}`);
    try {
      const truths = claim.recipes.map((recipe) => truthOf(sheet, recipe));
      if (claim.verdict === "correct" && !truths.every(Boolean)) say("is false");
      if (claim.verdict === "wrong" && truths.some(Boolean)) say("is true");
      if (claim.verdict === "rounded" && (truths.some(Boolean) || !claim.recipes.every((r) => truthOf(sheet, r, 0.02))))
        say("is not rounded");
      if (claim.verdict === "ambiguous" && new Set(truths).size < 2) say(`is ${truths}`);
      if (claim.recipes.length === 0 && claim.verdict !== "unreadable") say("has no recipe");
    } catch (error) {
      say(String(error));
    }
  }
  expect(failures).toEqual([]);
});

const sheetsRead = sheets.map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as ExpectedSheet);
const claims = sheetsRead.flatMap((sheet) => sheet.claims);

it("has every mistake at least five times, and as many true claims as false ones", () => {
  const counts = new Map<string, number>();
  for (const { code } of claims) if (code !== undefined) counts.set(code, (counts.get(code) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count < 5)).toEqual([]);
  expect(counts.size).toBe(30);
  const share = claims.filter(({ verdict }) => verdict === "correct").length / claims.length;
  expect(share).toBeGreaterThan(0.4);
  expect(share).toBeLessThan(0.6);
});

it("names a code where a claim is wrong, and only there", () => {
  expect(claims.filter(({ verdict, code }) => (verdict === "wrong") !== (code !== undefined))).toEqual([]);
});

it("has a line of a sheet for every claim, or two where a chain begins without its sign", () => {
  for (const [number, name] of sheets.entries()) {
    const base = name.replace(".expected.json", "");
    const file =
      readdirSync(folder).find((other) => /\.(tex|md|txt)$/.test(other) && other.startsWith(`${base}.`)) ?? "";
    const lines = readFileSync(new URL(file, folder), "utf8").split("\n");
    const places = sheetsRead[number]?.claims.map(({ line }) => line) ?? [];
    expect(places.filter((line) => !/=|approx|≈/.test(lines.slice(line - 1, line + 1).join()))).toEqual([]);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  }
});
