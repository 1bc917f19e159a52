/**
 * `dx[n, :, i*s:i*s+f] += w[f] * dout[n,f,i]`: what an array holds that starts as zeros, when this has been done once for
 * every value of the letters. Each letter runs along the axis that it stands alone at.
 */
import type { ArrayValue, EntryMeaning, Meaning, Value } from "../../meaning.ts";
import type { ReadClaim } from "../../syntax.ts";
import { spend } from "../../work.ts";
import { type Context, note, type Range, withFixed } from "../context.ts";
import { Meaningless } from "../failure.ts";
import { constantOf } from "../linear.ts";
import { parameterOf } from "../names/parameters.ts";
import { unsupported } from "../scalars.ts";
import { arrayValue, broadcast, product, sum } from "../values.ts";

/** More turns than this are not taken. */
const MOST_TURNS = 5_000;

export function isAccumulation({ relations, conditions }: ReadClaim): boolean {
  return relations.length === 1 && relations[0]?.sign === "+=" && conditions.length === 0;
}

/** The whole of the array on the left, and what it holds in the end. */
export function accumulatedSides(context: Context, claim: ReadClaim): readonly [ArrayValue, ArrayValue] {
  const [target, added] = claim.sides;
  if (target === undefined || added === undefined) throw new Error("a relation has two sides");
  const turns = turnsOf(context, claim);
  let array: number | undefined;
  const held = new Map<string, Meaning[]>();
  for (const turn of turns) {
    const place = context.resolve(turn, target, undefined);
    const value = context.resolve(turn, added, undefined);
    // Without a loop, `dW += 1` says nothing of a gradient.
    if (turns.length === 1 && place.tag === "array" && value.tag === "scalar") throw unsupported(added);
    spend(place.tag === "array" ? place.entries.length : 1);
    for (const [where, what] of pairs(place, value, claim)) {
      const entry = placeOf(context, where);
      if (entry === undefined || (array !== undefined && entry.array !== array)) throw unsupported(target);
      if (!isInside(context, what)) throw unsupported(added);
      array = entry.array;
      const terms = held.get(entry.key) ?? [];
      held.set(entry.key, terms);
      terms.push(what);
    }
  }
  if (array === undefined) throw unsupported(target);
  const whole = arrayValue(context, array);
  // Without a loop nothing says what becomes of the other entries.
  if (turns.length === 1 && held.size < whole.entries.length)
    throw new Meaningless({ tag: "relation", at: claim.span, sign: "+=" });
  const entries = whole.entries.map((entry) => sum(held.get(placeOf(context, entry)?.key ?? "") ?? []));
  return [whole, { tag: "array", shape: whole.shape, entries }];
}

/** The context with a number for every letter, once for each of their values. */
function turnsOf(context: Context, claim: ReadClaim): readonly Context[] {
  const seen: Context = { ...context, uses: new Map(), notes: [] };
  for (const side of claim.sides) context.resolve(seen, side, undefined);
  const ranges = [...seen.uses.values()].map(({ name, span }): readonly [string, Range] => {
    const parameter = parameterOf(context.open, name);
    const range = loopOf(context, name) ?? (parameter === undefined ? undefined : { from: parameter, to: parameter });
    if (range === undefined) throw new Meaningless({ tag: "free-letter", at: span, name });
    return [name, range];
  });
  const loops = ranges.filter(([, { from, to }]) => to > from).map(([name]) => name);
  note(context, { tag: "accumulated", at: claim.span, letters: loops.join(", ") });
  const count = ranges.reduce((total, [, { from, to }]) => total * (to - from + 1), 1);
  if (count > MOST_TURNS) throw new Meaningless({ tag: "limit", at: claim.span, limit: "points", most: MOST_TURNS });
  return ranges.reduce<Context[]>(
    (turns, [name, { from, to }]) =>
      turns.flatMap((turn) =>
        Array.from({ length: to - from + 1 }, (_, offset) => withFixed(turn, name, from + offset)),
      ),
    [{ ...context, axes: new Map(context.axes) }],
  );
}

/** A loop along the shorter of two axes is another than one along the longer; one that leaves an array is none. */
function loopOf(context: Context, name: string): Range | undefined {
  const range = context.axes.get(name);
  const others = context.clashes.get(name) ?? [];
  return range === undefined || others.length === 0 ? range : context.choose([range, ...others]);
}

/** What is added, beside the entry that it is added to. */
function pairs(place: Value, value: Value, claim: ReadClaim): readonly (readonly [Meaning, Meaning])[] {
  if (place.tag === "scalar") {
    if (value.tag === "array" && value.entries.length > 1)
      throw unsupported(claim.sides[1] as ReadClaim["sides"][number]);
    return [[place.meaning, value.tag === "scalar" ? value.meaning : (value.entries[0] as Meaning)]];
  }
  // The shape of what is added is never larger than that of the place, so that the pairs are those of the place.
  const both = broadcast(place, value, (where, what) => product([where, what, MARK]), claim.span, "+=");
  if (both.tag === "scalar" || both.entries.length !== place.entries.length)
    throw unsupported(claim.sides[1] as ReadClaim["sides"][number]);
  return both.entries.map((entry) => {
    const [where, what] = entry.tag === "product" ? entry.factors : [];
    return [where as Meaning, what as Meaning];
  });
}

const MARK: Meaning = { tag: "guard", conditions: [] };

/** The array and the place of an entry inside of it. */
function placeOf(context: Context, meaning: Meaning): { readonly array: number; readonly key: string } | undefined {
  if (meaning.tag !== "entry" || !isInside(context, meaning)) return undefined;
  return { array: meaning.array, key: meaning.indices.map((index) => constantOf(index)?.toFraction()).join() };
}

/** Programs have no zeros beyond their arrays: a place outside, even a negative one, is something else there. */
function isInside(context: Context, meaning: Meaning): boolean {
  switch (meaning.tag) {
    case "entry":
      return isEntryInside(context, meaning);
    case "sum":
      return meaning.terms.every((term) => isInside(context, term));
    case "product":
      return meaning.factors.every((factor) => isInside(context, factor));
    case "quotient":
      return isInside(context, meaning.over) && isInside(context, meaning.under);
    case "power":
      return isInside(context, meaning.base);
    case "apply":
      return isInside(context, meaning.argument);
    case "number":
      return true;
    default:
      return false;
  }
}

function isEntryInside({ open }: Context, { array, indices }: EntryMeaning): boolean {
  const { scope } = open;
  const { shape } = scope.array(array);
  return indices.every((index, axis) => {
    const place = constantOf(index)?.sub(scope.indexBase).valueOf();
    return place !== undefined && Number.isInteger(place) && place >= 0 && place < (shape[axis] as number);
  });
}
