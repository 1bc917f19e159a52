/**
 * From a worksheet's text to the bytes of a document, large results part by part: entries are made, checked and
 * written as they come, so that memory does not grow with their number.
 * Always: what a sink is given was checked before. Of a scalar's gradient the last check is made when its last entry
 * is written; where it fails, an error is thrown, and the document is not complete.
 */
import { createStorage } from "./algebra/terms.ts";
import { isMuchToVisit } from "./algebra/visit.ts";
import type { Context } from "./derivation/context.ts";
import type { Derivation, Detail, LargeEntries } from "./derivation/derivation.ts";
import { deriveInContext, type Progress } from "./derivation/derive.ts";
import { deriveForEverySize } from "./derive.ts";
import { locateMistakes } from "./error.ts";
import { type LargeResult, largeResults, type PartsWork } from "./in-parts/large-results.ts";
import {
  type Claims,
  createAlone,
  createBuffers,
  type MadePart,
  partsInOrder,
  type Sharing,
} from "./in-parts/sharing.ts";
import { parseWorksheet } from "./language/parse.ts";
import type { Worksheet } from "./language/syntax.ts";
import { buildProblem } from "./problem/build.ts";
import type { Problem } from "./problem/problem.ts";
import { speaksOfSizes } from "./problem/settings.ts";
import { articlePieces } from "./render/article.ts";
import { createStreamWriter, type Sink, type StreamWriter } from "./render/byte-writer.ts";
import { documentOf } from "./render/document.ts";
import { jsonPieces } from "./render/json.ts";
import { typographyOf } from "./render/render-source.ts";
import type { CheckedDerivation } from "./verify/checked.ts";
import { createChecks } from "./verify/checks.ts";
import { verifyDerivation } from "./verify/verify.ts";

/** Terms that stand at the beginning and the end of a shortened sum of a large result. */
const fewestShortened = 6;

/** How far a large result has come. */
export interface PartsProgress {
  readonly entries: number;
  /** How much of the result is done, from 0 to 1. */
  readonly share: number;
  /** Whether this was the result's first part. */
  readonly isFirst: boolean;
}

/** What decides the bytes. */
export interface DocumentOptions {
  readonly to: "latex" | "json";
  readonly file?: string;
  readonly detail?: Detail;
  readonly lang?: "en" | "zh";
  readonly fragment?: boolean;
  /** For LaTeX, as in `render`; entries written in parts keep at least six terms. */
  readonly maxTerms?: number;
  readonly termsPerLine?: number;
}

export interface InPartsOptions extends DocumentOptions {
  /** Called for each entry that is derived step by step. */
  readonly onProgress?: (progress: Progress) => void;
  /** Called for each part that has been written. */
  readonly onPart?: (progress: PartsProgress) => void;
  /** Called once where a result is large: others that make parts of it, such as threads, begin now. */
  readonly share?: () => Sharing;
}

/**
 * Derives what a worksheet asks for and gives the document to `sink`, piece by piece.
 *
 * @returns the derivation, without the entries of large results.
 * @throws WorksheetError where the worksheet has a mistake, before anything is written; VerificationError where an
 *   entry is not right.
 */
export function deriveInParts(worksheet: string, options: InPartsOptions, sink: Sink): CheckedDerivation {
  return locateMistakes(worksheet, () => {
    const read = parseWorksheet(worksheet);
    if (speaksOfSizes(read)) return writeForEverySize(read, options, sink);
    const problem = buildProblem(read);
    const sharing = (isMuchToVisit(problem.arrays) && options.share?.()) || createAlone();
    const { derivation, context } = outlineOf(problem, options);
    const checked = verifyDerivation(problem, derivation);
    const writer = createStreamWriter(sink);
    const writeLarge = createJoiner(workOf(problem, derivation, context, options), sharing, options, writer);
    if (options.to === "latex") writeLatex(checked, options, writer, writeLarge);
    else writeJson(checked, writer, writeLarge);
    writer.flush();
    return checked;
  });
}

/** Nothing is large where sizes are letters. */
function writeForEverySize(worksheet: Worksheet, options: InPartsOptions, sink: Sink): CheckedDerivation {
  const { file = "worksheet.grad", detail = "steps" } = options;
  const checked = deriveForEverySize(worksheet, { file, detail });
  const writer = createStreamWriter(sink);
  const writeLarge = (): never => {
    throw new Error("a result for every size is not large");
  };
  if (options.to === "latex") writeLatex(checked, options, writer, writeLarge);
  else writeJson(checked, writer, writeLarge);
  writer.flush();
  return checked;
}

/**
 * Makes parts of the large results of a worksheet for whoever writes the document.
 *
 * @param claims says which part is next; it may wait until that part is wanted.
 * @param give takes each part; undefined where it could not be made.
 */
export function makeParts(
  worksheet: string,
  options: DocumentOptions,
  claims: Claims,
  give: (part: number, made: MadePart | undefined) => void,
): void {
  const problem = buildProblem(parseWorksheet(worksheet));
  // The outline is checked by whoever writes the document.
  const { derivation, context } = outlineOf(problem, options);
  const buffers = createBuffers(claims.written, true);
  for (const result of largeResults(workOf(problem, derivation, context, options))) {
    let maker: ReturnType<LargeResult["maker"]> | undefined;
    for (; claims.mine() < result.end; claims.done()) {
      maker ??= result.maker(buffers);
      give(claims.mine(), attempt(maker.make, claims.mine()));
    }
  }
}

/** A part that fails is made again where its error is told. */
function attempt(make: (part: number) => MadePart, part: number): MadePart | undefined {
  try {
    return make(part);
  } catch {
    return undefined;
  }
}

function outlineOf(problem: Problem, { file = "worksheet.grad", detail = "steps", ...options }: InPartsOptions) {
  const { onProgress, to } = options;
  const withoutCalls = to === "latex" && detail === "results";
  return deriveInContext(problem, { file, detail, inParts: true, withoutCalls, ...(onProgress && { onProgress }) });
}

function workOf(problem: Problem, derivation: Derivation, context: Context, options: DocumentOptions): PartsWork {
  const { to, lang = "en", detail = "steps", fragment = false } = options;
  const pools = { text: new Map(), latex: new Map() };
  return {
    context,
    checks: createChecks(problem, derivation),
    derivation,
    to,
    lang,
    detail,
    // At least as many as stand at the beginning and the end of a shortened sum.
    ...(options.maxTerms !== undefined && { mostTerms: Math.max(options.maxTerms, fewestShortened) }),
    fragment,
    storage: createStorage(),
    pools,
  };
}

type WriteLarge = (large: LargeEntries) => void;

function writeLatex(
  derivation: CheckedDerivation,
  options: DocumentOptions,
  writer: StreamWriter,
  writeLarge: WriteLarge,
): void {
  const { lang = "en", detail = "steps", fragment = false } = options;
  const document = documentOf(derivation, lang, detail, typographyOf(options, !fragment));
  for (const piece of articlePieces(document, fragment))
    if (typeof piece === "string") writer.text(piece);
    else writeLarge(piece.large);
}

function writeJson(derivation: CheckedDerivation, writer: StreamWriter, writeLarge: WriteLarge): void {
  for (const piece of jsonPieces(derivation)) {
    const result = typeof piece === "string" ? undefined : derivation.results[piece.large];
    if (typeof piece === "string") writer.text(piece);
    else if (result !== undefined && "large" in result && result.large !== undefined) writeLarge(result.large);
  }
}

/** Puts the parts of large results together, in their order. */
function createJoiner(work: PartsWork, sharing: Sharing, options: InPartsOptions, writer: StreamWriter): WriteLarge {
  const results = largeResults(work);
  const buffers = createBuffers(sharing.written, false);
  return (large) => {
    const result = results.find((candidate) => candidate.large === large) as LargeResult;
    const { writer: pieces, make, check, finish } = result.maker(buffers);
    let [entries, part] = [0, result.first];
    for (const made of partsInOrder(sharing, result.first, result.end, make)) {
      check(part, made.sums);
      const isFirst = entries === 0 && made.entries > 0;
      writer.pass(isFirst ? made.bytes.subarray(pieces.separator) : made.bytes);
      entries += made.entries;
      options.onPart?.({ entries, share: result.share(part), isFirst: part === result.first });
      part++;
    }
    finish();
    writer.text(pieces.closing(entries));
  };
}
