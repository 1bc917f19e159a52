/**
 * Every proof of every example whose sizes are letters: saved and read it follows again, and with any of its steps
 * altered, in its rule, a sign, an index or a bracket, it does not.
 */
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { prove } from "../../src/calculus/prove.ts";
import { replay } from "../../src/calculus/replay.ts";
import { RULE_IDS } from "../../src/calculus/rules/rules.ts";
import { statementOf } from "../../src/derivation/letters.ts";
import { parseWorksheet } from "../../src/language/parse.ts";
import { buildLetterProblem } from "../../src/problem/letters/build.ts";
import { speaksOfSizes } from "../../src/problem/settings.ts";

const folder = new URL("../../examples/", import.meta.url);
const examples = readdirSync(folder)
  .filter((file) => file.endsWith(".grad"))
  .map((file) => [file, parseWorksheet(readFileSync(new URL(file, folder), "utf8"))] as const)
  .filter(([, worksheet]) => speaksOfSizes(worksheet));

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Way = readonly (string | number)[];

/** The ways to the numbers and names in a piece of data. */
function leavesOf(data: Json, way: Way = []): Way[] {
  if (Array.isArray(data)) return data.flatMap((item, at) => leavesOf(item, [...way, at]));
  if (typeof data === "object" && data !== null)
    return Object.entries(data).flatMap(([key, item]) => leavesOf(item, [...way, key]));
  return [way];
}

function altered(data: Json, [key, ...way]: Way, change: (leaf: Json) => Json): Json {
  if (key === undefined) return change(data);
  if (Array.isArray(data)) return data.map((item, at) => (at === key ? altered(item, way, change) : item));
  const fields = data as { [key: string]: Json };
  return { ...fields, [key]: altered(fields[key] as Json, way, change) };
}

const otherNumber = (leaf: Json): Json => (typeof leaf === "number" ? (leaf === 0 ? 1 : -leaf) : `${leaf}1`);

/** Another rule, another sign, and one place of an index and of a bracket changed. */
function alterationsOf(step: Json, number: number): { readonly what: string; readonly step: Json }[] {
  const leaves = leavesOf(step);
  const one = (what: string, isIt: (way: Way) => boolean): { what: string; step: Json }[] => {
    const found = leaves.filter((way) => way[0] === "sum" && isIt(way));
    const way = found[number % Math.max(1, found.length)];
    return way === undefined ? [] : [{ what: `${what} ${way.join(".")}`, step: altered(step, way, otherNumber) }];
  };
  const rule = ["use", "application", "rule"];
  const name = (step as { use: { application: { rule: string } } }).use.application.rule;
  return [
    ...RULE_IDS.filter((other) => other !== name).map((other) => ({
      what: `rule ${other}`,
      step: altered(step, rule, () => other),
    })),
    ...one("sign", (way) => way.length === 3 && way[2] === "coefficient"),
    ...one("index", (way) => way.includes("index") && way.at(-1) !== "kind"),
    ...one("bracket", (way) => way.includes("guards") && way.at(-1) !== "kind"),
  ];
}

it.each(examples)("%s", { timeout: 120_000 }, (_, worksheet) => {
  const problem = buildLetterProblem(worksheet);
  const unnoticed: string[] = [];
  for (const [position, request] of problem.requests.entries()) {
    if (request.kind !== "proof") continue;
    const { statement, theory } = statementOf(problem, request);
    const proof = prove(statement, theory);
    if (proof.verdict !== "proved") continue;
    const saved = JSON.parse(JSON.stringify(proof.chain)) as typeof proof.chain;
    expect(replay(saved, statement, theory)).toBeUndefined();
    for (const [number, step] of saved.steps.entries())
      for (const { what, step: other } of alterationsOf(step as unknown as Json, number)) {
        const steps = saved.steps.map((kept, at) => (at === number ? (other as unknown as typeof kept) : kept));
        if (replay({ ...saved, steps }, statement, theory) === undefined)
          unnoticed.push(`request ${position + 1}, step ${number + 1}: ${what}`);
      }
  }
  expect(unnoticed).toEqual([]);
});

it("alters something in every kind of place", () => {
  const [, worksheet] = examples.find(([file]) => file.startsWith("20")) ?? [];
  const problem = buildLetterProblem(worksheet ?? parseWorksheet(""));
  const [request] = problem.requests.filter(({ kind }) => kind === "proof");
  if (request?.kind !== "proof") throw new Error("the example proves something");
  const { statement, theory } = statementOf(problem, request);
  const proof = prove(statement, theory);
  if (proof.verdict !== "proved") throw new Error(proof.verdict);
  const steps = JSON.parse(JSON.stringify(proof.chain.steps)) as Json[];
  const kinds = new Set(
    steps.flatMap((step, number) => alterationsOf(step, number).map(({ what }) => what.split(" ")[0])),
  );
  expect(kinds).toEqual(new Set(["rule", "sign", "index", "bracket"]));
  expect(steps.length).toBeGreaterThan(3);
});
