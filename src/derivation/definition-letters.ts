/** A definition in letters that a reader sees elsewhere: the indices of the theorem, where an axis has their size. */
import { type Definition, type Sum, substituteInProduct, type Theory } from "../calculus/sums.ts";
import { letter, textOf } from "../sizes/polynomial.ts";
import { familiesOf, nameLetters } from "./theorem-letters.ts";

export interface NamedDefinition {
  readonly index: readonly string[];
  readonly body: Sum;
}

const madeName = /\d$/;
const pool = ["i", "j", "t", "e", "h", "b", "f", "l"];

export function nameDefinition(
  { index, shape, body }: Definition,
  { assumptions, free }: Pick<Theory, "assumptions" | "free">,
  avoided: ReadonlySet<string>,
): NamedDefinition {
  const sizes = assumptions.letters.map((size) => size.letter);
  const taken = new Set([...sizes, ...avoided]);
  const bound = new Set(body.flatMap((product) => product.bound.map((one) => one.letter)));
  const names = index.map((name, axis) => {
    const size = textOf(shape[axis] ?? []);
    const alike = free.find((one) => textOf(one.size) === size && !taken.has(one.letter) && !bound.has(one.letter));
    const own = madeName.test(name) || taken.has(name) ? undefined : name;
    const chosen = alike?.letter ?? own ?? pool.find((one) => !taken.has(one) && !bound.has(one)) ?? name;
    taken.add(chosen);
    return chosen;
  });
  const values = new Map(index.map((name, axis) => [name, letter(names[axis] ?? name)] as const));
  const states = [body.map((product) => substituteInProduct(product, values))];
  const indices = names.map((name, axis) => ({ letter: name, size: shape[axis] ?? [] }));
  const theory = { assumptions, arrays: [], definitions: [], free: indices };
  // A letter that the theorem is about means that everywhere.
  const namesAt = nameLetters({ states, steps: [] }, theory, familiesOf({ states, steps: [] }, []), [
    ...avoided,
    ...free.map((one) => one.letter),
  ]);
  const named = (states[0] ?? []).map((product, place) => {
    const called = namesAt(0, place);
    const letters = new Map([...called].map(([from, to]) => [from, letter(to)] as const));
    const renamed = product.bound.map((one) => ({ ...one, letter: called.get(one.letter) ?? one.letter }));
    return substituteInProduct({ ...product, bound: renamed }, letters);
  });
  return { index: names, body: named };
}
