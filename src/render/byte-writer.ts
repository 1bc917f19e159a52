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
  piece(bytes: Uint8Array): void;
}

/** Fills one buffer again and again. */
export interface StreamWriter extends ByteWriter {
  /** Bytes of any length, which the sink is given as they are. */
  pass(bytes: Uint8Array): void;
  flush(): void;
}

/** Fills a buffer that is given, and larger ones where it is full. */
export interface BufferWriter extends ByteWriter {
  begin(buffer: Uint8Array): void;
  /** What has been written since. */
  end(): Uint8Array;
}

const CAPACITY = 1 << 18;

/** A writer into a buffer, and how far it has come; `makeRoom` is called where so many bytes have no room. */
interface Filling {
  readonly writer: ByteWriter;
  readonly state: { buffer: Uint8Array; at: number };
}

function createFilling(initial: Uint8Array, makeRoom: (length: number) => void): Filling {
  const encoder = new TextEncoder();
  const state = { buffer: initial, at: 0 };
  const copy = (pool: Uint8Array, from: number, to: number): void => {
    if (to - from > state.buffer.length - state.at) makeRoom(to - from);
    const { buffer } = state;
    let { at } = state;
    for (let position = from; position < to; position++) buffer[at++] = pool[position] as number;
    state.at = at;
  };
  const piece = (bytes: Uint8Array): void => copy(bytes, 0, bytes.length);
  const text = (text: string): void => piece(encoder.encode(text));
  return { writer: { copy, piece, text }, state };
}

export function createStreamWriter(sink: Sink): StreamWriter {
  const flush = (): void => {
    if (state.at > 0) sink(state.buffer.subarray(0, state.at));
    state.at = 0;
  };
  const { writer, state } = createFilling(new Uint8Array(CAPACITY), flush);
  const pass = (bytes: Uint8Array): void => {
    flush();
    sink(bytes);
  };
  const encoder = new TextEncoder();
  return {
    ...writer,
    text: (text) => {
      const bytes = encoder.encode(text);
      if (bytes.length > CAPACITY) pass(bytes);
      else writer.piece(bytes);
    },
    pass,
    flush,
  };
}

/** @param grow a larger buffer with the same bytes. */
export function createBufferWriter(grow: (full: Uint8Array) => Uint8Array): BufferWriter {
  const { writer, state } = createFilling(new Uint8Array(0), (length) => {
    while (length > state.buffer.length - state.at) state.buffer = grow(state.buffer);
  });
  return {
    ...writer,
    begin: (buffer) => {
      state.buffer = buffer;
      state.at = 0;
    },
    end: () => state.buffer.subarray(0, state.at),
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
