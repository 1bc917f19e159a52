/**
 * The harder opponent: loops that know the answer, have every name as bytes beforehand, and copy them into one buffer.
 * In: `J` or `G`, a layer as JSON (see tasks.mjs), a file. Out: the lines of straight-loop.mjs, for any layer.
 */
import { closeSync, openSync, writeSync } from "node:fs";
import { shapesOf } from "./tasks.mjs";

const [, , kind, json, file] = process.argv;
const layer = JSON.parse(json);
const shapes = shapesOf(layer);
const CAPACITY = 1 << 18;
const buffer = Buffer.allocUnsafe(CAPACITY);
const open = openSync(file, "w");
let at = 0;

function copy(pool, from, to) {
  if (to - from > CAPACITY - at) flush();
  for (let position = from; position < to; position++) buffer[at++] = pool[position];
}

function flush() {
  for (let from = 0; from < at; ) from += writeSync(open, buffer, from, at - from);
  at = 0;
}

const put = (bytes) => copy(bytes, 0, bytes.length);
const name = ({ pool, ends }, entry) => copy(pool, entry === 0 ? 0 : ends[entry - 1], ends[entry]);

/** The names of an array's entries, one behind the other, and where each ends. */
function namesOf(letter, shape) {
  const size = shape.reduce((product, axis) => product * axis, 1);
  const separator = shape.some((axis) => axis > 9) ? "," : "";
  const place = shape.map(() => 1);
  const ends = new Int32Array(size);
  const longest = letter.length + 3 + shape.reduce((digits, axis) => digits + String(axis).length + 1, 0);
  const pool = Buffer.allocUnsafe(size * longest);
  let end = 0;
  for (let entry = 0; entry < size; entry++) {
    end += pool.latin1Write(`${letter}_{${place.join(separator)}}`, end);
    ends[entry] = end;
    for (let axis = shape.length - 1; axis >= 0 && ++place[axis] > shape[axis]; axis--) place[axis] = 1;
  }
  return { pool, ends };
}

const [a, k] = [namesOf("a", shapes.a), namesOf("k", shapes.k)];
const [EQUALS, PLUS, END] = ["} &= ", " + ", " \\\\\n"].map((text) => Buffer.from(text));

/** Every product: the numbers of its output, kernel and input entries, output by output. */
function eachProduct({ input, kernel, stride, padding, channels = [1, 1] }, visit) {
  const [[H, W], [K1, K2], [inner, outer]] = [input, kernel, channels];
  const [O1, O2] = shapes.y.slice(-2);
  for (let o = 0; o < outer; o++)
    for (let p = 0; p < O1; p++)
      for (let q = 0; q < O2; q++) {
        const [top, left] = [stride * p - padding, stride * q - padding];
        const [u0, u1] = [Math.max(0, -top), Math.min(K1, H - top)];
        const [v0, v1] = [Math.max(0, -left), Math.min(K2, W - left)];
        const y = (o * O1 + p) * O2 + q;
        for (let c = 0; c < inner; c++)
          for (let u = u0; u < u1; u++) {
            const kernelRow = ((o * inner + c) * K1 + u) * K2;
            const inputRow = (c * H + top + u) * W + left;
            for (let v = v0; v < v1; v++) visit(y, kernelRow + v, inputRow + v);
          }
      }
}

function jacobian(below, right, byInput) {
  const y = namesOf("y", shapes.y);
  const [before, between] = ["  \\frac{\\partial ", "}{\\partial "].map((text) => Buffer.from(text));
  eachProduct(layer, (output, kernelEntry, inputEntry) => {
    put(before);
    name(y, output);
    put(between);
    name(below, byInput ? inputEntry : kernelEntry);
    put(EQUALS);
    name(right, byInput ? kernelEntry : inputEntry);
    put(END);
  });
}

/** Of a layer without channels, stride and padding. */
function gradient({ input: [H, W], kernel: [K1, K2] }) {
  const [O1, O2] = shapes.y;
  const delta = namesOf("\\delta", shapes.y);
  const before = Buffer.from("  \\frac{\\partial L}{\\partial ");
  for (let m = 0; m < H; m++)
    for (let l = 0; l < W; l++) {
      put(before);
      name(a, m * W + l);
      put(EQUALS);
      let isFirst = true;
      for (let p = Math.max(0, m - K1 + 1); p <= Math.min(O1 - 1, m); p++)
        for (let q = Math.max(0, l - K2 + 1); q <= Math.min(O2 - 1, l); q++) {
          if (!isFirst) put(PLUS);
          isFirst = false;
          name(delta, p * O2 + q);
          name(k, (m - p) * K2 + l - q);
        }
      put(END);
    }
}

if (kind === "G") gradient(layer);
else {
  jacobian(a, k, true);
  jacobian(k, a, false);
}
flush();
closeSync(open);
