/**
 * A worksheet's statements to a problem: names resolved, shapes checked, values read, requests ready to be worked on.
 */
import type Fraction from "fraction.js";
import { Mistake } from "../error.ts";
import { printExpression } from "../language/print.ts";
import type { Expression, Statement, Worksheet } from "../language/syntax.ts";
import { tell, verbatim } from "../messages/message.ts";
import { convolutionsOf } from "./form.ts";
import { demandFreeName } from "./free-names.ts";
import { lowerArray, lowerForm, readIndex } from "./lower.ts";
import { buildFunction, buildName } from "./naming.ts";
import { evaluateNumber } from "./number.ts";
import { definitionOf, type NumericArray, type Problem, type Request, type Subject } from "./problem.ts";
import { sizeOfShape } from "./rows.ts";
import { createScope, demandScalar, type Scope } from "./scope.ts";
import { indexBaseOf, introducedNames, settingOf } from "./settings.ts";
import { buildIntegers, buildSizes, checkAssumption } from "./size-numbers.ts";
import { styleOf } from "./style.ts";
import { buildViews } from "./views.ts";

type StatementOf<Tag extends Statement["tag"]> = Statement & { readonly tag: Tag };

interface Building {
  readonly scope: Scope;
  readonly given: Map<number, readonly Fraction[]>;
  readonly requests: Request[];
  /** The numbers that the letters for sizes stand for, where there are such letters. */
  readonly numbers: ReadonlyMap<string, number> | undefined;
  title: string | undefined;
}

export interface BuildOptions {
  /** A number for each letter that the worksheet introduces with `size`. */
  readonly sizes?: ReadonlyMap<string, number>;
}

/** Throws a mistake with code "assumption" where the numbers of the sizes break a bound or an assumption. */
export function buildProblem(worksheet: Worksheet, options: BuildOptions = {}): Problem {
  return openWorksheet(worksheet, options).problem;
}

/** The problem, and the scope in which it was read: an array that is added there is one of the problem's too. */
export function openWorksheet(
  worksheet: Worksheet,
  options: BuildOptions = {},
): { readonly problem: Problem; readonly scope: Scope } {
  const scope = createScope({
    layout: settingOf(worksheet, "layout")?.layout ?? "nchw",
    indexBase: indexBaseOf(worksheet),
    style: styleOf(worksheet),
    reserved: new Set(worksheet.statements.flatMap(introducedNames)),
  });
  const building: Building = { scope, given: new Map(), requests: [], numbers: options.sizes, title: undefined };
  for (const statement of worksheet.statements) buildStatement(building, statement);
  const { title, given, requests } = building;
  const { arrays, functions, indexBase, layout, style } = scope;
  const problem = { source: worksheet.source, title, indexBase, layout, style, arrays, functions, given, requests };
  return { problem, scope };
}

function buildStatement(building: Building, statement: Statement): void {
  const { scope, requests } = building;
  switch (statement.tag) {
    case "title":
      building.title = statement.title;
      return;
    case "indexBase":
    case "layout":
      return;
    case "size":
      if (building.numbers === undefined) break;
      return buildSizes(scope, statement, building.numbers);
    case "integer":
      if (building.numbers === undefined) break;
      return buildIntegers(scope, statement, building.numbers);
    case "assume":
      if (building.numbers === undefined) break;
      return checkAssumption(scope, statement);
    case "notation":
    case "operator":
      // They say how the derivation is written and how homework is read, and nothing of the arrays.
      return;
    case "tensor":
      return buildTensor(building, statement);
    case "scalar":
      return buildScalar(building, statement);
    case "given": {
      const array = scope.resolve(statement.name.name, statement.name.span);
      if (array.definition.kind !== "letters" && array.definition.kind !== "upstream")
        throw new Mistake(
          "value",
          tell`\`${array.name}\` is defined by the worksheet; values are given to tensors and deltas`,
          statement.name.span,
        );
      return give(building, array, statement.value);
    }
    case "function":
      return buildFunction(scope, statement);
    case "definition":
      return buildDefinition(building, statement);
    case "loss":
      return buildLoss(building, statement);
    case "name":
      return buildName(scope, statement);
    case "expand":
      return buildExpansion(building, statement);
    case "jacobian":
    case "gradient":
      return buildDerivativeRequest(building, statement);
    case "prove":
      return buildProof(building, statement);
    case "views":
      requests.push(buildViews(scope, statement));
      return;
  }
  throw new Mistake("unsupported", tell`\`${statement.tag}\` is not supported yet`, statement.span);
}

function buildTensor({ scope, given, ...rest }: Building, statement: StatementOf<"tensor">): void {
  demandFreeName(statement.name);
  const shape = statement.shape.map((size) => {
    const value = evaluateNumber(scope, size);
    if (value.d !== 1n || value.compare(0) <= 0)
      throw new Mistake(
        "shape",
        tell`a size is a positive integer, and ${verbatim(value.toFraction())} is not`,
        size.span,
      );
    return Number(value.n);
  });
  const array = scope.add(statement.name, shape, { kind: "letters" }, undefined, statement.latex);
  if (statement.value !== undefined) give({ scope, given, ...rest }, array, statement.value);
}

function buildScalar(building: Building, statement: StatementOf<"scalar">): void {
  demandFreeName(statement.name);
  const array = building.scope.add(statement.name, [], { kind: "letters" }, undefined, statement.latex);
  if (statement.value !== undefined) give(building, array, statement.value);
}

/** Gives an array its values: nested brackets, a range in row-major order, or one number for a scalar. */
function give({ scope, given }: Building, array: NumericArray, value: Expression): void {
  const wanted = sizeOfShape(array.shape);
  if (value.tag === "range") {
    const from = evaluateNumber(scope, value.from);
    const to = evaluateNumber(scope, value.to);
    const count = Number(to.sub(from).add(1).valueOf());
    if (count !== wanted)
      throw new Mistake(
        "value",
        tell`\`${array.name}\` has shape [${array.shape.join(",")}] and ${wanted} entries; the range gives ${Math.max(0, count)}`,
        value.span,
      );
    given.set(
      array.id,
      Array.from({ length: wanted }, (_, index) => from.add(index)),
    );
    return;
  }
  const { shape, values } = scope.literal(value);
  if (shape.join() !== array.shape.join())
    throw new Mistake(
      "value",
      tell`\`${array.name}\` has shape [${array.shape.join(",")}]; the values have shape [${shape.join(",")}]`,
      value.span,
    );
  given.set(array.id, values);
}

function buildDefinition({ scope }: Building, statement: StatementOf<"definition">): void {
  demandFreeName(statement.name);
  if (scope.isTaken(statement.name.name))
    throw new Mistake(
      "name-taken",
      tell`\`${statement.name.name}\` exists already; choose another name`,
      statement.name.span,
    );
  const form = lowerForm(scope, statement.value);
  scope.add(statement.name, form.shape, definitionOf(form), statement.value, undefined, convolutionsOf(form));
}

function buildLoss({ scope }: Building, statement: StatementOf<"loss">): void {
  demandFreeName(statement.name);
  const of = lowerArray(scope, statement.of);
  const delta = statement.delta ?? { name: "delta", span: statement.name.span };
  if (statement.delta === undefined && scope.isTaken("delta"))
    throw new Mistake(
      "name-taken",
      tell`\`delta\` exists already; give this loss's upstream gradient a name: \`loss L(y, delta=g)\``,
      statement.name.span,
    );
  const lossId = scope.arrays.length + 1;
  const source: Expression = {
    tag: "call",
    name: "grad",
    primes: 0,
    positional: [
      { tag: "name", name: statement.name.name },
      { tag: "name", name: of.name },
    ],
    named: [],
  };
  const upstream = scope.add(delta, of.shape, { kind: "upstream", loss: lossId, of: of.id }, source);
  scope.add(statement.name, [], { kind: "loss", of: of.id, upstream: upstream.id });
}

/** An array of the worksheet, one entry of it, or an expression, which gets a name. */
function readSubject(scope: Scope, expression: Expression): Subject {
  if (expression.tag !== "index" || expression.indices.some((item) => item.tag === "range"))
    return { array: lowerArray(scope, expression).id };
  const array = lowerArray(scope, expression.array);
  lowerForm(scope, expression);
  const entry = expression.indices.reduce(
    (flat, item, axis) => flat * (array.shape[axis] as number) + readIndex(scope, item, array.shape[axis] as number),
    0,
  );
  return { array: array.id, entry };
}

function buildExpansion({ scope, requests }: Building, { of: expression, span }: StatementOf<"expand">): void {
  const of = readSubject(scope, expression);
  const array = scope.array(of.array);
  const { kind } = array.definition;
  if (kind === "letters" || kind === "upstream" || kind === "loss")
    throw new Mistake(
      "request",
      tell`\`${array.name}\` is ${kind === "loss" ? tell`a loss of which only the derivatives are known` : tell`made of letters`}; there is nothing to write out`,
      expression.span,
    );
  requests.push({ kind: "expansion", of, span });
}

function buildDerivativeRequest({ scope, requests }: Building, statement: StatementOf<"jacobian" | "gradient">): void {
  const wrtName = statement.wrt.tag === "index" ? statement.wrt.array : statement.wrt;
  if (wrtName.tag !== "name")
    throw new Mistake(
      "request",
      tell`a derivative is taken by an array that has a name, and \`${printExpression(wrtName)}\` has none`,
      wrtName.span,
    );
  scope.resolve(wrtName.name, wrtName.span);
  const wrt = readSubject(scope, statement.wrt);
  const of = readSubject(scope, statement.of);
  const array = scope.array(of.array);
  if (statement.tag === "gradient" && of.entry === undefined) demandScalar(array, scope.array(wrt.array), statement.of);
  requests.push({ kind: statement.tag, of, wrt, span: statement.span });
}

function buildProof({ scope, requests }: Building, statement: StatementOf<"prove">): void {
  const left = lowerArray(scope, statement.left).id;
  const right = lowerArray(scope, statement.right).id;
  requests.push({ kind: "proof", left, right, sides: [statement.left, statement.right], span: statement.span });
}
