/**
 * The results of a worksheet in sections: in a network the gradients of each layer stand together, each layer once.
 * In: results in the worksheet's order. Out: sections in that order, a layer where its first gradient was asked for.
 */
import type { Derivation, GradientResult, Result } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";

export interface Section {
  /** The definition whose gradients these are; none for a result that stands alone. */
  readonly layer?: string;
  readonly results: readonly Result[];
}

/** So many gradients, of at least two layers, make a network. */
const fewestGradients = 4;

export function isNetwork(derivation: Derivation): boolean {
  const gradients = derivation.results.filter((result) => result.kind === "gradient");
  const layers = new Set(gradients.map((result) => layerOf(result, derivation) ?? printExpression(result.wrt)));
  return gradients.length >= fewestGradients && layers.size > 1;
}

export function sectionsOf(derivation: Derivation): readonly Section[] {
  if (!isNetwork(derivation)) return derivation.results.map((result) => ({ results: [result] }));
  const sections: { layer?: string; results: Result[] }[] = [];
  for (const result of derivation.results) {
    const layer = result.kind === "gradient" ? layerOf(result, derivation) : undefined;
    const known = layer === undefined ? undefined : sections.find((section) => section.layer === layer);
    if (known !== undefined) known.results.push(result);
    else sections.push({ ...(layer !== undefined && { layer }), results: [result] });
  }
  return sections;
}

/** A definition is its own layer; what it is given, such as a kernel, belongs to the only one that uses it. */
function layerOf({ wrt, uses = [] }: GradientResult, { definitions }: Derivation): string | undefined {
  const isDefined = (name: string): boolean => definitions.some((definition) => definition.name === name);
  const name = printExpression(wrt);
  if (isDefined(name)) return name;
  const [only, ...more] = uses.map(printExpression);
  return only !== undefined && more.length === 0 && isDefined(only) ? only : undefined;
}
