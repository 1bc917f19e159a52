/**
 * `jacobian` and `gradient`: the derivatives of one array by another, entry by entry.
 * The result is an entry of the adjoint table; its steps write the same tables out, one link of the chain at a time.
 */
import { adjoint, areIndependent, consumersOf, isSymbolic, mentionedBy } from "../algebra/adjoint.ts";
import { definitionParts, derivativeParts, localParts, type Parts, partsOf } from "../algebra/parts.ts";
import { type Term, termsOf } from "../algebra/substitute.ts";
import { groupsOf, type TermTable } from "../algebra/terms.ts";
import { arrayIn, upstreamOf } from "../algebra/workspace.ts";
import { printExpression } from "../language/print.ts";
import type { Expression } from "../language/syntax.ts";
import type { NumericArray, Subject } from "../problem/problem.ts";
import { sizeOfShape } from "../problem/rows.ts";
import { slidingAxes, usesOf } from "../problem/uses.ts";
import { type Context, numberSteps, valueText } from "./context.ts";
import type { Entry, GradientResult, JacobianResult, Step } from "./derivation.ts";
import { gradientFormula } from "./derivative-formula.ts";
import { definingSum } from "./expansion.ts";
import { chooseEntries, isMuch, TERMS_OF_BEGINNING } from "./large.ts";
import { derivative, number, product, sum } from "./nodes.ts";
import { remarksOn, sumRemark } from "./remarks.ts";
import { selectStepwise } from "./selection.ts";

/** One entry of a derivative: ∂of[row]/∂wrt[column]. */
interface Place {
  readonly of: NumericArray;
  readonly row: number;
  readonly wrt: NumericArray;
  readonly column: number;
  readonly notation: "grad" | "jac";
}

export function deriveJacobian(context: Context, ofSubject: Subject, wrtSubject: Subject): JacobianResult {
  const of = arrayIn(context.workspace, ofSubject.array);
  const wrt = arrayIn(context.workspace, wrtSubject.array);
  const { table, first, large } = jacobianTable(context, of, wrt, ofSubject.entry, wrtSubject.entry);
  const places = placesIn(table).filter(
    ({ row, column }) =>
      (ofSubject.entry === undefined || ofSubject.entry === row) &&
      (wrtSubject.entry === undefined || wrtSubject.entry === column),
  );
  const columns = places.map(({ column }) => column);
  const candidates = { entries: columns.slice(0, first), shape: wrt.shape };
  const stepwise = selectStepwise(candidates, context.detail);
  const entries = places.flatMap(({ row, column }, position) =>
    large && !stepwise.has(position)
      ? []
      : {
          of: context.writer.place(of, row),
          wrt: context.writer.place(wrt, column),
          ...deriveEntry(context, { of, row, wrt, column, notation: "jac" }, table, stepwise.has(position)),
        },
  );
  return {
    kind: "jacobian",
    of: context.writer.subject(ofSubject),
    wrt: context.writer.subject(wrtSubject),
    shape: { of: of.shape, wrt: wrt.shape },
    entries,
    ...(large && { large: { of: of.id, wrt: wrt.id, isSparse: true } }),
    remarks: remarksOn(context, [table]),
  };
}

/**
 * The table that has all entries of a Jacobian, or the row that was asked for; of one that is left to be written in
 * parts, the first of them. In a large one, entries are derived step by step among the `first` of them alone.
 */
function jacobianTable(
  context: Context,
  of: NumericArray,
  wrt: NumericArray,
  row: number | undefined,
  column: number | undefined,
): { readonly table: TermTable; readonly first?: number; readonly large: boolean } {
  const parts = derivativeParts(context.workspace, of, wrt);
  if (row !== undefined && parts.column === "of")
    return { table: parts.table({ from: row, to: row + 1 }), large: false };
  const whole = { from: 0, to: sizeOfShape(parts.shape) };
  const [part = whole] = partsOf(parts, TERMS_OF_BEGINNING);
  if (row !== undefined || column !== undefined || part.to === whole.to || !isMuch(context, parts, parts.terms))
    return { table: parts.table(whole), large: false };
  const table = parts.table(part);
  const first = placesIn(table).length;
  return context.inParts ? { table, first, large: true } : { table: parts.table(whole), first, large: false };
}

export function deriveGradient(context: Context, ofSubject: Subject, wrtSubject: Subject): GradientResult {
  const of = arrayIn(context.workspace, ofSubject.array);
  const wrt = arrayIn(context.workspace, wrtSubject.array);
  const parts = gradientParts(context, of, wrt);
  const row = ofSubject.entry ?? 0;
  const axes = slidingAxes(context.problem, of, wrt);
  const { entries: columns, large, tableOf, ...chosen } = chooseEntries(context, parts, wrtSubject.entry, axes);
  const stepwise = chosen.stepwise(axes, (column) => termsOf(tableOf(column), row, column).length);
  const notation = of.shape.length === 0 ? "grad" : "jac";
  const entries = columns.map((column, position) => ({
    wrt: context.writer.place(wrt, column),
    ...deriveEntry(context, { of, row, wrt, column, notation }, tableOf(column), stepwise.has(position)),
  }));
  const uses = usesOf(context.problem, of, wrt);
  const formula = gradientFormula(context.writer, of, wrt);
  return {
    kind: "gradient",
    of: context.writer.subject(ofSubject),
    wrt: context.writer.subject(wrtSubject),
    ...(of.shape.length === 0 &&
      wrtSubject.entry === undefined &&
      sizeOfShape(wrt.shape) > 1 &&
      formula && { formula }),
    uses: uses.flatMap(({ array, times }) => Array.from({ length: times }, () => context.writer.array(array))),
    slidingAxes: axes.map((axis) => axis + 1),
    shape: wrt.shape,
    entries,
    ...(large && { large: { of: of.id, wrt: wrt.id } }),
    remarks: [...sumRemark(context.writer.array(of), wrt), ...remarksOn(context, [tableOf(columns[0] ?? 0)])],
  };
}

/** By the variable; of one output of an array, by going through the whole table. */
function gradientParts(context: Context, of: NumericArray, wrt: NumericArray): Parts {
  const parts = derivativeParts(context.workspace, of, wrt);
  if (parts.column === "wrt") return parts;
  const whole = parts.table({ from: 0, to: sizeOfShape(parts.shape) });
  return { column: "wrt", shape: wrt.shape, terms: whole.length, table: () => whole };
}

/** The entries of a derivative that are not identically zero, in row-major order. */
function placesIn(table: TermTable): { row: number; column: number }[] {
  return Array.from(groupsOf(table), ([start]) => ({
    row: table.of[start] as number,
    column: table.wrt[start] as number,
  }));
}

function deriveEntry(context: Context, place: Place, table: TermTable, stepwise: boolean): Entry {
  const terms = termsOf(table, place.row, place.column);
  const expression = context.writer.sum(terms, { factor: true });
  const value = valueText(context, terms);
  context.countEntry();
  return {
    expression,
    ...(value !== undefined && { value }),
    ...(stepwise && { steps: derivativeSteps(context, place, terms, expression) }),
  };
}

function derivativeSteps(context: Context, place: Place, terms: readonly Term[], result: Expression): Step[] {
  const consumers = consumersOf(context.workspace, place.of, place.wrt);
  const isDirect = consumers.every((consumer) => consumer.id === place.of.id);
  const steps = isDirect ? directSteps(context, place) : chainSteps(context, place, consumers);
  const last = steps.at(-1);
  if (last === undefined || printExpression(last.expression) !== printExpression(result))
    steps.push({ rule: lastRule(terms, isDirect, result), expression: result });
  return [...withoutRepeats(steps), ...numberSteps(context, terms, true)];
}

function lastRule(terms: readonly Term[], isDirect: boolean, result: Expression): Step["rule"] {
  if (isDirect) return "differentiation";
  if (terms.every((term) => term.factors.length === 0)) return "value";
  return isFactored(result) ? "factoring" : "simplification";
}

/** A product with a sum in parentheses. */
function isFactored(expression: Expression): boolean {
  if (expression.tag === "negate") return isFactored(expression.operand);
  if (expression.tag !== "binary" || (expression.operator !== "*" && expression.operator !== "/")) return false;
  return [expression.left, expression.right].some(
    (side) => isFactored(side) || (side.tag === "binary" && (side.operator === "+" || side.operator === "-")),
  );
}

/** A step that changes nothing is not shown. */
function withoutRepeats(steps: readonly Step[]): Step[] {
  return steps.filter((step, position) => {
    const before = steps[position - 1];
    return before === undefined || printExpression(before.expression) !== printExpression(step.expression);
  });
}

/** The definition is expanded and differentiated term by term. */
function directSteps(context: Context, { of, row, wrt, column, notation }: Place): Step[] {
  // By itself, an array is a variable, and what defines it plays no part.
  if (of.definition.kind !== "rows" || of.id === wrt.id) return [];
  const { writer, workspace } = context;
  const variable = writer.entry(wrt, column);
  const by = (expression: Expression): Expression => derivative(notation, expression, variable);
  const terms = termsOf(definitionParts(workspace, of).table({ from: row, to: row + 1 }), row, 0);
  const steps: Step[] = [];
  const definition = definingSum(context, of, row);
  const expansion = writer.sum(terms);
  if (definition !== undefined) steps.push({ rule: "definition", expression: by(definition) });
  steps.push({ rule: "expansion", expression: by(expansion) });
  if (terms.length < 2) return steps;
  const touches = (term: Term): boolean =>
    term.factors.some((atom) => {
      const described = workspace.atoms.describe(atom);
      if (described.kind === "indicator") return false;
      if (described.array.isInner) return mentionedBy(workspace, described.array).has(wrt.id);
      return described.array.id === wrt.id && described.entry === column;
    });
  steps.push({ rule: "linearity", expression: sum(terms.map((term) => by(writer.sum([term])))) });
  const remaining = terms.filter(touches);
  if (context.detail === "full" && remaining.length < terms.length)
    steps.push({
      rule: "zeros",
      expression: zerosWritten(terms.map((term) => (touches(term) ? by(writer.sum([term])) : number(0)))),
    });
  steps.push({ rule: "vanishing", expression: sum(remaining.map((term) => by(writer.sum([term])))) });
  return steps;
}

/** A sum in which zeros stay, so that a reader can count them. */
function zerosWritten(terms: readonly Expression[]): Expression {
  return sum(terms);
}

/** One way from the variable to what is differentiated: through one entry of an array between them. */
interface Path {
  readonly through: NumericArray;
  readonly entry: number;
}

/** The chain rule over exactly those entries between that contain the variable. */
function chainSteps(context: Context, place: Place, consumers: readonly NumericArray[]): Step[] {
  const { writer } = context;
  const tables = new Map(consumers.map((through) => [through.id, derivativesBy(context, through, place)]));
  const paths = consumers.flatMap((through) => pathsThrough(context, place, through));
  const variable = writer.entry(place.wrt, place.column);
  const of = place.notation === "grad" ? writer.array(place.of) : writer.entry(place.of, place.row);
  const outer = (path: Path): Expression => derivative(place.notation, of, writer.entry(path.through, path.entry));
  const inner = (path: Path): Expression => derivative("jac", writer.entry(path.through, path.entry), variable);
  const put = (path: Path): Expression => writer.sum(outerTerms(context, place, path), { factor: true });
  const local = (path: Path): Expression =>
    writer.sum(termsOf(tables.get(path.through.id) as TermTable, place.column, path.entry));
  const contributions = sum(paths.map((path) => product([put(path), local(path)])));
  // Where one of the arrays between depends on another, only the partial derivatives add up, which have no name.
  if (!areIndependent(context.workspace, consumers)) return [{ rule: "paths", expression: contributions }];
  return [
    { rule: "chain-rule", expression: sum(paths.map((path) => product([outer(path), inner(path)]))) },
    ...(paths.some((path) => chainedOn(context, place, path) !== undefined)
      ? [
          {
            rule: "chain-rule",
            expression: sum(
              paths.map((path) => product([chainedOn(context, place, path) ?? outer(path), inner(path)])),
            ),
          } as const,
        ]
      : []),
    { rule: "upstream", expression: sum(paths.map((path) => product([put(path), inner(path)]))) },
    { rule: "local", expression: contributions },
  ];
}

/** ∂of/∂through by the chain rule in its turn, where it has no name and is a sum. */
function chainedOn(context: Context, place: Place, { through, entry }: Path): Expression | undefined {
  const { workspace, writer } = context;
  if (place.notation === "jac" || through.id === place.of.id || isSymbolic(workspace, place.of, through))
    return undefined;
  const consumers = consumersOf(workspace, place.of, through);
  const isOpaque = consumers.some((consumer) => consumer.id === place.of.id);
  if (isOpaque || !areIndependent(workspace, consumers)) return undefined;
  const onward: Place = { ...place, wrt: through, column: entry };
  const paths = consumers.flatMap((consumer) => pathsThrough(context, onward, consumer));
  const of = writer.array(place.of);
  const variable = writer.entry(through, entry);
  const links = paths.map((path) => {
    const between = writer.entry(path.through, path.entry);
    return product([derivative("grad", of, between), derivative("jac", between, variable)]);
  });
  return sum(links);
}

/** ∂of/∂through at one entry, as a symbol where it has a name. */
function outerTerms(context: Context, place: Place, { through, entry }: Path): Term[] {
  const { workspace } = context;
  if (!isSymbolic(workspace, place.of, through))
    return termsOf(adjoint(workspace, place.of, through), place.row, entry);
  const symbol = upstreamOf(workspace, place.of, through);
  return [{ coefficient: 0, factors: [workspace.atoms.baseOf(symbol) + entry] }];
}

/** The entries of `through` that contain the variable and act on the result. */
function pathsThrough(context: Context, place: Place, through: NumericArray): Path[] {
  return placesIn(derivativesBy(context, through, place))
    .map(({ column }) => ({ through, entry: column }))
    .filter((path) => outerTerms(context, place, path).length > 0);
}

/** The derivatives of a definition by the variable of a place alone, as rows (`wrt`, `of`). */
function derivativesBy({ workspace }: Context, through: NumericArray, { wrt, column }: Place): TermTable {
  return localParts(workspace, through, wrt, "wrt").table({ from: column, to: column + 1 });
}
