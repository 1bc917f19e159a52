/**
 * What the writers of large results share: what they are given, and what they do with each entry.
 */
import type { Atoms } from "../algebra/atoms.ts";
import type { Coefficients } from "../algebra/coefficients.ts";
import type { WrittenPart } from "../derivation/large.ts";
import type { Writer } from "../derivation/writer.ts";
import type { Expression } from "../language/syntax.ts";
import type { NumericArray } from "../problem/problem.ts";
import type { Names } from "./names-as-bytes.ts";
import type { Setting } from "./setting.ts";

/** Row-major numbers of the output and of the variable; 0 where there is none. */
export interface LargePlace {
  readonly of: number;
  readonly wrt: number;
}

export interface LargeSource {
  readonly of: NumericArray;
  /** Absent for an expansion. */
  readonly wrt?: NumericArray;
  readonly atoms: Atoms;
  readonly coefficients: Coefficients;
  readonly writer: Writer;
  readonly setting: Setting;
  /** What an entry is called: `∂y₁₁/∂a₁₁`. */
  readonly nameOf: (place: LargePlace) => Expression;
  /** The names of entries that have been made already, for all results of a document. */
  readonly pools: LargePools;
}

/** By the array's number. */
export interface LargePools {
  readonly text: Map<number, Names>;
  readonly latex: Map<number, Names>;
}

export interface LargeWriter {
  /** Writes an entry, the rows start … end − 1 of a part; none where it is 0. */
  entry(part: WrittenPart, start: number, end: number, place: LargePlace): void;
  /** Closes what is open: each part is written without knowing the others. */
  endPart(): void;
  /** How many bytes before an entry are left out where it is the first of all. */
  readonly separator: number;
  /** What stands behind so many entries. */
  closing(entries: number): string;
}
