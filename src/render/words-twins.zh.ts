/** 各框架等价写法的中文说明。 */
import { listed, say } from "./words.ts";
import type { TwinWords } from "./words-twins.ts";

const code = (text: string): { readonly code: string } => ({ code: text });

export const chineseTwins: TwinWords = {
  heading: "框架中的等价写法",
  intro: (upstreams) => {
    const held = upstreams.map(([upstream, array], at) =>
      at === 0 ? say`${upstream} 是损失对 ${array} 的导数` : say`${upstream} 是对 ${array} 的导数`,
    );
    return say`下面的程序计算每个卷积及其梯度。数组的形状与题目中相同，元素为浮点数；${listed(held, "，", "，")}。`;
  },
  noteFor: (arrays, note) => say`关于 ${listed(arrays, "、", " 和 ")}：${note}`,
  leftOut: (arrays) =>
    say`这里不给出 ${listed(arrays, "、", " 和 ")} 的调用：每个调用都要先运行核对，而这些卷积太大。参数相同而尺寸较小的题目会给出。`,
  framework: (name) => `${name}。`,
  notes: {
    summand: say`这个调用给出和式中的一项；它的梯度用的是整个和的导数。`,
    shared: say`同一个数组在调用中出现两次，它的梯度是两处之和，由自动微分给出。`,
    flip: say`框架计算的是互相关，所以先把核翻转。`,
    "pytorch-pad": say`PyTorch 的填充两侧相同且不能为负；其他填充由 ${code("F.pad")} 完成，它从最后一个轴数起，负数表示裁剪。`,
    "output-padding": say`这里的 ${code("output_padding")} 就是余数，即填充后数组末端没有窗口覆盖的元素个数。`,
    "tensorflow-same": say`这里的 ${code("SAME")} 与题目中的填充完全相同，多出的一个零在末端。`,
    "tensorflow-pad": say`调用本身不接受的填充由 ${code("tf.pad")} 补零，负的部分用切片裁去。`,
    "tensorflow-groups": say`TensorFlow 的这些调用没有分组参数，因此逐组计算。`,
    "tensorflow-dilation": say`膨胀率大于 1 时，TensorFlow 的梯度和转置卷积只能在 GPU 上或用 XLA 计算，CPU 内核不支持。`,
    "tensorflow-tape": say`核的梯度没有现成的调用，由 ${code("tape.gradient")} 给出。`,
    "keras-none": say`没有等价的 Keras 层：Keras 不能同时使用步幅和膨胀，转置层没有分组，也不会在层的输出之外加偏置。`,
    "keras-forward": say`梯度由 ${code("tape.gradient")} 给出，与 TensorFlow 相同。`,
    "jax-spread": say`${code("lhs_dilation")} 在元素之间插入零：转置卷积就是翻转核之后的普通卷积。`,
    "jax-groups": say`有分组时，核的梯度没有现成的调用，由 ${code("jax.vjp")} 给出。`,
  },
};
