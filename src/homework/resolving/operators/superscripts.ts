/** What stands above: powers, transposes, turns by 180°. */
import type Fraction from "fraction.js";
import { readDecimal } from "../../../problem/number.ts";
import type { Meaning, Value } from "../../meaning.ts";
import type { Formula } from "../../syntax.ts";
import type { Context } from "../context.ts";
import { keyOfFormula } from "../names/keys.ts";
import { unknownName, unsupported } from "../scalars.ts";
import { mapValue, rotateValue, scalar, transposeValue } from "../values.ts";
import { isTurn } from "./words.ts";

/** Powers, transposes and turns above what a name means. */
export function withSuperscripts(context: Context, value: Value, sup: readonly Formula[], at: Formula): Value {
  return sup.reduce((result, mark) => superscript(context, result, mark, at), value);
}

/** `A**2`: every entry to that power. */
export function entrywisePower(context: Context, value: Value, sup: readonly Formula[], at: Formula): Value {
  const [mark, ...more] = sup;
  const exponent = mark && constantOf(context, mark);
  if (exponent === undefined || more.length > 0) throw unsupported(at);
  return mapValue(value, (base) => powerOf(base, exponent));
}

function superscript(context: Context, value: Value, mark: Formula, at: Formula): Value {
  const key = keyOfFormula(mark);
  if (value.tag === "array" && ["T", "top", "intercal", "t", "'"].includes(key.replace(/^\((.*)\)$/, "$1")))
    return transposeValue(value, mark.span);
  if (isTurn(mark)) return turned(value, at);
  const exponent = constantOf(context, mark);
  if (exponent !== undefined && value.tag === "scalar") return scalar(powerOf(value.meaning, exponent));
  throw unknownName(at, context);
}

/** The square of a root is what stands under it, which is not negative where the root is a number. */
function powerOf(base: Meaning, exponent: Fraction): Meaning {
  if (base.tag === "power" && base.exponent.equals(0.5) && exponent.equals(2)) return base.base;
  return { tag: "power", base, exponent };
}

function constantOf(context: Context, formula: Formula): Fraction | undefined {
  switch (formula.tag) {
    case "number":
      return readDecimal(formula.text);
    case "negate":
      return constantOf(context, formula.operand)?.neg();
    case "fraction": {
      const [over, under] = [constantOf(context, formula.over), constantOf(context, formula.under)];
      return over && under && !under.equals(0) ? over.div(under) : undefined;
    }
    default:
      return undefined;
  }
}

export function turned(value: Value, at: Formula): Value {
  if (value.tag === "scalar") throw unsupported(at);
  return rotateValue(value);
}
