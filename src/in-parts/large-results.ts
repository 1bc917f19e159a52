/**
 * The large results of a derivation, and the making of their parts: a part's table is made, checked, and written as
 * bytes, and nothing of it is kept.
 */
import { cutsOf, type Part, type Parts, partsOf } from "../algebra/parts.ts";
import { endOfGroup, type Storage } from "../algebra/terms.ts";
import { arrayIn } from "../algebra/workspace.ts";
import type { Context } from "../derivation/context.ts";
import type { Derivation, Detail, Entry, LargeEntries, Result } from "../derivation/derivation.ts";
import { largeParts, TERMS_OF_PART, type WrittenPart, writePart } from "../derivation/large.ts";
import { fragmentStyle } from "../render/article.ts";
import type { BufferWriter } from "../render/byte-writer.ts";
import { settingOf } from "../render/document.ts";
import type { LargePlace, LargePools, LargeSource, LargeWriter } from "../render/large.ts";
import { createLargeJson, type DerivedEntries } from "../render/large-json.ts";
import { createLargeLatex } from "../render/large-latex.ts";
import { latexStyle } from "../render/latex-blocks.ts";
import { createPartChecker } from "../verify/check-parts.ts";
import type { Checks } from "../verify/checks.ts";
import type { Buffers, MadePart } from "./sharing.ts";

/** What the parts of a derivation are made from. */
export interface PartsWork {
  readonly context: Context;
  readonly checks: Checks;
  readonly derivation: Derivation;
  readonly to: "latex" | "json";
  readonly lang: "en" | "zh";
  readonly detail: Detail;
  /** Of a sum, before it is shortened. */
  readonly mostTerms?: number;
  readonly fragment: boolean;
  /** What all results use, one after the other. */
  readonly storage: Storage;
  readonly pools: LargePools;
}

export interface LargeResult {
  readonly large: LargeEntries;
  /** The number of its first part among those of all results, and the number behind its last. */
  readonly first: number;
  readonly end: number;
  /** How much of the result is done with a part, from 0 to 1. */
  share(part: number): number;
  maker(buffers: Buffers): PartMaker;
}

export interface PartMaker {
  /** Holds the sums of a part against the definitions. */
  check(part: number, sums: MadePart["sums"]): void;
  finish(): void;
  readonly writer: Pick<LargeWriter, "separator" | "closing">;
  make(part: number): MadePart;
}

type ResultInParts = Extract<Result, { readonly large?: LargeEntries }>;

/** The large results in the order of the document. */
export function largeResults(work: PartsWork): LargeResult[] {
  let first = 0;
  return work.derivation.results.flatMap((result) => {
    if (!("large" in result) || result.large === undefined) return [];
    const { large } = result;
    const parts = largeParts(work.context, large);
    const list = [...partsOf(parts, TERMS_OF_PART)];
    const from = first;
    first += list.length;
    const size = (list.at(-1) as Part).to;
    const partAt = (part: number): Part => list[part - from] as Part;
    return [
      {
        large,
        first: from,
        end: first,
        share: (part: number) => partAt(part).to / size,
        maker: (buffers: Buffers) => createMaker(work, result, large, parts, partAt, buffers),
      },
    ];
  });
}

function createMaker(
  work: PartsWork,
  result: ResultInParts,
  large: LargeEntries,
  parts: Parts,
  partAt: (part: number) => Part,
  buffers: Buffers,
): PartMaker {
  const { context, checks, storage } = work;
  const source = sourceOf(work, large);
  const cuts = source.wrt === undefined ? new Map() : cutsOf(context.workspace, source.of, source.wrt);
  const subject = { ...source, arrays: context.workspace.arrays, cuts };
  const checker = createPartChecker(checks, subject, `the entries of ${source.of.name}`);
  const bytes = buffers.writer;
  const writer = createWriter(work, result, large, source, bytes);
  return {
    writer,
    check: (number, sums) => checker.check(partAt(number).from, sums),
    finish: checker.finish,
    make: (number) => {
      const written = writePart(context, parts, partAt(number), source.wrt !== undefined, storage);
      const sums = checker.sumsOf(written);
      bytes.begin(buffers.take(number));
      const entries = writeEntries(writer, written, parts.column, large.isSparse === true);
      writer.endPart();
      return { bytes: bytes.end(), entries, sums };
    },
  };
}

function createWriter(
  work: PartsWork,
  result: ResultInParts,
  large: LargeEntries,
  source: LargeSource,
  bytes: BufferWriter,
): LargeWriter {
  if (work.to === "latex") return createLargeLatex(source, bytes, work.fragment ? fragmentStyle : latexStyle);
  return createLargeJson(source, derivedIn(work, result, large), bytes);
}

/** Writes the entries of a part, those that are 0 too unless they are left out; returns how many. */
function writeEntries(list: LargeWriter, written: WrittenPart, column: "of" | "wrt", isSparse: boolean): number {
  const { table, part } = written;
  let count = 0;
  let next = part.from;
  for (let start = 0, end = 0; start < table.length; start = end) {
    end = endOfGroup(table, start);
    const of = table.of[start] as number;
    const wrt = table.wrt[start] as number;
    if (!isSparse) count += writeZeros(list, written, column, next, column === "of" ? of : wrt);
    next = (column === "of" ? of : wrt) + 1;
    list.entry(written, start, end, { of, wrt });
    count++;
  }
  return isSparse ? count : count + writeZeros(list, written, column, next, part.to);
}

function writeZeros(list: LargeWriter, written: WrittenPart, column: "of" | "wrt", from: number, to: number): number {
  for (let entry = from; entry < to; entry++)
    list.entry(written, 0, 0, column === "of" ? { of: entry, wrt: 0 } : { of: 0, wrt: entry });
  return to - from;
}

/** The entries of a result that were derived step by step, by their places. */
function derivedIn({ context }: PartsWork, result: ResultInParts, large: LargeEntries): DerivedEntries {
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

function sourceOf(
  { context, derivation, lang, detail, mostTerms, pools }: PartsWork,
  large: LargeEntries,
): LargeSource {
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
    pools,
    setting: settingOf(derivation, lang, detail, mostTerms === undefined ? {} : { mostTerms }),
    nameOf: (place) => {
      if (wrt === undefined) return entryOf(of, place.of);
      const positional = [entryOf(of, place.of), entryOf(wrt, place.wrt)];
      return { tag: "call", name: of.shape.length === 0 ? "grad" : "jac", primes: 0, positional, named: [] };
    },
  };
}
