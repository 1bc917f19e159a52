/**
 * Dots between terms, or between the items of a list: what they leave out, where the terms around them leave no doubt.
 * Two terms before the dots, or one and the next, differ in numbers alone; the term behind is as many such steps away.
 */
import type { OpenProblem } from "../problem.ts";
import type { Formula } from "../syntax.ts";
import { childrenOf, withChildren } from "./children.ts";
import type { Context } from "./context.ts";
import { Meaningless } from "./failure.ts";
import { indexMeaning } from "./indices.ts";
import { differenceOf } from "./linear.ts";
import { keyOfFormula, unitsOf } from "./names/keys.ts";
import { parameterOf } from "./names/parameters.ts";
import { rowMajorTerms } from "./programs/row-major.ts";

/** By the place in the formula, how much the number there grows; a letter with a known number, as k, may stand in it. */
type Steps = ReadonlyMap<string, number> & { readonly hasLetter?: boolean };

type Growing = Map<string, number> & { hasLetter?: boolean };

/** More than this is not written out. */
const MOST_TERMS = 200;

/** The list with what its dots stand for in their place. */
export function withoutDots(context: Context, items: readonly Formula[]): readonly Formula[] {
  if (!items.some(({ tag }) => tag === "dots")) return items;
  const run = runToLetter(context, items);
  if (run !== undefined) return run;
  return items.flatMap((item, place) => {
    if (item.tag !== "dots") return [item];
    const last = items.findIndex(({ tag }, other) => other < place && tag === "dots");
    return leftOut(context, items.slice(last + 1, place), items.slice(place + 1), item);
  });
}

/**
 * `x_1 + x_2 + \dots + x_n`: up to a letter whose number is known there are that many terms, be they fewer than are
 * written. What stands before the first term is one of another kind.
 */
function runToLetter(context: Context, written: readonly Formula[]): readonly Formula[] | undefined {
  const items = written.map(withSingleMarks);
  const place = items.findIndex(({ tag }) => tag === "dots");
  const [second, last, next] = [items[place - 2], items[place - 1], items[place + 1]];
  if (second === undefined || last === undefined || next === undefined) return undefined;
  const step = stepsBetween(context, second, last);
  let start = place - 2;
  while (
    start > 0 &&
    step !== undefined &&
    isSame(stepsBetween(context, items[start - 1] as Formula, items[start] as Formula), step)
  )
    start--;
  const [first, other] = [items[start] as Formula, items[start - 1]];
  const whole = stepsBetween(context, first, next);
  const count = step && whole && quotient(whole, step);
  if (step === undefined || whole?.hasLetter !== true || count === undefined || count < 0 || count > MOST_TERMS)
    return undefined;
  if (other !== undefined && stepsBetween(context, other, first) !== undefined) return undefined;
  const terms = Array.from({ length: count + 1 }, (_, at) => (at === 0 ? first : shifted(first, step, at, "")));
  return [...items.slice(0, start), ...terms, ...withoutDots(context, items.slice(place + 2))];
}

/** `W_{i1}` and `W_{in}` with two marks each, so that they differ in one. */
function withSingleMarks(formula: Formula): Formula {
  const own = childrenOf(formula);
  if (own === undefined) return formula;
  const inner = withChildren(
    formula,
    own.parts.map(({ mark, formula: part }) => (mark === "s" ? part : withSingleMarks(part))),
  );
  if (inner.tag !== "scripted" || inner.sub === undefined) return inner;
  return { ...inner, sub: { ...inner.sub, items: unitsOf(inner.sub.items, () => false) } };
}

function leftOut(
  context: Context,
  before: readonly Formula[],
  after: readonly Formula[],
  dots: Formula,
): readonly Formula[] {
  const unclear = new Meaningless({ tag: "dots", at: dots.span });
  const [second, first] = [before.at(-2), before.at(-1)];
  const [next, following] = after;
  if (first === undefined || next === undefined || next.tag === "dots") throw unclear;
  const whole = stepsBetween(context, first, next);
  const rows = after.length === 1 ? rowMajorTerms(context, before, next) : undefined;
  if (rows !== undefined) return rows;
  const step = second === undefined ? unitSteps(whole) : stepsBetween(context, second, first);
  const count = step && whole && quotient(whole, step);
  // Between terms with numbers something is left out; up to a letter there may be nothing to leave out.
  const least = whole?.hasLetter === true && second !== undefined ? 1 : 2;
  if (step === undefined || count === undefined || count < least || count > MOST_TERMS) throw unclear;
  // Whatever else stands around the dots has to go on in the same way.
  const around = [...before.slice(0, -1).map((item, place) => [item, before[place + 1] as Formula] as const)];
  if (following !== undefined && following.tag !== "dots") around.push([next, following]);
  if (!around.every(([a, b]) => isSame(stepsBetween(context, a, b), step))) throw unclear;
  return Array.from({ length: count - 1 }, (_, place) => shifted(first, step, place + 1, ""));
}

/** Steps by one, where no script changes at two places: `a_1 + … + a_9`, and not `a_{11} + … + a_{33}`. */
function unitSteps(whole: Steps | undefined): Steps | undefined {
  if (whole === undefined) return undefined;
  const scripts = [...whole.keys()].map((path) => path.slice(0, path.lastIndexOf("s")));
  const [size, ...others] = [...whole.values()].map(Math.abs);
  const isEven = others.every((other) => other === size) && new Set(scripts).size === scripts.length;
  return isEven ? new Map([...whole].map(([path, by]) => [path, Math.sign(by)])) : undefined;
}

function quotient(whole: Steps, step: Steps): number | undefined {
  const [path] = step.keys();
  if (path === undefined || whole.size !== step.size) return undefined;
  const count = (whole.get(path) ?? 0) / (step.get(path) as number);
  const isMultiple = [...step].every(([place, by]) => whole.get(place) === by * count);
  return isMultiple && Number.isInteger(count) ? count : undefined;
}

function isSame(one: Steps | undefined, other: Steps): boolean {
  return one !== undefined && one.size === other.size && quotient(one, other) === 1;
}

/** Where two formulas differ, if they differ in numbers alone. */
function stepsBetween(context: Context, from: Formula, to: Formula): Steps | undefined {
  const steps: Growing = new Map<string, number>();
  return compare(context, from, to, "", steps) && steps.size > 0 ? steps : undefined;
}

function compare(context: Context, from: Formula, to: Formula, path: string, steps: Growing): boolean {
  if (keyOfFormula(from) === keyOfFormula(to)) return true;
  if (from.tag === "number" && to.tag === "number") return compareNumbers(from.text, to.text, path, steps);
  const [name, other] = [numberedName(from), numberedName(to)];
  if (name !== undefined && other !== undefined)
    return name.letters === other.letters && compareNumbers(name.digits, other.digits, path, steps);
  if (path.includes("s") && isArithmetic(from) && isArithmetic(to)) {
    const by = differenceIn(context, from, to);
    const known = by ?? differenceIn(withParameters(context, [from, to]), from, to);
    const hasLetter = lettersIn(from).join() !== lettersIn(to).join();
    if (known === undefined || (known === 0 && !hasLetter)) return false;
    if (hasLetter) steps.hasLetter = true;
    steps.set(path, known);
    return true;
  }
  const [own, others] = [childrenOf(from), childrenOf(to)];
  if (own === undefined || others === undefined || own.kind !== others.kind) return false;
  if (own.parts.length !== others.parts.length) return false;
  return own.parts.every(({ mark, formula }, place) => {
    const { mark: otherMark, formula: otherPart } = others.parts[place] as (typeof others.parts)[number];
    return mark === otherMark && compare(context, formula, otherPart, `${path}${mark}${place}`, steps);
  });
}

/** Digits below a name stand for an index each, unless their number changes. */
function compareNumbers(from: string, to: string, path: string, steps: Map<string, number>): boolean {
  if (!/^\d+$/u.test(from) || !/^\d+$/u.test(to)) return false;
  if (from.length === 1 || from.length !== to.length || !path.includes("s")) steps.set(path, Number(to) - Number(from));
  else
    for (const [place, digit] of [...from].entries()) {
      const by = Number(to.charAt(place)) - Number(digit);
      if (by !== 0) steps.set(`${path}s${place}`, by);
    }
  return true;
}

/** `w1` of plain text. */
function numberedName(formula: Formula): { readonly letters: string; readonly digits: string } | undefined {
  if (formula.tag !== "symbol") return undefined;
  const [, letters, digits] = /^(\p{L}+)(\d+)$/u.exec(formula.name) ?? [];
  return letters === undefined || digits === undefined ? undefined : { letters, digits };
}

function isArithmetic(formula: Formula): boolean {
  if (formula.tag === "group") return formula.items.length === 1 && isArithmetic(formula.items[0] as Formula);
  if (formula.tag === "binary")
    return (formula.sign === "+" || formula.sign === "-") && isArithmetic(formula.left) && isArithmetic(formula.right);
  return formula.tag === "number" || formula.tag === "symbol";
}

function lettersIn(formula: Formula): readonly string[] {
  if (formula.tag === "symbol") return [formula.name];
  return (childrenOf(formula)?.parts ?? []).flatMap((part) => lettersIn(part.formula));
}

/** Letters such as k for the size of the kernel, where the worksheet says what they are. */
function withParameters(context: Context, formulas: readonly Formula[]): Context {
  const uses = new Map(context.uses);
  for (const formula of formulas) indexMeaning({ ...context, uses }, formula);
  const numbers = [...uses.keys()].flatMap((name): (readonly [string, number])[] => {
    const number =
      context.uses.has(name) || context.axes.has(name)
        ? undefined
        : (declaredNumber(context.open, name) ?? parameterOf(context.open, name));
    return number === undefined ? [] : [[name, number]];
  });
  return { ...context, fixed: new Map([...context.fixed, ...numbers]) };
}

/** `scalar n = 3` */
function declaredNumber({ scope, problem }: OpenProblem, name: string): number | undefined {
  const array = scope.arrays.find((one) => one.name === name && one.shape.length === 0);
  return array && problem.given.get(array.id)?.[0]?.valueOf();
}

function differenceIn(context: Context, from: Formula, to: Formula): number | undefined {
  const scratch = { ...context, uses: new Map(context.uses), notes: [] };
  const by = differenceOf(indexMeaning(scratch, to), indexMeaning(scratch, from))?.valueOf();
  return by !== undefined && Number.isInteger(by) ? by : undefined;
}

/** The formula so many steps on. */
function shifted(formula: Formula, steps: Steps, times: number, path: string): Formula {
  const by = steps.get(path);
  if (formula.tag === "number") return { ...formula, text: shiftedDigits(formula.text, steps, times, path) };
  const named = numberedName(formula);
  if (named !== undefined && formula.tag === "symbol")
    return { ...formula, name: `${named.letters}${shiftedDigits(named.digits, steps, times, path)}` };
  if (by !== undefined) {
    const { span } = formula;
    const right: Formula = { tag: "number", text: String(Math.abs(by * times)), span };
    return { tag: "binary", sign: by < 0 ? "-" : "+", signSpan: span, left: formula, right, span };
  }
  const own = childrenOf(formula);
  if (own === undefined) return formula;
  const parts = own.parts.map((part, place) => shifted(part.formula, steps, times, `${path}${part.mark}${place}`));
  return withChildren(formula, parts);
}

function shiftedDigits(digits: string, steps: Steps, times: number, path: string): string {
  const whole = steps.get(path);
  if (whole !== undefined) return String(Number(digits) + whole * times);
  return [...digits]
    .map((digit, place) => String(Number(digit) + (steps.get(`${path}s${place}`) ?? 0) * times))
    .join("");
}
