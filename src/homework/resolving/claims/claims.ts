/**
 * A claim to what it means.
 * In: a chain as it was read, and an open problem. Out: every way of reading it, as it stands, at each layer of the
 * worksheet, or with arrays as a whole.
 */
import type { Meaning } from "../../meaning.ts";
import type { OpenProblem } from "../../problem.ts";
import type { Note } from "../../report.ts";
import type { Formula, ReadClaim } from "../../syntax.ts";
import { type Context, note, withFixed } from "../context.ts";
import type { Names } from "../names/names.ts";
import { withNumberedNames } from "../names/numbered-names.ts";
import type { DeclaredOperators } from "../operators/declared.ts";
import { MATHEMATICAL, type Style, styleOf } from "../programs/program-style.ts";
import { resolve } from "../resolve.ts";
import { isAccumulation } from "./accumulations.ts";
import { type ClaimCase, casesOf } from "./cases.ts";
import { type Choices, type Readings, readEveryWay } from "./choices.ts";
import { atLayers, type LayerClaim } from "./layers.ts";
import { withoutRunningIndices } from "./running-indices.ts";

export interface ClaimReading {
  readonly cases: readonly ClaimCase[];
  readonly notes: readonly Note[];
  /** What is meant unless the claim is false so. */
  readonly isUsual: boolean;
}

/** What is meant where the claim holds: other readings are looked at only where it doesn't. */
export function usualOf(readings: readonly ClaimReading[]): readonly ClaimReading[] {
  const usual = readings.filter(({ isUsual }) => isUsual);
  return usual.length > 0 ? usual : readings;
}

export interface Surroundings {
  readonly open: OpenProblem;
  readonly names: Names;
  readonly operators: DeclaredOperators;
  readonly delta: number | undefined;
  readonly written: Map<number, readonly Meaning[]>;
}

/** `W = … \in \mathbb{R}^{3 \times 3}`: that the last side lies somewhere is said beside the claim, and is no link of it. */
export function withoutMembership(claim: ReadClaim): ReadClaim {
  const { sides, relations } = claim;
  if (relations.length < 2 || relations[relations.length - 1]?.sign !== "∈") return claim;
  return { ...claim, sides: sides.slice(0, -1), relations: relations.slice(0, -1) };
}

export function resolveClaim(surroundings: Surroundings, written: ReadClaim): Readings<ClaimReading> {
  const { names, open } = surroundings;
  const claim = withNumberedNames(written, names, (array) => open.scope.array(array).shape.length);
  const relation = claim.relations.find(({ sign }) => sign !== "=" && sign !== "≈");
  if (relation !== undefined && !isAccumulation(claim))
    return { tag: "failed", failure: { tag: "relation", at: relation.span, sign: relation.sign } };
  const assigned = maskedPlaces(claim);
  if (assigned !== undefined)
    return { tag: "failed", failure: { tag: "unsupported", at: assigned.span, found: "[ ]" } };
  const found = readInLayers(surroundings, claim);
  const whole = withoutRunningIndices(claim);
  const other = whole && readInLayers(surroundings, whole.claim);
  return whole === undefined || other?.tag !== "read" ? found : withOthers(found, other.readings, claim, whole.indices);
}

/** The readings of a claim, and those of the arrays as a whole, which are looked at where the claim is false as it stands. */
function withOthers(
  found: Readings<ClaimReading>,
  others: readonly ClaimReading[],
  { span }: ReadClaim,
  indices: string,
): Readings<ClaimReading> {
  const told: Note = { tag: "read-as", at: span, shown: { latex: indices, text: indices }, why: "whole" };
  const isOnly = found.tag === "failed";
  const whole = others.map((one) => ({ ...one, notes: [told, ...one.notes], isUsual: isOnly && one.isUsual }));
  return { tag: "read", readings: [...(found.tag === "read" ? found.readings : []), ...whole] };
}

/** As it is written, or at each layer where that is what its letters ask. */
function readInLayers(surroundings: Surroundings, claim: ReadClaim): Readings<ClaimReading> {
  const asWritten = readClaim(surroundings, claim);
  if (asWritten.tag === "read") return asWritten;
  const layers = atLayers(claim, surroundings.names).map((one) => ({
    ...one,
    found: readClaim(surroundings, one.claim, MATHEMATICAL),
  }));
  // Beyond the first layer and the last there are no names.
  const known = layers.filter(({ found }) => found.tag === "read" || found.failure.tag !== "unknown-name");
  const failed = known.find(({ found }) => found.tag === "failed");
  if (failed !== undefined) return failed.found;
  return known.length === 0 ? asWritten : readLayers(surroundings, known);
}

/** `dA[Z <= 0] = 0` of a program: from then on the name is another array, of which the worksheet says nothing. */
export function maskedPlaces({ sides: [left], relations }: ReadClaim): Formula | undefined {
  if (left?.tag !== "binary" || left.sign !== "juxtaposed" || relations.length > 1) return undefined;
  const { right } = left;
  return right.tag === "indicator" && left.left.span.end === right.span.start ? right : undefined;
}

function readClaim(surroundings: Surroundings, claim: ReadClaim, style = styleOf(claim)): Readings<ClaimReading> {
  return readEveryWay((choices) => {
    const context = freshContext(surroundings, choices, style);
    const cases = casesOf(context, claim);
    return { cases, notes: context.notes, isUsual: choices.isUsual() };
  });
}

/** A claim about any layer is one about each that the worksheet has. */
function readLayers(surroundings: Surroundings, layers: readonly LayerClaim[]): Readings<ClaimReading> {
  return readEveryWay((choices) => {
    const notes: Note[] = [layersNote(layers)];
    const signs: Context["signs"] = new Map();
    const cases = layers.flatMap(({ claim, letter, layer }) => {
      const fresh = freshContext(surroundings, choices, MATHEMATICAL);
      const context = { ...withFixed(fresh, letter, layer), signs };
      const found = casesOf(context, claim);
      for (const made of context.notes) note({ ...context, notes }, made);
      return found;
    });
    return { cases, notes, isUsual: choices.isUsual() };
  });
}

function layersNote(layers: readonly LayerClaim[]): Note {
  const [{ letter, claim }] = layers as readonly [LayerClaim];
  const text = `${letter} = ${layers.map(({ layer }) => layer).join(", ")}`;
  return { tag: "read-as", at: claim.span, shown: { latex: text.replace("ell", "ell"), text }, why: "layer" };
}

/** Written out, since one is made for every reading of every claim: spread, it takes ten times as long. */
function freshContext(
  { open, names, operators, delta, written }: Surroundings,
  { choose, prefer, isUsual }: Choices,
  { isProgram, octave }: Style,
): Context {
  return {
    open,
    names,
    operators,
    delta,
    written,
    choose,
    prefer,
    isUsual,
    isProgram,
    octave,
    resolve,
    bound: new Set(),
    fixed: new Map(),
    variables: new Map(),
    uses: new Map(),
    axes: new Map(),
    places: new Map(),
    clashes: new Map(),
    layers: new Map(),
    signs: new Map(),
    notes: [],
  };
}
