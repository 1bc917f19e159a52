/** Which arrays an array is made of, through its definition. */
import { entriesOf, type Theory } from "./sums.ts";

const known = new WeakMap<Theory["definitions"], Map<string, ReadonlySet<string>>>();

/** Whether the entries of an array are functions of those of another; of itself it is one. */
export function dependsOn(array: string, on: string, { definitions }: Theory): boolean {
  const found = known.get(definitions) ?? new Map<string, ReadonlySet<string>>();
  known.set(definitions, found);
  return reachedFrom(array, definitions, found).has(on);
}

function reachedFrom(
  array: string,
  definitions: Theory["definitions"],
  found: Map<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const before = found.get(array);
  if (before !== undefined) return before;
  const body = definitions.find(({ name }) => name === array)?.body ?? [];
  const operands = body.flatMap(({ factors }) => [
    ...entriesOf(factors),
    ...factors.flatMap((factor) => (factor.kind === "derivative" ? [factor.by] : [])),
  ]);
  const reached = new Set([array]);
  for (const { tensor } of operands)
    for (const name of tensor === array ? [] : reachedFrom(tensor, definitions, found)) reached.add(name);
  found.set(array, reached);
  return reached;
}
