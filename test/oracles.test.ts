/** Second opinions: TensorFlow.js on convolutions and small networks, finite differences, and mathjs's derivative. */
import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { derivative, parse } from "mathjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { integers } from "./convolutions.ts";
import { bracketed, entriesOf, sizeOf, valuesOf } from "./helpers.ts";

const compared = { convolutions: 0, numbers: 0, networks: 0, derivatives: 0 };
beforeAll(async () => {
  tf.env().set("IS_TEST", true);
  await tf.setBackend("cpu");
});
afterAll(() => console.log(`oracles: compared ${JSON.stringify(compared)}`));

const tensorOf = (numbers: readonly number[], shape: readonly number[]): tf.Tensor =>
  tf.tensor([...numbers], [...shape]);
const numbersIn = (values: tf.Tensor): number[] => [...values.dataSync()];
const declare = (name: string, numbers: readonly number[], shape: readonly number[]): string =>
  `tensor ${name}[${shape}] = ${bracketed(numbers, shape)}`;

interface Case {
  readonly operator: "conv1d" | "conv2d" | "conv_transpose2d" | "depthwise_conv2d";
  readonly batch: number;
  readonly size: readonly number[];
  readonly kernel: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: "valid" | "same" | number;
  readonly seed: number;
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    operator: fc.constantFrom(
      "conv1d" as const,
      "conv2d" as const,
      "conv_transpose2d" as const,
      "depthwise_conv2d" as const,
    ),
    batch: fc.integer({ min: 1, max: 2 }),
    size: fc.array(fc.integer({ min: 2, max: 5 }), { minLength: 2, maxLength: 2 }),
    kernel: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 2 }),
    from: fc.integer({ min: 1, max: 2 }),
    to: fc.integer({ min: 1, max: 2 }),
    stride: fc.integer({ min: 1, max: 2 }),
    dilation: fc.integer({ min: 1, max: 2 }),
    padding: fc.constantFrom("valid" as const, "same" as const, 1),
    seed: fc.nat(999),
  })
  .map((made) =>
    made.operator === "conv1d" ? { ...made, size: made.size.slice(1), kernel: made.kernel.slice(1) } : made,
  )
  // With a numeric padding TensorFlow.js takes every kernel to be square.
  .map((made) => (made.padding === 1 ? { ...made, kernel: made.kernel.map(() => made.kernel[0] as number) } : made))
  // TensorFlow takes a stride or a dilation, not both; its transposed convolution has no dilation.
  .map((made) => (made.stride > 1 || made.operator === "conv_transpose2d" ? { ...made, dilation: 1 } : made))
  .map((made) => (made.operator === "conv1d" && made.padding === 1 ? { ...made, padding: "same" as const } : made))
  .filter(({ size, kernel, dilation, padding }) =>
    size.every((count, axis) => {
      const reach = dilation * ((kernel[axis] as number) - 1) + 1;
      return padding === "same" || count + (padding === 1 ? 2 : 0) >= reach;
    }),
  );

/** The same case for both programs: shapes, values, our call, and TensorFlow's function. */
function bothOf(made: Case) {
  const { operator, batch, size, kernel, from, to, stride, dilation, padding, seed } = made;
  const isTransposed = operator === "conv_transpose2d";
  const shapes = { a: [batch, ...size, from], k: [...kernel, ...(isTransposed ? [to, from] : [from, to])] };
  const a = integers(sizeOf(shapes.a), seed);
  const k = integers(sizeOf(shapes.k), seed + 1);
  const span = (axis: number): number => stride * ((size[axis] as number) - 1) + (kernel[axis] as number);
  const crop = padding === 1 ? 2 : 0;
  const outputs = [0, 1].map((axis) => (padding === "same" ? (size[axis] as number) * stride : span(axis) - crop));
  const pad = typeof padding === "number" ? padding : `"${padding}"`;
  const call = `${operator}(a, k, stride=${stride}, dilation=${dilation}, padding=${pad})`;
  const sheet = `layout nhwc\n${declare("a", a, shapes.a)}\n${declare("k", k, shapes.k)}\ny = ${call}`;
  const apply = (x: tf.Tensor, w: tf.Tensor): tf.Tensor => {
    switch (operator) {
      case "conv1d":
        return tf.conv1d(x as tf.Tensor3D, w as tf.Tensor3D, stride, padding as "valid", "NWC", dilation);
      case "conv2d":
        return tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, padding, "NHWC", dilation);
      case "depthwise_conv2d":
        return tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, padding, "NHWC", dilation);
      case "conv_transpose2d":
        return tf.conv2dTranspose(
          x as tf.Tensor4D,
          w as tf.Tensor4D,
          [batch, outputs[0] as number, outputs[1] as number, to],
          stride,
          padding,
        );
    }
  };
  return { shapes, a, k, sheet, apply, isLegal: !isTransposed || outputs.every((count) => count > 0) };
}

describe("TensorFlow.js, exactly on integers", () => {
  it("values and both gradients of convolutions", () => {
    fc.assert(
      fc.property(cases, (made) => {
        const { shapes, a, k, sheet, apply, isLegal } = bothOf(made);
        fc.pre(isLegal);
        tf.tidy(() => {
          const [x, w] = [tensorOf(a, shapes.a), tensorOf(k, shapes.k)];
          const y = apply(x, w);
          expect(valuesOf(sheet).map(Number)).toEqual(numbersIn(y));
          const g = integers(y.size, made.seed + 2);
          // TensorFlow.js has no gradients of dilated convolutions.
          if (made.dilation > 1) return;
          const loss = (first: tf.Tensor, second: tf.Tensor): tf.Scalar =>
            tf.sum(tf.mul(apply(first, second), tensorOf(g, y.shape)));
          const gradients = tf.grads(loss)([x, w]);
          for (const [index, wrt] of ["a", "k"].entries()) {
            const request = `loss L(y)\ngiven delta = ${bracketed(g, y.shape)}\ngradient L wrt ${wrt}`;
            const ours = Object.values(entriesOf(`${sheet}\n${request}`, "value")).map(Number);
            expect(ours).toEqual(numbersIn(gradients[index] as tf.Tensor).map((value) => value + 0));
            compared.numbers += ours.length;
          }
          compared.numbers += y.size;
        });
        compared.convolutions++;
      }),
      { numRuns: 120 },
    );
  });
});

describe("small networks", () => {
  const activations = ["sigmoid", "tanh", "relu"] as const;
  type Activation = (typeof activations)[number];
  interface Network {
    readonly activation: Activation;
    readonly x: number[];
    readonly k: number[];
    readonly W: number[];
    readonly t: number[];
  }
  const network = fc
    .record({ activation: fc.constantFrom(...activations), seed: fc.nat(999) })
    .map(({ activation, seed }): Network => {
      const small = (count: number, offset: number): number[] =>
        integers(count, seed + offset).map((value) => (value * 2 + 1) / 20);
      return { activation, x: small(16, 0), k: small(4, 1), W: small(18, 2), t: small(2, 3) };
    });

  const sheetOf = ({ activation, x, k, W, t }: Network): string =>
    [
      declare("x", x, [4, 4]),
      declare("k", k, [2, 2]),
      declare("W", W, [2, 9]),
      declare("t", t, [2]),
      "z = conv2d(x, k)",
      `h = ${activation}(z)`,
      `o = ${Array.from({ length: 9 }, (_, j) => `W[1..2,${j + 1}]*h[${Math.floor(j / 3) + 1},${(j % 3) + 1}]`).join(" + ")}`,
      "E = sum((o - t)^2)/2",
    ].join("\n");

  const FUNCTIONS: Readonly<Record<Activation, (x: number) => number>> = {
    sigmoid: (x) => 1 / (1 + Math.exp(-x)),
    tanh: Math.tanh,
    relu: (x) => Math.max(0, x),
  };

  const TENSORFLOW = { sigmoid: tf.sigmoid, tanh: tf.tanh, relu: tf.relu };

  /** The error in double precision, by plain loops. */
  const errorOf = ({ activation, x, k, W, t }: Network): number => {
    const h = Array.from({ length: 9 }, (_, p) => {
      const at = (u: number, v: number): number => x[(Math.floor(p / 3) + u) * 4 + (p % 3) + v] as number;
      const z =
        at(0, 0) * (k[0] as number) +
        at(0, 1) * (k[1] as number) +
        at(1, 0) * (k[2] as number) +
        at(1, 1) * (k[3] as number);
      return FUNCTIONS[activation](z);
    });
    return t.reduce((sum, target, i) => {
      const o = h.reduce((total, value, j) => total + (W[i * 9 + j] as number) * value, 0);
      return sum + (o - target) ** 2 / 2;
    }, 0);
  };

  /** Central differences of four step widths, extrapolated; exact to about eleven digits where f is smooth. */
  const slopeOf = (f: (step: number) => number, width = 1 / 64): number => {
    let column = [0, 1, 2, 3].map(
      (level) => (f(width / 2 ** level) - f(-width / 2 ** level)) / ((2 * width) / 2 ** level),
    );
    for (let order = 1; column.length > 1; order++)
      column = column.slice(1).map((finer, row) => finer + (finer - (column[row] as number)) / (4 ** order - 1));
    return column[0] as number;
  };

  it("against tf.grads to four digits, and differences in double precision to nine", () => {
    fc.assert(
      fc.property(network, (net) => {
        const gradients = tf.tidy(() => {
          const loss = (x: tf.Tensor, k: tf.Tensor, W: tf.Tensor): tf.Scalar => {
            const z = tf.conv2d(
              x.reshape([1, 4, 4, 1]) as tf.Tensor4D,
              k.reshape([2, 2, 1, 1]) as tf.Tensor4D,
              1,
              "valid",
            );
            const o = tf.matMul(W as tf.Tensor2D, TENSORFLOW[net.activation](z).reshape([9, 1]) as tf.Tensor2D);
            return tf.sum(tf.square(tf.sub(o, tensorOf(net.t, [2, 1])))).div(2);
          };
          return tf
            .grads(loss)([tensorOf(net.x, [4, 4]), tensorOf(net.k, [2, 2]), tensorOf(net.W, [2, 9])])
            .map(numbersIn);
        });
        for (const [index, wrt] of (["x", "k", "W"] as const).entries()) {
          const ours = Object.values(entriesOf(`${sheetOf(net)}\ngradient E wrt ${wrt}`, "value")).map((text) =>
            text.includes("/") ? Number(text.split("/")[0]) / Number(text.split("/")[1]) : Number(text),
          );
          ours.forEach((value, entry) => {
            const theirs = (gradients[index] as number[])[entry] as number;
            expect(Math.abs(value - theirs)).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(value)));
            if (net.activation === "relu") return;
            const moved = (step: number): number =>
              errorOf({ ...net, [wrt]: net[wrt].map((old, other) => (other === entry ? old + step : old)) });
            expect(Math.abs(value - slopeOf(moved))).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
          });
          compared.numbers += ours.length;
        }
        compared.networks++;
      }),
      { numRuns: 8 },
    );
  });
});

describe("mathjs's derivative", () => {
  /** `a[1,2]` as the plain name `a_1_2`, which mathjs reads. */
  const plain = (text: string): string =>
    text.replace(/(\w)\[([\d,]+)\]/g, (_, name, at) => `${name}_${at.replaceAll(",", "_")}`);

  it("of our expansions agrees with our derivatives at integer points, exactly", () => {
    const definition = fc.constantFrom(
      "conv1d(a, k)",
      "conv1d(a, k)^2",
      "conv_transpose1d(a, k, stride=2)",
      "a*a*a - 3*a",
      "(a - 2*flip(a))^3",
      "conv1d(a, k, padding=1)*conv1d(a, flip(k), padding=1)",
      "sum(a)*k",
      "a @ a",
    );
    fc.assert(
      fc.property(
        definition,
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 5, maxLength: 5 }),
        (text, numbers) => {
          const sheet = `tensor a[3] = [${numbers.slice(0, 3)}]\ntensor k[2] = [${numbers.slice(3)}]\ny = ${text}`;
          const values: Record<string, number> = {};
          numbers.forEach((value, index) => {
            values[index < 3 ? `a_${index + 1}` : `k_${index - 2}`] = value;
          });
          const entries = entriesOf(`${sheet}\nexpand y`);
          const names = [...new Set(Object.values(entries).flatMap((entry) => entry.match(/\b[a-z]\w*\b/g) ?? []))];
          fc.pre(names.every((name) => ["a", "k"].includes(name)));
          const ours = entriesOf(`${sheet}\njacobian y wrt a`, "value");
          for (const [at, entry] of Object.entries(entries))
            for (const wrt of [1, 2, 3]) {
              const slope = derivative(parse(plain(entry)), `a_${wrt}`, { simplify: false }).evaluate({ ...values });
              expect(Number(ours[[at, "|", wrt].filter((part) => part !== "").join(",")] ?? 0)).toBe(slope + 0);
              compared.derivatives++;
            }
        },
      ),
      { numRuns: 80 },
    );
  });
});
