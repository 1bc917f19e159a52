/**
 * Visual tree to LaTeX for mathematics mode, on one line.
 * In: a visual tree (all decisions made). Out: LaTeX that LaTeX with amsmath and KaTeX in strict mode both accept.
 * Always: ASCII outside \text{}, and nothing that GitHub refuses (\operatorname, \mbox, \label).
 */
import type { Expression } from "../language/syntax.ts";
import type { NotationTable } from "./symbols.ts";
import { type Factor, isTall, type Link, type Term, type Visual } from "./visual.ts";
import { visualOf } from "./visualize.ts";

/** One line, deterministic: the `latex` fields of the JSON. */
export function latexOfExpression(expression: Expression, notation: NotationTable): string {
  return printLatex(visualOf(expression, notation));
}

export function printLatex(visual: Visual): string {
  switch (visual.tag) {
    case "symbol":
      return visual.latex;
    case "number":
      return visual.text;
    case "text":
      return latexOfText(visual.value, visual.quoted);
    case "entry":
      return printEntry(visual.base, printIndices(visual.indices, indexSeparators[visual.commas]));
    case "sum":
      return visual.terms.map((term, at) => printTerm(term, at === 0)).join("");
    case "product":
      return printFactors(visual.factors);
    case "fraction":
      return `\\frac{${printLatex(visual.numerator)}}{${printLatex(visual.denominator)}}`;
    case "power":
      return `${printLatex(visual.base)}^{${printLatex(visual.exponent)}}`;
    case "group":
      return fence(visual.tall, "(", printLatex(visual.body), ")");
    case "bigSum":
      return afterLimits(printLimits(visual), printLatex(visual.body));
    case "derivative":
      return visual.slash ? printSlash(visual) : printDerivative(visual.of, visual.by, visual.operand);
    case "apply":
      return printHead(visual) + printArguments(visual.arguments);
    case "convolved":
      return printConvolved(visual);
    case "root":
      return `\\sqrt{${printLatex(visual.body)}}`;
    case "fenced":
      return printFenced(visual.fence, printLatex(visual.body));
    case "emphasis":
      return printEmphasis(visual.kind, printLatex(visual.body));
    case "relation":
      return `${printLatex(visual.left)}${relationSigns[visual.sign]}${printLatex(visual.right)}`;
    case "range":
      return after(`${printLatex(visual.from)}\\ldots`, printLatex(visual.to));
    case "matrix":
      return printMatrix(visual.rows, " \\\\ ");
    case "list":
      return printArguments(visual.items);
    case "series":
      return visual.items.map(printLatex).join(",\\,");
  }
}

function printEmphasis(kind: "vanishing" | "accent" | "faint", body: string): string {
  return kind === "vanishing" ? `\\underbrace{${body}}_{0}` : `\\textcolor{gs${kind}}{${body}}`;
}

const indexSeparators = { none: "", comma: ",", spaced: ",\\," } as const;

const relationSigns = {
  "==": " = ",
  "=": "=",
  "<=": " \\le ",
  ">=": " \\ge ",
  "<": " < ",
  ">": " > ",
  mod: " \\bmod ",
  divides: " \\mid ",
  to: " \\mapsto ",
} as const;

const links: Readonly<Record<Link, string>> = {
  juxtaposed: "",
  slash: "/",
  thin: "\\,",
  dot: "\\cdot ",
  times: "\\times ",
  hadamard: "\\odot ",
  matrix: "\\,",
};

/** A bracket would stand too close to a sum sign. */
export function afterLimits(limits: string, body: string): string {
  return body.startsWith("[") ? `${limits}\\,${body}` : after(limits, body);
}

/** Puts the blank that ends a command where a letter follows it. */
export function after(left: string, right: string): string {
  return /\\[A-Za-z]+$/.test(left) && /^[A-Za-z]/.test(right) ? `${left} ${right}` : left + right;
}

export function printTerm(term: Term, isFirst: boolean): string {
  const body = printLatex(term.body);
  if (isFirst) return term.negative ? `-${body}` : body;
  return (term.negative ? " - " : " + ") + body;
}

export function printFactors(factors: readonly Factor[]): string {
  return factors.reduce(
    (line, factor, at) => after(line + (at === 0 ? "" : links[factor.link]), printLatex(factor.body)),
    "",
  );
}

export function printLink(link: Link): string {
  return links[link];
}

function printIndices(indices: readonly Visual[], separator: string): string {
  return indices.reduce((line, index, at) => after(line + (at === 0 ? "" : separator), printLatex(index)), "");
}

function printEntry(base: Visual, spacedIndices: string): string {
  const indices = spacedIndices.replace(/ ([+-]) /g, "$1");
  const latex = printLatex(base);
  return base.tag === "symbol" && base.scripts === "subscript" ? `(${latex})_{${indices}}` : `${latex}_{${indices}}`;
}

export function printLimits({ sign, limits }: Extract<Visual, { tag: "bigSum" }>): string {
  return limits
    .map(({ letter, range }) => {
      const name = printLatex(letter);
      if (range === undefined) return `\\${sign}_{${name}}`;
      const [from, to] = [printLatex(range.from), printLatex(range.to)];
      return sign === "sum" ? `\\sum_{${name}=${from}}^{${to}}` : `\\max_{${from} \\le ${name} \\le ${to}}`;
    })
    .join("");
}

function printDerivative(of: Visual | undefined, by: Visual, operand: Visual | undefined): string {
  const space = of?.tag === "apply" ? "\\," : "";
  const top = of === undefined ? "\\partial" : after(`\\partial${space}`, printLatex(of));
  const fraction = `\\frac{${top}}{${after("\\partial", printLatex(by))}}`;
  return operand === undefined ? fraction : fraction + printLatex(operand);
}

/** `\\partial y_{11}/\\partial a_{11}` */
function printSlash({ of, by, operand }: Extract<Visual, { tag: "derivative" }>): string {
  const space = of?.tag === "apply" ? "\\," : "";
  const top = of === undefined ? "\\partial" : after(`\\partial${space}`, printLatex(of));
  const quotient = `${top}/${after("\\partial", printLatex(by))}`;
  return operand === undefined ? quotient : `${quotient}\\,${printLatex(operand)}`;
}

/** `a\\star _{\\mathrm{stride}=2}k` */
function printConvolved({ left, sign, settings, right }: Extract<Visual, { tag: "convolved" }>): string {
  const set = settings.map(({ name, value }) => `${upright(name)}=${printLatex(value)}`).join(",\\,");
  const operator = set === "" ? ` ${sign.latex} ` : ` ${sign.latex}_{${set}} `;
  return printLatex(left) + operator + printLatex(right);
}

function upright(name: string): string {
  return `\\mathrm{${name.replaceAll("_", "\\_")}}`;
}

export function printHead(visual: Extract<Visual, { tag: "apply" }>): string {
  const parameters = visual.parameters.map((parameter) => printLatex(parameter.value)).join(",");
  const subscript = parameters === "" ? "" : `_{${parameters}}`;
  return printLatex(visual.head) + "'".repeat(visual.primes) + subscript;
}

function printArguments(items: readonly Visual[]): string {
  const tall = items.some((item) => ["matrix", "fraction", "derivative", "bigSum"].includes(item.tag) && isTall(item));
  return fence(tall, "(", items.map(printLatex).join(",\\,"), ")");
}

function fence(tall: boolean, open: string, body: string, close: string): string {
  return tall ? `\\left${open}${body}\\right${close}` : `${open}${body}${close}`;
}

function printFenced(kind: "floor" | "ceil" | "square", body: string): string {
  if (kind === "square") return `[${body}]`;
  return `\\left\\l${kind}${/^[A-Za-z]/.test(body) ? " " : ""}${body}\\right\\r${kind}`;
}

/** Also with line ends in it, for sources that must not have long lines. Rows of small fractions stand apart. */
export function printMatrix(rows: readonly (readonly Visual[])[], rowEnd: string): string {
  const end = rows.flat().some((cell) => cell.tag === "derivative" && !cell.slash)
    ? rowEnd.replace("\\\\", "\\\\[4pt]")
    : rowEnd;
  const body = rows.map((row) => row.map(printLatex).join(" & ")).join(end);
  return `\\begin{bmatrix} ${body} \\end{bmatrix}`;
}

/** Text inside a formula. */
export function latexOfText(value: string, quoted: boolean): string {
  const escaped = escapeLatex(value);
  return `\\text{${quoted ? `\`\`${escaped}''` : escaped}}`;
}

const escapes: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}",
};

export function escapeLatex(text: string): string {
  return text.replace(/[\\^~#$%&_{}]/g, (character) => escapes[character] ?? `\\${character}`);
}
