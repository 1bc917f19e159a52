/** Chinese sentences on how many windows an entry lies in. */
import type { Inline, Phrase } from "./words.ts";
import { listed, say } from "./words.ts";
import type { CountWords } from "./words-theorem.ts";

const all = (items: readonly (Inline | Phrase)[]): Phrase => listed(items, "，", "，");
const along = (axis: number | undefined): string => (axis === undefined ? "" : `沿第 ${axis} 轴`);

export const chineseCounts: CountWords = {
  heading: "元素被使用的次数",
  uses: (entry, outputs, inputs, axis) =>
    say`由 ${outputs} 对 ${inputs} 的导数可知，${along(axis)}用到 ${entry} 的窗口（每个窗口对应 ${outputs} 的一个元素）共有`,
  overlaps: (entry, outputs, inputs, axis) =>
    say`由 ${outputs} 对 ${inputs} 的导数可知，${along(axis)}在 ${entry} 处重叠的 ${inputs} 的元素共有`,
  meetings: (entry, outputs, inputs, axis) =>
    say`由 ${outputs} 对 ${inputs} 的导数可知，${along(axis)}使 ${entry} 遇到输入（而非填充）的窗口共有`,
  inside: (where, forms, between) => {
    const start = where.length === 0 ? say`其值为` : say`在远离边界处，即 ${all(where)} 时，其值为`;
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
    "not on the common grid": "不在步幅与膨胀率的公共网格上",
    "in the padding before": "只遇到前面的填充",
    "in the padding behind": "只遇到后面的填充",
  },
  independent: say`各轴相互独立：总的次数是各轴次数之积。`,
  known: (hasPeriod, instances, entries) =>
    say`对所有尺寸已证明的是：求和式（它给出导数何处不为 0）${hasPeriod ? "，以及窗口无限延伸时的周期" : ""}。未作证明、只在 ${String(instances)} 组尺寸的全部 ${String(entries)} 个导数上与直接计数作过比较的是：各封闭形式及其成立范围，以及何处为 0。`,
};
