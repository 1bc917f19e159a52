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
import { type Code, isNode } from "../problem/code.ts";
import { printAssignment } from "../problem/print-code.ts";
import type { NumericArray, Problem } from "../problem/problem.ts";
import type { ResolvedConvolution } from "../problem/resolved-convolution.ts";
import { sharesOperands, type TwinNames } from "../problem/twin-names.ts";
import { notesOfTwin } from "../problem/twin-notes.ts";
import { fail } from "./checks.ts";
import { runCode } from "./twins/run.ts";
import { type GradientRole, type Operand, residueOf, type Sample, sampleOf } from "./twins/sample.ts";
import { Refused, type Tensor } from "./twins/tensor.ts";
import { checkVocabulary, hasLayer } from "./twins/vocabulary.ts";

export function checkTwins(problem: Problem, { twins }: Derivation): void {
  const samples = new Map<ResolvedConvolution, Sample>();
  for (const twin of twins) {
    const place = `${twin.of} in ${twin.framework}`;
    const array = problem.arrays.find((candidate) => candidate.name === twin.of);
    const source = printExpression(twin.convolution);
    const convolution = array?.convolutions?.find((one) => printExpression(one.source) === source);
    if (array === undefined || convolution === undefined) fail(place, `\`${source}\` is not part of it`);
    const sample = samples.get(convolution) ?? sampleOf(problem, array, convolution);
    samples.set(convolution, sample);
    legally(place, () => {
      for (const code of Object.values(twin.calls)) checkVocabulary(twin.framework, code);
    });
    if (hasLayer(twin.calls.forward) !== (twin.framework === "keras")) fail(place, "only Keras has layers");
    checkText(sample.names, array, convolution, twin, place);
    checkValues(sample, twin, place);
  }
}

const GRADIENTS: readonly GradientRole[] = ["inputGradient", "kernelGradient", "biasGradient"];

function checkText(
  names: TwinNames,
  array: NumericArray,
  convolution: ResolvedConvolution,
  twin: Twin,
  place: string,
): void {
  const { framework, calls } = twin;
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

function checkValues(sample: Sample, { framework, calls }: Twin, place: string): void {
  const { values, shape, result, operands } = sample;
  const forward = run(place, calls.forward, values);
  checkShape(forward, shape, place);
  if (forward.data.some((value, entry) => residueOf(value) !== result[entry])) fail(place, "gives other numbers");
  for (const role of GRADIENTS) {
    const code = calls[role];
    if (code === undefined) continue;
    const operand = operands[role];
    if (operand === undefined || framework === "keras") fail(place, `has no ${role}`);
    const pairing = pairingOf(sample, calls.forward, code, operand, `${place}, ${role}`);
    operand.directions.forEach((direction, which) => {
      if (residueOf(pairing(direction)) !== operand.slopes[which]) fail(`${place}, ${role}`, "has another slope");
    });
  }
}

function checkShape(made: Tensor, shape: readonly number[], place: string): void {
  if (made.shape.join() !== shape.join()) fail(place, `gives shape [${made.shape.join()}], not [${shape.join()}]`);
}

/** Σ gradient·rate, for the rates of a direction. */
function pairingOf(
  { values, names }: Sample,
  forward: Code,
  code: Code,
  { name }: Operand,
  place: string,
): (direction: Tensor) => number {
  const value = values.get(name) as Tensor;
  if (!isNode(code) || code.tag !== "autograd") {
    const gradient = run(place, code, values);
    checkShape(gradient, value.shape, place);
    return ({ data }) => gradient.data.reduce((sum, slope, entry) => sum + slope * (data[entry] as number), 0);
  }
  if (code.by !== name || code.upstream !== names.upstream || !isSame(code.of, forward))
    fail(place, "is not the derivative of the forward call");
  const { data: upstream } = values.get(names.upstream) as Tensor;
  const here = run(place, code.of, values).data;
  // The call is linear in each operand, so that a difference is a slope.
  return (direction) => {
    const data = value.data.map((at, entry) => at + (direction.data[entry] as number));
    const there = run(place, code.of, new Map(values).set(name, { ...value, data })).data;
    return upstream.reduce((sum, delta, entry) => sum + delta * ((there[entry] ?? 0) - (here[entry] ?? 0)), 0);
  };
}

/** The same code, whatever the order of its parts in a file. */
function isSame(left: Code, right: Code): boolean {
  return printAssignment("jax", "y", left, "y") === printAssignment("jax", "y", right, "y");
}

function run(place: string, code: Code, values: ReadonlyMap<string, Tensor>): Tensor {
  return legally(place, () => runCode(code, values));
}

function legally<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused) fail(place, `is not legal: ${error.message}`);
    throw error;
  }
}
