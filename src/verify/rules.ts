/**
 * What an expression must look like for a rule to have led to it. Its value is checked elsewhere.
 */
import type { RuleId } from "../derivation/derivation.ts";
import type { Expression } from "../language/syntax.ts";

const SHAPES: Readonly<Record<RuleId, (expression: Expression) => boolean>> = {
  definition: (expression) => contains(expression, isIndexSum),
  expansion: (expression) => !contains(expression, isIndexSum),
  linearity: (expression) => termsOf(expression).length > 1 && termsOf(expression).every(isDerivative),
  zeros: (expression) =>
    signedTermsOf(expression).every(({ negative, term }) => isDerivative(term) || (isZero(term) && !negative)),
  vanishing: (expression) => isZero(expression) || termsOf(expression).every(isDerivative),
  differentiation: (expression) => !contains(expression, isDerivative),
  "chain-rule": (expression) =>
    isZero(expression) ||
    termsOf(expression).every((term) => factorsOf(term).filter((factor) => contains(factor, isDerivative)).length >= 2),
  upstream: (expression) =>
    isZero(expression) || termsOf(expression).every((term) => factorsOf(term).filter(isDerivative).length === 1),
  paths: (expression) => !contains(expression, isDerivative),
  local: (expression) => !contains(expression, isDerivative),
  factoring: (expression) =>
    !contains(expression, isDerivative) && factorsOf(expression).some((factor) => termsOf(factor).length > 1),
  simplification: (expression) => !contains(expression, isDerivative),
  numbers: (expression) => !contains(expression, isName),
  value: isNumeral,
};

/** The rules that may come after each; `start` before the first, `end` after the last. */
const NEXT: Readonly<Record<RuleId | "start", readonly (RuleId | "end")[]>> = {
  start: ["definition", "expansion", "differentiation", "chain-rule", "paths"],
  definition: ["expansion"],
  expansion: ["linearity", "differentiation", "numbers", "value", "end"],
  linearity: ["zeros", "vanishing", "differentiation"],
  zeros: ["vanishing"],
  vanishing: ["differentiation", "end"],
  differentiation: ["numbers", "value", "end"],
  "chain-rule": ["chain-rule", "upstream", "end"],
  upstream: ["local"],
  local: ["factoring", "simplification", "numbers", "value", "end"],
  paths: ["factoring", "simplification", "numbers", "value", "end"],
  factoring: ["numbers", "value", "end"],
  simplification: ["numbers", "value", "end"],
  numbers: ["value"],
  value: ["end"],
};

/** The position of the first rule that may not stand after the one before it; the length where the last may not be last. */
export function firstOutOfOrder(rules: readonly RuleId[]): number | undefined {
  const places: readonly (RuleId | "start" | "end")[] = ["start", ...rules, "end"];
  const position = rules.findIndex((rule, at) => !NEXT[places[at] as RuleId].includes(rule));
  if (position >= 0) return position;
  return NEXT[places[rules.length] as RuleId].includes("end") ? undefined : rules.length;
}

/** Whether the rule is known, and the expression is of its shape. */
export function fitsRule(rule: string, expression: Expression): boolean {
  const fits = Object.hasOwn(SHAPES, rule) ? SHAPES[rule as RuleId] : undefined;
  return fits?.(expression) ?? false;
}

export function isDerivative(expression: Expression): boolean {
  if (expression.tag === "negate") return isDerivative(expression.operand);
  return expression.tag === "call" && (expression.name === "grad" || expression.name === "jac");
}

function isIndexSum(expression: Expression): boolean {
  return (
    expression.tag === "call" &&
    expression.name === "sum" &&
    expression.named.some(({ value }) => value.tag === "range")
  );
}

export function isName(expression: Expression): boolean {
  return expression.tag === "name";
}

export function isZero(expression: Expression): boolean {
  return expression.tag === "number" && Number(expression.text) === 0;
}

function isNumeral(expression: Expression): boolean {
  if (expression.tag === "negate") return isNumeral(expression.operand);
  if (expression.tag === "binary")
    return expression.operator === "/" && isNumeral(expression.left) && isNumeral(expression.right);
  return expression.tag === "number";
}

/** The summands of a sum, whatever their signs. */
function termsOf(expression: Expression): Expression[] {
  const terms: Expression[] = [];
  let rest = expression;
  while (rest.tag === "binary" && (rest.operator === "+" || rest.operator === "-")) {
    terms.push(rest.right);
    rest = rest.left;
  }
  return [...terms, rest];
}

/** The summands in order, each with its sign. */
export function signedTermsOf(expression: Expression): { readonly negative: boolean; readonly term: Expression }[] {
  const terms: { negative: boolean; term: Expression }[] = [];
  let rest = expression;
  while (rest.tag === "binary" && (rest.operator === "+" || rest.operator === "-")) {
    terms.push({ negative: rest.operator === "-", term: rest.right });
    rest = rest.left;
  }
  terms.push(rest.tag === "negate" ? { negative: true, term: rest.operand } : { negative: false, term: rest });
  return terms.reverse();
}

/** The factors of a product, the last first; a sign counts for nothing. */
export function factorsOf(expression: Expression): Expression[] {
  const factors: Expression[] = [];
  let rest = expression.tag === "negate" ? expression.operand : expression;
  while (rest.tag === "binary" && (rest.operator === "*" || rest.operator === "/")) {
    factors.push(rest.right);
    rest = rest.left;
  }
  return [...factors, rest];
}

/** Whether any part of the expression satisfies the test; long sums are walked along their left side. */
export function contains(expression: Expression, test: (part: Expression) => boolean): boolean {
  for (let rest: Expression | undefined = expression; rest !== undefined; ) {
    if (test(rest)) return true;
    switch (rest.tag) {
      case "binary":
        if (contains(rest.right, test)) return true;
        rest = rest.left;
        break;
      case "negate":
        rest = rest.operand;
        break;
      case "call":
        return [...rest.positional, ...rest.named.map(({ value }) => value)].some((part) => contains(part, test));
      case "index":
        return [rest.array, ...rest.indices].some((part) => contains(part, test));
      case "indicator":
        return contains(rest.left, test) || contains(rest.right, test);
      case "array":
      case "tuple":
        return rest.items.some((part) => contains(part, test));
      default:
        return false;
    }
  }
  return false;
}
