/**
 * A convolution at a random place: small integers for its operands and for δ, what its definition gives there when it
 * is run forward, and the slopes of Σ δ·y along two random directions of each operand.
 */
import type { NumericArray, Problem } from "../../problem/problem.ts";
import { operandsOfConvolution, type ResolvedConvolution } from "../../problem/resolved-convolution.ts";
import { sizeOfShape } from "../../problem/rows.ts";
import { namesOfTwin, sharesOperands, type TwinNames } from "../../problem/twin-names.ts";
import { createModularArithmetic, multiplyModulo, PRIME, randomResidue } from "../arithmetic.ts";
import { fail } from "../checks.ts";
import { createDualArithmetic } from "../dual.ts";
import { createFlat, type Flat, type FlatSetting } from "../flat.ts";
import type { Tensor } from "./tensor.ts";

export type GradientRole = "inputGradient" | "kernelGradient" | "biasGradient";

export interface Operand {
  readonly name: string;
  readonly directions: readonly Tensor[];
  /** Σ δ·(slope of the result) along each direction, modulo the prime. */
  readonly slopes: readonly number[];
}

export interface Sample {
  readonly names: TwinNames;
  readonly shape: readonly number[];
  /** By the names that the programs use. */
  readonly values: ReadonlyMap<string, Tensor>;
  /** The entries of the result, modulo the prime. */
  readonly result: Int32Array;
  /** None where one array stands in two places. */
  readonly operands: Readonly<Partial<Record<GradientRole, Operand>>>;
}

export function sampleOf(problem: Problem, array: NumericArray, convolution: ResolvedConvolution): Sample {
  const { shape, rows, input, kernel, bias } = convolution;
  const names = namesOfTwin(problem, array, convolution);
  const result: NumericArray = { ...array, shape, definition: { kind: "rows", rows } };
  const along = createDirections(problem, result, operandsOfConvolution(convolution));
  const upstream = tensorOf(shape, (entry) => small(-1, entry));
  const values = new Map([[names.upstream, upstream]]);
  const sizesOf = (id: number): readonly number[] => (problem.arrays[id] as NumericArray).shape;
  const operand = (id: number, name: string): Operand => {
    values.set(
      name,
      tensorOf(sizesOf(id), (entry) => small(id, entry)),
    );
    const directions = [2, 3].map((seed) => tensorOf(sizesOf(id), (entry) => rate(entry, seed)));
    return {
      name,
      directions,
      slopes: directions.map((direction) => slopeOf(along(id, direction), result, upstream)),
    };
  };
  const operands = {
    inputGradient: operand(input, names.input),
    kernelGradient: operand(kernel, names.kernel),
    ...(bias !== undefined && names.bias !== undefined && { biasGradient: operand(bias, names.bias) }),
  };
  return {
    names,
    shape,
    values,
    result: along().values(result),
    operands: sharesOperands(convolution) ? {} : operands,
  };
}

/** The definition run forward, along a direction of one operand or none. The operands are letters here, whatever they are. */
function createDirections(
  problem: Problem,
  result: NumericArray,
  operands: readonly number[],
): (operand?: number, direction?: Tensor) => Flat {
  const arrays = problem.arrays.map((other): NumericArray => {
    if (other.id === result.id) return result;
    return operands.includes(other.id) ? { ...other, definition: { kind: "letters" } } : other;
  });
  const setting: FlatSetting = {
    problem: { ...problem, arrays },
    dual: createDualArithmetic(createModularArithmetic(1), problem.functions),
    point: ({ id }, entry) => residueOf(small(id, entry)),
    derivative: () => fail("a convolution", "has a derivative among its operands"),
    cuts: new Map(),
  };
  return (operand, direction) => {
    if (operand === undefined || direction === undefined) return createFlat(setting);
    return createFlat({
      ...setting,
      variable: { array: operand, rate: (entry) => direction.data[entry] as number },
    });
  };
}

function slopeOf(along: Flat, result: NumericArray, { data }: Tensor): number {
  const slopes = along.slopes(result);
  if (slopes === undefined) return 0;
  return data.reduce((sum, delta, at) => (sum + multiplyModulo(residueOf(delta), slopes[at] as number)) % PRIME, 0);
}

function small(id: number, entry: number): number {
  return (randomResidue(`twin ${id} ${entry}`, 1) % 15) - 7;
}

function rate(entry: number, seed: number): number {
  return 1 + (randomResidue(`twin direction ${entry}`, seed) % 2 ** 20);
}

function tensorOf(shape: readonly number[], value: (entry: number) => number): Tensor {
  return { shape, data: Float64Array.from({ length: sizeOfShape(shape) }, (_, entry) => value(entry)) };
}

export function residueOf(value: number): number {
  return ((value % PRIME) + PRIME) % PRIME;
}
