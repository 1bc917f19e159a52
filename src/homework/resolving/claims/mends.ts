/**
 * A product of matrices that do not fit: no reading gives it a meaning, and the claim is false whatever its letters are.
 * In: the claim, and what its resolving failed at. Out: the same claim with factors transposed or exchanged, where that
 * has a meaning; one that holds tells what was meant.
 */
import type { Span } from "../../../language/syntax.ts";
import type { MeaningFailure } from "../../report.ts";
import type { BinarySign, Formula, ReadClaim } from "../../syntax.ts";
import { keyOfFormula } from "../names/keys.ts";
import { factorsOf, isProduct, type ProductFactor, productOf } from "../operators/products.ts";
import { type ClaimReading, resolveClaim, type Surroundings } from "./claims.ts";

/** Two matrices that cannot be multiplied: their shapes as `5,4`, and the side in which they stand. */
export interface Misfit {
  readonly side: number;
  readonly left: string;
  readonly right: string;
}

/** The factors of the side in their new order, by their places in the sheet, each with the sign before it. */
export interface Mend {
  readonly isOrderKept: boolean;
  readonly factors: readonly {
    /** Absent before the first, and where factors stand side by side. */
    readonly sign?: Span;
    readonly span: Span;
    readonly isTransposed: boolean;
  }[];
  readonly readings: readonly ClaimReading[];
}

const MATRIX_SIGNS: ReadonlySet<BinarySign> = new Set(["juxtaposed", "matmul", "dot"]);

/**
 * Where the worksheet has no convolution, which may be meant by what stands side by side, and where they do not fit
 * either way: a vector is a row for some and a column for others.
 */
export function misfitOf({ open }: Surroundings, claim: ReadClaim, failure: MeaningFailure): Misfit | undefined {
  if (failure.tag !== "shapes" || !MATRIX_SIGNS.has(failure.operator as BinarySign)) return undefined;
  if (open.convolutions.length > 0 || claim.relations.length !== 1) return undefined;
  const { left, right, at } = failure;
  if (mayFit(left, right)) return undefined;
  const side = claim.sides.findIndex(({ span }) => span.start <= at.start && at.end <= span.end);
  return side < 0 ? undefined : { side, left, right };
}

/** Whether two shapes can be multiplied, vectors as rows or as columns; of two vectors nothing is said. */
function mayFit(left: string, right: string): boolean {
  const [first, second] = [left, right].map(matricesOf) as [Matrices, Matrices];
  if (first.length === 0 || second.length === 0 || first.length + second.length > 3) return true;
  return first.some(([, columns]) => second.some(([rows]) => columns === rows));
}

type Matrices = readonly (readonly [rows: number, columns: number])[];

/** What matrices a shape can be. */
function matricesOf(shape: string): Matrices {
  const [rows, columns = 1, ...more] = shape.split(",").map(Number);
  if (rows === undefined || more.length > 0 || shape === "") return [];
  return rows === 1 || columns === 1
    ? [
        [rows, columns],
        [columns, rows],
      ]
    : [[rows, columns]];
}

export function mendsOf(surroundings: Surroundings, claim: ReadClaim, { side }: Misfit, at: Span): readonly Mend[] {
  const formula = claim.sides[side] as Formula;
  const factors = productsIn(formula, at);
  const place = factors.findIndex(
    ({ sign, signSpan }) => sign !== undefined && signSpan.start === at.start && signSpan.end === at.end,
  );
  const [first, second] = [factors[place - 1], factors[place]];
  if (first === undefined || second === undefined) return [];
  return WAYS.flatMap(([isOrderKept, transposedFirst, transposedSecond]) => {
    const pair = [turned(first.formula, transposedFirst), turned(second.formula, transposedSecond)];
    const changed = isOrderKept ? pair : pair.reverse();
    const mended = factors.map((factor, position) => {
      const found = changed[position - place + 1];
      return { factor, formula: found?.formula ?? factor.formula, isTransposed: found?.isTransposed ?? false };
    });
    const product = productOf(
      mended.map(({ factor, formula, isTransposed }): ProductFactor => {
        return { ...factor, formula: isTransposed ? transposedOf(formula) : formula };
      }),
    );
    const sides = claim.sides.map((one, position) => (position === side ? product : one));
    const resolved = resolveClaim(surroundings, { ...claim, sides });
    if (resolved.tag === "failed") return [];
    const places = mended.map(({ factor: { sign, signSpan }, formula: { span }, isTransposed }) => {
      const isSigned = sign !== undefined && sign !== "juxtaposed";
      return { ...(isSigned && { sign: signSpan }), span, isTransposed };
    });
    return [{ isOrderKept, factors: places, readings: resolved.readings }];
  });
}

/** The factors of a product; what stands at `at` has two where it is written like a call: `W^T(p - t)`. */
function productsIn(formula: Formula, at: Span): ProductFactor[] {
  const factors = isProduct(formula) ? factorsOf(formula) : [{ sign: undefined, signSpan: formula.span, formula }];
  return factors.flatMap((factor): ProductFactor[] => {
    const { span } = factor.formula;
    if (factor.formula.tag !== "applied" || span.start !== at.start || span.end !== at.end) return [factor];
    const { head, argument } = factor.formula;
    return [
      { ...factor, formula: head },
      { sign: "juxtaposed", signSpan: span, formula: argument },
    ];
  });
}

/** Whether the order is kept, and which of the two factors are transposed: the least change first. */
const WAYS: readonly (readonly [isOrderKept: boolean, first: boolean, second: boolean])[] = [
  [true, true, false],
  [true, false, true],
  [true, true, true],
  [false, false, false],
  [false, true, false],
  [false, false, true],
  [false, true, true],
];

/** What is transposed already loses its mark. */
function turned(
  formula: Formula,
  isTransposed: boolean,
): { readonly formula: Formula; readonly isTransposed: boolean } {
  if (!isTransposed || formula.tag !== "scripted" || formula.sub !== undefined || formula.primes > 0)
    return { formula, isTransposed };
  const marks = formula.sup?.items.map(keyOfFormula) ?? [];
  const isMarked = marks.length === 1 && ["T", "⊤", "top"].includes(marks[0] as string);
  return isMarked ? { formula: formula.base, isTransposed: false } : { formula, isTransposed };
}

function transposedOf(formula: Formula): Formula {
  const { span } = formula;
  const base: Formula = { tag: "group", bracket: "(", items: [formula], span };
  const sign: Formula = { tag: "symbol", name: "T", isWord: false, span };
  return { tag: "scripted", base, sup: { items: [sign], span }, primes: 0, span };
}
