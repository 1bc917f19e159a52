/**
 * Formulas and remarks of a saved derivation.
 */
import type { Formula, Remark } from "../derivation/derivation.ts";
import { readExpression, readList, readNumber, readObject, readOptional, readText, readWritten } from "./fields.ts";

export function readFormula(value: unknown, place: string): Formula {
  const fields = readObject(value, place);
  return {
    left: readWritten(fields["left"], `${place}.left`),
    right: readWritten(fields["right"], `${place}.right`),
    letters: readList(fields["letters"], `${place}.letters`, (item, at) => {
      const { name, from, to } = readObject(item, at);
      return { name: readText(name, at), from: readNumber(from, at), to: readNumber(to, at) };
    }),
  };
}

/** Rules are compared with those that are known when the derivation is checked. */
export function readRemark(value: unknown, place: string): Remark {
  const fields = readObject(value, place);
  return {
    rule: readText(fields["rule"], `${place}.rule`) as Remark["rule"],
    subjects: readList(fields["subjects"], `${place}.subjects`, readExpression),
    ...readOptional(fields, "equation", place, (equation, at) => {
      const { left, right } = readObject(equation, at);
      return { left: readWritten(left, `${at}.left`), right: readWritten(right, `${at}.right`) };
    }),
  };
}
