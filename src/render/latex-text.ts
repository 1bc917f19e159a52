/**
 * Text that a user wrote, such as a title, for LaTeX's text mode under pdflatex and xelatex.
 * Always: ASCII but for Latin and Chinese letters; Greek letters and common signs become formulas, and a character
 * that no font has is named by its number instead of being lost.
 */
import { escapeLatex } from "./latex.ts";
import { greekCommand } from "./names.ts";

const signs: Readonly<Record<string, string>> = {
  "→": "\\to",
  "←": "\\leftarrow",
  "⇒": "\\Rightarrow",
  "×": "\\times",
  "·": "\\cdot",
  "∂": "\\partial",
  "∇": "\\nabla",
  "∑": "\\sum",
  "≤": "\\le",
  "≥": "\\ge",
  "≠": "\\ne",
  "≈": "\\approx",
  "∞": "\\infty",
  "∈": "\\in",
  "⊗": "\\otimes",
  "⊙": "\\odot",
  "⋆": "\\star",
  "∗": "\\ast",
  "−": "-",
  "±": "\\pm",
  "°": "^\\circ",
  "²": "^2",
  "³": "^3",
  "⊤": "\\top",
  "√": "\\sqrt{}",
};

/** What ctex sets in a Chinese font. */
export const chineseCharacters = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/;

const latinCharacters = /[\u00a1-\u017f\u2013\u2014\u2018\u2019\u201c\u201d\u2026]/;

/** In the encoding that TeX takes unless told otherwise, these are other signs. */
const otherwiseEncoded: Readonly<Record<string, string>> = {
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
};

export function escapeLatexText(text: string): string {
  return escapeLatex(text).replace(/[^\n\u0020-\u007e]|[<>|]/gu, (character) => {
    const plain = otherwiseEncoded[character];
    if (plain !== undefined) return plain;
    const command = greekCommand(character) ?? signs[character];
    if (command !== undefined) return `$${command}$`;
    if (chineseCharacters.test(character) || latinCharacters.test(character)) return character;
    return /\s/u.test(character) ? " " : `(U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()})`;
  });
}
