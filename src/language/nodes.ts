/**
 * The makers of syntax nodes that the grammar calls: tokens and finished parts in, a node with its span out.
 * They check only what the grammar cannot say: which layout, which index base, which words a definition may not take.
 */
import { Mistake } from "../error.ts";
import { tell, verbatim } from "../messages/message.ts";
import type { Token } from "./lexer.ts";
import type {
  ArrayNode,
  BinaryNode,
  BinaryOperator,
  CallNode,
  Expression,
  Identifier,
  IndexNode,
  IndicatorNode,
  NamedArgument,
  NameNode,
  NegateNode,
  NumberNode,
  RangeNode,
  Relation,
  SizeDeclaration,
  Span,
  Statement,
  TextNode,
  TupleNode,
} from "./syntax.ts";
import { notDefinable } from "./words.ts";

type WithoutSpan<T> = T extends unknown ? Omit<T, "span"> : never;
/** A statement as the grammar builds it; the parser, which knows all its tokens, adds the span. */
export type Body = WithoutSpan<Statement>;

interface Placed {
  readonly span: Span;
}
type Part = Expression & Placed;

/** A list under construction, linked from its end: the grammar builds every prefix, and no prefix may cost a copy. */
interface List<T> {
  readonly last: T;
  readonly before: List<T> | undefined;
}

export function listOf<T>(last: T, before?: List<T>): List<T> {
  return { last, before };
}

function items<T>(list: List<T> | undefined): T[] {
  const reversed: T[] = [];
  for (let rest = list; rest !== undefined; rest = rest.before) reversed.push(rest.last);
  return reversed.reverse();
}

function cover(first: Placed, last: Placed): Span {
  return { start: first.span.start, end: last.span.end };
}

export function identifier(token: Token): Identifier {
  return { name: token.value, span: token.span };
}

// ------------------------------------------------------------------------------------------------- expressions

export function number(token: Token): NumberNode {
  return { tag: "number", text: token.value, span: token.span };
}

export function text(token: Token): TextNode {
  return { tag: "text", value: token.value, span: token.span };
}

export function name(token: Token): NameNode {
  return { tag: "name", name: token.value, span: token.span };
}

/** `(x)` is `x`; only its span keeps the parentheses, so that a slice of the source stays balanced. */
export function group(open: Token, inner: Part, close: Token): Part {
  return { ...inner, span: cover(open, close) };
}

export function index(array: Part, indices: List<Part>, close: Token): IndexNode {
  return { tag: "index", array, indices: items(indices), span: cover(array, close) };
}

interface Arguments {
  readonly positional?: List<Part>;
  readonly named?: List<NamedArgument>;
}

export function call(name: Token, primes: number, list: Arguments, close: Token): CallNode {
  return {
    tag: "call",
    name: name.value,
    nameSpan: name.span,
    primes,
    positional: items(list.positional),
    named: items(list.named),
    span: cover(name, close),
  };
}

export function namedArgument(name: Token, value: Part): NamedArgument {
  return { name: name.value, value, span: cover(name, value) };
}

export function array(open: Token, list: List<Part> | undefined, close: Token): ArrayNode {
  return { tag: "array", items: items(list), span: cover(open, close) };
}

export function tuple(open: Token, list: List<Part>, close: Token, first?: Part): TupleNode {
  const rest = items(list);
  return { tag: "tuple", items: first === undefined ? rest : [first, ...rest], span: cover(open, close) };
}

export function negate(sign: Token, operand: Part): NegateNode {
  return { tag: "negate", operand, span: cover(sign, operand) };
}

export function binary(left: Part, operator: Token, right: Part): BinaryNode {
  return { tag: "binary", operator: operator.text as BinaryOperator, left, right, span: cover(left, right) };
}

export function range(from: Part, to: Part): RangeNode {
  return { tag: "range", from, to, span: cover(from, to) };
}

export function indicator(open: Token, left: Part, relation: Token, right: Part, close: Token): IndicatorNode {
  return { tag: "indicator", relation: relation.text as Relation, left, right, span: cover(open, close) };
}

// -------------------------------------------------------------------------------------------------- statements

export function title(text: Token): Body {
  return { tag: "title", title: text.value };
}

export function indexBase(base: Token): Body {
  if (base.value === "0") return { tag: "indexBase", base: 0 };
  if (base.value === "1") return { tag: "indexBase", base: 1 };
  throw new Mistake(
    "syntax",
    tell`indices start at 0 or at 1: \`index 0\` or \`index 1\`, not ${verbatim(base.value)}`,
    base.span,
  );
}

export function layout(layout: Token): Body {
  if (layout.value === "nchw" || layout.value === "nhwc") return { tag: "layout", layout: layout.value };
  throw new Mistake(
    "syntax",
    tell`the layout is \`layout nchw\` (PyTorch) or \`layout nhwc\` (TensorFlow)`,
    layout.span,
  );
}

export function sizeLetter(name: Token, minimum?: Part): SizeDeclaration {
  return { name: identifier(name), ...(minimum && { minimum }) };
}

export function size(sizes: List<SizeDeclaration>): Body {
  return { tag: "size", sizes: items(sizes) };
}

export function integer(names: List<Identifier>): Body {
  return { tag: "integer", names: items(names) };
}

export function assume(left: Part, relation: Token, right: Part): Body {
  return { tag: "assume", condition: { relation: relation.text as Relation, left, right } };
}

interface Shown {
  readonly value?: Part;
  readonly latex?: Token;
}

function shownParts({ value, latex }: Shown): { value?: Expression; latex?: string } {
  return { ...(value && { value }), ...(latex && { latex: latex.value }) };
}

export function tensor(name: Token, shape: List<Part>, shown: Shown): Body {
  return { tag: "tensor", name: identifier(name), shape: items(shape), ...shownParts(shown) };
}

export function scalar(name: Token, shown: Shown): Body {
  return { tag: "scalar", name: identifier(name), ...shownParts(shown) };
}

export function opaqueFunction(name: Token): Body {
  return { tag: "function", name: identifier(name) };
}

export function definedFunction(name: Token, parameter: Token, body: Part): Body {
  return { tag: "function", name: identifier(name), definition: { parameter: identifier(parameter), body } };
}

export function given(name: Token, value: Part): Body {
  return { tag: "given", name: identifier(name), value };
}

export function definition(name: Token, value: Part): Body {
  const refusal = notDefinable(name.value);
  if (refusal !== undefined) throw new Mistake("syntax", refusal, name.span);
  return { tag: "definition", name: identifier(name), value };
}

export function loss(name: Token, of: Part, delta?: Token): Body {
  return { tag: "loss", name: identifier(name), of, ...(delta && { delta: identifier(delta) }) };
}

export function latexName(target: Part, latex: List<Token>): Body {
  return { tag: "name", target, latex: items(latex).map((text) => text.value) };
}

export function notation(options: List<NamedArgument>): Body {
  return { tag: "notation", options: items(options) };
}

export function operator(pattern: Token, meaning: Part): Body {
  return { tag: "operator", pattern: pattern.value, meaning };
}

export function expand(of: Part): Body {
  return { tag: "expand", of };
}

export function request(tag: "jacobian" | "gradient" | "views", of: Part, wrt: Part): Body {
  return { tag, of, wrt };
}

export function prove(left: Part, right: Part): Body {
  return { tag: "prove", left, right };
}
