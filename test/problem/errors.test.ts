/** Every mistake that the shapes, names and values of a worksheet can have, word for word with its place. */
import { describe, expect, it } from "vitest";
import { entriesOf, expectMistakes, mistakeIn } from "../helpers.ts";

const CONV2D = "`conv2d(input, kernel, stride=, padding=, dilation=, groups=, bias=, flip=)`";

/** The same declarations before each definition, whose mistake stands in the line after them. */
function expectMistakesAfter(declarations: string, mistakes: Readonly<Record<string, string>>): void {
  expectMistakes(
    Object.fromEntries(Object.entries(mistakes).map(([line, mistake]) => [`${declarations}\n${line}`, mistake])),
  );
}

describe("names", () => {
  it("that are unknown, with the nearest known one", () => {
    expectMistakes({
      "expand b": "1:8 (unknown-name) `b` is not known here",
      "tensor alpha[2]\nexpand alpa": "2:8 (unknown-name) `alpa` is not known here; did you mean `alpha`?",
      "tensor a[2]\nexpand A": "2:8 (unknown-name) `A` is not known here; did you mean `a`?",
      "expand a\ntensor a[2]": "1:8 (unknown-name) `a` is not known here: it is introduced further down",
      "given a = 3": "1:7 (unknown-name) `a` is not known here",
      "tensor a[2]\njacobian a wrt b": "2:16 (unknown-name) `b` is not known here",
      "tensor a[2]\nprove a == bb": "2:12 (unknown-name) `bb` is not known here",
      "tensor a[2]\nexpand a + true": "2:12 (unknown-name) `true` is not known here",
      "tensor a[2]\ny = conv(a, a)": "2:5 (unknown-name) there is no operator `conv`; did you mean `conv1d`?",
      "tensor a[2]\ny = 2*convolve1d(a, a)": "2:7 (unknown-name) there is no operator `convolve1d`",
      "tensor a[2]\ny = sigmod(a)": "2:5 (unknown-name) there is no operator `sigmod`; did you mean `sigmoid`?",
    });
  });

  it("that are taken", () => {
    expectMistakes({
      "tensor a[2]\ntensor a[3]": "2:8 (name-taken) `a` exists already; choose another name",
      "tensor a[2]\nscalar a": "2:8 (name-taken) `a` exists already; choose another name",
      "tensor a[2]\na = a + 1": "2:1 (name-taken) `a` exists already; choose another name",
      "tensor a[2]\nloss a(a)": "2:6 (name-taken) `a` exists already; choose another name",
      "tensor a[2]\nloss L(a, delta=a)": "2:17 (name-taken) `a` exists already; choose another name",
      "tensor grad[2]": "1:8 (name-taken) `grad` is a word of the language; choose another name",
      "sum = 3": "1:1 (name-taken) `sum` is a word of the language; choose another name",
      "scalar conv2d": "1:8 (name-taken) `conv2d` is a word of the language; choose another name",
      "tensor a[2]\nloss L(a)\nloss M(a)":
        "3:6 (name-taken) `delta` exists already; give this loss's upstream gradient a name: `loss L(y, delta=g)`",
      "tensor delta[2]\nloss L(delta)":
        "2:6 (name-taken) `delta` exists already; give this loss's upstream gradient a name: `loss L(y, delta=g)`",
    });
  });

  it("of settings that are said twice", () => {
    expectMistakes({
      "index 1\nindex 0": "2:1 (syntax) `index` holds for the whole worksheet and is said once",
      "layout nchw\ntensor a[1]\nlayout nhwc": "3:1 (syntax) `layout` holds for the whole worksheet and is said once",
    });
  });
});

describe("sizes and values", () => {
  it("a size is a positive integer", () => {
    expectMistakes({
      "tensor a[2,-1]": "1:12 (shape) a size is a positive integer, and -1 is not",
      "tensor a[3/2]": "1:10 (shape) a size is a positive integer, and 3/2 is not",
      "tensor a[4 mod 0]": "1:10 (value) division by zero",
      "tensor a[3]\ntensor b[a]": "2:10 (value) a number is needed here, and `a` is not one",
      "tensor a[3,3]\ntensor b[size(a)]": "2:10 (argument) `size` takes two arguments",
      "tensor a[3,3]\ntensor b[size(a, 3)]": "2:18 (argument) there is no axis 3: the shape is [3,3]",
      "tensor b[floor(1,2)]": "1:10 (argument) `floor` takes one argument",
    });
  });

  it("values are as many as the entries, in the same brackets", () => {
    expectMistakes({
      "tensor a[2] = [1,2,3]": "1:15 (value) `a` has shape [2]; the values have shape [3]",
      "tensor a[2,2] = [1,2,3,4]": "1:17 (value) `a` has shape [2,2]; the values have shape [4]",
      "tensor a[2,2] = [[1,2],[3]]":
        "1:24 (value) the rows of an array must be alike: the first has shape [2], number 2 has [1]",
      "tensor a[2] = []": "1:15 (value) an array must have at least one entry",
      "tensor a[2] = [[],[]]": "1:16 (value) an array must have at least one entry",
      "tensor a[2] = 5": "1:15 (value) `a` has shape [2]; the values have shape []",
      "scalar x = [1]": "1:12 (value) `x` has shape []; the values have shape [1]",
      "tensor a[2] = [1,x]": "1:18 (value) a number is needed here, and `x` is not one",
      "tensor a[3] = 1..4": "1:15 (value) `a` has shape [3] and 3 entries; the range gives 4",
      "tensor a[3] = 4..1": "1:15 (value) `a` has shape [3] and 3 entries; the range gives 0",
      "tensor a[2]\ngiven a = [1]": "2:11 (value) `a` has shape [2]; the values have shape [1]",
      "tensor a[2]\ngiven a = 1..3": "2:11 (value) `a` has shape [2] and 2 entries; the range gives 3",
      "tensor a[2]\ny = a + a\ngiven y = [1,2]":
        "3:7 (value) `y` is defined by the worksheet; values are given to tensors and deltas",
    });
  });

  it("numbers stay numbers", () => {
    expectMistakes({
      "tensor a[2]\ny = a / 0": "2:9 (value) division by zero",
      "scalar x\ny = x * (1/0)": "2:12 (value) division by zero",
      "tensor a[2]\ny = a ^ a": "2:9 (value) a number is needed here, and `a` is not one",
      "scalar x\ny = x ^ 2^0.5": "2:9 (value) an exponent between numbers must be an integer of at most 1000",
      "tensor a[2]\ny = leaky_relu(a, alpha=a)": "2:25 (value) a number is needed here, and `a` is not one",
    });
  });
});

describe("indices", () => {
  it("are as many as the axes, and inside", () => {
    expectMistakesAfter("tensor a[2,2]", {
      "expand a[1]": "2:8 (index) `a` has shape [2,2] and needs 2 indices, not 1",
      "y = a[1,1,1]": "2:5 (index) `a` has shape [2,2] and needs 2 indices, not 3",
      "expand a[1,3]": "2:12 (index) the index 3 is outside: it runs from 1 to 2",
      "expand a[0,1]": "2:10 (index) the index 0 is outside: it runs from 1 to 2",
      "expand a[3/2,1]": "2:10 (index) the index 3/2 is outside: it runs from 1 to 2",
      "y = a[1..3,1]": "2:10 (index) the index 3 is outside: it runs from 1 to 2",
      "y = a[2..1,1]": "2:7 (index) a slice must not be empty: the range runs backwards",
      "jacobian a wrt a[1,-1]": "2:20 (index) the index -1 is outside: it runs from 1 to 2",
    });
    expectMistakes({
      "tensor a[2]\nexpand a[1,1]": "2:8 (index) `a` has shape [2] and needs 1 index, not 2",
      "index 0\ntensor a[2,2]\nexpand a[1,2]": "3:12 (index) the index 2 is outside: it runs from 0 to 1",
    });
  });
});

describe("requests", () => {
  it("a gradient belongs to a scalar", () => {
    expectMistakesAfter("tensor a[2,2]\ny = 2*a", {
      "gradient y wrt a":
        "3:10 (request) y has shape [2,2]; gradient needs a scalar. For all components: `jacobian y wrt a`. " +
        "For TensorFlow's tape.gradient: `gradient sum(y) wrt a`",
      "gradient y + a wrt a":
        "3:10 (request) y + a has shape [2,2]; gradient needs a scalar. For all components: `jacobian y + a wrt a`. " +
        "For TensorFlow's tape.gradient: `gradient sum(y + a) wrt a`",
      "z = grad(a, a)":
        "3:10 (request) a has shape [2,2]; gradient needs a scalar. For all components: `jacobian a wrt a`. " +
        "For TensorFlow's tape.gradient: `gradient sum(a) wrt a`",
    });
  });

  it("a derivative is taken by an array that has a name", () => {
    expectMistakesAfter("tensor a[2]\nloss L(a)", {
      "gradient L wrt a + a": "3:16 (request) a derivative is taken by an array that has a name, and `a + a` has none",
      "jacobian a wrt [1,2]": "3:16 (request) a derivative is taken by an array that has a name, and `[1, 2]` has none",
      "y = grad(L, a + a)": "3:13 (request) a derivative is taken by an array that has a name",
      "y = grad(L)": "3:5 (argument) `grad` takes two arguments: `grad(L, a)`",
      "y = jac(a)": "3:5 (argument) `jac` takes two arguments: `jac(y, a)`",
    });
  });
});

describe("shapes that do not fit together", () => {
  it("under arithmetic", () => {
    expectMistakes({
      "tensor a[2]\ntensor b[3]\ny = a + b":
        "3:5 (shape) the shapes [2] and [3] do not fit together under `+`: axis 1 has 2 entries on the left and 3 on the right; they must be equal, or one of them 1",
      "tensor a[2,3]\ntensor b[2]\ny = 1 - a * b":
        "3:9 (shape) the shapes [2,3] and [2] do not fit together under `*`: axis 2 has 3 entries on the left and 2 on the right; they must be equal, or one of them 1",
    });
  });

  it("under the matrix product", () => {
    expectMistakesAfter("tensor a[2,3]\ntensor b[2]\ntensor c[2,3,4]\nscalar x", {
      "y = a @ b":
        "5:5 (argument) the shapes do not fit: [2,3] @ [2]. The last axis of the left (3) must be as long as the only axis of the right (2)",
      "y = a @ a":
        "5:5 (argument) the shapes do not fit: [2,3] @ [2,3]. The last axis of the left (3) must be as long as the last but one axis of the right (2)",
      "y = b @ x": "5:5 (argument) `@` needs arrays with axes, and [2] @ [] has a scalar; a scalar multiplies with `*`",
      "y = a @ c":
        "5:5 (argument) the leading axes do not fit: [2,3] @ [2,3,4]. They must be equal, or the right must have none",
    });
  });

  it("things that are no arrays", () => {
    expectMistakesAfter("tensor a[2]", {
      "y = a + (1,2)": "2:9 (shape) a tuple is not an array: arrays are written in brackets, `[1, 2]`",
      'y = "a"': "2:5 (shape) a text in quotes is not an array",
      "y = [a >= 0]": "2:5 (unsupported) an indicator is not part of an array expression",
      "y = sigmoid'(a)": "2:5 (unsupported) derivatives are asked for with `gradient … wrt …` or `grad(L, x)`",
    });
  });
});

describe("arguments", () => {
  it("have names, and are given once", () => {
    expectMistakesAfter("tensor a[3,3]\ntensor k[2,2]", {
      "y = conv2d(a)": `3:5 (argument) \`conv2d\` needs its argument \`kernel\`: ${CONV2D}`,
      "y = conv2d(a, k, 2)": `3:18 (argument) \`conv2d\` takes 2 arguments without a name, and \`2\` is one more: ${CONV2D}`,
      "y = conv2d(a, k, strid=2)": `3:18 (argument) \`conv2d\` has no argument \`strid\`; did you mean \`stride\`?: ${CONV2D}`,
      "y = conv2d(a, k, stride=1, stride=2)": "3:28 (argument) `stride` is given twice",
      "y = conv2d(a, k, kernel=k)": "3:18 (argument) `kernel` is given twice",
      "y = sigmoid()": "3:5 (argument) `sigmoid` needs its argument `x`: `sigmoid(x)`",
      "y = sigmoid(a, k)":
        "3:16 (argument) `sigmoid` takes one argument without a name, and `k` is one more: `sigmoid(x)`",
    });
  });

  it("are of their kind", () => {
    expectMistakesAfter("tensor a[3,3]\ntensor k[2,2]", {
      "y = conv2d(a, k, stride=3/2)": "3:25 (argument) `stride` of `conv2d` must be an integer, and 3/2 is not",
      "y = conv2d(a, k, stride=(1,1.5))": "3:25 (argument) `stride` of `conv2d` must be an integer, and 3/2 is not",
      "y = conv2d(a, k, stride=0)": "3:25 (argument) `stride` of `conv2d` must be at least 1, not 0",
      "y = conv2d(a, k, dilation=-1)": "3:27 (argument) `dilation` of `conv2d` must be at least 1, not -1",
      "y = conv2d(a, k, stride=(1,2,3))":
        "3:25 (argument) `stride` of `conv2d` is one integer or 2, one for each spatial axis; 3 items are written",
      "y = conv2d(a, k, padding=(1,2,3))":
        "3:26 (argument) `padding` of `conv2d` is one integer, or for each of the 2 axes an integer or a pair (before, after); 3 items are written",
      'y = conv2d(a, k, padding="sane")':
        '3:26 (argument) `padding` is "valid", "same", "full" or numbers, not "sane"; did you mean `same`?',
      "y = conv2d(a, k, flip=1)": "3:23 (argument) `flip` of `conv2d` is `true` or `false`",
      "y = dilate(a, 0)": "3:15 (argument) `dilate` needs factors of at least 1, not 0",
      "y = pad(a, -2)":
        "3:12 (argument) nothing is left: [3,3] padded so has shape [-1,-1]. The most that may be cropped is 1 on each side",
      "y = pad(a, (1,2,3))":
        "3:12 (argument) `padding` of `pad` is one integer, or for each of the 2 axes an integer or a pair (before, after); 3 items are written",
    });
  });

  it("name axes that there are", () => {
    const noAxis = (axis: number): string =>
      `there is no axis ${axis}: the array has 2 (they are counted from 1, and -1 is the last)`;
    expectMistakesAfter("tensor a[3,3]", {
      "y = transpose(a, (1,1))": "2:18 (argument) `axes` of `transpose` names an axis twice",
      "y = transpose(a, (1,3))": `2:18 (argument) ${noAxis(3)}`,
      "y = flip(a, axis=0)": `2:18 (argument) ${noAxis(0)}`,
      "y = sum(a, axis=-3)": `2:17 (argument) ${noAxis(-3)}`,
    });
  });
});

describe("values", () => {
  const OUT_OF_RANGE =
    "(value) with the values given, the exponentials in `softmax` leave the range of floating-point numbers. Subtract the same number from all of them: its values stay as they are";

  it("with which a softmax has exponentials that are no floating-point numbers, or none but 0", () => {
    expectMistakes({
      "tensor o[2] = [1000,0]\ny = softmax(o)\nexpand y": `3:1 ${OUT_OF_RANGE}`,
      "tensor o[2] = [-1000,-1001]\ny = softmax(o)\njacobian y wrt o": `3:1 ${OUT_OF_RANGE}`,
      "tensor o[2] = [0,1000]\ntensor t[2] = [1,0]\nE = softmax_cross_entropy(o, t)\ngradient E wrt o": `4:1 ${OUT_OF_RANGE}`,
    });
  });

  it("less the same number are taken, and so are letters", () => {
    expect(entriesOf("tensor o[2] = [0,-1000]\ny = softmax(o)\nexpand y", "value")).toEqual({ "1": "1", "2": "0" });
    expect(mistakeIn("tensor o[2]\ny = softmax(o)\nexpand y")).toBe("no mistake");
    expect(mistakeIn("tensor o[2] = [700,0]\ny = softmax(o)\njacobian y wrt o")).toBe("no mistake");
  });
});
