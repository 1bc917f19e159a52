/** What the tests share: a worksheet in, the facts that a test speaks of out. */
import { expect } from "vitest";
import { derive } from "../src/derive.ts";
import { locateMistakes, WorksheetError } from "../src/error.ts";
import { parseWorksheet } from "../src/language/parse.ts";
import { printExpression } from "../src/language/print.ts";
import { buildProblem } from "../src/problem/build.ts";
import type { NumericArray, Problem } from "../src/problem/problem.ts";
import { render } from "../src/render/render.ts";
import { leftoversIn } from "./messages/leftovers.ts";

export function problemOf(worksheet: string): Problem {
  return locateMistakes(worksheet, () => buildProblem(parseWorksheet(worksheet)));
}

export function arrayNamed(problem: Problem, name: string): NumericArray {
  const found = problem.arrays.find((array) => array.name === name);
  if (found === undefined) throw new Error(`no array ${name} among ${problem.arrays.map((array) => array.name)}`);
  return found;
}

/** The shape of `y` when the worksheet's last lines define it so. */
export function shapeOf(worksheet: string, name = "y"): number[] {
  return [...arrayNamed(problemOf(worksheet), name).shape];
}

/** A line for each: its left side, the worksheet, with the shape that `y` must have. */
export function expectShapes(declarations: string, shapes: Readonly<Record<string, readonly number[]>>): void {
  for (const [definition, shape] of Object.entries(shapes))
    expect(`${definition} → [${shapeOf(`${declarations}\ny = ${definition}`)}]`).toBe(`${definition} → [${shape}]`);
}

/** A mistake as `line:column (code) message`; it has to be Chinese in Chinese, too. */
export function mistakeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (!(error instanceof WorksheetError)) throw error;
    expectChinese(error);
    return `${error.line}:${error.column} (${error.code}) ${error.message}`;
  }
  return "no mistake";
}

export function expectChinese(error: WorksheetError): void {
  const message = error.messageIn("zh");
  expect(message).toMatch(/\p{Script=Han}/u);
  expect([message, leftoversIn(error.said)]).toEqual([message, []]);
}

export function mistakeIn(worksheet: string): string {
  return mistakeOf(() => derive(worksheet));
}

/** Worksheets, and word for word what is wrong with each. */
export function expectMistakes(mistakes: Readonly<Record<string, string>>): void {
  for (const [worksheet, mistake] of Object.entries(mistakes))
    expect(`${worksheet} → ${mistakeIn(worksheet)}`).toBe(`${worksheet} → ${mistake}`);
}

type Entries = Readonly<Record<string, string>>;

/** The entries of the worksheet's only request, by their places, as text; `value` in place of the text where asked. */
export function entriesOf(worksheet: string, what: "text" | "value" = "text"): Entries {
  const [result] = derive(worksheet, { detail: "results" }).results;
  if (result === undefined || !("entries" in result)) throw new Error("the worksheet asks for no entries");
  const pairs = result.entries.map((entry) => {
    const place = "at" in entry ? entry.at : "of" in entry ? [...entry.of, "|", ...entry.wrt] : entry.wrt;
    return [place.join(","), what === "text" ? printExpression(entry.expression) : (entry.value ?? "none")] as const;
  });
  return Object.fromEntries(pairs);
}

/** The values of the entries of an array, in row-major order, where all numbers are given. */
export function valuesOf(worksheet: string, name = "y"): string[] {
  return Object.values(entriesOf(`${worksheet}\nexpand ${name}`, "value"));
}

export function savedJson(worksheet: string, detail: "results" | "steps" | "full" = "steps"): string {
  return render(derive(worksheet, { detail, file: "sheet.grad" }), { to: "json" });
}

/** Nested brackets, as a worksheet writes values. */
export function bracketed(values: readonly (number | string)[], shape: readonly number[]): string {
  const [count, ...rest] = shape;
  if (count === undefined) return String(values[0]);
  const size = values.length / count;
  const items = Array.from({ length: count }, (_, item) =>
    bracketed(values.slice(item * size, (item + 1) * size), rest),
  );
  return `[${items.join(",")}]`;
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
