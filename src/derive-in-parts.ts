/**
 * From a worksheet's text to the bytes of a document, large results part by part: entries are made, checked and
 * written as they come, so that memory does not grow with their number.
 * Always: what a sink is given was checked before. Of a scalar's gradient the last check is made when its last entry
 * is written; where it fails, an error is thrown, and the document is not complete.
 */
import { cutsOf, type Part, partsOf } from "./algebra/parts.ts";
import { endOfGroup } from "./algebra/terms.ts";
import { arrayIn } from "./algebra/workspace.ts";
import type { Context } from "./derivation/context.ts";
import type { Detail, Entry, LargeEntries, Result } from "./derivation/derivation.ts";
import { deriveInContext, type Progress } from "./derivation/derive.ts";
import { largeParts, TERMS_OF_PART, type WrittenPart, writePart } from "./derivation/large.ts";
import { locateMistakes } from "./error.ts";
import { parseWorksheet } from "./language/parse.ts";
import { buildProblem } from "./problem/build.ts";
import { sizeOfShape } from "./problem/rows.ts";
import { articlePieces } from "./render/article.ts";
import { type ByteWriter, createByteWriter, type Sink } from "./render/byte-writer.ts";
import { documentOf, settingOf } from "./render/document.ts";
import { jsonPieces } from "./render/json.ts";
import type { LargePlace, LargeSource, LargeWriter } from "./render/large.ts";
import { createLargeJson, type DerivedEntries } from "./render/large-json.ts";
import { createLargeLatex } from "./render/large-latex.ts";
import { createPartChecker } from "./verify/check-parts.ts";
import type { CheckedDerivation } from "./verify/checked.ts";
import { type Checks, createChecks } from "./verify/checks.ts";
import { verifyDerivation } from "./verify/verify.ts";

/** How far a large result has come. */
export interface PartsProgress {
  readonly entries: number;
  /** How much of the result is done, from 0 to 1. */
  readonly share: number;
  /** Whether this was the result's first part. */
  readonly isFirst: boolean;
}

export interface InPartsOptions {
  readonly to: "latex" | "json";
  readonly file?: string;
  readonly detail?: Detail;
  readonly lang?: "en" | "zh";
  readonly fragment?: boolean;
  /** Called for each entry that is derived step by step. */
  readonly onProgress?: (progress: Progress) => void;
  /** Called for each part that has been written. */
  readonly onPart?: (progress: PartsProgress) => void;
}

/**
 * Derives what a worksheet asks for and gives the document to `sink`, piece by piece.
 *
 * @returns the derivation, without the entries of large results.
 * @throws WorksheetError where the worksheet has a mistake, before anything is written; VerificationError where an
 *   entry is not right.
 */
export function deriveInParts(worksheet: string, options: InPartsOptions, sink: Sink): CheckedDerivation {
  const { file = "worksheet.grad", detail = "steps", to } = options;
  return locateMistakes(worksheet, () => {
    const problem = buildProblem(parseWorksheet(worksheet));
    const { derivation, context } = deriveInContext(problem, {
      file,
      detail,
      inParts: true,
      ...(options.onProgress && { onProgress: options.onProgress }),
    });
    const checked = verifyDerivation(problem, derivation);
    const work: Work = { context, checks: createChecks(problem, derivation), derivation: checked, options };
    const writer = createByteWriter(sink);
    if (to === "latex") writeLatex(work, writer);
    else writeJson(work, writer);
    writer.flush();
    return checked;
  });
}

interface Work {
  readonly context: Context;
  readonly checks: Checks;
  readonly derivation: CheckedDerivation;
  readonly options: InPartsOptions;
}

function writeLatex(work: Work, writer: ByteWriter): void {
  const { derivation, options } = work;
  const { lang = "en", detail = "steps", fragment = false } = options;
  for (const piece of articlePieces(documentOf(derivation, lang, detail), fragment))
    if (typeof piece === "string") writer.text(piece);
    else writeLarge(work, piece.large, (source) => createLargeLatex(source, writer));
}

function writeJson(work: Work, writer: ByteWriter): void {
  for (const piece of jsonPieces(work.derivation)) {
    const result = typeof piece === "string" ? undefined : work.derivation.results[piece.large];
    if (typeof piece === "string") writer.text(piece);
    else if (result !== undefined && "large" in result && result.large !== undefined) {
      const { large } = result;
      writeLarge(work, large, (source) => createLargeJson(source, derivedIn(work, result, large), writer));
    }
  }
}

type ResultInParts = Extract<Result, { readonly large?: LargeEntries }>;

/** The entries of a result that were derived step by step, by their places. */
function derivedIn({ context }: Work, result: ResultInParts, large: LargeEntries): DerivedEntries {
  const known = new Map(placedEntries(result).map(({ of, wrt, entry }) => [`${of.join()}|${wrt.join()}`, entry]));
  const array = arrayIn(context.workspace, large.of);
  const variable = large.wrt === undefined ? undefined : arrayIn(context.workspace, large.wrt);
  const keyOf = (place: LargePlace): string => {
    const of = result.kind === "gradient" ? [] : context.writer.place(array, place.of);
    return `${of.join()}|${variable === undefined ? "" : context.writer.place(variable, place.wrt).join()}`;
  };
  return { at: (place) => (known.size === 0 ? undefined : known.get(keyOf(place))) };
}

interface PlacedEntry {
  readonly of: readonly number[];
  readonly wrt: readonly number[];
  readonly entry: Entry;
}

function placedEntries(result: ResultInParts): PlacedEntry[] {
  switch (result.kind) {
    case "expansion":
      return result.entries.map(({ at, ...entry }) => ({ of: at, wrt: [], entry }));
    case "jacobian":
      return result.entries.map(({ of, wrt, ...entry }) => ({ of, wrt, entry }));
    case "gradient":
      return result.entries.map(({ wrt, ...entry }) => ({ of: [], wrt, entry }));
  }
}

function writeLarge(work: Work, large: LargeEntries, createWriter: (source: LargeSource) => LargeWriter): void {
  const { context, checks, options } = work;
  const source = sourceOf(work, large);
  const parts = largeParts(context, large);
  const cuts = source.wrt === undefined ? new Map() : cutsOf(context.workspace, source.of, source.wrt);
  const subject = { ...source, arrays: context.workspace.arrays, cuts };
  const checker = createPartChecker(checks, subject, `the entries of ${source.of.name}`);
  const list = createWriter(source);
  const size = sizeOfShape(parts.shape);
  let entries = 0;
  for (const part of partsOf(parts, TERMS_OF_PART)) {
    const checked = checker.check(writePart(context, parts, part, source.wrt !== undefined));
    entries += writeEntries(list, checked, parts.column, large.isSparse === true);
    options.onPart?.({ entries, share: part.to / size, isFirst: part.from === 0 });
  }
  checker.finish(checker.sum());
  list.end();
}

/** Writes the entries of a part, those that are 0 too unless they are left out; returns how many. */
function writeEntries(list: LargeWriter, written: WrittenPart, column: "of" | "wrt", isSparse: boolean): number {
  const { table, part } = written;
  let count = 0;
  let next = part.from;
  for (let start = 0, end = 0; start < table.length; start = end) {
    end = endOfGroup(table, start);
    const [of, wrt] = [table.of[start] as number, table.wrt[start] as number];
    if (!isSparse) count += writeZeros(list, written, column, { from: next, to: column === "of" ? of : wrt });
    next = (column === "of" ? of : wrt) + 1;
    list.entry(written, start, end, { of, wrt });
    count++;
  }
  return isSparse ? count : count + writeZeros(list, written, column, { from: next, to: part.to });
}

function writeZeros(list: LargeWriter, written: WrittenPart, column: "of" | "wrt", { from, to }: Part): number {
  for (let entry = from; entry < to; entry++)
    list.entry(written, 0, 0, column === "of" ? { of: entry, wrt: 0 } : { of: 0, wrt: entry });
  return to - from;
}

function sourceOf({ context, derivation, options }: Work, large: LargeEntries): LargeSource {
  const { workspace, writer } = context;
  const of = arrayIn(workspace, large.of);
  const wrt = large.wrt === undefined ? undefined : arrayIn(workspace, large.wrt);
  const entryOf = (array: typeof of, entry: number) =>
    array.shape.length === 0 ? writer.array(array) : writer.entry(array, entry);
  return {
    of,
    ...(wrt && { wrt }),
    atoms: workspace.atoms,
    coefficients: workspace.coefficients,
    writer,
    setting: settingOf(derivation, options.lang ?? "en", options.detail ?? "steps"),
    nameOf: (place) => {
      if (wrt === undefined) return entryOf(of, place.of);
      const positional = [entryOf(of, place.of), entryOf(wrt, place.wrt)];
      return { tag: "call", name: of.shape.length === 0 ? "grad" : "jac", primes: 0, positional, named: [] };
    },
  };
}
