/**
 * What a sheet says in lines that are wrong, and whether a later wrong line follows from it.
 * In: the wrong links of a sheet, in its order. Out: for one of them, the place of the first line that it follows from.
 *
 * A line follows from an earlier one where it is true in a world in which the entries of that line are what it says, and
 * everything that is made of them changes with them: an array by its definition, a gradient by way of the gradient
 * behind it, ∂L/∂z = Σ ∂L/∂q · ∂q/∂z.
 */
import type { CallNode } from "../../language/syntax.ts";
import { sizeOfShape } from "../../problem/rows.ts";
import type { OpenProblem } from "../problem.ts";
import { MOST_WORK, TooMuchWork, withWork } from "../work.ts";
import type { Comparison, Decider } from "./decide.ts";
import { agreesAsNumbers } from "./given.ts";
import { createGround, type Ground } from "./ground.ts";
import { addPolynomials, multiplyPolynomials, type Polynomial, TooManyTerms, ZERO } from "./polynomial.ts";
import { createTruth } from "./truth.ts";
import { placeOf } from "./values.ts";

/** The entries of a wrong line as it has them, by array and entry. */
interface Fact {
  /** Where the line begins. */
  readonly at: number;
  readonly entries: ReadonlyMap<string, Polynomial>;
}

export interface Facts {
  /** Where the first line begins from which all of these follow; undefined where they follow from none. */
  followsFrom(wrong: readonly Comparison[]): number | undefined;
  /** What the line says counts for the lines after it. */
  add(at: number, wrong: readonly Comparison[]): void;
}

/** More entries than this are not worked out again. */
const MOST_ENTRIES = 200;

export function createFacts(open: OpenProblem, decider: Decider): Facts {
  const facts: Fact[] = [];
  const holds = (world: Ground, comparison: Comparison): boolean => {
    const [left, right] = comparison.meanings.map((meaning) => world.polynomial(meaning, comparison.point));
    if (left === undefined || right === undefined) return false;
    return decider.normal.isEqual(left, right) || agreesAsNumbers(decider, left, right, comparison.meanings[1]);
  };
  const follows = (from: readonly Fact[], wrong: readonly Comparison[]): boolean => {
    const world = worldOf(open, decider, from);
    try {
      return withWork(MOST_WORK / 4, () => wrong.every((comparison) => holds(world, comparison)));
    } catch (error) {
      // What is too large to be worked out is not known to follow.
      if (error instanceof TooManyTerms || error instanceof TooMuchWork) return false;
      throw error;
    }
  };
  return {
    followsFrom: (wrong) => {
      if (facts.length === 0 || wrong.length === 0 || wrong.length > MOST_ENTRIES || !follows(facts, wrong))
        return undefined;
      return (facts.find((fact) => follows([fact], wrong)) ?? facts[0])?.at;
    },
    add: (at, wrong) => {
      const entries = new Map(wrong.slice(0, MOST_ENTRIES).flatMap((one) => entryOf(decider, one)));
      if (entries.size > 0) facts.push({ at, entries });
    },
  };
}

/** The entry on the left side, and what the line makes of it. */
function entryOf({ sizes, levels }: Decider, { meanings, point }: Comparison): [string, Polynomial][] {
  const [left, right] = meanings;
  if (left.tag !== "entry") return [];
  const shape = sizes.shapeOf(left.array);
  const places = left.indices.map((index) => placeOf(index, point, sizes.indexBase));
  if (places.some((place, axis) => place === undefined || place < 0 || place >= (shape[axis] as number))) return [];
  const flat = (places as number[]).reduce((number, place, axis) => number * (shape[axis] as number) + place, 0);
  return [[`${left.array} ${flat}`, levels.whole.polynomial(right, point)]];
}

/** Everything as it is where the facts hold. */
function worldOf(open: OpenProblem, decider: Decider, facts: readonly Fact[]): Ground {
  const { problem, workspace, atoms, sizes, written } = decider;
  const said = new Map([...facts].reverse().flatMap(({ entries }) => [...entries]));
  const arrays = new Set([...said.keys()].map((key) => Number(key.split(" ")[0])));
  const stated = (array: number, entry: number): Polynomial | undefined => {
    const own = said.get(`${array} ${entry}`);
    if (own !== undefined) return own;
    const behind = gradientBehind(open, problem.arrays[array]?.definition, arrays);
    if (behind === undefined) return undefined;
    const count = sizeOfShape(sizes.shapeOf(array));
    return addPolynomials([
      ZERO,
      ...Array.from({ length: sizeOfShape(sizes.shapeOf(behind.gradient)) }, (_, place) =>
        multiplyPolynomials(
          truth.entry(behind.gradient, place),
          decider.levels.whole.entry(behind.jacobian, place * count + entry),
        ),
      ),
    ]);
  };
  const truth = createTruth(atoms, workspace, () => false, stated);
  return createGround(truth, sizes, written);
}

/** The gradient that the facts speak of and this one is made of, and the Jacobian between their arrays. */
function gradientBehind(
  open: OpenProblem,
  definition: Decider["problem"]["arrays"][number]["definition"] | undefined,
  arrays: ReadonlySet<number>,
): { readonly gradient: number; readonly jacobian: number } | undefined {
  if (definition?.kind !== "derivative") return undefined;
  const { scope } = open;
  for (const gradient of arrays) {
    const other = scope.array(gradient).definition;
    if (other.kind !== "derivative" || other.of !== definition.of || other.wrt <= definition.wrt) continue;
    const [q, z] = [scope.array(other.wrt), scope.array(definition.wrt)];
    if (!q.named || !z.named) continue;
    const positional = [q, z].map(({ name }) => ({ tag: "name", name }) as const);
    const call: CallNode = { tag: "call", name: "jac", primes: 0, positional, named: [] };
    return { gradient, jacobian: scope.derivative(call).id };
  }
  return undefined;
}
