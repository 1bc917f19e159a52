/** Chinese sentences. A formula has a blank between itself and a Chinese character, but none before punctuation. */

import type { Inline, Phrase, RuleWords, Words } from "./words.ts";
import { listed, say } from "./words.ts";
import { chineseDocument } from "./words-document.zh.ts";
import { chineseFigures } from "./words-figures.zh.ts";
import { chinesePage } from "./words-page.zh.ts";
import { chineseTheorems } from "./words-theorem.zh.ts";
import { chineseTwins } from "./words-twins.zh.ts";
import { chineseViews } from "./words-views.zh.ts";

const all = (items: readonly (Inline | Phrase)[]): Phrase => listed(items, "、", " 和 ");

const rule = (short: string, full: string): RuleWords => ({ short, full: [full] });

export const chinese: Words = {
  lang: "zh",
  untitled: "梯度推导",
  conventions: {
    space: "",
    correlation: (sign) =>
      say`数组之间的符号 ${sign} 表示互相关：右边的卷积核不翻转，在左边的数组上滑动。步幅和膨胀率默认为 1，默认不填充；与此不同的设置写在符号下方。`,
    convolution: (sign) => say`符号 ${sign} 表示数学意义上的卷积，即卷积核先旋转 180°。`,
    bias: say`与卷积相加的偏置，加到相应通道的每个元素上。`,
    layout: {
      numerator: say`对向量的导数采用分子布局：一个数的导数写成一行，向量的导数写成矩阵，每个输出占一行。对更多轴的数组的导数，按该数组的形状排列。`,
      denominator: say`对向量的导数采用分母布局：一个数的导数写成一列，向量的导数写成矩阵，每个输出占一列。对更多轴的数组的导数，按该数组的形状排列。`,
    },
    matrix: {
      numerator: (of, wrt) => say`分子布局的雅可比矩阵，${of} 的每个元素占一行，${wrt} 的每个元素占一列：`,
      denominator: (of, wrt) => say`分母布局的雅可比矩阵，${wrt} 的每个元素占一行，${of} 的每个元素占一列：`,
    },
  },
  rules: {
    definition: rule("定义", "把元素换成定义它的求和式。"),
    expansion: rule("展开求和", "把求和式（或最大值）逐项写出；数组范围之外的项略去。"),
    linearity: rule("求导的线性", "和的导数等于导数的和，常数因子可以提到求导符号之外。"),
    vanishing: rule("无关项为零", "不含该变量的项导数为 0，略去不写。"),
    zeros: rule("写出零项", "不含该变量的项导数为 0，这里把每个 0 都写出来。"),
    differentiation: rule("逐项求导", "对剩下的各项逐一求导。"),
    "chain-rule": rule("链式法则", "沿每条路径把导数相乘，再对所有路径求和；求和只涉及该变量所影响的那些元素。"),
    paths: rule("各路径相加", "变量沿几条后来又汇合的路径起作用；把其余量固定，各路径的贡献相加。"),
    upstream: rule("上游梯度", "已知或给定的导数用它的名字表示。"),
    local: rule("代入局部导数", "代入链中各个局部导数。"),
    factoring: rule("提取公因子", "提取公因子。"),
    simplification: rule("化简", "把乘积展开，并消去可以相消的部分。"),
    numbers: rule("代入数值", "代入给定的数值。"),
    value: rule("计算", "算出结果。"),
  },
  proofRules: {
    "left-expanded": rule("左边", "把左边展开成题目中各数组元素的表达式。"),
    "right-expanded": rule("右边", "把右边展开成同样一些元素的表达式。"),
  },
  remarks: {
    "upstream-defined": ([array, ...others]) =>
      others.length === 2
        ? say`数组 ${array ?? ""} 是上游梯度，即 ${others[0] ?? ""} 对 ${others[1] ?? ""} 各元素的导数。`
        : say`数组 ${array ?? ""} 是上游梯度，即损失对相应数组各元素的导数。`,
    "sum-versus-jacobian": ([output, input]) =>
      say`对 ${
        output === undefined ? "输出之和" : [output, " 的各元素之和"]
      }求梯度，等于把雅可比矩阵对所有输出求和。TensorFlow 的 ${{ code: "tape.gradient" }}${
        output === undefined || input === undefined ? "" : ["（", output, " 对 ", input, "）"]
      } 返回的正是这个结果；${{ code: "tape.jacobian" }} 返回的则是每个输出对每个输入的导数。`,
    "activation-derivative": (subjects) =>
      subjects.length === 0 ? say`导数的表达式为：` : say`${all(subjects)} 的导数为：`,
    kink: (subjects) =>
      say`${subjects.length === 0 ? "分段函数" : [...all(subjects), " "]}的导数取自变量所在一侧的斜率；在不可导的点，约定取值为：`,
    tie: (subjects) =>
      say`最大值把梯度全部传给${subjects.length === 0 ? "" : [...all(subjects), " 的"]}窗口内最大的元素：对该元素的导数为 1，对其余元素的导数为 0；若有相等的元素，以最先出现的为最大。`,
    "zero-extension": (subjects) =>
      subjects.length === 0 ? say`数组范围之外的元素视为 0。` : say`${all(subjects)} 范围之外的元素视为 0。`,
  },

  definitions: "定义",
  rulesUsed: "所用法则",
  shapes: (items) => say`数组：${listed(items, "，", "，")}。`,
  shape: (name, size) => say`${name} 的${size}`,
  size: (shape, rank) => (rank === 1 ? say`长度为 ${shape}` : say`形状为 ${shape}`),
  defined: (equation, size, ranges) =>
    say`${equation} 的${size}；${ranges.length === 0 ? "" : ["对 ", ...ranges, "，"]}其元素为`,
  definedInline: (equation, size, entries) => say`${equation} 的${size}，其元素为 ${entries}。`,
  definedScalar: (equation) => say`${equation} 是一个数：`,
  given: say`给定的数值为`,
  deltas: (items) => say`以下导数另用记号表示，其形状与相应的数组相同：${listed(items, "，", "，")}。`,
  standsFor: (name, meaning) => say`${name} 表示 ${meaning}。`,

  expansion: (of) => say`${of} 的展开式`,
  jacobian: (of, wrt) => say`${of} 对 ${wrt} 的雅可比矩阵`,
  gradient: (of, wrt) => say`${of} 对 ${wrt} 的梯度`,
  proof: "命题",
  jacobianCount: (shown, total) =>
    shown === total
      ? say`共有 ${String(total)} 个偏导数，都不恒为零。`
      : say`共有 ${String(total)} 个偏导数，其中 ${String(shown)} 个不恒为零。`,
  jacobianZero: say`这个偏导数恒为零：`,
  stepByStep: say`逐步推导：`,
  inTheSameWay: (count) => say`其余 ${String(count)} 个同理，简写如下：`,
  othersAlike: (count) => say`其余 ${String(count)} 个元素以同样的方式推出，并逐一检验。`,
  writesOut: say`用 ${{ code: "--detail full" }} 可写出每个元素的推导。`,
  entries: say`各元素为：`,
  remaining: (count) => say`其余 ${String(count)} 个元素同理可得：`,
  layer: (name) => say`${name} 层`,
  layerComputes: say`这一层计算`,
  use: (place, times) => (times === 1 ? [place] : say`${place}（${String(times)} 次）`),
  uses: (name, places) =>
    say`${name} 不止一处用到：${listed(places, "，", "，")}。它的梯度是各处传回的贡献之和，计算每一处时其余量固定。`,
  outsideIsZero: say`数组范围之外的元素视为 0。`,
  outsideIsNone: say`数组范围之外的元素不参与取最大值。`,
  generalEntry: (ranges, leavesArrays) =>
    say`${ranges.length === 0 ? "" : ["对 ", ...ranges, "，"]}所有元素由同一个公式给出${leavesArrays ? "（数组范围之外的元素视为 0）" : ""}：`,
  oneOfEachKind: (first) => say`逐步推导，每类元素各取一个${first.length === 0 ? "：" : ["。", ...first]}`,
  oneEntry: say`逐步推导其中一个元素：`,
  kinds: {
    corner: say`角上的元素：`,
    edge: say`边上的元素：`,
    face: say`面上的元素：`,
    end: say`端点处的元素：`,
    interior: say`内部的元素：`,
    any: [],
  },
  remainingByFormula: (count, tellsOption) =>
    say`${count === 1 ? "另一个元素" : `其余 ${String(count)} 个元素`}同样由公式得出${tellsOption ? ["；用 ", { code: "--detail full" }, " 可逐个推导"] : ""}。`,
  briefly: say`以下每个梯度先给出一般元素的公式，再对每类元素各取一个逐步推导；用 ${{ code: "--detail full" }} 可逐个推导全部元素。`,
  longSum: (why, terms) => `${why === "" ? "" : `${why}，`}共 ${terms} 项`,
  inParts: (isSparse) => (isSparse ? say`所有不恒为零的元素，按下标顺序排列：` : say`所有元素，按下标顺序排列：`),
  checkedInParts: (isDerivative) =>
    isDerivative
      ? say`以上每个元素都按所印的样子，以素数 2147483647 为模在一个随机点上求值；乘以随机变化率后相加，恰为各定义正向计算所得的变化率。`
      : say`以上每个元素都按所印的样子，以素数 2147483647 为模在一个随机点上求值，与逐次循环计算定义所得的值相同。`,
  allEntries: say`把所有元素写在一起：`,
  sameEntries: (count, letters, numbers) =>
    say`全部 ${String(count)} 个元素与 ${letters} 相同${numbers === undefined ? "" : `，数值与 ${numbers} 相同`}。`,
  tables: (of, wrt) => say`${of} 的每个元素对应一张表，表中每个位置是它对 ${wrt} 同一位置元素的偏导数：`,
  inNumbers: say`代入数值：`,
  rounded: say`小数保留六位有效数字。`,

  claim: say`求证：`,
  leftSide: "左",
  rightSide: "右",
  sidesNamed: say`下面把等式两边分别记为“左”和“右”。`,
  bothExpanded: say`把两边逐个元素展开成同样一些字母的表达式：`,
  sidesTogether: say`把两边展开成同样一些字母的表达式，逐个元素得到相同的结果：`,
  sidesAsAbove: (count, place) =>
    say`把两边展开成同样一些字母的表达式，逐个元素得到相同的 ${String(count)} 个结果，即 ${place} 中的元素。`,
  likewise: (count) => say`其余 ${String(count)} 个元素同样两边相等。`,
  assuming: (conditions) => say`假设 ${conditions}。`,
  verdicts: { proved: "成立。", refuted: "不成立。", unknown: "未定。" },
  proved: (scope) =>
    scope === "all sizes" ? say`两边对任意大小都相等，命题得证。` : say`两边的每个元素都相等，在给定的大小下命题得证。`,
  unknown: say`命题既未能证明，也未能否定。`,
  refutedShapes: (left, right) => say`左边是 ${left}，右边是 ${right}。`,
  refuted: (place, left, right) => say`${place}左边等于 ${left}，右边等于 ${right}。`,
  refutedAt: (entry) => say`在元素 ${entry} 处，`,
  refutedSizes: (sizes) => say`取 ${sizes}，`,
  refutedValues: (values) => say`令 ${values}，其余字母为 0，`,
  columns: (from, to) => (from === to ? `第 ${from} 列` : `第 ${from} 至 ${to} 列`),
  tooManyFormulas: say`元素太多，不再排版，以纯文本列出。`,
  document: chineseDocument,
  page: chinesePage,
  twins: chineseTwins,
  figures: chineseFigures,

  views: chineseViews,
  theorems: chineseTheorems,
};
