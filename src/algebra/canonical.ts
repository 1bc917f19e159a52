/**
 * One form for equal polynomials: an array's entries written out over the letters of the worksheet alone.
 * A function of a sum stays an atom, and functions of equal sums are the same atom; σ' and tanh' are written by σ, tanh.
 */
import Fraction from "fraction.js";
import type { NumericArray } from "../problem/problem.ts";
import type { ScalarFunction } from "../problem/rows.ts";
import { type EntryAtom, keyOfFunction } from "./atoms.ts";
import { exponentOf, slopeInValue } from "./calculus.ts";
import { UNIT } from "./coefficients.ts";
import { expandArray } from "./expand.ts";
import { monomialKey } from "./finish.ts";
import { plainEntry, rewriteAtoms, type Term, termsOf } from "./substitute.ts";
import { factorsAt, findGroup, type TermTable } from "./terms.ts";
import { remember, type Workspace } from "./workspace.ts";

export interface Canonical {
  /** The table of an array over letters, upstream derivatives, and functions of these. */
  table(array: NumericArray): TermTable;
}

export function createCanonical(workspace: Workspace): Canonical {
  const representatives = new Map<string, number>();

  const table = (array: NumericArray): TermTable =>
    remember(workspace, `canonical ${array.id}`, () =>
      rewriteAtoms(workspace, expandArray(workspace, array), (atom) => rewrite(array, atom)),
    );

  const rewrite = (parent: NumericArray, atom: number): readonly Term[] | undefined => {
    const described = workspace.atoms.describe(atom);
    if (described.kind === "indicator") return undefined;
    const { array, entry, apply } = described;
    const isBasic =
      ["letters", "upstream", "loss", "numbers"].includes(array.definition.kind) || array.id === parent.id;
    if (apply === undefined) return isBasic ? undefined : termsOf(table(array), entry, 0);
    return rewriteFunction(representative(described, isBasic), apply);
  };

  /** The atom that stands for a function of an entry, the same for entries that are equal. */
  const representative = ({ array, entry }: EntryAtom, isBasic: boolean) => {
    const of = (mark: ScalarFunction): number => {
      const inner = isBasic ? undefined : table(array);
      const plain = inner && plainEntry(workspace, termsOf(inner, entry, 0));
      if (inner === undefined || plain !== undefined) {
        const place = plain ?? { array, entry };
        return workspace.atoms.baseOf(place.array, mark) + place.entry;
      }
      const key = `${keyOfFunction(mark)} ${entryKey(workspace, inner, entry)}`;
      const atom = representatives.get(key) ?? workspace.atoms.baseOf(array, mark) + entry;
      representatives.set(key, atom);
      return atom;
    };
    return of;
  };

  const rewriteFunction = (atomOf: (apply: ScalarFunction) => number, apply: ScalarFunction): readonly Term[] => {
    const copies = inversePower(apply);
    if (copies > 1) return [{ coefficient: UNIT, factors: new Array<number>(copies).fill(atomOf(INVERSE)) }];
    const powers = apply.primes === 1 ? slopeInValue(apply.name) : undefined;
    if (powers === undefined) return [{ coefficient: UNIT, factors: [atomOf(apply)] }];
    const value = atomOf({ ...apply, primes: 0 });
    return powers.flatMap((coefficient, power) =>
      coefficient === 0
        ? []
        : [
            {
              coefficient: workspace.coefficients.intern(new Fraction(coefficient)),
              factors: new Array<number>(power).fill(value),
            },
          ],
    );
  };
  return { table };
}

const INVERSE: ScalarFunction = { name: "power", primes: 0, parameters: [["exponent", new Fraction(-1)]] };

/** n for x^(−n), which is n factors 1/x; 0 for all else. */
function inversePower(apply: ScalarFunction): number {
  if (apply.name !== "power") return 0;
  const exponent = exponentOf(apply);
  return exponent.d === 1n && exponent.s < 0n ? Number(exponent.n) : 0;
}

/** A text that two entries share exactly when they are the same polynomial. */
export function entryKey(workspace: Workspace, table: TermTable, entry: number): string {
  const [start, end] = findGroup(table, entry, 0);
  const terms = Array.from({ length: end - start }, (_, offset) => {
    const row = start + offset;
    return `${workspace.coefficients.value(table.coefficient[row] as number).toFraction()}*${monomialKey(table, row)}`;
  });
  return terms.sort().join("+");
}

/** The atoms of an entry's polynomial. */
export function atomsAt(table: TermTable, entry: number): number[] {
  const [start, end] = findGroup(table, entry, 0);
  return Array.from({ length: end - start }, (_, offset) => factorsAt(table, start + offset)).flat();
}
