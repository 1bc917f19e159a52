/**
 * The rules that a derivation uses, each explained once, in the order in which they first appear.
 */
import type { Derivation, Entry, Result, RuleId } from "../derivation/derivation.ts";
import type { Block } from "./blocks.ts";
import type { Setting } from "./setting.ts";
import { shownSteps } from "./shown-steps.ts";
import type { NotationTable } from "./symbols.ts";

export function glossaryOf(derivation: Derivation, setting: Setting): readonly Block[] {
  if (setting.detail === "results") return [];
  const used = new Set<RuleId>();
  for (const result of derivation.results) for (const rule of rulesOf(result, setting.notation)) used.add(rule);
  if (used.size === 0) return [];
  const items = [...used]
    .map((rule) => setting.words.rules[rule])
    .map(({ short, full }) => ({ term: short, meaning: full }));
  return [
    { tag: "heading", content: [setting.words.rulesUsed] },
    { tag: "glossary", items },
  ];
}

function* rulesOf(result: Result, notation: NotationTable): Iterable<RuleId> {
  if (!("entries" in result)) return;
  const entries: readonly Entry[] = result.entries;
  for (const entry of entries) for (const step of shownSteps(entry.steps ?? [], notation)) yield step.rule;
}
