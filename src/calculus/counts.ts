/**
 * How often an input entry is used: for how many windows and places of the kernel, axis by axis.
 *
 * In: the derivatives of one array by another, as an array of a theory. Out: for each axis on which windows are laid,
 * what the general entry says of it, and what follows for how many there are. Always: stride, dilation, padding and
 * kernel are read from the guards and the indices of that general entry, of whatever operator it is.
 *
 * With q = m + padding the count is Σ over p < windows of [dilation | q − stride·p]·[0 <= q − stride·p < dilation·kernel].
 * Away from the borders, where windows without end would be no others, it has the period of the stride: that is proved,
 * by a chain. All else here is checked on a grid of sizes, and says so.
 */
import { reduce } from "../sizes/assumptions.ts";
import {
  add,
  constant,
  isZero,
  letter,
  lettersOf,
  linearIn,
  multiply,
  negate,
  ONE,
  type Polynomial,
  plainLetter,
  sameAs,
  subtract,
} from "../sizes/polynomial.ts";
import { type AxisNumbers, type Dead, deadInputs, type Interior, interiorCount } from "./count-forms.ts";
import { type Period, provePeriod } from "./count-period.ts";
import { generalEntry } from "./general-entry.ts";
import { entriesOf, type Guard, type Product, type Slot, type Sum, shapeOf, type Theory } from "./sums.ts";

export interface AxisCount extends AxisNumbers {
  /** The letter of the window, over which the count is a sum. */
  readonly window: string;
  /** The general count, with the input's letter free. */
  readonly count: Sum;
  readonly dead: readonly Dead[];
  /** Inputs behind the last window, where not negative: what the sizes leave over, less the padding after. */
  readonly behind: Polynomial;
  readonly interior: Interior;
  readonly period: Period;
}

/** One for each axis of the input with windows; `outputs` is the number of axes of the array that is derived. */
export function countUses(jacobian: string, outputs: number, theory: Theory): readonly AxisCount[] {
  const inputs = theory.free.slice(outputs);
  return readAxes(jacobian, inputs, theory.free.slice(0, outputs), theory).map(({ numbers, window, axis }) =>
    countAxis(numbers, window, inputs[axis]?.size ?? ONE, theory),
  );
}

export function countAxis(numbers: AxisNumbers, window: string, size: Polynomial, theory: Theory): AxisCount {
  const { input, stride, dilation, padding, kernel, windows } = numbers;
  const rest = subtract(add(letter(input), padding), multiply(stride, letter(window)));
  const guards: readonly Guard[] = [
    ...(sameAs(dilation, ONE) ? [] : [{ kind: "divides", divisor: dilation, value: rest } as const]),
    { kind: "range", value: rest, size: multiply(dilation, kernel) },
  ];
  const reach = add(multiply(stride, subtract(windows, ONE)), multiply(dilation, subtract(kernel, ONE)));
  return {
    ...numbers,
    window,
    count: [{ coefficient: 1, bound: [{ letter: window, size: windows }], guards, factors: [] }],
    dead: deadInputs(numbers),
    behind: reduce(subtract(add(size, padding), add(reach, constant(1))), theory.assumptions),
    interior: interiorCount(numbers),
    period: provePeriod(numbers, size, theory),
  };
}

/** What a general entry says of how an axis of positions meets an axis of windows, if it lays windows there. */
export function readAxes(
  jacobian: string,
  positions: Theory["free"],
  windows: Theory["free"],
  theory: Theory,
): readonly {
  readonly numbers: AxisNumbers;
  readonly window: string;
  readonly axis: number;
  readonly along: number;
}[] {
  const [product, ...more] = generalEntry(jacobian, theory).steps.at(-1)?.sum ?? [];
  if (product === undefined || more.length > 0) return [];
  return positions.flatMap(({ letter: input }, axis) =>
    windows.flatMap((window, along) => {
      const numbers = readAxis(product, input, window, theory);
      return numbers === undefined ? [] : [{ numbers, window: window.letter, axis, along }];
    }),
  );
}

/** An index m + P − s·p, over d, of an array of K there, and nothing else that speaks of m or of p. */
function readAxis(
  { guards, factors }: Product,
  input: string,
  window: Theory["free"][number],
  theory: Theory,
): AxisNumbers | undefined {
  const speaks = (value: Polynomial): boolean => lettersOf(value).has(input) || lettersOf(value).has(window.letter);
  const slots = entriesOf(factors).flatMap(({ tensor, index }) =>
    index.flatMap((slot, axis) => (speaks(slot.value) ? [{ slot, size: shapeOf(tensor, theory)[axis] ?? ONE }] : [])),
  );
  const [only, ...others] = slots;
  if (only === undefined || others.length > 0) return undefined;
  const read = readSlot(only.slot, input, window.letter);
  const allowed: Guard[] =
    read === undefined ? [] : [{ kind: "divides", divisor: read.dilation, value: only.slot.value }];
  const said = guards.filter((guard) => polynomialsOf(guard).some(speaks));
  const isKnown = said.every((guard) => allowed.some((other) => JSON.stringify(other) === JSON.stringify(guard)));
  return read && isKnown ? { ...read, input, kernel: only.size, windows: window.size } : undefined;
}

function readSlot(
  { value, divisor = ONE }: Slot,
  input: string,
  window: string,
): Pick<AxisNumbers, "stride" | "dilation" | "padding"> | undefined {
  const byInput = linearIn(value, input);
  const byWindow = byInput && linearIn(byInput.rest, window);
  if (byInput === undefined || byWindow === undefined || !sameAs(byInput.coefficient, ONE)) return undefined;
  const stride = negate(byWindow.coefficient);
  // A window further on begins further on: its letter is taken from the index.
  return isZero(stride) || (stride[0]?.coefficient ?? 0) < 0 || plainLetter(value) !== undefined
    ? undefined
    : { stride, dilation: divisor, padding: byWindow.rest };
}

function polynomialsOf(guard: Guard): readonly Polynomial[] {
  switch (guard.kind) {
    case "equal":
      return [guard.zero];
    case "range":
      return [guard.value, guard.size];
    case "divides":
      return [guard.divisor, guard.value];
  }
}
