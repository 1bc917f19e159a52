/** The calls of the frameworks: hand-checked ones, random ones by plain loops, tensorflow.js, and PyTorch where it is. */
import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Twin } from "../src/derivation/derivation.ts";
import { derive } from "../src/derive.ts";
import { type Code, isList } from "../src/problem/code.ts";
import { printAssignment } from "../src/problem/print-code.ts";
import { verify } from "../src/saved.ts";
import { savedJson } from "./helpers.ts";
import { runTorch } from "./torch.ts";
import { anyConvolution, type Case, caseOf } from "./twins-cases.ts";
import { NotInTfjs, runInTfjs } from "./twins-tfjs.ts";

function twinOf(worksheet: string, framework: Twin["framework"], of = "y"): Twin {
  const found = derive(worksheet).twins.find((twin) => twin.of === of && twin.framework === framework);
  if (found === undefined) throw new Error(`no twin of ${of} in ${framework}`);
  return found;
}

/** The code on one line, as it would stand if lines had no end. */
function flat(code: string | undefined): string {
  return (code ?? "none")
    .replace(/\n\s*/g, " ")
    .replace(/([([]) /g, "$1")
    .replace(/,? ([)\]])/g, "$1");
}

describe("calls checked by hand", () => {
  const leftover = "tensor a[6,6]\ntensor k[3,3]\ny = conv2d(a, k, stride=2, padding=1)\nloss L(y)";

  it("the leftover row is PyTorch's output_padding: (6 + 2 − 3) mod 2 = 1", () => {
    const { forward, inputGradient, kernelGradient, notes } = twinOf(leftover, "pytorch");
    expect(forward).toBe("y = F.conv2d(a[None, None], k[None, None], stride=2, padding=1)[0, 0]");
    expect(flat(inputGradient)).toBe(
      "grad_a = F.conv_transpose2d(delta[None, None], k[None, None], stride=2, padding=1, output_padding=1)[0, 0]",
    );
    expect(flat(kernelGradient)).toBe(
      "grad_k = torch.nn.grad.conv2d_weight(a[None, None], (1, 1, 3, 3), delta[None, None], stride=2, padding=1)[0, 0]",
    );
    expect(notes).toEqual(["output-padding"]);
  });

  it("TensorFlow's SAME would pad 0 and 1 there: the pads are a list", () => {
    const { forward, inputGradient } = twinOf(leftover, "tensorflow");
    expect(flat(forward)).toBe(
      "y = tf.nn.conv2d(a[None, ..., None], k[..., None, None], strides=2, " +
        "padding=[[0, 0], [1, 1], [1, 1], [0, 0]])[0, ..., 0]",
    );
    expect(flat(inputGradient)).toContain("output_shape=[1, 6, 6, 1]");
  });

  it("JAX pads the spread δ by d(K−1)−P = 1 before, and by ρ more after", () => {
    const { inputGradient, kernelGradient } = twinOf(leftover, "jax");
    expect(flat(inputGradient)).toBe(
      "grad_a = lax.conv_general_dilated(delta[None, None], jnp.flip(k[None, None], axis=(2, 3)), " +
        'window_strides=(1, 1), padding=((1, 2), (1, 2)), lhs_dilation=(2, 2), dimension_numbers=("NCHW", "IOHW", "NCHW"))[0, 0]',
    );
    // Cropped after the third entry: 6 + 1 + 0 − 2·2 = 3.
    expect(flat(kernelGradient)).toContain("padding=((1, 0), (1, 0)), rhs_dilation=(2, 2)");
  });

  it("SAME with an even kernel has its zero at the end", () => {
    const sheet = 'layout nhwc\ntensor a[1,5,5,2]\ntensor k[2,2,2,3]\ny = conv2d(a, k, padding="same")\nloss L(y)';
    expect(twinOf(sheet, "tensorflow").forward).toBe('y = tf.nn.conv2d(a, k, strides=1, padding="SAME")');
    expect(flat(twinOf(sheet, "pytorch").forward)).toBe(
      "y = F.conv2d(F.pad(a.permute(0, 3, 1, 2), (0, 1, 0, 1)), k.permute(3, 2, 0, 1)).permute(0, 2, 3, 1)",
    );
    expect(flat(twinOf(sheet, "pytorch").inputGradient)).toBe(
      "grad_a = F.pad(F.conv_transpose2d(delta.permute(0, 3, 1, 2), k.permute(3, 2, 0, 1)), (0, -1, 0, -1)).permute(0, 2, 3, 1)",
    );
    expect(flat(twinOf(sheet, "keras").forward)).toContain(
      'layer = keras.layers.Conv2D(filters=3, kernel_size=2, padding="same", use_bias=False)',
    );
    expect(flat(twinOf(sheet, "jax").forward)).toContain("padding=((0, 1), (0, 1))");
  });

  it("dilation", () => {
    const sheet = "tensor a[1,1,9]\ntensor k[1,1,3]\ny = conv1d(a, k, dilation=2)\nloss L(y)";
    expect(twinOf(sheet, "pytorch").forward).toBe("y = F.conv1d(a, k, dilation=2)");
    expect(twinOf(sheet, "pytorch").inputGradient).toBe("grad_a = F.conv_transpose1d(delta, k, dilation=2)");
    expect(flat(twinOf(sheet, "tensorflow").forward)).toBe(
      'y = tf.transpose(tf.nn.conv1d(tf.transpose(a, [0, 2, 1]), tf.transpose(k, [2, 1, 0]), stride=1, padding="VALID", dilations=2), [0, 2, 1])',
    );
    expect(flat(twinOf(sheet, "tensorflow").kernelGradient)).toMatch(
      /^with tf.GradientTape\(\) as tape: tape.watch\(k\) y = .* grad_k = tape.gradient\(y, k, output_gradients=delta\)$/,
    );
    expect(flat(twinOf(sheet, "jax").kernelGradient)).toContain('dimension_numbers=("CNW", "IOW", "CNW")');
  });

  it("stride with dilation: TensorFlow says it, Keras does not", () => {
    const sheet = "layout nhwc\ntensor a[1,9,9,1]\ntensor k[3,3,1,1]\ny = conv2d(a, k, stride=2, dilation=2)";
    expect(twinOf(sheet, "tensorflow").notes).toEqual(["tensorflow-dilation", "keras-none"]);
    expect(derive(sheet).twins.map((twin) => twin.framework)).toEqual(["pytorch", "tensorflow", "jax"]);
  });

  it("depthwise", () => {
    const sheet =
      "layout nhwc\ntensor a[1,5,5,3]\ntensor k[3,3,3,2]\ntensor b[6]\ny = depthwise_conv2d(a, k, stride=2, bias=b)\nloss L(y)";
    expect(flat(twinOf(sheet, "pytorch").forward)).toBe(
      "y = F.conv2d(a.permute(0, 3, 1, 2), k.permute(2, 3, 0, 1).reshape(6, 1, 3, 3), bias=b, stride=2, groups=3).permute(0, 2, 3, 1)",
    );
    expect(flat(twinOf(sheet, "tensorflow").forward)).toBe(
      'y = tf.nn.depthwise_conv2d(a, k, strides=[1, 2, 2, 1], padding="VALID") + b',
    );
    expect(flat(twinOf(sheet, "tensorflow").inputGradient)).toBe(
      'grad_a = tf.nn.depthwise_conv2d_backprop_input([1, 5, 5, 3], k, delta, strides=[1, 2, 2, 1], padding="VALID")',
    );
    expect(twinOf(sheet, "tensorflow").biasGradient).toBe("grad_b = tf.reduce_sum(delta, axis=[0, 1, 2])");
    expect(flat(twinOf(sheet, "keras").forward)).toContain(
      "keras.layers.DepthwiseConv2D(kernel_size=3, depth_multiplier=2, strides=2,",
    );
    expect(twinOf(sheet, "jax").notes).toContain("jax-groups");
  });

  it("groups are PyTorch's argument, and taken apart for TensorFlow", () => {
    const sheet = "tensor a[4,3,3]\ntensor k[2,2,2,2]\ny = conv2d(a, k, groups=2)\nloss L(y)";
    expect(twinOf(sheet, "pytorch").forward).toBe("y = F.conv2d(a[None], k, groups=2)[0]");
    expect(flat(twinOf(sheet, "tensorflow").forward)).toContain(
      'tf.concat([tf.nn.conv2d(part, filters, strides=1, padding="VALID") for part, filters in zip(',
    );
    expect(flat(twinOf(sheet, "jax").forward)).toContain("feature_group_count=2)[0]");
  });

  it("transposed, with output_padding and with output_shape", () => {
    const arrays = "layout nhwc\ntensor x[1,3,3,2]\ntensor k[3,3,4,2]\n";
    const padded = `${arrays}y = conv_transpose2d(x, k, stride=2, padding=1, output_padding=1)\nloss L(y)`;
    expect(flat(twinOf(padded, "pytorch").forward)).toContain("stride=2, padding=1, output_padding=1)");
    expect(flat(twinOf(padded, "pytorch").inputGradient)).toContain("F.conv2d(delta");
    const shaped = `${arrays}y = conv_transpose2d(x, k, stride=2, padding="same", output_shape=(5, 6))`;
    expect(flat(twinOf(shaped, "tensorflow").forward)).toBe(
      'y = tf.nn.conv2d_transpose(x, k, output_shape=[1, 5, 6, 4], strides=2, padding="SAME")',
    );
    const plain = `${arrays}y = conv_transpose2d(x, k, stride=2, padding="same")`;
    expect(flat(twinOf(plain, "keras").forward)).toBe(
      'layer = keras.layers.Conv2DTranspose(filters=4, kernel_size=3, strides=2, padding="same", use_bias=False) ' +
        "layer.build([1, 3, 3, 2]) layer.set_weights([k]) y = layer(x)",
    );
  });

  it("an output_padding that PyTorch refuses is put in by F.pad", () => {
    // Under SAME the result has s·w entries: with K = 1, s = 2 the leftover is 1, and with output_padding it is 2.
    const sheet = 'tensor x[3]\ntensor k[1]\ny = conv_transpose1d(x, k, stride=2, padding="same", output_padding=1)';
    expect(flat(twinOf(sheet, "pytorch").forward)).toBe(
      "y = F.pad(F.conv_transpose1d(x[None, None], k[None, None], stride=2), (0, 2))[0, 0]",
    );
  });

  it("a negative pad crops, and flip turns the kernel and its gradient", () => {
    const sheet = "tensor a[5]\ntensor k[2]\ny = conv1d(a, k, padding=((-1, 2),), flip=true)\nloss L(y)";
    const { forward, kernelGradient } = twinOf(sheet, "pytorch");
    expect(flat(forward)).toBe(
      "y = F.conv1d(F.pad(a[None, None], (-1, 2)), torch.flip(k[None, None], dims=(2,)))[0, 0]",
    );
    expect(flat(kernelGradient)).toMatch(
      /^grad_k = torch\.flip\(torch\.nn\.grad\.conv1d_weight\(.*, dims=\(2,\)\)\[0, 0\]$/,
    );
    expect(flat(twinOf(sheet, "tensorflow").forward)).toContain(
      "tf.pad(a[None, :, None], [[0, 0], [0, 2], [0, 0]])[:, 1:]",
    );
    // δ is padded before, the kernel not turned twice.
    expect(twinOf(sheet, "jax").inputGradient).not.toContain("flip");
  });

  it("one term of a sum, an array in two places, and names that Python keeps for itself", () => {
    const sum = "tensor a[3]\ntensor k[2]\ntensor b[2]\ny = conv1d(a, k) + b\nloss L(y)";
    expect(twinOf(sum, "pytorch")).toMatchObject({
      forward: "y_part = F.conv1d(a[None, None], k[None, None])[0, 0]",
      upstream: "delta",
      notes: ["summand"],
    });
    const shared = twinOf("tensor a[3]\ny = conv1d(a, a, padding=1)", "jax");
    expect(shared.notes).toContain("shared");
    expect(shared.inputGradient).toBeUndefined();
    expect(twinOf("tensor F[3]\ntensor lambda[2]\ny = conv1d(F, lambda)", "pytorch").forward).toBe(
      "y = F.conv1d(F_[None, None], lambda_[None, None])[0, 0]",
    );
  });
});

const seed = 20_240_601;
const draw = (count: number): Case[] =>
  fc.sample(anyConvolution, { numRuns: count, seed }).map((of, number) => caseOf(of, number));

describe("random convolutions", () => {
  let cases: readonly Case[] = [];
  beforeAll(() => {
    cases = draw(400);
  }, 120_000);

  it("have a twin in PyTorch, TensorFlow and JAX, each with both gradients", () => {
    for (const { twins } of cases) {
      const full = twins.filter((twin) => twin.inputGradient !== undefined && twin.kernelGradient !== undefined);
      expect(full.map((twin) => twin.framework)).toEqual(["pytorch", "tensorflow", "jax"]);
    }
  });

  it("have the same numbers in tensorflow.js, where it has the functions", () => {
    let compared = 0;
    let missing = 0;
    for (const { twins, given, expected } of cases) {
      const calls = twins.find((twin) => twin.framework === "tensorflow")?.calls;
      const programs = { y: calls?.forward, grad_a: calls?.inputGradient, grad_k: calls?.kernelGradient };
      for (const [name, code] of Object.entries(programs)) {
        const value = valueInTfjs(code as Code, given);
        if (value === undefined) missing++;
        else {
          compared++;
          expect({ name, ...value }).toEqual({ name, ...expected[name] });
        }
      }
    }
    console.log(`tensorflow.js agrees with ${compared} programs; it has not the functions of ${missing}`);
    expect(compared).toBeGreaterThan(300);
  }, 120_000);

  it("have the same numbers in PyTorch, where it is installed", ({ skip }) => {
    const input = cases.map(({ twins, given, expected }) => {
      const { forward, inputGradient, kernelGradient } = twins[0] as Twin;
      return { given, expected, programs: [forward, inputGradient, kernelGradient] };
    });
    const printed = runTorch(["-c", RUN_PYTORCH], input);
    if (printed === undefined) return skip("PyTorch is not installed");
    expect(printed).toBe(`${3 * cases.length} of ${3 * cases.length}\n`);
    console.log(`PyTorch agrees with ${printed.trim()} programs`);
  }, 300_000);
});

const RUN_PYTORCH = `
import json, sys, torch, torch.nn.functional as F
def tensor(made): return torch.tensor(made["data"], dtype=torch.float64).reshape(made["shape"])
right = total = 0
for case in json.load(sys.stdin):
    names = {"torch": torch, "F": F, **{name: tensor(made) for name, made in case["given"].items()}}
    for program in case["programs"]: exec(program, names)
    for name, made in case["expected"].items():
        total += 1
        right += names[name].shape == tuple(made["shape"]) and bool((names[name] == tensor(made)).all())
print(right, "of", total)
`;

function valueInTfjs(code: Code, given: Case["given"]): { shape: number[]; data: number[] } | undefined {
  try {
    return tf.tidy(() => {
      const arrays = Object.entries(given).map(([name, { shape, data }]) => [name, tf.tensor([...data], [...shape])]);
      const value = runInTfjs(code, Object.fromEntries(arrays));
      return { shape: value.shape, data: [...value.dataSync()].map((number) => number + 0) };
    });
  } catch (error) {
    const isMissing =
      error instanceof NotInTfjs ||
      /dilation rates? .*not yet supported|Either strides or dilations|gradient function not found/i.test(
        String(error),
      );
    if (isMissing) return undefined;
    throw error;
  }
}

const TARGETS = { forward: "y", inputGradient: "grad_a", kernelGradient: "grad_k", biasGradient: "grad_b" } as const;

/** The code with one of its numbers one larger, each in its turn; not the copy of the forward call in a derivative. */
function* variantsOf(code: Code): Generator<Code> {
  if (typeof code === "number") yield code + 1;
  else if (typeof code === "object")
    for (const [key, part] of Object.entries(code) as [string, Code][]) {
      if (key === "tag" || key === "items" || key === "names" || key === "by") continue;
      for (const changed of variantsOf(part))
        yield isList(code) ? code.with(Number(key), changed) : ({ ...code, [key]: changed } as Code);
    }
}

describe("an altered twin fails", () => {
  const saved = savedJson(
    "tensor a[2,6,6]\ntensor k[4,1,3,3]\ntensor b[4]\n" +
      "y = conv2d(a, k, stride=2, padding=((1,1),(0,2)), groups=2, bias=b)\nloss L(y)\ngradient L wrt b",
    "results",
  );
  type Mutable = { -readonly [Key in keyof Twin]: Twin[Key] };
  type Saved = { twins: Mutable[] };
  const altered = (change: (saved: Saved) => void): (() => unknown) => {
    const copy = JSON.parse(saved) as Saved;
    change(copy);
    return () => verify(JSON.stringify(copy));
  };

  it("as it is, it passes", () => {
    expect(altered(() => undefined)).not.toThrow();
    expect(JSON.parse(saved).twins).toHaveLength(4);
  });

  it("where the code is not that of the calls, or the notes, or the name of δ", () => {
    for (const number of [0, 1, 2, 3]) {
      expect(
        altered(({ twins }) => {
          (twins[number] as Mutable).forward += " ";
        }),
      ).toThrow(/code/);
      expect(
        altered(({ twins }) => {
          (twins[number] as Mutable).notes = ["jax-spread", "flip"];
        }),
      ).toThrow(/notes/);
      expect(
        altered(({ twins }) => {
          (twins[number] as Mutable).upstream = "a";
        }),
      ).toThrow(/δ/);
    }
    expect(altered(({ twins }) => void delete (twins[0] as Mutable).inputGradient)).toThrow(/code/);
    for (const framework of ["pytorch", "tensorflow", "keras", "jax", "numpy"] as const)
      for (const number of [0, 1, 2, 3])
        if (JSON.parse(saved).twins[number].framework !== framework)
          expect(
            altered(({ twins }) => {
              (twins[number] as Mutable).framework = framework as Twin["framework"];
            }),
          ).toThrow(/not of|no framework|layers|notes/);
    expect(
      altered(({ twins }) => {
        (twins[0] as Mutable).of = "a";
      }),
    ).toThrow(/not part of it/);
  });

  it("where any number in the calls and in the code is another, one by one", () => {
    const { twins } = JSON.parse(saved) as Saved;
    let tried = 0;
    twins.forEach((twin, number) => {
      for (const [role, code] of Object.entries(twin.calls) as [keyof Twin["calls"], Code][])
        for (const changed of variantsOf(code)) {
          tried++;
          const change = (copy: Saved): void => {
            const target = copy.twins[number] as Saved["twins"][number];
            target.calls = { ...target.calls, [role]: changed };
            // Printed again, so that only its numbers tell it from the right one.
            target[role] = printAssignment(twin.framework, TARGETS[role], changed, "y");
          };
          expect(altered(change), `${twin.framework} ${role} ${JSON.stringify(changed)}`).toThrow(
            /in (pytorch|tensorflow|keras|jax)/,
          );
        }
    });
    console.log(`${tried} altered calls are all found`);
    expect(tried).toBeGreaterThan(150);
  }, 120_000);
});
