/** In which format a sheet is written: by the ending of its name, or else by what it looks like. */
import type { Format } from "./syntax.ts";

const endings: Readonly<Record<string, Format>> = {
  tex: "tex",
  latex: "tex",
  ltx: "tex",
  md: "md",
  markdown: "md",
  txt: "txt",
  text: "txt",
};

export const FORMATS: readonly Format[] = ["tex", "md", "txt"];

export function formatOfSheet(name: string, source: string): Format {
  return formatOfName(name) ?? (/\\[A-Za-z([]|\$/.test(source) ? "tex" : "txt");
}

export function formatOfName(name: string): Format | undefined {
  const ending = /\.([A-Za-z]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(endings, ending) ? endings[ending] : undefined;
}
