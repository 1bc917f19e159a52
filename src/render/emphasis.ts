/**
 * What a reader should look at in a step: the terms that vanish have a brace with 0, the terms that stay the accent.
 * In: the visual tree of a step. Out: the same with marks. Always: a term is marked as vanishing only where its
 * derivative is taken by an entry that does not occur in it.
 */
import type { RuleId } from "../derivation/derivation.ts";
import { printLatex } from "./latex.ts";
import type { Setting } from "./setting.ts";
import type { Term, Visual } from "./visual.ts";

/** More terms than this would be a row of braces. */
const mostMarked = 12;

/** Marks the terms of the rule that takes a sum apart; other steps stay as they are. */
export function emphasised(visual: Visual, rule: RuleId, setting: Setting): Visual {
  if (rule !== "linearity" || visual.tag !== "sum" || visual.terms.length > mostMarked) return visual;
  if (!visual.terms.some(vanishes)) return visual;
  return { ...visual, terms: visual.terms.map((term) => ({ ...term, body: marked(term, setting) })) };
}

function marked(term: Term, { hasColours }: Setting): Visual {
  if (!vanishes(term)) return hasColours ? { tag: "emphasis", kind: "accent", body: term.body } : term.body;
  const body: Visual = { tag: "emphasis", kind: "vanishing", body: term.body };
  return hasColours ? { tag: "emphasis", kind: "faint", body } : body;
}

/** Whether a term is the derivative of something by an entry that does not occur in it. */
function vanishes({ body }: Term): boolean {
  if (body.tag !== "derivative" || body.of !== undefined || body.operand === undefined) return false;
  const variable = printLatex(body.by);
  return atomsOf(body.operand).every((atom) => atom.tag === "entry" && printLatex(atom) !== variable);
}

/** The entries and whatever else a product consists of; what is no product of entries counts as one atom. */
function atomsOf(visual: Visual): readonly Visual[] {
  switch (visual.tag) {
    case "group":
      return atomsOf(visual.body);
    case "product":
      return visual.factors.flatMap(({ body }) => atomsOf(body));
    default:
      return [visual];
  }
}
