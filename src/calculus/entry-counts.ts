/**
 * In how many windows an entry lies, for the remarks on a general entry.
 *
 * In: the derivatives of one array by another, as an array of a theory. Out: one count for each axis on which windows
 * are laid. Always: which of the three readings it is follows from the general entry, whatever operator made it.
 *
 *     uses       k[(m + P − s·p)/d], m an input's letter:     windows that use the input
 *     overlaps   the same with m an output's letter:          products that are added up in the output
 *     meetings   a[s·p + d·m − P], m a letter of the kernel:  windows in which the kernel's entry meets no padding
 */
import { type Knowledge, showNonnegative } from "../sizes/assumptions.ts";
import { add, letter, linearIn, multiply, ONE, type Polynomial, subtract } from "../sizes/polynomial.ts";
import type { CountForm, Dead, Interior, Requirement, SizeNode } from "./count-forms.ts";
import type { Period } from "./count-period.ts";
import { countAxis, readAxes } from "./counts.ts";
import { generalEntry } from "./general-entry.ts";
import { entriesOf, type Guard, type Sum, shapeOf, type Theory } from "./sums.ts";

export interface EntryCount {
  readonly counted: "uses" | "overlaps" | "meetings";
  /** Of the array whose entries are counted for, from 0 on. */
  readonly axis: number;
  /** The axis of the other array along which the windows lie. */
  readonly along: number;
  readonly letter: string;
  readonly window: string;
  /** The general count, with the letter free. */
  readonly count: Sum;
  readonly interior: Pick<Interior, "where"> &
    Partial<Omit<Interior, "where" | "forms">> & { readonly forms: readonly CountForm[] };
  readonly dead: readonly Dead[];
  /** Of the count in the interior: the stride. */
  readonly stride: Polynomial;
  readonly period?: Period;
}

/** Other names for letters of the theory, so that the count speaks as what stands before it does. */
export type Renaming = ReadonlyMap<string, string>;

export function countEntries(
  jacobian: string,
  outputs: number,
  theory: Theory,
  names: Renaming = new Map(),
): readonly EntryCount[] {
  const [out, into] = [theory.free.slice(0, outputs), theory.free.slice(outputs)];
  const windowed = (
    [
      ["uses", into, out],
      ["overlaps", out, into],
    ] as const
  ).flatMap(([counted, positions, windows]) =>
    readAxes(jacobian, positions, windows, theory).map(({ numbers, window, axis, along }): EntryCount => {
      const name = (old: string): string => names.get(old) ?? old;
      const own = { ...numbers, input: name(numbers.input) };
      const found = countAxis(own, name(window), positions[axis]?.size ?? ONE, theory);
      const { count, interior, dead, period, stride } = found;
      return { counted, axis, along, letter: own.input, window: found.window, count, interior, dead, period, stride };
    }),
  );
  const found = windowed.length > 0 ? windowed : meetingsOf(jacobian, [out, into], theory, names);
  return found.map((one) => {
    const { size = ONE } = (one.counted === "overlaps" ? out : into)[one.axis] ?? {};
    return withoutObvious(one, size, theory);
  });
}

/** Without conditions that always hold where the letter is in range, and without places that there are none of. */
function withoutObvious(found: EntryCount, size: Polynomial, { assumptions }: Theory): EntryCount {
  const place = letter(found.letter);
  const known: Knowledge = {
    assumptions,
    nonnegative: [place, subtract(subtract(size, ONE), place)],
    zero: [],
  };
  const isOpen = (one: Requirement): boolean => !isShown(one, known);
  return {
    ...found,
    interior: { ...found.interior, where: found.interior.where.filter(isOpen) },
    dead: found.dead.filter(({ where }) => !where.some((one) => isShownFalse(one, known))),
  };
}

function isShown(requirement: Requirement, known: Knowledge): boolean {
  const sides = polynomialsOf(requirement);
  if (sides === undefined) return false;
  const [left, right] = sides;
  const goal = requirement.kind === "below" ? subtract(subtract(right, left), ONE) : subtract(left, right);
  return requirement.kind !== "equal" && showNonnegative(goal, known) !== undefined;
}

function isShownFalse(requirement: Requirement, known: Knowledge): boolean {
  const { kind } = requirement;
  if (kind !== "below" && kind !== "at-least") return false;
  return isShown({ ...requirement, kind: kind === "below" ? "at-least" : "below" }, known);
}

function polynomialsOf(requirement: Requirement): readonly [Polynomial, Polynomial] | undefined {
  if (!("left" in requirement)) return undefined;
  const { left, right } = requirement;
  return left.kind === "polynomial" && right.kind === "polynomial" ? [left.value, right.value] : undefined;
}

/** An index s·p + d·m − P of an array, p an output's letter and m one of what is differentiated by. */
function meetingsOf(
  jacobian: string,
  [out, into]: readonly [Theory["free"], Theory["free"]],
  theory: Theory,
  names: Renaming,
): readonly EntryCount[] {
  const [product, ...more] = generalEntry(jacobian, theory).steps.at(-1)?.sum ?? [];
  if (product === undefined || more.length > 0) return [];
  return into.flatMap(({ letter: position }, axis) =>
    entriesOf(product.factors).flatMap(({ tensor, index }) =>
      index.flatMap(({ value, divisor }, place) => {
        const along = out.findIndex((one) => isMeeting(value, position, one.letter));
        const window = out[along];
        if (divisor !== undefined || window === undefined) return [];
        const size = shapeOf(tensor, theory)[place] ?? ONE;
        return [meeting({ value, size, position, window, axis, along }, names)];
      }),
    ),
  );
}

function isMeeting(value: Polynomial, position: string, window: string): boolean {
  const byPosition = linearIn(value, position);
  const byWindow = byPosition && linearIn(byPosition.rest, window);
  const isAbove = (one: Polynomial | undefined): boolean => (one?.[0]?.coefficient ?? 0) > 0;
  return isAbove(byPosition?.coefficient) && isAbove(byWindow?.coefficient);
}

interface Meeting {
  readonly value: Polynomial;
  readonly size: Polynomial;
  readonly position: string;
  readonly window: Theory["free"][number];
  readonly axis: number;
  readonly along: number;
}

function meeting({ value, size, position, window, axis, along }: Meeting, names: Renaming): EntryCount {
  const name = (old: string): string => names.get(old) ?? old;
  const [dilation, afterwards] = partsOf(value, position);
  const [stride, rest] = partsOf(afterwards, window.letter);
  const first = add(multiply(dilation, letter(name(position))), rest);
  const last = add(first, multiply(stride, subtract(window.size, ONE)));
  const inside = add(first, multiply(stride, letter(name(window.letter))));
  const guards: readonly Guard[] = [{ kind: "range", value: inside, size }];
  const checked = { certainty: "checked on a grid" } as const;
  return {
    counted: "meetings",
    axis,
    along,
    letter: name(position),
    window: name(window.letter),
    count: [{ coefficient: 1, bound: [{ letter: name(window.letter), size: window.size }], guards, factors: [] }],
    interior: {
      where: [
        { kind: "at-least", left: of(first), right: of([]) },
        { kind: "below", left: of(last), right: of(size) },
      ],
      forms: [{ value: of(window.size), when: [], ...checked }],
    },
    dead: [
      { why: "in the padding before", where: [{ kind: "below", left: of(last), right: of([]) }], ...checked },
      { why: "in the padding behind", where: [{ kind: "at-least", left: of(first), right: of(size) }], ...checked },
    ],
    stride,
  };
}

function of(value: Polynomial): SizeNode {
  return { kind: "polynomial", value };
}

function partsOf(value: Polynomial, name: string): readonly [coefficient: Polynomial, rest: Polynomial] {
  const parts = linearIn(value, name);
  return [parts?.coefficient ?? [], parts?.rest ?? value];
}
