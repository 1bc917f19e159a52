/**
 * Checks the calls of the frameworks: each is run, by plain loops that follow the framework's documentation, on small
 * random integers, and must give what the definition gives when it is run forward. A gradient must have, along two
 * random directions, the slope that dual numbers give. Code and notes are printed again and compared.
 *
 * What this cannot see: a framework that does not do what it documents (the tests run PyTorch, where it is installed,
 * and tensorflow.js); a gradient that is wrong only across both directions (they are drawn from 2²⁰ integers); and of
 * the frameworks' own derivatives, whether the program around them is right: only their forward call is run.
 */
import type { Derivation, Twin } from "../derivation/derivation.ts";
import { printExpression } from "../language/print.ts";
import type { Code } from "../problem/code.ts";
import { printAssignment } from "../problem/print-code.ts";
import type { NumericArray, Problem } from "../problem/problem.ts";
import type { ResolvedConvolution } from "../problem/resolved-convolution.ts";
import { operandsOfConvolution } from "../problem/resolved-convolution.ts";
import { sizeOfShape } from "../problem/rows.ts";
import { namesOfTwin, sharesOperands, type TwinNames } from "../problem/twin-names.ts";
import { notesOfTwin } from "../problem/twin-notes.ts";
import { createModularArithmetic, PRIME, randomResidue } from "./arithmetic.ts";
import { fail } from "./checks.ts";
import { createDualArithmetic } from "./dual.ts";
import { createForward, type Direction, STILL } from "./forward.ts";
import { runCode } from "./twins/run.ts";
import { Refused, type Tensor } from "./twins/tensor.ts";

export function checkTwins(problem: Problem, { twins }: Derivation): void {
  const samples = new Map<ResolvedConvolution, Sample>();
  for (const twin of twins) {
    const place = `${twin.of} in ${twin.framework}`;
    const array = problem.arrays.find((candidate) => candidate.name === twin.of);
    const source = printExpression(twin.convolution);
    const convolution = array?.convolutions?.find((one) => printExpression(one.source) === source);
    if (array === undefined || convolution === undefined) fail(place, `\`${source}\` is not part of it`);
    checkText(problem, array, convolution, twin, place);
    const sample = samples.get(convolution) ?? sampleOf(problem, array, convolution);
    samples.set(convolution, sample);
    checkValues(sample, twin, place);
  }
}

type GradientRole = "inputGradient" | "kernelGradient" | "biasGradient";

const GRADIENTS: readonly GradientRole[] = ["inputGradient", "kernelGradient", "biasGradient"];

function checkText(
  problem: Problem,
  array: NumericArray,
  convolution: ResolvedConvolution,
  twin: Twin,
  place: string,
): void {
  const { framework, calls } = twin;
  const names = namesOfTwin(problem, array, convolution);
  const print = (target: string, code: Code): string => printAssignment(framework, target, code, names.output);
  if (twin.upstream !== names.upstream) fail(place, `calls δ ${twin.upstream}, not ${names.upstream}`);
  if (twin.forward !== print(names.output, calls.forward)) fail(place, "the code is not that of its calls");
  for (const role of GRADIENTS) {
    const code = calls[role];
    const text = code === undefined ? undefined : print(names[role] ?? "", code);
    if (twin[role] !== text) fail(place, `the code of the ${role} is not that of its calls`);
  }
  const isShared = sharesOperands(convolution);
  const isSummand = array.convolution === undefined;
  const notes = notesOfTwin({ framework, convolution, isSummand, isShared, codes: Object.values(calls) });
  if (notes.join() !== twin.notes.join()) fail(place, `the notes are not ${notes.join(", ")}`);
}

/** A convolution at a random place: values of its operands and of δ, its result there, and two directions. */
interface Sample {
  readonly names: TwinNames;
  readonly convolution: ResolvedConvolution;
  readonly values: ReadonlyMap<string, Tensor>;
  readonly result: readonly number[];
  readonly isShared: boolean;
  readonly operands: Readonly<Record<GradientRole, Operand | undefined>>;
}

interface Operand {
  readonly name: string;
  readonly directions: readonly Tensor[];
  /** Σ δ·(slope of the result), along each direction. */
  readonly slopes: readonly number[];
}

function sampleOf(problem: Problem, array: NumericArray, convolution: ResolvedConvolution): Sample {
  const names = namesOfTwin(problem, array, convolution);
  const ids = operandsOfConvolution(convolution);
  // The operands are letters here, whatever the worksheet makes of them.
  const arrays = problem.arrays.map(
    (other): NumericArray => (ids.includes(other.id) ? { ...other, definition: { kind: "letters" } } : other),
  );
  const result: NumericArray = {
    ...array,
    shape: convolution.shape,
    definition: { kind: "rows", rows: convolution.rows },
  };
  arrays[array.id] = result;
  const small = (id: number, entry: number): number => (randomResidue(`twin ${id} ${entry}`, 1) % 15) - 7;
  const dual = createDualArithmetic(createModularArithmetic(1), problem.functions);
  const forward = createForward({ ...problem, arrays }, dual, ({ id }, entry) => residueOf(small(id, entry)));
  const entries = Array.from({ length: sizeOfShape(convolution.shape) }, (_, entry) => entry);
  const still = STILL as Direction<number>;
  const upstream = tensorOf(convolution.shape, (entry) => small(-1, entry));
  const values = new Map([[names.upstream, upstream]]);
  const named = [names.input, names.kernel, ...(names.bias === undefined ? [] : [names.bias])];
  ids.forEach((id, place) => {
    const { shape } = arrays[id] as NumericArray;
    values.set(
      named[place] as string,
      tensorOf(shape, (entry) => small(id, entry)),
    );
  });
  const operand = (id: number | undefined, name: string | undefined): Operand | undefined => {
    if (id === undefined || name === undefined) return undefined;
    const { shape } = arrays[id] as NumericArray;
    const directions = [2, 3].map((seed) =>
      tensorOf(shape, (entry) => 1 + (randomResidue(`twin direction ${entry}`, seed) % 2 ** 20)),
    );
    const slopes = directions.map(({ data }) => {
      const direction = new Map([[id, (entry: number) => data[entry] as number]]);
      return entries.reduce((sum, entry) => {
        const slope = forward.entry(result, entry, direction).slope;
        return dual.base.add(sum, dual.base.multiply(residueOf(upstream.data[entry] as number), slope));
      }, 0);
    });
    return { name, directions, slopes };
  };
  const isShared = sharesOperands(convolution);
  return {
    names,
    convolution,
    values,
    isShared,
    result: entries.map((entry) => forward.entry(result, entry, still).value),
    operands: {
      inputGradient: isShared ? undefined : operand(convolution.input, names.input),
      kernelGradient: isShared ? undefined : operand(convolution.kernel, names.kernel),
      biasGradient: isShared ? undefined : operand(convolution.bias, names.bias),
    },
  };
}

function tensorOf(shape: readonly number[], value: (entry: number) => number): Tensor {
  return { shape, data: Float64Array.from({ length: sizeOfShape(shape) }, (_, entry) => value(entry)) };
}

function residueOf(value: number): number {
  return ((value % PRIME) + PRIME) % PRIME;
}

function checkValues(sample: Sample, { framework, calls }: Twin, place: string): void {
  const { values, convolution, result, names, operands } = sample;
  const forward = run(place, calls.forward, values);
  if (forward.shape.join() !== convolution.shape.join())
    fail(place, `gives shape [${forward.shape.join()}], not [${convolution.shape.join()}]`);
  if (forward.data.some((value, entry) => residueOf(value) !== result[entry])) fail(place, "gives other numbers");
  for (const role of GRADIENTS) {
    const code = calls[role];
    if (code === undefined) continue;
    const operand = operands[role];
    if (operand === undefined || framework === "keras") fail(place, `has no ${role}`);
    checkSlopes(sample, operand, pairingOf(sample, calls.forward, code, operand, names, `${place}, ${role}`), place);
  }
}

/** How a gradient pairs with a direction: Σ gradient·rate. */
type Pairing = (direction: Tensor) => number;

function pairingOf(
  { values, convolution }: Sample,
  forward: Code,
  code: Code,
  { name }: Operand,
  names: TwinNames,
  place: string,
): Pairing {
  if (typeof code === "object" && "tag" in code && code.tag === "autograd") {
    if (code.by !== name || code.upstream !== names.upstream || JSON.stringify(code.of) !== JSON.stringify(forward))
      fail(place, "is not the derivative of the forward call");
    // The call is linear in each operand, so that a difference is a slope.
    return (direction) => {
      const value = values.get(name) as Tensor;
      const moved = { ...value, data: value.data.map((at, entry) => at + (direction.data[entry] as number)) };
      const [there, here] = [new Map(values).set(name, moved), values].map((at) => run(place, code.of, at)) as [
        Tensor,
        Tensor,
      ];
      const upstream = (values.get(names.upstream) as Tensor).data;
      return upstream.reduce(
        (sum, delta, entry) => sum + delta * ((there.data[entry] ?? 0) - (here.data[entry] ?? 0)),
        0,
      );
    };
  }
  const gradient = run(place, code, values);
  const shape = (values.get(name) as Tensor).shape;
  if (gradient.shape.join() !== shape.join())
    fail(place, `gives shape [${gradient.shape.join()}], not [${shape.join()}]`);
  if (convolution.shape.length === 0) fail(place, "has no δ");
  return ({ data }) => gradient.data.reduce((sum, value, entry) => sum + value * (data[entry] as number), 0);
}

function checkSlopes(_: Sample, { directions, slopes }: Operand, pairing: Pairing, place: string): void {
  directions.forEach((direction, which) => {
    if (residueOf(pairing(direction)) !== slopes[which]) fail(place, "a gradient has another slope");
  });
}

function run(place: string, code: Code, values: ReadonlyMap<string, Tensor>): Tensor {
  try {
    return runCode(code, values);
  } catch (error) {
    if (error instanceof Refused) fail(place, `is not legal: ${error.message}`);
    throw error;
  }
}
