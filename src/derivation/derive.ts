/**
 * A problem to its derivation: the formulas of all definitions, then each request in the worksheet's order.
 */

import { arrayIn } from "../algebra/workspace.ts";
import { Mistake } from "../error.ts";
import type { Expression } from "../language/syntax.ts";
import { givenNumbers, type NumericArray, type Problem, type Request } from "../problem/problem.ts";
import { writeCombination } from "./combination.ts";
import { type Context, createContext } from "./context.ts";
import type { DefinitionFormula, Derivation, Detail, Result } from "./derivation.ts";
import { deriveGradient, deriveJacobian } from "./derivative.ts";
import { gradientFormula } from "./derivative-formula.ts";
import { deriveExpansion } from "./expansion.ts";
import { choosePlace, generalFormula } from "./formula.ts";
import { takenNames } from "./index-sum.ts";
import { derivative, index, name } from "./nodes.ts";
import { notationOf } from "./notation.ts";
import { deriveProof } from "./proof.ts";
import { deriveTwins } from "./twins.ts";
import { deriveViews } from "./views.ts";

/** How far a derivation has come. */
export interface Progress {
  readonly requests: number;
  readonly total: number;
  readonly entries: number;
}

export interface DeriveSettings {
  readonly file: string;
  readonly detail: Detail;
  /** Whether the entries of large results are left to be written part by part. */
  readonly inParts?: boolean;
  /** Whether the calls of frameworks are left out: a document of results alone does not show them. */
  readonly withoutCalls?: boolean;
  readonly onProgress?: (progress: Progress) => void;
}

export function deriveProblem(problem: Problem, settings: DeriveSettings): Derivation {
  return deriveInContext(problem, settings).derivation;
}

/** Also the context, from which the entries of large results are written. */
export function deriveInContext(
  problem: Problem,
  { file, detail, inParts = false, withoutCalls = false, onProgress }: DeriveSettings,
): { readonly derivation: Derivation; readonly context: Context } {
  const done = { requests: 0, total: problem.requests.length, entries: 0 };
  const countEntry = (): void => {
    done.entries++;
    onProgress?.(done);
  };
  const context = createContext(problem, { detail, inParts, countEntry });
  const results = problem.requests.map((request) => {
    const result = deriveRequest(context, request);
    done.requests++;
    return result;
  });
  const definitions = defineArrays(context);
  const isShown = (array: NumericArray): boolean => array.named || context.writer.mentioned.has(array.id);
  const arrays = context.workspace.arrays.filter(isShown);
  const derivation = {
    file,
    title: problem.title,
    indexBase: problem.indexBase,
    detail,
    worksheet: problem.source,
    definitions,
    results,
    names: introducedNames(arrays),
    notation: Object.fromEntries(arrays.map((array) => [array.name, notationOf(array, array.shape, problem.style)])),
    style: problem.style,
    given: givenNumbers(problem),
    ...(withoutCalls ? { twins: [], withoutTwins: [] } : deriveTwins(problem, isShown)),
  };
  return { derivation, context };
}

/** What cannot be derived is reported at the request. */
function deriveRequest(context: Context, request: Request): Result {
  try {
    return answer(context, request);
  } catch (error) {
    if (error instanceof Mistake && error.span === undefined) throw new Mistake(error.code, error.said, request.span);
    throw error;
  }
}

function answer(context: Context, request: Request): Result {
  switch (request.kind) {
    case "expansion":
      return deriveExpansion(context, request.of);
    case "jacobian":
      return deriveJacobian(context, request.of, request.wrt);
    case "gradient":
      return deriveGradient(context, request.of, request.wrt);
    case "proof":
      return deriveProof(context, request.left, request.right, request.sides);
    case "views":
      return deriveViews(context, request);
  }
}

/** The formulas of the worksheet's definitions, and of the intermediates that results or other formulas mention. */
function defineArrays(context: Context): DefinitionFormula[] {
  const { workspace, writer } = context;
  const defined = new Map<number, DefinitionFormula | undefined>();
  const isWanted = (array: NumericArray): boolean =>
    !defined.has(array.id) && (array.named || writer.mentioned.has(array.id));
  for (let next = workspace.arrays.find(isWanted); next !== undefined; next = workspace.arrays.find(isWanted))
    defined.set(next.id, defineArray(context, next));
  return [...defined].sort(([a], [b]) => a - b).flatMap(([, formula]) => (formula === undefined ? [] : [formula]));
}

function defineArray(context: Context, array: NumericArray): DefinitionFormula | undefined {
  const { definition, source } = array;
  if (source === undefined) return undefined;
  if (definition.kind === "rows") {
    const formula = generalFormula(context.writer, array, definition.rows);
    return { name: array.name, source, formula, remarks: [] };
  }
  if (definition.kind === "upstream") return defineDerivative(context, array, source, definition.loss, definition.of);
  if (
    definition.kind === "derivative" &&
    array.shape.length === arrayIn(context.workspace, definition.wrt).shape.length
  )
    return defineGradient(context, array, source, definition.of, definition.wrt);
  return undefined;
}

/** A δ that the worksheet asks for is derived there; of the others this is all that is said, so the formula is given. */
function defineGradient(
  context: Context,
  array: NumericArray,
  source: Expression,
  of: number,
  wrt: number,
): DefinitionFormula {
  const { problem, workspace, writer } = context;
  const defined = { ...defineDerivative(context, array, source, of, wrt), remarks: [] };
  const isAsked = problem.requests.some(
    (request) => request.kind === "gradient" && request.of.array === of && request.wrt.array === wrt,
  );
  if (array.named || isAsked) return defined;
  const general = gradientFormula(writer, arrayIn(workspace, of), arrayIn(workspace, wrt));
  const [, variable] = general?.left.tag === "call" ? general.left.positional : [];
  if (general === undefined || variable?.tag !== "index") return defined;
  return { ...defined, formula: { ...general, left: { ...variable, array: name(array.name) } } };
}

/** δ[p,q] = ∂L/∂y[p,q]. */
function defineDerivative(
  context: Context,
  array: NumericArray,
  source: Expression,
  of: number,
  wrt: number,
): DefinitionFormula {
  const { writer, workspace, problem } = context;
  const preferred = (axis: number): string => "ijlmn"[axis] ?? "n";
  const { place, ranges } = choosePlace(array.shape, preferred, takenNames(writer), problem.indexBase);
  const variable = arrayIn(workspace, wrt);
  const indices = place.map(writeCombination);
  return {
    name: array.name,
    source,
    formula: {
      left: index(name(array.name), indices),
      right: derivative("grad", writer.array(arrayIn(workspace, of)), index(name(variable.name), indices)),
      letters: ranges,
    },
    remarks: [
      {
        rule: "upstream-defined",
        subjects: [name(array.name), writer.array(arrayIn(workspace, of)), name(variable.name)],
      },
    ],
  };
}

function introducedNames(arrays: readonly NumericArray[]): Record<string, Expression> {
  const introduced = arrays.filter(({ named }) => !named);
  return Object.fromEntries(
    introduced.flatMap((array) => (array.source === undefined ? [] : [[array.name, array.source]])),
  );
}
