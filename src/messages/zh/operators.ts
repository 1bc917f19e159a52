/** 卷积、池化、损失等运算的参数有误时。 */
export const OPERATORS: Readonly<Record<string, string>> = {
  // 通道
  ". A kernel of shape {0} fits": "。形状为 {0} 的卷积核可用",
  ". Kernels of shape {0} and {1} fit": "。形状为 {0} 或 {1} 的卷积核可用",
  ". With `layout {0}` they are": "。改用 `layout {0}` 则相等",
  "the kernel has {0}, and the input has {1}; they must be equal": "卷积核有 {0}，输入有 {1} 个；二者必须相等",
  "the kernel has {0}, and the input has {1} in {2} groups of {3}; they must be equal":
    "卷积核有 {0}，输入有 {1} 个，分为 {2} 组，每组 {3} 个；卷积核的输入通道数必须等于每组的通道数",
  "the kernel of a transposed convolution has the input's channels last": "转置卷积的卷积核把输入的通道放在最后",
  "the kernel of a transposed convolution has the input's channels first": "转置卷积的卷积核把输入的通道放在最前",
  "{0}: it has {1}, and the input {2}; they must be equal": "{0}：卷积核有 {1} 个，输入有 {2} 个；二者必须相等",
  "`{0}` needs an input with {1}, {2} with channels or {3} with batch and channels; `{4}` has shape [{5}]":
    "`{0}` 的输入应有 {1}，带通道时为 {2} 个，带批量和通道时为 {3} 个；`{4}` 的形状是 [{5}]",
  "`{0}` needs a kernel with {1}, or {2} with its channels; `{3}` has shape [{4}]":
    "`{0}` 的卷积核应有 {1}，带通道时为 {2} 个；`{3}` 的形状是 [{4}]",
  "`groups` must be at least 1, not {0}": "`groups` 至少为 1，不能是 {0}",
  "`groups` must divide the input channels: {0} does not divide {1}": "`groups` 必须整除输入通道数：{0} 不能整除 {1}",
  "`groups` must divide the output channels: {0} does not divide {1}": "`groups` 必须整除输出通道数：{0} 不能整除 {1}",
  "`{0}` needs an input with channels; use `conv2d` for an array of the bare spatial rank":
    "`{0}` 的输入要带通道；只有空间轴的数组请用 `conv2d`",
  "a depthwise kernel over {0} has shape {1}; `{2}` has [{3}]":
    "{0} 上的逐通道卷积核，形状应为 {1}；`{2}` 的形状是 [{3}]",
  "`bias` must have shape [{0}], one entry for each output channel, not [{1}]":
    "`bias` 的形状必须是 [{0}]，每个输出通道一个元素，而不是 [{1}]",
  // 步幅、填充、膨胀
  "`{0}` of `{1}` is one integer, or a pair (before, after)": "`{1}` 的 `{0}` 应为一个整数，或一对数（前，后）",
  "`{0}` of `{1}` is one integer, or for each of the {2} axes an integer or a pair (before, after)":
    "`{1}` 的 `{0}` 应为一个整数，或者 {2} 个轴各给一个整数或一对数（前，后）",
  "`{0}` of `{1}` must be at least 1, not {2}": "`{1}` 的 `{0}` 至少为 1，不能是 {2}",
  "`kernel` of `{0}` must be at least 1, not {1}": "`{0}` 的 `kernel` 至少为 1，不能是 {1}",
  'a word for the padding stands in quotes: `padding="{0}"`': '表示填充方式的词要加引号：`padding="{0}"`',
  '`padding` is "valid", "same", "full" or numbers, not "{0}"{1}':
    '`padding` 应为 "valid"、"same"、"full" 或数，不能是 "{0}"{1}',
  "the kernel does not fit on axis {0}: it spans {1}": "卷积核在第 {0} 轴上放不下：它跨 {1} 个位置",
  ", and the input has {0}": "，而输入只有 {0} 个",
  ", and the input has {0} once padded": "，而输入填充后只有 {0} 个",
  ". It fits with a padding of {0} on each side": "。两侧各填充 {0} 即可",
  "`output_padding` and `output_shape` say the same thing twice; leave one out":
    "`output_padding` 和 `output_shape` 说的是同一件事；请去掉一个",
  "`output_padding` must not be negative, and {0} is. The smallest that is legal is 0":
    "`output_padding` 不能为负，而 {0} 是负数。最小可取 0",
  "`output_padding` must be less than the stride or the dilation: {0} is not less than {1} or {2}":
    "`output_padding` 必须小于步幅或膨胀率：{0} 既不小于 {1}，也不小于 {2}",
  ". The largest that is legal is {0}": "。最大可取 {0}",
  "nothing is left on axis {0}: {1} entries, of which the padding crops {2}":
    "第 {0} 轴上什么也没有剩下：共 {1} 个元素，填充裁去 {2} 个",
  ". The largest padding that is legal is {0} on each side": "。两侧的填充最大各可取 {0}",
  "no input of {0} gives {1} on axis {2}: the convolution that is transposed would give {3}":
    "第 {2} 轴上，大小为 {0} 的输入得不到 {1}：被转置的卷积会得到 {3}",
  // 池化
  "and has no entries to average": "没有可以求平均的元素",
  "and has no largest entry": "没有最大的元素",
  "it spans {0}, and the padding is {1} before and {2} after": "它跨 {0} 个位置，而填充是前 {1} 后 {2}",
  "window {0} on axis {1} lies wholly in the padding, {2}: {3}": "第 {1} 轴上的第 {0} 个窗口完全落在填充里，{2}：{3}",
  ". The largest padding that is always legal is {0} on each side": "。两侧各不超过 {0} 的填充总是可以的",
  "`{0}` compares the {1} entries of each window with one another; the limit is {2}":
    "`{0}` 要把每个窗口的 {1} 个元素两两比较；上限是 {2} 个",
  // 乘积、损失、重排
  "`@` needs arrays with axes, and {0} has a scalar; a scalar multiplies with `*`":
    "`@` 的两边都要有轴，而 {0} 中有标量；乘以标量请用 `*`",
  "the shapes do not fit: {0}. The last axis of the left ({1}) must be as long as ":
    "形状不相配：{0}。左边最后一个轴的长度（{1}）必须等于",
  "the last but one axis of the right ({0})": "右边倒数第二个轴的长度（{0}）",
  "the only axis of the right ({0})": "右边唯一的轴的长度（{0}）",
  "the leading axes do not fit: {0}. They must be equal, or the right must have none":
    "前面的轴不相配：{0}。它们必须相等，或者右边没有这些轴",
  '`reduction` is "mean", "batch_mean" or "sum", not "{0}"':
    '`reduction` 应为 "mean"、"batch_mean" 或 "sum"，不能是 "{0}"',
  "`{0}` compares arrays of one shape: [{1}] and [{2}] are two":
    "`{0}` 比较的两个数组形状必须相同，而这里是 [{1}] 和 [{2}]",
  "`{0}` needs an array with axes": "`{0}` 的数组要有轴",
  "the shape [{0}] does not hold {1} entries": "形状 [{0}] 容不下正好 {1} 个元素",
  "`axes` must name each of the {0} axes once": "`axes` 必须把 {0} 个轴各写一次",
  "nothing is left: [{0}] padded so has shape [{1}]": "什么也没有剩下：[{0}] 这样填充后的形状是 [{1}]",
  ". The most that may be cropped is {0} on each side": "。两侧最多各裁去 {0} 个",
  "`dilate` needs factors of at least 1, not {0}": "`dilate` 的倍数至少为 1，不能是 {0}",
};
