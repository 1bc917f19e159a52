/**
 * Who makes which part: parts are numbered through all large results of a document, claimed one after the other by
 * whoever is free, and written in their order. Always: the document is the same however many make it.
 */

/** The bytes of a part, checked. */
export interface MadePart {
  readonly bytes: Uint8Array;
  readonly entries: number;
  /** What the part adds to the checker's sum over a scalar's gradient. */
  readonly sum: number;
}

/** The parts that are nobody's yet. */
export interface Claims {
  /** The part that is mine to make: claimed once, the same until it is done. */
  mine(): number;
  done(): void;
}

/** What whoever writes the document knows of the others. */
export interface Sharing extends Claims {
  /** A part that others have made by now. */
  poll(part: number): MadePart | undefined;
  /** The same, waited for; undefined where they could not make it, and it has to be made here. */
  wait(part: number): MadePart | undefined;
  /** So many parts are written: nobody makes parts more than a window ahead of them. */
  written(parts: number): void;
}

/** How many parts may be made and not yet written: what bounds the memory. */
export const WINDOW = 12;

/** Claims from a counter; each call of `claim` must give the next number that nobody has. */
export function createClaims(claim: () => number): Claims {
  let held: number | undefined;
  return {
    mine: () => {
      held ??= claim();
      return held;
    },
    done: () => {
      held = undefined;
    },
  };
}

/** Every part is made here. */
export function createAlone(): Sharing {
  let next = 0;
  return { ...createClaims(() => next++), poll: () => undefined, wait: () => undefined, written: () => {} };
}

/** The parts from `first` to `end` − 1 in their order, made here or elsewhere. */
export function* partsInOrder(
  sharing: Sharing,
  first: number,
  end: number,
  make: (part: number) => MadePart,
): Generator<MadePart> {
  const ahead = new Map<number, MadePart>();
  for (let next = first; next < end; ) {
    const part = ahead.get(next) ?? sharing.poll(next);
    const mine = sharing.mine();
    if (part !== undefined) {
      ahead.delete(next++);
      yield part;
      sharing.written(next);
    } else if (mine < end && mine < next + WINDOW) {
      ahead.set(mine, make(mine));
      sharing.done();
    } else ahead.set(next, sharing.wait(next) ?? make(next));
  }
}
