/**
 * Going through all formulas in whatever holds formulas: claims, chains, scripts, the limits of sums.
 * `childrenOf` tells more of a formula's own children; here it does not matter where a formula stands.
 */
import type { Formula } from "../syntax.ts";

/** Every formula, the outer before the inner; where `isWhole` holds of one, not those in it. */
export function formulasIn(part: unknown, isWhole: (formula: Formula) => boolean = () => false): Formula[] {
  const found: Formula[] = [];
  collect(part, isWhole, found);
  return found;
}

function collect(part: unknown, isWhole: (formula: Formula) => boolean, found: Formula[]): void {
  if (typeof part !== "object" || part === null) return;
  if ("tag" in part) {
    found.push(part as Formula);
    if (isWhole(part as Formula)) return;
  }
  for (const key in part) if (!isPlace(key)) collect((part as Record<string, unknown>)[key], isWhole, found);
}

/** The same with every formula changed, the inner before the outer. What nothing changes in stays itself. */
export function mapFormulas<Part>(part: Part, change: (formula: Formula) => Formula): Part {
  if (typeof part !== "object" || part === null) return part;
  const inner = withParts(part as Record<string, unknown>, change);
  return ("tag" in inner ? change(inner as unknown as Formula) : inner) as Part;
}

/** Every claim is gone through: only what changes is copied. */
function withParts(part: Record<string, unknown>, change: (formula: Formula) => Formula): Record<string, unknown> {
  let copy: Record<string, unknown> | undefined;
  for (const key in part) {
    if (isPlace(key)) continue;
    const made = mapFormulas(part[key], change);
    if (made === part[key]) continue;
    copy ??= (Array.isArray(part) ? [...part] : { ...part }) as Record<string, unknown>;
    copy[key] = made;
  }
  return copy ?? part;
}

function isPlace(key: string): boolean {
  return key === "span" || key === "signSpan";
}
