/**
 * What is said before the first formula of a document about how it is written: what a sign between arrays means, and
 * in which layout matrices of derivatives stand. Always: only what the worksheet asked for, and only where it is met.
 */
import type { Derivation, Result } from "../derivation/derivation.ts";
import { parseWorksheet } from "../language/parse.ts";
import type { CallNode } from "../language/syntax.ts";
import { type Block, paragraph } from "./blocks.ts";
import type { Setting } from "./setting.ts";
import { operatorSymbol } from "./visualize-convolution.ts";
import type { Inline, Phrase } from "./words.ts";

export function conventionBlocks(derivation: Derivation, setting: Setting): readonly Block[] {
  const sentences = [...signSentences(derivation, setting), ...layoutSentences(derivation, setting)];
  if (sentences.length === 0) return [];
  const { space } = setting.words.conventions;
  return [paragraph(sentences.flatMap((sentence, at) => (at === 0 ? sentence : [space, ...sentence])))];
}

function signSentences({ worksheet }: Derivation, { notation, words }: Setting): readonly Phrase[] {
  const { convolution } = notation.style;
  if (convolution !== "star" && convolution !== "asterisk") return [];
  const calls = callsIn(parseWorksheet(worksheet).statements).filter(({ name }) => /^conv[123]d$/.test(name));
  if (calls.length === 0) return [];
  const { conventions } = words;
  const has = (option: string): boolean => calls.some(({ named }) => named.some(({ name }) => name === option));
  const sign = (which: "star" | "asterisk"): Inline => ({ math: operatorSymbol(which) });
  return [
    conventions.correlation(sign(convolution)),
    ...(has("flip") && convolution === "star" ? [conventions.convolution(sign("asterisk"))] : []),
    ...(has("bias") ? [conventions.bias] : []),
  ];
}

/** Where the document has derivatives by a vector. */
function layoutSentences({ results }: Derivation, { notation, words }: Setting): readonly Phrase[] {
  const { layout } = notation.style;
  const isByVector = (result: Result): boolean =>
    (result.kind === "jacobian" && result.shape.wrt.length === 1) ||
    (result.kind === "gradient" && result.shape.length === 1);
  return layout !== "tables" && results.some(isByVector) ? [words.conventions.layout[layout]] : [];
}

/** All calls, wherever they stand. */
function callsIn(node: unknown): readonly CallNode[] {
  if (Array.isArray(node)) return node.flatMap(callsIn);
  if (typeof node !== "object" || node === null) return [];
  const inside = Object.values(node).flatMap(callsIn);
  return "tag" in node && node.tag === "call" ? [node as CallNode, ...inside] : inside;
}
