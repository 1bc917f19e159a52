/** What must hold for every convolution and every network: laws on random input, exact. */
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { unflatten } from "../src/problem/rows.ts";
import { verify } from "../src/saved.ts";
import {
  type Convolution,
  callOf,
  convolution,
  integers,
  productsOf,
  shapesOf,
  valuesFor,
  worksheetOf,
} from "./convolutions.ts";
import { bracketed, entriesOf, mistakeIn, savedJson, sizeOf, valuesOf } from "./helpers.ts";

const compared = { worksheets: 0, values: 0, derivatives: 0 };
afterAll(() => console.log(`laws: compared ${JSON.stringify(compared)}`));

const dot = (left: readonly (number | string)[], right: readonly (number | string)[]): number =>
  left.reduce<number>((sum, item, index) => sum + Number(item) * Number(right[index]), 0);

const place = (entry: number, shape: readonly number[]): string =>
  unflatten(entry, shape)
    .map((at) => at + 1)
    .join(",");

describe("a convolution is Σ k[u] a[s·p + d·u − P]", () => {
  it("in its values, exactly", () => {
    fc.assert(
      fc.property(convolution, fc.nat(1000), (of, seed) => {
        const values = valuesFor(of, seed);
        const expected = new Array<number>(sizeOf(shapesOf(of).output)).fill(0);
        for (const [y, k, a] of productsOf(of))
          expected[y] = (expected[y] as number) + (values.k[k] as number) * (values.a[a] as number);
        expect(valuesOf(worksheetOf(of, values))).toEqual(expected.map(String));
        compared.worksheets++;
        compared.values += expected.length;
      }),
      { numRuns: 250 },
    );
  });

  it("in both Jacobians: each entry is the sum of what stands beside the variable", () => {
    fc.assert(
      fc.property(convolution, (of) => {
        const { input, kernel, output } = shapesOf(of);
        fc.pre(sizeOf(output) * sizeOf(input) < 3000);
        const expected = { a: new Map<string, string[]>(), k: new Map<string, string[]>() };
        const note = (map: Map<string, string[]>, at: string, text: string): void => {
          map.set(at, [...(map.get(at) ?? []), text]);
        };
        for (const [y, k, a] of productsOf(of)) {
          note(expected.a, `${place(y, output)},|,${place(a, input)}`, `k[${place(k, kernel)}]`);
          note(expected.k, `${place(y, output)},|,${place(k, kernel)}`, `a[${place(a, input)}]`);
        }
        for (const wrt of ["a", "k"] as const) {
          const entries = entriesOf(`${worksheetOf(of)}\njacobian y wrt ${wrt}`);
          const found = Object.entries(entries).map(([at, text]) => [at, text.split(" + ").sort()]);
          const sums = [...expected[wrt]].map(([at, texts]) => [at, texts.sort()]);
          expect(Object.fromEntries(found)).toEqual(Object.fromEntries(sums));
          compared.derivatives += found.length;
        }
        compared.worksheets += 2;
      }),
      { numRuns: 150 },
    );
  });
});

describe("the adjoint identity", () => {
  /** The transposed twin of a convolution: the same triple with input and output exchanged. */
  const twinOf = (of: Convolution): Convolution => {
    const reach = (kernel: number, dilation: number): number => dilation * (kernel - 1) + 1;
    return {
      ...of,
      transposed: true,
      inner: of.outer,
      outer: of.inner,
      axes: of.axes.map((axis) => {
        const { input, kernel, stride, dilation, before, after } = axis;
        const windows = Math.floor((input + before + after - reach(kernel, dilation)) / stride) + 1;
        const extra = (input + before + after - reach(kernel, dilation)) % stride;
        return { ...axis, input: windows, extra };
      }),
    };
  };
  const plain = convolution
    .map((of): Convolution => ({ ...of, transposed: false }))
    .filter((of) =>
      of.axes.every((axis) => axis.input + axis.before + axis.after >= axis.dilation * (axis.kernel - 1) + 1),
    );

  it("⟨conv(a, k), g⟩ = ⟨a, conv_transpose(g, k)⟩, exactly", () => {
    fc.assert(
      fc.property(plain, fc.nat(1000), (of, seed) => {
        const { input, kernel, output } = shapesOf(of);
        const { a, k } = valuesFor(of, seed);
        const g = integers(sizeOf(output), seed + 2);
        const y = valuesOf(worksheetOf(of, { a, k }));
        const twin = twinOf(of);
        expect(shapesOf(twin)).toEqual({ input: output, kernel, output: input });
        const back = valuesOf(worksheetOf(twin, { a: g, k }));
        expect(dot(y, g)).toBe(dot(a, back));
        compared.worksheets += 2;
      }),
      { numRuns: 100 },
    );
  });

  it("and the gradient of a loss by the input is that transposed convolution: proved, entry by entry", () => {
    fc.assert(
      fc.property(plain, (of) => {
        const { input, output } = shapesOf(of);
        fc.pre(sizeOf(input) <= 40 && sizeOf(output) <= 40);
        const sheet = `${worksheetOf(of)}\nloss L(y)\nprove grad(L, a) == ${callOf(twinOf(of), "delta", "k")}`;
        expect(JSON.parse(savedJson(sheet)).results[0].verdict).toBe("proved");
        compared.worksheets++;
      }),
      { numRuns: 60 },
    );
  });
});

describe("linearity", () => {
  it("y(a + 3b) = y(a) + 3·y(b), as a theorem of the letters", () => {
    fc.assert(
      fc.property(convolution, (of) => {
        const { input, kernel, output } = shapesOf(of);
        fc.pre(sizeOf(output) <= 30);
        const sheet =
          `layout ${of.layout}\ntensor a[${input}]\ntensor b[${input}]\ntensor k[${kernel}]\n` +
          `prove ${callOf(of, "a + 3*b")} == ${callOf(of)} + 3*${callOf(of, "b")}`;
        expect(JSON.parse(savedJson(sheet, "results")).results[0].verdict).toBe("proved");
        compared.worksheets++;
      }),
      { numRuns: 60 },
    );
  });

  it("and an affine map with a wrong coefficient is refuted", () => {
    const sheet = "tensor a[4]\ntensor b[4]\ntensor k[2]\n";
    for (const wrong of ["2*conv1d(b, k)", "3*conv1d(b, flip(k))", "3*conv1d(a, k)"]) {
      const claim = `prove conv1d(a + 3*b, k) == conv1d(a, k) + ${wrong}`;
      expect(`${claim}: ${JSON.parse(savedJson(sheet + claim)).results[0].verdict}`).toBe(`${claim}: refuted`);
    }
  });
});

describe("an exact difference equals the derivative", () => {
  it("y(a + e) − y(a) = ∂y/∂e, where y is linear in each array", () => {
    fc.assert(
      fc.property(convolution, fc.nat(1000), fc.nat(1000), (of, seed, which) => {
        const { input, output } = shapesOf(of);
        const values = valuesFor(of, seed);
        const entry = which % sizeOf(input);
        const moved = values.a.map((value, index) => (index === entry ? value + 1 : value));
        const [before, after] = [values.a, moved].map((a) => valuesOf(worksheetOf(of, { ...values, a })));
        const request = `jacobian y wrt a[${place(entry, input)}]`;
        const slopes = entriesOf(`${worksheetOf(of, values)}\n${request}`, "value");
        const expected = (after as string[]).map((value, index) => Number(value) - Number(before?.[index]));
        const found = expected.map((_, index) =>
          Number(slopes[`${place(index, output)},|,${place(entry, input)}`] ?? 0),
        );
        expect(found).toEqual(expected);
        compared.derivatives += found.length;
      }),
      { numRuns: 100 },
    );
  });
});

describe("what does not matter", () => {
  it("the names of tensors, and the order in which they are declared", () => {
    const sheet = (a: string, k: string, y: string, order: boolean): string => {
      const tensors = [`tensor ${a}[3,3] = 1..9`, `tensor ${k}[2,2] = 1..4`];
      return `${(order ? tensors : tensors.toReversed()).join("\n")}\n${y} = conv2d(${a}, ${k}, padding=1)*2 - 1`;
    };
    const expected = entriesOf(`${sheet("a", "k", "y", true)}\njacobian y wrt a`, "value");
    expect(Object.keys(expected)).toHaveLength(4 * 9);
    for (const [a, k, y] of [
      ["k", "a", "p"],
      ["u", "v", "q"],
      ["输入", "核", "δ"],
      ["u1", "numbers", "delta"],
    ] as const)
      for (const order of [true, false])
        expect(entriesOf(`${sheet(a, k, y, order)}\njacobian ${y} wrt ${a}`, "value")).toEqual(expected);
  });

  it("the order of the terms of a sum and of the factors of a product", () => {
    const terms = fc.shuffledSubarray(["a*b", "2*b*b", "-3*a", "sum(c)", "c[1]*a", "7"], { minLength: 6 });
    const factors = (term: string): string => term.split("*").toReversed().join("*");
    const at = "tensor c[2] = [5,-7]\nscalar a = 2\nscalar b = 11\n";
    const expected = entriesOf(`${at}y = a*b + 2*b*b - 3*a + sum(c) + c[1]*a + 7\ngradient y wrt a`, "value");
    expect(expected).toEqual({ "": "13" });
    fc.assert(
      fc.property(terms, fc.boolean(), (shuffled, reverse) => {
        const y = shuffled.map((term) => (reverse && !term.startsWith("-") ? factors(term) : term)).join(" + ");
        expect(entriesOf(`${at}y = ${y}\ngradient y wrt a`, "value")).toEqual(expected);
        expect(
          JSON.parse(savedJson(`${at}y = ${y}\nprove y == 2*b^2 + a*b + (c[1] - 3)*a + c[1] + c[2] + 7`)).results[0]
            .verdict,
        ).toBe("proved");
      }),
      { numRuns: 40 },
    );
  });
});

describe("an expansion that is printed and read back", () => {
  it("defines the same array", () => {
    fc.assert(
      fc.property(convolution, fc.nat(1000), (of, seed) => {
        const { output } = shapesOf(of);
        fc.pre(sizeOf(output) <= 16);
        const sheet = worksheetOf(of, valuesFor(of, seed));
        const texts = Object.values(entriesOf(`${sheet}\nexpand y`));
        const defined = texts.map((text, entry) => `e${entry} = ${text}`).join("\n");
        const claims = texts.map((_, entry) => `prove e${entry} == y[${place(entry, output)}]`).join("\n");
        const { results } = JSON.parse(savedJson(`${sheet}\n${defined}\n${claims}`, "results"));
        expect(results.map((result: { verdict: string }) => result.verdict)).toEqual(texts.map(() => "proved"));
        const values = valuesOf(sheet);
        texts.forEach((_, entry) => expect(valuesOf(`${sheet}\n${defined}`, `e${entry}`)).toEqual([values[entry]]));
        compared.worksheets++;
      }),
      { numRuns: 40 },
    );
  });
});

describe("every derivation", () => {
  it("of a random worksheet is checked, saved and checked again, or is a mistake of the worksheet", () => {
    const layer = fc.constantFrom(
      "conv1d(H, k)",
      "conv1d(H, k, padding=1)",
      "conv_transpose1d(H, k, stride=2)",
      "sigmoid(H)",
      "relu(H)",
      "tanh(2*H)",
      "H*H",
      "flip(H) + 1",
      "pad(H, 1)",
      "3*H - H^2",
      "leaky_relu(H, 0.2)",
    );
    fc.assert(
      fc.property(fc.array(layer, { minLength: 1, maxLength: 3 }), fc.boolean(), (layers, opaque) => {
        const lines = layers.map((text, index) => `h${index + 1} = ${text.replaceAll("H", `h${index}`)}`);
        const last = `h${layers.length}`;
        const end = opaque ? `loss L(${last})\ngradient L wrt h0` : `E = sum(${last}*${last})\ngradient E wrt h0`;
        const sheet = `tensor h0[4]\ntensor k[2]\n${lines.join("\n")}\n${end}\njacobian ${last} wrt k\nexpand ${last}`;
        if (mistakeIn(sheet) === "no mistake") expect(verify(savedJson(sheet)).results).toHaveLength(3);
        compared.worksheets++;
      }),
      { numRuns: 60 },
    );
  });

  it("of values given in brackets of any depth", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }),
        fc.nat(99),
        (shape, seed) => {
          const numbers = integers(sizeOf(shape), seed);
          expect(valuesOf(`tensor a[${shape}] = ${bracketed(numbers, shape)}\ny = 2*a`)).toEqual(
            numbers.map((value) => String(2 * value)),
          );
        },
      ),
      { numRuns: 30 },
    );
  });
});
