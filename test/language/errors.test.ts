import { describe, expect, it } from "vitest";
import { WorksheetError } from "../../src/error.ts";
import { parseExpression, parseWorksheet } from "../../src/language/parse.ts";
import { expectChinese } from "../helpers.ts";

function errorOf(work: () => unknown): WorksheetError {
  try {
    work();
  } catch (error) {
    if (!(error instanceof WorksheetError)) throw error;
    expectChinese(error);
    return error;
  }
  throw new Error("nothing was thrown");
}

/** As `line:column message`. */
function mistakeIn(source: string): string {
  const { line, column, message, code } = errorOf(() => parseWorksheet(source));
  return `${line}:${column} ${code === "syntax" ? "" : `(${code}) `}${message}`;
}

function expectMistakes(mistakes: Readonly<Record<string, string>>): void {
  for (const [source, mistake] of Object.entries(mistakes))
    expect(`${source} → ${mistakeIn(source)}`).toBe(`${source} → ${mistake}`);
}

describe("statement words", () => {
  it("guesses the word that was meant", () => {
    expectMistakes({
      "tensr a[2]": "1:1 unknown statement `tensr`; did you mean `tensor`?",
      "jacobain y wrt a": "1:1 unknown statement `jacobain`; did you mean `jacobian`?",
      "Tensor a[2]": "1:1 unknown statement `Tensor`; did you mean `tensor`?",
      "grad y wrt a": "1:1 unknown statement `grad`; did you mean `gradient`?",
      "indxe 1": "1:1 unknown statement `indxe`; did you mean `index`?",
      "foo bar": "1:1 `foo` opens no statement; a definition is written `foo = …`",
    });
  });

  it("tells an expression from a statement", () => {
    expectMistakes({
      y: "1:1 an expression alone is no statement; `expand y` shows the entries of `y`",
      "a + b": "1:1 an expression alone is no statement; `expand a` shows the entries of `a`",
      "f(x)": "1:1 an expression alone is no statement; `expand …` shows its entries, `y = …` names it",
      "3 + 4": "1:1 a statement starts with a word such as `tensor`, or with a name and `=`; found `3`",
      "= 3": "1:1 a statement starts with a word such as `tensor`, or with a name and `=`; found `=`",
      "f(x) = 2": "1:1 a function is declared with the word `function`: `function f(x) = …`",
      "a[1,1] = 2": "1:1 a definition names a whole array: `a = …`",
    });
  });

  it("keeps statement words from being defined by a slip", () => {
    expectMistakes({
      "index = 0": "1:1 `index` opens a statement, as in `index 0` or `index 1`; it cannot be the name of a definition",
      'title = "T"':
        '1:1 `title` opens a statement, as in `title "Gradients of a convolution"`; it cannot be the name of a definition',
      "name = 3": '1:1 `name` opens a statement, as in `name z as "z^{l}"`; it cannot be the name of a definition',
    });
  });

  it("shows the form of a statement that is not complete", () => {
    expectMistakes({
      tensor: "1:7 `tensor` is not complete; it is written as in `tensor a[3,3]`",
      "tensor [3,3]": "1:8 `tensor` is written as in `tensor a[3,3]`; found `[`",
      "title Gradients": '1:7 `title` is written as in `title "Gradients of a convolution"`; found `Gradients`',
      'title "a" "b"': '1:11 found `"b"` where the statement is complete; one statement stands on one line',
      'layout "nchw"': '1:8 `layout` is written as in `layout nchw` or `layout nhwc`; found `"nchw"`',
      "operator * means conv2d": '1:10 `operator` is written as in `operator "*" means conv2d`; found `*`',
      'operator "*" conv2d': "1:14 `means` is missing before `conv2d`",
      'operator "*"': "1:13 `means` is missing at the end of the line",
      "assume H": "1:9 `assume` is not complete; it is written as in `assume H >= 3`",
      "prove A": "1:8 `prove` is not complete; it is written as in `prove A == B`",
      "expand ": "1:7 `expand` is not complete; it is written as in `expand y`",
    });
  });
});

describe("declarations", () => {
  it("index and layout", () => {
    expectMistakes({
      "index 2": "1:7 indices start at 0 or at 1: `index 0` or `index 1`, not 2",
      "index one": "1:7 `index` is written as in `index 0` or `index 1`; found `one`",
      "layout foo": "1:8 the layout is `layout nchw` (PyTorch) or `layout nhwc` (TensorFlow)",
    });
  });

  it("size", () => {
    expectMistakes({
      "size s = 3": "1:8 a size is a letter without a value; a bound is written `size s >= 1`",
      "size s > 0": "1:8 a bound is written `>=`; any other condition is a statement, as in `assume s < 4`",
      "size H W": "1:8 found `W`; expected `>=` or `,`",
      "size H, 3": "1:9 found `3`; expected a name",
      "assume H = 3": "1:10 equality is written `==`: `assume A == B`",
    });
  });

  it("integer", () => {
    expectMistakes({
      integer: "1:8 `integer` is not complete; it is written as in `integer P_l, P_r`",
      "integer 3": "1:9 `integer` is written as in `integer P_l, P_r`; found `3`",
      "integer P >= 0": "1:11 an integer has no bound; a letter with one is written `size P >= 0`",
      "integer P, Q >= -1": "1:14 an integer has no bound; a letter with one is written `size Q >= -1`",
      "integer P < 4": "1:11 any condition is a statement of its own, as in `assume P < 4`",
      "integer P = 3": "1:11 an integer is a letter without a value",
      "integer P Q": "1:11 `,` is missing before `Q`",
      "integer P,": "1:11 the line ends; expected a name",
      "integr P": "1:1 unknown statement `integr`; did you mean `integer`?",
      "integer = 3": "1:1 `integer` opens a statement, as in `integer P_l, P_r`; it cannot be the name of a definition",
    });
  });

  it("tensor and scalar", () => {
    expectMistakes({
      "tensor a": "1:9 the tensor `a` needs a shape: `tensor a[3,3]`; a single number is `scalar a`",
      "tensor a = [1,2]": "1:10 the tensor `a` needs a shape: `tensor a[3,3]`; a single number is `scalar a`",
      "tensor a(3,3)": "1:9 a shape stands in square brackets: `a[…]`",
      "tensor a[]": "1:10 the shape is empty; a single number is `scalar a`",
      "tensor a[3][3]": "1:12 a shape stands in one bracket: `a[3,3]`",
      "tensor a[2..3]": "1:11 a shape is written in sizes, without a range",
      "tensor a[3,3] [[1,2]]": "1:15 `=` is missing before the values",
      'tensor a[3,3] "W"': '1:15 found `"W"`; expected `=` or `as`',
      "tensor a[3,3] as W": "1:18 expected a text in double quotes, found `W`",
      "tensor a[3] as": "1:15 a text in double quotes is missing at the end of the line",
      "scalar x[2]": "1:9 a scalar has no shape; an array is `tensor x[…]`",
      "scalar x 2": "1:10 `=` is missing before `2`",
      "given delta [[1,0]]": "1:13 `=` is missing before `[`",
    });
  });

  it("function, loss and name", () => {
    expectMistakes({
      "function swish(x) x": "1:19 `=` is missing before `x`",
      "function swish(x)": "1:18 the formula is missing: `function swish(x) = …`",
      "function swish(x, y) = x": "1:17 a function has one parameter",
      "function f = x": "1:12 a function is written `function f` or `function f(x) = …`",
      "loss L": "1:7 `loss L` needs what the loss depends on: `loss L(y)`",
      "loss L = mse(y)": "1:1 a loss with a formula is a definition: `L = …`, without the word `loss`",
      "loss L(y, g)": "1:11 the upstream gradient is named with `delta=`: `loss L(y, delta=g)`",
      'name z "x"': '1:8 expected `as`, as in `name z as "z^{l}"`; found `"x"`',
      "name z as z": "1:11 expected a text in double quotes, found `z`",
      'y = a as "Y"': '1:7 the LaTeX name of a definition is a statement of its own: `name y as "…"`',
    });
  });
});

describe("requests", () => {
  it("jacobian, gradient and expand", () => {
    expectMistakes({
      "jacobian y": "1:11 `jacobian` needs what to differentiate by: `jacobian y wrt a`",
      "gradient sum(y)": "1:16 `gradient` needs what to differentiate by: `gradient y wrt a`",
      "jacobian y by a": "1:12 expected `wrt`, as in `jacobian y wrt a`; found `by`",
      "jacobian y, a": "1:11 expected `wrt`, as in `jacobian y wrt a`; found `,`",
      "jacobian y wrt": "1:15 an expression is missing after `wrt`",
      "gradient L wrt a, b": "1:17 one request stands on one line",
      "expand y, z": "1:9 one request stands on one line",
      "expand y wrt a": "1:10 `expand` takes no `wrt`; for derivatives: `jacobian y wrt a`",
    });
  });

  it("prove", () => {
    expectMistakes({
      "prove A = B": "1:9 `prove` compares two sides with `==`: `prove A == B`",
      "prove A ==": "1:11 an expression is missing after `==`",
      "prove A <= B": "1:9 `prove` takes equalities only: `prove A == B`",
    });
  });
});

describe("expressions", () => {
  it("something is missing", () => {
    expectMistakes({
      "y =": "1:4 an expression is missing after `=`",
      "y = a +": "1:8 an expression is missing after `+`",
      "y = + a": "1:5 expected an expression after `=`, found `+`",
      "y = a * / b": "1:9 expected an expression after `*`, found `/`",
      "y = a b": "1:7 an operator is missing before `b`",
      "y = 2x": "1:6 an operator is missing before `x`; a product is written `2*x`",
      "y = 2(x)": "1:6 an operator is missing before `(`; a product is written `2*(…)`",
      "y = f(a b)": "1:9 a comma or an operator is missing before `b`",
      "y = [[1,2] [3,4]]": "1:12 a comma or an operator is missing before `[`",
      "y = f(a,,b)": "1:9 expected an expression after `,`, found `,`",
      "y = ()": "1:6 there is nothing between `(` and `)`",
      "y = a[]": "1:7 there is nothing between `[` and `]`",
      "y = f'": "1:7 `f'` is a function; its argument is missing, as in `f'(x)`",
      "y = f' + g'": "1:8 `f'` is a function; its argument is missing, as in `f'(x)`",
      "y = 2'(x)": "1:6 a prime follows the name of a function, as in `sigmoid'(z)`",
    });
  });

  it("something stands in the wrong place", () => {
    expectMistakes({
      "y == 3": "1:3 a definition is written with one `=`: `y = …`",
      "y = a = b": "1:7 a second `=` has no place here; equality is written `==`, as in `prove A == B`",
      "y = a >= b": "1:7 a comparison as a value stands in square brackets of its own, as in `[a >= b]`",
      "y = [a = b]": "1:8 equality is written `==`",
      "y = f(x == 1)": "1:9 an argument gets its value with one `=`",
      "y = f(a[1]=1)": "1:11 before `=` stands the name of an argument, as in `stride=2`",
      "y = f(x=1, y)": "1:12 arguments without a name stand before those with one",
      "y = f(x=1, 3)": "1:12 arguments without a name stand before those with one",
      "y = a, b": "1:6 a comma stands between brackets only; a tuple is written `(1, 2)`",
      "y = [1..4]": "1:7 a range is not an entry of an array; it stands alone, as in `= 1..4`",
      "y = f(1..4)": "1:8 a range is an index, the values of a tensor, or the value of a named argument",
    });
  });

  it("brackets", () => {
    expectMistakes({
      "y = f(a, b": "1:6 this `(` is never closed",
      "y = f(a, (b)\nexpand y\nz = g[1]\n": "1:6 this `(` is never closed",
      "tensor k[2,2] = [[1,2],\n  [3,4]\n": "1:17 this `[` is never closed",
      "y = f(a, b[1)": "1:11 this `[` is not closed: expected `]`, found `)`",
      "y = a)": "1:6 this `)` closes no bracket",
    });
  });

  it("marks of other languages", () => {
    expectMistakes({
      "y = a ** 2": "1:7 `**` means nothing here; a power is written `^`",
      "y = a // half": "1:7 `//` means nothing here; a comment starts with `#`, and `/` divides",
      "y := 3": "1:3 `:=` means nothing here; a definition is written `=`",
      "y = a $ b": "1:7 `$` means nothing here",
      "y = a\u0001b": "1:6 the character U+0001 means nothing here",
      "y = x²": "1:6 `²` means nothing here; write `^2`",
      "y = .5": "1:5 `.` means nothing here; write `0.5` for a number, `1..3` for a range",
      "y = f(x=1...4)": "1:10 `...` means nothing here; a range is written with two dots: `1..9`",
      "y = a[1:3]": "1:8 `:` means nothing here; a range is written `1..3`",
      "y = [1 2; 3 4]": "1:9 `;` means nothing here; one statement a line; rows are written `[[1, 2], [3, 4]]`",
      "y = {1,2}": "1:5 `{` means nothing here; brackets are `(` and `[`",
      "y = f(a, padding='same')": '1:18 a text stands between double quotes: "same"',
      'y = f(a, padding="same)': "1:18 this text has no closing quote",
      'title "abc': "1:7 this text has no closing quote",
    });
  });
});

describe("the text as a whole", () => {
  it("points into the line as it was written", () => {
    expectMistakes({
      "tensor a[3]\r\n\r\n# 注释\r\ny = 卷积（a，b b）": "4:12 a comma or an operator is missing before `b`",
      "y = 𝒳 + a b": "1:11 an operator is missing before `b`",
      "y = f(a,\n  b\n  c)": "3:3 a comma or an operator is missing before `c`",
    });
  });

  it("is empty, or no text", () => {
    expectMistakes({
      "": "1:1 the worksheet is empty; start with a tensor, such as `tensor a[3,3]`",
      " \n\t\n": "1:1 the worksheet is empty; start with a tensor, such as `tensor a[3,3]`",
      "# one\n# two": "1:1 the worksheet holds nothing but comments; start with a tensor, such as `tensor a[3,3]`",
      "tensor a\0": "1:1 this is not a text file",
      "tensor \ufffd[3]": "1:1 this is not a text file in UTF-8",
    });
  });

  it("has limits", () => {
    expectMistakes({
      [`y = ${"a".repeat(1_000_000)}`]: "1:1 (limit) the text has 1000004 characters; the limit is 1000000",
      [`y = ${"(".repeat(201)}`]: "1:205 (limit) the nesting is deeper than 200",
      [`y = ${"-".repeat(201)}x`]: "1:205 (limit) the nesting is deeper than 200",
      [`y = ${"2^".repeat(201)}2`]: "1:406 (limit) the nesting is deeper than 200",
    });
    expect(mistakeIn(`y = a${"[1]".repeat(300)}`)).toBe("1:606 (limit) the nesting is deeper than 200");
    expect(mistakeIn(`y = f${"'".repeat(300)}(x)`)).toBe("1:206 (limit) the nesting is deeper than 200");
    expect(parseWorksheet(`y = ${"(".repeat(200)}x${")".repeat(200)}`).statements).toHaveLength(1);
    expect(parseWorksheet(`y = ${"-x[1][2]^f'(x)*".repeat(1000)}x`).statements).toHaveLength(1);
  });

  it("fails quickly on hostile text", () => {
    const junk = [
      "(",
      "[",
      "-",
      "2^",
      "a[",
      "a ",
      '"',
      "'",
      "'a",
      "((1,",
      "[[1],",
      "tensor ",
      "a'",
      "1..",
      "，",
      "$",
      "a=1,",
    ];
    for (const piece of junk) {
      const source = `y = ${piece.repeat(990_000 / piece.length)}`;
      const start = performance.now();
      expect(errorOf(() => parseWorksheet(source)).message.length).toBeLessThan(150);
      expect(performance.now() - start, piece).toBeLessThan(3000);
    }
  }, 60_000);
});

describe("a lone expression", () => {
  it("has the same messages", () => {
    expect(errorOf(() => parseExpression("a +")).message).toBe("an expression is missing after `+`");
    expect(errorOf(() => parseExpression("")).message).toBe("an expression is missing");
    expect(errorOf(() => parseExpression("tensor a")).message).toBe("an operator is missing before `a`");
    expect(errorOf(() => parseExpression("a\nb")).message).toBe("one expression stands on one line");
    expect(errorOf(() => parseExpression("a = b")).message).toBe(
      "a second `=` has no place here; equality is written `==`, as in `prove A == B`",
    );
  });
});
