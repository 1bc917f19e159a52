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
  let meetings: Meetings = { count: 1, windows: Int32Array.of(0), kernel: Int32Array.of(0), covered: Int32Array.of(0) };
  outer.forEach((count, axis) => {
    const sizes = { windows: count, kernel: size[axis] as number, covered: wide[axis] as number };
    const [step, reach, start] = [stride[axis] as number, dilation[axis] as number, before[axis] as number];
    meetings = joinMeetings(meetings, meetingsOf(sizes, step, reach, start), sizes);
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
        for (let meeting = 0; meeting < meetings.count; meeting++)
          visit(
            w + (meetings.windows[meeting] as number),
            k + (meetings.kernel[meeting] as number),
            c + (meetings.covered[meeting] as number),
          );
      }
}

/** Where a window, an entry of the kernel and one of the covered side meet, as columns: there are many of them. */
interface Meetings {
  readonly count: number;
  readonly windows: Int32Array;
  readonly kernel: Int32Array;
  readonly covered: Int32Array;
}

type Sizes = Readonly<Record<"windows" | "kernel" | "covered", number>>;

/** The meetings along one axis. */
function meetingsOf(sizes: Sizes, stride: number, dilation: number, before: number): Meetings {
  const most = sizes.windows * sizes.kernel;
  const [windows, kernel, covered] = [new Int32Array(most), new Int32Array(most), new Int32Array(most)];
  let count = 0;
  for (let p = 0; p < sizes.windows; p++)
    for (let u = 0; u < sizes.kernel; u++) {
      const m = p * stride + u * dilation - before;
      if (m < 0 || m >= sizes.covered) continue;
      windows[count] = p;
      kernel[count] = u;
      covered[count] = m;
      count++;
    }
  return { count, windows, kernel, covered };
}

/** The meetings along some axes and one more, whose sizes are given: row-major numbers of all of them. */
function joinMeetings(outer: Meetings, inner: Meetings, sizes: Sizes): Meetings {
  const count = outer.count * inner.count;
  const join = (side: keyof Sizes): Int32Array => {
    const [before, after, size] = [outer[side], inner[side], sizes[side]];
    const joined = new Int32Array(count);
    for (let first = 0, at = 0; first < outer.count; first++)
      for (let second = 0; second < inner.count; second++, at++)
        joined[at] = (before[first] as number) * size + (after[second] as number);
    return joined;
  };
  return { count, windows: join("windows"), kernel: join("kernel"), covered: join("covered") };
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
