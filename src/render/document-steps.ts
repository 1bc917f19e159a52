/**
 * Entries as chains of equalities: with every step, in brief, or as a result alone.
 * In: an entry and what it is called. Out: chains. Always: a chain ends in what the entry comes to.
 */
import type { Entry, RuleId, Step } from "../derivation/derivation.ts";
import { countTerms } from "../derivation/selection.ts";
import type { Expression } from "../language/syntax.ts";
import type { Chain, ChainLink } from "./blocks.ts";
import { elide } from "./elide.ts";
import { emphasised } from "./emphasis.ts";
import { printLatex } from "./latex.ts";
import type { Setting } from "./setting.ts";
import { valueLink } from "./setting.ts";
import { shownSteps } from "./shown-steps.ts";
import type { NotationTable } from "./symbols.ts";
import { visualOf } from "./visualize.ts";

/** An entry and what it is called: `∂y₁₁/∂a₁₁`. */
export interface Named {
  readonly entry: Entry;
  readonly name: Expression;
}

export function stepChain({ entry, name }: Named, setting: Setting): Chain {
  const steps = shownSteps(entry.steps ?? [], setting.notation);
  const links = steps.map((step) => stepLink(step, { entry, name }, setting));
  const last = links.at(-1);
  const value = entry.value === undefined ? undefined : valueLink(entry.value);
  if (value !== undefined && last !== undefined && printLatex(last.right) !== printLatex(value.right)) {
    links.push({ ...value, sameRow: false, why: setting.words.rules.value.short });
  }
  return { left: visualOf(name, setting.notation), links };
}

/** What an entry is and what it comes to, in as few rows as the line allows: for entries like one that was derived. */
export function briefChain(item: Named, setting: Setting): Chain {
  const { left, links } = stepChain(item, setting);
  const rules = shownSteps(item.entry.steps ?? [], setting.notation).map(({ rule }) => rule);
  const from = rules.findIndex((rule) => stating.has(rule));
  const to = rules.findLastIndex((rule) => !evaluating.has(rule));
  const kept = links.filter((_, at) => at === from || at >= to);
  return { left, links: kept.map(({ why: _, refersTo: __, ...link }, at) => ({ ...link, sameRow: at > 0 })) };
}

/** Rules that say what an entry is, and rules that put numbers in. */
const stating: ReadonlySet<RuleId> = new Set(["expansion", "chain-rule"]);
const evaluating: ReadonlySet<RuleId> = new Set(["numbers", "value"]);

export function canBeBrief({ entry }: Named): boolean {
  return (entry.steps ?? []).some(({ rule }) => stating.has(rule));
}

/** More kinds than this are too many to read: then only the number of terms that an entry ends in counts. */
const mostKinds = 6;

/** Of entries whose derivations have the same steps, with as many terms in each, the first is derived in full. */
export function firstOfTheirKind(items: readonly Named[], notation: NotationTable): readonly Named[] {
  const byShape = firstBy(items, ({ entry }) => {
    const steps = shownSteps(entry.steps ?? [], notation).filter(({ rule }) => !evaluating.has(rule));
    return steps.map(({ rule, expression }) => `${rule} ${countTerms(expression)}`).join();
  });
  return byShape.length <= mostKinds ? byShape : firstBy(items, ({ entry }) => String(countTerms(entry.expression)));
}

function firstBy(items: readonly Named[], kindOf: (item: Named) => string): readonly Named[] {
  const firsts = new Map<string, Named>();
  for (const item of items) {
    const kind = kindOf(item);
    if (!firsts.has(kind)) firsts.set(kind, item);
  }
  return [...firsts.values()];
}

/** The array of an entry, or whose derivative it is. */
function definedIn(name: Expression): string | undefined {
  const of = name.tag === "call" ? name.positional[0] : name;
  const array = of?.tag === "index" ? of.array : of;
  return array?.tag === "name" ? array.name : undefined;
}

function stepLink(step: Step, { entry, name }: Named, setting: Setting): ChainLink {
  const why = setting.words.rules[step.rule].short;
  if (step.rule === "value" && entry.value !== undefined) return { ...valueLink(entry.value), why, sameRow: false };
  const { visual, terms } = elide(visualOf(step.expression, setting.notation), setting);
  const right = emphasised(visual, step.rule, setting);
  const refersTo = step.rule === "definition" ? definedIn(name) : undefined;
  const reference = refersTo === undefined ? {} : { refersTo };
  return { ...reference, sign: "=", right, why: terms === undefined ? why : setting.words.longSum(why, terms) };
}

export function resultChain({ entry, name }: Named, setting: Setting): Chain {
  const { visual, terms } = elide(visualOf(entry.expression, setting.notation), setting);
  const links: ChainLink[] = [
    { sign: "=", right: visual, ...(terms !== undefined && { why: setting.words.longSum("", terms) }) },
  ];
  if (entry.value !== undefined && entry.expression.tag !== "number") links.push(valueLink(entry.value));
  return { left: visualOf(name, setting.notation), links };
}
