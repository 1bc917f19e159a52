/**
 * What is derived: a convolution as a worksheet, and how many entries and terms it has, counted without the program.
 * A layer is the shapes of input and kernel, stride and padding; with `channels`, [inner, outer], layout nchw.
 */

export const square = (n, K = 5) => ({ input: [n, n], kernel: [K, K], stride: 1, padding: 0 });

export const layers = {
  "LeNet-5, first convolution": { input: [28, 28], kernel: [5, 5], stride: 1, padding: 2, channels: [1, 6] },
  "3×3 of 56×56, 64 to 64": { input: [56, 56], kernel: [3, 3], stride: 1, padding: 1, channels: [64, 64] },
  "ResNet-50, first convolution": { input: [224, 224], kernel: [7, 7], stride: 2, padding: 3, channels: [3, 64] },
};

/** The shapes of a, k and y. */
export function shapesOf({ input, kernel, stride, padding, channels }) {
  const spatial = input.map((size, axis) => Math.floor((size + 2 * padding - kernel[axis]) / stride) + 1);
  if (channels === undefined) return { a: input, k: kernel, y: spatial };
  const [inner, outer] = channels;
  return { a: [inner, ...input], k: [outer, inner, ...kernel], y: [outer, ...spatial] };
}

const requests = {
  J: "jacobian y wrt a\njacobian y wrt k\n",
  G: "loss L(y)\ngradient L wrt a\n",
};

/** `J`: both Jacobians of the layer; `G`: the gradient of a loss with respect to the input. */
export function worksheetOf(kind, layer) {
  const { a, k } = shapesOf(layer);
  const layout = layer.channels === undefined ? "" : "layout nchw\n";
  const options = `${layer.stride > 1 ? `, stride=${layer.stride}` : ""}${layer.padding > 0 ? `, padding=${layer.padding}` : ""}`;
  return `${layout}tensor a[${a}]\ntensor k[${k}]\ny = conv2d(a, k${options})\n${requests[kind]}`;
}

/** The products of the layer: pairs (p, u) whose a[s·p + u − P] is inside, axis by axis. */
export function termsOf({ input, kernel, stride, padding, channels = [1, 1] }) {
  const pairs = input.map((size, axis) => {
    let inside = 0;
    for (let p = 0; stride * p + kernel[axis] <= size + 2 * padding; p++)
      for (let u = 0; u < kernel[axis]; u++) {
        const place = stride * p + u - padding;
        if (place >= 0 && place < size) inside++;
      }
    return inside;
  });
  return [...channels, ...pairs].reduce((product, factor) => product * factor, 1);
}

/** The equations that are written: of both Jacobians those that are not zero, one for each product. */
export function entriesOf(kind, layer) {
  return kind === "J" ? 2 * termsOf(layer) : shapesOf(layer).a.reduce((size, axis) => size * axis, 1);
}

/** The terms on their right sides. */
export function writtenTermsOf(kind, layer) {
  return kind === "J" ? 2 * termsOf(layer) : termsOf(layer);
}
