/**
 * Products made shorter: one that equals an entry of an array is written by that entry (exp(z)/Σexp in a derivative
 * of a softmax is the softmax itself), and x·1/x is 1.
 */
import type { NumericArray } from "../problem/problem.ts";
import { exponentOf } from "./calculus.ts";
import { expandArray } from "./expand.ts";
import { createTerms, factorsAt, groupsOf, type TermTable } from "./terms.ts";
import type { Workspace } from "./workspace.ts";

/** A product of two atoms, and the atom that it equals. */
interface Pattern {
  readonly partner: number;
  readonly atom: number;
}

export function recognise(workspace: Workspace, table: TermTable): TermTable {
  const patterns = patternsOf(workspace);
  const inverses = inversesIn(workspace, table);
  if (patterns.size === 0 && inverses.size === 0) return table;
  const terms = createTerms(table.width);
  for (let row = 0; row < table.length; row++) {
    const factors = cancelInverses(replacePairs(factorsAt(table, row), patterns), inverses);
    terms.add(table.of[row] as number, table.wrt[row] as number, table.coefficient[row] as number, factors);
  }
  return terms.build();
}

function replacePairs(factors: number[], patterns: ReadonlyMap<number, readonly Pattern[]>): number[] {
  for (const atom of [...factors]) {
    const pattern = patterns.get(atom)?.find(({ partner }) => factors.includes(partner));
    if (pattern === undefined || !factors.includes(atom)) continue;
    factors.splice(factors.indexOf(atom), 1, pattern.atom);
    factors.splice(factors.indexOf(pattern.partner), 1);
  }
  return factors;
}

function cancelInverses(factors: number[], inverses: ReadonlyMap<number, number>): number[] {
  for (const atom of [...factors]) {
    const base = inverses.get(atom);
    if (base === undefined || !factors.includes(atom) || !factors.includes(base)) continue;
    factors.splice(factors.indexOf(atom), 1);
    factors.splice(factors.indexOf(base), 1);
  }
  return factors;
}

/** The atoms 1/x of a table, each with its x. */
function inversesIn(workspace: Workspace, table: TermTable): Map<number, number> {
  const inverses = new Map<number, number>();
  const ranges = workspace.atoms.functions.filter(
    ({ apply }) => apply.name === "power" && exponentOf(apply).equals(-1),
  );
  if (ranges.length === 0) return inverses;
  for (const atom of new Set(table.factors)) {
    const range = ranges.find(({ base, size }) => atom >= base && atom < base + size);
    if (range !== undefined) inverses.set(atom, workspace.atoms.baseOf(range.array) + atom - range.base);
  }
  return inverses;
}

/** By the first atom of each product. Arrays that the worksheet names come first. */
function patternsOf(workspace: Workspace): Map<number, Pattern[]> {
  const patterns = new Map<number, Pattern[]>();
  const recognised = workspace.arrays.filter(({ definition }) => definition.kind === "rows" && definition.recognised);
  for (const array of recognised.sort((a, b) => Number(b.named) - Number(a.named)))
    addPatterns(workspace, array, patterns);
  return patterns;
}

function addPatterns(workspace: Workspace, array: NumericArray, patterns: Map<number, Pattern[]>): void {
  const table = expandArray(workspace, array);
  const base = workspace.atoms.baseOf(array);
  for (const [start, end] of groupsOf(table)) {
    const [first, partner, ...more] = factorsAt(table, start);
    if (end - start > 1 || first === undefined || partner === undefined || more.length > 0) continue;
    const pattern = { partner, atom: base + (table.of[start] as number) };
    patterns.set(first, [...(patterns.get(first) ?? []), pattern]);
  }
}
