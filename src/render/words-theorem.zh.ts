/** Chinese sentences of theorems. A formula has a blank between itself and a Chinese character. */
import type { Inline, Phrase } from "./words.ts";
import { listed, say } from "./words.ts";
import { chineseCounts } from "./words-counts.zh.ts";
import type { TheoremWords } from "./words-theorem.ts";

const all = (items: readonly (Inline | Phrase)[]): Phrase => listed(items, "，", "，");
const names = (items: readonly Inline[]): Phrase => listed(items, "、", " 和 ");
const one = (items: readonly Inline[]): Inline => items[0] ?? "";

export const chineseTheorems: TheoremWords = {
  theorem: "定理",
  notation: "记号",
  proof: "证明",
  sizes: (bounded, free, assumed) => {
    const any = say`${names(free)} 为任意整数（可以为负）`;
    const that = assumed.length === 0 ? "" : ["，且满足 ", ...all(assumed)];
    if (free.length === 0) return say`设整数 ${all(bounded)}${that}。`;
    return bounded.length === 0 ? say`设 ${any}${that}。` : say`设整数 ${all(bounded)}，${any}${that}。`;
  },
  equations: () => say`各尺寸之间满足`,
  windows: (letter, array, axis, remainder) =>
    say`于是 ${letter} 是 ${array} ${axis === undefined ? "的长度" : `沿第 ${axis} 轴的尺寸`}${remainder === undefined ? "" : ["；余数 ", remainder, " 是末尾剩余的长度"]}。`,
  determined: (letter, remainder) => say`其中 ${remainder}，因此 ${letter} 由其余尺寸确定。`,
  quotient: (letter, value, remainder) =>
    say`于是 ${letter} 等于 ${value}${remainder === undefined ? "" : ["，余数满足 ", remainder]}。`,
  nonnegative: (relations) => say`此外 ${all(relations)}。`,
  arrays: (items) => say`给定${all(items)}。`,
  array: (name, size) => say`数组 ${name}（${size}）`,
  defined: (equation, size) => say`${equation}（${size}）`,
  put: (definitions) => say`令 ${listed(definitions, "，", "，")}。`,
  loss: (loss, of) => say`设 ${loss} 是 ${of} 的可微函数。`,
  upstream: (equation, size) => say`记其导数为 ${equation}，其${size}。`,
  claim: (ranges) => (ranges.length === 0 ? say`则` : say`则对 ${all(ranges)}，有`),

  zeroExtension: say`数组在其形状之外取值为 0。`,
  zeroFunctions: say`其元素的函数在那里也取值为 0。`,
  openLetters: say`求和号下未注明范围的字母取遍所有整数，其中只有有限项不为 0。`,
  bracket: (bracket) => say`形如 ${bracket} 的方括号在其中的式子成立时为 1，否则为 0。`,
  divides: (bracket) => say`${bracket} 在竖线前的数整除竖线后的数时为 1，否则为 0。`,
  fractions: say`下标不是整数的元素为 0。`,
  entries: say`上面定义的数组在其形状之内的元素为`,

  facts: {
    gradient: ({ arrays: [of = "", by = "", delta] }) =>
      delta === undefined
        ? say`这是 ${of} 的各元素对 ${by} 的各元素的导数。`
        : say`链式法则：${by} 通过 ${of} 的各元素起作用，而 ${delta} 是对这些元素的导数。`,
    "gradient-read-off": ({ arrays: [of = "", by = "", delta] }) =>
      delta === undefined
        ? say`这正是 ${of} 的各元素对 ${by} 的各元素的导数。`
        : say`反过来用链式法则：${by} 通过 ${of} 的各元素起作用，而 ${delta} 是对这些元素的导数。`,
    definition: ({ arrays, bounded }) =>
      say`代入 ${one(arrays)} 的定义${bounded.length === 0 ? "" : ["；因为 ", one(arrays), " 在其形状之外为 0，所以保留 ", ...names(bounded)]}。`,
    "read-off": ({ arrays, bounded }) =>
      say`反过来用 ${one(arrays)} 的定义${bounded.length === 0 ? "" : ["；", ...names(bounded), " 为 0 时它也为 0"]}。`,
    "product-rule": ({ arrays, summands }) =>
      summands > 1
        ? say`乘积的求导法则：每个随变量变化的因子各给出一项。`
        : say`${names(arrays)} 的元素与该变量无关，是常数因子，可以提到求导符号之外。`,
    "product-rule-read-off": ({ arrays, summands }) =>
      summands > 1
        ? say`由乘积的求导法则，各项合为一个导数。`
        : say`${names(arrays)} 的元素与该变量无关，可以放进求导符号之内。`,
    "chain-rule": ({ arrays }) => say`链式法则：${names(arrays)} 在自变量处的导数，乘以自变量的导数。`,
    "chain-rule-read-off": ({ arrays }) => say`反过来用链式法则：这就是复合函数 ${names(arrays)} 的导数。`,
    power: () => say`把幂（或其导数）写成乘积。`,
    "power-read-off": () => say`把乘积写成幂（或其导数）。`,
    collect: () => say`合并同类项。`,
    "collect-read-off": () => say`把一项拆成几个同类项。`,
    cancel: () => say`略去系数为 0 的项。`,
    "cancel-read-off": () => say`添上系数为 0 的项。`,
    combine: () => say`由一个方括号中的等式，另一个方括号可以改用其他字母来写。`,
    pin: ({ equations }) => say`这里只可能 ${all(equations)}。`,
    differentiate: ({ arrays }) =>
      say`${one(arrays)} 的各元素是相互独立的变量：一个对另一个的导数在下标相同时为 1，否则为 0。`,
    "differentiate-read-off": ({ arrays }) =>
      say`${one(arrays)} 的各元素是相互独立的变量：下标相同时为 1 的方括号就是一个对另一个的导数。`,
    "put-in": ({ letters, equations }) => say`对 ${names(letters)} 求和时，只剩下使方括号为 1 的 ${all(equations)}。`,
    name: ({ letters, equations }) =>
      say`引入对 ${names(letters)} 的求和，方括号使其中只剩 ${all(equations)}，即原来的一项。`,
    substitute: ({ instead, equations }) => say`改为对 ${all(equations)} 求和，以代替 ${names(instead)}。`,
    solve: ({ letters, equations, divisions }) =>
      say`对 ${names(letters)} 解方程：当 ${all(divisions)} 时恰有一个解 ${all(equations)}，否则无解。`,
    "solve-read-off": ({ equations, divisions }) =>
      say`把 ${all(equations)} 作为求和字母：它恰在 ${all(divisions)} 时为整数。`,
    reflect: ({ letters, equations }) =>
      say`${names(letters)} 改为从另一端数起，即 ${all(equations)}；求和仍取遍所有整数。`,
    shift: ({ letters, equations }) => say`对 ${names(letters)} 作平移，即 ${all(equations)}；求和仍取遍所有整数。`,
    divide: ({ brackets: [whole = "", ...parts] }) => say`由商和余数的唯一性，${whole} 等同于 ${names(parts)} 之积。`,
    "divide-read-off": ({ brackets: [whole = "", ...parts] }) =>
      say`由商和余数的唯一性，${names(parts)} 之积等同于 ${whole}。`,
    split: ({ equations }) => say`改为分别对商和余数求和，其中 ${all(equations)}。`,
    merge: ({ equations }) => say`商和余数合为一个下标，${all(equations)}。`,
    drop: ({ brackets }) => say`其余因子不为 0 时 ${names(brackets)} 总是 1，故略去。`,
    write: ({ brackets }) => say`可以写上 ${names(brackets)}：数组在其形状之外为 0，其余因子不为 0 时它总是 1。`,
    sizes: () => say`由各尺寸之间的等式。`,
  },
  condition: (claim, reasons, isElsewhereZero) => {
    const zero = "在此范围之外该项另有因子为 0";
    if (!isElsewhereZero) return say`这里 ${claim}，因为 ${all(reasons)}。`;
    return reasons.length === 0
      ? say`这里 ${claim}，因为${zero}。`
      : say`这里 ${claim}，因为 ${all(reasons)}，而且${zero}。`;
  },

  proved: (lines) => say`以上 ${String(lines)} 行都已复核：对所有尺寸，每一行都由所述法则从前一行得出。`,
  grid: (instances, entries, first) =>
    say`此外，每一行都在 ${String(instances)} 组尺寸上求过值，共 ${String(entries)} 个元素：${all(first)}${instances > first.length ? " 等" : ""}。`,
  refuted: say`该命题并非对所有尺寸成立。`,
  unknown: say`既没有找到证明，也没有找到反例。两边化到了：`,
  triedLeft: say`左边：`,
  triedRight: say`右边：`,

  asArrays: (equation) => say`写成数组之间的等式：${equation}。`,
  sizesHeading: "尺寸",
  atSizes: (sizes) => say`取 ${sizes}：`,

  sizeTheorem: say`则`,
  sizeOfLeft: say`这就是左边所表示的尺寸。`,
  sizeOfRight: say`这就是右边所表示的尺寸。`,
  sizesAtOnce: say`右边正是左边所代表的尺寸。`,
  sizeFacts: {
    quotient: (letter) => say`由 ${letter} 的含义。`,
    equation: (letter) => say`由关于 ${letter} 的等式。`,
    equal: () => say`展开即得。`,
  },

  counts: chineseCounts,

  expansion: (of) => say`${of} 的元素（对所有尺寸）`,
  derivatives: (of, wrt) => say`${of} 对 ${wrt} 的导数（对所有尺寸）`,
  derivation: "推导",
  derived: (lines) => say`以上 ${String(lines)} 行都已复核：对所有尺寸，每一行都由所述法则从前一行得出。`,
};
