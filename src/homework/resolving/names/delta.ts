/**
 * What δ is where the worksheet does not say, or the sheet says otherwise. Texts mean the gradient by what goes into the
 * last activation; a worksheet's loss calls the gradient by its argument so.
 * Source: M. Nielsen, Neural Networks and Deep Learning, chapter 2.
 */
import type { OpenProblem } from "../../problem.ts";
import type { Shown } from "../../report.ts";
import type { Formula, ReadClaim } from "../../syntax.ts";
import { type Context, note } from "../context.ts";
import { formulasIn } from "../walk.ts";
import { gradientBy } from "./differentials.ts";
import { allOperands, lossOf, theGradient } from "./losses.ts";
import type { NameMatch, Names } from "./names.ts";
import { type Reference, referenceOf } from "./reference.ts";

/** δ where nothing is called so: the gradient by what goes into the last activation, or by what comes out of it. */
export function plainDelta(context: Context, reference: Reference): NameMatch | undefined {
  const { open, names } = context;
  const last = names.isHead("delta") || reference.accent !== undefined ? undefined : lastLayer(open);
  if (last === undefined) return undefined;
  const taken = oneOf(context, [last.input, last.output]);
  const gradient = theGradient(open, taken);
  if (gradient === undefined) return undefined;
  tell(context, reference, taken, "name");
  return { array: gradient, placed: [], sub: reference.sub, sup: reference.sup };
}

/** The worksheet's own δ, or the gradient that the sheet calls so if the claim does not hold of the worksheet's. */
export function sheetDelta(context: Context, reference: Reference, match: NameMatch): NameMatch {
  const { open, delta } = context;
  if (delta === undefined || reference.head !== "delta" || !isOfLoss(open, match.array)) return match;
  if (oneOf(context, ["worksheet", "sheet"]) === "worksheet") return match;
  tell(context, reference, delta, "delta");
  return { ...match, array: theGradient(open, delta) ?? match.array };
}

/** The same throughout a claim; the first is what is meant unless the claim is false so. */
function oneOf<Option extends string | number>(context: Context, options: readonly Option[]): Option {
  const [usual, ...others] = options as readonly [Option, ...Option[]];
  const known =
    others.length === 0 ? 0 : Number(context.signs.get("delta") ?? context.prefer(options.map((_, at) => at)));
  context.signs.set("delta", String(known));
  return options[known] ?? usual;
}

function tell(context: Context, { span }: Reference, wrt: number, why: "name" | "delta"): void {
  note(context, { tag: "read-as", at: span, shown: gradientShown(context.open, wrt), why });
}

function gradientShown(open: OpenProblem, wrt: number): Shown {
  const { name, latex } = open.scope.array(wrt);
  const loss = lossOf(open)?.name ?? "L";
  return { latex: `\\frac{\\partial ${loss}}{\\partial ${latex ?? name}}`, text: `grad(${loss}, ${name})` };
}

/** The gradient that a text would call δ in a claim that takes δ as the worksheet's loss does. */
export function usualDelta(open: OpenProblem, names: Names, claim: ReadClaim): Shown | undefined {
  const references = formulasIn(claim.sides, (formula) => referenceOf(formula) !== undefined).flatMap((formula) => {
    const reference = referenceOf(formula);
    return reference?.head === "delta" ? [reference] : [];
  });
  const own = references.map((reference) => names.match(reference)?.array).find((array) => array !== undefined);
  const last = own === undefined || !isOfLoss(open, own) ? undefined : lastLayer(open);
  const isLast = last !== undefined && last.input !== last.output && theGradient(open, last.output) === own;
  return isLast ? gradientShown(open, last.input) : undefined;
}

/**
 * The array by which a sheet takes the gradient that it calls δ, where the worksheet's loss calls another one so:
 * `\delta = \frac{\partial L}{\partial z}`, and `\delta = \nabla_a L \odot \sigma'(z)`, which can't be the gradient by a.
 */
export function arrayOfSheetDelta(open: OpenProblem, names: Names, claims: readonly ReadClaim[]): number | undefined {
  for (const { sides } of claims) {
    const [left, ...right] = sides;
    const reference = left && referenceOf(left);
    if (reference?.head !== "delta" || reference.accent !== undefined || reference.primes > 0) continue;
    const own = names.match(reference)?.array;
    if (own === undefined || !isOfLoss(open, own)) continue;
    const found = right.map((side) => arrayOfDelta(open, names, side, own)).find((array) => array !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

function arrayOfDelta(open: OpenProblem, names: Names, side: Formula, own: number): number | undefined {
  const arrayOf = (target: Formula): number | undefined => {
    const reference = referenceOf(target);
    return reference && names.match(reference)?.array;
  };
  const whole = gradientBy(side);
  if (whole !== undefined) {
    const array = arrayOf(whole);
    const gradient = array === undefined ? undefined : theGradient(open, array);
    const { scope } = open;
    const isOther = gradient !== undefined && gradient !== own;
    return isOther && scope.array(gradient).shape.length === scope.array(own).shape.length ? array : undefined;
  }
  const output = targetsIn(side)
    .map(arrayOf)
    .find((array) => array !== undefined && theGradient(open, array) === own);
  return output === undefined ? undefined : inputOfActivation(open, output);
}

/** Whatever the loss is derived by in a formula. */
function targetsIn(side: Formula): Formula[] {
  return formulasIn(side, (formula) => gradientBy(formula) !== undefined).flatMap(
    (formula) => gradientBy(formula) ?? [],
  );
}

/** Whether an array is what the worksheet's loss calls δ without being asked to. */
function isOfLoss({ scope }: OpenProblem, array: number): boolean {
  const { name, definition } = scope.array(array);
  return definition.kind === "upstream" && name === "delta";
}

/** What goes into the last function of the worksheet, and what comes out; the same where the last array is no function. */
function lastLayer(open: OpenProblem): { readonly input: number; readonly output: number } | undefined {
  const loss = lossOf(open);
  if (loss === undefined) return undefined;
  const behind = allOperands(open, loss.id);
  const defined = open.scope.arrays.filter(
    ({ id, named, shape, definition }) => named && shape.length > 0 && definition.kind === "rows" && behind.has(id),
  );
  const output = defined[defined.length - 1]?.id;
  return output === undefined ? undefined : { input: inputOfActivation(open, output) ?? output, output };
}

/** z of `a = f(z)`, entry by entry or along an axis. */
function inputOfActivation({ scope }: OpenProblem, array: number): number | undefined {
  const { definition } = scope.array(array);
  if (definition.kind !== "rows") return undefined;
  const factors = definition.rows.flatMap((row) => row.factors);
  if (!factors.every(({ apply }) => apply !== undefined)) return undefined;
  const inputs = [...new Set(factors.map((factor) => factor.array))].filter((one) => scope.array(one).named);
  return inputs.length === 1 ? inputs[0] : undefined;
}
