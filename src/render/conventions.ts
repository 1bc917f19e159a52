/**
 * What is said before the first formula of a document about how it is written: what a sign between arrays means, and
 * in which layout matrices of derivatives stand. Always: only what the worksheet asked for, and only where it is met.
 */
import type { Derivation } from "../derivation/derivation.ts";
import { parseWorksheet } from "../language/parse.ts";
import type { CallNode } from "../language/syntax.ts";
import { type Block, paragraph } from "./blocks.ts";
import type { Setting } from "./setting.ts";
import { operatorSymbol } from "./visualize-convolution.ts";
import type { Inline, Phrase } from "./words.ts";

export function conventionBlocks({ worksheet }: Pick<Derivation, "worksheet">, setting: Setting): readonly Block[] {
  const { style } = setting.notation;
  if (style.convolution !== "star" && style.convolution !== "asterisk") return [];
  const calls = callsIn(parseWorksheet(worksheet).statements).filter(({ name }) => /^conv[123]d$/.test(name));
  if (calls.length === 0) return [];
  const { conventions } = setting.words;
  const has = (option: string): boolean => calls.some(({ named }) => named.some(({ name }) => name === option));
  const sign = (which: "star" | "asterisk"): Inline => ({ math: operatorSymbol(which) });
  const sentences: Phrase[] = [conventions.correlation(sign(style.convolution))];
  if (has("flip") && style.convolution === "star") sentences.push(conventions.convolution(sign("asterisk")));
  if (has("bias")) sentences.push(conventions.bias);
  return [paragraph(sentences.flatMap((sentence, at) => (at === 0 ? sentence : [conventions.space, ...sentence])))];
}

/** All calls, wherever they stand. */
function callsIn(node: unknown): readonly CallNode[] {
  if (Array.isArray(node)) return node.flatMap(callsIn);
  if (typeof node !== "object" || node === null) return [];
  const inside = Object.values(node).flatMap(callsIn);
  return "tag" in node && node.tag === "call" ? [node as CallNode, ...inside] : inside;
}
