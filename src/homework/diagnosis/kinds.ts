/**
 * Which arrays meet in the terms, whatever their indices: the weakest reasons, for want of others.
 */
import type { NumericArray } from "../../problem/problem.ts";
import type { Polynomial } from "../deciding/polynomial.ts";
import { arraysInTruth } from "./places.ts";
import type { Entry, Subject } from "./subject.ts";
import type { Trial } from "./trial.ts";

/** What meets in a term: an array by its number, a function by its name. */
type Kind = readonly (number | string)[];

export function kindTrials(subject: Subject): Trial[] {
  const by = subject.derivative?.wrt;
  const others = by === undefined ? [] : arraysInTruth(subject).filter((id) => id !== by.id);
  return [...(by === undefined ? [] : others.map((id) => exchangeTrial(subject, id, by))), indexTrial(subject)];
}

/** What is derived by stands where another array belongs. */
function exchangeTrial(subject: Subject, id: number, by: NumericArray): Trial {
  const put = (kind: Kind): Kind => kind.map((one) => (one === id ? by.id : one));
  return {
    code: "roles-exchanged",
    details: { first: subject.link.open.scope.array(id).name, second: by.name },
    isLocal: true,
    explains: ({ truth, written }: Entry) => {
      const [belong, stand] = [kindsOf(subject, truth), kindsOf(subject, written)];
      const expected = new Set(belong.map(put).map(textOf));
      const isThere = belong.length > 0 && stand.length > 0 && belong.every((kind) => kind.includes(id));
      return isThere && stand.every((kind) => expected.has(textOf(kind)));
    },
  };
}

/** The right arrays meet, as often as they should, at wrong places. */
function indexTrial(subject: Subject): Trial {
  const kinds = (polynomial: Polynomial): string => kindsOf(subject, polynomial).map(textOf).sort().join();
  return {
    code: "wrong-index",
    details: {},
    isLocal: true,
    explains: ({ truth, written }) => truth.size > 0 && kinds(truth) === kinds(written),
  };
}

function textOf(kind: Kind): string {
  return kind.map(String).sort().join(" ");
}

function kindsOf({ link }: Subject, polynomial: Polynomial): Kind[] {
  const kindOf = (atom: number): number | string => {
    const described = link.decider.atoms.describe(atom);
    switch (described.kind) {
      case "entry":
        return described.array;
      case "function":
        return `${described.apply.name}${"'".repeat(described.apply.primes)}`;
      case "indicator":
        return described.relation;
    }
  };
  return [...polynomial.values()].map(({ coefficient, factors }) => [
    `times ${coefficient.toFraction()}`,
    ...factors.map(kindOf),
  ]);
}
