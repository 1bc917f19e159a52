/**
 * What a request for general entries is about: an array, or the derivatives of one array by another as an array; and
 * which derivatives say in how many windows an entry lies.
 */
import type { Expression } from "../language/syntax.ts";
import type { LetterArray, LetterProblem, LetterRequest } from "../problem/letters.ts";
import { freshLetter, type Theory } from "./sums.ts";
import { arrayOf, theoryOf } from "./theory.ts";

/** What a general entry is asked of: an array, or the derivatives of one by another as an array of their own. */
export function subjectOf(
  problem: LetterProblem,
  request: LetterRequest & { readonly kind: "expansion" | "jacobian" | "gradient" },
): { readonly array: string; readonly theory: Theory; readonly problem: LetterProblem } {
  const asked =
    request.kind === "expansion" ? { problem, id: request.of } : withDerivative(problem, request.of, request.wrt);
  return {
    array: arrayOf(asked.problem, asked.id).name,
    theory: theoryOf(asked.problem, [asked.id]),
    problem: asked.problem,
  };
}

export type DerivativeRequest = LetterRequest & { readonly kind: "jacobian" | "gradient" };

/** The derivatives that are counted: of the array itself, or of that of which a loss is a function. */
export function countedDerivatives(
  problem: LetterProblem,
  { kind, of, wrt, span }: DerivativeRequest,
): { readonly array: string; readonly theory: Theory; readonly of: number } | undefined {
  const { definition } = arrayOf(problem, of);
  if (kind === "gradient" && definition.kind !== "loss") return undefined;
  const source = definition.kind === "loss" ? definition.of : of;
  if (source === wrt) return undefined;
  const { array, theory } = subjectOf(problem, { kind: "jacobian", of: source, wrt, span });
  return { array, theory, of: source };
}

/** At so many sizes counts of windows are compared with counting. */
export const COUNT_INSTANCES = 12;

/** The problem with an array that holds the derivatives of one array by another, and that array's number. */
function withDerivative(
  problem: LetterProblem,
  of: number,
  wrt: number,
): { readonly problem: LetterProblem; readonly id: number } {
  const [left, right] = [arrayOf(problem, of), arrayOf(problem, wrt)];
  const { definition } = left;
  if (definition.kind === "loss" && definition.of === wrt) return { problem, id: definition.upstream };
  const known = problem.arrays.find(
    (array) => array.definition.kind === "derivative" && array.definition.of === of && array.definition.wrt === wrt,
  );
  if (known !== undefined) return { problem, id: known.id };
  const names = new Set(problem.arrays.map((array) => array.name));
  const isGradient = left.shape.length === 0;
  const source: Expression = {
    tag: "call",
    name: isGradient ? "grad" : "jac",
    primes: 0,
    positional: [left, right].map(({ name }) => ({ tag: "name", name })),
    named: [],
  };
  const added: LetterArray = {
    id: problem.arrays.length,
    name: freshLetter(isGradient ? `delta_${right.name}` : `jac_${left.name}_${right.name}`, names),
    named: false,
    latex: undefined,
    shape: [...left.shape, ...right.shape],
    definition: { kind: "derivative", of, wrt },
    source,
  };
  return { problem: { ...problem, arrays: [...problem.arrays, added] }, id: added.id };
}
