/** Which entries of two sides stand for each other. */
import type { Meaning, Value } from "../meaning.ts";

/** Entry by entry; axes of size 1 don't count, and one number stands for every entry. Undefined for unequal shapes. */
export function pairEntries(left: Value, right: Value): (readonly [Meaning, Meaning])[] | undefined {
  if (left.tag === "scalar" && right.tag === "scalar") return [[left.meaning, right.meaning]];
  const [a, b] = [entriesOf(left), entriesOf(right)];
  const strip = (value: Value): string =>
    value.tag === "scalar" ? "" : value.shape.filter((size) => size !== 1).join();
  if (right.tag === "scalar" && right.meaning.tag === "number" && left.tag === "array")
    return a.map((entry) => [entry, right.meaning]);
  return strip(left) === strip(right) ? a.map((entry, position) => [entry, b[position] as Meaning]) : undefined;
}

function entriesOf(value: Value): readonly Meaning[] {
  return value.tag === "scalar" ? [value.meaning] : value.entries;
}
