/**
 * Which entries a writeup shows step by step where one formula gives all of them: all of a few, one of each kind of
 * many. In: entries in row-major order. Out: those that are shown, corners first, and how many are not.
 */
import type { Entry } from "../derivation/derivation.ts";
import { countTerms, endsAt, firstOfEachKind } from "../derivation/selection.ts";
import type { Setting } from "./setting.ts";
import type { Words } from "./words.ts";

export type Kind = keyof Words["kinds"];

export interface Chosen<Item> {
  readonly items: readonly { readonly item: Item; readonly kind?: Kind }[];
  readonly left: number;
}

/** More entries with more terms in all are too many, and so are many terms; in a network it is one of each kind. */
const mostEntries = 12;
const mostTerms = 48;
const mostTermsOfFew = 150;

export function chooseEntries<Item extends { readonly entry: Entry }>(
  items: readonly Item[],
  shape: readonly number[],
  slidingAxes: readonly number[],
  setting: Setting,
): Chosen<Item> {
  const derived = [...items.keys()].filter((place) => items[place]?.entry.steps !== undefined);
  const terms = derived.map((place) => countTerms((items[place] as Item).entry.expression));
  // Where no end of an axis cuts anything off, as in the kernel of a convolution without padding, all are of one kind.
  const axes = new Set(terms).size > 1 ? slidingAxes.map((axis) => axis - 1) : [];
  const withKind = (place: number): Chosen<Item>["items"][number] => ({
    item: items[place] as Item,
    kind: kindOf(endsAt(place, shape, axes), axes.length),
  });
  if (setting.detail !== "steps" || !isLong(items, setting)) return { items: [...items.keys()].map(withKind), left: 0 };
  const places = [...firstOfEachKind({ entries: derived, shape, axes, terms })]
    .map((position) => derived[position] as number)
    .sort((a, b) => endsAt(b, shape, axes) - endsAt(a, shape, axes) || a - b);
  return { items: places.map(withKind), left: items.length - places.length };
}

function isLong(items: readonly { readonly entry: Entry }[], { isNetwork }: Setting): boolean {
  if (isNetwork) return items.length > 1;
  const terms = items.reduce((count, { entry }) => count + countTerms(entry.expression), 0);
  return terms > (items.length > mostEntries ? mostTerms : mostTermsOfFew);
}

/** What a place is called that lies at the end of so many of the axes along which windows slide. */
function kindOf(ends: number, axes: number): Kind {
  if (axes === 0) return "any";
  if (ends === 0) return "interior";
  if (axes === 1) return "end";
  if (ends === axes) return "corner";
  return ends === axes - 1 ? "edge" : "face";
}
