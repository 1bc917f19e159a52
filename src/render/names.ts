/**
 * How a worksheet's name is written in mathematics: `delta_z1` is `\delta_{z^{(1)}}`.
 * In: a name (letters, digits, `_`, also Greek and Chinese). Out: LaTeX that is ASCII outside \text{}.
 * Always: one symbol, to which scripts can be added as `scriptsOf` says.
 */

import { layerMark, type Style } from "../problem/style.ts";

type Layers = Style["layers"];

/** The scripts that a symbol's LaTeX already ends in: a second subscript would be an error. */
export type Scripts = "none" | "superscript" | "subscript";

const greekWords =
  "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho " +
  "sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega";

const greekLetters: Readonly<Record<string, string>> = {
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  ε: "varepsilon",
  ϵ: "epsilon",
  ζ: "zeta",
  η: "eta",
  θ: "theta",
  ϑ: "vartheta",
  ι: "iota",
  κ: "kappa",
  λ: "lambda",
  μ: "mu",
  µ: "mu",
  ν: "nu",
  ξ: "xi",
  π: "pi",
  ϖ: "varpi",
  ρ: "rho",
  ϱ: "varrho",
  σ: "sigma",
  ς: "varsigma",
  τ: "tau",
  υ: "upsilon",
  φ: "varphi",
  ϕ: "phi",
  χ: "chi",
  ψ: "psi",
  ω: "omega",
  Γ: "Gamma",
  Δ: "Delta",
  Θ: "Theta",
  Λ: "Lambda",
  Ξ: "Xi",
  Π: "Pi",
  Σ: "Sigma",
  Υ: "Upsilon",
  Φ: "Phi",
  Ψ: "Psi",
  Ω: "Omega",
};

const letterOfWord = new Map(Object.entries(greekLetters).map(([letter, word]) => [word, letter]));
letterOfWord.set("mu", "μ");
const isGreekWord = new Set(greekWords.split(" "));

/** Stands in for an index that runs over a whole axis, as in the caption of a slice. */
export const wholeAxis = "·";

/** LaTeX of a name: Greek letters, layer numbers as superscripts, `_` as a subscript, words upright. */
export function latexOfName(name: string, layers: Layers = "superscript"): string {
  if (name === wholeAxis) return "\\cdot";
  const underscore = name.indexOf("_");
  if (underscore < 0) return latexOfHead(name, layers);
  const head = name.slice(0, underscore);
  const tail = name.slice(underscore + 1);
  if (head === "" || /^_*$/.test(tail)) return latexOfWord(name);
  return withSubscript(latexOfHead(head, layers), latexOfName(tail, layers));
}

/** Where the layer stands below already, both stand there. */
function withSubscript(head: string, tail: string): string {
  return head.includes("_{") ? head.replace(/\}$/, () => `,${tail}}`) : `${head}_{${tail}}`;
}

/** A layer's number follows a letter or a word: `W1`, `delta2`; not the 2 of `conv2d`. */
function latexOfHead(head: string, layers: Layers): string {
  const match = /^(\D+)(\d+)$/.exec(head);
  if (match === null) return latexOfWord(head);
  return latexOfWord(match[1] ?? "") + layerMark(match[2] ?? "", layers);
}

function latexOfWord(word: string): string {
  if (isGreekWord.has(word)) return `\\${word}`;
  const letter = greekLetters[word];
  if (letter !== undefined) return `\\${letter}`;
  if (/^([A-Za-z]|\d+)$/.test(word)) return word;
  const escaped = word.replaceAll("_", "\\_");
  return /^[A-Za-z0-9_]*$/.test(word) ? `\\mathrm{${escaped}}` : `\\text{${escaped}}`;
}

/** `\delta` for δ; undefined for every other character. */
export function greekCommand(letter: string): string | undefined {
  const word = Object.hasOwn(greekLetters, letter) ? greekLetters[letter] : undefined;
  return word === undefined ? undefined : `\\${word}`;
}

/** For a terminal: Greek words become letters, also before a number; everything else stays as the worksheet has it. */
export function plainOfName(name: string): string {
  const [head = name, ...tail] = name.split("_");
  const [, word = head, number = ""] = /^(\D+)(\d+)$/.exec(head) ?? [];
  const letter = isGreekWord.has(word) ? (letterOfWord.get(word) ?? word) : word;
  return [`${letter}${number}`, ...tail].join("_");
}

/** The same symbol in bold, without its scripts: `\\mathbf{W}^{(1)}`. Letters of Chinese have no bold face of their own. */
export function boldLatex(latex: string): string {
  const end = endOfHead(latex);
  const [head, scripts] = [latex.slice(0, end), latex.slice(end)];
  if (/^\\(mathbf|boldsymbol|text)\b/.test(head)) return latex;
  const [, upright] = /^\\mathrm\{([^{}]*)\}$/.exec(head) ?? [];
  if (upright !== undefined) return `\\mathbf{${upright}}${scripts}`;
  return `${/^[A-Za-z]+$/.test(head) ? "\\mathbf" : "\\boldsymbol"}{${head}}${scripts}`;
}

/** Where the first script outside braces begins. */
function endOfHead(latex: string): number {
  let depth = 0;
  for (let at = 0; at < latex.length; at++) {
    const character = latex[at] as string;
    if (character === "\\") at++;
    else if (character === "{") depth++;
    else if (character === "}") depth--;
    else if (depth === 0 && at > 0 && "_^'".includes(character)) return at;
  }
  return latex.length;
}

/** Looks at the scripts outside braces, so that it also holds for LaTeX that a user wrote. */
export function scriptsOf(latex: string): Scripts {
  let depth = 0;
  let scripts: Scripts = "none";
  for (let at = 0; at < latex.length; at++) {
    const character = latex[at];
    if (character === "\\") at++;
    else if (character === "{") depth++;
    else if (character === "}") depth--;
    else if (depth === 0 && character === "_") return "subscript";
    else if (depth === 0 && (character === "^" || character === "'")) scripts = "superscript";
  }
  return scripts;
}
