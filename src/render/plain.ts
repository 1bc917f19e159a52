/**
 * Visual tree to one line of readable text for a terminal: `∂y₃₂/∂a₂₂ = k₂₁`.
 * In: a visual tree. Out: text; subscript digits where every index is one digit, brackets elsewhere.
 * Always: a fraction or a power that would be misread gets its own parentheses.
 */
import type { Factor, Term, Visual } from "./visual.ts";
import { tightness, tightnessOf } from "./visual.ts";

export function printPlain(visual: Visual): string {
  switch (visual.tag) {
    case "symbol":
      return visual.plain;
    case "number":
      return visual.text;
    case "text":
      return visual.quoted ? `"${visual.value}"` : visual.value;
    case "entry":
      return printEntry(visual.base, visual.indices, visual.commas);
    case "sum":
      return visual.terms.map((term, at) => printPlainTerm(term, at === 0)).join("");
    case "product":
      return printPlainFactors(visual.factors);
    case "fraction":
      return `${inParentheses(visual.numerator, tightness.product)}/${inParentheses(visual.denominator, tightness.fraction)}`;
    case "power":
      return printPlainPower(printPlain(visual.base), visual.exponent);
    case "group":
      return `(${printPlain(visual.body)})`;
    case "bigSum":
      return `${printPlainLimits(visual)} ${printPlain(visual.body)}`;
    case "derivative":
      return printDerivative(visual.of, visual.by, visual.operand);
    case "apply":
      return printApply(visual);
    case "convolved":
      return printConvolved(visual);
    case "root":
      return `√(${printPlain(visual.body)})`;
    case "fenced":
      return plainFences[visual.fence].replace("x", () => printPlain(visual.body));
    case "emphasis":
      return printPlain(visual.body);
    case "relation":
      return `${printPlain(visual.left)}${plainRelations[visual.sign]}${printPlain(visual.right)}`;
    case "range":
      return `${printPlain(visual.from)}..${printPlain(visual.to)}`;
    case "matrix":
      return `[${visual.rows.map((row) => `[${row.map(printPlain).join(", ")}]`).join(", ")}]`;
    case "list":
      return `(${visual.items.map(printPlain).join(", ")})`;
    case "series":
      return visual.items.map(printPlain).join(", ");
  }
}

const plainFences = { floor: "⌊x⌋", ceil: "⌈x⌉", square: "[x]" } as const;

const plainRelations = {
  "==": " = ",
  "=": "=",
  "<=": " ≤ ",
  ">=": " ≥ ",
  "<": " < ",
  ">": " > ",
  mod: " mod ",
  divides: " | ",
  to: " ↦ ",
} as const;

export const plainLinks = {
  juxtaposed: "·",
  slash: "/",
  thin: "·",
  dot: "·",
  times: "×",
  hadamard: " ⊙ ",
  matrix: " @ ",
} as const;

const subscriptDigits = "₀₁₂₃₄₅₆₇₈₉";
const superscriptDigits = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function inDigits(text: string, digits: string): string {
  return text.replace(/\d/g, (digit) => digits[Number(digit)] ?? digit);
}

/** Digits below a name with a digit at its end, or with `_`, would read as one index. */
function printEntry(base: Visual, indices: readonly Visual[], commas: "none" | "comma" | "spaced"): string {
  const name = printPlain(base);
  const isBare = /^\p{L}+$/u.test(name) && (commas === "none" || indices.length === 1);
  if (isBare && indices.every((index) => index.tag === "number")) {
    return name + inDigits(indices.map(printPlain).join(""), subscriptDigits);
  }
  return `${name}[${indices.map((index) => printPlain(index).replaceAll(" ", "")).join(",")}]`;
}

export function printPlainTerm(term: Term, isFirst: boolean): string {
  const body = printPlain(term.body);
  if (isFirst) return term.negative ? `-${body}` : body;
  return (term.negative ? " - " : " + ") + body;
}

/** A fraction that is not the first factor needs parentheses: x·1/2 would be read from the left. */
export function printPlainFactors(factors: readonly Factor[]): string {
  return factors
    .map(({ body, link }, at) => {
      const isFraction = body.tag === "fraction" && at > 0;
      return (at === 0 ? "" : plainLinks[link]) + (isFraction ? `(${printPlain(body)})` : printPlain(body));
    })
    .join("");
}

function inParentheses(visual: Visual, level: number): string {
  const text = printPlain(visual);
  // 1/(2/3) and 1/(a·b): a line has no fraction bar to show where the denominator ends.
  const isNarrow = tightnessOf(visual) >= level && !(level === tightness.fraction && visual.tag === "fraction");
  return isNarrow ? text : `(${text})`;
}

export function printPlainPower(base: string, exponent: Visual): string {
  const text = printPlain(exponent);
  if (/^\d+$/.test(text)) return base + inDigits(text, superscriptDigits);
  if (text === "T") return `${base}ᵀ`;
  return tightnessOf(exponent) >= tightness.atom ? `${base}^${text}` : `${base}^(${text})`;
}

export function printPlainLimits(visual: Extract<Visual, { tag: "bigSum" }>): string {
  const limits = visual.limits.map(
    ({ letter, range }) =>
      printPlain(letter) +
      (range === undefined ? "" : `=${printPlain(range.from)}..${printPlain(range.to).replaceAll(" ", "")}`),
  );
  return `${visual.sign === "max" ? "max" : "Σ"}(${limits.join(", ")})`;
}

function printDerivative(of: Visual | undefined, by: Visual, operand: Visual | undefined): string {
  const fraction = `∂${of === undefined ? "" : printPlain(of)}/∂${printPlain(by)}`;
  return operand === undefined ? fraction : `${fraction} ${printPlain(operand)}`;
}

/** a ⋆[stride=2] k */
function printConvolved({ left, sign, settings, right }: Extract<Visual, { tag: "convolved" }>): string {
  const set = settings.map(({ name, value }) => `${name}=${printPlain(value)}`).join(", ");
  return `${printPlain(left)} ${sign.plain}${set === "" ? "" : `[${set}]`} ${printPlain(right)}`;
}

function printApply(visual: Extract<Visual, { tag: "apply" }>): string {
  return `${printPlainHead(visual)}(${visual.arguments.map(printPlain).join(", ")})`;
}

/** A slope stands with the name, as in LaTeX: leaky_relu[alpha=0.2]'(z). */
export function printPlainHead(visual: Extract<Visual, { tag: "apply" }>): string {
  const parameters = visual.parameters.map(({ name, value }) => `${name}=${printPlain(value)}`);
  const brackets = parameters.length === 0 ? "" : `[${parameters.join(", ")}]`;
  return printPlain(visual.head) + brackets + "'".repeat(visual.primes);
}
