/** The gallery has every example in both languages, and no link of it, or of the README, leads nowhere. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { EXAMPLES, exampleDerivation } from "./tools/examples.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), "utf8");

it.each(["README.md", "docs/README.md", "docs/README.zh.md", "examples/README.md"])(
  "%s links to what is there",
  (file) => {
    const text = read(file);
    const targets = [...text.matchAll(/\]\(([^)\s#]+)\)|(?:src|href)="([^"#]+)"/g)].map(
      ([, link, source]) => link ?? source ?? "",
    );
    const own = targets.filter((target) => !/^[a-z]+:/.test(target));
    expect(own.length).toBeGreaterThan(20);
    expect(own.filter((target) => !existsSync(join(root, dirname(file), decodeURI(target))))).toEqual([]);
  },
);

it.each(["docs/README.md", "docs/README.zh.md"])("%s shows a page of every example", (file) => {
  const text = read(file);
  const lang = file.includes(".zh.") ? "zh" : "en";
  for (const name of EXAMPLES) {
    expect(text).toContain(`## ${name.slice(0, 2)} ${exampleDerivation(name).title ?? name}`);
    expect(text).toMatch(new RegExp(`src="pages/${name}\\.${lang}-0*1\\.png"`));
  }
});
