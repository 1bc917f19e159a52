/**
 * Numbers of equations: the definitions and general entries of a document, in their order, and the claims and tables
 * that a sentence refers to; steps that use a definition name it by its number, and so do sentences.
 * In and out: blocks. Always: the same numbers in every format.
 */
import type { Block, Chain } from "./blocks.ts";

type Numbers = ReadonlyMap<string, number>;

export function withNumbers(blocks: readonly Block[]): readonly Block[] {
  const referred = new Set(blocks.flatMap((block) => (block.tag === "paragraph" ? (block.refersTo?.keys ?? []) : [])));
  const numbers = new Map<string, number>();
  for (const block of blocks) for (const key of keysOf(block, referred)) numbers.set(key, numbers.size + 1);
  return blocks.map((block) => numberedBlock(block, numbers));
}

function keysOf(block: Block, referred: ReadonlySet<string>): readonly string[] {
  const isReferred = (anchor: string | undefined): anchor is string => anchor !== undefined && referred.has(anchor);
  if (block.tag === "tables") return isReferred(block.anchor) ? [block.anchor] : [];
  if (block.tag !== "equations") return [];
  return block.chains.flatMap(({ key, anchor }) => [
    ...(key === undefined ? [] : [key]),
    ...(isReferred(anchor) ? [anchor] : []),
  ]);
}

function numberedBlock(block: Block, numbers: Numbers): Block {
  switch (block.tag) {
    case "equations":
      return { ...block, chains: block.chains.map((chain) => withNumber(chain, numbers)) };
    case "tables": {
      const number = block.anchor === undefined ? undefined : numbers.get(block.anchor);
      return number === undefined ? block : { ...block, number };
    }
    case "paragraph": {
      const { keys, say } = block.refersTo ?? { keys: [], say: () => block.content };
      return { tag: "paragraph", content: say(keys.map((key) => `(${numbers.get(key)})`)) };
    }
    default:
      return block;
  }
}

function withNumber(chain: Chain, numbers: Numbers): Chain {
  const own = numbers.get(chain.key ?? chain.anchor ?? "");
  const links = chain.links.map((link, at) => {
    if (own !== undefined && at === chain.links.length - 1) return { ...link, why: `(${own})` };
    const referred = link.refersTo === undefined ? undefined : numbers.get(link.refersTo);
    return referred === undefined ? link : { ...link, why: `${link.why ?? ""} (${referred})`.trim() };
  });
  return { ...chain, links };
}
