/**
 * Follows the brackets of one statement: whether one is open, which one stays open, and how deep the nesting is.
 * A chain of signs, powers, indices or primes, as in `--x`, `a^b^c`, `a[1][2]` or `f''(x)`, nests as brackets do.
 */
import { Mistake } from "../error.ts";
import { tell } from "../messages/message.ts";
import type { Token } from "./lexer.ts";

/** What comes later walks an expression by recursion. */
const DEEPEST = 200;

const closingOf: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
]);

export interface Nesting {
  readonly isOpen: () => boolean;
  readonly take: (token: Token, previous: Token | undefined) => void;
  /** To be called at the end of the text. */
  readonly finish: () => void;
}

interface Level {
  readonly opening: Token;
  /** The length of the chain that the operand before the bracket belongs to. */
  readonly outerChain: number;
}

export function followNesting(): Nesting {
  const levels: Level[] = [];
  let chain = 0;
  let depth = 0;

  const open = (opening: Token) => {
    levels.push({ opening, outerChain: chain });
    depth += 1;
    chain = 0;
  };
  const close = (token: Token) => {
    const level = levels.pop();
    if (level === undefined) throw new Mistake("syntax", tell`this \`${token.text}\` closes no bracket`, token.span);
    if (closingOf.get(level.opening.text) !== token.text) throw notClosedBefore(level.opening, token);
    depth -= chain + 1;
    chain = level.outerChain;
  };
  const lengthenChain = () => {
    chain += 1;
    depth += 1;
  };
  const endChain = () => {
    depth -= chain;
    chain = 0;
  };

  return {
    isOpen: () => levels.length > 0,
    take(token, previous) {
      if (token.type === "text") return;
      if (addsToChain(token, previous)) lengthenChain();
      if (token.text === "(" || token.text === "[") open(token);
      else if (token.text === ")" || token.text === "]") close(token);
      else if (endsChain(token, previous)) endChain();
      if (depth > DEEPEST) throw new Mistake("limit", tell`the nesting is deeper than ${DEEPEST}`, token.span);
    },
    finish() {
      const last = levels.at(-1);
      if (last !== undefined)
        throw new Mistake("syntax", tell`this \`${last.opening.text}\` is never closed`, last.opening.span);
    },
  };
}

function notClosedBefore(opening: Token, found: Token): Mistake {
  const closing = closingOf.get(opening.text) ?? "";
  const message = tell`this \`${opening.text}\` is not closed: expected \`${closing}\`, found \`${found.text}\``;
  return new Mistake("syntax", message, opening.span);
}

function addsToChain(token: Token, previous: Token | undefined): boolean {
  if (token.text === "[") return previous?.text === "]";
  return token.text === "^" || token.text === "'" || isSign(token, previous);
}

function endsChain(token: Token, previous: Token | undefined): boolean {
  if (token.text === "mod") return true;
  return token.type === "symbol" && !addsToChain(token, previous);
}

/** A minus with nothing on its left. */
function isSign(token: Token, previous: Token | undefined): boolean {
  if (token.text !== "-") return false;
  return previous === undefined || (previous.type === "symbol" && ![")", "]", "'"].includes(previous.text));
}
