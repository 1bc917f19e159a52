/** Trees of formulas as short texts, for tests: `(dot δ_{1,1} w)` and the like, one notation for every node. */
import type { Chain, DocumentClaim, Formula, Script } from "../../../src/homework/syntax.ts";

export function showFormula(formula: Formula): string {
  switch (formula.tag) {
    case "number":
      return formula.text;
    case "symbol":
      return `${formula.isWord ? "'" : ""}${formula.name}${formula.accent === undefined ? "" : `~${formula.accent}`}`;
    case "scripted": {
      const sub = formula.sub === undefined ? "" : ` _${showScript(formula.sub)}`;
      const sup = formula.sup === undefined ? "" : ` ^${showScript(formula.sup)}`;
      return `<${showFormula(formula.base)}${"′".repeat(formula.primes)}${sub}${sup}>`;
    }
    case "group":
      return `${formula.bracket}${[...formula.items.map(showFormula), ...(formula.named ?? []).map(({ name, value }) => `${name}=${showFormula(value)}`)].join(", ")}${CLOSING[formula.bracket]}`;
    case "applied":
      return `@${showFormula(formula.head)}${showFormula(formula.argument)}`;
    case "fraction":
      return `{${showFormula(formula.over)} over ${showFormula(formula.under)}}`;
    case "differential": {
      const sub = formula.sub === undefined ? "" : `_${showScript(formula.sub)}`;
      return `${formula.sign}${sub}${formula.operand === undefined ? "" : `:${showFormula(formula.operand)}`}`;
    }
    case "binary":
      return `{${showFormula(formula.left)} ${formula.sign === "juxtaposed" ? "" : `${formula.sign} `}${showFormula(formula.right)}}`;
    case "negate":
      return `-${showFormula(formula.operand)}`;
    case "root":
      return `√${showFormula(formula.operand)}`;
    case "sum": {
      const upper = formula.upper === undefined ? "" : `^${showFormula(formula.upper)}`;
      return `${formula.isProduct === true ? "Π" : "Σ"}[${formula.conditions.map(showChain).join(", ")}]${upper}${showFormula(formula.body)}`;
    }
    case "matrix":
      return `M[${formula.rows.map(showAll).join("; ")}]`;
    case "cases":
      return `cases[${formula.rows.map(({ value, conditions }) => [showFormula(value), ...conditions.map(showChain)].join(" if ")).join("; ")}]`;
    case "indicator":
      return `1[${formula.conditions.map(showChain).join(", ")}]`;
    case "slice":
      return `${showEnd(formula.from)}:${showEnd(formula.to)}${formula.step === undefined ? "" : `:${showFormula(formula.step)}`}`;
    case "dots":
      return "…";
    case "blank":
      return "□";
  }
}

const CLOSING = { "(": ")", "[": "]", "{": "}", "|": "|" } as const;

function showEnd(end: Formula | undefined): string {
  return end === undefined ? "" : showFormula(end);
}

function showAll(formulas: readonly Formula[]): string {
  return formulas.map(showFormula).join(", ");
}

function showScript(script: Script): string {
  const inner = showAll(script.items);
  if (script.bracket === undefined) return `{${inner}}`;
  return `${script.bracket}${inner}${CLOSING[script.bracket]}`;
}

export function showChain({ sides, relations }: Chain): string {
  return sides
    .map((side, index) => `${showFormula(side)}${relations[index] === undefined ? "" : ` ${relations[index].sign} `}`)
    .join("");
}

/** A claim with its conditions; one that could not be read by its failure. */
export function showClaim(claim: DocumentClaim): string {
  if (claim.tag === "unreadable") return `!${claim.failure.tag}`;
  return [showChain(claim), ...claim.conditions.map(showChain)].join(" | ");
}
