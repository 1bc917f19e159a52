/** The frameworks' calls in a document: one program for each, no call and no remark twice. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Derivation, Twin } from "../../src/derivation/derivation.ts";
import { derive } from "../../src/derive.ts";
import { parseExpression } from "../../src/language/parse.ts";
import { render } from "../../src/render/render.ts";
import { programOf } from "../../src/render/twin-program.ts";

const SHEET = `
tensor a[4,4]
tensor k[2,2]
y = conv2d(a, k)
loss L(y)
g = conv2d(pad(delta, 1), flip(k))
t = conv_transpose2d(delta, k)
`;

const twinsOf = ({ twins }: Derivation, framework: Twin["framework"]): readonly Twin[] =>
  twins.filter((twin) => twin.framework === framework);
const count = (text: string, part: string): number => text.split(part).length - 1;

describe("the program of a framework", () => {
  const derivation = derive(SHEET);

  it("imports what it uses, says what it computes, and makes no call twice", () =>
    expect(programOf(twinsOf(derivation, "pytorch"))).toBe(`import torch
import torch.nn.functional as F

# y = conv2d(a, k)
y = F.conv2d(a[None, None], k[None, None])[0, 0]
grad_a = F.conv_transpose2d(delta[None, None], k[None, None])[0, 0]
grad_k = torch.nn.grad.conv2d_weight(a[None, None], (1, 1, 2, 2), delta[None, None])[0, 0]

# u1 = pad(delta, 1); u2 = flip(k); g = conv2d(u1, u2)
g = F.conv2d(u1[None, None], u2[None, None])[0, 0]
grad_u1 = F.conv_transpose2d(delta_g[None, None], u2[None, None])[0, 0]
grad_u2 = torch.nn.grad.conv2d_weight(
    u1[None, None], (1, 1, 2, 2), delta_g[None, None]
)[0, 0]

# t = conv_transpose2d(delta, k)
t = grad_a
grad_delta = F.conv2d(delta_t[None, None], k[None, None])[0, 0]
grad_k = torch.nn.grad.conv2d_weight(
    delta_t[None, None], (1, 1, 2, 2), delta[None, None]
)[0, 0]`));

  it("names the operands of a layer as the other frameworks do", () =>
    expect(programOf(twinsOf(derivation, "keras"))).toContain(
      "# u1 = pad(delta, 1); u2 = flip(k); g = conv2d(u1, u2)\nlayer = keras.layers.Conv2D(",
    ));

  it("has as many arguments on a line as there is room for", () => {
    const program = programOf(twinsOf(derivation, "jax"));
    expect(program).toContain(
      "    a[None, None], k[None, None], window_strides=(1, 1), padding=((0, 0), (0, 0)),\n    dimension_numbers=",
    );
    expect(Math.max(...program.split("\n").map((line) => line.length))).toBeLessThanOrEqual(84);
  });

  it("holds the calls that were checked, in another arrangement", () => {
    const flat = (code: string): string => code.replace(/\s+/g, "").replace(/,([)\]])/g, "$1");
    const worksheet = "layout nchw\ntensor a[1,2,5,5]\ntensor k[4,1,2,2]\ntensor b[4]\n";
    const other = derive(`${worksheet}y = conv2d(a, k, stride=2, dilation=2, groups=2, bias=b)\nloss L(y)`);
    for (const twin of other.twins) {
      const program = flat(programOf([twin]));
      for (const part of [twin.forward, twin.inputGradient, twin.kernelGradient, twin.biasGradient])
        if (part !== undefined) expect(program).toContain(flat(part));
    }
  });

  it("is Python", () => {
    const programs = ["pytorch", "tensorflow", "keras", "jax"].map((one) =>
      programOf(twinsOf(derivation, one as Twin["framework"])),
    );
    const parsed = spawnSync("python3", ["-c", "import ast,json,sys\nfor p in json.load(sys.stdin): ast.parse(p)"], {
      input: JSON.stringify(programs),
      encoding: "utf8",
    });
    if (parsed.error === undefined) expect(parsed.stderr).toBe("");
  });
});

describe("a call that stands above", () => {
  const twin = (of: string, forward: string, inputGradient?: string): Twin => ({
    of,
    convolution: parseExpression("conv1d(a, k)"),
    framework: "pytorch",
    upstream: "delta",
    forward,
    ...(inputGradient !== undefined && { inputGradient }),
    notes: [],
    calls: { forward: { tag: "name", name: "a" } },
  });
  const last = (twins: readonly Twin[]): string | undefined => programOf(twins).split("\n").at(-1);

  it("is made again where its result, or what it was made of, has been overwritten", () => {
    expect(last([twin("y", "y = F.f(a, k)"), twin("z", "z = F.f(a, k)")])).toBe("z = y");
    expect(last([twin("y", "y = F.f(a, k)", "y = F.g(a)"), twin("z", "z = F.f(a, k)")])).toBe("z = F.f(a, k)");
    expect(last([twin("y", "y = F.f(a, k)", "k = F.g(a)"), twin("z", "z = F.f(a, k)")])).toBe("z = F.f(a, k)");
    const taken = "y, pullback = jax.vjp(lambda a: F.f(a), a)\n(k,) = pullback(delta)";
    expect(last([twin("y", "y = F.f(a, k)", taken), twin("z", "z = F.f(a, k)")])).toBe("z = F.f(a, k)");
  });

  it("is the same in another arrangement of lines", () =>
    expect(last([twin("y", "y = F.f(\n    a,\n    k,\n)"), twin("z", "z = F.f(a, k)")])).toBe("z = y"));
});

describe("the section on frameworks", () => {
  const dilated = `${SHEET}z = conv2d(a, k, dilation=2)\n`;

  it("has one program for each framework, and says a remark once", () => {
    const text = render(derive(dilated), { to: "markdown" });
    expect(count(text, "```python")).toBe(4);
    expect(count(text, "The gradients are those of")).toBe(1);
    expect(text).toContain(
      "holds the derivatives of the loss by $y$, `delta_g` those by $g$, `delta_t` those by $t$ and",
    );
  });

  it("says what a remark is about that is not about all calls", () => {
    expect(render(derive(dilated), { to: "markdown" })).toContain("TensorFlow. For $z$: With a dilation above 1");
    expect(render(derive(dilated), { to: "markdown", lang: "zh" })).toMatch(
      /TensorFlow。关于 \$z\$ ?：膨胀率大于 1 时/,
    );
    const alone = "tensor a[4,4]\ntensor k[2,2]\nz = conv2d(a, k, dilation=2)";
    expect(render(derive(alone), { to: "markdown" })).toContain("TensorFlow. With a dilation above 1");
  });
});
