/**
 * The entries of a result, derived: one of each kind step by step, the others in a sentence where a table shows them,
 * else in brief.
 * Always: no entry is missing; those that are not written out are counted.
 */
import type { Block, Chain } from "./blocks.ts";
import { paragraph } from "./blocks.ts";
import { briefChain, canBeBrief, firstOfTheirKind, type Named, resultChain, stepChain } from "./document-steps.ts";
import type { Chosen } from "./kinds.ts";
import type { Setting } from "./setting.ts";

/** Up to so many entries are derived, each of them. */
const fewestAlike = 3;

/** `hasTable`: all entries stand together below, or above, so that they need no list. */
export function* entryBlocks(
  named: readonly Named[],
  hasTable: boolean,
  setting: Setting,
  chosen: Chosen<Named> = { items: named.map((item) => ({ item })), left: 0 },
): Iterable<Block> {
  const isDerived = ({ entry }: Named): boolean => setting.detail !== "results" && (entry.steps ?? []).length > 0;
  const derived = chosen.items.filter(({ item }) => isDerived(item));
  const { full, brief } = chosen.left > 0 ? { full: derived, brief: [] } : inFullAndBrief(derived, setting);
  yield* fullBlocks(full, chosen.left + brief.length, setting);
  if (brief.length > 0) yield* alikeBlocks(brief, hasTable, setting);
  const shown = new Set(derived.map(({ item }) => item));
  yield* otherBlocks(
    named.filter((item) => !shown.has(item)),
    { isAnyDerived: derived.length > 0, isChosen: chosen.left > 0, hasTable },
    setting,
  );
}

type Items = Chosen<Named>["items"];

/** Step by step, with a word on the kind of each where several stand for the `others`. */
function* fullBlocks(full: Items, others: number, setting: Setting): Iterable<Block> {
  const { words } = setting;
  const isSorted = others > 0 && full.length > 1;
  if (full.length > 0 && !isSorted) yield paragraph(others > 0 ? words.oneEntry : words.stepByStep);
  for (const [at, { item, kind = "any" }] of full.entries()) {
    const label = at === 0 ? words.oneOfEachKind(words.kinds[kind]) : words.kinds[kind];
    if (isSorted && kind !== full[at - 1]?.kind && label.length > 0) yield paragraph(label);
    yield { tag: "equations", compact: false, chains: [stepChain(item, setting)] };
  }
}

/** Entries with derivations like those above. */
function* alikeBlocks(brief: Items, hasTable: boolean, setting: Setting): Iterable<Block> {
  const { words } = setting;
  if (hasTable) {
    yield paragraph(words.othersAlike(brief.length));
    // In a network it was said before all gradients.
    if (!setting.isNetwork) yield paragraph(words.writesOut);
    return;
  }
  const chains = brief.map(({ item }) => briefChain(item, setting));
  yield* [paragraph(words.inTheSameWay(chains.length)), equations(chains, false)];
}

interface Others {
  readonly isAnyDerived: boolean;
  readonly isChosen: boolean;
  readonly hasTable: boolean;
}

/** Entries without steps, in one list; those that a table shows anyway are not listed. */
function* otherBlocks(
  others: readonly Named[],
  { isAnyDerived, isChosen, hasTable }: Others,
  setting: Setting,
): Iterable<Block> {
  const { words } = setting;
  const isListed = !hasTable && others.some(({ entry }) => !isChosen || entry.value !== undefined);
  if (others.length === 0 || (hasTable && !isChosen)) return;
  if (!isListed && isAnyDerived) return yield paragraph(words.remainingByFormula(others.length, !setting.isNetwork));
  const chains = others.map((item) => resultChain(item, setting));
  yield* [paragraph(isAnyDerived ? words.remaining(others.length) : words.entries), equations(chains, true)];
}

/** Of many entries that are alike, the first is derived step by step. */
function inFullAndBrief(
  derived: Items,
  { detail, notation }: Setting,
): { readonly full: Items; readonly brief: Items } {
  const items = derived.map(({ item }) => item);
  const isAll = detail !== "steps" || items.length < fewestAlike || !items.every(canBeBrief);
  const firsts = new Set(isAll ? items : firstOfTheirKind(items, notation));
  return {
    full: derived.filter(({ item }) => firsts.has(item)),
    brief: derived.filter(({ item }) => !firsts.has(item)),
  };
}

function equations(chains: readonly Chain[], compact: boolean): Block {
  return { tag: "equations", compact, chains };
}
