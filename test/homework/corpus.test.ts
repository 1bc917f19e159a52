/**
 * Every sheet of the corpus against the checker. CORPUS.md holds each claim with the verdict it gets, what fails
 * included, and is rewritten with `-u`; that nothing false passes for right, nothing true for wrong, no `-u` mends.
 */
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { checkSheet, prepareProblem } from "../../src/homework/check.ts";
import type { ClaimReport } from "../../src/homework/report.ts";
import type { Format } from "../../src/homework/syntax.ts";
import type { ExpectedClaim, ExpectedSheet } from "./corpus.ts";

const folder = new URL("corpus/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), "utf8");
const files = readdirSync(folder).filter((name) => /\.(tex|md|txt)$/.test(name));

interface Row {
  readonly place: string;
  readonly source: string;
  readonly expected: ExpectedClaim | undefined;
  readonly found: ClaimReport | undefined;
}

function lineOf(source: string, offset: number): number {
  return source.slice(0, offset).split("\n").length;
}

/** What was found beside what was expected, line by line; either may be missing. */
function rowsOf(file: string): Row[] {
  const [base = "", format = ""] = file.split(".");
  const sheet = JSON.parse(read(`${base}.expected.json`)) as ExpectedSheet;
  const problem = prepareProblem(read(`${sheet.worksheet}.grad`), `${sheet.worksheet}.grad`);
  const source = read(file);
  const { claims } = checkSheet(problem, source, { file, format: format as Format });
  const found = claims.map((claim) => ({ claim, line: lineOf(source, claim.span.start) }));
  const lines = [...new Set([...sheet.claims.map(({ line }) => line), ...found.map(({ line }) => line)])].sort(
    (a, b) => a - b,
  );
  return lines.flatMap((line) => {
    const wanted = sheet.claims.filter((claim) => claim.line === line);
    const here = found.filter((claim) => claim.line === line);
    return Array.from({ length: Math.max(wanted.length, here.length) }, (_, number): Row => {
      const span = here[number]?.claim.span;
      const text = span === undefined ? (source.split("\n")[line - 1] ?? "") : source.slice(span.start, span.end);
      return { place: `${file}:${line}`, source: text, expected: wanted[number], found: here[number]?.claim };
    });
  });
}

const codeOf = (found: ClaimReport | undefined) => found?.diagnoses[0]?.code;

/** Why a row is not as it should be; empty where it is. */
function remarkOn({ expected, found }: Row): string {
  if (expected === undefined) return "not expected";
  if (found === undefined) return "not found";
  if (expected.verdict !== found.verdict) return "verdict";
  if (expected.verdict !== "wrong" || codeOf(found) === expected.code) return "";
  return (expected.or ?? []).some((code) => code === codeOf(found)) ? "" : "code";
}

const isPass = (row: Row) => row.found?.verdict === "correct" || row.found?.verdict === "rounded";
const isRight = (row: Row) => row.expected?.verdict === "correct" || row.expected?.verdict === "rounded";
const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

function figures(rows: readonly Row[]): string[] {
  const readable = rows.filter(({ expected }) => expected !== undefined && expected.verdict !== "unreadable");
  const wereRead = readable.filter(({ found }) => found !== undefined && found.verdict !== "unreadable");
  const wrong = rows.filter(({ expected, found }) => expected?.verdict === "wrong" && found?.verdict === "wrong");
  const named = wrong.filter((row) => remarkOn(row) === "");
  const exact = wrong.filter(({ expected, found }) => codeOf(found) === expected?.code);
  return [
    `${rows.length} claims in ${files.length} sheets.`,
    `- Read: ${percent(wereRead.length, readable.length)} of what can be read.`,
    `- False and held for correct: ${rows.filter((row) => row.expected?.verdict === "wrong" && isPass(row)).length}.`,
    `- True and held for wrong: ${rows.filter((row) => isRight(row) && row.found?.verdict === "wrong").length}.`,
    `- As expected: ${percent(rows.filter((row) => remarkOn(row) === "").length, rows.length)}.`,
    `- First diagnosis right: ${percent(named.length, wrong.length)} of what is found wrong; the likeliest of several: ${percent(exact.length, wrong.length)}.`,
  ];
}

function shown(verdict: string | undefined, code: string | undefined): string {
  return verdict === undefined ? "–" : code === undefined ? verdict : `${verdict}: ${code}`;
}

function tableRow(row: Row): string {
  const source = row.source.replace(/\s+/g, " ").replaceAll("|", "\\|").replaceAll("`", "'").trim();
  const { expected, found } = row;
  const code = found?.verdict === "wrong" ? codeOf(found) : undefined;
  return `| ${row.place} | \`${source}\` | ${shown(expected?.verdict, expected?.code)} | ${shown(found?.verdict, code)} | ${remarkOn(row)} |`;
}

it("gets the verdicts of CORPUS.md", { timeout: 300_000 }, async () => {
  const rows = files.flatMap(rowsOf);
  const facts = figures(rows);
  console.log(facts.join("\n"));
  const head = ["| claim | formula | expected | found | differs |", "| --- | --- | --- | --- | --- |"];
  const title = [
    "# Every claim of the corpus and its verdict",
    "",
    "Made by `corpus.test.ts`; what fails is listed like the rest.",
    "",
  ];
  const text = [...title, ...facts, "", ...head, ...rows.map(tableRow), ""].join("\n");
  await expect(text).toMatchFileSnapshot("CORPUS.md");
  expect(rows.filter((row) => row.expected?.verdict === "wrong" && isPass(row)).map(tableRow)).toEqual([]);
  expect(rows.filter((row) => isRight(row) && row.found?.verdict === "wrong").map(tableRow)).toEqual([]);
});
