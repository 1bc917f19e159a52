/**
 * One mistake at a time. From a true claim: false ones, each with the code of the mistake that was made. What a mistake
 * makes of the terms is worked out from the settings anew, not from the code that is tested.
 */
import type { DiagnosisCode } from "../../src/homework/report.ts";
import type { Left, Term } from "./claims.ts";
import type { Truth } from "./derived.ts";
import type { Random } from "./random.ts";
import { isInside, type Meeting, type Place, type Setting, type Triple, triples } from "./settings.ts";

export interface Mutation {
  readonly code: DiagnosisCode;
  readonly terms: readonly Term[];
}

const samePlace = (a: Place | undefined, b: Place) => a?.join() === b.join();

function shapeOf(setting: Setting, name: string): readonly number[] {
  const { x, k } = setting.names;
  return name === x ? setting.size : name === k ? setting.kernel : name === "b" ? [2] : setting.out;
}

/** The terms of an entry where the arrays meet as `meetings` say; nothing for a left side of another kind. */
function termsBy(setting: Setting, left: Left, meetings: readonly Triple[]): Term[] | undefined {
  const { x, k, y, loss } = setting.names;
  const slope = (place: Place) => (setting.activation ? [{ name: y, place, activation: "slope" as const }] : []);
  const upstream = (place: Place) => [{ name: "delta", place }, ...slope(place)];
  const term = (...atoms: Term["atoms"][number][]): Term => ({ factor: [1, 1], atoms });
  if (left.of === loss && left.wrt === x)
    return meetings
      .filter((m) => samePlace(left.wrtPlace, m.x))
      .map((m) => term(...upstream(m.y), { name: k, place: m.k }));
  if (left.of === loss && left.wrt === k)
    return meetings
      .filter((m) => samePlace(left.wrtPlace, m.k))
      .map((m) => term(...upstream(m.y), { name: x, place: m.x }));
  if (left.of !== y) return undefined;
  const here = meetings.filter((m) => samePlace(left.ofPlace, m.y));
  if (left.wrt === undefined) {
    const bias = setting.channels ? [term({ name: "b", place: [left.ofPlace?.[0] ?? 0] })] : [];
    return [...here.map((m) => term({ name: k, place: m.k }, { name: x, place: m.x })), ...bias];
  }
  if (left.wrt === x)
    return here.filter((m) => samePlace(left.wrtPlace, m.x)).map((m) => term({ name: k, place: m.k }));
  return here.filter((m) => samePlace(left.wrtPlace, m.k)).map((m) => term({ name: x, place: m.x }));
}

function turned(setting: Setting, place: Place, axes?: readonly number[]): Place {
  const spatial = setting.channels ? 2 : 0;
  return place.map((index, axis) =>
    axis < spatial || (axes && !axes.includes(axis - spatial)) ? index : (setting.kernel[axis] ?? 1) - 1 - index,
  );
}

/** The code of a kernel that is turned where it should not be, by what is derived. */
export function turningCode(setting: Setting, { wrt }: Left): DiagnosisCode {
  if (wrt === setting.names.k) return "kernel-gradient-flipped";
  if (wrt === undefined) return "other-convolution";
  return setting.transposed ? "kernel-flipped-twice" : "kernel-not-flipped";
}

function byMeeting(setting: Setting, left: Left): Mutation[] {
  const made: Mutation[] = [];
  const add = (code: DiagnosisCode, meetings: readonly Triple[]) => {
    const terms = termsBy(setting, left, meetings);
    if (terms !== undefined && terms.length > 0) made.push({ code, terms });
  };
  const under = (change: Partial<Meeting>) => triples(setting, { ...setting, ...change });
  if (setting.stride !== 1) add("stride-ignored", under({ stride: 1 }));
  if (setting.dilation !== 1) add("dilation-ignored", under({ dilation: 1 }));
  if (setting.pad !== 0) add("padding-ignored", under({ pad: 0 }));
  if (setting.stride !== setting.dilation)
    add("stride-dilation-exchanged", under({ stride: setting.dilation, dilation: setting.stride }));
  const meetings = triples(setting);
  const turnedKernel = (axes?: readonly number[]) => meetings.map((m) => ({ ...m, k: turned(setting, m.k, axes) }));
  add(turningCode(setting, left), turnedKernel());
  if (setting.kernel.length > 1) for (const axis of [0, 1]) add("one-axis-flip", turnedKernel([axis]));
  if (setting.channels) {
    const first = left.wrt === setting.names.x ? 0 : 1;
    if (left.wrt !== setting.names.k)
      for (const only of [0, 1])
        add(
          "channel-sum",
          meetings.filter((m) => m.k[first] === only),
        );
  }
  return made;
}

function changed(terms: readonly Term[], name: string, change: (place: Place) => Place): Term[] {
  return terms.map((term) => ({
    ...term,
    atoms: term.atoms.map((a) => (a.name === name ? { ...a, place: change(a.place) } : a)),
  }));
}

function exchangedAxes(setting: Setting, terms: readonly Term[]): Mutation[] {
  const swap = (place: Place) => [...place.slice(0, -2), ...place.slice(-2).reverse()];
  if (setting.kernel.length < 2) return [];
  return [setting.names.x, setting.names.k, "delta"].flatMap((name): Mutation[] => {
    const swapped = changed(terms, name, swap);
    const inside = swapped.every(({ atoms }) => atoms.every((a) => isInside(a.place, shapeOf(setting, a.name))));
    return inside ? [{ code: "transposed-indices", terms: swapped }] : [];
  });
}

function oneAt<Item>(items: readonly Item[], number: number, change: (item: Item) => Item): Item[] {
  return items.map((item, other) => (other === number ? change(item) : item));
}

function byTerm(setting: Setting, terms: readonly Term[]): Mutation[] {
  const { x, k } = setting.names;
  const numbers = terms.map((_, number) => number);
  const scaled = (term: Term, over: number, under = 1): Term => ({ ...term, factor: [term.factor[0] * over, under] });
  const wrong = numbers.flatMap((number) =>
    (terms[number]?.atoms ?? []).flatMap((atom, which) =>
      atom.place.flatMap((index, axis) =>
        [index - 1, index + 1].flatMap((other): Mutation[] => {
          const place = oneAt(atom.place, axis, () => other);
          if (atom.activation !== undefined || !isInside(place, shapeOf(setting, atom.name))) return [];
          const change = (term: Term): Term => ({ ...term, atoms: oneAt(term.atoms, which, (a) => ({ ...a, place })) });
          return [{ code: "wrong-index", terms: oneAt(terms, number, change) }];
        }),
      ),
    ),
  );
  const exchanged = terms.map((term) => ({
    ...term,
    atoms: term.atoms.map((a) => (a.name === k ? { ...a, name: x } : a.name === x ? { ...a, name: k } : a)),
  }));
  const whole = exchanged.every(({ atoms }) => atoms.every((a) => isInside(a.place, shapeOf(setting, a.name))));
  const twice = [2, 3].map((over): Mutation => ({ code: "scale", terms: terms.map((term) => scaled(term, over)) }));
  return [
    ...wrong,
    ...numbers.map((number): Mutation => ({ code: "sign", terms: oneAt(terms, number, (term) => scaled(term, -1)) })),
    ...twice,
    { code: "scale", terms: terms.map((term) => scaled(term, 1, 2)) },
    ...(terms.length > 1
      ? numbers.map(
          (number): Mutation => ({ code: "missing-term", terms: terms.filter((_, other) => other !== number) }),
        )
      : []),
    ...(whole ? [{ code: "roles-exchanged", terms: exchanged } as const] : []),
  ];
}

function byActivation(terms: readonly Term[]): Mutation[] {
  const atoms = (change: (atom: Term["atoms"][number]) => Term["atoms"]) =>
    terms.map((term) => ({ ...term, atoms: term.atoms.flatMap((a) => (a.activation === "slope" ? change(a) : [a])) }));
  if (!terms.some((term) => term.atoms.some((a) => a.activation === "slope"))) return [];
  return [
    { code: "activation-derivative-missing", terms: atoms(() => []) },
    { code: "activation-not-derived", terms: atoms((a) => [{ ...a, activation: "value" }]) },
  ];
}

/** What the same entry is when the indices are taken to count from the other base. */
function byBase(setting: Setting, truths: readonly Truth[], { left }: Truth): Mutation[] {
  const shift = setting.base === 0 ? -1 : 1;
  const place = (of: Place | undefined) => of?.map((index) => index + shift);
  const other = truths.find(
    (t) =>
      t.left.of === left.of &&
      t.left.wrt === left.wrt &&
      place(left.wrtPlace)?.join() === t.left.wrtPlace?.join() &&
      (place(left.ofPlace) ?? []).join() === (t.left.ofPlace ?? []).join(),
  );
  if (other === undefined || setting.channels) return [];
  const back = (term: Term): Term => ({
    ...term,
    atoms: term.atoms.map((a) => ({ ...a, place: a.place.map((i) => i - shift) })),
  });
  return other.terms.length > 0 ? [{ code: "index-base", terms: other.terms.map(back) }] : [];
}

function byLeft(truths: readonly Truth[], truth: Truth, random: Random): Mutation[] {
  const others = truths.filter(
    (t) => t !== truth && t.left.of === truth.left.of && t.left.wrt === truth.left.wrt && t.terms.length > 0,
  );
  return others.length === 0 ? [] : [{ code: "left-side", terms: random.pick(others).terms }];
}

function byExtra(setting: Setting, truth: Truth, random: Random): Mutation[] {
  const { names } = setting;
  if (truth.left.of !== names.loss || truth.left.wrt !== names.x) return [];
  const pick = (shape: readonly number[]) => shape.map((size) => random.below(size));
  const slopeAt = pick(setting.out);
  const slope = setting.activation ? [{ name: names.y, place: slopeAt, activation: "slope" as const }] : [];
  const atoms = [{ name: "delta", place: slopeAt }, ...slope, { name: names.k, place: pick(setting.kernel) }];
  return [{ code: "extra-term", terms: [...truth.terms, { factor: [1, 1], atoms }] }];
}

function byBias(truth: Truth, random: Random): Mutation[] {
  return truth.left.wrt === "b" && truth.terms.length > 1
    ? [{ code: "bias-not-summed", terms: [random.pick(truth.terms)] }]
    : [];
}

/** An entry past the last window gets what its neighbour gets, as if a window reached it. */
function byLeftover(setting: Setting, truths: readonly Truth[], { left, terms }: Truth): Mutation[] {
  const place = left.wrtPlace ?? [];
  if (left.of !== setting.names.loss || left.wrt !== setting.names.x || setting.stride === 1 || terms.length > 0)
    return [];
  const axis = place.length - 1;
  const reach = Math.max(...triples(setting).map(({ x }) => x[axis] ?? 0));
  if (setting.transposed || (place[axis] ?? 0) <= reach) return [];
  const before = [...place.slice(0, -1), reach].join();
  const near = truths.find(
    (t) => t.left.of === left.of && t.left.wrt === left.wrt && t.left.wrtPlace?.join() === before,
  );
  return near === undefined || near.terms.length === 0 ? [] : [{ code: "leftover-ignored", terms: near.terms }];
}

/** Every mistake that can be made about one entry. */
export function mutationsOf(setting: Setting, truths: readonly Truth[], truth: Truth, random: Random): Mutation[] {
  const own =
    truth.terms.length === 0
      ? []
      : [...byTerm(setting, truth.terms), ...exchangedAxes(setting, truth.terms), ...byActivation(truth.terms)];
  return [
    ...byMeeting(setting, truth.left),
    ...own,
    ...byBase(setting, truths, truth),
    ...byLeft(truths, truth, random),
    ...byExtra(setting, truth, random),
    ...byBias(truth, random),
    ...byLeftover(setting, truths, truth),
  ];
}

/** The same for the same sum, in whatever order. */
export function keyOf(terms: readonly Term[]): string {
  const atom = (a: Term["atoms"][number]) => `${a.name}${a.activation ?? ""}[${a.place}]`;
  return terms
    .map((term) => `${term.factor.join("/")}:${term.atoms.map(atom).sort().join("*")}`)
    .sort()
    .join("+");
}
