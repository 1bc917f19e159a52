/**
 * What a large result costs, counted and not timed: how often the loops are visited, how many terms and entries come
 * of it, and in what pieces they are written. The numbers are known without the program.
 */
import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { adjoint } from "../src/algebra/adjoint.ts";
import { definitionParts, derivativeParts, type Parts, partsOf } from "../src/algebra/parts.ts";
import type { createWalk } from "../src/algebra/walk.ts";
import { arrayIn, createWorkspace, type Workspace } from "../src/algebra/workspace.ts";
import { TERMS_OF_BEGINNING, TERMS_OF_PART } from "../src/derivation/large.ts";
import { deriveInParts, type PartsProgress } from "../src/derive-in-parts.ts";
import { parseWorksheet } from "../src/language/parse.ts";
import { buildProblem } from "../src/problem/build.ts";
import { convolution, productsOf, worksheetOf } from "./convolutions.ts";

const counted = vi.hoisted(() => ({ visits: 0 }));

vi.mock("../src/algebra/walk.ts", async (original) => {
  const walk = await original<{ createWalk: typeof createWalk }>();
  const counting: typeof createWalk = (...how) => {
    const run = walk.createWalk(...how);
    return (visit, box) =>
      run((found) => {
        counted.visits += found.length;
        visit(found);
      }, box);
  };
  return { ...walk, createWalk: counting };
});

beforeEach(() => {
  counted.visits = 0;
});

const K = 5;
const productsOfSquare = (n: number): number => (n - K + 1) ** 2 * K ** 2;
const square = (n: number): string => `tensor a[${n},${n}]\ntensor k[${K},${K}]\ny = conv2d(a, k)\n`;
const jacobians = (n: number): string => `${square(n)}jacobian y wrt a\njacobian y wrt k\n`;
const gradient = (n: number): string => `${square(n)}loss L(y)\ngradient L wrt a\n`;

interface Written {
  readonly visits: number;
  /** The last that was said of each result. */
  readonly results: readonly PartsProgress[];
  readonly parts: number;
  readonly pieces: readonly number[];
  readonly latex: string;
}

function write(worksheet: string): Written {
  counted.visits = 0;
  const results: PartsProgress[] = [];
  let parts = 0;
  const onPart = (progress: PartsProgress): void => {
    parts++;
    results[progress.isFirst ? results.length : results.length - 1] = progress;
  };
  const pieces: number[] = [];
  const chunks: Buffer[] = [];
  deriveInParts(worksheet, { to: "latex", detail: "results", fragment: true, onPart }, (bytes) => {
    pieces.push(bytes.length);
    chunks.push(Buffer.from(bytes));
  });
  const latex = Buffer.concat(chunks).toString("utf8");
  return { visits: counted.visits, results, parts, pieces, latex };
}

const occurrences = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Left sides of entries, with numbers for places. */
const JACOBIAN_ENTRY = /\\frac\{\\partial y_\{[\d,]+\}\}\{\\partial [ak]_\{[\d,]+\}\} &= [ak]_\{[\d,]+\}/g;
const GRADIENT_ENTRY = /\\frac\{\\partial L\}\{\\partial a_\{[\d,]+\}\} &= \\delta/g;
const GRADIENT_TERM = /\\delta_\{[\d,]+\}k_\{\d+\}/g;

/** Up to so many visits a definition is walked as a whole, to see which arrays it mentions: n = 50 is above it. */
const MOST_VISITS = 30_000;

/** The visits of an array's rows that are made before anything is written. */
const visitsBefore = (products: number): number => (products > MOST_VISITS ? 0 : products);

/** A Jacobian's first part is looked at before, for its entries step by step; a part is no larger than this. */
const visitsOfFirstParts = 2 * TERMS_OF_BEGINNING;

describe.each([36, 50, 100])("a convolution of side %i by a 5×5 kernel", (n) => {
  const products = productsOfSquare(n);

  it("has (n − 4)²·25 entries in each Jacobian, each visited once and written once", () => {
    const { visits, results, latex } = write(jacobians(n));
    const all = { entries: products, share: 1 };
    expect(results).toMatchObject([all, all]);
    const more = visits - visitsBefore(products) - 2 * products;
    expect(more).toBeGreaterThan(0);
    expect(more).toBeLessThanOrEqual(visitsOfFirstParts);
    expect(occurrences(latex, JACOBIAN_ENTRY)).toBe(2 * products);
  });

  it("has n² entries in a loss's gradient, with (n − 4)²·25 terms, each visited once and written once", () => {
    const { visits, results, latex } = write(gradient(n));
    expect(results).toMatchObject([{ entries: n * n, share: 1 }]);
    // One more for the first entry, which is looked at for what is remarked on it.
    expect(visits - visitsBefore(products)).toBe(products + 1);
    expect(occurrences(latex, GRADIENT_ENTRY)).toBe(n * n);
    expect(occurrences(latex, GRADIENT_TERM)).toBe(products);
  });
});

describe("the document", () => {
  it("comes in one piece a part, with a bounded number of terms and of bytes", () => {
    for (const worksheet of [jacobians(100), gradient(100)]) {
      const { pieces, parts, results, latex } = write(worksheet);
      // Between two parts may stand what is written once: the text before a result, and the end of the document.
      expect(pieces.length).toBeGreaterThanOrEqual(parts);
      expect(pieces.length).toBeLessThanOrEqual(parts + results.length + 1);
      expect(Math.max(...pieces)).toBeLessThanOrEqual(MOST_BYTES_OF_A_TERM * TERMS_OF_PART);
      expect(pieces.reduce((sum, length) => sum + length, 0)).toBe(Buffer.byteLength(latex));
      // A part is a whole number of rows of the array, so that up to half of its room may stay empty.
      const terms = results.length * productsOfSquare(100);
      expect(parts).toBeGreaterThanOrEqual(terms / TERMS_OF_PART);
      expect(parts).toBeLessThanOrEqual((2 * terms) / TERMS_OF_PART + results.length);
    }
  });
});

/** Each entry of a Jacobian is one term, on a line of its own with its name. */
const MOST_BYTES_OF_A_TERM = 80;

function workspaceOf(worksheet: string): Workspace {
  return createWorkspace(buildProblem(parseWorksheet(worksheet)), adjoint);
}

function partsNamed(workspace: Workspace, of: string, wrt?: string): Parts {
  const named = (name: string) =>
    arrayIn(workspace, workspace.arrays.find((array) => array.name === name)?.id ?? Number.NaN);
  return wrt === undefined ? definitionParts(workspace, named(of)) : derivativeParts(workspace, named(of), named(wrt));
}

const readings = [["y"], ["y", "a"], ["y", "k"], ["L", "a"], ["L", "k"]] as const;

/** Terms and visits of each part; those that are made to see how the parts are cut do not count. */
function countParts(worksheet: string, [of, wrt]: readonly [string, string?], terms: number) {
  const workspace = workspaceOf(worksheet);
  const parts = partsNamed(workspace, of, wrt);
  return [...partsOf(parts, terms)].map((part) => {
    counted.visits = 0;
    const { length } = parts.table(part);
    return { part, terms: length, visits: counted.visits };
  });
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

describe("a part of a table", () => {
  it.each([
    ["stride", "y = conv2d(a, k, stride=2)"],
    ["dilation", "y = conv2d(a, k, dilation=2)"],
    ["padding", "y = conv2d(a, k, padding=3)"],
    ["all of them", "y = conv2d(a, k, stride=2, dilation=3, padding=(4, 1))"],
    ["a transposed convolution", "y = conv_transpose2d(a, k, stride=3, padding=1)"],
  ])("visits nothing but its own terms: %s", (_, definition) => {
    const worksheet = `tensor a[20,20]\ntensor k[3,3]\n${definition}\nloss L(y)`;
    for (const reading of readings)
      for (const terms of [10, 100, 1000]) {
        const counts = countParts(worksheet, reading, terms);
        expect(counts.map(({ visits }) => visits)).toEqual(counts.map((count) => count.terms));
      }
  });

  it("visits nothing but its own terms: random convolutions, whose products are counted by plain loops", () => {
    let products = 0;
    fc.assert(
      fc.property(convolution, fc.integer({ min: 1, max: 40 }), (of, terms) => {
        const expected = [...productsOf(of)].length;
        products += expected;
        for (const reading of readings) {
          const counts = countParts(`${worksheetOf(of)}\nloss L(y)`, reading, terms);
          expect(counts.map(({ visits }) => visits)).toEqual(counts.map((count) => count.terms));
          expect(total(counts.map(({ visits }) => visits))).toBe(expected);
        }
      }),
      { numRuns: 100 },
    );
    expect(products).toBeGreaterThan(1000);
  });

  it("has as many terms as were asked for, or a few more where entries have more of them than others", () => {
    for (const reading of readings.slice(0, 4)) {
      const counts = countParts(`${square(60)}loss L(y)`, reading, 2000);
      expect(total(counts.map(({ terms }) => terms))).toBe(productsOfSquare(60));
      expect(Math.max(...counts.map(({ terms }) => terms))).toBeLessThanOrEqual(2000 * (60 / 56) ** 2);
    }
  });
});
