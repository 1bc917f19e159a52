/**
 * A worksheet in, the numbers of all its requests out, as the program derives them. And a tally of comparisons, which
 * prints how many cases were compared and names those that disagree.
 */
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { deriveProblem } from "../../src/derivation/derive.ts";
import { problemOf } from "../helpers.ts";
import { runTorch } from "../torch.ts";

/**
 * By `y` for an expansion, by `a` for a gradient with respect to `a`; in row-major order.
 * The checks of `verify` are left out: they take ten times as long, and have tests of their own.
 */
export function answersOf(worksheet: string): Readonly<Record<string, readonly string[]>> {
  const { results } = deriveProblem(problemOf(worksheet), { file: "sheet.grad", detail: "results" });
  const pairs = results.map((result) => {
    if (result.kind !== "expansion" && result.kind !== "gradient") throw new Error(`no numbers in a ${result.kind}`);
    const subject = result.kind === "expansion" ? result.of : result.wrt;
    if (subject.tag !== "name") throw new Error("a request is for a whole array");
    return [subject.name, result.entries.map((entry) => entry.value ?? "none")] as const;
  });
  return Object.fromEntries(pairs);
}

/** An exact integer or fraction, or a decimal, as the nearest floating-point number. */
export function numberOf(value: string): number {
  const [numerator, denominator] = value.split("/");
  return denominator === undefined ? Number(value) : quotient(BigInt(numerator as string), BigInt(denominator));
}

/** Both may be longer than a floating-point number is wide; 64 bits of the quotient are kept. */
function quotient(numerator: bigint, denominator: bigint): number {
  const length = (value: bigint): number => value.toString(2).replace("-", "").length;
  const shift = BigInt(Math.max(0, 64 + length(denominator) - length(numerator)));
  return Number((numerator << shift) / denominator) / 2 ** Number(shift);
}

type Arrays = Readonly<Record<string, readonly (string | number)[]>>;

export type Tolerate = (ours: number, theirs: number, name: string, entry: number) => boolean;

export interface Tally {
  /** Whether the configuration was not there before; it is counted with its kind. */
  isNew(kind: string, configuration: string): boolean;
  /** Compares our arrays with theirs of the same names, exactly. `what` names the case where they differ. */
  compare(what: string, ours: Arrays, theirs: Arrays): void;
  /** The same within tolerances: `tolerate` is given both numbers and the entry's place. */
  compareWithin(what: string, ours: Arrays, theirs: Arrays, tolerate: Tolerate): void;
  /** Prints the counts, and fails where anything disagrees or fewer configurations than `least` were compared. */
  finish(least: number): void;
}

export function createTally(title: string): Tally {
  const seen = new Set<string>();
  const kinds = new Map<string, number>();
  const disagreements: string[] = [];
  let numbers = 0;
  const compareAll = (
    what: string,
    ours: Arrays,
    theirs: Arrays,
    agree: (left: string | number, right: string | number, name: string, entry: number) => boolean,
  ): void => {
    for (const [name, values] of Object.entries(ours)) {
      numbers += values.length;
      const others = theirs[name] ?? [];
      const agreed = values.every((value, entry) => agree(value, others[entry] ?? Number.NaN, name, entry));
      if (agreed && values.length === others.length) continue;
      disagreements.push(`${name} in\n${what}\nours   ${values.join(" ")}\ntheirs ${others.join(" ")}`);
    }
  };
  return {
    isNew: (kind, configuration) => {
      if (seen.has(configuration)) return false;
      seen.add(configuration);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      return true;
    },
    compare: (what, ours, theirs) => compareAll(what, ours, theirs, isSame),
    compareWithin: (what, ours, theirs, tolerate) =>
      compareAll(what, ours, theirs, (left, right, name, entry) =>
        tolerate(numberOf(String(left)), Number(right), name, entry),
      ),
    finish: (least) => {
      const counts = [...kinds].sort().map(([kind, count]) => `${kind} ${count}`);
      console.log(
        `${title}: ${seen.size} configurations, ${numbers} numbers, ${disagreements.length} disagreements ` +
          `(${counts.join(", ")})`,
      );
      expect(disagreements.slice(0, 3)).toEqual([]);
      expect(seen.size).toBeGreaterThanOrEqual(least);
    },
  };
}

/** Exactly; -0 is 0. */
function isSame(left: string | number, right: string | number): boolean {
  return left === right || Number(left) === Number(right);
}

/** A case as oracle.py reads it: arrays with all their axes, and for all but networks the slopes of a loss. */
export interface TorchCase {
  readonly kind: "convolution" | "pooling" | "network";
  readonly of: unknown;
  readonly given: Readonly<Record<string, { readonly shape: readonly number[]; readonly data: readonly number[] }>>;
  readonly delta?: readonly number[];
}

/** The arrays of each case by PyTorch, or undefined where it is not installed. */
export function askTorch(
  cases: readonly TorchCase[],
): readonly Readonly<Record<string, readonly number[]>>[] | undefined {
  const printed = runTorch([fileURLToPath(new URL("oracle.py", import.meta.url))], cases);
  return printed === undefined ? undefined : JSON.parse(printed);
}
