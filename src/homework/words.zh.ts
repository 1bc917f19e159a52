/** 检查作业所用的中文句子，诊断除外。 */
import { inChinese } from "../messages/chinese.ts";
import { expectationsIn } from "./expectations.ts";
import { code, echo } from "./place.ts";
import type { CheckWords, CounterexampleParts, Summary } from "./words.ts";
import { chineseDiagnoses } from "./words-diagnoses.zh.ts";

const expectations: CheckWords["expectations"] = {
  "a formula": "公式",
  "a number": "数",
  "a letter": "字母",
  "an index": "下标",
  "a relation": "= 之类的关系符号",
  "an operator": "+ 之类的运算符",
  "a factor": "因子",
  "a subscript": "下标",
  "a superscript": "上标",
  "a condition": "i < 3 之类的条件",
  "a closing bracket": "右括号",
  "an opening bracket": "左括号",
  "a new row": "新的一行",
  "the end of the formula": "公式的结尾",
};

export const chineseCheck: CheckWords = {
  lang: "zh",
  htmlLang: "zh-CN",
  verdicts: {
    correct: { label: "正确", meaning: "已证明对任意取值都成立" },
    rounded: { label: "舍入后正确", meaning: "与精确值在所写的位数内一致" },
    wrong: { label: "错误", meaning: "已否定：有反例，或形状不符" },
    unproven: { label: "未证明", meaning: "凡是试过的取值都成立，但没有证明" },
    ambiguous: { label: "有歧义", meaning: "有两种读法，结论不同；不算错" },
    unreadable: { label: "无法读取", meaning: "没有读懂这个公式；不算错" },
  },
  diagnoses: chineseDiagnoses,
  operators: {
    correlation: "互相关运算（卷积核不翻转）",
    convolution: "数学中的卷积（卷积核翻转）",
    "kernel-first": "卷积核写在前面的互相关运算",
    transposed: "转置卷积",
    product: "逐元素乘积",
    matmul: "矩阵乘积",
    outer: "外积",
    squares: "各元素平方之和",
    valid: "无填充的卷积（valid）",
    full: "完全填充的卷积（full）",
    same: "保持大小的卷积（same）",
  },
  covers: (covered, wrong) => `（这可以解释 ${wrong} 个错误元素中的 ${covered} 个。）`,
  notes: {
    dropped: ({ text }) => `略去了 ${code(text)}，它在这里没有意义`,
    unwrapped: ({ command }) => `忽略 ${code(command)}，只读其中的内容`,
    expanded: ({ command }) => `把 ${code(command)} 换成了它的定义`,
    commented: ({ text }) => `把 ${code(text)} 当作注释`,
    said: ({ text }) => `按旁边文字所说，在 ${code(text)} 的条件下检查`,
    "follows-from": ({ line }) => `由第 ${line} 行推出，沿用了那里的错误`,
    "fails-at": ({ where, entries, total }) => failsAt(where, entries, total),
    accumulated: ({ letters }) =>
      letters === ""
        ? "把 `+=` 读作：从零开始，累加一次"
        : `把 \`+=\` 读作：从零开始，对 ${code(letters)} 的每一组取值各累加一次`,
    target: ({ names, axis }) =>
      `在 ${names.map(code).join("、")} 沿${axis === undefined ? "最后一轴" : `第 ${axis} 轴`}之和为 1 时成立，交叉熵的目标正是如此`,
    kink: () => "在不可导的点，两侧斜率之间的任何取值都可以接受；没有按题目的约定来要求",
    denominator: ({ shown }) => `在 ${code(shown.text)} 不为 0 时成立`,
    "checked-at": ({ sizes }) => `在 ${code(sizes)} 时检查过，这不是对任意大小的证明`,
    numbers: ({ points }) => `式子太大，没有全部展开：取 ${points} 组数值比较，这只能否定，不能证明`,
    "true-under-other": ({ operator }) => `若该运算符表示 ${code(operator)}，则是正确的`,
  },
  declare: (statement, convolve, product, matmul) =>
    `可以在题目中说明含义：${statement} 表示互相关；也可以换成 ${convolve}（卷积核翻转）、${product}（逐元素乘积）或 ${matmul}（矩阵乘积）`,
  delta: (gradient, statement) =>
    `\`delta\` 是题目中的损失对它的自变量的梯度；如果指的是 ${gradient}，可以在题目中写明：${statement}`,
  readAs: {
    padding: (written, shown) => `按左边的形状为 ${written} 填充：${shown}`,
    order: (written) => `按大小把 ${written} 中的第一个数组当作在第二个上滑动的核`,
    operator: (written, shown) => `把 ${written} 中的运算符读作 ${shown}`,
    product: (written) => `把 ${written} 读作乘积`,
    digits: (written, shown) => `把 ${written} 中的数字读作 ${shown}`,
    name: (written, shown) => `把 ${written} 读作 ${shown}`,
    delta: (written, shown) => `把 ${written} 读作 ${shown}`,
    whole: (_, shown) => `把各数组当作整体，不看下标 ${shown}`,
    layer: (_, shown) => `对题目中它能谈到的每一层逐一检查：${shown}`,
    range: (written, shown) => `${written} 没有写明范围，取被加项所需的全部范围：${shown}`,
    slice: (written, shown) => `把 ${written} 读作切片 ${shown}`,
    index: (written, shown) => `把 ${written} 的下标读作 ${shown}`,
    "index-base": (written, shown) => `${written} 的下标按另一个起点来读：${shown}`,
    derivative: (written, shown) => `把 ${written} 读作导数 ${shown}`,
  },
  failures: {
    unexpected: ({ found, expected }) => `这里不应出现 ${code(found)}${instead(expected)}`,
    unfinished: ({ expected }) => `公式没有写完${instead(expected)}`,
    "unknown-command": ({ command, suggestion }) =>
      `这里没有命令 ${code(command)}${suggestion === undefined ? "" : `；是否应为 ${code(suggestion)}？`}`,
    unclosed: ({ opening }) => `${code(opening)} 没有闭合`,
    unopened: ({ closing }) => `${code(closing)} 没有与之对应的开头`,
    forbidden: ({ command }) => `作业中不能使用 ${code(command)}：请直接写出它所代表的内容`,
    character: ({ character }) => `字符 ${visible(character)} 在公式中没有意义`,
    dots: () => "这里用省略号略去了一部分：请全部写出，以便检查",
    blank: () => "这里还没有填写",
    "unknown-name": ({ name, suggestion }) =>
      `题目中没有 ${code(name)}${suggestion === undefined ? "" : `；是否应为 ${code(suggestion)}？`}`,
    indices: ({ name, shape, written }) => `${code(name)} 的形状是 ${code(shape)}，${code(written)} 不是它的元素`,
    "not-a-function": ({ name }) => `看不出 ${code(name)} 是函数还是因子：若是乘积，请在因子之间写 \`\\cdot\``,
    shapes: ({ operator, left, right }) =>
      `${operator === "juxtaposed" ? "乘积" : code(operator)} 不适用于形状 ${code(left)} 和 ${code(right)}`,
    "not-scalar": ({ found }) => `这里需要一个数，而它是 ${code(found)}`,
    "free-letter": ({ name }) => `没有说明 ${code(name)} 的范围或含义：请在公式旁写出它的范围`,
    relation: ({ sign }) => `含有 ${code(sign)} 的式子无法检查：只能检查等式`,
    unsupported: ({ found, why }) =>
      `${found === undefined ? "这里" : `${code(found)} `}无法检查${why === undefined ? "" : `：${echo(inChinese(why))}`}`,
  },
  limits: {
    bytes: (most) => `作业太长：超过 ${most} 字节`,
    claims: (most) => `作业中的公式太多：超过 ${most} 个`,
    tokens: (most) => `公式太长：超过 ${most} 个符号`,
    nesting: (most) => `公式嵌套太深：超过 ${most} 层`,
    macros: (most) => `自定义命令展开后太大：超过 ${most} 次替换`,
    matrix: (most) => `矩阵太大：超过 ${most} 行或列`,
    digits: (most) => `数太长：超过 ${most} 位`,
    terms: (most) => `公式太大，无法检查：超过 ${most} 项`,
    points: (most) => `检查这个公式太费时：超过 ${most} 次求值`,
  },
  expectations,
  counterexample,
  summary,
  noClaims: "没有找到含有 = 之类关系符号的公式。",
  chrome: {
    title: (file) => `${file} 的检查结果`,
    line: (line) => `第 ${line} 行`,
    problem: "题目",
    wrote: "你写的是",
    wrongHere: "从这里开始出错",
    unreadHere: "从这里开始无法读取",
    expected: "应为",
    reason: "原因",
    otherReason: "也可能是",
    counterexample: "反例",
    note: "说明",
    notes: "读法",
    readings: "可以读作",
    follows: "由上一步推出",
    colon: "：",
  },
  gradescope: {
    test: (at, line) => `第 ${at} 个公式（第 ${line} 行）`,
    noPenalty: "这里不扣分，需要人工查看。",
    policy: (right, decided) =>
      `得分是正确的公式在能够判定的公式中所占的比例：${decided} 个中有 ${right} 个正确。无法读取或有歧义的公式不计在内。`,
    nothingDecided: "没有一个公式能够判定，因此无法给分。这份作业需要人工查看。",
    failed: "检查程序出错",
    failedMeaning: "检查程序在这份作业上出错了。这不是你的问题：请告诉老师。",
    details: "出错详情",
    unread: "这份作业没有检查",
  },
};

function instead(expected: readonly string[]): string {
  const items = expectationsIn(expected, expectations);
  return items.length === 0 ? "" : `；这里应为${items.join("、").replace(/、([^、]*)$/, "或$1")}`;
}

function visible(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  const name = `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
  return code(character) === "``" ? name : `${code(character)}（${name}）`;
}

function failsAt(where: "border" | "interior" | "entries", entries: readonly string[], total: number): string {
  const shown = entries.map(code).join("、");
  const all = entries.length < total ? `${shown} 等 ${total} 处` : shown;
  switch (where) {
    case "border":
      return `内部的元素都对，边界上有错：${all}`;
    case "interior":
      return `边界上的元素都对，内部有错：${all}`;
    case "entries":
      return `错在 ${all}`;
  }
}

function counterexample({ values, sizes, at, left, right }: CounterexampleParts): string {
  const letters = values.length === 0 ? "所有字母为 0" : `${listed(values)}，其余字母为 0`;
  const place = at.length === 0 ? "" : `，在 ${listed(at)} 处`;
  const size = sizes.length === 0 ? "" : `${listed(sizes)}，`;
  return `取 ${size}${letters}${place}：左边等于 ${left}，右边等于 ${right}`;
}

function listed(items: readonly string[]): string {
  return items.join("，");
}

function summary({ correct, rounded, wrong, unproven, ambiguous, unreadable }: Summary): string {
  const total = correct + rounded + wrong + unproven + ambiguous + unreadable;
  const parts = [
    [correct, "个正确"],
    [rounded, "个舍入后正确"],
    [wrong, "个错误"],
    [unproven, "个未证明"],
    [ambiguous, "个有歧义"],
    [unreadable, "个无法读取"],
  ] as const;
  const said = parts.filter(([amount]) => amount > 0).map(([amount, label]) => `${amount} ${label}`);
  return `共 ${total} 个公式${said.length === 0 ? "" : `：${said.join("，")}`}`;
}
