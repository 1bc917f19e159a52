/**
 * Going through all formulas in whatever holds formulas: claims, chains, scripts, the limits of sums.
 * `childrenOf` tells more of a formula's own children; here it does not matter where a formula stands.
 */
import type { Formula } from "../syntax.ts";

/** Every formula, the outer before the inner; where `isWhole` holds of one, not those in it. */
export function formulasIn(part: unknown, isWhole: (formula: Formula) => boolean = () => false): Formula[] {
  if (typeof part !== "object" || part === null) return [];
  const formula = "tag" in part ? [part as Formula] : [];
  if (formula.some(isWhole)) return formula;
  return [...formula, ...Object.values(part).flatMap((inner) => formulasIn(inner, isWhole))];
}

/** The same with every formula changed, the inner before the outer. What nothing changes in stays itself. */
export function mapFormulas<Part>(part: Part, change: (formula: Formula) => Formula): Part {
  if (typeof part !== "object" || part === null) return part;
  const inner = withParts(part, (one) => mapFormulas(one, change));
  return ("tag" in inner ? change(inner as unknown as Formula) : inner) as Part;
}

function withParts<Part extends object>(part: Part, map: (inner: unknown) => unknown): Part {
  if (Array.isArray(part)) {
    const items: unknown[] = part.map(map);
    return items.every((item, at) => item === part[at]) ? part : (items as unknown as Part);
  }
  const changes = Object.entries(part).flatMap(([key, value]) => {
    const made = map(value);
    return made === value ? [] : [[key, made] as const];
  });
  return changes.length === 0 ? part : { ...part, ...Object.fromEntries(changes) };
}
