/**
 * The rules of a grammar that the next token can begin: nearley, which does not look ahead, predicts all of them before
 * every operand, and most of its time goes into those that the next token ends at once.
 * In: a grammar. Out: for each token, its rules by name as nearley looks them up.
 * Always: what is left out could neither be completed nor scan the token, so that every sentence has the same parses.
 */
import type nearley from "nearley";
import type { Token } from "./tokens.ts";

type Rule = nearley.Rule;
type RulesByName = nearley.Grammar["byName"];

/** The rules by name that are looked at before a token, or before the end. */
export type Lookahead = (next: Token | undefined) => RulesByName;

/** What a rule, or a symbol of one, can begin with; nothing where it can be empty. */
interface First {
  readonly tokens: ReadonlySet<string>;
  readonly isNullable: boolean;
}

const NOTHING: First = { tokens: new Set(), isNullable: false };

export function createLookahead({ rules }: nearley.Grammar): Lookahead {
  const firsts = firstsOf(rules);
  const known = new Map<string, RulesByName>();
  return (next) => {
    const key = next === undefined ? "" : `${next.type} ${next.text}`;
    const found = known.get(key) ?? rulesFor(rules, firsts, next);
    if (known.size < MOST_KNOWN) known.set(key, found);
    return found;
  };
}

/** Tokens have as many texts as there are names. */
const MOST_KNOWN = 500;

function rulesFor(rules: readonly Rule[], firsts: ReadonlyMap<string, First>, next: Token | undefined): RulesByName {
  const symbols = next === undefined ? [] : [`type ${next.type}`, `literal ${next.text}`];
  const byName: RulesByName = {};
  for (const rule of rules) {
    const { tokens, isNullable } = firstOf(rule, firsts);
    byName[rule.name] ??= [];
    if (isNullable || symbols.some((symbol) => tokens.has(symbol))) byName[rule.name]?.push(rule);
  }
  return byName;
}

/** Rounds over all rules until nothing is added: a symbol begins with what its rules begin with. */
function firstsOf(rules: readonly Rule[]): ReadonlyMap<string, First> {
  const firsts = new Map<string, First>();
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const rule of rules) {
      const before = firsts.get(rule.name) ?? NOTHING;
      const own = firstOf(rule, firsts);
      const tokens = new Set([...before.tokens, ...own.tokens]);
      const isNullable = before.isNullable || own.isNullable;
      isChanged ||= tokens.size > before.tokens.size || isNullable !== before.isNullable;
      firsts.set(rule.name, { tokens, isNullable });
    }
  }
  return firsts;
}

function firstOf({ symbols }: Rule, firsts: ReadonlyMap<string, First>): First {
  const tokens = new Set<string>();
  for (const symbol of symbols as readonly GrammarSymbol[]) {
    const first = typeof symbol === "string" ? (firsts.get(symbol) ?? NOTHING) : tokenFirst(symbol);
    for (const token of first.tokens) tokens.add(token);
    if (!first.isNullable) return { tokens, isNullable: false };
  }
  return { tokens, isNullable: true };
}

/** A rule's name, or a token by its type or its text. */
type GrammarSymbol = string | { readonly type?: string; readonly literal?: string };

function tokenFirst({ type, literal }: Exclude<GrammarSymbol, string>): First {
  return { tokens: new Set([type === undefined ? `literal ${literal}` : `type ${type}`]), isNullable: false };
}
