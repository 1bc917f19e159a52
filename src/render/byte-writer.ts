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
  /** The same without its first bytes. */
  pooledWithout(first: number, pool: Pool, number: number): void;
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
      pooledWithout: (first, { bytes, starts }, number) => {
        const start = (starts[number] as number) + first;
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

/** Writes the pieces of a pool, one after the other. */
export interface PoolWriter extends ByteWriter {
  endPiece(): void;
  /** A piece for each end: the beginning, and that end. */
  pieces(beginning: string, ends: readonly string[]): void;
  build(): Pool;
}

/** @param count how many pieces there will be. */
export function createPool(count: number): PoolWriter {
  const starts = new Int32Array(count + 1);
  const writer = createBufferWriter((full) => enlarged(full, 2 * full.length));
  writer.begin(new Uint8Array(BYTES_OF_PIECE * (count + 1)));
  let ended = 0;
  const endPiece = (): void => {
    starts[++ended] = writer.length();
  };
  return {
    ...writer,
    endPiece,
    pieces: (beginning, ends) => {
      // Encoded together, which takes a fraction of the time, where each character is a byte.
      const all = beginning + ends.join(beginning);
      const start = writer.length();
      if (isAscii(all)) {
        writer.text(all);
        addStarts(starts, ended, start, beginning.length, ends);
        ended += ends.length;
      } else
        for (const end of ends) {
          writer.text(beginning + end);
          endPiece();
        }
    },
    build: () => {
      if (ended !== count) throw new Error(`${ended} pieces in a pool of ${count}`);
      const written = writer.end();
      return { bytes: viewOf(enlarged(written, written.length + STRIDE)), starts };
    },
  };
}

/** Where pieces end that begin at `start`, one behind the other. */
function addStarts(starts: Int32Array, from: number, start: number, length: number, ends: readonly string[]): void {
  let at = start;
  for (let piece = 0; piece < ends.length; piece++) {
    at += length + (ends[piece] as string).length;
    starts[from + piece + 1] = at;
  }
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

/** About as long as the name of an entry. */
const BYTES_OF_PIECE = 24;

function enlarged(bytes: Uint8Array, capacity: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(capacity);
  larger.set(bytes);
  return larger;
}
