/**
 * Every formula that the examples print is LaTeX as KaTeX understands it, in its strictest mode.
 */
import katex from "katex";
import { expect, test } from "vitest";
import { EXAMPLES, exampleOutputs } from "./tools/examples.ts";

interface Found {
  readonly latex: string;
  readonly displayMode: boolean;
}

/** Every `latex` field, at any depth. */
function formulasOfJson(value: unknown): readonly Found[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "latex" && typeof inner === "string" ? [{ latex: inner, displayMode: true }] : formulasOfJson(inner),
  );
}

/** `$$…$$` and `$…$`; a dollar sign that is none of these is a defect. */
function formulasOfMarkdown(text: string): readonly Found[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, "").replace(/`[^`\n]*`/g, "");
  const formulas = [...prose.matchAll(/\$\$([^$]+)\$\$|\$([^$\n]+)\$/g)];
  expect(prose.replace(/\$\$[^$]+\$\$|\$[^$\n]+\$/g, "")).not.toContain("$");
  return formulas.map(([, display, inline = ""]) => ({ latex: display ?? inline, displayMode: display !== undefined }));
}

function formulasOf([file, text]: readonly [string, string]): readonly Found[] {
  if (file.endsWith(".json")) return formulasOfJson(JSON.parse(text));
  return file.endsWith(".md") ? formulasOfMarkdown(text) : [];
}

let count = 0;

test.each(EXAMPLES)("%s", (name) => {
  const formulas = [...exampleOutputs(name)].flatMap(formulasOf);
  for (const { latex, displayMode } of formulas)
    expect(
      () => katex.renderToString(latex, { strict: "error", throwOnError: true, displayMode }),
      latex,
    ).not.toThrow();
  expect(formulas.length).toBeGreaterThan(10);
  count += formulas.length;
});

test("all of them", () => {
  console.log(`${count} formulas of ${EXAMPLES.length} examples were set`);
  expect(count).toBeGreaterThan(1000);
});
