/**
 * The calls of PyTorch, TensorFlow, Keras and JAX that compute what a convolution of the worksheet does: forward, and
 * the gradients by its operands. In: a problem, and which of its arrays are shown. Out: plain data.
 */
import { type Code, name } from "../problem/code.ts";
import { printAssignment } from "../problem/print-code.ts";
import type { NumericArray, Problem } from "../problem/problem.ts";
import type { ResolvedConvolution } from "../problem/resolved-convolution.ts";
import type { Rows } from "../problem/rows.ts";
import { namesOfTwin, sharesOperands, type TwinNames } from "../problem/twin-names.ts";
import { notesOfTwin } from "../problem/twin-notes.ts";
import type { Twin, TwinCalls } from "./derivation.ts";
import { arrange, arrangeKernel, type Dialect, turned } from "./twins/dialect.ts";
import { jax } from "./twins/jax.ts";
import { keras } from "./twins/keras.ts";
import { pytorch } from "./twins/pytorch.ts";
import { tensorflow } from "./twins/tensorflow.ts";

const DIALECTS: readonly Dialect[] = [pytorch, tensorflow, keras, jax];

/** Each call is run to check it, which of a larger convolution would take longer than all the rest. */
const MOST_PRODUCTS = 200_000;

export interface Twins {
  readonly twins: readonly Twin[];
  /** The arrays with convolutions too large for their calls to be run. */
  readonly withoutTwins: readonly string[];
}

export function deriveTwins(problem: Problem, isShown: (array: NumericArray) => boolean): Twins {
  const isSmall = ({ convolutions = [] }: NumericArray): boolean =>
    convolutions.every(({ rows }) => rows.every((block) => pointsOf(block) <= MOST_PRODUCTS));
  const shown = problem.arrays.filter(({ convolutions = [], ...array }) => convolutions.length > 0 && isShown(array));
  const twins = shown
    .filter(isSmall)
    .flatMap((array) =>
      (array.convolutions ?? []).flatMap((convolution) =>
        DIALECTS.flatMap((dialect) => twinOf(problem, array, convolution, dialect) ?? []),
      ),
    );
  return { twins, withoutTwins: shown.filter((array) => !isSmall(array)).map((array) => array.name) };
}

function pointsOf({ loops }: Rows): number {
  return loops.reduce((points, { size }) => points * size, 1);
}

function twinOf(
  problem: Problem,
  array: NumericArray,
  convolution: ResolvedConvolution,
  dialect: Dialect,
): Twin | undefined {
  const { framework } = dialect;
  const names = namesOfTwin(problem, array, convolution);
  const isShared = sharesOperands(convolution);
  const forward = forwardCall(convolution, dialect, names);
  if (forward === undefined) return undefined;
  const hasGradients = framework !== "keras" && !isShared;
  const calls: TwinCalls = { forward, ...(hasGradients && gradientCalls(convolution, dialect, names, forward)) };
  const print = (target: string, code: Code): string => printAssignment(framework, target, code, names.output);
  const { inputGradient, kernelGradient, biasGradient } = calls;
  return {
    of: array.name,
    convolution: convolution.source,
    framework,
    upstream: names.upstream,
    forward: print(names.output, forward),
    ...(inputGradient !== undefined && { inputGradient: print(names.inputGradient, inputGradient) }),
    ...(kernelGradient !== undefined && { kernelGradient: print(names.kernelGradient, kernelGradient) }),
    ...(biasGradient !== undefined && { biasGradient: print(names.biasGradient ?? "", biasGradient) }),
    notes: notesOfTwin({
      framework,
      convolution,
      isSummand: array.convolution === undefined,
      isShared,
      codes: Object.values(calls),
    }),
    calls,
  };
}

function kernelCode(convolution: ResolvedConvolution, dialect: Dialect, names: TwinNames): Code {
  const order = dialect.kernelOrder(convolution);
  const kernel = arrangeKernel(dialect, convolution, name(names.kernel), convolution.kernelRoles, order);
  return convolution.flip ? turned(dialect, kernel, order) : kernel;
}

function forwardCall(convolution: ResolvedConvolution, dialect: Dialect, names: TwinNames): Code | undefined {
  const order = dialect.dataOrder(convolution);
  const input = arrange(dialect, name(names.input), convolution.inputRoles, order);
  const kernel = kernelCode(convolution, dialect, names);
  const bias = names.bias === undefined ? undefined : name(names.bias);
  const made = dialect[convolution.transposed ? "covered" : "windows"](convolution, input, kernel, bias);
  return made && arrange(dialect, made, order, convolution.outputRoles);
}

/** The same triple with the roles exchanged; where no call says it, the framework's own derivative. */
function gradientCalls(
  convolution: ResolvedConvolution,
  dialect: Dialect,
  names: TwinNames,
  forward: Code,
): Omit<TwinCalls, "forward"> {
  const { transposed, inputRoles, kernelRoles, outputRoles } = convolution;
  const order = dialect.dataOrder(convolution);
  const input = arrange(dialect, name(names.input), inputRoles, order);
  const upstream = arrange(dialect, name(names.upstream), outputRoles, order);
  const taken = (by: string): Code => ({ tag: "autograd", of: forward, by, upstream: names.upstream });
  const byInput = dialect[transposed ? "windows" : "covered"](
    convolution,
    upstream,
    kernelCode(convolution, dialect, names),
  );
  const [covered, windows] = transposed ? [upstream, input] : [input, upstream];
  const byKernel = dialect.kernel(convolution, covered, windows);
  const kernelOrder = dialect.kernelOrder(convolution);
  const asWritten = (code: Code): Code => {
    const straight = convolution.flip ? turned(dialect, code, kernelOrder) : code;
    return arrangeKernel(dialect, convolution, straight, kernelOrder, kernelRoles);
  };
  return {
    inputGradient: byInput === undefined ? taken(names.input) : arrange(dialect, byInput, order, inputRoles),
    kernelGradient: byKernel === undefined ? taken(names.kernel) : asWritten(byKernel),
    ...(names.bias !== undefined && { biasGradient: biasGradient(convolution, dialect, names) }),
  };
}

/** The sum of δ over everything but the channels. */
function biasGradient({ outputRoles }: ResolvedConvolution, dialect: Dialect, names: TwinNames): Code {
  const axes = outputRoles.flatMap((role, axis) => (role === "channel" ? [] : [axis]));
  const sum = dialect.sum(name(names.upstream), axes);
  return outputRoles.includes("channel") ? sum : dialect.reshape(sum, [1]);
}
