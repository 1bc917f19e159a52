/** Chinese sentences about the views of a gradient. */
import type { Inline, Phrase } from "./words.ts";
import { listed, say } from "./words.ts";
import type {
  ChannelCounts,
  StuffedKind,
  UnfoldProducts,
  UnfoldSizes,
  ViewKind,
  ViewNames,
  ViewWords,
} from "./words-views.ts";

function stuffing({ isDilated, isPadded, isCropped }: StuffedKind): string {
  const zeros = `${isDilated ? "元素之间" : ""}${isDilated && isPadded ? "和" : ""}${isPadded ? "四周" : ""}`;
  return `${zeros === "" ? "" : ` 在${zeros}补零`}${isCropped ? "，填充为负处裁去边缘" : ""}`;
}

const counts = ["", "", "两", "三", "四"];

export const chineseViews: ViewWords = {
  space: "",
  heading: ({ gradient }, count) => say`从${counts[count] ?? String(count)}个角度看 ${gradient}`,
  titles: {
    scatter: say`散布：把每个 δ 分摊出去`,
    gather: say`汇聚：仍是一次卷积`,
    matrix: say`矩阵：转置`,
    unfold: say`展开与折叠（im2col）`,
  },
  agreed: say`从各个角度逐个元素得到的都是同一个数组：`,
  agreedLong: ({ gradient, wrt }) =>
    say`从各个角度得到的都是同一个数组 ${gradient}；其元素太长，不宜列表，可用 ${{ code: "gradient" }} 对 ${wrt} 求出。`,

  entrySlope: ({ of, wrt }, ranges) =>
    say`对 ${ranges}，${of} 的元素对 ${wrt} 的元素的偏导数为（数组范围之外的元素视为 0）`,
  scatterSum: ({ delta, gradient }) => say`${delta} 的每个元素乘以相应输出的这些偏导数，累加到 ${gradient} 上：`,
  scatterPicture: ({ delta }) => say`写成数组，${delta} 的每个元素对应一个：`,
  scatterOperator: () => say`这样把卷积核散布开来，正是转置卷积：`,

  gather: ({ wrt, delta }, kind) => gather(kind, wrt, delta),
  gatherChannels: (kind, counts) => gatherChannels(kind, counts),
  turnedPads: (axes) => say`其填充${axes}为`,
  axis: (numbers) => (numbers.length === 0 ? say`` : say`（第 ${listed(numbers.map(String), "、", "、")} 轴）`),
  truncation: (axis, count, kept) =>
    say`卷积本身会有 ${count} 个元素${axis}，因为末尾的窗口也能落进剩余部分；只保留前 ${kept} 个。`,
  stuffed: ({ delta }, kind) => say`卷积核滑过的数组，即 ${delta}${stuffing(kind)}：`,
  turned: say`在其上滑动的卷积核，沿空间各轴旋转 180°：`,
  padded: () => say`卷积核滑过的数组，连同填充：`,

  matrixSize: ({ of, wrt, matrix }, size, nonzeros, product, { hasBias }) => [
    ...say`从 ${wrt} 到 ${of} 的映射${hasBias ? "除偏置外" : ""}是线性的：${product}${hasBias ? " 再加偏置" : ""}，其中矩阵 ${matrix} 的大小为 ${size}，每行对应 ${of} 的一个元素，每列对应 ${wrt} 的一个元素`,
    ...(nonzeros === undefined ? say`。` : say`；其中 ${String(nonzeros)} 个元素不恒为零。`),
  ],
  matrixShift: (sizes, strides, { transposed }) => {
    const [line, side] = transposed ? ["列", "下移"] : ["行", "右移"];
    const [outer, inner] = [String(strides[0] ?? 1), String(strides.at(-1) ?? 1)];
    const isToeplitz = strides.every((stride) => stride === 1);
    if (sizes.length === 1)
      return say`从一${line}到下一${line}，元素${side} ${inner} 位：这是带状矩阵${isToeplitz ? "，沿对角线不变（托普利茨矩阵）" : ""}。`;
    return say`它由 ${sizes[0] ?? ""} 个块组成，每块有 ${sizes[1] ?? ""} 个元素。块内从一${line}到下一${line}，元素${side} ${inner} 位；从一${line}块到下一${line}块，整块${side} ${outer} 位${isToeplitz ? "：这是双重分块托普利茨矩阵" : ""}。`;
  },
  matrixPattern: say`其非零结构如下，每个点表示一个不恒为零的元素：`,
  matrixForward: say`前向：`,
  matrixTranspose: ({ delta }, product) => say`它太大，此处不写出。梯度是其转置作用于 ${delta}：${product}。`,
  matrixBackward: ({ delta }) => say`反向，同一矩阵的转置作用于 ${delta}：`,

  unfoldSize: ({ of, wrt, delta }, { rows, columns, ...counts }, kind) => {
    const source: Inline | Phrase = kind.transposed ? [" ", delta, " "] : kind.byInput ? [" ", wrt, " "] : "输入";
    const channel = counts.inner === 1 ? "" : counts.groups === 1 ? "和一个通道" : "和组内一个通道";
    const image = counts.batch === 1 ? "" : "，逐个样本排列";
    const isEach = counts.outputs * counts.groups === 1;
    const each: Inline | Phrase = kind.transposed ? "输入的一个元素" : isEach ? [" ", of, " 的一个元素"] : "一个窗口";
    return say`把${source}的每个窗口排成一列，得到一个矩阵：每行对应卷积核的一个位置${channel}（共 ${String(rows)} 行），每列对应${each}（共 ${String(columns)} 列${image}）；落在数组之外的位置为 0。`;
  },
  unfoldProducts: (names, sizes, products, kind) => unfoldProducts(names, sizes, products, kind),
  unfoldGroups: (groups) => say`${String(groups)} 组通道各有一个这样的矩阵。`,
  unfoldForward: () => say`前向，卷积核排成一行，乘以展开的矩阵：`,
  unfoldBackward: ({ gradient, delta }, { transposed, byInput }) =>
    byInput
      ? say`反向，卷积核排成一行，乘以展开的 ${delta}，得到 ${gradient}：`
      : say`反向，展开的${transposed ? [" ", delta, " "] : "矩阵"}乘以排成一列的${transposed ? "输入" : [" ", delta]}，得到 ${gradient}：`,
  foldProducts: ({ delta }, { transposed }) =>
    transposed ? say`前向，卷积核排成一列，乘以排成一行的输入：` : say`反向，卷积核排成一列，乘以排成一行的 ${delta}：`,
  foldGradient: ({ wrt, gradient }) =>
    say`折叠：把每个乘积加到展开矩阵同一位置上的那个 ${wrt} 的元素（遇 0 则舍去），得到 ${gradient}：`,
  foldOutput: ({ of, delta }) =>
    say`折叠：把每个乘积加到 ${of} 的元素上，其位置由下面展开矩阵同一位置上的 ${delta} 给出（遇 0 则舍去）：`,
};

function gather({ byInput, transposed }: ViewKind, wrt: Inline, delta: Inline): Phrase {
  if (!byInput) return say`卷积核的每个元素汇聚它所连接的各对元素的乘积：这是步幅与膨胀互换的卷积，以较小的数组为核：`;
  return transposed
    ? say`${wrt} 的每个元素汇聚其窗口下 ${delta} 的元素，以卷积核为权。这正是它所转置的那个卷积：`
    : say`${wrt} 的每个元素汇聚它所影响到的 ${delta} 的元素。这是步幅为 1 的普通卷积：${delta}（步幅大于 1 时元素之间补零）与旋转后的卷积核作卷积：`;
}

/** Nothing where no axis changes its part. */
function gatherChannels({ byInput, transposed }: ViewKind, { batch, groups, outputs, inner }: ChannelCounts): Phrase {
  const inGroups = groups === 1 ? "" : "在各组内";
  if (byInput)
    return transposed || (outputs === 1 && inner === 1) ? [] : say`卷积核的输入通道与输出通道${inGroups}互换了位置。`;
  if (batch === 1 && inner === 1) return [];
  const summed = batch === 1 ? "因此不对通道求和" : "因此求和是对样本进行的";
  const channels = groups === 1 ? "通道" : "各组的通道";
  return say`${channels}占据卷积中样本的位置，样本占据${channels}的位置：${summed}。`;
}

function unfoldProducts(
  { of, wrt, delta, gradient }: ViewNames,
  { outputs, rows, columns }: UnfoldSizes,
  { kernel, unfolded, windows, forward, backward }: UnfoldProducts,
  { byInput, transposed, hasBias }: ViewKind,
): Phrase {
  const large = say`这些矩阵太大，此处不写出。把卷积核写成 ${String(outputs)} 行 ${String(rows)} 列的矩阵 ${kernel}，窗口矩阵记为 ${unfolded}`;
  if (transposed && byInput) return say`${large}，则 ${gradient} 为 ${backward}。`;
  const source: Inline | Phrase = transposed ? "输入" : [" ", delta, " "];
  const given = say`${large}，并把${source}写成 ${String(outputs)} 行 ${String(columns)} 列的矩阵 ${windows}`;
  if (!byInput) return say`${given}，则 ${gradient} 按卷积核的排列为 ${backward}。`;
  return say`${given}，则 ${of}${hasBias ? " 除偏置外" : " "}为 ${forward}，而 ${gradient} 由 ${backward} 折叠而成：其每个元素加到 ${unfolded} 中同一位置上的那个 ${wrt} 的元素上。`;
}
