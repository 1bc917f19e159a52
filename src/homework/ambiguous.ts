/** Claims of which one reading holds and another does not: what the readings are, and what would settle it. */
import type { Span } from "../language/syntax.ts";
import type { NumericArray } from "../problem/problem.ts";
import type { ClaimReport, Note, Shown, Verdict } from "./report.ts";
import type { ReadClaim } from "./syntax.ts";

/** Where nothing was decided, a name is the worksheet's. */
const AS_NAMED: Shown = { latex: "\\text{as named}", text: "as named" };

/** Several readings, of which not all have the same verdict. */
export function ambiguous(claim: ReadClaim, decided: readonly ClaimReport[]): ClaimReport {
  const readings = decided.map(({ verdict, notes }) => {
    const made = notes.flatMap((note) => (note.tag === "read-as" ? [note.shown] : []));
    const shown = made.length === 0 ? [AS_NAMED] : made;
    const text = shown.map((one) => one.text).join(", ");
    return { verdict, shown: { latex: shown.map((one) => one.latex).join(",\\ "), text } };
  });
  return { span: claim.span, verdict: "ambiguous", links: [], diagnoses: [], notes: undeclared(decided), readings };
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

/** Whether the target of a cross entropy is a probability is not said: a claim may be right for those alone. */
export function byTargets(targets: readonly NumericArray[]): Pick<ClaimReport, "verdict" | "links" | "readings"> {
  const sums = targets.map(({ name, latex, shape }) => {
    const indices = ["i", "j", "k", "l"].slice(-shape.length).join("");
    return { text: `sum(${name}, axis=-1)`, latex: `\\sum_{l} ${latex ?? name}_{${indices}}` };
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
