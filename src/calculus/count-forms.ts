/**
 * Closed forms of how often an input entry is used, with the conditions under which they hold.
 *
 * In: the numbers of one axis. Out: data that a reader evaluates or prints; floors and remainders are nodes of their
 * own. None of these forms is proved: they are checked on a grid of sizes by counting.
 */

import { add, constant, letter, multiply, ONE, type Polynomial, sameAs, subtract } from "../sizes/polynomial.ts";
import { valueAt } from "./evaluate.ts";

/** What a general entry says of one axis: k[(input + padding − stride·p)/dilation] for p < windows. */
export interface AxisNumbers {
  readonly input: string;
  readonly stride: Polynomial;
  readonly dilation: Polynomial;
  readonly padding: Polynomial;
  readonly kernel: Polynomial;
  readonly windows: Polynomial;
}

export type SizeNode =
  | { readonly kind: "polynomial"; readonly value: Polynomial }
  | { readonly kind: "quotient"; readonly rounded: "down" | "up"; readonly of: SizeNode; readonly by: SizeNode }
  /** From 0 to below `by`. */
  | { readonly kind: "remainder"; readonly of: SizeNode; readonly by: SizeNode }
  | { readonly kind: "difference" | "product"; readonly left: SizeNode; readonly right: SizeNode }
  | { readonly kind: "common-divisor"; readonly left: SizeNode; readonly right: SizeNode };

export type Requirement =
  | { readonly kind: "at-least" | "equal" | "below"; readonly left: SizeNode; readonly right: SizeNode }
  | { readonly kind: "divides" | "divides-not"; readonly divisor: SizeNode; readonly value: SizeNode };

/** How a form is known; a proof is a chain beside it. */
export type Certainty = "checked on a grid";

/** Inputs that no window uses. */
export interface Dead {
  readonly why:
    | "before the first window"
    | "behind the last window"
    | "between windows"
    | "not on the common grid"
    | "in the padding before"
    | "in the padding behind";
  readonly where: readonly Requirement[];
  readonly certainty: Certainty;
}

export interface CountForm {
  readonly value: SizeNode;
  readonly when: readonly Requirement[];
  readonly certainty: Certainty;
}

/** Where each window that could use an input is there. */
export interface Interior {
  readonly where: readonly Requirement[];
  /** Of which one or several hold at an input; they agree. */
  readonly forms: readonly CountForm[];
  readonly least: CountForm;
  readonly most: CountForm;
  /** All counts are equal exactly where this holds. */
  readonly uniform: CountForm["when"];
}

const CHECKED: Certainty = "checked on a grid";
const of = (value: Polynomial): SizeNode => ({ kind: "polynomial", value });
const rounded = (direction: "down" | "up", top: SizeNode, by: SizeNode): SizeNode => ({
  kind: "quotient",
  rounded: direction,
  of: top,
  by,
});

function positionOf({ input, padding }: AxisNumbers): Polynomial {
  return add(letter(input), padding);
}

/** What stride and dilation share: uses of one entry lie the stride over it apart in the kernel. */
function sharedOf({ stride, dilation }: AxisNumbers): SizeNode {
  if (sameAs(dilation, ONE) || sameAs(stride, ONE)) return of(ONE);
  return { kind: "common-divisor", left: of(stride), right: of(dilation) };
}

export function deadInputs(numbers: AxisNumbers): readonly Dead[] {
  const { stride, dilation, kernel, windows } = numbers;
  const q = positionOf(numbers);
  const reach = multiply(dilation, subtract(kernel, ONE));
  const last = add(multiply(stride, subtract(windows, ONE)), reach);
  const remainder: SizeNode = { kind: "remainder", of: of(q), by: of(stride) };
  const dead = (why: Dead["why"], ...where: readonly Requirement[]): Dead => ({ why, where, certainty: CHECKED });
  const shared = sharedOf(numbers);
  return [
    dead("before the first window", { kind: "below", left: of(q), right: of([]) }),
    dead("behind the last window", { kind: "at-least", left: of(q), right: of(add(last, ONE)) }),
    ...(sameAs(stride, ONE)
      ? []
      : [dead("between windows", { kind: "at-least", left: remainder, right: of(add(reach, ONE)) })]),
    ...(shared.kind === "polynomial"
      ? []
      : [dead("not on the common grid", { kind: "divides-not", divisor: shared, value: of(q) })]),
  ];
}

/** For stride 1 each place of the kernel has its window. For dilation 1 the count is ⌈(K − q mod s)/s⌉; else it lies between ⌊K·g/s⌋ and ⌈K·g/s⌉, g = gcd(s, d). */
export function interiorCount(numbers: AxisNumbers): Interior {
  const { stride, dilation, kernel, windows } = numbers;
  const q = positionOf(numbers);
  const reach = multiply(dilation, subtract(kernel, ONE));
  const shared = sharedOf(numbers);
  const places: SizeNode =
    shared.kind === "polynomial" ? of(kernel) : { kind: "product", left: of(kernel), right: shared };
  const remainder: SizeNode = { kind: "remainder", of: of(q), by: of(stride) };
  const plain: CountForm = {
    value: rounded("up", { kind: "difference", left: of(kernel), right: remainder }, of(stride)),
    when: sameAs(dilation, ONE) ? [] : [{ kind: "equal", left: of(dilation), right: of(ONE) }],
    certainty: CHECKED,
  };
  const where: readonly Requirement[] = [
    { kind: "at-least", left: of(add(q, stride)), right: of(add(reach, ONE)) },
    { kind: "below", left: of(q), right: of(multiply(stride, windows)) },
  ];
  if (sameAs(stride, ONE)) {
    const all: CountForm = { value: of(kernel), when: [], certainty: CHECKED };
    return { where, forms: [all], least: all, most: all, uniform: [] };
  }
  const onGrid: readonly Requirement[] =
    shared.kind === "polynomial" ? [] : [{ kind: "divides", divisor: shared, value: of(q) }];
  const offGrid: readonly CountForm[] =
    shared.kind === "polynomial"
      ? []
      : [
          {
            value: of(constant(0)),
            when: [{ kind: "divides-not", divisor: shared, value: of(q) }],
            certainty: CHECKED,
          },
        ];
  return {
    where,
    forms: [plain, ...offGrid],
    least: { value: rounded("down", places, of(stride)), when: onGrid, certainty: CHECKED },
    most: { value: rounded("up", places, of(stride)), when: onGrid, certainty: CHECKED },
    uniform: [
      { kind: "divides", divisor: of(stride), value: places },
      ...(shared.kind === "polynomial" ? [] : [{ kind: "equal", left: shared, right: of(ONE) } as const]),
    ],
  };
}

export function valueOfNode(node: SizeNode, letters: ReadonlyMap<string, number>): number {
  switch (node.kind) {
    case "polynomial":
      return valueAt(node.value, letters);
    case "quotient": {
      const exact = valueOfNode(node.of, letters) / valueOfNode(node.by, letters);
      return (node.rounded === "down" ? Math.floor(exact) : Math.ceil(exact)) + 0;
    }
    case "remainder": {
      const [value, by] = [valueOfNode(node.of, letters), valueOfNode(node.by, letters)];
      return ((value % by) + by) % by;
    }
    case "product":
      return valueOfNode(node.left, letters) * valueOfNode(node.right, letters);
    case "difference":
      return valueOfNode(node.left, letters) - valueOfNode(node.right, letters);
    case "common-divisor": {
      let [a, b] = [Math.abs(valueOfNode(node.left, letters)), Math.abs(valueOfNode(node.right, letters))];
      while (b > 0) [a, b] = [b, a % b];
      return a;
    }
  }
}

export function isMet(requirement: Requirement, letters: ReadonlyMap<string, number>): boolean {
  switch (requirement.kind) {
    case "at-least":
      return valueOfNode(requirement.left, letters) >= valueOfNode(requirement.right, letters);
    case "below":
      return valueOfNode(requirement.left, letters) < valueOfNode(requirement.right, letters);
    case "equal":
      return valueOfNode(requirement.left, letters) === valueOfNode(requirement.right, letters);
    case "divides":
    case "divides-not": {
      const rest = valueOfNode(requirement.value, letters) % valueOfNode(requirement.divisor, letters);
      return (rest === 0) === (requirement.kind === "divides");
    }
  }
}
