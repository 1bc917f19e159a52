/**
 * Mistakes in single terms of a sum: one that is missing or too many, one with a wrong sign or a wrong entry.
 */
import { printExpression } from "../../language/print.ts";
import { unflatten } from "../../problem/rows.ts";
import { atomPolynomial, atomsOf, type Polynomial, subtractPolynomials, type Term } from "../deciding/polynomial.ts";
import type { Entry, Subject } from "./subject.ts";
import type { Details, Trial } from "./trial.ts";

type Terms = readonly (readonly [key: string, term: Term])[];
/** @param terms what written minus true is, term by term. */
type Find = (terms: Terms, entry: Entry) => Details | undefined;

/** The two sides of an entry: as they came, and in normal form, in which some mistakes are seen that are not seen so. */
function formsOf(entry: Entry): Entry[] {
  const [truth, written] = entry.raw;
  return [{ ...entry, truth, written }, entry];
}

function termTrial(code: Trial["code"], find: Find): Trial {
  const found = (entry: Entry): Details | undefined => {
    for (const form of formsOf(entry)) {
      const terms = [...subtractPolynomials(form.written, form.truth)];
      const details = terms.length === 0 ? undefined : find(terms, form);
      if (details !== undefined) return details;
    }
    return undefined;
  };
  return {
    code,
    details: {},
    isLocal: true,
    explains: (entry) => found(entry) !== undefined,
    detailsAt: (entry) => found(entry) ?? {},
  };
}

export function termTrials({
  link,
}: Subject): Readonly<Record<"sign" | "near" | "index" | "missing" | "extra" | "repeated", Trial>> {
  const { show } = link;
  const text = (polynomial: Polynomial): string => printExpression(show.expression(polynomial));
  const plain = (terms: Terms): string =>
    text(new Map(terms.map(([key, term]) => [key, { ...term, coefficient: term.coefficient.abs() }])));
  const counted = (terms: Terms): Details => ({ terms: shortened(terms, plain), count: String(terms.length) });
  return {
    sign: termTrial("sign", (terms, { truth }) => {
      const isTurned = terms.every(([key, { coefficient }]) => truth.get(key)?.coefficient.mul(-2).equals(coefficient));
      const [[key] = [""]] = terms;
      const term = truth.get(key);
      if (!isTurned || term === undefined) return undefined;
      return terms.length === 1 ? { term: plain([[key, term]]) } : {};
    }),
    near: termTrial("wrong-index", (terms, { truth, written }) => {
      const pair = oneFactor(terms, truth, written);
      return pair && isNear(link, pair) ? { written: text(pair[0]), right: text(pair[1]) } : undefined;
    }),
    index: termTrial("wrong-index", (terms, { truth, written }) => {
      const pair = oneFactor(terms, truth, written);
      return pair && { written: text(pair[0]), right: text(pair[1]) };
    }),
    repeated: termTrial("extra-term", (terms, { truth, claimed, written }) => {
      const isRepeated = claimed.tag === "sum" && claimed.terms.length > written.size;
      const isMore = terms.every(([key, { coefficient }]) => truth.get(key)?.coefficient.s === coefficient.s);
      return isRepeated && isMore ? counted(terms) : undefined;
    }),
    missing: termTrial("missing-term", (terms, { truth, written }) => {
      const isLost = terms.every(
        ([key, { coefficient }]) => !written.has(key) && truth.get(key)?.coefficient.equals(coefficient.neg()),
      );
      return isLost ? counted(terms) : undefined;
    }),
    extra: termTrial("extra-term", (terms, { truth }) =>
      terms.every(([key]) => !truth.has(key)) ? counted(terms) : undefined,
    ),
  };
}

/** More terms than these are not listed. */
const MOST_LISTED = 6;

function shortened(terms: Terms, plain: (terms: Terms) => string): string {
  const listed = plain(terms.slice(0, MOST_LISTED));
  return terms.length > MOST_LISTED ? `${listed} + …` : listed;
}

/** The one factor in which two terms differ, where nothing else does; 2·x in the place of x + y counts as x for y. */
function oneFactor(
  terms: Terms,
  truth: Polynomial,
  written: Polynomial,
): readonly [Polynomial, Polynomial] | undefined {
  const added = terms.find(([key, { coefficient }]) => written.has(key) && grows(coefficient, written.get(key)));
  const lost = terms.find(([key]) => truth.has(key) && !written.has(key));
  if (terms.length !== 2 || added === undefined || lost === undefined || added === lost) return undefined;
  if (!added[1].coefficient.equals(lost[1].coefficient.neg())) return undefined;
  const [a, b] = [added[1].factors, lost[1].factors];
  const [onlyA, ...moreA] = without(a, b);
  const [onlyB, ...moreB] = without(b, a);
  if (a.length !== b.length || onlyA === undefined || onlyB === undefined || moreA.length + moreB.length > 0)
    return undefined;
  return [atomPolynomial(onlyA), atomPolynomial(onlyB)];
}

/** One index is off by one. */
function isNear({ decider, open }: Subject["link"], pair: readonly Polynomial[]): boolean {
  const [a, b] = pair.flatMap(atomsOf).map((atom) => decider.atoms.describe(atom));
  if (a?.kind !== "entry" || b?.kind !== "entry" || a.array !== b.array) return false;
  const { shape } = open.scope.array(a.array);
  const other = unflatten(b.entry, shape);
  return (
    unflatten(a.entry, shape).reduce((total, place, axis) => total + Math.abs(place - (other[axis] as number)), 0) === 1
  );
}

function grows(difference: Term["coefficient"], written: Term | undefined): boolean {
  return written !== undefined && difference.s === written.coefficient.s;
}

/** Factors without those of another term, each as often as it stands there. */
function without(factors: readonly number[], others: readonly number[]): number[] {
  const rest = [...others];
  return factors.filter((factor) => {
    const place = rest.indexOf(factor);
    if (place >= 0) rest.splice(place, 1);
    return place < 0;
  });
}
