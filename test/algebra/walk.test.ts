/** The walk over index rows visits what a plain loop over all points would, in the same order. */
import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import { createWalk, visitEach } from "../../src/algebra/walk.ts";
import { type Affine, affine, along, type Rows, stridesOf, unflatten } from "../../src/problem/rows.ts";
import { sizeOf } from "../helpers.ts";

type Shape = readonly number[];

function rowsOf(sizes: Shape, output: readonly Affine[], ...factors: (readonly Affine[])[]): Rows {
  return {
    loops: sizes.map((size, loop) => ({ letter: `l${loop}`, size })),
    output,
    factors: factors.map((index, array) => ({ array, index })),
    coefficient: new Fraction(1),
  };
}

function visitsOf(rows: Rows, shapes: readonly Shape[]): string[] {
  const visits: string[] = [];
  createWalk(rows, shapes)(visitEach(rows, (output, entries) => visits.push([output, ...entries].join(" "))));
  return visits;
}

/** Every point of the loops, every index tested. */
function visitsPlainly(rows: Rows, shapes: readonly Shape[]): string[] {
  const sizes = rows.loops.map(({ size }) => size);
  const maps = [rows.output, ...rows.factors.map(({ index }) => index)];
  const visits: string[] = [];
  for (let flat = 0; flat < sizeOf(sizes); flat++) {
    const point = unflatten(flat, sizes);
    const places = maps.map((index) =>
      index.map((map) =>
        map.coefficients.reduce((sum, [loop, factor]) => sum + factor * (point[loop] ?? 0), map.constant),
      ),
    );
    const inside = places.every((place, map) =>
      place.every((at, axis) => at >= 0 && at < ((shapes[map] as Shape)[axis] ?? 0)),
    );
    if (inside)
      visits.push(
        places
          .map((place, map) =>
            place.reduce((sum, at, axis) => sum + at * (stridesOf(shapes[map] as Shape)[axis] as number), 0),
          )
          .join(" "),
      );
  }
  return visits;
}

describe("createWalk", () => {
  it("y[p] = k[u] a[2p + u − 1]: 0 beyond the edge means no visit", () => {
    const rows = rowsOf([2, 2], [along(0)], [along(1)], [affine(-1, [0, 2], [1, 1])]);
    expect(visitsOf(rows, [[2], [2], [3]])).toEqual(["0 1 0", "1 0 1", "1 1 2"]);
  });

  it("a fixed index outside its array empties the walk; a row without loops is one visit", () => {
    expect(visitsOf(rowsOf([3], [along(0)], [affine(5)]), [[3], [5]])).toEqual([]);
    expect(visitsOf(rowsOf([], [], [affine(4)]), [[], [5]])).toEqual(["0 4"]);
  });

  it("equals a plain loop on random rows", () => {
    const map = (loops: number) =>
      fc
        .tuple(fc.integer({ min: -3, max: 4 }), fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: loops }))
        .map(([constant, factors]) =>
          affine(constant, ...factors.map((factor, loop): [number, number] => [loop, factor])),
        );
    const tensor = (loops: number) => fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), map(loops)), { maxLength: 3 });
    const nest = fc
      .array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 })
      .chain((sizes) => fc.tuple(fc.constant(sizes), fc.array(tensor(sizes.length), { minLength: 1, maxLength: 3 })));
    let visited = 0;
    fc.assert(
      fc.property(nest, ([sizes, tensors]) => {
        const [output = [], ...factors] = tensors.map((axes) => axes.map(([, index]) => index));
        const shapes = tensors.map((axes) => axes.map(([size]) => size));
        const rows = rowsOf(sizes, output, ...factors);
        const visits = visitsOf(rows, shapes);
        visited += visits.length;
        expect(visits).toEqual(visitsPlainly(rows, shapes));
      }),
      { numRuns: 1000 },
    );
    expect(visited).toBeGreaterThan(1000);
  });
});
