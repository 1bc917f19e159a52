/** Claims of which one reading holds and another does not: what the readings are, and what would settle it. */
import type { Span } from "../language/syntax.ts";
import type { Target } from "./deciding/distributions.ts";
import type { ClaimReport, Note, Shown, Verdict } from "./report.ts";
import type { ReadClaim } from "./syntax.ts";

/** Where nothing was decided, a name is the worksheet's. */
const AS_NAMED: Shown = { latex: "\\text{as named}", text: "as named" };

/** Several readings, of which not all have the same verdict. */
export function ambiguous(claim: ReadClaim, decided: readonly ClaimReport[]): ClaimReport {
  const choices = decided.map(({ notes }) => notes.filter((note) => note.tag === "read-as"));
  const key = ({ at, shown }: (typeof choices)[number][number]): string => `${at.start} ${shown.text}`;
  const keys = choices.map((made) => new Set(made.map(key)));
  const readings = decided.map(({ verdict }, position) => {
    // What all have in common tells none from another.
    const own = (choices[position] ?? []).filter((note) => !keys.every((known) => known.has(key(note))));
    const shown = own.length === 0 ? [AS_NAMED] : own.map((note) => note.shown);
    const text = shown.map((one) => one.text).join(", ");
    return { verdict, shown: { latex: shown.map((one) => one.latex).join(",\\ "), text } };
  });
  return {
    span: claim.span,
    verdict: "ambiguous",
    links: [],
    diagnoses: [],
    notes: [...undeclared(decided), ...unnamed(decided)],
    readings,
  };
}

/** Where the readings take an operator for different things, which the worksheet can say. */
function undeclared(decided: readonly ClaimReport[]): Note[] {
  const meanings = new Map<number, Set<string>>();
  const places = new Map<number, Span>();
  for (const made of decided.flatMap(({ notes }) => notes)) {
    if (made.tag !== "read-as" || made.why !== "operator" || made.at.end <= made.at.start) continue;
    places.set(made.at.start, made.at);
    meanings.set(made.at.start, (meanings.get(made.at.start) ?? new Set()).add(made.shown.text));
  }
  const [first] = [...places].filter(([start]) => (meanings.get(start)?.size ?? 0) > 1);
  return first === undefined ? [] : [{ tag: "declare", at: first[1] }];
}

/** Where the readings take δ for different gradients. */
function unnamed(decided: readonly ClaimReport[]): Note[] {
  const notes = decided.flatMap((report) => report.notes);
  const found = notes.find((note) => note.tag === "read-as" && note.why === "delta");
  return found?.tag === "read-as" ? [{ tag: "delta", at: found.at, shown: found.shown }] : [];
}

/** Whether the target of a cross entropy is a probability is not said: a claim may be right for those alone. */
export function byTargets(targets: readonly Target[]): Pick<ClaimReport, "verdict" | "links" | "readings"> {
  const sums = targets.map(({ name, latex, shape, axis }) => {
    const indices = ["i", "j", "k", "l"].slice(-shape.length);
    const text = `sum(${name}, axis=${axis === shape.length - 1 ? -1 : axis + 1})`;
    return { text, latex: `\\sum_{${indices[axis]}} ${latex ?? name}_{${indices.join("")}}` };
  });
  const reading = (verdict: Verdict, sign: Shown) => {
    const all = (of: keyof Shown): string => sums.map((sum) => `${sum[of]} ${sign[of]} 1`).join(", ");
    return { verdict, shown: { text: all("text"), latex: all("latex") } };
  };
  return {
    verdict: "ambiguous",
    links: [],
    readings: [reading("correct", { text: "=", latex: "=" }), reading("wrong", { text: "≠", latex: "\\neq" })],
  };
}
