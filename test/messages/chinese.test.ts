/** What a person reads under `--lang zh`, word for word: worksheets, homework, arguments. */
import { describe, expect, it } from "vitest";
import { usageMistake } from "../../src/cli/usage.ts";
import { derive } from "../../src/derive.ts";
import { formatError, WorksheetError } from "../../src/error.ts";
import { checkSheet, prepareProblem } from "../../src/homework/check.ts";
import { reportJson } from "../../src/homework/report-json.ts";
import { wordsFor } from "../../src/homework/say.ts";
import { inChinese } from "../../src/messages/chinese.ts";
import { inEnglish, listed, tell, verbatim } from "../../src/messages/message.ts";
import { leftoversIn } from "./leftovers.ts";

function shown(worksheet: string): string {
  try {
    derive(worksheet);
  } catch (error) {
    if (error instanceof WorksheetError) return formatError(error, "题.grad", "zh");
    throw error;
  }
  return "";
}

/** A worksheet, where its mistake is, and what is said of it; the last line points at the place. */
const MISTAKES: readonly (readonly [worksheet: string, place: string, message: string, pointed: string])[] = [
  [
    "tensor a[3,3]\ntensor k[2,2]\ny = conv2d(a, k)\ngradient y wrt a",
    "4:10",
    "y 的形状是 [2,2]；求梯度的对象必须是标量。求所有分量的导数：`jacobian y wrt a`。与 TensorFlow 的 tape.gradient 相同的是：`gradient sum(y) wrt a`",
    "gradient y wrt a\n           ^",
  ],
  ["tensr a[2]", "1:1", "没有 `tensr` 这种语句；是否应为 `tensor`？", "tensr a[2]\n  ^"],
  ["tensor a[3", "1:9", "这个 `[` 没有闭合", "tensor a[3\n          ^"],
  ["tensor a[2]\ny = a + + a", "2:9", "`+` 之后应为表达式，却是 `+`", "y = a + + a\n          ^"],
  ["tensor a[2] 3", "1:13", "数值前面缺少 `=`", "tensor a[2] 3\n              ^"],
  [
    "tensor 输入[2]\n输出 = 输入 + 输人\nexpand 输出",
    "2:11",
    "这里没有名为 `输人` 的量；是否应为 `输入`？",
    "输出 = 输入 + 输人\n                ^",
  ],
  [
    "tensor a[2,2]\nexpand a[1,1] + a[3,1]",
    "2:19",
    "下标 3 越界：应从 1 到 2",
    "expand a[1,1] + a[3,1]\n                    ^",
  ],
  [
    "tensor a[3]\ny = conv1d(a, a, strid=2)",
    "2:18",
    "`conv1d` 没有参数 `strid`；是否应为 `stride`？（写法：`conv1d(input, kernel, stride=, padding=, dilation=, groups=, bias=, flip=)`）",
    "y = conv1d(a, a, strid=2)\n                   ^",
  ],
  [
    "tensor a[3]\ntensor k[5]\ny = conv1d(a, k, padding=(0,1))",
    "3:5",
    "卷积核在第 1 轴上放不下：它跨 5 个位置，而输入填充后只有 3 + 0 + 1 = 4 个。两侧各填充 1 即可",
    "y = conv1d(a, k, padding=(0,1))\n      ^",
  ],
  [
    "tensor a[2,5,5]\ntensor k[4,3,2,2]\ny = conv2d(a, k)",
    "3:15",
    "卷积核有 3 个输入通道，输入有 2 个；二者必须相等。形状为 [4,2,2,2] 的卷积核可用",
    "y = conv2d(a, k)\n                ^",
  ],
  [
    "tensor a[6,5]\ntensor k[2,2,3]\ny = conv1d(a, k, groups=4)",
    "3:25",
    "`groups` 必须整除输入通道数：4 不能整除 6。可取 1、2、3、6",
    "y = conv1d(a, k, groups=4)\n                          ^",
  ],
  [
    "tensor a[2]\ntensor b[3]\ny = a + b",
    "3:5",
    "形状 [2] 和 [3] 不能作 `+` 运算：第 1 轴左边有 2 个元素，右边有 3 个；二者必须相等，或其中之一为 1",
    "y = a + b\n      ^",
  ],
  ["tensor a[3] = [1,2]", "1:15", "`a` 的形状是 [3]；给出的值的形状是 [2]", "tensor a[3] = [1,2]\n                ^"],
  [
    "size H, K\ntensor a[H]\ntensor k[K]\ny = a * k",
    "4:5",
    "形状 [H] 和 [K] 不能作 `*` 运算：第 1 轴左边有 `H` 个元素，右边有 `K` 个，二者未必相等。请在前面加上 `assume H == K`，或者把同一尺寸统一成一种写法",
    "y = a * k\n      ^",
  ],
  [
    "size H\ntensor a[H]\ny = max_pool1d(a, 2)",
    "3:5",
    "尺寸为字母时不支持 `max_pool1d`；请把尺寸写成数，并去掉 `size`",
    "y = max_pool1d(a, 2)\n      ^",
  ],
  ["tensor a[2]\nloss L(a)\nexpand a", "3:8", "`a` 是由字母组成的数组；没有可以展开的内容", "expand a\n         ^"],
];

describe("a mistake in Chinese", () => {
  it.each(MISTAKES)("%j", (worksheet, place, message, pointed) => {
    expect(shown(worksheet)).toBe(`题.grad:${place}: ${message}\n  ${pointed}\n`);
  });

  it("has no place where the whole text is at fault", () => {
    expect(shown("# 空")).toBe("题.grad: 工作表里只有注释；请先写一个张量，例如 `tensor a[3,3]`\n");
  });

  it("is in English unless Chinese is asked for", () => {
    expect(() => derive("tensr a[2]")).toThrow("unknown statement `tensr`; did you mean `tensor`?");
  });
});

describe("spaces in Chinese", () => {
  it("stand between Chinese and anything else, and not between Chinese and Chinese", () => {
    expect(inChinese(tell`\`${"x"}\` is missing ${tell`at the end of the line`}`)).toBe("行末缺少 `x`");
    expect(inChinese(tell`\`${"x"}\` is missing ${tell`before ${verbatim("`y`")}`}`)).toBe("`y` 前面缺少 `x`");
  });

  it("stay as they are in what a person has written", () => {
    expect(inChinese(tell`\`${" 甲 乙 "}\` is given twice`)).toBe("` 甲 乙 ` 给了两次");
    expect(inChinese(tell`cannot read ${verbatim("作 业.grad")}: ${tell`there is no such file`}`)).toBe(
      "无法读取 作 业.grad：没有这个文件",
    );
    expect(inChinese(listed([1, 2, 3]))).toBe("1、2、3");
  });
});

describe("formulas of homework that cannot be checked", () => {
  const messageOf = (sheet: string, lang: "en" | "zh"): string | undefined => {
    const problem = prepareProblem("tensor a[3,3]\ntensor k[2,2]\ny = conv2d(a, k)\n", "p.grad");
    const report = checkSheet(problem, sheet, { file: "hw.tex", format: "tex" });
    return reportJson(report, wordsFor(lang)).claims[0]?.failure?.message;
  };

  it("say why in the language that is asked for", () => {
    const sheet = "\\[ y = \\mathrm{pad}(a, -5) \\]";
    expect(messageOf(sheet, "en")).toBe("`pad(a, -5): a number is needed here, and '-5' is not one` cannot be checked");
    expect(messageOf(sheet, "zh")).toBe("`pad(a, -5)` 无法检查：这里需要一个数，而 `-5` 不是");
  });
});

describe("wrong arguments", () => {
  it.each([
    ["error: unknown option '--too'\n(Did you mean --to?)\n", "错误：没有选项 '--too'\n（是否应为 --to？）\n"],
    [
      "error: unknown option '--j'\n(Did you mean one of --jobs, --to?)\n",
      "错误：没有选项 '--j'\n（是否应为 --jobs、--to 之一？）\n",
    ],
    ["error: unknown command '推导'\n", "错误：没有命令 '推导'\n"],
    ["error: missing required argument 'file'\n", "错误：缺少参数 'file'\n"],
    ["error: option '-o, --output <path>' argument missing\n", "错误：选项 '-o, --output <path>' 缺少取值\n"],
    ["error: required option '--problem <worksheet>' not specified\n", "错误：必须给出选项 '--problem <worksheet>'\n"],
    [
      "error: too many arguments for 'verify'. Expected 1 argument but got 2.\n",
      "错误：'verify' 的参数太多。应为 1 个，却有 2 个。\n",
    ],
    [
      "error: option '--lang <language>' argument 'fr' is invalid. Allowed choices are en, zh.\n",
      "错误：选项 '--lang <language>' 的取值 'fr' 无效。可选 en、zh。\n",
    ],
    [
      "error: option '--jobs <number>' argument '0' is invalid. It is a number from 1 to 64.\n",
      "错误：选项 '--jobs <number>' 的取值 '0' 无效。应为 1 到 64 的数。\n",
    ],
    ["something that commander does not say yet\n", "something that commander does not say yet\n"],
  ])("%j", (english, chinese) => {
    const said = usageMistake(english);
    expect(inEnglish(said)).toBe(english);
    expect(inChinese(said)).toBe(chinese);
  });
});

it("English that is left in a Chinese sentence is noticed", () => {
  expect(leftoversIn(tell`this has no Chinese`)).toContain("this");
  expect(leftoversIn(tell`division by zero`)).toEqual([]);
});
