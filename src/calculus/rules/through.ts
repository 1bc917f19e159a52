/**
 * A gradient by way of another: where L depends on x through h alone, ∂L/∂x[m] = Σ over j of ∂L/∂h[j]·∂h[j]/∂x[m].
 *
 * In: the definitions of both gradients, Σ δ[i]·∂y[i]/∂x[m] and Σ δ[i]·∂y[i]/∂h[j]. Out: the first, defined by the
 * second. Always: both are of one loss, and every way from y to x in the definitions leads through h.
 */

import { letter } from "../../sizes/polynomial.ts";
import { dependsOn } from "../dependence.ts";
import {
  type Definition,
  type Derivative,
  entriesOf,
  entry,
  freshLetter,
  reservedLetters,
  type Theory,
} from "../sums.ts";

export function definitionThrough(definition: Definition, name: string, theory: Theory): Definition | undefined {
  const other = theory.definitions.find((one) => one.name === name);
  const [own, through] = [definition, other].map((one) => one && gradientIn(one)) as (Gradient | undefined)[];
  if (other === undefined || other.name === definition.name || own === undefined || through === undefined)
    return undefined;
  const [x, h] = [own.derivative.by.tensor, through.derivative.by.tensor];
  if (own.upstream !== through.upstream || own.of !== through.of || x === h) return undefined;
  if (!dependsOn(h, x, theory) || reachesWithout(own.of, x, h, theory)) return undefined;
  const taken = new Set([...reservedLetters(theory), ...definition.index]);
  const outer = other.index.map((index) => freshLetter(index, taken));
  const places = outer.map(letter);
  const derivative: Derivative = { kind: "derivative", of: [entry(h, ...places)], by: own.derivative.by };
  const bound = outer.map((free) => ({ letter: free }));
  return {
    ...definition,
    body: [{ coefficient: 1, bound, guards: [], factors: [entry(name, ...places), derivative] }],
  };
}

interface Gradient {
  readonly upstream: string;
  readonly of: string;
  readonly derivative: Derivative;
}

/** The definition of a gradient of a loss: one product of an upstream entry and a derivative. */
function gradientIn({ body }: Definition): Gradient | undefined {
  const [only, ...more] = body;
  const [upstream, derivative, ...others] = only?.factors ?? [];
  if (only === undefined || more.length + others.length + only.guards.length > 0 || only.coefficient !== 1)
    return undefined;
  if (upstream?.kind !== "entry" || derivative?.kind !== "derivative" || only.over !== undefined) return undefined;
  const [of, ...parts] = derivative.of;
  return of === undefined || parts.length > 0 || upstream.apply !== undefined
    ? undefined
    : { upstream: upstream.tensor, of: of.tensor, derivative };
}

/** Whether an array is made of `x` also where `h` is taken for what it is. */
function reachesWithout(array: string, x: string, h: string, { definitions }: Theory): boolean {
  const seen = new Set([h]);
  const open = [array];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    if (next === x) return true;
    seen.add(next);
    const body = definitions.find(({ name }) => name === next)?.body ?? [];
    for (const { factors } of body) {
      open.push(...entriesOf(factors).map(({ tensor }) => tensor));
      for (const factor of factors) if (factor.kind === "derivative") open.push(factor.by.tensor);
    }
  }
  return false;
}

/** The gradients by way of which a gradient may be written, those nearest to what it is by first. */
export function throughsOf(definition: Definition, theory: Theory): readonly string[] {
  const found = theory.definitions.filter((other) => definitionThrough(definition, other.name, theory) !== undefined);
  const by = (other: Definition): string => gradientIn(other)?.derivative.by.tensor ?? "";
  const depth = (other: Definition): number => found.filter((one) => dependsOn(by(other), by(one), theory)).length;
  return [...found].sort((one, other) => depth(one) - depth(other)).map(({ name }) => name);
}
