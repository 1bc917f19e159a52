/**
 * The workspace of one derivation: atoms, coefficients, and the table of every array that has been expanded.
 * Arrays that a derivation introduces (a layer's δ) live here beside those of the problem.
 */
import type { Expression } from "../language/syntax.ts";
import { deltaLatex } from "../problem/delta-names.ts";
import { arrayOf, type NumericArray, type Problem } from "../problem/problem.ts";
import { type Atoms, createAtoms } from "./atoms.ts";
import type { FunctionBodies } from "./calculus.ts";
import { type Coefficients, createCoefficients } from "./coefficients.ts";
import { differentiateFunction } from "./scalar-derivative.ts";
import type { TermTable } from "./terms.ts";

export interface Workspace {
  readonly problem: Problem;
  readonly atoms: Atoms;
  readonly coefficients: Coefficients;
  /** Finished tables of definitions and of derivatives, by key. */
  readonly tables: Map<string, TermTable>;
  readonly arrays: NumericArray[];
  readonly functions: FunctionBodies;
  /** How derivatives are made, for definitions that mention one: expansion and differentiation need each other. */
  readonly differentiate: Differentiate;
}

export type Differentiate = (workspace: Workspace, of: NumericArray, wrt: NumericArray) => TermTable;

export function createWorkspace(problem: Problem, differentiate: Differentiate): Workspace {
  return {
    problem,
    differentiate,
    atoms: createAtoms(),
    coefficients: createCoefficients(),
    tables: new Map(),
    arrays: [...problem.arrays],
    functions: bodiesOf(problem),
  };
}

/** Bodies of functions, and of their derivatives once these are asked for. */
function bodiesOf({ functions }: Problem): FunctionBodies {
  const derived = new Map<string, Expression | undefined>();
  return {
    bodyOf: (name, primes) => {
      const known = functions.get(name);
      if (known?.definition === undefined) return undefined;
      if (primes === 0) return known.definition;
      if (!derived.has(name)) derived.set(name, differentiateFunction(known));
      const body = derived.get(name);
      return body === undefined ? undefined : { parameter: known.definition.parameter, body };
    },
  };
}

export function arrayIn(workspace: Workspace, id: number): NumericArray {
  return workspace.arrays[id] ?? arrayOf(workspace.problem, id);
}

export function remember(workspace: Workspace, key: string, make: () => TermTable): TermTable {
  const known = workspace.tables.get(key);
  if (known !== undefined) return known;
  const table = make();
  workspace.tables.set(key, table);
  return table;
}

/** The array of the derivatives of a scalar by `wrt`, named `delta_…` unless the worksheet has a name for it. */
export function upstreamOf(workspace: Workspace, of: NumericArray, wrt: NumericArray): NumericArray {
  const known = workspace.arrays.find(({ definition, shape }) => {
    if (definition.kind === "upstream") return definition.loss === of.id && definition.of === wrt.id;
    return (
      definition.kind === "derivative" &&
      definition.of === of.id &&
      definition.wrt === wrt.id &&
      shape.length === wrt.shape.length
    );
  });
  if (known !== undefined) return known;
  const name = freeName(workspace, `delta_${wrt.name}`);
  const source: Expression = {
    tag: "call",
    name: "grad",
    primes: 0,
    positional: [
      of.named ? { tag: "name", name: of.name } : (of.source ?? { tag: "name", name: of.name }),
      { tag: "name", name: wrt.name },
    ],
    named: [],
  };
  const array: NumericArray = {
    id: workspace.arrays.length,
    name,
    named: false,
    latex: deltaLatex(workspace.arrays, wrt, workspace.problem.style),
    shape: wrt.shape,
    definition: { kind: "derivative", of: of.id, wrt: wrt.id },
    source,
  };
  workspace.arrays.push(array);
  return array;
}

function freeName(workspace: Workspace, stem: string): string {
  const taken = new Set(workspace.arrays.map((array) => array.name));
  let name = stem;
  for (let number = 2; taken.has(name); number++) name = `${stem}_${number}`;
  return name;
}
