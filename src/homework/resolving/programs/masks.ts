/** Masks of programs: `np.where(Z > 0, dA, 0)`, `np.int64(A > 0)`, `(Z > 0).astype(float)`. */
import type { Value } from "../../meaning.ts";
import type { Formula } from "../../syntax.ts";
import { type Context, numberMeaning } from "../context.ts";
import { keyOfFormula } from "../names/keys.ts";
import { unsupported } from "../scalars.ts";
import { broadcast, mapValue, negative, product, sum } from "../values.ts";
import type { ProgramCall } from "./programs.ts";

/** What makes numbers of true and false. */
const KINDS: ReadonlySet<string> = new Set("int64 int32 float64 float32 astype float int double".split(" "));

export function maskOf(context: Context, { name, items, named, at }: ProgramCall): Value | undefined {
  const [mask, ...more] = items;
  if (name === "where") {
    const [then, otherwise, ...rest] = more;
    if (mask === undefined || then === undefined || otherwise === undefined || rest.length + named.length > 0)
      throw unsupported(at);
    return chosen(context, mask, then, otherwise, at);
  }
  if (!KINDS.has(name)) return undefined;
  const isKind = more.length === 0 || (name === "astype" && more.length === 1);
  if (mask === undefined || !isKind || named.length > 0) throw unsupported(at);
  return maskValue(context, mask, at);
}

/** Numbers would lose what stands behind their point. */
function maskValue(context: Context, formula: Formula, at: Formula): Value {
  const [only, ...more] = formula.tag === "group" ? formula.items : [formula];
  if (only?.tag === "indicator" && more.length === 0) return context.resolve(context, only, undefined);
  throw unsupported(at);
}

function chosen(context: Context, mask: Formula, then: Formula, otherwise: Formula, at: Formula): Value {
  const isOne = maskValue(context, mask, at);
  const times = (factor: Value, of: Formula): Value =>
    broadcast(factor, context.resolve(context, of, undefined), (a, b) => product([a, b]), at.span, "where");
  const first = times(isOne, then);
  if (keyOfFormula(otherwise) === "0") return first;
  const isZero = mapValue(isOne, (one) => sum([numberMeaning(1), negative(one)]));
  return broadcast(first, times(isZero, otherwise), (a, b) => sum([a, b]), at.span, "where");
}
