/** 错误是什么、为什么错、怎样改：每种诊断一句。Details stand between backticks already. */
import type { CheckWords } from "./words.ts";

export const chineseDiagnoses: CheckWords["diagnoses"] = {
  "kernel-not-flipped": ({ kernel = "卷积核" }) =>
    `${kernel} 应旋转 180°，这里却直接使用了。同一个输入元素，窗口起点越靠后，落在它上面的卷积核元素就越靠前，次序正好相反。请在每个轴上把卷积核倒过来。`,
  "kernel-flipped-twice": ({ kernel = "卷积核" }) =>
    `${kernel} 多旋转了一次 180°：运算本身已经翻转卷积核，再翻转一次就抵消了。请去掉其中一次翻转。`,
  "kernel-gradient-flipped": ({ kernel = "卷积核" }) =>
    `所得的对 ${kernel} 的梯度是正确结果旋转 180°。卷积核的元素在每个窗口里都与自己位置上的输入元素相乘，所以这个梯度是输入与上游梯度的互相关，不需要翻转。请去掉翻转。`,
  "one-axis-flip": ({ kernel = "卷积核", axis }) =>
    `${kernel} 只在${axis === undefined ? "一个轴" : `第 ${axis} 轴`}上翻转了。旋转 180° 要把每个空间轴都倒过来，行和列都要。请把另一个轴也翻转。`,
  "transposed-indices": ({ written, right }) =>
    `两个下标的次序写反了${pair(written, right)}。第一个下标是行，第二个是列，等式两边都一样。请交换这两个下标。`,
  "wrong-index": ({ written, right }) =>
    `有一个下标不对${pair(written, right)}。哪些元素相乘由输出的定义决定，请在定义中找出它们所在的窗口，再改正这个元素。`,
  "off-by-one": ({ written, right, shift }) =>
    `有一个下标差了 1${among(shift)}${pair(written, right)}。请注意下标从几开始，以及范围是否包含末端，把下标移回来。`,
  "index-base": ({ written, right }) =>
    written === undefined || right === undefined
      ? "下标的起点与题目不同，因此所有下标都差了同一个数。请把每个下标平移。"
      : `你的下标从 ${written} 开始，题目的下标从 ${right} 开始，因此所有下标都差了同一个数。请把每个下标平移。`,
  "missing-term": ({ terms, count }) =>
    `缺少${termsOf(terms, count)}。导数要把该变量影响左边的每一条路径都加起来，这里没有加全。请补上缺少的项。`,
  "extra-term": ({ terms, count }) => `多了${termsOf(terms, count)}。该变量并不这样影响左边。请去掉多余的项。`,
  sign: ({ term }) =>
    `${term === undefined ? "整体的正负号不对" : `${term} 的正负号不对`}，其余都对。可能漏了一个负号，或多了一个：请检查定义和每一步求导，改正符号。`,
  "stride-ignored": ({ stride }) =>
    `步幅为 1 时这样写是对的，但这里的步幅${stride === undefined ? "大于 1" : `是 ${stride}`}。输出 p 的窗口从 s·p 处开始，而不是从 p 处开始。请把输出的下标乘以步幅；求对输入的梯度时，要在上游梯度的相邻元素之间插入 s − 1 个零。`,
  "padding-ignored": ({ padding }) =>
    `没有填充时这样写是对的，但这里的填充${padding === undefined ? "不为 0" : `是 ${padding}`}。填充使每个窗口向边界外后退 P 个位置。请从输入的下标中减去 P，数组范围之外的元素视为 0。`,
  "dilation-ignored": ({ dilation }) =>
    `膨胀率为 1 时这样写是对的，但这里的膨胀率${dilation === undefined ? "大于 1" : `是 ${dilation}`}。卷积核的相邻元素在输入上相隔 d 个位置。请把卷积核的下标乘以膨胀率。`,
  "stride-dilation-exchanged": ({ stride, dilation }) =>
    `步幅${among(stride)}与膨胀率${among(dilation)}互换了。步幅乘在窗口的编号上，膨胀率乘在窗口内的下标上；求对卷积核的梯度时，两者的角色互换。请把它们换回来。`,
  "leftover-ignored": ({ leftover }) =>
    `由于步幅的关系，输入的末端还剩下${leftover === undefined ? "一些" : ` ${leftover} 个`}没有窗口到达的位置，公式没有考虑它们。这些位置的梯度为 0，而梯度的形状仍与输入相同。请在末端补上同样多的零；求对卷积核的梯度时，则把结果截到卷积核的大小。`,
  "channel-sum": ({ channels }) =>
    `对通道${among(channels)}的求和不对。每个输出通道对本组的所有输入通道求和；对输入的梯度要对所有输出通道求和；对卷积核的梯度则都不求和。请检查应对哪些通道求和。`,
  "bias-not-summed": ({ bias = "偏置" }) =>
    `对 ${bias} 的梯度应当求和。同一个偏置加到了该通道的每个位置和每个样本上，它们都会传回各自的贡献。请把上游梯度对所有位置和样本求和。`,
  scale: ({ factor }) =>
    factor === undefined
      ? "差一个常数因子，其余都对。请检查整体前面的系数，例如平方的 2，或平均的 1/N。"
      : `你的结果是正确结果的 ${factor} 倍。请检查整体前面的系数，例如平方的 2，或平均的 1/N，再除以 ${factor}。`,
  "sum-range": ({ letter, written, right }) =>
    `${letter === undefined ? "" : `对 ${letter} 的`}求和范围不对${pair(written, right)}。求和只取左边所依赖的那些位置。请改正求和的上下限。`,
  "roles-exchanged": ({ first, second }) =>
    `${first === undefined || second === undefined ? "两个数组" : `${first} 与 ${second}`}互换了位置。乘积对一个因子的导数是另一个因子。请把它们换过来。`,
  "other-convolution": ({ used, meant }) =>
    `${used === undefined || meant === undefined ? "这个结果对另一种卷积成立，而不是题目中的卷积" : `这个结果对${used}成立，而这里指的是${meant}`}。不同的书把几种运算都叫作卷积：卷积核翻转或不翻转，有填充或没有填充。请采用题目所定义的那一种。`,
  "left-side": ({ written, right }) =>
    right === undefined
      ? "右边是一个正确的导数，但不是左边所写的导数。请检查是谁对谁求导。"
      : `右边对 ${right} 是正确的${written === undefined ? "" : `，而左边写的是 ${written}`}。请检查是谁对谁求导，改正左边或右边。`,
  "sum-vs-jacobian": ({ of = "输出" }) =>
    `这是 ${of} 各元素之和的导数，而要求的是每个元素的导数（或者相反）。TensorFlow 的 \`tape.gradient\` 先把所有输出相加；雅可比矩阵则对每个输出各有一张表。请写出左边所指的那一个。`,
  shape: ({ left, right, first, second, mended }) => {
    const sides = `${left === undefined || right === undefined ? "等式两边的形状不同" : `左边的形状是 ${left}，右边的形状是 ${right}`}。梯度的形状与求导所对的数组相同。请检查填充（full 还是 valid）、相乘的次序以及转置。`;
    if (first === undefined || second === undefined) return sides;
    const mend = mended === undefined ? "请检查相乘的次序以及转置。" : `相乘的次序不对，应为 ${mended}。`;
    const product = `形状为 ${first} 与 ${second} 的矩阵不能相乘：前一个的列数要等于后一个的行数。${mend}`;
    return left === undefined ? product : product + sides;
  },
  "transposed-matrix": ({ written, right }) =>
    `矩阵的转置不对，多了或少了一次${pair(written, right)}。反向传播时，一层的矩阵要转置后再作用，因为行与列的角色互换了。请改正转置。`,
  "activation-derivative-missing": ({ factor }) =>
    `缺少${factor === undefined ? "激活函数的导数这个因子" : `因子 ${factor}`}。反向经过激活函数时，链式法则要逐元素乘以它的导数。请乘上这个因子。`,
  "activation-not-derived": ({ written, right }) =>
    `应写激活函数的导数，这里却写了激活函数本身${pair(written, right)}。链式法则乘的是 f′(z)，而不是 f(z)。请换成导数。`,
  arithmetic: ({ written, right }) => `公式是对的，但计算有误${pair(written, right)}。请重新算一遍。`,
  unrecognised: () =>
    "等式两边不相等，而且不属于这里所知的任何一种常见错误。请与正确的公式逐项比较，或把反例中的数值代入两边。",
};

function pair(written: string | undefined, right: string | undefined): string {
  return written === undefined || right === undefined ? "" : `：写成了 ${written}，应为 ${right}`;
}

function among(text: string | undefined): string {
  return text === undefined ? "" : `（${text}）`;
}

function termsOf(terms: string | undefined, count: string | undefined): string {
  if (terms === undefined) return count === undefined ? "某一项" : ` ${count} 项`;
  return count === undefined || count === "1" ? ` ${terms} 这一项` : ` ${terms}（共 ${count} 项）`;
}
