/**
 * Names for the letters of a chain, such that a letter keeps its name from line to line.
 *
 * In: the sums of a chain, one after the other, and the steps between them. Out: for each sum what its letters are
 * called. Always: letters of one product have different names, none is called as a size, an index or an array is, and
 * a letter that a step only renames has one name before and after.
 */
import type { Step } from "../calculus/prove.ts";
import { plainSlot, reservedLetters, type Sum, type Theory } from "../calculus/sums.ts";

export interface ChainStates {
  readonly states: readonly Sum[];
  readonly steps: readonly Pick<Step, "use" | "direction">[];
}

/** Two letters, each by its state, product and name, that are one. */
export type SameLetter = readonly [LetterPlace, LetterPlace];
export interface LetterPlace {
  readonly state: number;
  readonly product: number;
  readonly letter: string;
}

export type LetterNames = (state: number, product: number) => ReadonlyMap<string, string>;

/** Names that the calculus makes up: they say nothing. */
const madeName = /^(x|i|at)\d+$/;
const pool = ["i", "j", "t", "e", "h", "b", "f", "l"];

interface Family {
  readonly first: number;
  readonly last: number;
  /** Its names from the first sum on, and before each the axes that the letter is an index of by itself. */
  readonly hints: readonly Hint[];
}

type Hint = string | readonly [array: string, axis: number];

/** Which letters are one: those that steps leave what they are have one key. */
export type LetterFamilies = (place: LetterPlace) => string;

export function familiesOf(chain: ChainStates, same: readonly SameLetter[]): LetterFamilies {
  const roots = createRoots();
  for (const [place, step] of chain.steps.entries()) for (const pair of kept(chain, place, step)) roots.join(...pair);
  for (const [one, other] of same) roots.join(keyOf(one), keyOf(other));
  return (place) => roots.of(keyOf(place));
}

export function nameLetters(
  chain: ChainStates,
  theory: Theory,
  familyOf: LetterFamilies,
  avoided: Iterable<string>,
): LetterNames {
  const families = collectFamilies(chain, familyOf);
  const names = chooseNames(families, theory, new Set([...reservedLetters(theory), ...avoided]));
  return (state, product) => {
    const bound = chain.states[state]?.[product]?.bound ?? [];
    return new Map(bound.map(({ letter }) => [letter, names.get(familyOf({ state, product, letter })) ?? letter]));
  };
}

function keyOf({ state, product, letter }: LetterPlace): string {
  return `${state} ${product} ${letter}`;
}

interface Roots {
  readonly of: (key: string) => string;
  readonly join: (one: string, other: string) => void;
}

function createRoots(): Roots {
  const parents = new Map<string, string>();
  const of = (key: string): string => {
    const parent = parents.get(key);
    return parent === undefined || parent === key ? key : of(parent);
  };
  return { of, join: (one, other) => void parents.set(of(other), of(one)) };
}

/** The letters that a step leaves what they are. */
function* kept(
  { states }: ChainStates,
  place: number,
  { use, direction }: ChainStates["steps"][number],
): Generator<readonly [string, string]> {
  const [before, after] = direction === "forward" ? [place, place + 1] : [place + 1, place];
  const [from = [], to = []] = [states[before], states[after]];
  const { application } = use;
  const renamed = new Map(application.rule === "rename" ? application.letters : []);
  for (const [product, target] of movesOf(use, from.length, to.length))
    for (const { letter } of from[product]?.bound ?? []) {
      const name = product === use.product ? (renamed.get(letter) ?? letter) : letter;
      if (to[target]?.bound.some((other) => other.letter === name))
        yield [keyOf({ state: before, product, letter }), keyOf({ state: after, product: target, letter: name })];
    }
}

/** Which product becomes which; the one that a rule is used on becomes all that come of it. */
function* movesOf(
  { product: used, application }: ChainStates["steps"][number]["use"],
  from: number,
  to: number,
): Generator<readonly [product: number, target: number]> {
  if (application.rule === "reorder") {
    for (const [target, product] of application.order.entries()) yield [product, target];
    return;
  }
  const isCollected = application.rule === "collect";
  const removed = isCollected ? application.with : from;
  for (let product = 0; product < from; product++) {
    if (isCollected) yield [product, product === removed ? used : product - Number(product > removed)];
    else if (product < used) yield [product, product];
    else if (product > used) yield [product, product + to - from];
    else for (let target = used; target <= used + to - from; target++) yield [product, target];
  }
}

function collectFamilies({ states, steps }: ChainStates, familyOf: LetterFamilies): ReadonlyMap<string, Family> {
  const families = new Map<string, Family>();
  const note = (place: LetterPlace, hints: readonly Hint[]): void => {
    const root = familyOf(place);
    const known = families.get(root) ?? { first: place.state, last: place.state, hints: [] };
    families.set(root, {
      first: Math.min(known.first, place.state),
      last: Math.max(known.last, place.state),
      hints: [...known.hints, ...hints],
    });
  };
  for (const [state, sum] of states.entries())
    for (const [product, { bound, factors }] of sum.entries())
      for (const { letter } of bound) {
        const axes = factors.flatMap((factor) =>
          (factor.kind === "entry" ? [factor] : factor.of).flatMap(({ tensor, index }) =>
            index.flatMap((slot, axis) => (plainSlot(slot) === letter ? [[tensor, axis] as const] : [])),
          ),
        );
        note({ state, product, letter }, [...axes, letter]);
      }
  for (const [place, { use, direction }] of steps.entries()) {
    if (use.application.rule !== "insert") continue;
    const state = direction === "forward" ? place + 1 : place;
    const product = use.product;
    const bound = new Set(states[state]?.[product]?.bound.map(({ letter }) => letter));
    for (const [wish, letter] of use.application.letters)
      if (bound.has(letter)) note({ state, product, letter }, [wish]);
  }
  return families;
}

/** Families that are there at the same time have different names; the earlier one chooses first. */
function chooseNames(
  families: ReadonlyMap<string, Family>,
  theory: Theory,
  avoided: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const chosen = new Map<string, string>();
  const isFree = (name: string, family: Family): boolean =>
    !avoided.has(name) &&
    ![...chosen].some(([root, other]) => {
      const { first = 0, last = 0 } = families.get(root) ?? {};
      return other === name && first <= family.last && family.first <= last;
    });
  const ordered = [...families].sort(([, left], [, right]) => left.first - right.first);
  for (const [root, family] of ordered) {
    const wishes = wishesOf(family, theory);
    const stem = wishes[0] ?? pool[0] ?? "i";
    const candidates = [...wishes, ...(wishes.length === 0 ? pool : []), ...numbered(stem)];
    chosen.set(root, candidates.find((name) => isFree(name, family)) ?? stem);
  }
  return chosen;
}

function wishesOf({ hints }: Family, theory: Theory): readonly string[] {
  const told = hints
    .map((hint) => {
      if (typeof hint === "string") return hint;
      const [array, axis] = hint;
      return theory.definitions.find(({ name }) => name === array)?.index[axis] ?? "";
    })
    .filter((name) => name !== "" && !madeName.test(name));
  const [plain, numbered] = [false, true].map((ends) => told.filter((name) => /\d$/.test(name) === ends));
  return [...new Set([...(plain ?? []), ...(numbered ?? [])].map((name) => name.replace(/\d+$/, "")))];
}

function numbered(stem: string): readonly string[] {
  return Array.from({ length: 20 }, (_, number) => `${stem}${number + 1}`);
}

/** Numbers behind letters as small as they may be: of u and u6 the second is u1 where there is no other. */
export function withSmallNumbers(used: Iterable<string>, avoided: ReadonlySet<string>): ReadonlyMap<string, string> {
  const stems = new Map<string, { readonly name: string; readonly number: number }[]>();
  for (const name of new Set(used)) {
    const [, stem = name, number = "0"] = /^(.*?)(\d*)$/.exec(name) ?? [];
    stems.set(stem, [...(stems.get(stem) ?? []), { name, number: Number(number) }]);
  }
  return new Map(
    [...stems].flatMap(([stem, names]) => {
      const free = [stem, ...numbered(stem)].filter((name) => !avoided.has(name));
      const ordered = [...names].sort((one, other) => one.number - other.number);
      return ordered.map(({ name }, at) => [name, free[at] ?? name] as const);
    }),
  );
}
