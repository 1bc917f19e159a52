/**
 * How the name of an array is written: what the worksheet says of it, and what the habits of the worksheet make of it.
 */
import type { Expression } from "../language/syntax.ts";
import type { EntryTemplate } from "../problem/problem.ts";
import type { Style } from "../problem/style.ts";
import type { Notation } from "./derivation.ts";

interface NamedArray {
  readonly named: boolean;
  readonly latex: string | undefined;
  readonly template?: EntryTemplate;
  readonly definition: { readonly kind: string };
  readonly source: Expression | undefined;
}

export function notationOf(array: NamedArray, shape: readonly number[], style: Style): Notation {
  const { latex, template, definition, source, named } = array;
  const isDelta = definition.kind === "upstream" || (definition.kind === "derivative" && !named);
  return {
    ...(latex !== undefined && { latex }),
    ...(template && { template }),
    ...(isDelta && latex === undefined && !template && standsFor(source, style)),
    shape,
  };
}

/** For the name of a derivative that is written as the derivative each time. */
export function standsFor(meaning: Expression | undefined, { delta }: Style): { readonly stands?: Expression } {
  const [of, wrt] = meaning?.tag === "call" && meaning.name === "grad" ? meaning.positional : [];
  if (delta !== "partial" || meaning === undefined || of === undefined || wrt?.tag !== "name") return {};
  const isShort =
    of.tag === "name" || (of.tag === "call" && ["sum", "mean"].includes(of.name) && of.named.length === 0);
  return isShort ? { stands: meaning } : {};
}
