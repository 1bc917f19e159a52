/**
 * A worksheet with other numbers where it gives numbers.
 * In: the worksheet's text, and a source of random numbers. Out: the text with each given array replaced.
 * Always: shapes stay, whole numbers stay small whole numbers, and everything that is not a value stays to the letter.
 */
import Fraction from "fraction.js";
import type { Span, Statement, Worksheet } from "../language/syntax.ts";
import type { Problem } from "../problem/problem.ts";
import type { Random } from "./random.ts";

export function withOtherValues(worksheet: Worksheet, problem: Problem, random: Random): string {
  let text = worksheet.source;
  let moved = 0;
  for (const statement of worksheet.statements) {
    const place = givenIn(statement);
    const array = place && problem.arrays.find(({ name }) => name === place.name);
    const values = array && problem.given.get(array.id);
    if (place === undefined || values === undefined) continue;
    const written = writeArray(otherValues(values, random), array?.shape ?? []);
    text = text.slice(0, place.span.start + moved) + written + text.slice(place.span.end + moved);
    moved += written.length - (place.span.end - place.span.start);
  }
  return text;
}

/** The array that a statement gives numbers, and where they stand. */
function givenIn(statement: Statement): { readonly name: string; readonly span: Span } | undefined {
  if (statement.tag !== "tensor" && statement.tag !== "scalar" && statement.tag !== "given") return undefined;
  const span = statement.value?.span;
  return span && { name: statement.name.name, span };
}

/** So many numbers can all be different and still small: a maximum then has no ties. */
const MOST_DISTINCT = 18;

/** Whole numbers become others, hardly larger, and negative only where some are; masks and fractions change places. */
function otherValues(values: readonly Fraction[], random: Random): readonly Fraction[] {
  const isMask = values.length > 1 && values.every((value) => value.equals(0) || value.equals(1));
  if (isMask || values.some((value) => value.d !== 1n)) return random.shuffled(values);
  const isSigned = values.some((value) => value.compare(0) < 0);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value.valueOf())), 0);
  const needed = Math.min(values.length, MOST_DISTINCT) / (isSigned ? 2 : 1);
  const sizes = Array.from({ length: Math.max(largest, Math.ceil(needed)) + 2 }, (_, at) => at + 1);
  const numbers = isSigned ? sizes.flatMap((size) => [size, -size]) : sizes;
  const drawn = random.shuffled(numbers);
  return values.map(
    (_, at) => new Fraction(drawn[values.length <= MOST_DISTINCT ? at : random.between(0, drawn.length - 1)] as number),
  );
}

/** Numbers in row-major order as nested lists: `[[1,2],[3,4]]`. */
function writeArray(values: readonly Fraction[], shape: readonly number[]): string {
  const [size, ...inner] = shape;
  if (size === undefined) return values[0]?.toFraction() ?? "0";
  const each = values.length / size;
  const rows = Array.from({ length: size }, (_, at) => writeArray(values.slice(at * each, (at + 1) * each), inner));
  return `[${rows.join(",")}]`;
}
