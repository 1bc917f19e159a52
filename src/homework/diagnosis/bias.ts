/**
 * The gradient by a bias: a sum over all places and samples.
 */
import type { NumericArray } from "../../problem/problem.ts";
import { unflatten } from "../../problem/rows.ts";
import type { Polynomial } from "../deciding/polynomial.ts";
import type { Subject } from "./subject.ts";
import type { Trial } from "./trial.ts";

/** Some of the places of the upstream gradient, where a bias needs them all. */
export function biasTrials(subject: Subject): Trial[] {
  const { derivative } = subject;
  if (derivative === undefined || !isAdded(subject, derivative.wrt)) return [];
  return [
    {
      code: "bias-not-summed",
      details: { bias: derivative.wrt.name },
      isLocal: true,
      explains: ({ truth, written }) =>
        written.size > 0 &&
        written.size < truth.size &&
        [...written].every(([key, { coefficient }]) => truth.get(key)?.coefficient.equals(coefficient) === true) &&
        isSlice(placesOf(subject, written), placesOf(subject, truth)),
    },
  ];
}

/** Some places are all those that have the indices which they have in common. */
function isSlice(places: readonly Place[], all: readonly Place[]): boolean {
  const [first] = places;
  if (first === undefined) return false;
  const common = first.map((value, axis) => places.every((place) => place[axis] === value));
  return all.filter((place) => common.every((is, axis) => !is || place[axis] === first[axis])).length === places.length;
}

type Place = readonly number[];

/** The indices of the entries in each term. */
function placesOf({ link }: Subject, polynomial: Polynomial): Place[] {
  return [...polynomial.values()].map(({ factors }) =>
    factors.flatMap((atom) => {
      const described = link.decider.atoms.describe(atom);
      return described.kind === "entry" ? unflatten(described.entry, link.open.scope.array(described.array).shape) : [];
    }),
  );
}

/** Whether an array is added to another, each of its entries in many places. */
function isAdded({ link }: Subject, { id, shape }: NumericArray): boolean {
  return link.open.scope.arrays.some(
    ({ definition, ...array }) =>
      definition.kind === "rows" &&
      array.shape.length > shape.length &&
      definition.rows.some(({ factors: [only, ...more] }) => only?.array === id && more.length === 0),
  );
}
