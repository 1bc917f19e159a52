/**
 * Names to arrays and entries: `y_{32}` is y and two indices, `W^{(1)}` a whole array, `\delta_{z_{11}}` an entry of the
 * gradient by z.
 */
import { deltaLatex } from "../../../problem/delta-names.ts";
import { plainStyle } from "../../../problem/style.ts";
import type { Meaning } from "../../meaning.ts";
import type { Formula } from "../../syntax.ts";
import { type Context, note } from "../context.ts";
import { programSize, readIndices } from "../indices.ts";
import { plainDelta, sheetDelta } from "./delta.ts";
import { keyOfFormula, lettersOf, unitsOf } from "./keys.ts";
import { lossOf, theGradient } from "./losses.ts";
import type { NameMatch } from "./names.ts";
import { isTransposeMark, type Reference, referenceOf, textOfReference } from "./reference.ts";
import { isShape, sizesIn } from "./written-sizes.ts";

/** An array and the indices of its first axes. */
export interface Part {
  readonly array: number;
  readonly indices: readonly Meaning[];
}

/** What a name with its scripts is, and the superscripts that belong to neither name nor index. */
export interface NamedPart extends Part {
  readonly sup: readonly Formula[];
  /** The calls that were not indices: a product with what stands in them. */
  readonly calls: readonly (readonly Formula[])[];
  /** Primes that do not belong to the name. */
  readonly primes: number;
}

/** The array or entry of a formula; undefined where it is none. Superscripts beyond the name are not allowed. */
export function namedPart(context: Context, formula: Formula): Part | undefined {
  const reference = referenceOf(formula);
  const part = reference && partOf(context, reference);
  if (part === undefined || part.sup.length + part.primes > 0) return undefined;
  const { scope } = context.open;
  const isLoss = scope.array(part.array).shape.length === 0;
  return part.calls.length > 0 && !isLoss ? undefined : part;
}

export function partOf(context: Context, written: Reference): NamedPart | undefined {
  const reference = withoutSizes(context, written);
  const named = context.names.match(reference);
  const match = named && sheetDelta(context, reference, entryOrName(context, reference, named));
  const gradient = gradientPart(context, reference);
  // δ with an array's name below it is that array's gradient, unless the name is the worksheet's own.
  const found =
    gradient !== undefined && !isExact(match) && !isIndexedName(context, match, reference) ? gradient : match;
  return found && indexed(context, found, reference);
}

/** `a_1` of an array a1 and an array a: the array, or the entry of a if the claim is false so. */
function entryOrName(context: Context, reference: Reference, named: NameMatch): NameMatch {
  const plain = context.names.matchPlain(reference);
  if (plain === undefined || plain.array === named.array || reference.calls.length > 0) return named;
  const { scope } = context.open;
  const isEntry = reference.sub.every(({ tag }) => tag === "number");
  const digits = unitsOf(reference.sub, () => false)
    .map(keyOfFormula)
    .join("").length;
  if (!isEntry || named.sub.length > 0 || scope.array(plain.array).shape.length !== digits) return named;
  const taken = context.signs.get("number below") ?? context.prefer(["name", "entry"]);
  context.signs.set("number below", taken);
  if (taken === "name") return named;
  const text = `${textOfReference(reference)}[${reference.sub.map(keyOfFormula).join("")}]`;
  note(context, { tag: "read-as", at: reference.span, shown: { latex: text, text }, why: "digits" });
  return plain;
}

/** `W_{2 \times 3}` of a matrix of that shape: its sizes, and no index. */
function withoutSizes({ open, names }: Context, reference: Reference): Reference {
  const [only, ...more] = reference.sub;
  const sizes = only === undefined || more.length > 0 ? undefined : sizesIn(open, only);
  if (sizes === undefined || sizes.length < 2) return reference;
  const whole = { ...reference, sub: [] };
  const match = names.match(whole);
  const shape = match === undefined ? undefined : open.scope.array(match.array).shape;
  return isShape(shape, sizes) ? whole : reference;
}

/** `\delta_{x,y}^l` of a name `\delta^l` with two axes has indices below it, whatever else their letters name. */
function isIndexedName(context: Context, match: NameMatch | undefined, reference: Reference): boolean {
  if (match === undefined || reference.sup.length === 0 || match.sup.length > 0) return false;
  const { shape } = context.open.scope.array(match.array);
  return match.sub.length > 1 && match.sub.length + match.placed.length === shape.length;
}

function isExact(match: NameMatch | undefined): boolean {
  return match !== undefined && match.sub.length === 0 && match.sup.length === 0;
}

/** `delta2` of a program is `\delta_2`. */
function withLayerBelow({ names }: Context, reference: Reference): Reference {
  const [, digit] = /^delta(\d)$/u.exec(reference.head) ?? [];
  if (digit === undefined || names.isHead(reference.head)) return reference;
  const layer: Formula = { tag: "number", text: digit, span: reference.span };
  return { ...reference, head: "delta", sub: [layer, ...reference.sub] };
}

/** `\delta_z`, `\delta_{z11}`, `\delta_{z_{11}}`, `\delta^{z}`. */
function gradientPart(context: Context, written: Reference): NameMatch | undefined {
  const reference = withLayerBelow(context, written);
  if (reference.head !== "delta" && reference.head !== "Delta") return undefined;
  const layer = layerGradient(context, reference);
  if (layer !== undefined) return layer;
  for (const place of ["sub", "sup"] as const) {
    const [first, ...rest] = unitsOf(reference[place], (name) => context.names.isHead(name));
    const inner = first && referenceOf(first);
    if (inner === undefined || !context.names.isHead(inner.head)) continue;
    const match = context.names.match(inner);
    // L above δ is the last layer.
    if (match !== undefined && match.array === lossOf(context.open)?.id) continue;
    const loss = match && theGradient(context.open, match.array);
    if (match === undefined || loss === undefined) continue;
    const other = place === "sub" ? reference.sup : reference.sub;
    return {
      array: loss,
      placed: match.placed,
      sub: [...match.sub, ...rest, ...(place === "sup" ? other : [])],
      sup: place === "sub" ? other : match.sup,
    };
  }
  return plainDelta(context, reference);
}

/**
 * `\delta^{(2)}` is the gradient by z2, or by whatever is the first of the worksheet's second layer; so is `\delta_2`, where
 * no δ is the worksheet's own.
 */
function layerGradient({ open, names }: Context, reference: Reference): NameMatch | undefined {
  if (reference.head !== "delta") return undefined;
  const isBelow = reference.sup.every(isTransposeMark) && !names.isHead("delta");
  const [mark, ...rest] = unitsOf(isBelow ? reference.sub : reference.sup, () => false);
  if (mark === undefined) return undefined;
  const { arrays } = open.scope;
  const latex = `\\delta^{(${keyOfFormula(mark)})}`;
  const known = arrays.find((array) => array.latex === latex)?.id;
  const loss = lossOf(open);
  const wrt = arrays.find(
    (array) => array.named && array.id !== loss?.id && deltaLatex(arrays, array, plainStyle) === latex,
  );
  const gradient = known ?? (wrt && theGradient(open, wrt.id));
  if (gradient === undefined) return undefined;
  return isBelow
    ? { array: gradient, placed: [], sub: rest, sup: reference.sup }
    : { array: gradient, placed: [], sub: reference.sub, sup: rest };
}

/** The indices that follow a name: below it, and in brackets behind it where they can't be a factor. */
function indexed(context: Context, match: NameMatch, reference: Reference): NamedPart {
  const { shape } = context.open.scope.array(match.array);
  const name = textOfReference(reference);
  const rest = shape.slice(match.placed.length);
  const calls = reference.calls.slice(match.calls ?? 0);
  const taken = indexCalls(context, match.sub, calls, rest.length);
  const isBoth = match.sub.length > 0 && taken.length > 0;
  const items = isBoth ? inOrder(context, name, match.sub, taken.flat()) : [...match.sub, ...taken.flat()];
  const [units, above] = indicesAbove(context, match.sup, items, rest.length);
  const indices = [...match.placed, ...units];
  const mark = above.find(isTransposeMark);
  const exchanged = mark && indices.length > 0 ? exchangedIndices(context, indices, shape, name) : undefined;
  const sup = exchanged ? above.filter((one) => one !== mark) : above;
  return {
    array: match.array,
    indices: exchanged ?? readIndices(context, indices, shape, name),
    sup: sup.filter((mark) => !isLayer(context, reference, mark)),
    calls: calls.slice(taken.length),
    primes: reference.primes - (match.primes ?? 0),
  };
}

/** `(W^T)_{ij}` and `W^T_{ij}` are the entry of W at j, i. */
function exchangedIndices(
  context: Context,
  items: readonly Formula[],
  shape: readonly number[],
  name: string,
): readonly Meaning[] | undefined {
  if (shape.length !== 2) return undefined;
  const indices = readIndices(context, items, [...shape].reverse(), name);
  return indices.length === 2 ? indices.reverse() : undefined;
}

/**
 * `\delta^l`, `a^{l-1}`, `W^{(1)}` where the name has no layer: the mark means nothing, so long as each name has one layer
 * throughout the claim.
 */
function isLayer(context: Context, reference: Reference, mark: Formula): boolean {
  // Beside a^l, a^{l-1} would be another array.
  if (context.names.patterns.some(({ head, sup }) => head === reference.head && sup.length > 0)) return false;
  const key = keyOfFormula(mark);
  if (!/^(?:\(?(?:l|L|ell|l_\{\d\})(?: [-+] \d)?\)?|\(\d\)|\[\d\])$/.test(key)) return false;
  const name = textOfReference(reference);
  const known = context.layers.get(name);
  if (known !== undefined && known !== key) return false;
  context.layers.set(name, key);
  const text = `${name}^{${key.replace(/^\((.*)\)$/, "$1").replaceAll(" ", "")}}`;
  note(context, {
    tag: "read-as",
    at: reference.span,
    shown: { latex: `${text} = ${name}`, text: `${text} = ${name}` },
    why: "name",
  });
  return true;
}

/**
 * What stands above is the first indices where the axes are that many more than the marks below: `w^{(1,2)}_{ij}`,
 * `z^{o}_{ij}`, `b^{o}`. Two channels above may stand in either order; as they are written comes first.
 */
function indicesAbove(
  context: Context,
  sup: readonly Formula[],
  items: readonly Formula[],
  axes: number,
): readonly [readonly Formula[], readonly Formula[]] {
  const below = unitsOf(items, () => false).flatMap(digits);
  const above = sup.flatMap((item) => (item.tag === "group" ? item.items : [item]));
  const isIndex =
    above.length > 0 && below.length + above.length === axes && (above.length > 1 || isChannel(sup[0] as Formula));
  if (!isIndex || above.some(isTranspose)) return [items, sup];
  const [first, second] = above;
  const orders = above.length === 2 ? [above, [second as Formula, first as Formula]] : [above];
  const chosen = orders.length > 1 ? context.prefer(orders) : above;
  const text = chosen.map(keyOfFormula).join(",");
  note(context, { tag: "read-as", at: (first as Formula).span, shown: { latex: text, text }, why: "index" });
  return [[...chosen, ...below], []];
}

/** A letter, or a number in brackets: a number alone is a power, l alone a layer. */
function isChannel(mark: Formula): boolean {
  if (mark.tag === "group") return mark.items.length === 1;
  return mark.tag === "symbol" && /^[A-Za-z]$/.test(mark.name) && !["l", "L", "T", "t"].includes(mark.name);
}

function isTranspose(mark: Formula): boolean {
  return ["T", "top"].includes(keyOfFormula(mark));
}

function digits(unit: Formula): Formula[] {
  return unit.tag === "number" && /^\d+$/.test(unit.text) ? [...unit.text].map((text) => ({ ...unit, text })) : [unit];
}

/** `Y_i(h,w)`: what is below comes first, unless the claim is false so; the same throughout a claim. */
function inOrder(
  { signs, prefer }: Context,
  name: string,
  below: readonly Formula[],
  behind: readonly Formula[],
): readonly Formula[] {
  const order = signs.get(`${name}()`) ?? prefer(["below", "behind"]);
  signs.set(`${name}()`, order);
  return order === "below" ? [...below, ...behind] : [...behind, ...below];
}

/** The brackets that hold indices: as many items as axes are left, none of them with an array's entry in it. */
function indexCalls(
  context: Context,
  sub: readonly Formula[],
  calls: readonly (readonly Formula[])[],
  axes: number,
): readonly (readonly Formula[])[] {
  const [first, ...more] = calls;
  // Of one item behind marks it is not plain that it is no factor.
  const isRest = first !== undefined && first.length > 1 && more.length === 0;
  if (sub.length > 0 && isRest && unitsOf(sub, () => false).length + first.length === axes)
    return first.every((item) => isIndexLike(context, item)) ? [first] : [];
  const taken: (readonly Formula[])[] = [];
  let left = axes - (sub.length === 0 ? 0 : axes);
  for (const call of calls) {
    if (call.length > left || !call.every((item) => isIndexLike(context, item))) break;
    taken.push(call);
    left -= call.length;
  }
  return left === 0 || taken.length > 0 ? taken : [];
}

/** Numbers and letters that are no arrays; a letter alone is an index whatever else it names. */
export function isIndexLike(context: Context, formula: Formula): boolean {
  switch (formula.tag) {
    case "number":
      return true;
    case "symbol":
      if (programSize(context, formula.name) !== undefined) return true;
      return lettersOf(formula).length === 1 || (context.isProgram && !context.names.isHead(formula.name));
    case "scripted":
      return !context.names.isHead(keyOfFormula(formula.base)) || context.bound.has(keyOfFormula(formula));
    case "binary":
      return [formula.left, formula.right].every((part) => isIndexLike(context, part) && !isArray(context, part));
    case "fraction":
      return [formula.over, formula.under].every((part) => isIndexLike(context, part));
    case "negate":
      return isIndexLike(context, formula.operand);
    case "group":
      return formula.items.every((item) => isIndexLike(context, item));
    case "applied":
      return isIndexLike(context, formula.head) && isIndexLike(context, formula.argument);
    default:
      return false;
  }
}

/** A letter in a sum of indices that names an array of the worksheet: `a+b` is a sum of arrays, `i+m` is none. */
function isArray(context: Context, formula: Formula): boolean {
  if (formula.tag !== "symbol" || context.bound.has(formula.name)) return false;
  if (programSize(context, formula.name) !== undefined) return false;
  const reference = referenceOf(formula);
  const match = reference && context.names.match(reference);
  return (
    match !== undefined &&
    context.open.scope.array(match.array).name === formula.name &&
    !/^[i-n,p-q,u-v]$/.test(formula.name)
  );
}
