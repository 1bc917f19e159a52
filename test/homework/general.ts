/**
 * Formulas with index letters, from the settings by a template, and the mistakes that people make in them. A mistake is
 * the same template under other settings, or one index changed.
 */
import type { DiagnosisCode } from "../../src/homework/report.ts";
import type { Affine, Claim, LetterRange } from "./claims.ts";
import { turningCode } from "./mutations.ts";
import type { Random } from "./random.ts";
import type { Meeting, Setting } from "./settings.ts";

type General = Claim & { readonly tag: "general" };
type Role = "x" | "y" | "k";

export interface GeneralMutation {
  readonly code: DiagnosisCode;
  readonly claim: General;
}

interface Template extends Meeting {
  readonly base: number;
  /** The axes on which the kernel is turned. */
  readonly turned: readonly number[];
  readonly shift: number;
  /** The kernel's two letters the other way round. */
  readonly swapped: boolean;
}

const LETTERS: Readonly<Record<Role, readonly string[]>> = { x: ["m", "n"], y: ["i", "j"], k: ["p", "q"] };

/** The index of `role` by the letters of the two others: the one relation between the three, solved for it. */
function indexOf(role: Role, axis: number, kernel: number, template: Template): Affine {
  const { stride, dilation, pad, base, transposed, shift } = template;
  const [far, near] = transposed ? (["y", "x"] as const) : (["x", "y"] as const);
  const letter = (of: Role) => LETTERS[of][axis] ?? "";
  const isTurned = template.turned.includes(axis);
  // The kernel's index is `sign · letter + offset`, counted from 0.
  const [sign, offset] = isTurned ? [-1, kernel - 1 + base] : [1, -base];
  if (role === far)
    return {
      letters: { [letter(near)]: stride, [letter("k")]: sign * dilation },
      constant: -stride * base + dilation * offset - pad + base + shift,
      divisor: 1,
    };
  if (role === near)
    return {
      letters: { [letter(far)]: 1, [letter("k")]: -sign * dilation },
      constant: -base + pad - dilation * offset + stride * (base + shift),
      divisor: stride,
    };
  const [from, by] = isTurned ? [-1, (kernel - 1 + base) * dilation] : [1, base * dilation];
  return {
    letters: { [letter(far)]: from, [letter(near)]: -from * stride },
    constant: from * (-base + pad + stride * base) + by + shift * dilation,
    divisor: dilation,
  };
}

/** What is on the left, and over whose letters the right sums. */
interface Form {
  readonly wrt: "x" | "k" | undefined;
  readonly summed: Role;
}

function build(setting: Setting, form: Form, template: Template): General {
  const { names, base } = setting;
  const target: Role = form.wrt ?? "y";
  const third = (["x", "y", "k"] as const).find((role) => role !== target && role !== form.summed) ?? "k";
  const shapes = { x: setting.size, y: setting.out, k: setting.kernel };
  const array = (role: Role) => (role === "y" ? "delta" : names[role]);
  const ranges = (role: Role): LetterRange[] =>
    shapes[role].map((size, axis) => ({ letter: LETTERS[role][axis] ?? "", low: base, high: base + size - 1 }));
  const bare = LETTERS[form.summed]
    .slice(0, setting.size.length)
    .map((letter): Affine => ({ letters: { [letter]: 1 }, constant: 0, divisor: 1 }));
  const worked = setting.kernel.map((kernel, axis) => indexOf(third, axis, kernel, template));
  const order = (role: Role, indices: readonly Affine[]) =>
    template.swapped && role === "k" ? [...indices].reverse() : indices;
  return {
    tag: "general",
    left: form.wrt === undefined ? { of: names.y } : { of: names.loss, wrt: names[form.wrt] },
    free: ranges(target),
    sums: ranges(form.summed),
    factors: [
      { name: array(form.summed), indices: order(form.summed, bare) },
      { name: array(third), indices: order(third, worked) },
    ],
  };
}

function formsOf(setting: Setting): Form[] {
  const near: Role = setting.transposed ? "x" : "y";
  return [
    { wrt: "k", summed: near },
    { wrt: "x", summed: "k" },
    { wrt: "x", summed: "y" },
    { wrt: undefined, summed: "k" },
  ];
}

function withRange(claim: General, number: number, change: (range: LetterRange) => LetterRange): General {
  return { ...claim, sums: claim.sums.map((range, other) => (other === number ? change(range) : range)) };
}

function mistakes(setting: Setting, form: Form, plain: Template): GeneralMutation[] {
  const made: GeneralMutation[] = [];
  const add = (code: DiagnosisCode, change: Partial<Template>) =>
    made.push({ code, claim: build(setting, form, { ...plain, ...change }) });
  if (setting.stride !== 1) add("stride-ignored", { stride: 1 });
  if (setting.dilation !== 1) add("dilation-ignored", { dilation: 1 });
  if (setting.pad !== 0) add("padding-ignored", { pad: 0 });
  if (setting.stride !== setting.dilation)
    add("stride-dilation-exchanged", { stride: setting.dilation, dilation: setting.stride });
  add("index-base", { base: 1 - setting.base });
  for (const shift of [-1, 1]) add("off-by-one", { shift });
  const axes = setting.kernel.map((_, axis) => axis);
  add(turningCode(setting, { of: "", ...(form.wrt === undefined ? {} : { wrt: setting.names[form.wrt] }) }), {
    turned: axes,
  });
  if (axes.length > 1) for (const axis of axes) add("one-axis-flip", { turned: [axis] });
  if (axes.length > 1 && form.wrt !== "k") add("transposed-indices", { swapped: true });
  const claim = build(setting, form, plain);
  for (const number of axes) {
    made.push({ code: "sum-range", claim: withRange(claim, number, (range) => ({ ...range, high: range.high - 1 })) });
    made.push({ code: "sum-range", claim: withRange(claim, number, (range) => ({ ...range, low: range.low + 1 })) });
  }
  return made;
}

/** A true formula, and every mistake about it. */
export function generalClaim(
  setting: Setting,
  random: Random,
): { readonly claim: General; readonly mutations: GeneralMutation[] } {
  const form = random.pick(formsOf(setting));
  const { transposed, stride, dilation, pad, base } = setting;
  const plain = { transposed, stride, dilation, pad, base, turned: [], shift: 0, swapped: false };
  return { claim: build(setting, form, plain), mutations: mistakes(setting, form, plain) };
}
