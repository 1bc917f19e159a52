/**
 * A worksheet with letters for sizes to a problem: names resolved, shapes checked for every size at once, requests
 * ready to be worked on. Values of tensors play no part in it.
 */
import { Mistake } from "../../error.ts";
import { printExpression } from "../../language/print.ts";
import type { CallNode, Comparison, Expression, Statement, Worksheet } from "../../language/syntax.ts";
import { numberOf, ONE, type Polynomial, subtract } from "../../sizes/polynomial.ts";
import { demandFreeName } from "../free-names.ts";
import { checkBody } from "../functions.ts";
import type { LetterProblem, LetterRequest } from "../letters.ts";
import { introducedNames, settingOf } from "../settings.ts";
import { addCondition, assumptionsOf, createKnowledge, learnNonnegative, learnZero } from "./knowledge.ts";
import { demandLetterScalar, derivativeOf, lowerLetterArray, lowerLetters, sizeScopeOf } from "./lower.ts";
import { createLetterScope, type LetterScope, shapeText } from "./scope.ts";
import { isSizeExpression, readSize } from "./sizes.ts";

type StatementOf<Tag extends Statement["tag"]> = Statement & { readonly tag: Tag };

interface Building {
  readonly scope: LetterScope;
  readonly requests: LetterRequest[];
  title: string | undefined;
}

export function buildLetterProblem(worksheet: Worksheet): LetterProblem {
  const reserved = new Set(worksheet.statements.flatMap(introducedNames));
  const scope = createLetterScope({
    layout: settingOf(worksheet, "layout")?.layout ?? "nchw",
    indexBase: settingOf(worksheet, "indexBase")?.base ?? 1,
    knowledge: createKnowledge(reserved),
  });
  const building: Building = { scope, requests: [], title: undefined };
  for (const statement of worksheet.statements) buildStatement(building, statement);
  const { knowledge, arrays, functions, indexBase, layout } = scope;
  return {
    source: worksheet.source,
    title: building.title,
    indexBase,
    layout,
    assumptions: assumptionsOf(knowledge),
    conditions: knowledge.conditions,
    quotients: knowledge.quotients,
    arrays,
    functions,
    requests: building.requests,
  };
}

function buildStatement(building: Building, statement: Statement): void {
  const { scope, requests } = building;
  const { span } = statement;
  switch (statement.tag) {
    case "title":
      building.title = statement.title;
      return;
    case "indexBase":
    case "layout":
    // Values play no part in what holds for every size.
    case "given":
      return;
    case "size":
      return buildSizes(scope, statement);
    case "assume":
      return learn(scope, statement.condition, span);
    case "tensor":
      return buildTensor(scope, statement);
    case "scalar":
      demandFreeName(statement.name);
      scope.add(statement.name, [], { kind: "letters" }, undefined, statement.latex);
      return;
    case "function":
      return buildFunction(scope, statement);
    case "definition": {
      demandFreeName(statement.name);
      const form = lowerLetters(scope, statement.value);
      scope.add(statement.name, form.shape, { kind: "rows", rows: form.rows }, statement.value);
      return;
    }
    case "loss":
      return buildLoss(scope, statement);
    case "name":
      return buildName(scope, statement);
    case "expand":
    case "jacobian":
    case "gradient":
      requests.push(buildEntries(scope, statement));
      return;
    case "prove":
      requests.push(buildProof(scope, statement));
      return;
    case "operator":
    case "views":
      throw new Mistake("unsupported", `\`${statement.tag}\` is not supported where sizes are letters`, span);
  }
}

function buildSizes(scope: LetterScope, { sizes }: StatementOf<"size">): void {
  const { knowledge } = scope;
  for (const { name, minimum } of sizes) {
    demandFreeName(name);
    if (scope.isTaken(name.name))
      throw new Mistake("name-taken", `\`${name.name}\` exists already; choose another name`, name.span);
    const least = minimum === undefined ? 1 : numberOf(readSize(minimum, sizeScopeOf(scope)));
    if (least === undefined)
      throw new Mistake("value", "the bound of a size is a number; more is said with `assume`", minimum?.span);
    knowledge.own.add(name.name);
    knowledge.letters.set(name.name, least);
    addCondition({ text: `${name.name} >= ${least}`, origin: "size" }, knowledge);
  }
}

/** What an assumption says of the letters, as equations and as what is never negative. */
function learn(scope: LetterScope, { left, relation, right }: Comparison, span: Statement["span"]): void {
  const { knowledge } = scope;
  const sizes = sizeScopeOf(scope);
  const text = `${printExpression(left)} ${relation} ${printExpression(right)}`;
  const [a, b] = [readSize(left, sizes), readSize(right, sizes)];
  addCondition({ text, origin: "assume" }, knowledge);
  if (relation !== "==") {
    const [larger, smaller] = relation.startsWith(">") ? [a, b] : [b, a];
    const least = relation.endsWith("=") ? subtract(larger, smaller) : subtract(subtract(larger, smaller), ONE);
    return learnNonnegative(least, knowledge, span);
  }
  if (!learnZero(subtract(a, b), [], knowledge, span))
    throw new Mistake(
      "assumption",
      `\`${text}\` cannot be used: no letter in it stands alone, so that it could be expressed by the others; ` +
        "say it with a letter more, as `assume H == 2*n`",
      span,
    );
}

function buildTensor(scope: LetterScope, statement: StatementOf<"tensor">): void {
  demandFreeName(statement.name);
  const shape = statement.shape.map((size) => readSize(size, sizeScopeOf(scope)));
  if (statement.value !== undefined && shape.some((size) => numberOf(size) === undefined))
    throw new Mistake(
      "value",
      `\`${statement.name.name}\` has shape ${shapeText(shape, scope.knowledge)}, and values need a shape of numbers`,
      statement.value.span,
    );
  scope.add(statement.name, shape, { kind: "letters" }, undefined, statement.latex);
}

function buildFunction(scope: LetterScope, { name, definition }: StatementOf<"function">): void {
  demandFreeName(name);
  if (scope.isTaken(name.name) || scope.functions.has(name.name))
    throw new Mistake("name-taken", `\`${name.name}\` exists already; choose another name`, name.span);
  if (definition === undefined) {
    scope.functions.set(name.name, { name: name.name });
    return;
  }
  const parameter = definition.parameter.name;
  checkBody(definition.body, parameter);
  scope.functions.set(name.name, { name: name.name, definition: { parameter, body: definition.body } });
}

function buildLoss(scope: LetterScope, statement: StatementOf<"loss">): void {
  demandFreeName(statement.name);
  const of = lowerLetterArray(scope, statement.of);
  const delta = statement.delta ?? { name: "delta", span: statement.name.span };
  if (statement.delta === undefined && scope.isTaken("delta"))
    throw new Mistake(
      "name-taken",
      "`delta` exists already; give this loss's upstream gradient a name: `loss L(y, delta=g)`",
      statement.name.span,
    );
  const loss = scope.arrays.length + 1;
  const source: Expression = {
    tag: "call",
    name: "grad",
    primes: 0,
    positional: [statement.name.name, of.name].map((name) => ({ tag: "name", name })),
    named: [],
  };
  const upstream = scope.add(delta, of.shape, { kind: "upstream", loss, of: of.id }, source);
  scope.add(statement.name, [], { kind: "loss", of: of.id, upstream: upstream.id });
}

/** The first LaTeX name is the one that is shown. */
function buildName(scope: LetterScope, { target, latex }: StatementOf<"name">): void {
  const [shown] = latex;
  const base = target.tag === "index" ? target.array : target;
  const isGradient = base.tag === "call" && base.name === "grad";
  if (shown === undefined || (base.tag !== "name" && !isGradient))
    throw new Mistake(
      "request",
      "a name is given to an array, a loss or `grad(L, z)`, each perhaps with index letters",
      base.span,
    );
  const array = base.tag === "name" ? scope.resolve(base.name, base.span) : derivativeOf(scope, base as CallNode);
  if (target.tag !== "index") return scope.restyle(array.id, { latex: shown });
  const letters = target.indices.map((item) => {
    if (item.tag === "name") return item.name;
    throw new Mistake("index", 'the indices of a name are letters: `name w[i,j] as "w_{ij}"`', item.span);
  });
  if (letters.length > array.shape.length)
    throw new Mistake(
      "index",
      `\`${array.name}\` has ${array.shape.length} axes, and ${letters.length} letters are written`,
      target.span,
    );
  scope.restyle(array.id, { template: { letters, latex: shown } });
}

/** The general entry is asked for of a whole array. */
function buildEntries(
  scope: LetterScope,
  statement: StatementOf<"expand"> | StatementOf<"jacobian"> | StatementOf<"gradient">,
): LetterRequest {
  for (const part of statement.tag === "expand" ? [statement.of] : [statement.of, statement.wrt])
    if (part.tag === "index")
      throw new Mistake(
        "request",
        "where sizes are letters, the general entry is given for the whole array; ask without the index",
        part.span,
      );
  const of = lowerLetterArray(scope, statement.of);
  const { span } = statement;
  if (statement.tag === "expand") {
    if (of.definition.kind !== "rows" && of.definition.kind !== "derivative")
      throw new Mistake(
        "request",
        `\`${of.name}\` is ${of.definition.kind === "loss" ? "a loss of which only the derivatives are known" : "made of letters"}; there is nothing to write out`,
        statement.of.span,
      );
    return { kind: "expansion", of: of.id, span };
  }
  const { wrt: variable } = statement;
  if (variable.tag !== "name")
    throw new Mistake(
      "request",
      `a derivative is taken by an array that has a name, and \`${printExpression(variable)}\` has none`,
      variable.span,
    );
  const wrt = scope.resolve(variable.name, variable.span);
  if (statement.tag === "gradient") demandLetterScalar(scope, of, wrt, statement.of);
  return { kind: statement.tag, of: of.id, wrt: wrt.id, span };
}

function buildProof(scope: LetterScope, { left, right, span }: StatementOf<"prove">): LetterRequest {
  const { own } = scope.knowledge;
  const sides = [left, right] as const;
  if (isSizeExpression(left, own) && isSizeExpression(right, own)) {
    const [first, second] = sides.map((side) => readSize(side, sizeScopeOf(scope))) as [Polynomial, Polynomial];
    return { kind: "size-proof", left: first, right: second, sides, span };
  }
  const [first, second] = sides.map((side) => lowerLetterArray(scope, side).id) as [number, number];
  return { kind: "proof", left: first, right: second, sides, span };
}
