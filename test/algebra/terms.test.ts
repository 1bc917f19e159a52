/** Term tables: order, merging, products of atoms. */
import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import { createCoefficients } from "../../src/algebra/coefficients.ts";
import { finishTerms } from "../../src/algebra/finish.ts";
import { createTerms, factorsAt, findGroup, groupsOf, NONE, type TermTable } from "../../src/algebra/terms.ts";

type Row = readonly [of: number, wrt: number, coefficient: number | string, ...factors: number[]];

const coefficients = createCoefficients();

function tableOf(rows: readonly Row[], width = 3): TermTable {
  const terms = createTerms(width);
  for (const [of, wrt, coefficient, ...factors] of rows)
    terms.add(of, wrt, coefficients.intern(new Fraction(coefficient)), factors);
  return terms.build();
}

function rowsOf(table: TermTable): Row[] {
  return Array.from({ length: table.length }, (_, row) => [
    table.of[row] as number,
    table.wrt[row] as number,
    coefficients.value(table.coefficient[row] as number).toFraction(),
    ...factorsAt(table, row),
  ]);
}

const finished = (rows: readonly Row[]): Row[] => rowsOf(finishTerms(tableOf(rows), coefficients));

describe("finishTerms", () => {
  it("sorts by entry, and keeps the order of terms within one", () => {
    expect(
      finished([
        [1, 0, 1, 7],
        [0, 1, 1, 9],
        [1, 0, 1, 2],
        [0, 0, 1, 4],
      ]),
    ).toEqual([
      [0, 0, "1", 4],
      [0, 1, "1", 9],
      [1, 0, "1", 7],
      [1, 0, "1", 2],
    ]);
  });

  it("merges equal monomials, whatever the order of their factors, where the first stood", () => {
    expect(
      finished([
        [0, 0, 2, 5, 3],
        [0, 0, 1, 8],
        [0, 0, "1/3", 3, 5],
        [0, 0, 1, 3, 5, 5],
      ]),
    ).toEqual([
      [0, 0, "7/3", 5, 3],
      [0, 0, "1", 8],
      [0, 0, "1", 3, 5, 5],
    ]);
  });

  it("drops what cancels, and keeps equal monomials of other entries apart", () => {
    expect(
      finished([
        [0, 0, 1, 5],
        [0, 1, 1, 5],
        [0, 0, -1, 5],
        [1, 0, 0, 5],
      ]),
    ).toEqual([[0, 1, "1", 5]]);
  });

  it("a constant is a product of nothing", () => {
    expect(
      finished([
        [0, 0, 2],
        [0, 0, 3],
        [0, 0, 1, 4],
      ]),
    ).toEqual([
      [0, 0, "5"],
      [0, 0, "1", 4],
    ]);
  });

  it("is the same polynomial as a plain sum, on random tables", () => {
    const small = fc.integer({ min: 0, max: 3 });
    const row = fc.tuple(
      small,
      small,
      fc.integer({ min: -2, max: 2 }),
      fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 200 }), (raw) => {
        const rows = raw.map(([of, wrt, coefficient, factors]): Row => [of, wrt, coefficient, ...factors]);
        const sums = new Map<string, number>();
        for (const [of, wrt, coefficient, ...factors] of rows) {
          const key = `${of},${wrt}:${factors.sort().join()}`;
          sums.set(key, (sums.get(key) ?? 0) + Number(coefficient));
        }
        const result = finished(rows);
        const found = new Map(
          result.map(([of, wrt, sum, ...factors]) => [`${of},${wrt}:${factors.sort().join()}`, Number(sum)]),
        );
        expect(found.size).toBe(result.length);
        expect(Object.fromEntries(found)).toEqual(Object.fromEntries([...sums].filter(([, sum]) => sum !== 0)));
        const places = result.map(([of, wrt]) => of * 10 + wrt);
        expect(places).toEqual([...places].sort((a, b) => a - b));
      }),
      { numRuns: 300 },
    );
  });
});

describe("a table", () => {
  const table = finishTerms(
    tableOf([
      [0, 2, 1, 1],
      [0, 2, 1, 2],
      [3, 0, 1, 3],
    ]),
    coefficients,
  );

  it("holds its entries as groups, and finds them", () => {
    expect([...groupsOf(table)]).toEqual([
      [0, 2],
      [2, 3],
    ]);
    expect(findGroup(table, 0, 2)).toEqual([0, 2]);
    expect(findGroup(table, 3, 0)).toEqual([2, 3]);
    for (const [of, wrt] of [
      [0, 0],
      [0, 3],
      [1, 0],
      [9, 9],
    ] as const) {
      const [start, end] = findGroup(table, of, wrt);
      expect(end - start).toBe(0);
    }
  });

  it("grows, and passes over the gaps in a product", () => {
    const terms = createTerms(2);
    for (let row = 0; row < 1000; row++) terms.add(row, 0, 0, [NONE, row]);
    const grown = terms.build();
    expect([grown.length, ...factorsAt(grown, 999), ...factorsAt(grown, 0)]).toEqual([1000, 999, 0]);
  });
});

describe("coefficients", () => {
  it("are exact, and equal ones have one number", () => {
    const third = coefficients.intern(new Fraction(1, 3));
    expect(coefficients.intern(new Fraction("2/6"))).toBe(third);
    expect(coefficients.intern(new Fraction(1))).toBe(0);
    expect(coefficients.value(coefficients.add(third, coefficients.multiply(third, third))).toFraction()).toBe("4/9");
    expect(coefficients.isZero(coefficients.add(third, coefficients.intern(new Fraction(-1, 3))))).toBe(true);
    expect(coefficients.isZero(0)).toBe(false);
  });
});
