/** What is asked of a formula anywhere: a number, or the failure that says why it has none. */
import type { Meaning } from "../meaning.ts";
import type { Formula } from "../syntax.ts";
import type { Context } from "./context.ts";
import { Meaningless } from "./failure.ts";
import { keyOfFormula } from "./names/keys.ts";

/** A number that is asked for. */
export function scalarOf(context: Context, formula: Formula): Meaning {
  const value = context.resolve(context, formula, []);
  if (value.tag === "scalar") return value.meaning;
  if (value.entries.length === 1) return value.entries[0] as Meaning;
  throw new Meaningless({ tag: "not-scalar", at: formula.span, found: shownFormula(formula) });
}

export function unsupported(formula: Formula): Meaningless {
  return new Meaningless({ tag: "unsupported", at: formula.span, found: shownFormula(formula) });
}

/** A formula in a message: its key, without the marks that only keys have. */
function shownFormula(formula: Formula): string {
  return keyOfFormula(formula).replaceAll(" juxtaposed ", " ").replaceAll("@(", "(").replaceAll("@", " ");
}

export function unknownName(formula: Formula, context: Context): Meaningless {
  const name = shownFormula(formula);
  const suggestion = context.names.patterns
    .map(({ head }) => head)
    .find((head) => head.toLowerCase() === name.toLowerCase() && head !== name);
  return new Meaningless({
    tag: "unknown-name",
    at: formula.span,
    name,
    ...(suggestion !== undefined && { suggestion }),
  });
}
