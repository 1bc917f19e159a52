/**
 * Names that a sheet gives to gradients: `\delta_{ij} = \frac{\partial L}{\partial z_{ij}}`, where the worksheet has no δ of
 * its own. Nothing but a gradient under another name is taken for a definition, so that a slip of the pen is none.
 */
import type { OpenProblem } from "../../problem.ts";
import type { ReadClaim } from "../../syntax.ts";
import { gradientBy } from "./differentials.ts";
import { keyOfFormula, unitsOf } from "./keys.ts";
import { theGradient } from "./losses.ts";
import { extendNames, type Names } from "./names.ts";
import { referenceOf } from "./reference.ts";

/** The names with the one that the claim introduces, if it does. */
export function withDefinition(open: OpenProblem, names: Names, { sides }: ReadClaim): Names {
  const [left, right] = sides;
  const reference = left && referenceOf(left);
  if (reference === undefined || right === undefined || reference.calls.length > 0 || reference.primes > 0)
    return names;
  if (names.isHead(reference.head) && !names.isImplied(reference.head)) return names;
  const wrt = gradientBy(right);
  const target = wrt && referenceOf(wrt);
  const match = target && names.match(target);
  const gradient = match && theGradient(open, match.array);
  if (match === undefined || gradient === undefined || match.sup.length > 0) return names;
  const marks = unitsOf(reference.sub, () => false).map(keyOfFormula);
  const indices = unitsOf(match.sub, () => false).map(keyOfFormula);
  if (indices.length > 0 && marks.join() !== indices.join()) return names;
  const { head, accent, sup } = reference;
  return extendNames(names, {
    head,
    ...(accent !== undefined && { accent }),
    sub: indices.length > 0 ? [] : marks,
    sup: unitsOf(sup, () => false).map(keyOfFormula),
    array: gradient,
    placed: 0,
  });
}
