/**
 * The names of all entries of an array, or of one function of each, as pieces of bytes behind what stands before them:
 * a sign, or what links two factors. With it a name is one piece to copy in place of two.
 */
import type { Atoms, EntryAtom } from "../algebra/atoms.ts";
import type { Writer } from "../derivation/writer.ts";
import type { Expression } from "../language/syntax.ts";
import type { NumericArray } from "../problem/problem.ts";
import { sizeOfShape, unflatten } from "../problem/rows.ts";
import { createPool, type Pool, type PoolWriter, pieceOf } from "./byte-writer.ts";

export interface NamesSource {
  readonly atoms: Atoms;
  readonly writer: Writer;
  readonly print: (expression: Expression) => string;
}

/** The names behind a link, made when they are first asked for. */
export type Names = (link: string) => Pool;

export function createNames(source: NamesSource, of: Pick<EntryAtom, "array" | "apply">): Names {
  const made = new Map<string, Pool>();
  return (link) => {
    const [printed] = made;
    const known = made.get(link) ?? (printed === undefined ? printAll(source, of, link) : relinked(printed, link));
    made.set(link, known);
    return known;
  };
}

/** The names of a pool behind another link than theirs. */
function relinked([present, pool]: readonly [link: string, Pool], link: string): Pool {
  const count = pool.starts.length - 1;
  const [before, piece] = [pieceOf(present).length, pieceOf(link)];
  const names = createPool(count);
  for (let number = 0; number < count; number++) {
    names.piece(piece);
    names.pooledWithout(before, pool, number);
    names.endPiece();
  }
  return names.build();
}

function printAll(
  { writer, print, atoms }: NamesSource,
  { array, apply }: Pick<EntryAtom, "array" | "apply">,
  link: string,
): Pool {
  const size = sizeOfShape(array.shape);
  const names = createPool(size);
  const base = apply === undefined ? 0 : atoms.baseOf(array, apply);
  const printed = (entry: number): string =>
    print(apply === undefined ? writer.entry(array, entry) : writer.atom(base + entry));
  const parts = patternOf(array, printed, size);
  if (parts !== undefined) addByPattern(array, parts, writer.place(array, 0)[0] ?? 0, link, names);
  else
    for (let entry = 0; entry < size; entry++) {
      names.text(link + printed(entry));
      names.endPiece();
    }
  return names.build();
}

/** What stands around the indices of every entry, where the indices of all look alike: three digits or not. */
function patternOf(array: NumericArray, printed: (entry: number) => string, size: number): string[] | undefined {
  const isPlain = array.template === undefined && array.shape.some((axis) => axis >= 10) && size > 64;
  if (!isPlain) return undefined;
  const last = printed(size - 1);
  const shifted = printed(0).match(/\d+/g)?.length === array.shape.length ? 1 : 0;
  const parts = last.split(/\d+/);
  const isPattern =
    shifted === 1 && parts.length === array.shape.length + 1 && printed(0).split(/\d+/).join("|") === parts.join("|");
  return isPattern ? parts : undefined;
}

/** The entries of the last axis have all but the last index in common. */
function addByPattern(
  array: NumericArray,
  parts: readonly string[],
  base: number,
  link: string,
  names: PoolWriter,
): void {
  const outer = array.shape.slice(0, -1);
  const last = array.shape.at(-1) as number;
  const ends = Array.from({ length: last }, (_, index) => `${index + base}${parts.at(-1)}`);
  const rows = sizeOfShape(outer);
  for (let row = 0; row < rows; row++) {
    const places = unflatten(row, outer).map((index, axis) => `${parts[axis]}${index + base}`);
    names.pieces(`${link}${places.join("")}${parts[outer.length]}`, ends);
  }
}
