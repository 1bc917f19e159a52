/** The letters of the worksheet that stand in a polynomial. */
import type { Decider } from "./decide.ts";
import { atomsOf, type Polynomial } from "./polynomial.ts";

/** The arrays of a polynomial's letters, those inside of functions among them. */
export function arraysOf(decider: Decider, polynomial: Polynomial): Set<number> {
  return new Set(lettersOf(decider, polynomial).map(({ array }) => array));
}

export interface Letter {
  readonly array: number;
  readonly entry: number;
}

export function lettersOf({ atoms }: Decider, polynomial: Polynomial): Letter[] {
  const found = new Map<string, Letter>();
  const visit = (part: Polynomial): void => {
    for (const atom of atomsOf(part)) {
      const described = atoms.describe(atom);
      if (described.kind === "entry") found.set(`${described.array} ${described.entry}`, described);
      else visit(described.argument);
    }
  };
  visit(polynomial);
  return [...found.values()].map(({ array, entry }) => ({ array, entry }));
}

/** The letters that a polynomial comes to when its arrays are written out. */
export function lettersBelow(decider: Decider, polynomial: Polynomial): Letter[] {
  const { levels } = decider;
  const found = new Map<string, Letter>();
  for (const { array, entry } of lettersOf(decider, polynomial))
    for (const letter of lettersOf(decider, levels.whole.entry(array, entry)))
      found.set(`${letter.array} ${letter.entry}`, letter);
  return [...found.values()];
}
