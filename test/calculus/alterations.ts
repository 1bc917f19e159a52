/** Chains with one number, one name or one whole step of theirs altered: none of these may follow. */
import type { Step } from "../../src/calculus/prove.ts";
import { RULE_IDS } from "../../src/calculus/rules/rules.ts";

export type Path = readonly (string | number)[];

/** Every number and every string of a piece of data, but the tags that say what it is. */
export function* leavesOf(data: unknown, path: Path = []): Generator<readonly [path: Path, leaf: string | number]> {
  if (typeof data === "number" || typeof data === "string") {
    if (path.at(-1) !== "kind") yield [path, data];
  } else if (typeof data === "object" && data !== null)
    for (const [key, value] of Object.entries(data))
      yield* leavesOf(value, [...path, Array.isArray(data) ? Number(key) : key]);
}

export function altered<T>(data: T, path: Path, value: string | number): T {
  const copy = structuredClone(data);
  let at = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  at[path.at(-1) ?? ""] = value;
  return copy;
}

/** Values that a leaf might have been given in its place. */
function alternatives(path: Path, leaf: string | number): readonly (string | number)[] {
  if (typeof leaf === "number") return leaf === 0 ? [1] : [leaf + 1, -leaf];
  if (path.at(-1) === "rule") return RULE_IDS.filter((rule) => rule !== leaf);
  if (path.at(-1) === "direction") return [leaf === "forward" ? "backward" : "forward"];
  if (path.at(-1) === "tensor") return [leaf === "k" ? "δ" : "k"];
  return [leaf === "K" ? "O" : "K", `${leaf}1`];
}

/** Read the other way round, a reflection or an exchange of two leads back: such a step still follows. */
function isOwnInverse(step: Step, path: Path): boolean {
  return path.at(-1) === "direction" && ["reflect", "exchange"].includes(step.use.application.rule);
}

export interface Alteration {
  readonly steps: readonly Step[];
  readonly what: string;
}

/** Each alteration of each step; where there are very many, every so-manieth, and one of each step at least. */
export function* alterationsOf(original: readonly Step[], most: number): Generator<Alteration> {
  const all = original.flatMap((step, number) =>
    [...leavesOf(step)].flatMap(([path, leaf]) =>
      (isOwnInverse(step, path) ? [] : alternatives(path, leaf)).map((value) => ({
        number,
        path,
        value,
        isRule: path.at(-1) === "rule",
      })),
    ),
  );
  const every = Math.max(1, Math.ceil(all.length / most));
  for (const [count, { number, path, value, isRule }] of all.entries())
    if (count % every === 0 || isRule) {
      const steps = original.map((step, place): Step => (place === number ? altered(step, path, value) : step));
      yield { steps, what: `step ${number + 1}: ${path.join(".")} = ${value}` };
    }
  for (const number of original.keys())
    yield { steps: original.filter((_, place) => place !== number), what: `no ${number + 1}` };
}
