/** 名称、形状、取值与要求中的错误。 */
export const PROBLEM: Readonly<Record<string, string>> = {
  // 名称
  "`{0}` exists already; choose another name": "`{0}` 已经存在；请换一个名称",
  "`{0}` is a word of the language; choose another name": "`{0}` 是工作表语言自己的词；请换一个名称",
  "`{0}` is not known here{1}": "这里没有名为 `{0}` 的量{1}",
  "`{0}` is a letter for a size, and an array is needed here": "`{0}` 是表示尺寸的字母，而这里需要数组",
  "there is no operator `{0}`{1}": "没有名为 `{0}` 的运算{1}",
  "`delta` exists already; give this loss's upstream gradient a name: `loss L(y, delta=g)`":
    "`delta` 已经存在；请给这个损失的上游梯度另取一个名称：`loss L(y, delta=g)`",
  "a name is given to an array, a loss or `grad(L, z)`, each perhaps with index letters":
    "可以命名的是数组、损失或 `grad(L, z)`，后面可带下标字母",
  'the indices of a name are letters: `name w[i,j] as "w_{ij}"`': '名称的下标是字母：`name w[i,j] as "w_{ij}"`',
  "`{0}` has {1} axes, and {2} letters are written": "`{0}` 有 {1} 个轴，却写了 {2} 个字母",
  "`{0}` holds for the whole worksheet and is said once": "`{0}` 对整个工作表有效，只写一次",
  // 记号
  "`index {0}` and `notation(index={1})` contradict each other; one of them is enough":
    "`index {0}` 与 `notation(index={1})` 矛盾；写其中一个即可",
  "indices start at 0 or at 1: `{0}=0` or `{1}=1`, not `{2}`": "下标从 0 或 1 开始：`{0}=0` 或 `{1}=1`，不能是 `{2}`",
  "`notation` has no option `{0}`; there are {1}": "`notation` 没有选项 `{0}`；可用的有 {1}",
  "`notation` has no option `{0}`{1}": "`notation` 没有选项 `{0}`{1}",
  "`{0}` is {1}, and not `{2}`{3}": "`{0}` 应为 {1}，不能是 `{2}`{3}",
  "; the axes of tensors are a statement of their own: `layout {0}`": "；张量的轴序另用一条语句指定：`layout {0}`",
  // 自定义函数
  "the body of a function speaks of its parameter `{0}` alone, and `{1}` is another name":
    "函数的公式里只能出现自变量 `{0}`，而 `{1}` 是别的名称",
  "the body of a function may use {0}, and `{1}` is something else": "函数的公式里可以用 {0}，而 `{1}` 不在其中",
  "`{0}` is not part of a scalar function": "标量函数里不能有 `{0}`",
  "an exponent is a whole number or a half; other powers are written with `exp` and `log`":
    "指数应为整数或半整数；其他的幂请用 `exp` 和 `log` 来写",
  // 调用与参数
  "`{0}` needs its argument `{1}`: `{2}`": "`{0}` 缺少参数 `{1}`（写法：`{2}`）",
  "`{0}` of `{1}` must be an integer, and {2} is not": "`{1}` 的 `{0}` 必须是整数，而 {2} 不是",
  "`{0}` of `{1}` is one integer{2}{3}": "`{1}` 的 `{0}` 应为一个整数{2}{3}",
  "`{0}` of `{1}` is `true` or `false`": "`{1}` 的 `{0}` 应为 `true` 或 `false`",
  "there is no axis {0}: the array has {1} (they are counted from 1, and -1 is the last)":
    "没有第 {0} 轴：数组共有 {1} 个轴（从 1 数起，-1 表示最后一个）",
  "`{0}` of `{1}` names an axis twice": "`{1}` 的 `{0}` 把同一个轴写了两次",
  "`{0}` takes {1} without a name, and `{2}` is one more: `{3}`":
    "`{0}` 只有 {1} 可以不写名称，`{2}` 是多出来的（写法：`{3}`）",
  "`{0}` has no argument `{1}`{2}: `{3}`": "`{0}` 没有参数 `{1}`{2}（写法：`{3}`）",
  "`{0}` is given twice": "`{0}` 给了两次",
  "`{0}` takes one argument": "`{0}` 需要一个参数",
  "`{0}` takes two arguments: `{1}({2}, a)`": "`{0}` 需要两个参数：`{1}({2}, a)`",
  "`{0}` takes {1}": "`{0}` 需要 {1}",
  // 数组与数
  "a tuple is not an array: arrays are written in brackets, `[1, 2]`": "元组不是数组：数组写在方括号里，如 `[1, 2]`",
  "a text in quotes is not an array": "引号中的文字不是数组",
  "a range stands for values only in `tensor t[4] = 1..4`": "范围只在 `tensor t[4] = 1..4` 里表示取值",
  "an indicator is not part of an array expression": "数组的表达式里不能有示性函数",
  "derivatives are asked for with `gradient … wrt …` or `grad(L, x)`": "求导请用 `gradient … wrt …` 或 `grad(L, x)`",
  "the shapes [{0}] and [{1}] do not fit together under `{2}`: axis {3} has {4} entries on the left and {5} on the right; they must be equal, or one of them 1":
    "形状 [{0}] 和 [{1}] 不能作 `{2}` 运算：第 {3} 轴左边有 {4} 个元素，右边有 {5} 个；二者必须相等，或其中之一为 1",
  "an exponent has at most the size of {0}, up and down": "指数的分子和分母都不能超过 {0}",
  "an exponent between numbers must be an integer of at most 1000": "数的指数必须是不超过 1000 的整数",
  "`{0}` is not a number": "`{0}` 不是数",
  "a number is needed here, and `{0}` is not one": "这里需要一个数，而 `{0}` 不是",
  "a size is a positive integer, and {0} is not": "尺寸是正整数，而 {0} 不是",
  "there is no axis {0}: the shape is [{1}]": "没有第 {0} 轴：形状是 [{1}]",
  "there is no axis {0}: the shape is {1}": "没有第 {0} 轴：形状是 {1}",
  "an array must have at least one entry": "数组至少要有一个元素",
  "the rows of an array must be alike: the first has shape [{0}], number {1} has [{2}]":
    "数组的各行形状必须相同：第 1 行的形状是 [{0}]，第 {1} 行是 [{2}]",
  "`{0}` has shape [{1}], {2} entries; the limit is {3}": "`{0}` 的形状是 [{1}]，共 {2} 个元素；上限是 {3}",
  "`{0}` has shape [{1}] and {2} entries; the range gives {3}":
    "`{0}` 的形状是 [{1}]，共 {2} 个元素；范围只给出 {3} 个",
  "`{0}` has shape [{1}]; the values have shape [{2}]": "`{0}` 的形状是 [{1}]；给出的值的形状是 [{2}]",
  "`{0}` is defined by the worksheet; values are given to tensors and deltas":
    "`{0}` 已由工作表定义；只能给张量和上游梯度赋值",
  // 下标
  "a slice must not be empty: the range runs backwards": "切片不能为空：范围写反了",
  "`{0}` has shape {1} and needs {2}, not {3}": "`{0}` 的形状是 {1}，需要 {2}，而不是 {3} 个",
  "the index {0} is outside: it runs from {1} to {2}": "下标 {0} 越界：应从 {1} 到 {2}",
  // 要求
  "{0} has shape {1}; gradient needs a scalar": "{0} 的形状是 {1}；求梯度的对象必须是标量",
  ". For all components: `jacobian {0} wrt {1}`": "。求所有分量的导数：`jacobian {0} wrt {1}`",
  ". For TensorFlow's tape.gradient: `gradient sum({0}) wrt {1}`":
    "。与 TensorFlow 的 tape.gradient 相同的是：`gradient sum({0}) wrt {1}`",
  "a derivative is taken by an array that has a name": "只能对有名称的数组求导",
  "a derivative is taken by an array that has a name, and `{0}` has none": "只能对有名称的数组求导，而 `{0}` 没有名称",
  "`{0}` is {1}; there is nothing to write out": "`{0}` 是 {1}；没有可以展开的内容",
  "a loss of which only the derivatives are known": "只知道导数的损失",
  "made of letters": "由字母组成的数组",
  "`{0}` is not supported yet": "尚不支持 `{0}`",
  "`{0}` has no loss of its own, and its views are written with δ = ∂L/∂{1}; add `loss L({2})` before":
    "`{0}` 没有自己的损失，而它的各个角度要用 δ = ∂L/∂{1} 来写；请在前面加上 `loss L({2})`",
  "`views` is about a convolution that has a name; define one first: `y = {0}`":
    "`views` 针对的是有名称的卷积；请先定义：`y = {0}`",
  "`{0}` is no convolution; `views` shows the gradients of `conv2d`, `conv_transpose2d` and their kin":
    "`{0}` 不是卷积；`views` 展示的是 `conv2d`、`conv_transpose2d` 这一类运算的梯度",
  "`{0}` is neither the input nor the kernel of `{1}`{2}": "`{0}` 既不是 `{1}` 的输入，也不是它的卷积核{2}",
  "`{0}` depends on `{1}` in more than one way, and the views show one":
    "`{0}` 不止一处依赖于 `{1}`，这里只能展示其中一处",
  // 给尺寸字母代入的数
  "`{0}` is {1}, and at least {2} by its bound": "`{0}` 取了 {1}，而它的下界是 {2}",
  "`{0}` is {1}, and no integer": "`{0}` 取了 {1}，不是整数",
  "`{0}` needs a number, and none is chosen for it": "`{0}` 要取一个数，却没有取",
  "`{0}` does not hold: {1} and {2} stand there": "`{0}` 不成立：两边是 {1} 和 {2}",
};
