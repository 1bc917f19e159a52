/**
 * The three sums over the products of a convolution, by plain loops over [N, C, ...] and [near, far/groups, ...]:
 *
 *     windows[n, o, p] · kernel[o, i, u] · covered[n, g·far/groups + i, s·p + d·u − before]
 */
import { emptyTensor, refuse, type Tensor } from "./tensor.ts";

export interface Steps {
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly before: readonly number[];
  readonly groups: number;
}

/** What the kernel makes of the covered side, `sizes` being the numbers of windows. */
export function sumWindows(covered: Tensor, kernel: Tensor, sizes: readonly number[], steps: Steps): Tensor {
  const windows = emptyTensor([covered.shape[0] as number, kernel.shape[0] as number, ...sizes]);
  eachProduct(windows, kernel, covered, steps, (w, k, c) => {
    windows.data[w] = (windows.data[w] as number) + (kernel.data[k] as number) * (covered.data[c] as number);
  });
  return windows;
}

/** Each window spread by the kernel over the covered side. */
export function sumCovered(windows: Tensor, kernel: Tensor, sizes: readonly number[], steps: Steps): Tensor {
  const channels = (kernel.shape[1] as number) * steps.groups;
  const covered = emptyTensor([windows.shape[0] as number, channels, ...sizes]);
  eachProduct(windows, kernel, covered, steps, (w, k, c) => {
    covered.data[c] = (covered.data[c] as number) + (kernel.data[k] as number) * (windows.data[w] as number);
  });
  return covered;
}

/** What each kernel entry has met. */
export function sumKernel(covered: Tensor, windows: Tensor, shape: readonly number[], steps: Steps): Tensor {
  const kernel = emptyTensor(shape);
  eachProduct(windows, kernel, covered, steps, (w, k, c) => {
    kernel.data[k] = (kernel.data[k] as number) + (windows.data[w] as number) * (covered.data[c] as number);
  });
  return kernel;
}

function eachProduct(
  windows: Tensor,
  kernel: Tensor,
  covered: Tensor,
  { stride, dilation, before, groups }: Steps,
  visit: (windows: number, kernel: number, covered: number) => void,
): void {
  checkShapes(windows, kernel, covered, groups);
  const [batch = 0, near = 0, ...outer] = windows.shape;
  const [, inner = 0, ...size] = kernel.shape;
  const [, far = 0, ...wide] = covered.shape;
  // [window, kernel entry, covered entry] of each meeting, the spatial axes taken together.
  let meetings: readonly (readonly [number, number, number])[] = [[0, 0, 0]];
  outer.forEach((count, axis) => {
    const here: (readonly [number, number, number])[] = [];
    for (let p = 0; p < count; p++)
      for (let u = 0; u < (size[axis] as number); u++) {
        const m = p * (stride[axis] as number) + u * (dilation[axis] as number) - (before[axis] as number);
        if (m >= 0 && m < (wide[axis] as number)) here.push([p, u, m]);
      }
    meetings = meetings.flatMap(([w, k, c]) =>
      here.map(([p, u, m]) => [w * count + p, k * (size[axis] as number) + u, c * (wide[axis] as number) + m] as const),
    );
  });
  const [windowCount, kernelCount, coveredCount] = [product(outer), product(size), product(wide)];
  for (let n = 0; n < batch; n++)
    for (let o = 0; o < near; o++)
      for (let i = 0; i < inner; i++) {
        const channel = Math.floor(o / (near / groups)) * inner + i;
        const [w, k, c] = [
          (n * near + o) * windowCount,
          (o * inner + i) * kernelCount,
          (n * far + channel) * coveredCount,
        ];
        for (const [p, u, m] of meetings) visit(w + p, k + u, c + m);
      }
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}

function checkShapes(windows: Tensor, kernel: Tensor, covered: Tensor, groups: number): void {
  const [w, k, c] = [windows, kernel, covered].map(({ shape }) => shape) as [number[], number[], number[]];
  const text = `kernel [${k.join()}], sides [${c.join()}] and [${w.join()}], ${groups} groups`;
  const rank = k.length;
  const fits = w.length === rank && c.length === rank && w[0] === c[0] && w[1] === k[0];
  if (!fits || (k[0] as number) % groups !== 0 || c[1] !== (k[1] as number) * groups)
    refuse(`channels or axes do not fit: ${text}`);
}
