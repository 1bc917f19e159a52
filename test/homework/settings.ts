/**
 * One layer with settings drawn at random: as a worksheet, and once more as loops over numbers. Places count from 0
 * here whatever the worksheet's base is.
 */
import type { Random } from "./random.ts";
import { at, mapped, sigmoid, type Tensor, tensor, total, type World, zipped } from "./truth.ts";

/** What decides which input entry meets which kernel entry, the same on every axis. */
export interface Meeting {
  readonly transposed: boolean;
  readonly stride: number;
  readonly dilation: number;
  readonly pad: number;
}

export interface Names {
  readonly x: string;
  readonly k: string;
  readonly y: string;
  readonly loss: string;
}

export interface Setting extends Meeting {
  readonly base: 0 | 1;
  readonly size: readonly number[];
  readonly kernel: readonly number[];
  readonly out: readonly number[];
  /** Two channels in, two out, with a bias. */
  readonly channels: boolean;
  /** The loss looks at `h = sigmoid(y)`. */
  readonly activation: boolean;
  readonly numbers: boolean;
  readonly operator: "conv2d" | "convolve" | undefined;
  readonly names: Names;
}

export type Place = readonly number[];

/** An output entry, an input entry, and the kernel entry by which they meet. */
export interface Triple {
  readonly y: Place;
  readonly x: Place;
  readonly k: Place;
}

function outSize(size: number, kernel: number, { transposed, stride, dilation, pad }: Meeting): number {
  const reach = dilation * (kernel - 1) + 1;
  return transposed ? (size - 1) * stride + reach - 2 * pad : Math.floor((size + 2 * pad - reach) / stride) + 1;
}

export function randomSetting(random: Random): Setting {
  for (;;) {
    const axes = random.pick([1, 2, 2, 2]);
    const channels = axes === 2 && random.chance(0.2);
    const numbers = !channels && random.chance(0.15);
    const activation = !channels && !numbers && random.chance(0.25);
    const plain = random.chance(0.4);
    const meeting = {
      transposed: !channels && random.chance(0.25),
      stride: plain ? 1 : random.pick([1, 2, 2]),
      dilation: plain ? 1 : random.pick([1, 1, 2]),
      pad: plain ? 0 : random.pick([0, 1]),
    };
    const kernel = Array.from({ length: axes }, () => random.pick([2, 3]));
    const size = kernel.map(() => (meeting.transposed ? random.pick([2, 3]) : random.pick(channels ? [3] : [3, 4, 5])));
    const out = size.map((length, axis) => outSize(length, kernel[axis] ?? 1, meeting));
    if (out.some((length) => length < 1 || length > 7) || out.every((length) => length === 1)) continue;
    const names = random.pick([
      { x: "a", k: "k", y: "y" },
      { x: "x", k: "w", y: "z" },
      { x: "X", k: "W", y: "O" },
      { x: "x", k: "K", y: "o" },
    ]);
    const operator =
      plain && !meeting.transposed && !channels && axes === 2
        ? random.pick(["conv2d", "convolve"] as const)
        : undefined;
    return {
      ...meeting,
      base: random.pick([1, 1, 0]),
      size: channels ? [2, ...size] : size,
      kernel: channels ? [2, 2, ...kernel] : kernel,
      out: channels ? [2, ...out] : out,
      channels,
      activation,
      numbers,
      operator,
      names: { ...names, loss: random.pick(["L", "J", "E"]) },
    };
  }
}

/** Where the entries meet under the settings of `meeting`, in an array of the sizes of `setting`. */
export function triples(setting: Setting, meeting: Meeting = setting): Triple[] {
  const spatial = setting.channels ? 1 : 0;
  const found: Triple[] = [];
  const outer = meeting.transposed ? setting.size : setting.out;
  tensor([...outer.slice(spatial), ...setting.kernel.slice(2 * spatial)], (place) => {
    const axes = setting.kernel.length - 2 * spatial;
    const [from, p] = [place.slice(0, axes), place.slice(axes)];
    const to = from.map((index, axis) => index * meeting.stride + (p[axis] ?? 0) * meeting.dilation - meeting.pad);
    const [y, x] = meeting.transposed ? [to, from] : [from, to];
    if (!setting.channels) found.push({ y, x, k: p });
    else for (const o of [0, 1]) for (const c of [0, 1]) found.push({ y: [o, ...y], x: [c, ...x], k: [o, c, ...p] });
    return 0;
  });
  return found.filter(({ x, y }) => isInside(x, setting.size) && isInside(y, setting.out));
}

export function isInside(place: Place, shape: readonly number[]): boolean {
  return place.length === shape.length && place.every((index, axis) => index >= 0 && index < (shape[axis] ?? 0));
}

export function worldOf(setting: Setting, random: Random): World {
  const { x, k, y, loss } = setting.names;
  const value = () => (setting.numbers ? random.pick([-3, -2, -1, 1, 2, 3, 4, 5]) : random.real());
  const some = (shape: readonly number[]) => tensor(shape, value);
  const inputs = { [x]: some(setting.size), [k]: some(setting.kernel), delta: some(setting.out), b: some([2]) };
  const meetings = triples(setting);
  const forward = (get: (name: string) => Tensor, define: (name: string, array: Tensor) => Tensor) => {
    const sums = new Map<string, number>();
    for (const meeting of meetings) {
      const key = meeting.y.join();
      sums.set(key, (sums.get(key) ?? 0) + at(get(k), meeting.k) * at(get(x), meeting.x));
    }
    const bias = (place: Place) => (setting.channels ? at(get("b"), [place[0] ?? 0]) : 0);
    const layer = define(
      y,
      tensor(setting.out, (place) => (sums.get(place.join()) ?? 0) + bias(place)),
    );
    const last = setting.activation ? define("h", mapped(sigmoid, layer)) : layer;
    const weighed = zipped((a, c) => a * c, last, get("delta"));
    define(loss, { shape: [], data: [total(setting.out, (place) => at(weighed, place))] });
  };
  return { base: setting.base, inputs, forward };
}

function nested(array: Tensor): string {
  const [rows = 0, columns] = array.shape;
  const list = (count: number, item: (index: number) => unknown) =>
    `[${Array.from({ length: count }, (_, i) => item(i)).join(",")}]`;
  return list(rows, (i) => (columns === undefined ? at(array, [i]) : list(columns, (j) => at(array, [i, j]))));
}

export function worksheetOf(setting: Setting, world: World): string {
  const { x, k, y, loss } = setting.names;
  const axes = setting.kernel.length - (setting.channels ? 2 : 0);
  const values = (name: string) => (setting.numbers ? ` = ${nested(world.inputs[name] ?? tensor([], () => 0))}` : "");
  const settings = `stride=${setting.stride}, padding=${setting.pad}, dilation=${setting.dilation}${setting.channels ? ", bias=b" : ""}`;
  return [
    `index ${setting.base}`,
    `tensor ${x}[${setting.size}]${values(x)}`,
    `tensor ${k}[${setting.kernel}]${values(k)}`,
    ...(setting.channels ? ["tensor b[2]"] : []),
    `${y} = conv${setting.transposed ? "_transpose" : ""}${axes}d(${x}, ${k}, ${settings})`,
    ...(setting.activation ? [`h = sigmoid(${y})`] : []),
    `loss ${loss}(${setting.activation ? "h" : y})`,
    ...(setting.numbers ? [`given delta${values("delta")}`] : []),
    `expand ${y}`,
    `jacobian ${y} wrt ${x}`,
    `jacobian ${y} wrt ${k}`,
    `gradient ${loss} wrt ${x}`,
    `gradient ${loss} wrt ${k}`,
    ...(setting.channels ? [`gradient ${loss} wrt b`] : []),
    ...(setting.activation ? [`gradient ${loss} wrt ${y}`] : []),
  ].join("\n");
}
