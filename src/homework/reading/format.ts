/** How a file is read, by its name. */
import type { Format } from "../syntax.ts";

const FORMATS: ReadonlyMap<string, Format> = new Map([
  ["tex", "tex"],
  ["latex", "tex"],
  ["ltx", "tex"],
  ["md", "md"],
  ["markdown", "md"],
  ["mdx", "md"],
  ["qmd", "md"],
  ["rmd", "md"],
]);

/** LaTeX and Markdown by their endings, and plain text otherwise. */
export function formatOf(fileName: string): Format {
  const ending = /\.([^./\\]+)$/u.exec(fileName)?.[1] ?? "";
  return FORMATS.get(ending.toLowerCase()) ?? "txt";
}
