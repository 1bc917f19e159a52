/**
 * What the steps of one line do, as facts for its sentences.
 *
 * In: the places of the steps, the chain, and what its letters are called. Out: facts in those names, alike ones put
 * together: letters that are put in or brought in count only where the line has them on one side alone.
 */
import { dependsOn } from "../calculus/dependence.ts";
import type { Step } from "../calculus/prove.ts";
import { type Derivative, type Entry, type Guard, type Sum, type Theory, textOfGuard } from "../calculus/sums.ts";
import { add, letter, linearIn, negate, type Polynomial } from "../sizes/polynomial.ts";
import type { LetterValue, TheoremFact } from "./theorem.ts";
import { indexFacts } from "./theorem-index-facts.ts";
import { type FactContext, inNames, readBy } from "./theorem-steps.ts";

export function factsOf(group: readonly number[], context: FactContext): readonly TheoremFact[] {
  const facts: TheoremFact[] = [];
  const indices = group.filter((place) => isIndexStep(context.chain.steps[place]));
  const [first = 0, last = 0] = [group[0], group.at(-1)];
  let isIndexDone = false;
  for (const place of group) {
    if (!indices.includes(place)) facts.push(...factsOfStep(place, context));
    else if (!isIndexDone) {
      isIndexDone = true;
      facts.push(...indexFacts(indices, [first, last + 1], context));
    }
  }
  return withGuards(joined(facts), group, [first, last + 1], context);
}

function isIndexStep(step: Step | undefined): boolean {
  return step?.use.application.rule === "sift" || step?.use.application.rule === "expose";
}

/** The array whose definition a step puts in, or reads off. */
export function insertedArray(place: number, chain: FactContext["chain"]): string {
  const step = chain.steps[place];
  if (step?.use.application.rule !== "insert") return "";
  const { factor, part = 0 } = step.use.application;
  const one = chain.states[step.direction === "forward" ? place : place + 1]?.[step.use.product]?.factors[factor];
  return (one?.kind === "derivative" ? one.of[part] : one)?.tensor ?? "";
}

function factsOfStep(place: number, context: FactContext): readonly TheoremFact[] {
  const { chain, theory, namesAt } = context;
  const step = chain.steps[place];
  if (step === undefined) return [];
  const { state, sum, isForward } = readBy(place, context);
  const { product, application } = step.use;
  const names = namesAt(state, product);
  const summand = sum[product];
  const other = namesAt(isForward ? place + 1 : place, product);
  const named = (polynomial: Polynomial): Polynomial => inNames(polynomial, names);
  switch (application.rule) {
    case "insert": {
      const array = insertedArray(place, chain);
      const definition = theory.definitions.find(({ name }) => name === array);
      const isGradient = definition?.body.some(({ factors }) => factors.some(({ kind }) => kind === "derivative"));
      const { through } = application;
      if (isGradient)
        return [
          { rule: isForward ? "gradient" : "gradient-read-off", array, ...(through !== undefined && { through }) },
        ];
      return [{ rule: isForward ? "definition" : "read-off", array, bounded: [] }];
    }
    case "product-rule": {
      const derivative = summand?.factors[application.factor];
      if (derivative?.kind !== "derivative") return [];
      const constants = derivative.of.filter((one) => isConstant(one, derivative, theory)).map(({ tensor }) => tensor);
      const summands = derivative.of.length - constants.length;
      return [{ rule: isForward ? "product-rule" : "product-rule-read-off", constants, summands }];
    }
    case "differentiate": {
      const derivative = summand?.factors[application.factor];
      const array = derivative?.kind === "derivative" ? derivative.by.tensor : "";
      return [{ rule: isForward ? "differentiate" : "differentiate-read-off", array }];
    }
    case "solve": {
      const guard = summand?.guards[application.guard];
      const parts = guard?.kind === "equal" ? linearIn(guard.zero, application.letter) : undefined;
      if (parts === undefined) return [];
      const value = { value: named(negate(parts.rest)), divisor: named(parts.coefficient) };
      const letters = [{ letter: names.get(application.letter) ?? application.letter, value }];
      return [{ rule: isForward ? "solve" : "solve-read-off", letters }];
    }
    case "reflect":
    case "shift": {
      const name = names.get(application.letter) ?? application.letter;
      const by = named(application.by);
      const isTurned = application.rule === "reflect";
      const value = add(isTurned || isForward ? by : negate(by), isTurned ? negate(letter(name)) : letter(name));
      return [{ rule: application.rule, letters: [{ letter: name, value: { value } }] }];
    }
    case "divide": {
      const guard = summand?.guards[application.guard];
      const parts = guard?.kind === "equal" ? linearIn(guard.zero, application.size) : undefined;
      if (guard?.kind !== "equal" || parts === undefined) return [];
      const into = [parts.coefficient, parts.rest].map((zero): Guard => ({ kind: "equal", zero: named(zero) }));
      const equation: Guard = { kind: "equal", zero: named(guard.zero) };
      return [{ rule: isForward ? "divide" : "divide-read-off", equation, into }];
    }
    case "split": {
      const into = application.into.map((name) => other.get(name) ?? name) as [string, string];
      const name = names.get(application.letter) ?? application.letter;
      return [{ rule: isForward ? "split" : "merge", letter: name, into, size: named(application.size) }];
    }
    case "sift":
    case "expose":
    case "drop":
    case "widen":
    case "narrow":
    case "rename":
    case "exchange":
    case "shorten":
    case "reorder":
    case "name":
      return [];
    case "chain-rule": {
      const derivative = summand?.factors[application.factor];
      const functions =
        derivative?.kind === "derivative" ? derivative.of.flatMap(({ apply }) => apply?.name ?? []) : [];
      return [{ rule: isForward ? "chain-rule" : "chain-rule-read-off", functions }];
    }
    case "power":
    case "collect":
    case "cancel":
      return [{ rule: isForward ? application.rule : `${application.rule}-read-off` }];
    case "combine":
      return [{ rule: "combine" }];
    case "pin": {
      const name = names.get(application.letter) ?? application.letter;
      return [{ rule: "pin", letters: [{ letter: name, value: { value: [] } }] }];
    }
    case "reduce":
      return [{ rule: "sizes" }];
  }
}

function isConstant({ tensor }: Entry, { by }: Derivative, theory: Theory): boolean {
  return !dependsOn(tensor, by.tensor, theory);
}

/**
 * Ranges that a line writes or leaves out. Those that come or go with a definition, or with the range of a letter, are
 * said there; others follow from the rest of the product.
 */
function withGuards(
  facts: readonly TheoremFact[],
  group: readonly number[],
  [from, to]: readonly [number, number],
  context: FactContext,
): readonly TheoremFact[] {
  const [before, after] = [from, to].map((state) => guardsOf(context.shownAt(state))) as [GuardTable, GuardTable];
  const gone = [...before].flatMap(([text, guard]) => (after.has(text) || guard.kind !== "range" ? [] : [guard]));
  const come = [...after].flatMap(([text, guard]) => (before.has(text) || guard.kind !== "range" ? [] : [guard]));
  const dropped = new Set(group.flatMap((place) => droppedAt(place, context)));
  const isDropped = (guard: Guard): boolean => dropped.has(textOfGuard(guard));
  const carried = [...come, ...gone].filter((guard) => !isDropped(guard));
  const [written, left] = [come, gone].map((guards) => guards.filter(isDropped)) as [Guard[], Guard[]];
  const carrier = facts.findIndex((fact) => "bounded" in fact);
  return [
    ...facts.map((fact, at) => (at === carrier && "bounded" in fact ? { ...fact, bounded: carried } : fact)),
    ...(written.length > 0 ? [{ rule: "write", guards: written } as const] : []),
    ...(left.length > 0 ? [{ rule: "drop", guards: left } as const] : []),
  ];
}

function droppedAt(place: number, context: FactContext): readonly string[] {
  const step = context.chain.steps[place];
  const { state, sum } = readBy(place, context);
  if (step?.use.application.rule !== "drop") return [];
  const guard = sum[step.use.product]?.guards[step.use.application.guard];
  const names = context.namesAt(state, step.use.product);
  return guard?.kind === "range"
    ? [textOfGuard({ ...guard, value: inNames(guard.value, names), size: inNames(guard.size, names) })]
    : [];
}

type GuardTable = ReadonlyMap<string, Guard>;

function guardsOf(sum: Sum): GuardTable {
  return new Map(sum.flatMap(({ guards }) => guards.map((guard) => [textOfGuard(guard), guard] as const)));
}

/** Facts of one kind about several letters or brackets are one fact; the same said twice is said once. */
function joined(facts: readonly TheoremFact[]): readonly TheoremFact[] {
  const all: TheoremFact[] = [];
  for (const fact of facts) {
    const at = all.findIndex((other) => other.rule === fact.rule);
    const known = all[at];
    if (known !== undefined && JSON.stringify(known) === JSON.stringify(fact)) continue;
    if (known !== undefined && "letters" in known && "letters" in fact)
      all[at] = { ...known, letters: inOrder(unique([...known.letters, ...fact.letters])) } as TheoremFact;
    else if (known !== undefined && "guards" in known && "guards" in fact)
      all[at] = { ...known, guards: unique([...known.guards, ...fact.guards]) } as TheoremFact;
    else all.push(fact);
  }
  return all;
}

function inOrder(letters: readonly LetterValue[]): readonly LetterValue[] {
  return [...letters].sort((one, other) => (one.letter < other.letter ? -1 : 1));
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
