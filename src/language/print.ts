/**
 * An expression to worksheet text that reads back as the same expression, with no more parentheses than that takes.
 * The work is a stack of pieces still to print, so that depth costs neither stack nor copies.
 */
import type { BinaryNode, BinaryOperator, CallNode, Expression, IndexNode } from "./syntax.ts";

/** How tight an expression binds; it takes parentheses where its place asks for more. */
const SUM = 1;
const PRODUCT = 2;
const SIGNED = 3;
const POWER = 4;
const ATOM = 5;
const OPERAND = 6;

/** An expression in its place: how tight it must bind there, and whether sums are written without spaces. */
interface Placed {
  readonly expression: Expression;
  readonly tightness: number;
  readonly close: boolean;
}
type Piece = string | Placed;

export function printExpression(expression: Expression): string {
  const printed: string[] = [];
  const waiting: Piece[] = [{ expression, tightness: SUM, close: false }];
  for (let piece = waiting.pop(); piece !== undefined; piece = waiting.pop()) {
    if (typeof piece === "string") printed.push(piece);
    else pushReversed(waiting, enclosed(piece));
  }
  return printed.join("");
}

function pushReversed(waiting: Piece[], pieces: readonly Piece[]): void {
  for (let place = pieces.length - 1; place >= 0; place--) waiting.push(pieces[place] as Piece);
}

function enclosed({ expression, tightness, close }: Placed): readonly Piece[] {
  const pieces = piecesOf(expression, close);
  return tightnessOf(expression) < tightness ? ["(", ...pieces, ")"] : pieces;
}

function tightnessOf(expression: Expression): number {
  switch (expression.tag) {
    case "binary":
      return tightnessOfOperator(expression.operator);
    case "negate":
      return SIGNED;
    case "name":
    case "index":
    case "call":
      return OPERAND;
    case "number":
    case "text":
    case "array":
    case "tuple":
    case "indicator":
      return ATOM;
    case "range":
      // Its places take a range as it is; parentheses would not make it legal elsewhere.
      return OPERAND;
  }
}

function tightnessOfOperator(operator: BinaryOperator): number {
  switch (operator) {
    case "+":
    case "-":
      return SUM;
    case "*":
    case "/":
    case "@":
    case "mod":
      return PRODUCT;
    case "^":
      return POWER;
  }
}

function piecesOf(expression: Expression, close: boolean): readonly Piece[] {
  const place = (part: Expression, tightness: number): Placed => ({ expression: part, tightness, close });
  switch (expression.tag) {
    case "number":
      return [expression.text];
    case "text":
      return ['"', expression.value, '"'];
    case "name":
      return [expression.name];
    case "index":
      return indexPieces(expression, close);
    case "call":
      return callPieces(expression, close);
    case "array":
      return ["[", ...listed(expression.items, ", ", close), "]"];
    case "tuple":
      return ["(", ...listed(expression.items, ", ", close), expression.items.length === 1 ? ",)" : ")"];
    case "negate":
      return ["-", place(expression.operand, SIGNED)];
    case "binary":
      return binaryPieces(expression, close);
    case "range":
      return [closely(expression.from), "..", closely(expression.to)];
    case "indicator":
      return ["[", place(expression.left, SUM), ` ${expression.relation} `, place(expression.right, SUM), "]"];
  }
}

/** Inside an index and beside `..` sums are written without spaces: `a[u+1]`, `1..H-2`. */
function closely(expression: Expression): Placed {
  return { expression, tightness: SUM, close: true };
}

function indexPieces({ array, indices }: IndexNode, close: boolean): readonly Piece[] {
  return [{ expression: array, tightness: OPERAND, close }, "[", ...listed(indices, ",", true), "]"];
}

function callPieces({ name, primes, positional, named }: CallNode, close: boolean): readonly Piece[] {
  const pieces: Piece[] = [name, "'".repeat(primes), "(", ...listed(positional, ", ", close)];
  for (const [place, argument] of named.entries()) {
    if (place > 0 || positional.length > 0) pieces.push(", ");
    pieces.push(`${argument.name}=`, { expression: argument.value, tightness: SUM, close });
  }
  pieces.push(")");
  return pieces;
}

function listed(expressions: readonly Expression[], separator: string, close: boolean): Piece[] {
  const pieces: Piece[] = [];
  for (const [place, expression] of expressions.entries()) {
    if (place > 0) pieces.push(separator);
    pieces.push({ expression, tightness: SUM, close });
  }
  return pieces;
}

function binaryPieces({ operator, left, right }: BinaryNode, close: boolean): readonly Piece[] {
  const tightness = tightnessOfOperator(operator);
  const leftTightness = operator === "^" ? ATOM : readsAsOne(operator, left) ? tightness : tightness + 1;
  const rightTightness = operator === "^" ? SIGNED : tightness + 1;
  return [
    { expression: left, tightness: leftTightness, close },
    spaced(operator, close),
    { expression: right, tightness: rightTightness, close },
  ];
}

/** `A @ b*c` would read as `A @ (b*c)`: operators of one tightness but other spacing keep their parentheses. */
function readsAsOne(operator: BinaryOperator, left: Expression): boolean {
  return left.tag !== "binary" || isSpread(left.operator) === isSpread(operator);
}

function isSpread(operator: BinaryOperator): boolean {
  return operator === "@" || operator === "mod";
}

function spaced(operator: BinaryOperator, close: boolean): string {
  switch (operator) {
    case "+":
    case "-":
      return close ? operator : ` ${operator} `;
    case "@":
    case "mod":
      return ` ${operator} `;
    case "*":
    case "/":
    case "^":
      return operator;
  }
}
