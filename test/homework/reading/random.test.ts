/** Random trees, written in random notations and read back: the same trees. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { claimsOf } from "./helpers.ts";

/** A tree as the reader shows it, and how it is written: `tight` where it may stand as a factor without braces. */
interface Written {
  readonly tree: string;
  readonly latex: string;
  readonly tight: boolean;
}

const braces = ({ tree, latex }: Written): Written => ({ tree, latex: `{${latex}}`, tight: true });
const factor = (written: Written): Written => (written.tight ? written : braces(written));
const space = fc.constantFrom("", " ", "\\,", "\\; ", "~", "  ");
const pair = <T, U>(left: fc.Arbitrary<T>, right: fc.Arbitrary<U>): fc.Arbitrary<[T, U]> => fc.tuple(left, right);

const letter: fc.Arbitrary<Written> = fc
  .constantFrom(
    ["a", "a"],
    ["W", "\\mathbf{W}"],
    ["W", "{W}"],
    ["delta", "\\delta "],
    ["x~hat", "\\hat{x}"],
    ["dW", "dW"],
    ["'rot", "\\text{rot}"],
    ["'conv", "\\mathrm{conv}"],
    ["K", "\\boldsymbol K"],
    ["sigma", "σ"],
  )
  .map(([tree = "", latex = ""]) => ({ tree, latex, tight: true }));
const number: fc.Arbitrary<Written> = fc
  .constantFrom("0", "2", "31", "0.5")
  .map((text) => ({ tree: text, latex: text, tight: true }));

const { formula } = fc.letrec<{ formula: Written }>((tie) => {
  const inner = tie("formula");
  const list = fc.array(inner, { minLength: 1, maxLength: 3 });
  const scripted = fc
    .tuple(letter, list, fc.option(inner), fc.integer({ min: 0, max: 2 }), fc.boolean())
    .map(([base, sub, sup, primes, isTurned]) => {
      const below = `_{${sub.map(({ latex }) => latex).join(", ")}}`;
      const above = sup === null ? "" : `^{${sup.latex}}`;
      const scripts = isTurned ? above + below : below + above;
      const shownAbove = sup === null ? "" : ` ^${scriptTree([sup])}`;
      return {
        tree: `<${base.tree}${"′".repeat(primes)} _${scriptTree(sub)}${shownAbove}>`,
        latex: `${base.latex}${"'".repeat(primes)}${scripts}`,
        tight: true,
      };
    });
  const fraction = pair(inner, inner).map(([over, under]) => ({
    tree: `{${over.tree} over ${under.tree}}`,
    latex: `\\frac{${over.latex}}{${under.latex}}`,
    tight: true,
  }));
  const group = pair(list, fc.constantFrom(["(", ")"], ["\\left(", "\\right)"], ["\\bigl(", "\\bigr)"])).map(
    ([items, [open, close]]) => ({
      // A bracket around a matrix is the matrix's.
      tree:
        items.length === 1 && items[0]?.tree.startsWith("M[")
          ? items[0].tree
          : `(${items.map(({ tree }) => tree).join(", ")})`,
      latex: `{${open}${items.map(({ latex }) => latex).join(",")}${close}}`,
      tight: true,
    }),
  );
  const applied = fc.tuple(fc.oneof(letter, scripted), space, list).map(([head, gap, items]) => ({
    tree: `@${head.tree}(${items.map(({ tree }) => tree).join(", ")})`,
    latex: `${head.latex}${gap}(${items.map(({ latex }) => latex).join(",")})`,
    tight: true,
  }));
  const derivative = pair(
    fc.oneof(letter, scripted),
    fc.constantFrom(["∂", "\\partial "], ["∂", "∂"], ["∇", "\\nabla"]),
  ).map(([of, [tree, latex]]) => ({
    tree: `${tree}:${of.tree}`,
    latex: `${latex} ${of.latex}`,
    tight: true,
  }));
  const product = fc
    .tuple(
      inner,
      inner,
      fc.constantFrom(
        ["", "\\,"],
        ["", " "],
        ["dot ", "\\cdot "],
        ["* ", "*"],
        ["* ", "\\ast "],
        ["otimes ", "⊗"],
        ["/ ", "/"],
        ["star ", "\\star{}"],
      ),
    )
    .map(([left, right, [sign, latex]]) => ({
      tree: `{${factor(left).tree} ${sign}${factor(right).tree}}`,
      latex: `{${factor(left).latex}${latex}${sign === "" ? `{${right.latex}}` : factor(right).latex}}`,
      tight: true,
    }));
  const sum = fc.tuple(inner, inner, fc.constantFrom("+", "-", "−")).map(([left, right, sign]) => ({
    tree: `{${left.tree} ${sign === "+" ? "+" : "-"} ${right.tree}}`,
    latex: `{${left.latex}}${sign}{${right.latex}}`,
    tight: false,
  }));
  const negated = inner.map((of) => ({ tree: `-${of.tree}`, latex: `-{${of.latex}}`, tight: false }));
  const series = fc.tuple(letter, inner, fc.option(inner)).map(([index, body, upper]) => ({
    tree: `Σ[${index.tree}]${upper === null ? "" : `^${upper.tree}`}${body.tree}`,
    latex: `\\sum_{${index.latex}}${upper === null ? "" : `^{${upper.latex}}`}{${body.latex}}`,
    tight: false,
  }));
  const matrix = fc.tuple(inner, inner, fc.constantFrom("bmatrix", "pmatrix", "matrix")).map(([a, b, name]) => ({
    tree: `M[${a.tree}, ${b.tree}; ${b.tree}, ${a.tree}]`,
    latex: `\\begin{${name}}${a.latex}&${b.latex}\\\\ ${b.latex}&${a.latex}\\end{${name}}`,
    tight: true,
  }));
  return {
    formula: fc.oneof(
      { depthSize: "medium", maxDepth: 4 },
      letter,
      number,
      scripted,
      fraction,
      group,
      applied,
      derivative,
      product,
      sum,
      negated,
      series,
      matrix,
    ),
  };
});

/** A bracket around everything is the script's own. */
function scriptTree(items: readonly Written[]): string {
  const only = items.length === 1 ? items[0]?.tree : undefined;
  return only !== undefined && isGroup(only) ? only : `{${items.map(({ tree }) => tree).join(", ")}}`;
}

function isGroup(tree: string): boolean {
  if (!tree.startsWith("(")) return false;
  let depth = 0;
  for (const [at, character] of [...tree].entries()) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth === 0) return at === [...tree].length - 1;
  }
  return false;
}

it("reads what was written", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(formula, formula, fc.constantFrom("tex", "md", "txt"), (left, right, format) => {
      const source = format === "txt" ? `${left.latex} = ${right.latex}` : `so $$${left.latex} = ${right.latex}$$`;
      if (format === "txt" && /^-/u.test(source)) return;
      expect(claimsOf(source, format)).toEqual([`${left.tree} = ${right.tree}`]);
    }),
    { numRuns: 1_000, seed: 11 },
  );
});
