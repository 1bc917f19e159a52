/**
 * The results of a saved derivation: entries with their steps, proofs, and views.
 */
import type {
  Counterexample,
  Entry,
  ProofResult,
  ProofRuleId,
  Result,
  RuleId,
  Step,
  View,
  ViewLine,
  ViewsResult,
} from "../derivation/derivation.ts";
import type { Expression } from "../language/syntax.ts";
import { VerificationError } from "../verify/verify.ts";
import {
  type Fields,
  readExpression,
  readList,
  readNumber,
  readNumbers,
  readObject,
  readOptional,
  readRecord,
  readText,
  readWritten,
} from "./fields.ts";
import { readFormula, readRemark } from "./read-formula.ts";

export function readResult(value: unknown, place: string): Result {
  const fields = readObject(value, place);
  const expression = (name: string): Expression => readExpression(fields[name], `${place}.${name}`);
  const shared = () => ({ of: expression("of"), shape: readNumbers(fields["shape"], `${place}.shape`) });
  const remarks = () => readList(fields["remarks"], `${place}.remarks`, readRemark);
  switch (fields["kind"]) {
    case "expansion":
      return { kind: "expansion", ...shared(), entries: readEntries(fields, place, ["at"]), remarks: remarks() };
    case "jacobian": {
      const { of, wrt } = readObject(fields["shape"], `${place}.shape`);
      return {
        kind: "jacobian",
        of: expression("of"),
        wrt: expression("wrt"),
        shape: { of: readNumbers(of, `${place}.shape.of`), wrt: readNumbers(wrt, `${place}.shape.wrt`) },
        entries: readEntries(fields, place, ["of", "wrt"]),
        remarks: remarks(),
      };
    }
    case "gradient":
      return {
        kind: "gradient",
        ...shared(),
        wrt: expression("wrt"),
        ...readOptional(fields, "formula", place, readFormula),
        ...readOptional(fields, "uses", place, (uses, list) => readList(uses, list, readExpression)),
        ...readOptional(fields, "slidingAxes", place, readNumbers),
        entries: readEntries(fields, place, ["wrt"]),
        remarks: remarks(),
      };
    case "proof":
      return readProof(fields, place);
    case "views":
      return {
        kind: "views",
        ...shared(),
        wrt: expression("wrt"),
        loss: expression("loss"),
        upstream: expression("upstream"),
        operand: readText(fields["operand"], `${place}.operand`) as ViewsResult["operand"],
        transposed: fields["transposed"] === true,
        entries: readEntries(fields, place, ["wrt"]),
        views: readList(fields["views"], `${place}.views`, readView),
      };
    default:
      throw new VerificationError(`${place}: the kind \`${String(fields["kind"])}\` is not known`);
  }
}

/** Entries with their places, which have these names. */
function readEntries<Place extends string>(
  { entries }: Fields,
  place: string,
  places: readonly Place[],
): (Entry & { readonly [name in Place]: readonly number[] })[] {
  return readList(entries, `${place}.entries`, (item, at) => {
    const fields = readObject(item, at);
    const numbers = places.map((name) => [name, readNumbers(fields[name], `${at}.${name}`)]);
    const where = Object.fromEntries(numbers) as { readonly [name in Place]: readonly number[] };
    return {
      ...where,
      expression: readWritten(fields, at),
      ...readOptional(fields, "value", at, readText),
      ...readOptional(fields, "steps", at, (steps, list) => readList(steps, list, readStep<RuleId>)),
    };
  });
}

function readStep<Rule extends string>(value: unknown, place: string): Step<Rule> {
  const fields = readObject(value, place);
  return { rule: readText(fields["rule"], `${place}.rule`) as Rule, expression: readWritten(fields, place) };
}

function readView(value: unknown, place: string): View {
  const fields = readObject(value, place);
  return {
    view: readText(fields["view"], `${place}.view`) as View["view"],
    lines: readList(fields["lines"], `${place}.lines`, (item, at): ViewLine => {
      const line = readObject(item, at);
      return {
        rule: readText(line["rule"], `${at}.rule`) as ViewLine["rule"],
        ...readOptional(line, "equation", at, readFormula),
        ...readOptional(line, "facts", at, (facts, record) => readRecord(facts, record, readFact)),
        ...readOptional(line, "pattern", at, (pattern, list) => readList(pattern, list, readText)),
      };
    }),
  };
}

function readFact(value: unknown, place: string): number | readonly number[] {
  return Array.isArray(value) ? readNumbers(value, place) : readNumber(value, place);
}

function readProof(fields: Fields, place: string): ProofResult {
  const claim = readText(fields["claim"], `${place}.claim`).split(" == ");
  const [left, right] = claim.map((side) => readExpression(side, `${place}.claim`));
  if (claim.length !== 2 || left === undefined || right === undefined)
    throw new VerificationError(`${place}: the claim is no equation`);
  return {
    kind: "proof",
    left,
    right,
    verdict: readText(fields["verdict"], `${place}.verdict`) as ProofResult["verdict"],
    scope: readText(fields["scope"], `${place}.scope`) as ProofResult["scope"],
    assumptions: readList(fields["assumptions"], `${place}.assumptions`, readText),
    shape: readNumbers(fields["shape"], `${place}.shape`),
    steps: readList(fields["steps"], `${place}.steps`, (step, at): ProofResult["steps"][number] => ({
      ...readStep<ProofRuleId>(step, at),
      at: readNumbers(readObject(step, at)["at"], `${at}.at`),
    })),
    ...readOptional(fields, "counterexample", place, readCounterexample),
  };
}

export function readCounterexample(value: unknown, place: string): Counterexample {
  const fields = readObject(value, place);
  return {
    sizes: readRecord(fields["sizes"], `${place}.sizes`, readNumber),
    at: readNumbers(fields["at"], `${place}.at`),
    left: readText(fields["left"], `${place}.left`),
    right: readText(fields["right"], `${place}.right`),
    values: readRecord(fields["values"], `${place}.values`, readText),
  };
}
