/** A place where the grammar could not go on, and how messages speak of it. */
import { Mistake } from "../error.ts";
import { type Message, tell, verbatim } from "../messages/message.ts";
import type { Token } from "./lexer.ts";

export interface Failure {
  readonly tokens: readonly Token[];
  /** Of the first token that does not fit; the number of tokens where the text ends too early. */
  readonly position: number;
  readonly found: Token | undefined;
  readonly previous: Token | undefined;
  /** Literals such as `wrt`, and types of tokens such as `%name`, that could have come instead. */
  readonly expected: ReadonlySet<string>;
  /** The first word of the statement; empty where a lone expression is read. */
  readonly word: string;
  /** The position of the innermost open bracket, or -1. */
  readonly bracket: number;
}

/** A mistake at the token that does not fit, or just behind the last one. */
export function here(failure: Failure, message: Message): Mistake {
  const end = failure.previous?.span.end ?? 0;
  return new Mistake("syntax", message, failure.found?.span ?? { start: end, end });
}

export function at(token: Token | undefined, message: Message): Mistake {
  return new Mistake("syntax", message, token?.span);
}

const LONGEST_SHOWN = 30;

/** A token as a message quotes it. */
export function show(token: Token | undefined): Message {
  if (token === undefined) return tell`the end of the line`;
  const whole = token.type === "text" ? `"${token.value}"` : token.text;
  return quoted(whole.length <= LONGEST_SHOWN ? whole : `${whole.slice(0, LONGEST_SHOWN)}…`);
}

/** Text of the worksheet between backticks. */
export function quoted(text: string): Message {
  return verbatim(`\`${text}\``);
}

/** Whether an operand has just ended, so that an operator could follow. */
export function isAfterOperand(failure: Failure): boolean {
  return failure.expected.has("+");
}

export function startsOperand(token: Token | undefined): boolean {
  if (token === undefined) return false;
  return token.type !== "symbol" || token.text === "(" || token.text === "[";
}

export function isRelation(token: Token | undefined): boolean {
  return token?.type === "symbol" && ["==", "<=", ">=", "<", ">"].includes(token.text);
}
