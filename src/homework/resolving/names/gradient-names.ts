/**
 * Gradients by the names that programs give them: `dL_dW`, `dLdW`, `grad_W`, `W_grad`, `W.grad`, `grads["W"]`. None of
 * them is one where the worksheet has an array of that name.
 */
import type { Formula, ScriptedFormula, SymbolFormula } from "../../syntax.ts";
import type { Context } from "../context.ts";
import { isLossName, lossOf } from "./losses.ts";
import { referenceOf } from "./reference.ts";

type Known = Pick<Context, "names" | "open">;

const GRADIENTS: ReadonlySet<string> = new Set(["grad", "grads", "gradient", "gradients"]);
/** Where programs keep arrays by their names: `cache["A1"]` is A1. */
const KEEPERS: ReadonlySet<string> = new Set(["cache", "caches", "params", "parameters", "self"]);

/** What the loss is derived by, with all that hangs on the name; undefined where the name is no gradient's. */
export function derivedByName(context: Known, formula: Formula): Formula | undefined {
  if (isOwnName(context, formula)) return undefined;
  switch (formula.tag) {
    case "symbol":
      return joined(context, formula);
    case "scripted":
      return parted(context, formula);
    case "applied": {
      const { head } = formula;
      if (head.tag === "symbol" && GRADIENTS.has(head.name) && !isOwnName(context, head))
        return withoutD(context, keptName(formula));
      const inner = derivedByName(context, head);
      return inner && { ...formula, head: inner };
    }
    default:
      return undefined;
  }
}

/** `cache["A1"]`, `params["W1"]`: the array itself. */
export function keptArray(context: Known, formula: Formula): Formula | undefined {
  if (formula.tag !== "applied" || formula.head.tag !== "symbol" || !KEEPERS.has(formula.head.name)) return undefined;
  return isOwnName(context, formula.head) ? undefined : keptName(formula);
}

/** Whether the worksheet has the name as it stands, with nothing left over for indices. */
function isOwnName({ names }: Known, formula: Formula): boolean {
  const reference = referenceOf(formula.tag === "applied" ? formula.head : formula);
  const match = reference && names.match(reference);
  return match !== undefined && match.sub.length === 0;
}

/** The word in quotes between square brackets. */
function keptName(formula: Formula & { readonly tag: "applied" }): Formula | undefined {
  const { argument } = formula;
  if (argument.tag !== "group" || argument.bracket !== "[" || argument.named !== undefined) return undefined;
  const [only, ...more] = argument.items;
  return only?.tag === "symbol" && only.isWord && more.length === 0 ? { ...only, span: formula.span } : undefined;
}

/** `grads["dW"]` is the same as `grads["W"]`. */
function withoutD(context: Known, name: Formula | undefined): Formula | undefined {
  if (name?.tag !== "symbol" || isOwnName(context, name) || !/^d./u.test(name.name)) return name;
  return { ...name, name: name.name.slice(1) };
}

/** `dLdW` */
function joined(context: Known, symbol: SymbolFormula): Formula | undefined {
  const [, loss, name] = /^d(L|J|E|C|[lL]oss|[cC]ost)d(?:_)?([A-Za-z]\w*)$/u.exec(symbol.name) ?? [];
  if (loss === undefined || name === undefined || !isLoss(context, { ...symbol, name: loss })) return undefined;
  return { ...symbol, name };
}

/** `dL_dW`, `grad_W`, `W_grad` */
function parted(context: Known, formula: ScriptedFormula): Formula | undefined {
  const { base, sub, ...rest } = formula;
  if (base.tag !== "symbol") return undefined;
  const items = sub?.items ?? [];
  const [first, ...others] = items;
  if (sub === undefined || first === undefined) {
    const inner = derivedByName(context, base);
    return inner && { ...formula, base: inner };
  }
  const last = items.at(-1);
  if (last?.tag === "symbol" && GRADIENTS.has(last.name))
    return withSub(rest, base, { ...sub, items: items.slice(0, -1) });
  if (first.tag !== "symbol" || isOwnName(context, base)) return undefined;
  if (GRADIENTS.has(base.name)) return withSub(rest, first, { ...sub, items: others });
  const isQuotient = /^d./u.test(base.name) && /^d./u.test(first.name);
  if (!isQuotient || !isLoss(context, { ...base, name: base.name.slice(1) })) return undefined;
  return withSub(rest, { ...first, name: first.name.slice(1) }, { ...sub, items: others });
}

function withSub(
  rest: Omit<ScriptedFormula, "base" | "sub">,
  base: Formula,
  sub: NonNullable<ScriptedFormula["sub"]>,
): Formula {
  if (sub.items.length > 0) return { ...rest, base, sub };
  return rest.sup === undefined && rest.primes === 0 ? { ...base, span: rest.span } : { ...rest, base };
}

/** The worksheet's loss, or a letter that losses have where the worksheet has no such name. */
function isLoss({ names, open }: Known, symbol: SymbolFormula): boolean {
  const reference = referenceOf(symbol);
  const match = reference && names.match(reference);
  return match === undefined ? isLossName(symbol) : match.array === lossOf(open)?.id;
}
