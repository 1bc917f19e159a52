/** Chinese sentences about figures. */
import { number } from "./visual.ts";
import { listed, say } from "./words.ts";
import type { FigureWords } from "./words-figures.ts";
import { matrixName, transposedName } from "./words-figures.ts";

export const chineseFigures: FigureWords = {
  label: (number) => `图 ${number}`,
  field: (name, isStuffed) => (isStuffed ? say`${name}，元素之间插入零` : say`${name}`),
  window: ({ entry, window, field, isTurned, hasZeros, isSlice }) =>
    say`${entry} 中的各个乘积：${isTurned ? "把" : ""} ${window} ${isTurned ? "旋转 180° 后" : ""}放在 ${field} 上，上下重叠的元素相乘。${hasZeros ? ["虚线格是零，不属于 ", field, "。"] : ""}${
      isSlice ? "图中只画一个通道，其余通道相同。" : ""
    }`,
  windowAlternative: (entry, pairs, onZeros) =>
    say`对于 ${entry}，${
      pairs.length === 0
        ? "窗口完全落在零上"
        : listed(
            pairs.map(([over, under]) => say`${over} 落在 ${under} 上`),
            "，",
            "，",
          )
    }${pairs.length > 0 && onZeros > 0 ? `；窗口的另外 ${onZeros} 个元素落在零上` : ""}。`,
  sameProducts: (entry, number) => say`${entry} 中的各个乘积与图 ${String(number)} 所示相同。`,
  matrix: say`${matrixName}`,
  matrixTransposed: say`${transposedName}`,
  matrices: (of, wrt) =>
    say`把 ${of} 对 ${wrt} 的导数写成矩阵 ${matrixName}：每一行对应 ${of} 的一个元素，每一列对应 ${wrt} 的一个元素，空格为 ${{ math: number("0") }}。对 ${of} 的梯度由 ${transposedName} 传回 ${wrt}。`,
  matricesAlternative: (rows, columns, entries) =>
    say`一个 ${String(rows)} 行 ${String(columns)} 列的矩阵，${String(rows * columns)} 个格子中有 ${String(entries)} 个不为零；旁边是它的转置。`,
  counts: (array) =>
    say`${array} 的每个元素由多少个乘积相加而成，颜色越深个数越多。个数不同的地方，即使输入处处相等，得到的值也不相等。`,
  countsAlternative: (rows) => say`逐行的个数：${rows.map((row) => row.join(" ")).join("；")}。`,
};
