/**
 * A problem whose sizes are letters to its derivation: theorems, statements about sizes, general entries.
 *
 * A claim that the calculus refutes is refuted once more by plain expansion, at the sizes that were found: only such a
 * counterexample is given, with the few entries that it takes to show the difference.
 */

import { valueAt } from "../calculus/evaluate.ts";
import { generalEntry } from "../calculus/general-entry.ts";
import { chooseSizes, type Sizes } from "../calculus/grid.ts";
import { type Chain, type Proof, prove, type Statement } from "../calculus/prove.ts";
import { proveSizes, type SizeChain, type SizeProof, type SizeStep } from "../calculus/size-proof.ts";
import { subjectOf } from "../calculus/subject.ts";
import type { Theory } from "../calculus/sums.ts";
import { arrayOf, theoryOf } from "../calculus/theory.ts";
import type { Expression } from "../language/syntax.ts";
import type { Instantiate } from "../problem/instances.ts";
import type { LetterArray, LetterProblem, LetterRequest } from "../problem/letters.ts";
import { numberOf, type Polynomial } from "../sizes/polynomial.ts";
import { assumedIn } from "./assumed.ts";
import { createContext } from "./context.ts";
import type { Counterexample, Derivation, Detail } from "./derivation.ts";
import { countsOf } from "./letter-counts.ts";
import { name } from "./nodes.ts";
import { notationOf } from "./notation.ts";
import { deriveProof } from "./proof.ts";
import { spokenInSizes, spokenOf } from "./spoken.ts";
import type {
  GeneralResult,
  LetterResult,
  SizeLine,
  SizeTheoremResult,
  TheoremArray,
  TheoremGrid,
  TheoremResult,
  TheoremSetting,
} from "./theorem.ts";
import { linesOf } from "./theorem-lines.ts";

export interface LetterSettings {
  readonly file: string;
  readonly detail: Detail;
}

/** At how many sizes each line of a result is evaluated. */
export const INSTANCES = 12;

export function deriveLetters(
  problem: LetterProblem,
  instantiate: Instantiate,
  { file, detail }: LetterSettings,
): Derivation {
  return frameOf(
    problem,
    { file, detail },
    problem.requests.map((_, position) => answer(problem, position, instantiate)),
  );
}

/** The derivation around results. */
export function frameOf(
  problem: LetterProblem,
  { file, detail }: LetterSettings,
  results: readonly LetterResult[],
): Derivation {
  const unnamed = problem.arrays.filter(({ named }) => !named);
  return {
    file,
    title: problem.title,
    indexBase: problem.indexBase,
    detail,
    worksheet: problem.source,
    definitions: [],
    results,
    names: Object.fromEntries(unnamed.flatMap(({ name: key, source }) => (source ? [[key, source]] : []))),
    notation: Object.fromEntries(
      problem.arrays.map((array) => [array.name, notationOf(array, array.shape.map(sizeOr1), problem.style)]),
    ),
    style: problem.style,
    given: {},
    twins: [],
    withoutTwins: [],
  };
}

/** A size that is a letter asks for no commas. */
const sizeOr1 = (size: Polynomial): number => numberOf(size) ?? 1;

function answer(problem: LetterProblem, position: number, instantiate: Instantiate): LetterResult {
  const request = problem.requests[position] as LetterRequest;
  switch (request.kind) {
    case "proof": {
      const { statement, theory } = statementOf(problem, request);
      const proof = prove(statement, theory);
      const { verdict } = proof;
      const outcome =
        verdict === "refuted" ? refuted(problem, position, proof.counterexample.sizes, instantiate) : proof;
      return theoremFrom(problem, request, outcome);
    }
    case "size-proof": {
      const proof = proveSizes(request, problem);
      const { verdict } = proof;
      const outcome = verdict === "refuted" ? refuted(problem, position, proof.sizes, instantiate) : proof;
      return sizeTheoremFrom(problem, request, outcome);
    }
    case "expansion":
    case "jacobian":
    case "gradient": {
      const { array, theory } = subjectOf(problem, request);
      return generalFrom(problem, request, generalEntry(array, theory));
    }
  }
}

type RequestOf<Kind extends LetterRequest["kind"]> = LetterRequest & { readonly kind: Kind };

export function statementOf(
  problem: LetterProblem,
  { left, right }: RequestOf<"proof">,
): { readonly statement: Statement; readonly theory: Theory } {
  const statement = { left: arrayOf(problem, left).name, right: arrayOf(problem, right).name };
  return { statement, theory: theoryOf(problem, [left, right]) };
}

/** What became of a claim; a refutation stands by its counterexample alone. */
export type Outcome<Proof extends { readonly verdict: string }> =
  | Exclude<Proof, { readonly verdict: "refuted" }>
  | { readonly verdict: "refuted"; readonly counterexample: Counterexample }
  /** The calculus finds the sides different, and plain expansion does not. */
  | { readonly verdict: "undecided" };

/** A theorem from its proof, which may have been saved and read. */
export function theoremFrom(problem: LetterProblem, request: RequestOf<"proof">, proof: Outcome<Proof>): TheoremResult {
  const { statement, theory } = statementOf(problem, request);
  const frame = {
    kind: "theorem",
    scope: "all sizes",
    left: request.sides[0],
    right: request.sides[1],
    statement,
    assumptions: conditionsOf(problem),
    setting: settingOf(problem, theory),
  } as const;
  switch (proof.verdict) {
    case "proved":
      return { ...frame, verdict: "proved", ...chainOf(proof.chain, problem, theory), grid: gridOf(theory, problem) };
    case "refuted":
      return { ...frame, verdict: "refuted", lines: [], counterexample: proof.counterexample };
    case "undecided":
      return { ...frame, verdict: "unknown", lines: [] };
    case "unknown":
      return { ...frame, verdict: "unknown", lines: [], tried: { left: proof.left, right: proof.right } };
  }
}

function chainOf(chain: Chain, problem: LetterProblem, theory: Theory): Pick<TheoremResult, "chain" | "lines"> {
  return { chain, lines: linesOf(chain, theory, namesIn(problem)).lines };
}

/** Names that no letter of a line may have. */
function namesIn(problem: LetterProblem): readonly string[] {
  return problem.arrays.map((array) => array.name);
}

export function sizeTheoremFrom(
  problem: LetterProblem,
  request: RequestOf<"size-proof">,
  proof: Outcome<SizeProof>,
): SizeTheoremResult {
  const theory: Theory = { assumptions: problem.assumptions, arrays: [], definitions: [], free: [] };
  return {
    kind: "size-theorem",
    scope: "all sizes",
    left: request.sides[0],
    right: request.sides[1],
    verdict: proof.verdict === "undecided" ? "unknown" : proof.verdict,
    assumptions: conditionsOf(problem),
    setting: settingOf(problem, theory, spokenInSizes(problem, request.sides)),
    lines: proof.verdict === "proved" ? sizeLinesOf(proof.chain) : { left: [], right: [] },
    ...(proof.verdict === "proved" && { grid: gridOf(theory, problem) }),
    ...(proof.verdict === "refuted" && { counterexample: proof.counterexample }),
  };
}

function sizeLinesOf({ left, right }: SizeChain): SizeTheoremResult["lines"] {
  const shown = ({ rule, letter, value }: SizeStep): SizeLine => ({
    rule: rule === "sides-read" ? "size" : "equation",
    value,
    ...(letter !== undefined && { letter }),
  });
  return { left: left.map(shown), right: right.map(shown) };
}

export function generalFrom(
  problem: LetterProblem,
  request: RequestOf<"expansion" | "jacobian" | "gradient">,
  chain: GeneralResult["chain"],
): GeneralResult {
  const { theory, problem: asked } = subjectOf(problem, request);
  const counts = request.kind === "expansion" ? undefined : countsOf(problem, request, theory.free);
  return {
    kind: "general",
    asked: request.kind,
    scope: "all sizes",
    of: name(arrayOf(problem, request.of).name),
    ...(request.kind !== "expansion" && { wrt: name(arrayOf(problem, request.wrt).name) }),
    assumptions: conditionsOf(problem),
    setting: settingOf(asked, theory),
    chain,
    ...linesOf(chain, theory, namesIn(asked)),
    grid: gridOf(theory, problem),
    ...(counts && { counts }),
  };
}

function conditionsOf(problem: LetterProblem): readonly string[] {
  return problem.conditions.map(({ text }) => text);
}

/** How much of the grid there is; `verify` evaluates it. */
function gridOf(theory: Theory, { sizes: letters }: LetterProblem): TheoremGrid {
  const instances = chooseSizes(theory, INSTANCES);
  const entriesAt = (sizes: Sizes): number => theory.free.reduce((count, { size }) => count * valueAt(size, sizes), 1);
  return {
    instances: instances.length,
    entries: instances.reduce((total, sizes) => total + entriesAt(sizes), 0),
    sizes: instances.map((sizes) => Object.fromEntries(letters.map((letter) => [letter, sizes.get(letter) ?? 0]))),
  };
}

function settingOf(problem: LetterProblem, theory: Theory, spoken = spokenOf(problem, theory)): TheoremSetting {
  const losses = problem.arrays.flatMap(({ name: loss, definition }) =>
    definition.kind === "loss" && spoken.has(arrayOf(problem, definition.upstream).name)
      ? [{ name: loss, of: shownOf(arrayOf(problem, definition.of)) }]
      : [],
  );
  return {
    indexBase: problem.indexBase,
    assumptions: problem.assumptions,
    assumed: assumedIn(problem.conditions),
    quotients: problem.quotients,
    losses,
    arrays: problem.arrays.filter((array) => spoken.has(array.name)).map((array) => describe(problem, array, theory)),
    free: theory.free,
  };
}

function describe(problem: LetterProblem, array: LetterArray, theory: Theory): TheoremArray {
  const { definition, source } = array;
  const found = theory.definitions.find((other) => other.name === array.name);
  return {
    name: array.name,
    shown: shownOf(array),
    shape: array.shape,
    ...(source && array.named && definition.kind !== "upstream" && { source }),
    ...(found && { definition: found }),
    ...(definition.kind === "upstream" && {
      upstream: { loss: arrayOf(problem, definition.loss).name, of: arrayOf(problem, definition.of).name },
    }),
  };
}

function shownOf({ named, name: text, source }: LetterArray): Expression {
  return named || source === undefined ? name(text) : source;
}

/** The difference of the sides as plain expansion finds it at these sizes. */
function refuted(
  problem: LetterProblem,
  position: number,
  found: Readonly<Record<string, number>>,
  instantiate: Instantiate,
): { readonly verdict: "refuted"; readonly counterexample: Counterexample } | { readonly verdict: "undecided" } {
  const sizes = new Map(problem.sizes.map((letter) => [letter, found[letter] ?? 0]));
  const instance = instantiate(sizes);
  const request = instance?.requests[position];
  if (instance === undefined || request?.kind !== "proof") return { verdict: "undecided" };
  const context = createContext(instance, { detail: "steps", inParts: false, countEntry: () => undefined });
  const { counterexample } = deriveProof(context, request.left, request.right, request.sides);
  if (counterexample === undefined) return { verdict: "undecided" };
  return { verdict: "refuted", counterexample: { ...counterexample, sizes: Object.fromEntries(sizes) } };
}
