/**
 * The one place where bytes are put together: a buffer that is filled, handed to a sink when it is full, and used
 * again. Strings are for what is written once; pieces that come again and again are copied from pools of bytes.
 *
 * Pieces are copied eight bytes at a time, which takes a third of the time that single bytes take: up to seven bytes
 * too many are read and written, so that pools and buffers have room behind their end, and what is too much is written
 * over or left out. As the bits of a double they stay as they are, since UTF-8 has none that are a NaN: 0x7F or 0xFF
 * would follow a byte from 0xF0 on.
 */

/** Takes the bytes before it returns; the buffer is then written over. */
export type Sink = (bytes: Uint8Array) => void;

export interface ByteWriter {
  text(text: string): void;
  piece(piece: Piece): void;
  /** Piece `number` of a pool. */
  pooled(pool: Pool, number: number): void;
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
  /** How many bytes have been written since. */
  length(): number;
  /** The bytes from … to − 1 of those once more. */
  repeat(from: number, to: number): void;
  /** What has been written since. */
  end(): Uint8Array;
}

/** A text as bytes, with room behind its end. */
export interface Piece {
  readonly bytes: DataView;
  readonly length: number;
}

/** Pieces of text as bytes, one behind the other; a piece is known by its number. */
export interface Pool {
  readonly bytes: DataView;
  /** Piece n is the bytes from starts[n] to starts[n + 1] − 1. */
  readonly starts: Int32Array;
}

const STRIDE = 8;

const encoder = new TextEncoder();

export function pieceOf(text: string): Piece {
  const bytes = encoder.encode(text);
  return { bytes: viewOf(enlarged(bytes, bytes.length + STRIDE)), length: bytes.length };
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

const CAPACITY = 1 << 18;

/** A writer into a buffer, and how far it has come; `makeRoom` is called where so many bytes have no room. */
interface Filling {
  readonly writer: ByteWriter;
  readonly copy: (from: DataView, start: number, length: number) => void;
  readonly state: { buffer: Uint8Array; view: DataView; at: number };
}

function createFilling(initial: Uint8Array, makeRoom: (length: number) => void): Filling {
  const state = { buffer: initial, view: viewOf(initial), at: 0 };
  const copy = (from: DataView, start: number, length: number): void => {
    if (length + STRIDE > state.view.byteLength - state.at) makeRoom(length + STRIDE);
    const { view, at } = state;
    for (let offset = 0; offset < length; offset += STRIDE)
      view.setFloat64(at + offset, from.getFloat64(start + offset, true), true);
    state.at = at + length;
  };
  return {
    writer: {
      text: (text) => {
        const bytes = encoder.encode(text);
        if (bytes.length + STRIDE > state.view.byteLength - state.at) makeRoom(bytes.length + STRIDE);
        state.buffer.set(bytes, state.at);
        state.at += bytes.length;
      },
      piece: (piece) => copy(piece.bytes, 0, piece.length),
      pooled: ({ bytes, starts }, number) => {
        const start = starts[number] as number;
        copy(bytes, start, (starts[number + 1] as number) - start);
      },
    },
    copy,
    state,
  };
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
  return {
    ...writer,
    text: (text) => {
      // A character is at most three bytes of a string's two.
      if (3 * text.length + STRIDE > CAPACITY) pass(encoder.encode(text));
      else writer.text(text);
    },
    pass,
    flush,
  };
}

/** @param grow a larger buffer with the same bytes. */
export function createBufferWriter(grow: (full: Uint8Array) => Uint8Array): BufferWriter {
  const fill = (buffer: Uint8Array): void => {
    state.buffer = buffer;
    state.view = viewOf(buffer);
  };
  const { writer, copy, state } = createFilling(new Uint8Array(0), (length) => {
    while (length > state.buffer.length - state.at) fill(grow(state.buffer));
  });
  return {
    ...writer,
    begin: (buffer) => {
      fill(buffer);
      state.at = 0;
    },
    length: () => state.at,
    repeat: (from, to) => copy(state.view, from, to - from),
    end: () => state.buffer.subarray(0, state.at),
  };
}

export interface PoolBuilder {
  add(texts: readonly string[]): void;
  build(): Pool;
}

export function createPool(): PoolBuilder {
  let bytes = new Uint8Array(1024);
  let starts = new Int32Array(64);
  let [length, count] = [0, 0];
  const encode = (text: string): number => {
    // A character is at most three bytes of a string's two.
    const most = length + 3 * text.length + STRIDE;
    if (most > bytes.length) bytes = enlarged(bytes, 2 * most);
    return encoder.encodeInto(text, bytes.subarray(length)).written;
  };
  const addBytes = (added: number): void => {
    if (count + 1 === starts.length) {
      const larger = new Int32Array(2 * starts.length);
      larger.set(starts);
      starts = larger;
    }
    length += added;
    starts[++count] = length;
  };
  return {
    add: (texts) => {
      // Encoded together, which takes a fraction of the time, where each character is a byte.
      const all = texts.join("");
      const isPlain = encode(all) === all.length;
      for (const text of texts) addBytes(isPlain ? text.length : encode(text));
    },
    build: () => ({ bytes: viewOf(bytes), starts: starts.subarray(0, count + 1) }),
  };
}

/** The pieces of a pool, each behind the same text. */
export function prefixed(pool: Pool, text: string): Pool {
  const count = pool.starts.length - 1;
  const prefix = pieceOf(text);
  const bytes = new Uint8Array((pool.starts[count] as number) + count * prefix.length + STRIDE);
  const starts = new Int32Array(count + 1);
  const writer = createBufferWriter((full) => full);
  writer.begin(bytes);
  for (let number = 0; number < count; number++) {
    writer.piece(prefix);
    writer.pooled(pool, number);
    starts[number + 1] = writer.length();
  }
  return { bytes: viewOf(bytes), starts };
}

function enlarged(bytes: Uint8Array, capacity: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(capacity);
  larger.set(bytes);
  return larger;
}
