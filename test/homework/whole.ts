/** Claims about whole arrays: gradients as matrices, operators between arrays, and the mistakes about them. */
import type { DiagnosisCode } from "../../src/homework/report.ts";
import type { Claim, Operand, Term } from "./claims.ts";
import type { Truth } from "./derived.ts";
import { keyOf, mutationsOf } from "./mutations.ts";
import type { Random } from "./random.ts";
import type { Setting } from "./settings.ts";

export interface Family {
  readonly claim: Claim;
  readonly mutations: readonly { readonly code: DiagnosisCode; readonly claim: Claim }[];
}

type Rows = readonly (readonly (readonly Term[])[])[];
type Matrix = Claim & { readonly tag: "matrix" };

function rowsOf(truths: readonly Truth[], shape: readonly number[]): Rows {
  const width = shape.at(-1) ?? 1;
  return Array.from({ length: truths.length / width }, (_, row) =>
    truths.slice(row * width, (row + 1) * width).map(({ terms }) => terms),
  );
}

/** The same mistake in every entry, where it is one that can be made in every entry. */
function everywhere(setting: Setting, truths: readonly Truth[], own: readonly Truth[], claim: Matrix, random: Random) {
  const codes = [
    "stride-ignored",
    "padding-ignored",
    "dilation-ignored",
    "kernel-not-flipped",
    "kernel-gradient-flipped",
  ] as const;
  return codes.flatMap((code) => {
    const found = own.map((truth) =>
      mutationsOf(setting, truths, truth, random).find((mutation) => mutation.code === code),
    );
    if (found.every((mutation) => mutation === undefined)) return [];
    const entries = own.map((truth, number) => ({ ...truth, terms: found[number]?.terms ?? [] }));
    const changed = entries.some((entry, number) => keyOf(entry.terms) !== keyOf(own[number]?.terms ?? []));
    return changed ? [{ code, claim: { ...claim, rows: rowsOf(entries, [claim.rows[0]?.length ?? 1]) } }] : [];
  });
}

export function matrixFamily(setting: Setting, truths: readonly Truth[], random: Random): Family | undefined {
  const { loss, x, k } = setting.names;
  if (setting.channels) return undefined;
  const wrt = random.pick([x, k]);
  const own = truths.filter(({ left }) => left.of === loss && left.wrt === wrt);
  const shape = wrt === x ? setting.size : setting.kernel;
  const rows = rowsOf(own, shape);
  const claim: Matrix = { tag: "matrix", left: { of: loss, wrt }, rows };
  const columns = rows[0]?.map((_, column) => rows.map((row) => row[column] ?? [])) ?? [];
  const isFlat = shape.length === 1;
  const shorter = isFlat ? rows.map((row) => row.slice(0, -1)) : rows.slice(0, -1);
  const lost = isFlat ? rows.map((row) => row.at(-1) ?? []) : (rows.at(-1) ?? []);
  const code = lost.every((terms) => terms.length === 0) && setting.stride > 1 ? "leftover-ignored" : "shape";
  return {
    claim,
    mutations: [
      { code, claim: { ...claim, rows: shorter } },
      ...(isFlat ? [] : [{ code: "transposed-matrix" as const, claim: { ...claim, rows: columns } }]),
      ...everywhere(setting, truths, own, claim, random),
    ],
  };
}

/** `∂y/∂a_{22}`, which is an array, as the sum over all outputs. */
export function summedFamily(setting: Setting, truths: readonly Truth[], random: Random): Family | undefined {
  const { y, x, k } = setting.names;
  const wrt = random.pick([x, k]);
  const own = truths.filter(({ left }) => left.of === y && left.wrt === wrt);
  if (own.length === 0) return undefined;
  const chosen = random.pick(own);
  const same = own.filter(({ left }) => left.wrtPlace?.join() === chosen.left.wrtPlace?.join());
  const { wrtPlace = [] } = chosen.left;
  return {
    claim: { tag: "entry", left: chosen.left, terms: chosen.terms },
    mutations: [
      {
        code: "sum-vs-jacobian",
        claim: { tag: "entry", left: { of: y, wrt, wrtPlace }, terms: same.flatMap(({ terms }) => terms) },
      },
    ],
  };
}

/** Only for a plain layer whose worksheet says what `*` means. */
export function operatorFamily(setting: Setting, random: Random): Family | undefined {
  if (setting.operator === undefined || setting.activation) return undefined;
  const { x, k, y, loss } = setting.names;
  const correlates = setting.operator === "conv2d";
  const make = (left: { of: string; wrt?: string }, first: Operand, second: Operand, full: boolean): Claim => ({
    tag: "operator",
    left,
    first,
    second,
    full,
  });
  const plain = (name: string): Operand => ({ name, turned: false });
  const turn = (name: string, turned: boolean): Operand => ({ name, turned });
  const input = (turned: boolean) => make({ of: loss, wrt: x }, plain("delta"), turn(k, turned), true);
  const kernel = (turned: boolean) => make({ of: loss, wrt: k }, plain(x), turn("delta", turned), false);
  const forward = (turned: boolean) => make({ of: y }, plain(x), turn(k, turned), false);
  return random.pick<Family>([
    {
      claim: input(correlates),
      mutations: [{ code: correlates ? "kernel-not-flipped" : "kernel-flipped-twice", claim: input(!correlates) }],
    },
    { claim: kernel(!correlates), mutations: [{ code: "kernel-gradient-flipped", claim: kernel(correlates) }] },
    { claim: forward(!correlates), mutations: [{ code: "other-convolution", claim: forward(correlates) }] },
  ]);
}
