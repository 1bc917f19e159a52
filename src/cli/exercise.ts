/**
 * `gradscribe exercise`: a sheet with blanks, its key and the worksheet that both are about, in a folder.
 */
import { join } from "node:path";
import { formatError, WorksheetError } from "../error.ts";
import { type Exercise, makeExercise } from "../exercise.ts";
import { tell, verbatim } from "../messages/message.ts";
import { printArticle } from "../render/article.ts";
import type { Document } from "../render/document.ts";
import { printMarkdown } from "../render/markdown.ts";
import { EXIT, UsageError } from "./exit.ts";
import { ENDINGS, readInput, writeOutput } from "./files.ts";

type ExerciseFormat = "latex" | "html" | "markdown";

export interface ExerciseFlags {
  readonly seed: number;
  readonly to: ExerciseFormat;
  readonly output: string;
  readonly lang: "en" | "zh";
}

export async function exerciseCommand(file: string, flags: ExerciseFlags): Promise<number> {
  const { seed, lang, to, output } = flags;
  let exercise: Exercise;
  try {
    exercise = makeExercise(readInput(file), { seed, lang, file });
  } catch (error) {
    if (error instanceof WorksheetError) {
      process.stderr.write(formatError(error, file, lang));
      return error.code === "limit" ? EXIT.refused : EXIT.unreadable;
    }
    throw error;
  }
  const place = (name: string): string => join(output, name);
  if (place("problem.grad") === join(file))
    throw new UsageError(tell`${verbatim(file)} would be written over: give another folder than its own`);
  writeOutput(place("problem.grad"), `${exercise.problem.trimEnd()}\n`);
  writeOutput(place(`sheet${ENDINGS[to]}`), await print(exercise.sheet, to));
  writeOutput(place(`key${ENDINGS[to]}`), await print(exercise.key, to));
  return EXIT.fine;
}

/** KaTeX is loaded for HTML alone. */
async function print(document: Document, to: ExerciseFormat): Promise<string> {
  switch (to) {
    case "latex":
      return printArticle(document, false);
    case "markdown":
      return printMarkdown(document);
    case "html": {
      const [{ printHtml }, { loadKatexAssets }] = await Promise.all([
        import("../render/html.ts"),
        import("../render/katex-assets.ts"),
      ]);
      return printHtml(document, false, loadKatexAssets());
    }
  }
}
