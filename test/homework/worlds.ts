/** The worksheets of `corpus/` once more, as loops over numbers: what `truth.ts` judges by. */
import { at, convolve, mapped, sigmoid, type Tensor, tensor, total, transposed, type World, zipped } from "./truth.ts";

let state = 12345;

/** Numbers between 0.3 and 1.8 with either sign; the same in every run. */
function random(): number {
  state = (state * 1103515245 + 12345) % 2147483648;
  const size = 0.3 + (1.5 * state) / 2147483648;
  state = (state * 1103515245 + 12345) % 2147483648;
  return state < 1073741824 ? size : -size;
}

function some(...shape: number[]): Tensor {
  return tensor(shape, random);
}

function given(...rows: number[][]): Tensor {
  return { shape: [rows.length, rows[0]?.length ?? 0], data: rows.flat() };
}

function scalar(value: number): Tensor {
  return { shape: [], data: [value] };
}

function weighed(array: Tensor, weights: Tensor): Tensor {
  return scalar(zipped((a, b) => a * b, array, weights).data.reduce((sum, value) => sum + value, 0));
}

type Inputs = Readonly<Record<string, Tensor>>;
type Layer = (x: Tensor, k: Tensor) => Tensor;

/** One layer `out = layer(x, k)` and a loss of it. */
function single(names: string, inputs: Inputs, layer: Layer, base: 0 | 1 = 1): World {
  const [x = "", k = "", out = "", loss = "", delta = ""] = names.split(" ");
  return {
    base,
    inputs,
    forward: (get, define) => {
      define(loss, weighed(define(out, layer(get(x), get(k))), get(delta)));
    },
  };
}

function both(first: World, second: World): World {
  return {
    base: first.base,
    inputs: { ...first.inputs, ...second.inputs },
    forward: (get, define) => {
      first.forward(get, define);
      second.forward(get, define);
    },
  };
}

/** Channels and batch: `[n,c,i,j]` with `[o,c,p,q]`. */
function manyChannels(x: Tensor, w: Tensor, b: Tensor): Tensor {
  return tensor(
    [2, 2, 2, 2],
    ([n = 0, o = 0, i = 0, j = 0]) =>
      total([2, 2, 2], ([c = 0, p = 0, q = 0]) => at(w, [o, c, p, q]) * at(x, [n, c, i + p, j + q])) + at(b, [o]),
  );
}

function eachChannel(x: Tensor, w: Tensor, b: Tensor): Tensor {
  return tensor(
    [2, 2, 2],
    ([c = 0, i = 0, j = 0]) =>
      total([2, 2], ([p = 0, q = 0]) => at(w, [c, 0, p, q]) * at(x, [c, i + p, j + q])) + at(b, [c]),
  );
}

function affine(W: Tensor, x: Tensor, b: Tensor): Tensor {
  const [rows = 0, columns = 0] = W.shape;
  return tensor([rows], ([i = 0]) => total([columns], ([j = 0]) => at(W, [i, j]) * at(x, [j])) + at(b, [i]));
}

function pooled(z: Tensor): Tensor {
  return tensor([2, 2], ([i = 0, j = 0]) => total([2, 2], ([p = 0, q = 0]) => at(z, [2 * i + p, 2 * j + q])) / 4);
}

const f = (x: number) => Math.tanh(x) + x * x;

const layers: World = {
  base: 1,
  inputs: { x: some(4, 4), k: some(2, 2), m: some(2, 2), delta: some(2, 2) },
  forward: (get, define) => {
    const z = define("z", convolve(get("x"), get("k")));
    const h = define("h", mapped(sigmoid, z));
    const q = define("q", convolve(h, get("m")));
    define("L", weighed(define("r", mapped(f, q)), get("delta")));
  },
};

const dense: World = {
  base: 1,
  inputs: { W: some(2, 3), x: some(3), b: some(2), t: some(2), delta: some(2) },
  forward: (get, define) => {
    const z = define("z", affine(get("W"), get("x"), get("b")));
    const h = define("h", mapped(sigmoid, z));
    const g = define(
      "g",
      mapped((value) => Math.max(0, value), z),
    );
    const off = (array: Tensor) =>
      weighed(
        mapped(
          (value) => value ** 2,
          zipped((a, c) => a - c, array, get("t")),
        ),
        scalar(1),
      );
    define(
      "E",
      mapped((value) => value / 2, off(h)),
    );
    define(
      "M",
      mapped((value) => value / 2, off(g)),
    );
    define("L", weighed(z, get("delta")));
  },
};

const softmax: World = {
  base: 1,
  inputs: { W: some(3, 2), x: some(2), b: some(3), t: some(3) },
  forward: (get, define) => {
    const z = define("z", affine(get("W"), get("x"), get("b")));
    const whole = z.data.reduce((sum, value) => sum + Math.exp(value), 0);
    const p = define(
      "p",
      mapped((value) => Math.exp(value) / whole, z),
    );
    define(
      "C",
      mapped((value) => -value, weighed(mapped(Math.log, p), get("t"))),
    );
  },
};

const pool: World = {
  base: 1,
  inputs: { x: some(5, 5), w: some(2, 2), delta: some(2, 2) },
  forward: (get, define) => {
    const z = define("z", convolve(get("x"), get("w")));
    define("L", weighed(define("p", pooled(z)), get("delta")));
  },
};

const numbers: World = {
  base: 1,
  inputs: {
    a: given([1, 2, 0], [0, 1, 3], [2, 1, 1]),
    k: given([1, 2], [-1, 3]),
    delta: given([1, 0], [2, -1]),
    eta: scalar(0.1),
  },
  forward: (get, define) => {
    const y = define("y", convolve(get("a"), get("k")));
    define("L", weighed(y, get("delta")));
    const gradient = convolve(get("a"), get("delta"));
    define(
      "n",
      zipped((k, g) => k - at(get("eta"), []) * g, get("k"), gradient),
    );
    define("s", mapped(sigmoid, y));
  },
};

function withBias(name: string, x: Tensor, w: Tensor, layer: typeof manyChannels, delta: Tensor): World {
  return {
    base: 1,
    inputs: { x, w, b: some(2), delta },
    forward: (get, define) => {
      define("L", weighed(define(name, layer(get("x"), get("w"), get("b"))), get("delta")));
    },
  };
}

const image = (kernel: number, out: number): Inputs => ({
  x: some(5, 5),
  w: some(kernel, kernel),
  delta: some(out, out),
});

export const worlds: Readonly<Record<string, World>> = {
  valid: single("a k y L delta", { a: some(3, 3), k: some(2, 2), delta: some(2, 2) }, convolve),
  undeclared: single("a k y L delta", { a: some(3, 3), k: some(2, 2), delta: some(2, 2) }, convolve),
  otimes: single("X W Y L delta", { X: some(3, 3), W: some(2, 2), delta: some(2, 2) }, convolve),
  convolve: single("X W O J delta", { X: some(4, 4), W: some(3, 3), delta: some(2, 2) }, convolve),
  stride: single("x w o L delta", image(3, 2), (x, k) => convolve(x, k, { stride: 2 })),
  leftover: both(
    single("x w z L delta", { x: some(4, 4), w: some(3, 3), delta: some(2, 2) }, (x, k) =>
      convolve(x, k, { stride: 2, pad: [1, 0] }),
    ),
    single("u v s C e", { u: some(6), v: some(3), e: some(2) }, (x, k) => convolve(x, k, { stride: 2 })),
  ),
  padding: single("x k y L G", { x: some(3, 3), k: some(3, 3), G: some(3, 3) }, (x, k) => convolve(x, k, { pad: 1 })),
  same: single("x w y L delta", { x: some(3, 3), w: some(2, 2), delta: some(3, 3) }, (x, k) =>
    convolve(x, k, { pad: [0, 1] }),
  ),
  dilation: single("x w z L delta", image(2, 3), (x, k) => convolve(x, k, { dilation: 2 })),
  transposed: both(
    single("a k y L delta", { a: some(2, 2), k: some(2, 2), delta: some(3, 3) }, transposed),
    single("p q r C e", { p: some(3), q: some(2), e: some(6) }, (x, k) => transposed(x, k, 2)),
  ),
  line: single("x w y L delta", { x: some(5), w: some(3), delta: some(3) }, convolve),
  channels: withBias("z", some(2, 2, 3, 3), some(2, 2, 2, 2), manyChannels, some(2, 2, 2, 2)),
  depthwise: withBias("d", some(2, 3, 3), some(2, 1, 2, 2), eachChannel, some(2, 2, 2)),
  layers,
  dense,
  softmax,
  pool,
  numbers,
  zero: single("x K o L delta", { x: some(4, 4), K: some(3, 3), delta: some(2, 2) }, convolve, 0),
  sizes: both(
    single("x k y L delta", { x: some(5, 6), k: some(2, 3), delta: some(4, 4) }, convolve),
    single("x k v J G", { x: some(5, 6), k: some(2, 3), G: some(2, 2) }, (x, k) => convolve(x, k, { stride: 2 })),
  ),
};
