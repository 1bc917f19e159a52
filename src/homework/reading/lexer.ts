/**
 * A piece of a document to raw tokens: whitespace and comments go, characters that stand for commands become them, and
 * every token keeps its place. It never fails: what has no meaning becomes a token that says so.
 */
import moo from "moo";
import type { Format } from "../syntax.ts";
import { greekName, meanings, showCharacter, WITHOUT_WIDTH } from "./characters.ts";
import { MOST, MOST_IN_FORMULA } from "./limits.ts";
import type { RawToken } from "./tokens.ts";

function rules(format: Format): moo.Rules {
  const comment = format === "txt" ? {} : { comment: /%[^\n]*/u };
  const letters = format === "txt" ? /[A-Za-z][A-Za-z0-9]*/u : /[A-Za-z]{2,}[0-9]*|[A-Za-z]/u;
  return {
    // Before all patterns these are found without any.
    sign: ["{", "}", "(", ")", "[", "]", ",", "^", "&", "|", "/"],
    space: { match: /(?:[\s\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u180e]|[\ufe00-\ufe0f])+/u, lineBreaks: true },
    ...comment,
    begin: /\\begin[^\S\n]*\{[A-Za-z]+\*?\}/u,
    end: /\\end[^\S\n]*\{[A-Za-z]+\*?\}/u,
    left: /\\left(?![A-Za-z])[^\S\n]*(?:\\[A-Za-z]+|\\[{}|]|[^\\\s])/u,
    right: /\\right(?![A-Za-z])[^\S\n]*(?:\\[A-Za-z]+|\\[{}|]|[^\\\s])/u,
    command: { match: /\\(?:[A-Za-z]+|[^A-Za-z])/u, lineBreaks: true },
    accented: /[A-Za-zΑ-Ωα-ω][\u0302-\u0304\u0307\u0308\u20d7]|[ĀāÂâÃãĈĉÊêẼẽĜĝĤĥĨĩĴĵÑñÔôÕõŜŝŨũÛûŴŵŶŷỸỹẐẑ]/u,
    number: /(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+(?![0-9.A-Za-z]))?/u,
    letters,
    dots: /\.{3,}/u,
    blank: /_{2,}|\?+/u,
    compound: format === "txt" ? /:=|==|<=|>=|!=|~=|\+=|=>|->|\.\.|\*\*|\.[*/^']/u : /:=|==|<=|>=|!=|\+=|=>|->|\.\./u,
    greek: format === "txt" ? /(?![Σ])[Α-Ωα-ω][0-9]*/u : /(?![Σ])[Α-Ωα-ω]/u,
    below: /[₀-₉₊₋₌₍₎ₐ-ₜᵢᵣᵤᵥⱼ]+/u,
    above: /[⁰¹²³⁴-⁹⁺⁻⁼⁽⁾ⁿⁱᵀˡᵗᵏᵐʰʲ]+/u,
    words: /(?:(?![A-Za-z\p{Script=Greek}\p{Script=Common}ᵀˡᵗᵏᵐʰʲⁿⁱₐ-ₜᵢᵣᵤᵥⱼ])[\p{L}\p{M}])+/u,
    other: { match: /[\s\S]/u, lineBreaks: true },
  };
}

/** What moo has and its types leave out. */
interface Cloneable extends moo.Lexer {
  readonly clone: () => moo.Lexer;
}

const lexers = { tex: moo.compile(rules("tex")), md: moo.compile(rules("md")), txt: moo.compile(rules("txt")) };

const COMPOUNDS: ReadonlyMap<string, string> = new Map([
  [":=", "\\coloneqq"],
  ["==", "="],
  ["<=", "\\le"],
  [">=", "\\ge"],
  ["!=", "\\ne"],
  ["~=", "\\approx"],
  ["+=", "+="],
  ["=>", "\\Rightarrow"],
  ["->", "\\to"],
  ["..", ".."],
  ["**", "**"],
  [".'", "'"],
]);

/** `text` stands at `offset` of the document. A lexer of its own is made for each piece. */
export function lex(text: string, offset: number, format: Format): RawToken[] {
  const lexer = (lexers[format] as Cloneable).clone();
  lexer.reset(text);
  const tokens: RawToken[] = [];
  let spaced = false;
  for (const found of lexer) {
    if (tokens.length > MOST_IN_FORMULA) break;
    if (found.type === "space" || found.type === "comment") {
      spaced = true;
      continue;
    }
    const start = offset + found.offset;
    const span = { start, end: start + found.text.length };
    tokens.push(tokenOf(reading(found.type ?? "other", found.text, span), span, spaced));
    spaced = false;
  }
  return tokens;
}

type Reading = Pick<RawToken, "kind" | "text" | "failure">;

/** Written out: spread into a new object, which is done for every character, a reading takes ten times as long. */
function tokenOf({ kind, text, failure }: Reading, span: RawToken["span"], spaced: boolean): RawToken {
  return failure === undefined ? { kind, text, span, spaced } : { kind, text, span, spaced, failure };
}

function reading(type: string, text: string, at: RawToken["span"]): Reading {
  switch (type) {
    case "begin":
    case "end":
      return { kind: type, text: text.slice(text.indexOf("{") + 1, -1) };
    case "left":
    case "right":
      return { kind: type, text: meant(text.slice(type.length + 1).trimStart()) };
    case "number":
      if (text.length <= MOST.digits) return { kind: "number", text };
      return { kind: "bad", text, failure: { tag: "limit", limit: "digits", most: MOST.digits, at } };
    case "sign":
      return named(meant(text));
    case "letters":
    case "accented":
    case "blank":
      return { kind: type, text };
    case "words":
      return { kind: type, text: text.normalize("NFC") };
    case "command":
      return command(text);
    case "dots":
      return { kind: "command", text: "\\dots" };
    case "compound":
      return named(COMPOUNDS.get(text) ?? text);
    case "greek":
      return greek(text);
    case "below":
    case "above":
      return { kind: type, text: text.normalize("NFKC").replaceAll("−", "-") };
    default:
      return single(text, at);
  }
}

function meant(character: string): string {
  return meanings.get(character) ?? character;
}

function named(text: string): Reading {
  return { kind: text.length > 1 && text.startsWith("\\") ? "command" : "character", text };
}

/** A backslash before a line's end, or before a character that nobody sees, is a space. */
function command(text: string): Reading {
  return { kind: "command", text: /^\\\s$/u.test(text) ? "\\ " : text };
}

/** In plain text digits may follow: `δ11` is a name as `dy32` is. */
function greek(text: string): Reading {
  const name = greekName(text.charAt(0)) ?? text.charAt(0);
  return text.length === 1 ? { kind: "command", text: `\\${name}` } : { kind: "letters", text: name + text.slice(1) };
}

/** Bold, slanted and double-struck letters of mathematics. */
function styled(text: string): Reading {
  const plain = text.normalize("NFKC");
  if (/^[A-Za-z]$/u.test(plain)) return { kind: "letters", text: plain };
  if (/^[0-9]$/u.test(plain)) return { kind: "number", text: plain };
  const greek = greekName(plain);
  return greek === undefined ? named(meant(plain)) : { kind: "command", text: `\\${greek}` };
}

function single(text: string, at: RawToken["span"]): Reading {
  if (/[\u{1d400}-\u{1d7ff}\u2102-\u2138]/u.test(text) && text !== "ℓ") return styled(text);
  const shown = showCharacter(text);
  if (shown === text || WITHOUT_WIDTH.test(text)) return named(meant(text));
  return { kind: "bad", text, failure: { tag: "character", character: shown, at } };
}
