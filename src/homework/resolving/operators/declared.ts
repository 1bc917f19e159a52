/** Signs and words for operators that the worksheet declares: which there are, and what stands for their operands. */
import { Mistake } from "../../../error.ts";
import type { Expression } from "../../../language/syntax.ts";
import { tell } from "../../../messages/message.ts";
import type { OpenProblem } from "../../problem.ts";
import { FormulaError, parseFormula } from "../../reading/read.ts";
import type { BinarySign, Formula } from "../../syntax.ts";
import { keyOfFormula } from "../names/keys.ts";

/** `operator "*" means conv2d`, or `operator "A \otimes B" means conv2d(B, A, padding="full")`. */
export interface DeclaredOperator {
  /** The operands in the pattern, by the names that stand for them. */
  readonly operands: readonly string[];
  readonly meaning: Expression;
}

export interface DeclaredOperators {
  /** By the sign, and by accent and sign: `tilde otimes`. */
  readonly signs: ReadonlyMap<string, DeclaredOperator>;
  /** By the key of what stands before the bracket, such as `rot`. */
  readonly words: ReadonlyMap<string, DeclaredOperator>;
}

const SIGNS: Readonly<Record<string, BinarySign>> = {
  "*": "*",
  "\\ast": "*",
  "∗": "*",
  "\\star": "star",
  "⋆": "star",
  "\\otimes": "otimes",
  "⊗": "otimes",
  "\\circledast": "circledast",
  "⊛": "circledast",
  "\\odot": "odot",
  "⊙": "odot",
  "\\circ": "ring",
  "∘": "ring",
  "\\cdot": "dot",
  "·": "dot",
  "\\times": "times",
  "×": "times",
};

/** What `notation` says of a sign, unless `operator` says otherwise. */
function signsOfNotation({ scope }: OpenProblem): Map<string, DeclaredOperator> {
  const { convolution } = scope.style;
  if (convolution !== "star" && convolution !== "asterisk") return new Map();
  const meaning: Expression = { tag: "name", name: "conv2d" };
  return new Map([[convolution === "star" ? "star" : "*", { operands: ["A", "B"], meaning }]]);
}

export function readOperators(open: OpenProblem): DeclaredOperators {
  const { worksheet } = open;
  const signs = signsOfNotation(open);
  const words = new Map<string, DeclaredOperator>();
  for (const statement of worksheet.statements) {
    if (statement.tag !== "operator") continue;
    const { pattern, meaning, span } = statement;
    const sign = SIGNS[pattern.trim()];
    if (sign !== undefined) {
      signs.set(sign, { operands: ["A", "B"], meaning });
      continue;
    }
    const formula = readPattern(pattern);
    // What stands side by side is a product, whatever it is: `\\Delta A` has no sign between two operands.
    if (formula?.tag === "binary" && formula.sign !== "juxtaposed")
      signs.set(keyOfSign(formula), { operands: [formula.left, formula.right].map(keyOfFormula), meaning });
    else if (formula?.tag === "applied")
      words.set(keyOfFormula(formula.head), { operands: operandsOf(formula.argument), meaning });
    else
      throw new Mistake(
        "request",
        tell`\`${pattern}\` is no operator: write a sign, as in \`operator "*" means conv2d\`, or how it stands between or before its operands, as in \`operator "A \\otimes B" means conv2d(B, A)\``,
        span,
      );
  }
  return { signs, words };
}

/** The key of a sign among those that are declared. */
export function keyOfSign({ sign, accent }: { readonly sign: BinarySign; readonly accent?: string }): string {
  return accent === undefined ? sign : `${accent} ${sign}`;
}

function readPattern(pattern: string): Formula | undefined {
  try {
    return parseFormula(pattern, "tex");
  } catch (error) {
    if (error instanceof FormulaError) return undefined;
    throw error;
  }
}

function operandsOf(argument: Formula): string[] {
  return argument.tag === "group" ? argument.items.map(keyOfFormula) : [keyOfFormula(argument)];
}
