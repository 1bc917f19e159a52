/** What a language must be able to say of the frameworks' calls: a sentence for every note. */
import type { TwinNote } from "../problem/twin-notes.ts";
import type { Inline, Phrase } from "./words.ts";

export interface TwinWords {
  readonly heading: string;
  /** Before all programs: what they assume. */
  readonly intro: (upstreams: readonly (readonly [upstream: Inline, array: Inline])[]) => Phrase;
  /** A note that is about the calls for some of the arrays. */
  readonly noteFor: (arrays: readonly Inline[], note: Phrase) => Phrase;
  /** Arrays whose convolutions are too large for their calls to be checked. */
  readonly leftOut: (arrays: readonly Inline[]) => Phrase;
  readonly framework: (name: string) => string;
  readonly notes: Readonly<Record<TwinNote, Phrase>>;
}
