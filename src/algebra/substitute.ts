/**
 * Substitution: atoms are replaced by sums of terms, and products multiplied out.
 */
import { Mistake } from "../error.ts";
import { grouped, tell } from "../messages/message.ts";
import type { NumericArray } from "../problem/problem.ts";
import { finishTerms } from "./finish.ts";
import { createTerms, factorsAt, findGroup, type TermTable } from "./terms.ts";
import type { Workspace } from "./workspace.ts";

/** A product of atoms with its coefficient. */
export interface Term {
  readonly coefficient: number;
  readonly factors: readonly number[];
}

/** More terms than this are refused: the expression would not be read by anyone. */
const MOST_TERMS = 20_000_000;

/** The entry that a sum is, where it is one entry with coefficient 1. */
export function plainEntry(
  workspace: Workspace,
  terms: readonly Term[],
): { array: NumericArray; entry: number } | undefined {
  const [only] = terms;
  if (terms.length !== 1 || only === undefined || only.factors.length !== 1 || only.coefficient !== 0) return undefined;
  const atom = workspace.atoms.describe(only.factors[0] as number);
  return atom.kind === "entry" && atom.apply === undefined ? atom : undefined;
}

export function termsOf(table: TermTable, of: number, wrt: number): Term[] {
  const [start, end] = findGroup(table, of, wrt);
  return Array.from({ length: end - start }, (_, offset) => ({
    coefficient: table.coefficient[start + offset] as number,
    factors: factorsAt(table, start + offset),
  }));
}

/** Replaces each atom for which `rewrite` has a sum of terms, and multiplies out. */
export function rewriteAtoms(
  workspace: Workspace,
  table: TermTable,
  rewrite: (atom: number) => readonly Term[] | undefined,
): TermTable {
  const known = new Map<number, readonly Term[] | undefined>();
  const rewritten = (atom: number): readonly Term[] | undefined => {
    if (!known.has(atom)) known.set(atom, rewrite(atom));
    return known.get(atom);
  };
  const products: { row: number; term: Term }[] = [];
  for (let row = 0; row < table.length; row++) {
    let terms: Term[] = [{ coefficient: table.coefficient[row] as number, factors: [] }];
    for (const atom of factorsAt(table, row))
      terms = multiplyTerms(workspace, terms, rewritten(atom) ?? [{ coefficient: 0, factors: [atom] }]);
    for (const term of terms) products.push({ row, term });
    demandFewer(products.length);
  }
  const width = products.reduce((widest, { term }) => Math.max(widest, term.factors.length), 1);
  const result = createTerms(width);
  for (const { row, term } of products)
    result.add(table.of[row] as number, table.wrt[row] as number, term.coefficient, term.factors);
  return finishTerms(result.build(), workspace.coefficients);
}

function multiplyTerms(workspace: Workspace, left: readonly Term[], right: readonly Term[]): Term[] {
  return left.flatMap((a) =>
    right.map((b) => ({
      coefficient: workspace.coefficients.multiply(a.coefficient, b.coefficient),
      factors: [...a.factors, ...b.factors],
    })),
  );
}

export function demandFewer(terms: number): void {
  if (terms > MOST_TERMS)
    throw new Mistake(
      "limit",
      tell`the expanded expression has more than ${grouped(MOST_TERMS)} terms; ask for one entry, or for an array nearer to the output`,
    );
}
