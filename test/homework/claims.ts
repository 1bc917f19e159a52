/**
 * Claims with an inside: what stands on the left, and on the right terms, rows of terms, an index sum or an operator.
 * Each has a value at the numbers of a world, and is written by `notation.ts`.
 */
import type { Place, Setting } from "./settings.ts";
import {
  at,
  convolve,
  derivative,
  equal,
  rotated,
  run,
  sigmoid,
  slope,
  type Tensor,
  tensor,
  type World,
} from "./truth.ts";

/** `k[1,2]`, or of `z[1,2]` the activation or its derivative. */
export interface Atom {
  readonly name: string;
  readonly place: Place;
  readonly activation?: "value" | "slope";
}

export interface Term {
  /** A whole number or one over one. */
  readonly factor: readonly [over: number, under: number];
  readonly atoms: readonly Atom[];
}

/** An entry of `of`, derived by one of `wrt` where it is there; without places, the whole array. */
export interface Left {
  readonly of: string;
  readonly ofPlace?: Place;
  readonly wrt?: string;
  readonly wrtPlace?: Place;
}

/** `(Σ coefficient·letter + constant) / divisor`, in the worksheet's base. */
export interface Affine {
  readonly letters: Readonly<Record<string, number>>;
  readonly constant: number;
  readonly divisor: number;
}

export interface LetterRange {
  readonly letter: string;
  readonly low: number;
  readonly high: number;
}

export type Claim =
  | { readonly tag: "entry"; readonly left: Left; readonly terms: readonly Term[] }
  | { readonly tag: "number"; readonly left: Left; readonly terms: readonly Term[]; readonly value: number }
  | { readonly tag: "matrix"; readonly left: Left; readonly rows: readonly (readonly (readonly Term[])[])[] }
  | {
      readonly tag: "general";
      readonly left: { readonly of: string; readonly wrt?: string };
      readonly free: readonly LetterRange[];
      readonly sums: readonly LetterRange[];
      readonly factors: readonly { readonly name: string; readonly indices: readonly Affine[] }[];
    }
  | {
      readonly tag: "operator";
      readonly left: Left;
      readonly first: Operand;
      readonly second: Operand;
      readonly full: boolean;
    };

export interface Operand {
  readonly name: string;
  readonly turned: boolean;
}

/** The numbers of a world, and derivatives that are worked out once. */
export interface Numbers {
  readonly setting: Setting;
  readonly values: Readonly<Record<string, Tensor>>;
  readonly derive: (of: string, ofPlace: Place, wrt: string, wrtPlace: Place) => number;
}

export function numbersOf(setting: Setting, world: World): Numbers {
  const known = new Map<string, number>();
  const derive = (of: string, ofPlace: Place, wrt: string, wrtPlace: Place) => {
    const key = `${of}|${ofPlace}|${wrt}|${wrtPlace}`;
    const value = known.get(key) ?? derivative(world, [of, ofPlace], [wrt, wrtPlace]);
    known.set(key, value);
    return value;
  };
  return { setting, values: run(world, (_, array) => array), derive };
}

function arrayOf(numbers: Numbers, name: string): Tensor {
  const array = numbers.values[name];
  if (array === undefined) throw new Error(`no ${name}`);
  return array;
}

function atomValue(numbers: Numbers, { name, place, activation }: Atom): number {
  const value = at(arrayOf(numbers, name), place);
  return activation === undefined ? value : activation === "slope" ? slope(value) : sigmoid(value);
}

export function termsValue(numbers: Numbers, terms: readonly Term[]): number {
  const product = ({ factor, atoms }: Term) =>
    atoms.reduce((value, atom) => value * atomValue(numbers, atom), factor[0] / factor[1]);
  return terms.reduce((sum, term) => sum + product(term), 0);
}

function leftValue(numbers: Numbers, { of, ofPlace = [], wrt, wrtPlace }: Left): number | Tensor {
  const array = arrayOf(numbers, of);
  if (wrt === undefined) return ofPlace.length > 0 ? at(array, ofPlace) : array;
  if (wrtPlace !== undefined && ofPlace.length < array.shape.length)
    return tensor(array.shape, (place) => numbers.derive(of, place, wrt, wrtPlace));
  if (wrtPlace !== undefined) return numbers.derive(of, ofPlace, wrt, wrtPlace);
  return tensor(arrayOf(numbers, wrt).shape, (place) => numbers.derive(of, ofPlace, wrt, place));
}

function over(ranges: readonly LetterRange[]): Readonly<Record<string, number>>[] {
  return ranges.reduce<Record<string, number>[]>(
    (bindings, { letter, low, high }) =>
      bindings.flatMap((binding) =>
        Array.from({ length: Math.max(0, high - low + 1) }, (_, step) => ({ ...binding, [letter]: low + step })),
      ),
    [{}],
  );
}

function indexValue({ letters, constant, divisor }: Affine, binding: Readonly<Record<string, number>>): number {
  const sum = Object.entries(letters).reduce(
    (value, [letter, times]) => value + times * (binding[letter] ?? 0),
    constant,
  );
  return sum / divisor;
}

function generalHolds(numbers: Numbers, claim: Claim & { tag: "general" }): boolean {
  const { base } = numbers.setting;
  return over(claim.free).every((free) => {
    const place = claim.free.map(({ letter }) => (free[letter] ?? 0) - base);
    const { of, wrt } = claim.left;
    const left = wrt === undefined ? { of, ofPlace: place } : { of, wrt, wrtPlace: place };
    const right = over(claim.sums).reduce((sum, bound) => {
      const binding = { ...free, ...bound };
      const factor = (name: string, indices: readonly Affine[]) =>
        at(
          arrayOf(numbers, name),
          indices.map((index) => indexValue(index, binding) - base),
        );
      return sum + claim.factors.reduce((product, { name, indices }) => product * factor(name, indices), 1);
    }, 0);
    return equal(leftValue(numbers, left), right);
  });
}

function operatorValue(numbers: Numbers, { first, second, full }: Claim & { tag: "operator" }): Tensor {
  const operand = ({ name, turned }: Operand) => (turned ? rotated(arrayOf(numbers, name)) : arrayOf(numbers, name));
  const [x, k] = [operand(first), operand(second)];
  const flip = numbers.setting.operator === "convolve";
  return convolve(full ? padded(x, k) : x, k, { flip });
}

/** With zeros all around, so that every meeting of the two counts. */
function padded(x: Tensor, k: Tensor): Tensor {
  const margin = (axis: number) => (k.shape[axis] ?? 1) - 1;
  return tensor(
    x.shape.map((size, axis) => size + 2 * margin(axis)),
    (place) =>
      at(
        x,
        place.map((i, axis) => i - margin(axis)),
      ),
  );
}

/** Whether the claim is true at the numbers: what is derived is derived numerically. */
export function isTrue(numbers: Numbers, claim: Claim): boolean {
  switch (claim.tag) {
    case "entry":
      return equal(leftValue(numbers, claim.left), termsValue(numbers, claim.terms));
    case "number":
      return equal(leftValue(numbers, claim.left), claim.value) && equal(termsValue(numbers, claim.terms), claim.value);
    case "matrix": {
      const rows = claim.rows.map((row) => row.map((terms) => termsValue(numbers, terms)));
      const left = leftValue(numbers, claim.left);
      const isFlat = typeof left !== "number" && left.shape.length === 1;
      const shape = [rows.length, rows[0]?.length ?? 0];
      return equal(left, { shape: isFlat ? shape.slice(1) : shape, data: rows.flat() });
    }
    case "general":
      return generalHolds(numbers, claim);
    case "operator":
      return equal(leftValue(numbers, claim.left), operatorValue(numbers, claim));
  }
}
