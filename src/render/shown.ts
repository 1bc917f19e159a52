/**
 * What stands in a document already, so that nothing is written twice: arrays of entries by what these are, and the
 * key by which the place where they stand is referred to (see numbered.ts).
 * Always: entries are the same where their checked expressions print the same, at the same places of the same shape.
 */
import type { Detail } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";

/** Where the entries of an array stand. */
export interface ShownPlace {
  readonly key: string;
  /** Where they stand as numbers. */
  numbers?: string;
}

/** Grows while a document is made, in the reader's order. */
export interface Shown {
  /** Where these entries stand above, if they do. */
  find(shape: readonly number[], entries: readonly Expression[]): ShownPlace | undefined;
  /** They stand here from now on; the key for this place. */
  add(shape: readonly number[], entries: readonly Expression[]): ShownPlace;
}

/** Who asks for everything gets everything, also twice. */
export function nothingShown(detail: Detail): Shown {
  const places = new Map<string, ShownPlace>();
  const nameOf = (shape: readonly number[], entries: readonly Expression[]): string =>
    [shape.join(), ...entries.map(printExpression)].join("\n");
  return {
    find: (shape, entries) => (detail === "full" ? undefined : places.get(nameOf(shape, entries))),
    add: (shape, entries) => {
      const place = { key: `entries ${places.size + 1}` };
      places.set(nameOf(shape, entries), place);
      return place;
    },
  };
}
