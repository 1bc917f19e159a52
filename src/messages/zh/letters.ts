/** 尺寸为字母的工作表中的错误。 */
export const LETTERS: Readonly<Record<string, string>> = {
  // 尺寸的算式
  "this contradicts what is known of the sizes before it: no sizes are left":
    "这与前面已知的尺寸条件矛盾：没有任何尺寸能满足",
  "beside letters for sizes a number has at most 15 digits": "与尺寸字母一起出现的数最多 15 位",
  "a size or a number is needed here, and `{0}` is neither": "这里需要尺寸或数，而 `{0}` 两者都不是",
  "an integer is needed here, and `{0}` is not one": "这里需要整数，而 `{0}` 不是",
  "`{0}` is not an integer for all sizes. Write `floor({1})`, or add `assume {2} mod {3} == 0` before":
    "`{0}` 并非对所有尺寸都是整数。请写 `floor({1})`，或在前面加上 `assume {2} mod {3} == 0`",
  "a number is needed here, and `{0}` is not the same for all sizes": "这里需要一个数，而 `{0}` 随尺寸而变",
  "a divisor must be at least 1, and {0}": "除数必须至少为 1，而 {0}",
  "`{0}` is not": "`{0}` 不满足",
  "`{0}` is not shown to be": "`{0}` 未必满足",
  "an exponent between sizes is a number from 0 to {0}": "尺寸的指数应为 0 到 {0} 的数",
  "an exponent is a number, the same for all sizes": "指数必须是不随尺寸而变的数",
  "`mod` stands between sizes, and an array is no size": "`mod` 的两边应是尺寸，而数组不是尺寸",
  "`{0}` cannot be solved for one of its letters without a fraction; write it so that one letter stands alone":
    "从 `{0}` 解出其中任何一个字母都会出现分数；请改写，使某个字母单独在一边",
  "the sizes have coefficients of more than 15 digits": "尺寸的系数超过 15 位",
  // 参数
  "`{0}` of `{1}` is one size{2}": "`{1}` 的 `{0}` 应为一个尺寸{2}",
  "`{0}` of `{1}` must be at least 1, and {2}": "`{1}` 的 `{0}` 必须至少为 1，而 {2}",
  "`{0}` of `{1}` is a number, the same for all sizes": "`{1}` 的 `{0}` 必须是不随尺寸而变的数",
  "`{0}` of `{1}` is one size, or a pair (before, after)": "`{1}` 的 `{0}` 应为一个尺寸，或一对尺寸（前，后）",
  "`{0}` of `{1}` is one size, or for each of the {2} axes a size or a pair (before, after)":
    "`{1}` 的 `{0}` 应为一个尺寸，或者 {2} 个轴各给一个尺寸或一对尺寸（前，后）",
  // 形状
  "arrays are multiplied by sizes that are not negative, and `{0}` is not shown to be so. Add `assume {1} >= 0` before":
    "与数组相乘的尺寸不能为负，而 `{0}` 未必非负。请在前面加上 `assume {1} >= 0`",
  "the shapes {0} and {1} do not fit together under `{2}`": "形状 {0} 和 {1} 不能作 `{2}` 运算",
  ": axis {0} has `{1}` entries on the left and `{2}` on the right, which are not shown to be equal":
    "：第 {0} 轴左边有 `{1}` 个元素，右边有 `{2}` 个，二者未必相等",
  "`{0}` has shape {1}; values need sizes that are numbers. Leave them out, or write numbers for the sizes":
    "`{0}` 的形状是 {1}；尺寸是数时才能赋值。请去掉这些值，或把尺寸写成数",
  "`{0}` has shape {1} and {2} entries; the range gives {3}": "`{0}` 的形状是 {1}，共 {2} 个元素；范围只给出 {3} 个",
  "`{0}` has shape {1}; the values have shape [{2}]": "`{0}` 的形状是 {1}；给出的值的形状是 [{2}]",
  "the index `{0}` is outside: it runs from {1} to `{2}`": "下标 `{0}` 越界：应从 {1} 到 `{2}`",
  "the index `{0}` is not shown to lie inside: it runs from {1} to `{2}`": "下标 `{0}` 未必在范围内：应从 {1} 到 `{2}`",
  // 卷积
  "`{0}` needs an input with {1}, {2} with channels or {3} with batch and channels; `{4}` has shape {5}":
    "`{0}` 的输入应有 {1}，带通道时为 {2} 个，带批量和通道时为 {3} 个；`{4}` 的形状是 {5}",
  "`{0}` needs a kernel with {1}, or {2} with its channels; `{3}` has shape {4}":
    "`{0}` 的卷积核应有 {1}，带通道时为 {2} 个；`{3}` 的形状是 {4}",
  "`groups` must divide the input channels: `{0}` is not shown to divide `{1}`":
    "`groups` 必须整除输入通道数：`{0}` 未必整除 `{1}`",
  "`groups` must divide the output channels: `{0}` is not shown to divide `{1}`":
    "`groups` 必须整除输出通道数：`{0}` 未必整除 `{1}`",
  ". Write the channels as a multiple of the groups, as in `tensor x[N, G*C, H]`":
    "。请把通道数写成组数的倍数，例如 `tensor x[N, G*C, H]`",
  "the kernel has `{0}` input channels, and the input has `{1}`{2}":
    "卷积核的输入通道数是 `{0}`，输入的通道数是 `{1}`{2}",
  "; they are not shown to be equal": "；二者未必相等",
  "a depthwise kernel over `{0}` channels has shape {1}; `{2}` has {3}":
    "`{0}` 个通道上的逐通道卷积核，形状应为 {1}；`{2}` 的形状是 {3}",
  "the kernel does not fit on axis {0} for any sizes: it spans `{1}`, and the input has `{2}`{3}":
    "卷积核在第 {0} 轴上无论尺寸如何都放不下：它跨 `{1}` 个位置，而输入有 `{2}` 个{3}",
  '"same" pads by the larger of 0 and `{0}`, and which of them that is depends on the sizes. Add `assume {1}` before, or the same with `<=`':
    '"same" 的填充量是 0 与 `{0}` 中较大的一个，是哪一个取决于尺寸。请在前面加上 `assume {1}`，或者反过来用 `<=`',
  "`{0}` must be at least 0, and {1}": "`{0}` 必须至少为 0，而 {1}",
  "`{0}` must be less than the stride `{1}` or the dilation `{2}`": "`{0}` 必须小于步幅 `{1}` 或膨胀率 `{2}`",
  ", and `{0}` is not": "，而 `{0}` 不满足",
  ", and `{0}` is not shown to be": "，而 `{0}` 未必满足",
  "the convolution that is transposed gives `{0}` out of `{1}`, and not `{2}`":
    "被转置的卷积由 `{1}` 得到 `{0}`，而不是 `{2}`",
  "the convolution that is transposed is not shown to give `{0}` out of `{1}`{2}":
    "被转置的卷积由 `{1}` 未必得到 `{0}`{2}",
  "`bias` must have shape {0}, one entry for each output channel, not {1}":
    "`bias` 的形状必须是 {0}，每个输出通道一个元素，而不是 {1}",
  // 其他运算与要求
  "with letters for sizes, an average counts the padding: leave `count_include_pad` out":
    "尺寸为字母时，平均总把填充计算在内：请去掉 `count_include_pad`",
  "`{0}` compares arrays of one shape: {1} and {2} are not shown to be one":
    "`{0}` 比较的两个数组形状必须相同，而 {1} 和 {2} 未必相同",
  "`{0}` from {1} to {2} is no single map between the axes, and with letters for sizes it must be one: only neighbouring axes may be joined, or one split into its factors":
    "用 `{0}` 把 {1} 变成 {2}，不是轴之间的单个映射，而尺寸为字母时必须是：只能合并相邻的轴，或把一个轴按因子拆开",
  "the shape {0} is not shown to hold `{1}` entries": "形状 {0} 未必正好容下 `{1}` 个元素",
  "the shapes do not fit: {0}. The last axis of the left ({1}) is not shown to be as long as ":
    "形状不相配：{0}。左边最后一个轴的长度（{1}）未必等于",
  "the leading axes do not fit: {0}. They must be shown equal, or the right must have none":
    "前面的轴不相配：{0}。必须能推出它们相等，或者右边没有这些轴",
  "an array that is written out is not supported beside letters for sizes; give it a name with `tensor`":
    "尺寸为字母时，不能直接写出数组；请用 `tensor` 给它命名",
  "`{0}` is not supported with letters for sizes; write numbers for the sizes, and leave `size` out":
    "尺寸为字母时不支持 `{0}`；请把尺寸写成数，并去掉 `size`",
  "`views` needs numbers for the sizes. What it shows holds for all of them as `prove grad(L, a) == …`":
    "`views` 要求尺寸是数。它所展示的内容对所有尺寸成立，可写 `prove grad(L, a) == …`",
  "with letters for sizes the general entry is derived: write `{0}` in place of `{1}`":
    "尺寸为字母时推导的是一般元素：请把 `{1}` 改写成 `{0}`",
};
