/**
 * Who makes which part: parts are numbered through all large results of a document, claimed one after the other by
 * whoever is free, and written in their order. Always: the document is the same however many make it.
 */
import { type BufferWriter, createBufferWriter } from "../render/byte-writer.ts";

/** The bytes of a part, and what its entries come to, for the checker. */
export interface MadePart {
  /** Written over once the part is written. */
  readonly bytes: Uint8Array;
  readonly entries: number;
  readonly sums: Int32Array;
}

/** The parts that are nobody's yet. */
export interface Claims {
  /** How many parts are written. */
  written(): number;
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
  setWritten(parts: number): void;
}

/** How many parts may be made and not yet written: what bounds the memory. */
export const WINDOW = 32;

/** Claims from a counter; each call of `claim` must give the next number that nobody has. */
export function createClaims(claim: () => number, written: () => number): Claims {
  let held: number | undefined;
  return {
    written,
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
  let [next, written] = [0, 0];
  const claims = createClaims(
    () => next++,
    () => written,
  );
  return {
    ...claims,
    poll: () => undefined,
    wait: () => undefined,
    setWritten: (parts) => {
      written = parts;
    },
  };
}

/** Buffers that are used again once what was in them is written. */
export interface Buffers {
  /** One for the bytes of a part. */
  take(part: number): Uint8Array;
  /** Fills one after the other; a full one is exchanged for a larger one, for the same part. */
  readonly writer: BufferWriter;
}

const BYTES_OF_BUFFER = 1 << 20;

/** @param isShared whether another thread reads them. */
export function createBuffers(written: () => number, isShared: boolean): Buffers {
  const create = (length: number): Uint8Array =>
    new Uint8Array(isShared ? new SharedArrayBuffer(length) : new ArrayBuffer(length));
  const used = new Map<Uint8Array, number>();
  const grow = (full: Uint8Array): Uint8Array => {
    const larger = create(2 * full.length);
    larger.set(full);
    used.set(larger, used.get(full) as number);
    used.delete(full);
    return larger;
  };
  return {
    writer: createBufferWriter(grow),
    take: (part) => {
      const free = [...used].find(([, user]) => user < written())?.[0] ?? create(BYTES_OF_BUFFER);
      used.set(free, part);
      return free;
    },
  };
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
      sharing.setWritten(next);
    } else if (mine < end && mine < next + WINDOW) {
      ahead.set(mine, make(mine));
      sharing.done();
    } else ahead.set(next, sharing.wait(next) ?? make(next));
  }
}
