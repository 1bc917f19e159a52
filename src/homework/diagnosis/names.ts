/**
 * An array in the place of another: the two factors of a product exchanged, or the same array of another layer.
 */
import { unflatten } from "../../problem/rows.ts";
import { arraysOf } from "../deciding/letters.ts";
import { atomPolynomial, type Polynomial, substitute } from "../deciding/polynomial.ts";
import { arraysInTruth, entryAt } from "./places.ts";
import type { Subject } from "./subject.ts";
import { changing, type Trial } from "./trial.ts";

/** Two arrays with as many axes in each other's place, or one in the place of the other. */
export function renamedTrials(subject: Subject): Trial[] {
  const { scope } = subject.link.open;
  const inTruth = arraysInTruth(subject);
  const written = [
    ...new Set(subject.wrong.slice(0, 12).flatMap((entry) => [...arraysOf(subject.link.decider, entry.written)])),
  ];
  const pairs = inTruth.flatMap((a) =>
    written.filter((b) => a !== b).map((b) => [scope.array(a), scope.array(b)] as const),
  );
  const fitting = pairs.filter(([a, b]) => a.shape.length === b.shape.length);
  return [
    ...fitting.map(([a, b]) =>
      changing(subject, "roles-exchanged", { first: a.name, second: b.name }, ({ truth }) =>
        renamed(
          subject,
          truth,
          new Map([
            [a.id, b.id],
            [b.id, a.id],
          ]),
        ),
      ),
    ),
    ...fitting.map(([a, b]) => {
      const isRole = subject.derivative?.wrt.id === b.id;
      return changing(
        subject,
        isRole ? "roles-exchanged" : "wrong-index",
        isRole ? { first: a.name, second: b.name } : { written: b.name, right: a.name },
        ({ truth }) => renamed(subject, truth, new Map([[a.id, b.id]])),
      );
    }),
  ];
}

function renamed({ link }: Subject, truth: Polynomial, names: ReadonlyMap<number, number>): Polynomial | undefined {
  const { atoms } = link.decider;
  const { scope } = link.open;
  const put = substitute(truth, (atom) => {
    const described = atoms.describe(atom);
    const name = described.kind === "entry" ? names.get(described.array) : undefined;
    if (described.kind !== "entry" || name === undefined) return undefined;
    const entry = entryAt(unflatten(described.entry, scope.array(described.array).shape), scope.array(name).shape);
    return entry === undefined ? new Map() : atomPolynomial(atoms.atom({ kind: "entry", array: name, entry }));
  });
  return put.size === truth.size ? put : undefined;
}
