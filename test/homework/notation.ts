/** A claim and a way of writing to a formula, and formulas to a sheet in one of the three formats. */
import type { Format } from "../../src/homework/syntax.ts";
import type { Affine, Atom, Claim, Left, LetterRange, Term } from "./claims.ts";
import type { Random } from "./random.ts";
import type { Place, Setting } from "./settings.ts";

export interface Style {
  readonly format: Format;
  readonly index: "digits" | "comma" | "bracket" | "call";
  readonly quotient: "frac" | "dfrac" | "slash" | "leibniz";
  readonly times: "" | "\\," | " \\cdot " | " * ";
  /** The upstream gradient as a quotient. */
  readonly isSpelled: boolean;
  /** The right side once more, the other way round. */
  readonly isChained: boolean;
  readonly matrix: "bmatrix" | "pmatrix" | "array";
  readonly rotation: string;
  readonly setting: Setting;
}

export function randomStyle(setting: Setting, random: Random): Style {
  const format = random.pick(["tex", "md", "txt"] as const);
  const plain = format === "txt";
  return {
    format,
    index: random.pick(plain ? ["digits", "bracket"] : ["digits", "digits", "comma", "bracket", "call"]),
    quotient: random.pick(["frac", "frac", "dfrac", "slash", "leibniz"]),
    times: plain ? " * " : random.pick(["", "\\,", " \\cdot ", " * "]),
    isSpelled: !plain && random.chance(0.2),
    isChained: random.chance(0.1),
    matrix: random.pick(["bmatrix", "pmatrix", "array"]),
    rotation: random.pick([
      "\\text{rot180}(#)",
      "\\mathrm{rot180}(#)",
      "#^{rot180}",
      "\\text{rot}_{180^\\circ}(#)",
      "\\operatorname{flip}(#)",
    ]),
    setting,
  };
}

function letterOf(name: string, { format }: Style): string {
  return name === "delta" && format !== "txt" ? "\\delta" : name;
}

function entry(name: string, place: Place, style: Style): string {
  const indices = place.map((index) => index + style.setting.base);
  const fits = indices.every((index) => index >= 0 && index < 10);
  return scripted(letterOf(name, style), indices.map(String), fits ? style.index : "comma", style);
}

function scripted(name: string, indices: readonly string[], index: Style["index"], { format }: Style): string {
  switch (index) {
    case "digits":
      return format === "txt" ? `${name}${indices.join("")}` : `${name}_{${indices.join("")}}`;
    case "comma":
      return `${name}_{${indices.join(",")}}`;
    case "bracket":
      return `${name}[${indices.join(",")}]`;
    case "call":
      return `${name}(${indices.join(",")})`;
  }
}

function quotient(over: string, under: string, { format, quotient: form }: Style): string {
  if (format === "txt") return `d${over}/d${under}`;
  switch (form) {
    case "frac":
    case "dfrac":
      return `\\${form}{\\partial ${over}}{\\partial ${under}}`;
    case "slash":
      return `\\partial ${over}/\\partial ${under}`;
    case "leibniz":
      return `\\frac{d${over}}{d${under}}`;
  }
}

function leftOf({ of, ofPlace = [], wrt, wrtPlace }: Left, style: Style): string {
  const over = ofPlace.length > 0 ? entry(of, ofPlace, style) : of;
  if (wrt === undefined) return over;
  return quotient(over, wrtPlace === undefined ? wrt : entry(wrt, wrtPlace, style), style);
}

function atomText(atom: Atom, style: Style): string {
  const { loss, y } = style.setting.names;
  if (atom.activation !== undefined) {
    const sigma = style.format === "txt" ? "sigmoid" : "\\sigma";
    return `${sigma}${atom.activation === "slope" ? "'" : ""}(${entry(atom.name, atom.place, style)})`;
  }
  if (atom.name !== "delta" || !style.isSpelled) return entry(atom.name, atom.place, style);
  return quotient(loss, entry(style.setting.activation ? "h" : y, atom.place, style), { ...style, quotient: "frac" });
}

function termText({ factor, atoms }: Term, style: Style): string {
  const [over, under] = [Math.abs(factor[0]), factor[1]];
  const fraction = style.format === "txt" ? `${over}/${under}` : `\\frac{${over}}{${under}}`;
  const number = under !== 1 ? [fraction] : over !== 1 || atoms.length === 0 ? [String(over)] : [];
  return [...number, ...atoms.map((atom) => atomText(atom, style))].join(style.times);
}

function sumText(terms: readonly Term[], style: Style): string {
  if (terms.length === 0) return "0";
  return terms
    .map(
      (term, number) =>
        `${term.factor[0] < 0 ? (number > 0 ? " - " : "-") : number > 0 ? " + " : ""}${termText(term, style)}`,
    )
    .join("");
}

function matrixText(rows: readonly (readonly string[])[], { format, matrix }: Style): string {
  if (format === "txt" && rows.length === 1) return `[${rows[0]?.join(", ")}]`;
  if (format === "txt") return `[${rows.map((row) => `[${row.join(", ")}]`).join(", ")}]`;
  const body = rows.map((row) => row.join(" & ")).join(" \\\\ ");
  if (matrix !== "array") return `\\begin{${matrix}} ${body} \\end{${matrix}}`;
  return `\\left[\\begin{array}{${"c".repeat(rows[0]?.length ?? 1)}} ${body} \\end{array}\\right]`;
}

function affineText({ letters, constant, divisor }: Affine, format: Format): string {
  const parts = Object.entries(letters)
    .filter(([, times]) => times !== 0)
    .sort(([, a], [, b]) => b - a)
    .map(
      ([letter, times]) =>
        [
          times < 0 ? "-" : "+",
          `${Math.abs(times) === 1 ? "" : Math.abs(times)}${format === "txt" && Math.abs(times) !== 1 ? "*" : ""}${letter}`,
        ] as const,
    );
  const all = constant === 0 ? parts : [...parts, [constant < 0 ? "-" : "+", String(Math.abs(constant))] as const];
  const text = all.map(([sign, part], number) => (number === 0 && sign === "+" ? part : `${sign}${part}`)).join("");
  if (divisor === 1) return text;
  return format === "txt" ? `(${text})/${divisor}` : `\\frac{${text}}{${divisor}}`;
}

function sumSign({ letter, low, high }: LetterRange, format: Format): string {
  return format === "txt" ? `sum_{${letter}=${low}}^{${high}}` : `\\sum_{${letter}=${low}}^{${high}}`;
}

function generalText(claim: Claim & { tag: "general" }, style: Style): string {
  const index = style.index === "digits" ? "comma" : style.index;
  const form = style.format === "txt" ? "bracket" : index;
  const letters = claim.free.map(({ letter }) => letter);
  const { of, wrt } = claim.left;
  const left =
    wrt === undefined ? scripted(of, letters, form, style) : quotient(of, scripted(wrt, letters, form, style), style);
  const factors = claim.factors.map(({ name, indices }) =>
    scripted(
      letterOf(name, style),
      indices.map((affine) => affineText(affine, style.format)),
      form,
      style,
    ),
  );
  return `${left} = ${claim.sums.map((sum) => sumSign(sum, style.format)).join(" ")} ${factors.join(style.times)}`;
}

export function writeClaim(claim: Claim, style: Style): string {
  switch (claim.tag) {
    case "entry": {
      const backwards = claim.terms.map((term) => ({ ...term, atoms: [...term.atoms].reverse() })).reverse();
      const again = style.isChained ? ` = ${sumText(backwards, { ...style, isSpelled: false })}` : "";
      return `${leftOf(claim.left, style)} = ${sumText(claim.terms, style)}${again}`;
    }
    case "number":
      return `${leftOf(claim.left, style)} = ${sumText(claim.terms, style)} = ${claim.value}`;
    case "matrix":
      return `${leftOf(claim.left, style)} = ${matrixText(
        claim.rows.map((row) => row.map((terms) => sumText(terms, style))),
        style,
      )}`;
    case "general":
      return generalText(claim, style);
    case "operator": {
      const operand = ({ name, turned }: { name: string; turned: boolean }) => {
        const letter = letterOf(name, style);
        return turned ? style.rotation.replace("#", letter) : letter;
      };
      return `${leftOf(claim.left, style)} = ${operand(claim.first)} * ${operand(claim.second)}`;
    }
  }
}

/** A sheet with the one formula. */
export function sheetOf(formula: string, format: Format, random: Random): string {
  if (format === "txt") return `${formula}\n`;
  const dollars = random.chance(0.5);
  if (format === "md") return dollars ? `$$${formula}$$\n` : `Then $${formula}$ holds.\n`;
  return dollars ? `\\[ ${formula} \\]\n` : `\\begin{align*}\n${formula.replace(" = ", " &= ")}\n\\end{align*}\n`;
}
