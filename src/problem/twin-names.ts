/**
 * What the arrays of a convolution are called in a Python program.
 */
import type { NumericArray, Problem } from "./problem.ts";
import { operandsOfConvolution, type ResolvedConvolution } from "./resolved-convolution.ts";

/** Names of variables; `upstream` is the derivative of the loss by the output. */
export interface TwinNames {
  readonly output: string;
  readonly input: string;
  readonly kernel: string;
  readonly bias: string | undefined;
  readonly upstream: string;
  readonly inputGradient: string;
  readonly kernelGradient: string;
  readonly biasGradient: string | undefined;
}

const KEYWORDS =
  "False None True and as assert async await break class continue def del elif else except finally for from global " +
  "if import in is lambda nonlocal not or pass raise return try while with yield";
/** Names that the programs use for themselves. */
const OWN = "torch F tf keras jax jnp lax zip layer tape pullback part filters";

export function namesOfTwin(problem: Problem, array: NumericArray, convolution: ResolvedConvolution): TwinNames {
  const taken = new Set([...KEYWORDS.split(" "), ...OWN.split(" ")]);
  const worksheet = new Set(problem.arrays.map((other) => other.name));
  const fresh = (text: string): string => {
    let free = text;
    while (taken.has(free) || worksheet.has(free)) free += "_";
    taken.add(free);
    return free;
  };
  const known = new Map<number, string>();
  const nameOf = (id: number): string => {
    const own = problem.arrays[id]?.name ?? `array${id}`;
    const text = known.get(id) ?? (taken.has(own) ? fresh(own) : own);
    known.set(id, text);
    return text;
  };
  const { input, kernel, bias } = convolution;
  const upstream = upstreamOf(problem, array);
  return {
    // Beside other terms the convolution is not the array.
    output: array.convolution === undefined ? fresh(`${array.name}_part`) : nameOf(array.id),
    input: nameOf(input),
    kernel: nameOf(kernel),
    bias: bias === undefined ? undefined : nameOf(bias),
    upstream: upstream === undefined ? fresh(`delta_${array.name}`) : nameOf(upstream.id),
    inputGradient: fresh(`grad_${nameOf(input)}`),
    kernelGradient: fresh(`grad_${nameOf(kernel)}`),
    biasGradient: bias === undefined ? undefined : fresh(`grad_${nameOf(bias)}`),
  };
}

/** The worksheet's own array of derivatives of a loss by this one. */
function upstreamOf(problem: Problem, { id }: NumericArray): NumericArray | undefined {
  return problem.arrays.find(({ definition }) => {
    if (definition.kind === "upstream") return definition.of === id;
    return (
      definition.kind === "derivative" && definition.wrt === id && problem.arrays[definition.of]?.shape.length === 0
    );
  });
}

/** Where one array stands in two places of the call, its gradient is the sum of two, and no one call gives it. */
export function sharesOperands(convolution: ResolvedConvolution): boolean {
  const operands = operandsOfConvolution(convolution);
  return new Set(operands).size < operands.length;
}
