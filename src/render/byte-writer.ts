/**
 * The one place where bytes are put together: a buffer that is filled, handed to a sink when it is full, and used
 * again. Strings are for what is written once; pieces that come again and again are copied from pools of bytes.
 */

/** Takes the bytes before it returns; the buffer is then written over. */
export type Sink = (bytes: Uint8Array) => void;

export interface ByteWriter {
  text(text: string): void;
  /** The bytes from … to − 1 of a pool. */
  copy(pool: Uint8Array, from: number, to: number): void;
  /** Bytes of any length, which the sink is given as they are. */
  pass(bytes: Uint8Array): void;
  flush(): void;
  /** How many bytes have been written so far. */
  readonly written: number;
}

const CAPACITY = 1 << 18;

/** No piece that is copied may be longer than `capacity`. */
export function createByteWriter(sink: Sink, capacity = CAPACITY): ByteWriter {
  const buffer = new Uint8Array(capacity);
  const encoder = new TextEncoder();
  let at = 0;
  let flushed = 0;
  const flush = (): void => {
    if (at > 0) sink(buffer.subarray(0, at));
    flushed += at;
    at = 0;
  };
  const pass = (bytes: Uint8Array): void => {
    flush();
    sink(bytes);
    flushed += bytes.length;
  };
  return {
    get written() {
      return flushed + at;
    },
    text: (text) => {
      const bytes = encoder.encode(text);
      if (bytes.length > capacity - at) flush();
      if (bytes.length > capacity) return pass(bytes);
      buffer.set(bytes, at);
      at += bytes.length;
    },
    copy: (pool, from, to) => {
      if (to - from > capacity - at) flush();
      for (let position = from; position < to; position++) buffer[at++] = pool[position] as number;
    },
    pass,
    flush,
  };
}

/** Pieces of text as bytes, one behind the other; a piece is known by its number. */
export interface Pool {
  readonly bytes: Uint8Array;
  /** Piece n is the bytes from ends[n − 1] (or 0) to ends[n] − 1. */
  readonly ends: Int32Array;
}

export interface PoolBuilder {
  add(text: string): void;
  build(): Pool;
}

export function createPool(): PoolBuilder {
  const encoder = new TextEncoder();
  let bytes = new Uint8Array(1024);
  let ends = new Int32Array(64);
  let [length, count] = [0, 0];
  return {
    add: (text) => {
      // A character is at most three bytes of a string's two.
      if (length + 3 * text.length > bytes.length) bytes = enlarged(bytes, 2 * (length + 3 * text.length));
      if (count === ends.length) {
        const larger = new Int32Array(2 * count);
        larger.set(ends);
        ends = larger;
      }
      length += encoder.encodeInto(text, bytes.subarray(length)).written;
      ends[count++] = length;
    },
    build: () => ({ bytes: bytes.subarray(0, length), ends: ends.subarray(0, count) }),
  };
}

function enlarged(bytes: Uint8Array, capacity: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(capacity);
  larger.set(bytes);
  return larger;
}
