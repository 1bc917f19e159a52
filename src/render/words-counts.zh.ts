/** Chinese sentences on how many windows an entry lies in. */
import type { Inline, Phrase } from "./words.ts";
import { listed, say } from "./words.ts";
import type { CountWords } from "./words-theorem.ts";

const all = (items: readonly (Inline | Phrase)[]): Phrase => listed(items, "，", "，");
const along = (axis: number | undefined): string => (axis === undefined ? "" : `沿第 ${axis} 轴`);

export const chineseCounts: CountWords = {
  heading: "元素被使用的次数",
  uses: (entry, outputs, axis) =>
    say`由 ${outputs} 的导数可以读出，${entry} ${along(axis)}落在这么多个窗口中，每个窗口对应 ${outputs} 的一个元素：`,
  overlaps: (entry, inputs, axis) => say`由导数可以读出，${inputs} 中有这么多个元素${along(axis)}在 ${entry} 处重叠：`,
  meetings: (entry, outputs, axis) =>
    say`由 ${outputs} 的导数可以读出，${entry} ${along(axis)}在这么多个窗口中与输入（而非填充）相乘：`,
  inside: (where, forms, between) => {
    const start = where.length === 0 ? say`其值为` : say`当 ${all(where)} 时不缺窗口，其值为`;
    const range = between && say`其余情形介于 ${between[0]} 与 ${between[1]} 之间`;
    return say`${start} ${listed(range === undefined ? forms : [...forms, range], "；", "；")}。`;
  },
  form: (value, when) => (when.length === 0 ? [value] : say`${value}（当 ${all(when)} 时）`),
  period: (stride) => say`在这个范围内它以步幅 ${stride} 为周期。`,
  uniform: (when, isPattern) =>
    isPattern
      ? say`在这个范围内它处处相等，当且仅当 ${all(when)}；否则重叠的次数呈棋盘状。`
      : say`在这个范围内它处处相等，当且仅当 ${all(when)}；否则有些元素比另一些用得更多。`,
  zero: (places, counted) =>
    counted === "overlaps"
      ? say`在以下各处它为 0，没有输入到达该输出：${listed(places, "；", "；")}。`
      : say`在以下各处它为 0，导数全部为 0：${listed(places, "；", "；")}。`,
  place: (where, why) => say`${all(where)}（${why}）`,
  reasons: {
    "before the first window": "在第一个窗口之前",
    "behind the last window": "在最后一个窗口之后",
    "between windows": "步幅使相邻窗口分开，落在两个窗口之间",
    "not on the common grid": "不在步幅与扩张率的公共网格上",
    "in the padding before": "只遇到前面的填充",
    "in the padding behind": "只遇到后面的填充",
  },
  independent: say`各轴相互独立：总的次数是各轴次数之积。`,
  known: (hasPeriod, instances, entries) =>
    say`其中已证明的是：上面的求和式（由导数给出）${hasPeriod ? "，以及对所有尺寸成立的周期（把窗口往后数一个）" : ""}。各封闭形式以及何处为 0 未作证明，只在 ${String(instances)} 组尺寸（共 ${String(entries)} 个导数）上与直接计数作过比较。`,
};
