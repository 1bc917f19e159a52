/** Rows solved for the entries of a factor visit what the rows do: entry after entry, those of one in the same order. */
import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import { rowsByEntry } from "../../src/algebra/by-entry.ts";
import { type Box, createWalk, type Restriction, visitEach } from "../../src/algebra/walk.ts";
import { affine, along, type Rows } from "../../src/problem/rows.ts";

type Shapes = readonly (readonly number[])[];

/** The entries of each visit, the output's first. */
function visitsOf(rows: Rows, shapes: Shapes, restriction?: Restriction, box?: Box): number[][] {
  const visits: number[][] = [];
  const note = visitEach(rows, (output, entries) => visits.push([output, ...entries]));
  createWalk(rows, shapes, restriction)(note, box);
  return visits;
}

interface Axis {
  readonly input: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: number;
}

const outputSize = ({ input, kernel, stride, dilation, padding }: Axis): number =>
  Math.floor((input + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1;

/** y[i…] = Σ a[stride·i + dilation·p − padding …]·k[p…], as many axes as there are. */
function convolutionOf(axes: readonly Axis[]): { rows: Rows; shapes: Shapes } {
  const outputs = axes.map(outputSize);
  const rows: Rows = {
    loops: [...outputs, ...axes.map(({ kernel }) => kernel)].map((size, loop) => ({ letter: `l${loop}`, size })),
    output: axes.map((_, axis) => along(axis)),
    factors: [
      {
        array: 0,
        index: axes.map(({ stride, dilation, padding }, axis) =>
          affine(-padding, [axis, stride], [axes.length + axis, dilation]),
        ),
      },
      { array: 1, index: axes.map((_, axis) => along(axes.length + axis)) },
    ],
    coefficient: new Fraction(1),
  };
  return { rows, shapes: [outputs, axes.map(({ input }) => input), axes.map(({ kernel }) => kernel)] };
}

const axis: fc.Arbitrary<Axis> = fc
  .record({
    input: fc.integer({ min: 1, max: 6 }),
    kernel: fc.integer({ min: 1, max: 3 }),
    stride: fc.integer({ min: 1, max: 3 }),
    dilation: fc.integer({ min: 1, max: 2 }),
    padding: fc.integer({ min: 0, max: 2 }),
  })
  .filter((made) => outputSize(made) >= 1);

const sortedBy = (visits: readonly number[][], factor: number): number[][] =>
  [...visits].sort((a, b) => (a[factor + 1] as number) - (b[factor + 1] as number));

describe("rowsByEntry", () => {
  it("visits entry after entry, in every order of the loops, for random convolutions", () => {
    let [solved, visited] = [0, 0];
    fc.assert(
      fc.property(fc.array(axis, { minLength: 1, maxLength: 2 }), fc.constantFrom(0, 1), (axes, factor) => {
        const { rows, shapes } = convolutionOf(axes);
        const byEntry = rowsByEntry(rows, factor, shapes[factor + 1] as number[]);
        const isSolvable = factor === 1 || axes.every(({ dilation }) => dilation === 1);
        expect(byEntry !== undefined).toBe(isSolvable);
        if (byEntry === undefined) return;
        const visits = visitsOf(byEntry.rows, shapes, { of: factor, within: byEntry.within });
        expect(visits).toEqual(sortedBy(visitsOf(rows, shapes), factor));
        solved++;
        visited += visits.length;
      }),
      { numRuns: 500 },
    );
    expect(solved).toBeGreaterThan(200);
    expect(visited).toBeGreaterThan(2000);
  });

  it("visits the entries of a box alone", () => {
    const { rows, shapes } = convolutionOf([
      { input: 6, kernel: 3, stride: 2, dilation: 1, padding: 1 },
      { input: 5, kernel: 2, stride: 1, dilation: 1, padding: 0 },
    ]);
    const byEntry = rowsByEntry(rows, 0, [6, 5]);
    const box = [
      { from: 1, to: 4 },
      { from: 2, to: 3 },
    ];
    const inBox = sortedBy(visitsOf(rows, shapes), 0).filter(([, entry = 0]) => {
      const [row, column] = [Math.floor(entry / 5), entry % 5];
      return row >= 1 && row < 4 && column === 2;
    });
    expect(inBox.length).toBeGreaterThan(4);
    expect(visitsOf(byEntry?.rows as Rows, shapes, { of: 0, within: byEntry?.within ?? [] }, box)).toEqual(inBox);
  });

  it("solves for a loop that falls, and leaves an index that is no loop's, or has a loop twice", () => {
    const rowsWith = (...index: Rows["output"]): Rows => ({
      loops: [3, 3].map((size, loop) => ({ letter: `l${loop}`, size })),
      output: [along(0)],
      factors: [{ array: 0, index }],
      coefficient: new Fraction(1),
    });
    const falling = rowsWith(affine(4, [0, 1], [1, -1]));
    const byEntry = rowsByEntry(falling, 0, [7]);
    expect(visitsOf(byEntry?.rows as Rows, [[3], [7]], { of: 0, within: byEntry?.within ?? [] })).toEqual(
      sortedBy(visitsOf(falling, [[3], [7]]), 0),
    );
    expect(rowsByEntry(rowsWith(affine(2)), 0, [3])).toBeUndefined();
    expect(rowsByEntry(rowsWith(affine(0, [0, 1], [1, 2])), 0, [9])).toBeUndefined();
    expect(rowsByEntry(rowsWith(along(1), along(1)), 0, [3, 3])).toBeUndefined();
  });
});
