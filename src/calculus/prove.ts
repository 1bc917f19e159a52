/**
 * A statement about two arrays for every size: proved by a chain of rules, refuted at concrete sizes, or unknown.
 *
 * Both sides are brought to their normal forms. Where these are one up to names and order, the chain goes down from
 * the left side and up again to the right side; a step upward is a rule used backwards, and is recorded as such.
 * `proved` is said of nothing else. A chain is plain data, and `replay` makes it again without a search.
 */
import { type Shown, showZero } from "../sizes/assumptions.ts";
import { letter, subtract, textOf } from "../sizes/polynomial.ts";
import { dependsOn } from "./dependence.ts";
import { matchProducts } from "./match.ts";
import { normalize, RANGES, type Ranges, type Rewriting } from "./normalize.ts";
import { type Counterexample, refute } from "./refute.ts";
import type { Application, Condition } from "./rules/rule.ts";
import { applyRule, type Use } from "./rules/rules.ts";
import { throughsOf } from "./rules/through.ts";
import { entry, type Sum, shapeOf, type Theory, textOfSum } from "./sums.ts";

/** left[free] = right[free] for all sizes that the assumptions allow and all indices in range. */
export interface Statement {
  readonly left: string;
  readonly right: string;
}

/** Backward: the rule leads from this step's sum to the one before. */
export interface Step extends Rewriting {
  readonly direction: "forward" | "backward";
}

export interface Chain {
  /** That both sides have one shape, axis by axis. */
  readonly shape: readonly Condition[];
  readonly start: Sum;
  readonly steps: readonly Step[];
}

export type Proof =
  | { readonly verdict: "proved"; readonly chain: Chain }
  | { readonly verdict: "refuted"; readonly counterexample: Counterexample }
  /** The normal forms that were reached. */
  | { readonly verdict: "unknown"; readonly left: Sum; readonly right: Sum };

export function prove(statement: Statement, theory: Theory): Proof {
  const shape = showShapes(statement, theory);
  for (const folded of shape === undefined ? [] : foldings(statement, theory))
    for (const ranges of RANGES) {
      const steps = connect(statement, theory, ranges, folded);
      if (steps !== undefined && shape !== undefined)
        return { verdict: "proved", chain: { shape, start: sideOf(statement.left, theory), steps } };
    }
  const counterexample = refute(statement, theory);
  if (counterexample !== undefined) return { verdict: "refuted", counterexample };
  const normalForm = (array: string): Sum => {
    const side = sideOf(array, theory);
    return lastOf(side, normalize(side, theory, "kept"));
  };
  return { verdict: "unknown", left: normalForm(statement.left), right: normalForm(statement.right) };
}

/**
 * Defined arrays that a proof may leave as they are, to be tried one after the other: what both sides are made of, and
 * the gradients that one side is made of and the other may be written by way of; then none.
 */
function foldings({ left, right }: Statement, theory: Theory): readonly ReadonlySet<string>[] {
  const sides = new Set([left, right]);
  const isMadeOf = (side: string, name: string): boolean => dependsOn(side, name, theory);
  const throughs = new Set(theory.definitions.flatMap((one) => (sides.has(one.name) ? throughsOf(one, theory) : [])));
  const folded = theory.definitions
    .map(({ name }) => name)
    .filter((name) => !sides.has(name))
    .filter((name) => throughs.has(name) || (isMadeOf(left, name) && isMadeOf(right, name)));
  return folded.length === 0 ? [new Set()] : [new Set(folded), new Set()];
}

/** Steps from the left side to the right, where the normal forms meet as they are or with reduced sizes. */
function connect(
  statement: Statement,
  theory: Theory,
  ranges: Ranges,
  folded: ReadonlySet<string>,
): readonly Step[] | undefined {
  const [left, right] = [sideOf(statement.left, theory), sideOf(statement.right, theory)];
  const [down, up] = [left, right].map((side) => normalize(side, theory, ranges, folded)) as [
    readonly Rewriting[],
    readonly Rewriting[],
  ];
  const withReduced = [[down, up] as const, [reduced(left, down, theory), reduced(right, up, theory)] as const];
  for (const [first, second] of withReduced) {
    const between = bridge(lastOf(left, first), lastOf(right, second), theory);
    if (between === undefined) continue;
    const forward = [...first, ...between].map((step): Step => ({ ...step, direction: "forward" }));
    return [...forward, ...backwards(right, second)];
  }
  return undefined;
}

/** The entry of an array at the free letters. */
export function sideOf(array: string, theory: Theory): Sum {
  const factors = [entry(array, ...theory.free.map((free) => letter(free.letter)))];
  return [{ coefficient: 1, bound: [], guards: [], factors }];
}

/** That both arrays have the sizes of the free letters on each axis. */
export function showShapes({ left, right }: Statement, theory: Theory): readonly Condition[] | undefined {
  const known = { assumptions: theory.assumptions, nonnegative: [], zero: [] };
  const conditions: Condition[] = [];
  for (const array of [left, right]) {
    const shape = shapeOf(array, theory);
    if (shape.length !== theory.free.length) return undefined;
    for (const [axis, { size }] of theory.free.entries()) {
      const shown: Shown | undefined = showZero(subtract(shape[axis] ?? [], size), known);
      if (shown === undefined) return undefined;
      conditions.push({ claim: `size(${array}, ${axis + 1}) == ${textOf(size)}`, shown });
    }
  }
  return conditions;
}

function lastOf(start: Sum, steps: readonly Rewriting[]): Sum {
  return steps.at(-1)?.sum ?? start;
}

/** The steps, and then sizes written in the letters that the equations leave. */
function reduced(start: Sum, steps: readonly Rewriting[], theory: Theory): readonly Rewriting[] {
  const more = [...steps];
  for (const product of lastOf(start, steps).keys()) {
    const use: Use = { product, application: { rule: "reduce" } };
    const applied = applyRule(lastOf(start, more), use, theory);
    if (applied !== undefined) more.push({ use, ...applied });
  }
  return more;
}

/** Renamings and exchanges that turn each product of one sum into one of the other, and those into the other's order. */
function bridge(from: Sum, to: Sum, theory: Theory): readonly Rewriting[] | undefined {
  const partners = pairsBetween(from, to);
  if (partners === undefined) return undefined;
  const steps: Rewriting[] = [];
  const take = (use: Use): boolean => {
    const applied = applyRule(lastOf(from, steps), use, theory);
    if (applied !== undefined) steps.push({ use, ...applied });
    return applied !== undefined;
  };
  for (const { product, applications } of [...partners].sort((left, right) => left.product - right.product))
    for (const application of applications) if (!take({ product, application })) return undefined;
  const order = partners.map(({ product }) => product);
  if (order.some((product, place) => product !== place)) take({ product: 0, application: { rule: "reorder", order } });
  return textOfSum(lastOf(from, steps)) === textOfSum(to) ? steps : undefined;
}

interface Partner {
  /** Its number in the first sum; it has the number of the partner in the list in the second. */
  readonly product: number;
  readonly applications: readonly Application[];
}

/** For each product of `to` one of `from` that is the same up to names and order, each once. */
function pairsBetween(from: Sum, to: Sum): readonly Partner[] | undefined {
  if (from.length !== to.length) return undefined;
  const used = new Set<number>();
  const partners = to.flatMap((wanted): readonly Partner[] => {
    for (const [product, summand] of from.entries()) {
      const applications = used.has(product) ? undefined : matchProducts(summand, wanted);
      if (applications === undefined) continue;
      used.add(product);
      return [{ product, applications }];
    }
    return [];
  });
  return partners.length === to.length ? partners : undefined;
}

/** The chain from `start` read from its end: each rule now leads from the step's sum to the one before. */
function backwards(start: Sum, steps: readonly Rewriting[]): readonly Step[] {
  return steps
    .map((step, place): Step => ({ ...step, sum: steps[place - 1]?.sum ?? start, direction: "backward" }))
    .reverse();
}
