/** Whether a claim is written as a program: `*` then goes entry by entry, and `kh` in brackets is one letter. */
import { PROGRAM } from "../reading/code-words.ts";
import type { Chain, Formula } from "../syntax.ts";

export function isProgramStyle({ sides, relations }: Chain): boolean {
  return relations.some(({ sign }) => sign === "+=") || sides.some(hasProgram);
}

function hasProgram(formula: Formula): boolean {
  switch (formula.tag) {
    case "slice":
      return true;
    case "symbol":
      return formula.name.startsWith(PROGRAM);
    case "scripted":
      return formula.sup?.isEntrywise === true || hasProgram(formula.base);
    case "binary":
      return formula.sign === "matmul" || hasProgram(formula.left) || hasProgram(formula.right);
    case "applied":
      return isWordIndex(formula.argument) || hasProgram(formula.head) || hasProgram(formula.argument);
    case "group":
      return formula.items.some(hasProgram);
    case "negate":
    case "root":
      return hasProgram(formula.operand);
    case "fraction":
      return hasProgram(formula.over) || hasProgram(formula.under);
    case "sum":
      return hasProgram(formula.body);
    default:
      return false;
  }
}

/** `x[kh, kw]`: words where a formula has letters. */
function isWordIndex(argument: Formula): boolean {
  if (argument.tag !== "group" || argument.bracket !== "[") return false;
  return argument.items.some((item) => item.tag === "symbol" && /^[a-z]{2,}$/u.test(item.name));
}
