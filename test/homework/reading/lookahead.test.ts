/** Before a token only the rules are predicted that it can begin; those that can be empty are always among them. */
import nearley from "nearley";
import { expect, it } from "vitest";
import { createLookahead } from "../../../src/homework/reading/lookahead.ts";
import type { Token } from "../../../src/homework/reading/tokens.ts";

const { Rule, Grammar } = nearley;

/** s -> a "+" ; a -> | a %number ; b -> "-" */
const grammar = new Grammar([
  new Rule("s", ["a", { literal: "+" }]),
  new Rule("a", []),
  new Rule("a", ["a", { type: "number" }]),
  new Rule("b", [{ literal: "-" }]),
]);

const token = (type: Token["type"], text: string): Token => ({ type, text, span: { start: 0, end: 1 } }) as Token;

it.each([
  ["a number", token("number", "7"), ["s → a {+}", "a → ", "a → a %number"]],
  ["a plus", token("sign", "+"), ["s → a {+}", "a → "]],
  ["a minus", token("sign", "-"), ["a → ", "b → {-}"]],
  ["the end", undefined, ["a → "]],
] as const)("before %s", (_, next, expected) => {
  const symbols = ({ symbols }: nearley.Rule): string =>
    symbols
      .map((symbol) => (typeof symbol === "string" ? symbol : symbol.type ? `%${symbol.type}` : `{${symbol.literal}}`))
      .join(" ");
  const rules = Object.values(createLookahead(grammar)(next)).flat();
  expect(rules.map((rule) => `${rule.name} → ${symbols(rule)}`)).toEqual(expected);
});
