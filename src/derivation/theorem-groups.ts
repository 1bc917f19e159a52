/**
 * Which steps of a chain are said in one line.
 * In: the places of steps that lead on. Out: groups of them, in their order. Always: where a letter goes and another of its
 * name comes, there are two.
 */
import { insertedArray } from "./theorem-facts.ts";
import type { LetterFamilies } from "./theorem-letters.ts";
import type { FactContext } from "./theorem-steps.ts";

/** Steps that stand in one line; those that need no saying go with the line before them, or after. */
export function groupsOf(kept: readonly number[], chain: FactContext["chain"]): readonly (readonly number[])[] {
  const groups: { key: string; places: number[] }[] = [];
  for (const place of kept) {
    const key = keyOf(place, chain);
    const last = groups.at(-1);
    if (last !== undefined && (key === "" || last.key === "" || belongs(key, last.key))) {
      last.places.push(place);
      if (last.key === "") last.key = key;
    } else groups.push({ key, places: [place] });
  }
  return groups.map(({ places }) => places);
}

/** Where a letter goes and another of its name comes, two lines: values put in, and others named. */
export function bySense(
  group: readonly number[],
  { chain, namesAt }: FactContext,
  familyOf: LetterFamilies,
): readonly (readonly number[])[] {
  const senseOf = (place: number): string | undefined => {
    const { direction, use } = chain.steps[place] ?? {};
    if (use?.application.rule !== "sift" && use?.application.rule !== "expose") return undefined;
    return (use.application.rule === "sift") === (direction === "forward") ? "put" : "named";
  };
  const change = group.findIndex((place) => senseOf(place) === "named");
  const isMixed = change > 0 && group.slice(0, change).some((place) => senseOf(place) === "put");
  if (!isMixed) return [group];
  const lettersAt = (state: number): ReadonlyMap<string, string> =>
    new Map(
      (chain.states[state] ?? []).flatMap(({ bound }, product) =>
        bound.map(({ letter: own }) => [
          namesAt(state, product).get(own) ?? own,
          familyOf({ state, product, letter: own }),
        ]),
      ),
    );
  const [before, after] = [lettersAt(group[0] ?? 0), lettersAt((group.at(-1) ?? 0) + 1)];
  const isTaken = [...before].some(([name, family]) => (after.get(name) ?? family) !== family);
  return isTaken ? [group.slice(0, change), group.slice(change)] : [group];
}

function belongs(key: string, last: string): boolean {
  return key === last || (key.startsWith("divide") && last === "index");
}

/** Steps with one key are said together; those without say nothing of their own. */
function keyOf(place: number, chain: FactContext["chain"]): string {
  const step = chain.steps[place];
  if (step === undefined) return "";
  const { application } = step.use;
  switch (application.rule) {
    case "rename":
    case "exchange":
    case "reduce":
    case "widen":
    case "narrow":
    case "drop":
    case "shorten":
    case "reorder":
    case "combine":
    case "name":
    case "pin":
      return "";
    case "sift":
    case "expose":
      return "index";
    case "insert":
      return `insert ${step.direction} ${insertedArray(place, chain)}`;
    case "product-rule":
    case "chain-rule":
    case "power":
    case "differentiate":
    case "solve":
    case "reflect":
    case "shift":
    case "divide":
    case "split":
    case "collect":
    case "cancel":
      return `${application.rule} ${step.direction}`;
  }
}
