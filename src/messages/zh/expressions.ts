/** 读表达式时的错误。 */
export const EXPRESSIONS: Readonly<Record<string, string>> = {
  "an expression is missing": "缺少表达式",
  " after {0}": "{0} 之后",
  "an expression is missing{0}": "{0}缺少表达式",
  "expected an expression{0}, found {1}": "{0}应为表达式，却是 {1}",
  "there is nothing between `(` and `)`": "`(` 和 `)` 之间没有内容",
  "there is nothing between `[` and `]`": "`[` 和 `]` 之间没有内容",
  "arguments without a name stand before those with one": "不写名称的参数要放在写明名称的参数前面",
  "`{0}` is a function; its argument is missing, as in `{1}(x)`": "`{0}` 是函数，缺少自变量，应如 `{1}(x)`",
  "a prime follows the name of a function, as in `sigmoid'(z)`": "撇号要写在函数名之后，例如 `sigmoid'(z)`",
  "at the end of the line": "行末",
  "before {0}": "{0} 前面",
  "`{0}` is missing {1}": "{1} 缺少 `{0}`",
  "a comma stands between brackets only; a tuple is written `(1, 2)`": "逗号只能出现在括号里；元组写作 `(1, 2)`",
  "a range is not an entry of an array; it stands alone, as in `= 1..4`":
    "范围不能当作数组的元素；它要单独写，例如 `= 1..4`",
  "a range is an index, the values of a tensor, or the value of a named argument":
    "范围只能用作下标、张量的取值或具名参数的值",
  "an argument gets its value with one `=`": "给参数赋值只用一个 `=`",
  "a comparison as a value stands in square brackets of its own, as in `[a >= b]`":
    "把比较当作数值时，要单独放在方括号里，例如 `[a >= b]`",
  "equality is written `==`": "相等写作 `==`",
  "before `=` stands the name of an argument, as in `stride=2`": "`=` 前面应是参数的名称，例如 `stride=2`",
  "a second `=` has no place here; equality is written `==`, as in `prove A == B`":
    "这里不能再有第二个 `=`；相等写作 `==`，例如 `prove A == B`",
  "an operator is missing before {0}; a product is written `{1}`": "{0} 前面缺少运算符；乘积写作 `{1}`",
  "a comma or an operator is missing before {0}": "{0} 前面缺少逗号或运算符",
  "an operator is missing before {0}": "{0} 前面缺少运算符",
};
