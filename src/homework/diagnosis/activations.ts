/**
 * The derivative of an activation that is missing, or in whose place the activation itself stands.
 */
import { printExpression } from "../../language/print.ts";
import { arraysOf } from "../deciding/letters.ts";
import {
  atomPolynomial,
  atomsOf,
  constantPolynomial,
  type Polynomial,
  substitute,
  UNIT,
} from "../deciding/polynomial.ts";
import { applyFunction } from "../deciding/truth.ts";
import { type Entry, levelOf, type Subject } from "./subject.ts";
import { changing, type Details, type Trial } from "./trial.ts";

type Change = (atom: number) => Polynomial | undefined;

export function activationTrials(subject: Subject): Trial[] {
  const { decider, show } = subject.link;
  const { atoms } = decider;
  const ground = levelOf(subject, decider.levels);
  const slope = (atom: number) => {
    const described = atoms.describe(atom);
    return described.kind === "function" && described.apply.primes > 0 && described.apply.name !== "inverse"
      ? described
      : undefined;
  };
  /** Which activation it is: the function, and the arrays that it is applied to. */
  const kindOf = (atom: number): string | undefined => {
    const described = slope(atom);
    return described && `${described.apply.name} ${[...arraysOf(decider, described.argument)].sort().join()}`;
  };
  const truth = ({ true: meaning, point }: Entry): Polynomial => ground.polynomial(meaning, point);
  const text = (polynomial: Polynomial): string => printExpression(show.expression(polynomial));
  const trial = (
    code: Trial["code"],
    change: Change,
    detailsOf: (slope: number, put: Polynomial) => Details,
  ): Trial => {
    const isPossible = (entry: Entry): Polynomial => substitute(truth(entry), change);
    return changing(subject, code, {}, isPossible, {
      detailsAt: (entry) => {
        const found = [...truth(entry).values()]
          .flatMap(({ factors }) => factors)
          .find((atom) => change(atom) !== undefined);
        const put = found === undefined ? undefined : change(found);
        return found === undefined || put === undefined ? {} : detailsOf(found, put);
      },
    });
  };
  const one = constantPolynomial(UNIT);
  const value: Change = (atom) => {
    const described = slope(atom);
    return described && applyFunction(atoms, lower(described.apply), described.argument);
  };
  const nested: Change = (atom) => {
    const described = slope(atom);
    if (described === undefined) return undefined;
    const inner = applyFunction(atoms, lower(described.apply), described.argument);
    return applyFunction(atoms, described.apply, inner);
  };
  const replaced = (found: number, put: Polynomial): Details => ({
    written: text(put),
    right: text(atomPolynomial(found)),
  });
  const plain: Change = (atom) => {
    const described = atoms.describe(atom);
    const isValue = described.kind === "function" && described.apply.primes === 0 && described.apply.name !== "inverse";
    return isValue ? described.argument : undefined;
  };
  const kinds = new Set(
    subject.wrong.slice(0, 12).flatMap((entry) => atomsOf(truth(entry)).flatMap((atom) => kindOf(atom) ?? [])),
  );
  const omitted = trial("wrong-index", plain, replaced);
  const slopes = [...kinds].flatMap((kind) => {
    const only =
      (change: Change): Change =>
      (atom) =>
        kindOf(atom) === kind ? change(atom) : undefined;
    return [
      trial(
        "activation-derivative-missing",
        only(() => one),
        (found) => ({ factor: text(atomPolynomial(found)) }),
      ),
      trial("activation-not-derived", only(value), replaced),
      trial("activation-not-derived", only(nested), replaced),
    ];
  });
  return [...slopes, omitted];
}

function lower<Apply extends { readonly primes: number }>(apply: Apply): Apply {
  return { ...apply, primes: apply.primes - 1 };
}
