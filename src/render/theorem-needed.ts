/**
 * What a reader is told of the sizes where all claims are refuted: the worksheet's letters and conditions, and of the
 * letters made for quotients only those in which the sizes of arrays are written. A counterexample needs no others.
 */
import { comparisonIn } from "../derivation/assumed.ts";
import type { LetterResult, TheoremSetting } from "../derivation/theorem.ts";
import type { Comparison } from "../language/syntax.ts";
import type { Quotient } from "../problem/letters.ts";
import { lettersOf, type Polynomial, plainLetter } from "../sizes/polynomial.ts";

export interface NeededSizes {
  readonly theorem: TheoremSetting;
  /** Conditions of the worksheet and of its arrays, what says which numbers a letter stands for left out. */
  readonly conditions: readonly Comparison[];
}

/** Nothing where something is proved, or where all letters are needed. */
export function neededSizes(results: readonly LetterResult[]): NeededSizes | undefined {
  const [first] = results;
  const isRefuted = results.every((result) => result.kind !== "general" && result.verdict === "refuted");
  if (first === undefined || !isRefuted) return undefined;
  const written = new Set(
    results.flatMap(({ setting }) => setting.arrays.flatMap(({ shape }) => shape.flatMap(names))),
  );
  const isNeeded = (quotient: Quotient): boolean => lettersOfQuotient(quotient).some((name) => written.has(name));
  const { assumptions, quotients } = first.setting;
  const hidden = new Set(quotients.filter((one) => !isNeeded(one)).flatMap(lettersOfQuotient));
  if (hidden.size === 0) return undefined;
  const isShown = (name: string): boolean => !hidden.has(name);
  const letters = assumptions.letters.filter(({ letter }) => isShown(letter));
  const equations = assumptions.equations.filter((one) => [one.letter, ...lettersOf(one.value)].every(isShown));
  const narrowed = { letters, equations, nonnegative: [] };
  return {
    theorem: { ...first.setting, assumptions: narrowed, quotients: quotients.filter(isNeeded) },
    conditions: first.assumptions.flatMap(conditionIn),
  };
}

function names(size: Polynomial): readonly string[] {
  return [...lettersOf(size)];
}

function lettersOfQuotient({ letter, remainder }: Quotient): readonly string[] {
  const rest = plainLetter(remainder);
  return rest === undefined ? [letter] : [letter, rest];
}

function conditionIn(text: string): readonly Comparison[] {
  // `integer P_l, P_r` says which numbers letters stand for, as bounds do.
  if (/^integer [^<=>]*$/.test(text)) return [];
  const condition = comparisonIn(text);
  return condition.left.tag === "name" && condition.right.tag === "number" ? [] : [condition];
}
