/**
 * Pooling: the mean of each window, or its largest entry written with indicators.
 *
 *     avg   y[p] = 1/K Σ_u a[s·p + u − P]
 *     max   y[p] = Σ_u a[w(u)] · Π_{v≠u} [a[w(u)] ≥ a[w(v)]]    (> for v before u: of equal entries the first wins)
 *
 * Entries in the padding are 0 for a mean and never the largest, as in PyTorch's avg_pool and max_pool.
 */
import Fraction from "fraction.js";
import { Mistake } from "../../error.ts";
import { grouped, joined, type Message, tell } from "../../messages/message.ts";
import { INTEGERS } from "../../sizes/ring.ts";
import type { SpatialAxis } from "../definitions/convolution.ts";
import { WINDOW_LETTERS, type Windows, windowSums, windowsOver } from "../definitions/windows.ts";
import type { Form } from "../form.ts";
import type { Arguments, Operator } from "../operator.ts";
import { affine, along, type Factor, ONE } from "../rows.ts";
import { readInput } from "./channel-parts.ts";
import { readConvolutionAxes } from "./geometry.ts";

function readWindows(call: Arguments, rank: number): Windows {
  const { id, parts } = readInput(call, rank);
  const sizes = call.integers("kernel", rank, 1);
  const bad = sizes.find((size) => size < 1);
  if (bad !== undefined) call.fail(tell`\`kernel\` of \`${call.operator}\` must be at least 1, not ${bad}`, "kernel");
  const axes = readConvolutionAxes(call, parts.spatial, sizes, sizes);
  return windowsOver(INTEGERS, call.layout, { input: id, parts, axes });
}

/** A window that lies wholly in the padding has no entry to take the largest or the mean of. */
function demandEntries(call: Arguments, { axes }: Windows, missing: Message): void {
  axes.forEach((axis, number) => {
    const { kernel, before, after, windows } = axis;
    const empty = [0, windows - 1].find((p) => !reachesInside(axis, p));
    if (empty === undefined) return;
    const span = tell`it spans ${kernel}, and the padding is ${before} before and ${after} after`;
    call.fail(
      joined(
        tell`window ${empty + 1} on axis ${number + 1} lies wholly in the padding, ${missing}: ${span}`,
        tell`. The largest padding that is always legal is ${kernel - 1} on each side`,
      ),
      call.has("padding") ? "padding" : undefined,
    );
  });
}

function averageForm(call: Arguments, rank: number): Form {
  const windows = readWindows(call, rank);
  const sums = windowSums(INTEGERS, windows);
  if (call.boolean("count_include_pad", true)) {
    const size = windows.axes.reduce((product, axis) => product * axis.kernel, 1);
    return {
      shape: windows.shape,
      rows: [{ ...sums, coefficient: new Fraction(1, size) }],
    };
  }
  demandEntries(call, windows, tell`and has no entries to average`);
  const spatial = windows.axes.map((axis) =>
    sums.loops.findIndex((loop) => loop.letter === WINDOW_LETTERS[windows.axes.indexOf(axis)]),
  );
  const factors = [...sums.factors];
  windows.axes.forEach((axis, number) => {
    const shares = Array.from({ length: axis.windows }, (_, p) => new Fraction(1, entriesInside(axis, p)));
    factors.push({ array: call.numbers([axis.windows], shares).id, index: [along(spatial[number] as number)] });
  });
  return { shape: windows.shape, rows: [{ ...sums, factors }] };
}

function reachesInside({ stride, kernel, before, covered }: SpatialAxis, p: number): boolean {
  const first = stride * p - before;
  return first < covered && first + kernel > 0;
}

/** How many entries of window p lie in the input itself. */
function entriesInside(axis: SpatialAxis, p: number): number {
  const places = Array.from({ length: axis.kernel }, (_, u) => axis.stride * p + u - axis.before);
  return places.filter((place) => place >= 0 && place < axis.covered).length;
}

/** More entries than this are not compared with one another: there is an indicator for each pair. */
const MOST_COMPARED = 1024;

function demandComparable(call: Arguments, { axes }: Windows): void {
  const count = axes.reduce((product, axis) => product * axis.kernel, 1);
  if (count > MOST_COMPARED)
    throw new Mistake(
      "limit",
      tell`\`${call.operator}\` compares the ${grouped(count)} entries of each window with one another; the limit is ${grouped(MOST_COMPARED)}`,
      call.expression("kernel")?.span,
    );
}

function maximumForm(call: Arguments, rank: number): Form {
  const windows = readWindows(call, rank);
  demandEntries(call, windows, tell`and has no largest entry`);
  demandComparable(call, windows);
  const positions = windows.axes.reduce<number[][]>(
    (all, axis) => all.flatMap((start) => Array.from({ length: axis.kernel }, (_, u) => [...start, u])),
    [[]],
  );
  const places = positions.map((position) => windows.at(position.map((u) => affine(u))));
  const rows = places.map((place, number) => {
    const beats = places.flatMap((other, rival): Factor[] =>
      rival === number
        ? []
        : [
            {
              array: windows.input,
              index: place,
              compare: { relation: rival < number ? ">" : ">=", array: windows.input, index: other },
            },
          ],
    );
    const factors: Factor[] = [{ array: windows.input, index: place }, ...beats];
    return { loops: windows.loops, output: windows.output, factors, coefficient: ONE };
  });
  return { shape: windows.shape, rows };
}

function pooling(name: string, build: (call: Arguments) => Form, options: readonly string[]): Operator {
  return { name, positional: ["input", "kernel"], options: ["stride", "padding", ...options], build };
}

export const POOLINGS: readonly Operator[] = [1, 2, 3].flatMap((rank) => [
  pooling(`avg_pool${rank}d`, (call) => averageForm(call, rank), ["count_include_pad"]),
  pooling(`max_pool${rank}d`, (call) => maximumForm(call, rank), []),
]);
