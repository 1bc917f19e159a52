/**
 * A document as a Jupyter notebook: a Markdown cell for each section, and cells that compute its numbers again.
 * In: a document and its derivation. Out: JSON of the notebook format 4.5.
 */
import type { Derivation } from "../derivation/derivation.ts";
import type { Block } from "./blocks.ts";
import type { Document } from "./document.ts";
import { isForEverySize } from "./document-letters.ts";
import { markdownOfBlocks } from "./markdown.ts";
import { definitionsProgram, resultProgram } from "./notebook-program.ts";
import { NotInPython } from "./python.ts";

interface Cell {
  readonly cell_type: "markdown" | "code";
  readonly source: string;
  readonly attachments?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export function printNotebook(document: Document, derivation: Derivation): string {
  const { words, blocks } = document;
  const cells = [
    ...sectionsOf(blocks).map((section) => markdownCell(section, document)),
    ...checkCells(document, derivation),
  ];
  const notebook = {
    cells: cells.map(({ cell_type, source, attachments }, at) => ({
      cell_type,
      id: `cell-${at + 1}`,
      metadata: {},
      ...(attachments && { attachments }),
      ...(cell_type === "code" && { execution_count: null, outputs: [] }),
      source: linesOf(source),
    })),
    metadata: {
      kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
      language_info: { name: "python" },
      title: document.title,
      language: words.lang,
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

/** A new cell begins at each heading of a section. */
function sectionsOf(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const sections: Block[][] = [];
  for (const block of blocks) {
    const last = sections.at(-1);
    if (last === undefined || (block.tag === "heading" && block.isPart !== true)) sections.push([block]);
    else last.push(block);
  }
  return sections;
}

/** Pictures are attached to the cell that shows them. */
function markdownCell(blocks: readonly Block[], { words }: Document): Cell {
  const attachments: Record<string, Record<string, string>> = {};
  const placeOfPicture = (svg: string, number: number): string => {
    const name = `figure-${number}.svg`;
    attachments[name] = { "image/svg+xml": svg };
    return `attachment:${name}`;
  };
  const source = markdownOfBlocks(blocks, words, { placeOfPicture });
  return { cell_type: "markdown", source, ...(Object.keys(attachments).length > 0 && { attachments }) };
}

/** The program, and a sentence about what it does and does not check. */
function checkCells({ words }: Document, derivation: Derivation): readonly Cell[] {
  const said = words.document;
  if (derivation.results.some(isForEverySize)) return [markdown(`## ${said.numbers}\n\n${said.numbersOfLetters}`)];
  try {
    const programs = derivation.results.map((result) => resultProgram(result, derivation));
    const left = programs.filter((program) => program === undefined).length;
    const about =
      left === 0
        ? said.numbersChecked
        : `${said.numbersChecked}${words.lang === "zh" ? "" : " "}${said.numbersLeft(left)}`;
    return [
      markdown(`## ${said.numbers}\n\n${about}`),
      code(definitionsProgram(derivation)),
      ...programs.flatMap((program) => (program === undefined ? [] : [code(program)])),
    ];
  } catch (error) {
    if (!(error instanceof NotInPython)) throw error;
    return [markdown(`## ${said.numbers}\n\n${said.numbersRefused}`)];
  }
}

function markdown(source: string): Cell {
  return { cell_type: "markdown", source };
}

function code(source: string): Cell {
  return { cell_type: "code", source };
}

function linesOf(source: string): readonly string[] {
  const lines = source.split("\n");
  return lines.map((line, at) => (at === lines.length - 1 ? line : `${line}\n`));
}
