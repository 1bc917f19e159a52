/**
 * Sums over channels: one that is missing, one where none belongs.
 */
import type { NumericArray } from "../../problem/problem.ts";
import type { AxisRole, ResolvedConvolution } from "../../problem/resolved-convolution.ts";
import { unflatten } from "../../problem/rows.ts";
import type { Atom, Polynomial } from "../deciding/polynomial.ts";
import { convolutionOf, windowedArrays } from "./settings.ts";
import { type Entry, isWritten, type Subject } from "./subject.ts";
import type { Trial } from "./trial.ts";

/** One channel alone, where all of a group are added up, or all of them where one is meant. */
export function channelTrials(subject: Subject): Trial[] {
  const { scope } = subject.link.open;
  return windowedArrays(subject).flatMap((array) => {
    const made = convolutionOf(array);
    if (made === undefined) return [];
    const kernel = scope.array(made.kernel);
    const axes = channelAxes(made.kernelRoles);
    return axes.map((axis): Trial => {
      const size = kernel.shape[axis] as number;
      const parts = (polynomial: Polynomial): Polynomial[] =>
        Array.from({ length: size }, (_, channel) => onlyAt(subject, polynomial, kernel, axis, channel));
      const explains = (entry: Entry): boolean =>
        parts(entry.truth).some(
          (part) => part.size > 0 && part.size < entry.truth.size && isWritten(subject, entry, part),
        ) || isRepeated(subject, array, made, entry, parts);
      return { code: "channel-sum", details: { channels: String(size) }, isLocal: true, explains };
    });
  });
}

function channelAxes(roles: readonly AxisRole[]): number[] {
  return roles.flatMap((role, axis) => (typeof role === "number" || role === "batch" ? [] : [axis]));
}

/** What is written is the truth for one channel, and as many terms like it for the others. */
function isRepeated(
  subject: Subject,
  output: NumericArray,
  made: ResolvedConvolution,
  entry: Entry,
  partsOf: (polynomial: Polynomial) => readonly Polynomial[],
): boolean {
  const { atoms, normal } = subject.link.decider;
  // What is added besides, such as a bias, stands in no channel's part.
  const summed = (polynomial: Polynomial): Polynomial =>
    new Map(
      [...polynomial].filter(([, { factors }]) => factors.some((atom) => isOf(atoms.describe(atom), made.kernel))),
    );
  const [truth, written] = [summed(entry.truth), summed(entry.written)];
  const isRest = entry.truth.size - truth.size === entry.written.size - written.size;
  if (!isRest) return false;
  const filled = partsOf(written).filter((part) => part.size > 0);
  if (truth.size === 0 || filled.length < 2 || !filled.some((part) => normal.isEqual(part, truth))) return false;
  const total = filled.reduce((sum, part) => sum + part.size, 0);
  const kinds = (polynomial: Polynomial): string => withoutChannels(subject, output, made, polynomial).sort().join();
  return total === written.size && filled.every((part) => kinds(part) === kinds(truth));
}

function isOf(atom: Atom, array: number): boolean {
  return atom.kind === "entry" && atom.array === array;
}

/** The terms, with the channels of their entries forgotten. */
function withoutChannels(
  { link }: Subject,
  output: NumericArray,
  made: ResolvedConvolution,
  polynomial: Polynomial,
): string[] {
  const rolesOf = ({ id, definition }: NumericArray): readonly AxisRole[] | undefined => {
    if (id === made.kernel) return made.kernelRoles;
    if (id === made.input) return made.inputRoles;
    const isUpstream = definition.kind === "upstream" && definition.of === output.id;
    return isUpstream || id === output.id ? made.outputRoles : undefined;
  };
  const kind = (atom: number): string => {
    const described = link.decider.atoms.describe(atom);
    if (described.kind !== "entry") return String(atom);
    const array = link.open.scope.array(described.array);
    const channels = channelAxes(rolesOf(array) ?? []);
    const place = unflatten(described.entry, array.shape).filter((_, axis) => !channels.includes(axis));
    return `${described.array}[${place.join(";")}]`;
  };
  return [...polynomial.values()].map(({ factors }) => factors.map(kind).sort().join(" "));
}

/** The terms without an entry of the array, and those whose entry has this index. */
function onlyAt(
  { link }: Subject,
  polynomial: Polynomial,
  { id, shape }: NumericArray,
  axis: number,
  index: number,
): Polynomial {
  const { atoms } = link.decider;
  const isElsewhere = (atom: number): boolean => {
    const described = atoms.describe(atom);
    return described.kind === "entry" && described.array === id && unflatten(described.entry, shape)[axis] !== index;
  };
  return new Map([...polynomial].filter(([, { factors }]) => !factors.some(isElsewhere)));
}
