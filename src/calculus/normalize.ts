/**
 * A sum brought to its normal form, by a fixed order of rules.
 *
 * In the normal form every array is one that is not defined, every index of an entry is a bound letter of its own or
 * speaks of free letters alone, and all else is said by guards. Every step is one use of a rule.
 */
import { candidates } from "./candidates.ts";
import { matchProducts } from "./match.ts";
import { bare } from "./rules/collect.ts";
import type { Application, Condition, RuleId } from "./rules/rule.ts";
import { applyRule, type Use } from "./rules/rules.ts";
import type { Product, Sum, Theory } from "./sums.ts";

/** One line of a derivation: the sum after a rule was used, and what the rule asked for. */
export interface Rewriting {
  readonly use: Use;
  readonly sum: Sum;
  readonly conditions: readonly Condition[];
}

const LARGEST_CHAIN = 300;

/**
 * What becomes of a bound letter that an equation determines, but whose range does not follow: it is kept with its
 * range, or put in and its range left as a guard. Groups of channels read better the first way, layers meet the other.
 */
export type Ranges = "kept" | "guarded";
export const RANGES: readonly Ranges[] = ["kept", "guarded"];

/** `plain` is "kept", but indices of entries stay what they are: a form to be read, and not to be compared. */
export type NormalForm = Ranges | "plain";

const NONE: ReadonlySet<string> = new Set();

/** `folded`: defined arrays that stay what they are; a gradient may be written by way of one of them. */
export function normalize(
  sum: Sum,
  theory: Theory,
  form: NormalForm,
  folded: ReadonlySet<string> = NONE,
): readonly Rewriting[] {
  const steps: Rewriting[] = [];
  let current = sum;
  for (let count = 0; count < LARGEST_CHAIN; count++) {
    const step = nextStep(current, theory, form, folded);
    if (step === undefined) return steps;
    steps.push(step);
    current = step.sum;
  }
  return steps;
}

/** Rules that say a range by a letter. */
const SAYS_RANGES: ReadonlySet<RuleId> = new Set(["narrow", "name"]);

/** Rules that bring an entry's index into the one form in which it is compared. */
const COMPARED: ReadonlySet<RuleId> = new Set(["expose", "shift", "reflect", "name"]);

function nextStep(sum: Sum, theory: Theory, form: NormalForm, folded: ReadonlySet<string>): Rewriting | undefined {
  for (const [product, summand] of sum.entries())
    for (const application of candidates(summand, theory)) {
      if (unfolds(application, summand, folded)) continue;
      if (SAYS_RANGES.has(application.rule) && form === "guarded") continue;
      if (form === "plain" && COMPARED.has(application.rule)) continue;
      const use = { product, application };
      const applied = applyRule(sum, use, theory);
      if (applied === undefined) continue;
      if (application.rule === "sift" && form !== "guarded" && addsGuard(summand, applied.sum[product])) continue;
      return { use, ...applied };
    }
  return collecting(sum, theory);
}

/** Whether an entry would become the definition of an array that is to stay, or be written by way of one that is not. */
function unfolds(application: Application, { factors }: Product, folded: ReadonlySet<string>): boolean {
  if (application.rule !== "insert") return false;
  const factor = factors[application.factor];
  if (application.through !== undefined) return !folded.has(application.through);
  return application.part === undefined && factor?.kind === "entry" && folded.has(factor.tensor);
}

/** A step towards one product in the place of two that differ in their coefficients, names and order alone. */
function collecting(sum: Sum, theory: Theory): Rewriting | undefined {
  for (const [place, first] of sum.entries())
    for (const [other, second] of sum.entries()) {
      const applications = other <= place ? undefined : matchProducts(bare(second), bare(first));
      if (applications === undefined) continue;
      const [application] = applications;
      const use: Use =
        application === undefined
          ? { product: place, application: { rule: "collect", with: other } }
          : { product: other, application };
      const applied = applyRule(sum, use, theory);
      if (applied !== undefined) return { use, ...applied };
    }
  return undefined;
}

/** A range that is only left as a guard was better said by the letter itself. */
function addsGuard(before: Product, after: Product | undefined): boolean {
  return (after?.guards.length ?? 0) >= before.guards.length;
}
