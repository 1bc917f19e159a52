/**
 * That the count of windows without end has the period of the stride, as a chain for every size.
 *
 * In: the numbers of one axis. Out: a theory with two arrays of counts, the one a stride further on than the other, the
 * statement that they are equal, and its proof: p becomes p + 1. `replay` makes it again.
 */
import { add, letter, multiply, ONE, type Polynomial } from "../sizes/polynomial.ts";
import type { AxisNumbers } from "./count-forms.ts";
import { type Chain, type Statement, type Step, showShapes, sideOf } from "./prove.ts";
import type { Application } from "./rules/rule.ts";
import { applyRule } from "./rules/rules.ts";
import { type Definition, equal, freshLetter, reservedLetters, type Sum, type Theory } from "./sums.ts";

export interface Period {
  readonly statement: Statement;
  readonly theory: Theory;
  readonly chain: Chain;
}

export function provePeriod(numbers: AxisNumbers, size: Polynomial, { assumptions }: Theory): Period {
  const { input, stride } = numbers;
  const bare: Theory = { assumptions, arrays: [], definitions: [], free: [{ letter: input, size }] };
  const taken = new Set([...reservedLetters(bare), "count", "next"]);
  const [p, u] = [freshLetter("p", taken), freshLetter("u", taken)];
  const counted = (name: string, index: Polynomial): Definition => countAt(name, index, { ...numbers, p, u, size });
  const at = letter(input);
  const theory = { ...bare, definitions: [counted("count", at), counted("next", add(at, stride))] };
  const statement = { left: "next", right: "count" };
  const letters = [
    [p, p],
    [u, u],
  ] as const;
  const start = sideOf("next", theory);
  const down = forward(
    start,
    [
      { rule: "insert", factor: 0, letters },
      { rule: "shift", letter: p, by: ONE },
    ],
    theory,
  );
  const right = sideOf("count", theory);
  const [up] = forward(right, [{ rule: "insert", factor: 0, letters }], theory);
  const shape = showShapes(statement, theory);
  if (up === undefined || shape === undefined) throw new Error("the period of a count has no chain");
  return { statement, theory, chain: { shape, start, steps: [...down, { ...up, sum: right, direction: "backward" }] } };
}

/** Σ over all p and u < kernel of [stride·p + dilation·u = index + padding] */
function countAt(
  name: string,
  index: Polynomial,
  {
    input,
    stride,
    dilation,
    padding,
    kernel,
    p,
    u,
    size,
  }: AxisNumbers & { readonly p: string; readonly u: string; readonly size: Polynomial },
): Definition {
  const meet = add(multiply(stride, letter(p)), multiply(dilation, letter(u)));
  const bound = [{ letter: p }, { letter: u, size: kernel }];
  const guards = [equal(meet, add(index, padding))];
  return { name, shape: [size], index: [input], body: [{ coefficient: 1, bound, guards, factors: [] }] };
}

function forward(start: Sum, applications: readonly Application[], theory: Theory): readonly Step[] {
  const steps: Step[] = [];
  for (const application of applications) {
    const use = { product: 0, application };
    const applied = applyRule(steps.at(-1)?.sum ?? start, use, theory);
    if (applied === undefined) throw new Error(`the period of a count does not follow by ${application.rule}`);
    steps.push({ use, ...applied, direction: "forward" });
  }
  return steps;
}
