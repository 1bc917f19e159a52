/** 推导、复核、出题和读取作业时的错误。 */
export const DERIVATION: Readonly<Record<string, string>> = {
  "the second derivative of `{0}` is asked for; only first derivatives are derived":
    "这里要求 `{0}` 的二阶导数；只能推导一阶导数",
  "the derivative of a derivative is asked for; only first derivatives are derived":
    "这里要求导数的导数；只能推导一阶导数",
  "with the values given, the exponentials in `softmax` leave the range of floating-point numbers":
    "按所给的值，`softmax` 中的指数函数值超出浮点数的范围",
  ". Subtract the same number from all of them: its values stay as they are": "。请从所有值中减去同一个数：结果不变",
  "the derivative of `{0}` cannot be worked out: {1}": "求不出 `{0}` 的导数：{1}",
  "the expanded expression has more than {0} terms; ask for one entry, or for an array nearer to the output":
    "展开式超过 {0} 项；请只求一个元素，或改求更靠近输出的数组",
  "verify does not raise to the power {0}": "复核时不计算 {0} 次幂",
  "verify knows first derivatives alone": "复核时只计算一阶导数",
  "an exercise asks for entries, and the worksheet asks for none: add `expand`, `jacobian` or `gradient`":
    "练习要求写出元素，而工作表没有这样的要求：请加上 `expand`、`jacobian` 或 `gradient`",
  "an exercise has numbers for its sizes: write `tensor a[4,4]`, say": "练习的尺寸必须是数：例如写 `tensor a[4,4]`",
  '`{0}` is no operator: write a sign, as in `operator "*" means conv2d`, or how it stands between or before its operands, as in `operator "A \\otimes B" means conv2d(B, A)`':
    '`{0}` 不是运算符：请写一个符号，例如 `operator "*" means conv2d`，或写出它在运算对象之间或之前的样子，例如 `operator "A \\otimes B" means conv2d(B, A)`',
};
