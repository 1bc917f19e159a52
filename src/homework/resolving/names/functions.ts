/**
 * Scalar functions by the names that people give them.
 */
import Fraction from "fraction.js";
import type { ScalarFunction } from "../../../problem/rows.ts";
import type { OpenProblem } from "../../problem.ts";

/** Names that mean one function wherever they stand. */
const KNOWN: Readonly<Record<string, string>> = {
  sigmoid: "sigmoid",
  logistic: "sigmoid",
  tanh: "tanh",
  relu: "relu",
  ReLU: "relu",
  RELU: "relu",
  Relu: "relu",
  leaky_relu: "leaky_relu",
  LeakyReLU: "leaky_relu",
  softplus: "softplus",
  gelu: "gelu",
  GELU: "gelu",
  exp: "exp",
  log: "log",
  ln: "log",
  sqrt: "sqrt",
};

/** Letters that stand for the activation of a text, whichever it is. */
const ACTIVATIONS: ReadonlySet<string> = new Set(["sigma", "σ", "f", "g", "phi", "varphi", "h", "act"]);

export function isActivationLetter(name: string): boolean {
  return ACTIVATIONS.has(name);
}

export interface NamedFunction {
  readonly apply: ScalarFunction;
  /** The letter stands for the one activation of the worksheet. */
  readonly isGuess: boolean;
}

/** The function of a name; undefined where it is none. */
export function functionOf(open: OpenProblem, name: string): NamedFunction | undefined {
  const plain = (found: string, isGuess = false): NamedFunction => ({
    apply: { name: found, primes: 0, parameters: [] },
    isGuess,
  });
  const { functions } = open.scope;
  if (functions.has(name)) return plain(name);
  const greek = name === "sigma" ? "σ" : name === "phi" || name === "varphi" ? "φ" : undefined;
  if (greek !== undefined && functions.has(greek)) return plain(greek);
  const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
  if (known !== undefined) return known === "leaky_relu" ? usedLeaky(open) : plain(known);
  if (!ACTIVATIONS.has(name)) return undefined;
  const used = usedFunctions(open);
  if (name === "sigma" && used.some(({ name: one }) => one === "sigmoid")) return plain("sigmoid");
  const [only, ...more] = used;
  if (only !== undefined && more.length === 0) return { apply: only, isGuess: true };
  return name === "sigma" ? plain("sigmoid") : undefined;
}

/** What `g^{[2]}` may be: the function g, or another that the worksheet applies in some layer. */
export function layerFunctions(open: OpenProblem, name: string): readonly NamedFunction[] {
  const own = functionOf(open, name);
  const others = usedFunctions(open).filter((apply) => apply.name !== own?.apply.name);
  return [...(own === undefined ? [] : [own]), ...others.map((apply) => ({ apply, isGuess: true }))];
}

/** The one function that the worksheet applies to the entries of an array, if it is one. */
export function functionAppliedTo(open: OpenProblem, array: number): ScalarFunction | undefined {
  const [only, ...more] = usedFunctions(open, array);
  return more.length === 0 ? only : undefined;
}

/** The function and the array whose entries an array holds the values at, each in its place: relu and Z for `A = relu(Z)`. */
export function entrywiseOf(
  { scope }: OpenProblem,
  array: number,
): { readonly apply: ScalarFunction; readonly input: number } | undefined {
  const { definition, shape } = scope.array(array);
  const [row, ...rows] = definition.kind === "rows" ? definition.rows : [];
  const [factor, ...factors] = row?.factors ?? [];
  if (row === undefined || factor?.apply === undefined || rows.length + factors.length > 0) return undefined;
  if (factor.compare !== undefined || !row.coefficient.equals(1)) return undefined;
  const isInPlace =
    JSON.stringify(factor.index) === JSON.stringify(row.output) &&
    row.loops.map(({ size }) => size).join() === shape.join() &&
    scope.array(factor.array).shape.join() === shape.join();
  return isInPlace ? { apply: factor.apply, input: factor.array } : undefined;
}

/** The functions that the worksheet's definitions apply, to one array or to any, each once; powers are none. */
function usedFunctions({ scope }: OpenProblem, to?: number): ScalarFunction[] {
  const used = new Map<string, ScalarFunction>();
  for (const { definition } of scope.arrays)
    if (definition.kind === "rows")
      for (const { apply, array } of definition.rows.flatMap(({ factors }) => factors))
        if (apply !== undefined && apply.primes === 0 && (to === undefined || to === array))
          if (!["power", "exp", "log"].includes(apply.name)) used.set(apply.name, apply);
  return [...used.values()];
}

function usedLeaky(open: OpenProblem): NamedFunction {
  const used = usedFunctions(open).find(({ name }) => name === "leaky_relu");
  const apply = used ?? { name: "leaky_relu", primes: 0, parameters: [["alpha", new Fraction(1, 100)] as const] };
  return { apply, isGuess: false };
}
