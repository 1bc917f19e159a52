/**
 * Formulas compared by how they are built, whatever their place, spacing and brackets around scripts.
 */
import type { Formula, Script } from "../../syntax.ts";

/** A text that two formulas share exactly when they are written with the same symbols in the same way. */
export function keyOfFormula(formula: Formula): string {
  switch (formula.tag) {
    case "number":
      return formula.text;
    case "symbol":
      return formula.accent === undefined ? formula.name : `${formula.accent} ${formula.name}`;
    case "scripted":
      return [
        keyOfFormula(formula.base),
        formula.sub && `_{${keyOfScript(formula.sub)}}`,
        formula.sup && `^{${keyOfScript(formula.sup)}}`,
        "'".repeat(formula.primes),
      ].join("");
    case "group":
      return formula.items.length === 1 && formula.bracket === "{"
        ? keyOfFormula(formula.items[0] as Formula)
        : `(${formula.items.map(keyOfFormula).join(",")})`;
    case "applied":
      return `${keyOfFormula(formula.head)}@${keyOfFormula(formula.argument)}`;
    case "binary":
      return `(${keyOfFormula(formula.left)} ${formula.sign} ${keyOfFormula(formula.right)})`;
    case "negate":
      return `-${keyOfFormula(formula.operand)}`;
    case "fraction":
      return `(${keyOfFormula(formula.over)} over ${keyOfFormula(formula.under)})`;
    case "differential":
      return `${formula.sign}${formula.sub ? keyOfScript(formula.sub) : ""} ${formula.operand ? keyOfFormula(formula.operand) : ""}`;
    default:
      return formula.tag;
  }
}

function keyOfScript(script: Script): string {
  return script.items.map(keyOfFormula).join(",");
}

/** Scripts as the single marks they are made of: `z11` is z and 11, `pq` is p and q; sums and fractions stay whole. */
export function unitsOf(items: readonly Formula[], isWord: (name: string) => boolean): Formula[] {
  return items.flatMap((item): Formula[] => {
    if (item.tag === "binary" && item.sign === "juxtaposed" && isFlat(item))
      return unitsOf([item.left, item.right], isWord);
    if (item.tag === "group" && item.bracket !== "|") return unitsOf(item.items, isWord);
    if (item.tag === "applied" && item.argument.tag === "group")
      return unitsOf([item.head, ...item.argument.items], isWord);
    if (item.tag === "symbol" && !item.isWord && item.accent === undefined && !isWord(item.name))
      return lettersOf(item);
    return [item];
  });
}

/** A juxtaposition of marks, not a product: `2i` is a product, `i2` and `z11` are marks side by side. */
function isFlat(formula: Formula): boolean {
  if (formula.tag === "binary")
    return (
      formula.sign === "juxtaposed" && isFlat(formula.left) && isFlat(formula.right) && formula.left.tag !== "number"
    );
  if (formula.tag === "group") return formula.items.length === 1 && isFlat(formula.items[0] as Formula);
  return (
    formula.tag === "symbol" || formula.tag === "number" || formula.tag === "scripted" || formula.tag === "applied"
  );
}

/** A run of letters as single letters, digits at its end as a number. */
export function lettersOf(symbol: Formula & { readonly tag: "symbol" }): Formula[] {
  if (
    !/^[A-Za-z]+\d*$/.test(symbol.name) ||
    symbol.name.length === 1 ||
    GREEK.has(symbol.name) ||
    symbol.name === "top"
  )
    return [symbol];
  const [, letters = "", digits = ""] = /^([A-Za-z]+)(\d*)$/.exec(symbol.name) ?? [];
  const { start } = symbol.span;
  const marks: Formula[] = [...letters].map((name, position) => ({
    ...symbol,
    name,
    span: { start: start + position, end: start + position + 1 },
  }));
  return digits === "" ? marks : [...marks, { tag: "number", text: digits, span: symbol.span }];
}

export const GREEK: ReadonlySet<string> = new Set(
  (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho " +
    "sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell"
  ).split(" "),
);
