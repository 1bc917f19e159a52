/** Convolutions with numbers, and what they and their gradients are by plain loops. */
import fc from "fast-check";
import type { Twin } from "../src/derivation/derivation.ts";
import { derive } from "../src/derive.ts";
import {
  type Convolution,
  convolution,
  integers,
  productsOf,
  shapesOf,
  valuesFor,
  withSame,
  worksheetOf,
} from "./convolutions.ts";
import { sizeOf } from "./helpers.ts";

/** The random ones, and those with TensorFlow's SAME. */
export const anyConvolution: fc.Arbitrary<Convolution> = fc
  .tuple(convolution, fc.boolean())
  .map(([of, isSame]) => (isSame && !of.transposed ? withSame(of) : of));

export interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

export interface Case {
  readonly of: Convolution;
  readonly twins: readonly Twin[];
  /** By the names in the programs: `a`, `k`, `delta`. */
  readonly given: Readonly<Record<string, Numbers>>;
  /** `y`, `grad_a`, `grad_k`. */
  readonly expected: Readonly<Record<string, Numbers>>;
}

export function caseOf(of: Convolution, seed: number): Case {
  const { input, kernel, output } = shapesOf(of);
  const { a, k } = valuesFor(of, seed);
  const delta = integers(sizeOf(output), seed + 2);
  const [y, da, dk] = [output, input, kernel].map((shape) => new Array<number>(sizeOf(shape)).fill(0)) as [
    number[],
    number[],
    number[],
  ];
  for (const [at, kernelAt, inputAt] of productsOf(of)) {
    const [value, weight, upstream] = [a[inputAt], k[kernelAt], delta[at]] as [number, number, number];
    y[at] = (y[at] as number) + value * weight;
    da[inputAt] = (da[inputAt] as number) + upstream * weight;
    dk[kernelAt] = (dk[kernelAt] as number) + upstream * value;
  }
  return {
    of,
    twins: derive(`${worksheetOf(of)}\nloss L(y)`).twins,
    given: { a: { shape: input, data: a }, k: { shape: kernel, data: k }, delta: { shape: output, data: delta } },
    expected: {
      y: { shape: output, data: y },
      grad_a: { shape: input, data: da },
      grad_k: { shape: kernel, data: dk },
    },
  };
}
