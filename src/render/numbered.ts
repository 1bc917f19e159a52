/**
 * Numbers of equations: the definitions and general entries of a document, in their order; steps that use a
 * definition name it by its number. In and out: blocks. Always: the same numbers in every format.
 */
import type { Block, Chain } from "./blocks.ts";

export function withNumbers(blocks: readonly Block[]): readonly Block[] {
  const numbers = new Map<string, number>();
  for (const block of blocks) {
    if (block.tag !== "equations") continue;
    for (const { key } of block.chains) if (key !== undefined) numbers.set(key, numbers.size + 1);
  }
  return blocks.map((block) =>
    block.tag === "equations" ? { ...block, chains: block.chains.map((chain) => withNumber(chain, numbers)) } : block,
  );
}

function withNumber(chain: Chain, numbers: ReadonlyMap<string, number>): Chain {
  const own = chain.key === undefined ? undefined : numbers.get(chain.key);
  const links = chain.links.map((link, at) => {
    if (own !== undefined && at === chain.links.length - 1) return { ...link, why: `(${own})` };
    const referred = link.refersTo === undefined ? undefined : numbers.get(link.refersTo);
    return referred === undefined ? link : { ...link, why: `${link.why ?? ""} (${referred})`.trim() };
  });
  return { ...chain, links };
}
