/**
 * Raw tokens to the tokens of the grammar: commands get their meaning, fonts, sizes and colours go, every argument has
 * its braces, and rows of environments become rows. It never fails: what cannot be read becomes a token with a failure.
 */
import type { Format, ReadingNote } from "../syntax.ts";
import { greekName } from "./characters.ts";
import { type Meaning, meaningOf } from "./commands.ts";
import { lex } from "./lexer.ts";
import { expandMacros, type Macros } from "./macros.ts";
import { matchStructure } from "./match.ts";
import { wordKind } from "./text-words.ts";
import { guarded } from "./tidy-arguments.ts";
import { einsumSubscripts, tidyCodeWord } from "./tidy-code.ts";
import { command, meant } from "./tidy-commands.ts";
import { tidyEnvironment, tidyLeft } from "./tidy-environments.ts";
import { tidyRangeSum } from "./tidy-scripts.ts";
import { character } from "./tidy-signs.ts";
import { tidyWords } from "./tidy-text.ts";
import { bad, type Scope, type Tidying, token } from "./tidying.ts";
import type { RawToken, Token } from "./tokens.ts";

export interface Tidied {
  readonly tokens: readonly Token[];
  readonly notes: readonly ReadingNote[];
}

/** Tokens as the lexer finds them in `text`, which stands at `offset` of the document. */
export function tidyFormula(lexed: readonly RawToken[], format: Format, macros: Macros): Tidied {
  const expansion = expandMacros(lexed, macros);
  const raw = [...expansion.tokens];
  const { partner, failures } = matchStructure(raw);
  const notes = [...expansion.notes];
  const tidying: Tidying = {
    raw,
    partner,
    failures,
    format,
    notes,
    row: { hasRelation: false, environments: 0, depth: 0 },
    unit: (at, scope, into) => unit(tidying, at, scope, into),
    range: (from, to, scope) => range(tidying, from, to, scope),
    argument: (at, scope) => guarded(tidying, at, scope),
  };
  return { tokens: tidying.range(0, raw.length, { isArgument: false }), notes };
}

function range(tidying: Tidying, from: number, to: number, scope: Scope): Token[] {
  const into: Token[] = [];
  let at = from;
  while (at < to) at = tidying.unit(at, scope, into);
  return into;
}

/** Reads what stands at `at`, and hands back where to go on. */
function unit(tidying: Tidying, at: number, scope: Scope, into: Token[]): number {
  const raw = tidying.raw[at] as RawToken;
  const failure = raw.failure ?? tidying.failures.get(at);
  if (failure !== undefined) {
    into.push(bad(raw.span, failure));
    const partner = tidying.partner[at] ?? -1;
    return failure.tag === "limit" && partner > at ? partner + 1 : at + 1;
  }
  const subscripts = einsumSubscripts(tidying, at, into);
  if (subscripts !== undefined) return subscripts;
  switch (raw.kind) {
    case "number":
      return number(tidying, at, into);
    case "letters":
      return letters(tidying, at, scope, into);
    case "accented":
      pushAccented(raw, into);
      return at + 1;
    case "words":
      return tidyWords(tidying, at, scope, into);
    case "blank":
      into.push(token("blank", "?", raw.span));
      return at + 1;
    case "below":
    case "above":
      return raised(tidying, at, into);
    case "begin":
      return tidyEnvironment(tidying, at, scope, into);
    case "left":
      return tidyLeft(tidying, at, scope, into);
    case "command":
      return command(tidying, at, scope, into);
    default:
      return character(tidying, at, scope, into);
  }
}

/** `\text{rot} 180(K)`: a word, digits and a bracket make one name. */
function number({ raw }: Tidying, at: number, into: Token[]): number {
  const found = raw[at] as RawToken;
  const word = into.at(-1);
  if (word?.symbol?.isWord === true && word.text === "word" && isOpening(raw[at + 1]) && /^[0-9]+$/u.test(found.text)) {
    const symbol = { ...word.symbol, name: word.symbol.name + found.text };
    into[into.length - 1] = { ...word, symbol, span: { start: word.span.start, end: found.span.end } };
  } else into.push(token("number", found.text, found.span));
  return at + 1;
}

function isOpening(raw: RawToken | undefined): boolean {
  if (raw?.kind === "left") return true;
  return raw !== undefined && (["(", "["].includes(raw.text) || raw.text === "\\{");
}

const PLAIN_WORDS: ReadonlyMap<string, string> = new Map([
  ["partial", "\\partial"],
  ["nabla", "\\nabla"],
  ["mod", "\\bmod"],
]);

function letters(tidying: Tidying, at: number, scope: Scope, into: Token[]): number {
  const { text, span } = tidying.raw[at] as RawToken;
  const called = tidyCodeWord(tidying, at, into);
  if (called !== undefined) return called;
  if (tidying.format === "txt") {
    if (text.toLowerCase() === "sum") {
      const next = tidyRangeSum(tidying, at, scope, into);
      if (next !== undefined) return next;
    }
    const kind = scope.isArgument ? "name" : wordKind(text);
    if (kind === "condition" || kind === "and" || kind === "otherwise") {
      into.push(token(kind, text, span));
      return at + 1;
    }
    const plain = PLAIN_WORDS.get(text);
    if (plain !== undefined) return meant(tidying, at, meaningOf(plain.slice(1)) as Meaning, scope, into);
  }
  into.push(token("symbol", "letters", span, { symbol: { name: text, isWord: false } }));
  return at + 1;
}

/** `ŷ` is `\hat{y}`. */
function accented({ text, span }: RawToken): Token {
  const [letter = "", mark = ""] = text.normalize("NFD");
  const symbol = { name: greekName(letter) ?? letter, isWord: false, accent: ACCENTS.get(mark) ?? "hat" };
  return token("symbol", "letters", span, { symbol });
}

/** `dŷ` is one name, as `dy` is. */
function pushAccented(raw: RawToken, into: Token[]): void {
  const letter = accented(raw);
  const before = into.at(-1);
  const isDifferential = before?.symbol?.name === "d" && !raw.spaced && before.span.end === raw.span.start;
  if (isDifferential && letter.symbol !== undefined) {
    const symbol = { ...letter.symbol, name: `d${letter.symbol.name}` };
    into[into.length - 1] = { ...letter, symbol, span: { start: before.span.start, end: raw.span.end } };
  } else into.push(letter);
}

const ACCENTS: ReadonlyMap<string, string> = new Map([
  ["\u0302", "hat"],
  ["\u0303", "tilde"],
  ["\u0304", "bar"],
  ["\u0307", "dot"],
  ["\u0308", "ddot"],
  ["\u20d7", "vec"],
]);

/** Unicode's small digits above and below the line. */
function raised(tidying: Tidying, at: number, into: Token[]): number {
  const { kind, text, span } = tidying.raw[at] as RawToken;
  const sign = kind === "below" ? "_" : "^";
  const inner = lex(text, 0, tidying.format).map((raw) => ({ ...raw, span }));
  const nested: Tidying = {
    ...tidying,
    raw: inner,
    partner: new Int32Array(inner.length).fill(-1),
    failures: new Map(),
  };
  const tokens: Token[] = [];
  for (let place = 0; place < inner.length; ) place = unit(nested, place, { isArgument: true }, tokens);
  into.push(token("script", sign, span), token("{", "{", span), ...tokens, token("}", "}", span, { scripts: sign }));
  return at + 1;
}
