/** English sentences about the views of a gradient. */
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

/** `with zeros between its entries and around them` */
function stuffing({ isDilated, isPadded, isCropped }: StuffedKind): string {
  const zeros = [...(isDilated ? ["between its entries"] : []), ...(isPadded ? ["around them"] : [])].join(" and ");
  const added = zeros === "" ? "" : ` with zeros ${isDilated ? zeros : "around it"}`;
  return added + (isCropped ? `${added === "" ? "" : ","} cut off at the edges where the padding is negative` : "");
}

const times = ["", "", "Two", "Three", "Four"];

export const englishViews: ViewWords = {
  space: " ",
  heading: ({ gradient }, count) => say`${times[count] ?? String(count)} views of ${gradient}`,
  titles: {
    scatter: say`Scatter: every δ is spread`,
    gather: say`Gather: a convolution again`,
    matrix: say`Matrix: the transpose`,
    unfold: say`Unfold and fold (im2col)`,
  },
  agreed: say`All views below give this array, entry by entry:`,
  agreedLong: ({ gradient, wrt }) =>
    say`All views below give the same array ${gradient}; its entries are too long for a table, and ${{ code: "gradient" }} with respect to ${wrt} lists them.`,

  entrySlope: ({ of, wrt }, ranges) =>
    say`For ${ranges}, an entry of ${of} depends on an entry of ${wrt} by (entries outside an array count as 0)`,
  scatterSum: ({ delta, gradient }) =>
    say`Each entry of ${delta} is multiplied by these derivatives of its own output and added to ${gradient}:`,
  scatterPicture: ({ delta }) => say`As arrays, one for each entry of ${delta}:`,
  scatterOperator: () => say`Spreading the kernel in this way is what a transposed convolution does:`,

  gather: ({ wrt, delta }, kind) => gather(kind, wrt, delta),
  gatherChannels: (kind, counts) => gatherChannels(kind, counts),
  turnedPads: (axes) => say`Its padding${axes} is`,
  axis: (numbers) =>
    numbers.length === 0
      ? say``
      : say` on ${numbers.length === 1 ? "axis" : "axes"} ${listed(numbers.map(String), ", ", " and ")}`,
  truncation: (axis, count, kept) =>
    say`The convolution alone would have ${count} entries${axis}, since the last windows also fit into what is left over; the first ${kept} are kept.`,
  stuffed: ({ delta }, kind) => say`What it slides over, ${delta}${stuffing(kind)}:`,
  turned: say`The kernel that slides over it, turned by 180° in space:`,
  padded: () => say`What it slides over, with its padding:`,

  matrixSize: ({ of, wrt, matrix }, size, nonzeros, product, { hasBias }) => [
    ...say`The map from ${wrt} to ${of} is linear${hasBias ? ", but for the bias" : ""}: ${product}${hasBias ? " and the bias" : ""}, where the matrix ${matrix} is ${size}, with a row for each entry of ${of} and a column for each entry of ${wrt}`,
    ...(nonzeros === undefined ? say`.` : say`; ${String(nonzeros)} of its entries are not identically zero.`),
  ],
  matrixShift: (sizes, strides, { transposed }) => {
    const [line, side] = transposed ? ["column", "down"] : ["row", "to the right"];
    const [outer, inner] = [strides[0] ?? 1, strides.at(-1) ?? 1];
    const places = (count: number): string => `${count} ${count === 1 ? "place" : "places"} further ${side}`;
    const isToeplitz = strides.every((stride) => stride === 1);
    if (sizes.length === 1)
      return say`From one ${line} to the next the entries stand ${places(inner)}: a banded matrix${isToeplitz ? ", constant along its diagonals (Toeplitz)" : ""}.`;
    return say`It consists of ${sizes[0] ?? ""} blocks of ${sizes[1] ?? ""} entries. From one ${line} of a block to the next the entries stand ${places(inner)}, and from one ${line} of blocks to the next the blocks stand ${places(outer)}${isToeplitz ? ": a doubly block Toeplitz matrix" : ""}.`;
  },
  matrixPattern: say`Its pattern, a dot for each entry that is not identically zero:`,
  matrixForward: say`Forward:`,
  matrixTranspose: ({ delta }, product) =>
    say`It is too large to be written out here. The gradient is its transpose applied to ${delta}: ${product}.`,
  matrixBackward: ({ delta }) => say`Backward, the transpose of the same matrix applied to ${delta}:`,

  unfoldSize: ({ of, wrt, delta }, { rows, columns, ...counts }, kind) => {
    const source = kind.transposed ? delta : kind.byInput ? wrt : "the input";
    const channel =
      counts.inner === 1 ? "" : counts.groups === 1 ? " and each channel" : " and each channel of a group";
    const image = counts.batch === 1 ? "" : ", image after image";
    const isEach = counts.outputs * counts.groups === 1;
    const window = kind.transposed ? "entry that the kernel is spread from" : isEach ? ["entry of ", of] : "window";
    return say`Let the columns of a matrix be the windows of ${source}: one row for each place of the kernel${channel} (${String(rows)}), one column for each ${window} (${String(columns)})${image}; places outside the array are 0.`;
  },
  unfoldProducts: (names, sizes, products, kind) => unfoldProducts(names, sizes, products, kind),
  unfoldGroups: (groups) => say`There is one such matrix for each of the ${String(groups)} groups of channels.`,
  unfoldForward: () => say`Forward, the kernel as a row times the unfolded matrix:`,
  unfoldBackward: ({ gradient, delta }, { transposed, byInput }) =>
    byInput
      ? say`Backward, the kernel as a row times the unfolded ${delta} gives ${gradient}:`
      : say`Backward, the unfolded ${transposed ? delta : "matrix"} times ${transposed ? "the input" : delta} as a column gives ${gradient}:`,
  foldProducts: ({ delta }, { transposed }) =>
    transposed
      ? say`Forward, the kernel as a column times the input as a row:`
      : say`Backward, the kernel as a column times ${delta} as a row:`,
  foldGradient: ({ wrt, gradient }) =>
    say`Fold adds each of these products to the entry of ${wrt} that stands at the same place of the unfolded matrix (at a 0 it is dropped). This gives ${gradient}:`,
  foldOutput: ({ of, delta }) =>
    say`Fold adds each of these products to the entry of ${of} whose ${delta} stands at the same place of the unfolded matrix below (at a 0 it is dropped):`,
};

function gather({ byInput, transposed }: ViewKind, wrt: Inline, delta: Inline): Phrase {
  if (!byInput)
    return say`Each entry of the kernel collects the products of the entries that it joined: a convolution with stride and dilation exchanged, of which the smaller array is the kernel:`;
  return transposed
    ? say`Each entry of ${wrt} collects the entries of ${delta} under its window, weighted by the kernel. That is the convolution of which the given one is the transpose:`
    : say`Each entry of ${wrt} collects the entries of ${delta} that it acted on. That is an ordinary convolution with stride 1, of ${delta} with zeros between its entries where the stride is larger, by the kernel turned round:`;
}

/** Nothing where no axis changes its part. */
function gatherChannels({ byInput, transposed }: ViewKind, { batch, groups, outputs, inner }: ChannelCounts): Phrase {
  const inGroups = groups === 1 ? "" : " of each group";
  if (byInput)
    return transposed || (outputs === 1 && inner === 1)
      ? []
      : say`The kernel's input and output channels${inGroups} have changed places.`;
  if (batch === 1 && inner === 1) return [];
  const summed = batch === 1 ? "nothing is summed over channels" : "it is the images that are summed over";
  return say`The channels${inGroups} stand where a convolution has its images, and the images where it has the channels${inGroups}: ${summed}.`;
}

function unfoldProducts(
  { of, wrt, delta, gradient }: ViewNames,
  { outputs, rows, columns }: UnfoldSizes,
  { kernel, unfolded, windows, forward, backward }: UnfoldProducts,
  { byInput, transposed, hasBias }: ViewKind,
): Phrase {
  const large = say`The matrices are too large to be written out here. With the kernel as a matrix ${kernel} of ${String(outputs)} rows and ${String(rows)} columns`;
  if (transposed && byInput) return say`${large}, the windows being ${unfolded}, ${gradient} is ${backward}.`;
  const source = transposed ? "the input" : delta;
  const given = say`${large}, the windows being ${unfolded}, and ${source} as a matrix ${windows} of ${String(outputs)} rows and ${String(columns)} columns`;
  if (!byInput) return say`${given}, ${gradient}, arranged as the kernel is, is ${backward}.`;
  return say`${given}, ${of}${hasBias ? ", but for the bias," : ""} is ${forward}, and ${gradient} is folded from ${backward}: each of its entries is added to the entry of ${wrt} that stands at the same place of ${unfolded}.`;
}
