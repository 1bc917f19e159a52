/**
 * The questions of an exercise: entries of what a worksheet asks for, of every kind.
 * In: a derivation, and a source of random numbers. Out: a few questions, grouped by request.
 * Always: each request is asked about that has entries without arrays that only the derivation names; its corners,
 * edges and interior where there is room.
 */
import type { Derivation, Entry, ExpansionResult, GradientResult, JacobianResult } from "../derivation/derivation.ts";
import { call } from "../derivation/nodes.ts";
import { countTerms, endsAt } from "../derivation/selection.ts";
import { namesIn } from "../derivation/spoken.ts";
import type { Expression } from "../language/syntax.ts";
import { stridesOf } from "../problem/rows.ts";
import { entryOf } from "../render/setting.ts";
import type { Random } from "./random.ts";

export type AskedResult = ExpansionResult | JacobianResult | GradientResult;

export interface Question {
  /** What is asked for: `y[1,2]`, `jac(y[1,2], a[1,1])`, `grad(L, a[1,1])`. */
  readonly left: Expression;
  readonly entry: Entry;
}

export interface QuestionGroup {
  readonly result: AskedResult;
  readonly questions: readonly Question[];
}

/** Fewer are no exercise, more are tedious. */
const FEWEST = 5;
const MOST = 12;
/** An answer with more terms is not written by hand. */
const MOST_TERMS = 24;

interface Candidate extends Question {
  /** Entries of one kind are equally hard. */
  readonly kind: string;
}

export function chooseQuestions(derivation: Derivation, random: Random): readonly QuestionGroup[] {
  const asked = derivation.results.filter(isAsked);
  const candidates = asked.map((result) => candidatesOf(result, derivation.indexBase));
  const own = candidates.map((all) => all.filter(({ entry }) => !speaksOfUnnamed(entry.expression, derivation.names)));
  const queues = (own.some((some) => some.length > 0) ? own : candidates).map((some) => queueOf(some, random));
  const rounds = queues.reduce((most, { kinds }) => Math.max(most, kinds), 0);
  const wanted = Math.min(MOST, Math.max(FEWEST, rounds * queues.length));
  const taken = asked.map((): Question[] => []);
  let count = 0;
  for (let round = 0; count < wanted && queues.some(({ queue }) => queue.length > round); round++)
    for (const [at, { queue }] of queues.entries()) {
      const next = queue[round];
      if (next === undefined || count >= wanted) continue;
      (taken[at] as Question[]).push({ left: next.left, entry: next.entry });
      count++;
    }
  return asked
    .map((result, at) => ({ result, questions: random.shuffled(taken[at] as Question[]) }))
    .filter(({ questions }) => questions.length > 0);
}

/** Arrays that the derivation named by itself; whoever answers may write δ of a layer, and knows no other of them. */
function speaksOfUnnamed(expression: Expression, names: Derivation["names"]): boolean {
  return namesIn(expression).some((name) => {
    const source = names[name];
    return source !== undefined && !(source.tag === "call" && source.name === "grad");
  });
}

function isAsked(result: Derivation["results"][number]): result is AskedResult {
  return result.kind === "expansion" || result.kind === "jacobian" || result.kind === "gradient";
}

/** One of each kind, then another of each, and so on; which one is left to chance. */
function queueOf(
  candidates: readonly Candidate[],
  random: Random,
): { readonly queue: readonly Candidate[]; readonly kinds: number } {
  const short = candidates.filter(({ entry }) => countTerms(entry.expression) <= MOST_TERMS);
  const byKind = new Map<string, Candidate[]>();
  for (const candidate of random.shuffled(short.length > 0 ? short : candidates))
    byKind.set(candidate.kind, [...(byKind.get(candidate.kind) ?? []), candidate]);
  const kinds = [...byKind.values()];
  const longest = kinds.reduce((most, kind) => Math.max(most, kind.length), 0);
  const queue = Array.from({ length: longest }, (_, round) => kinds.flatMap((kind) => kind[round] ?? [])).flat();
  return { queue, kinds: kinds.length };
}

function candidatesOf(result: AskedResult, base: 0 | 1): readonly Candidate[] {
  const ends = (at: readonly number[], shape: readonly number[], axes = [...shape.keys()]): number =>
    endsAt(
      stridesOf(shape).reduce((flat, stride, axis) => flat + stride * ((at[axis] ?? base) - base), 0),
      shape,
      axes,
    );
  const made = (left: Expression, entry: Entry, ...kind: readonly number[]): Candidate => ({
    left,
    entry,
    kind: [...kind, countTerms(entry.expression)].join(" "),
  });
  switch (result.kind) {
    case "expansion":
      return result.entries.map((entry) => made(entryOf(result.of, entry.at), entry, ends(entry.at, result.shape)));
    case "jacobian":
      return result.entries.map((entry) => {
        const left = call("jac", [entryOf(result.of, entry.of), entryOf(result.wrt, entry.wrt)]);
        return made(left, entry, ends(entry.of, result.shape.of), ends(entry.wrt, result.shape.wrt));
      });
    case "gradient": {
      const axes = result.slidingAxes?.map((axis) => axis - 1);
      return result.entries.map((entry) =>
        made(call("grad", [result.of, entryOf(result.wrt, entry.wrt)]), entry, ends(entry.wrt, result.shape, axes)),
      );
    }
  }
}
