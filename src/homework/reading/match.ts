/**
 * Finds the partner of every brace, environment and `\left` of a formula, with one pass and one stack. What has no
 * partner carries a failure, and does not hide what follows it.
 */
import type { ReadingFailure } from "../syntax.ts";
import { MOST } from "./limits.ts";
import type { RawToken } from "./tokens.ts";

export interface Matching {
  /** By the place of a token; -1 where it has no partner, or needs none. */
  readonly partner: Int32Array;
  readonly failures: ReadonlyMap<number, ReadingFailure>;
}

interface Level {
  readonly at: number;
  readonly kind: "{" | "begin" | "left";
  readonly name: string;
  /** The place in the stack of the nearest level, this one or below it, that is not a `\left`. */
  readonly firm: number;
}

export function matchStructure(tokens: readonly RawToken[]): Matching {
  const partner = new Int32Array(tokens.length).fill(-1);
  const failures = new Map<number, ReadingFailure>();
  const levels: Level[] = [];
  const open = new Map<string, number>();

  const push = (at: number, kind: Level["kind"], name: string): void => {
    levels.push({ at, kind, name, firm: kind === "left" ? (levels.at(-1)?.firm ?? -1) : levels.length });
    if (kind === "begin") open.set(name, (open.get(name) ?? 0) + 1);
    const span = tokens[at]?.span ?? { start: 0, end: 0 };
    if (levels.length > MOST.nesting)
      failures.set(at, { tag: "limit", limit: "nesting", most: MOST.nesting, at: span });
  };
  const pop = (): Level | undefined => {
    const level = levels.pop();
    if (level?.kind === "begin") open.set(level.name, (open.get(level.name) ?? 1) - 1);
    return level;
  };
  const unclosed = (level: Level | undefined): void => {
    if (level === undefined) return;
    failures.set(level.at, {
      tag: "unclosed",
      opening: opening(level),
      at: tokens[level.at]?.span ?? { start: 0, end: 0 },
    });
  };
  const unopened = (at: number, closing: string): void => {
    failures.set(at, { tag: "unopened", closing, at: tokens[at]?.span ?? { start: 0, end: 0 } });
  };
  const pair = (at: number): void => {
    const level = pop();
    if (level === undefined) return;
    partner[level.at] = at;
    partner[at] = level.at;
  };

  tokens.forEach((token, at) => {
    if (token.kind === "begin" || token.kind === "left") push(at, token.kind, token.text);
    else if (isCharacter(token, "{")) push(at, "{", "");
    else if (isCharacter(token, "}")) {
      // A `\left` that the brace cuts off stays open; without a brace before it, the `}` closes nothing.
      const last = levels.at(-1)?.firm ?? -1;
      if (levels[last]?.kind !== "{") return unopened(at, "}");
      while (levels.length - 1 > last) unclosed(pop());
      pair(at);
    } else if (token.kind === "right") {
      if (levels.at(-1)?.kind === "left") pair(at);
      else unopened(at, `\\right${token.text}`);
    } else if (token.kind === "end") {
      if ((open.get(token.text) ?? 0) === 0) return unopened(at, `\\end{${token.text}}`);
      for (let top = levels.at(-1); top?.kind !== "begin" || top.name !== token.text; top = levels.at(-1))
        unclosed(pop());
      pair(at);
    }
  });
  for (const level of levels) unclosed(level);
  return { partner, failures };
}

function opening({ kind, name }: Level): string {
  if (kind === "{") return "{";
  return kind === "begin" ? `\\begin{${name}}` : `\\left${name}`;
}

export function isCharacter(token: RawToken | undefined, text: string): boolean {
  return token?.kind === "character" && token.text === text;
}
