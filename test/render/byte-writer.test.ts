/** Bytes put together from texts, pieces and pools are those of the strings that they stand for. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBufferWriter, createPool, createStreamWriter, pieceOf } from "../../src/render/byte-writer.ts";

const texts = fc.array(fc.string({ unit: fc.constantFrom("a", "_{1,2}", "δ", "卷", "𝑎", ""), maxLength: 30 }), {
  minLength: 1,
  maxLength: 20,
});

function written(fill: (to: ReturnType<typeof createStreamWriter>) => void): string {
  const parts: Buffer[] = [];
  const writer = createStreamWriter((bytes) => parts.push(Buffer.from(bytes)));
  fill(writer);
  writer.flush();
  return Buffer.concat(parts).toString();
}

describe("pools of pieces", () => {
  it("hold what was written, with a beginning in common or without, in ASCII or not", () => {
    fc.assert(
      fc.property(texts, fc.string({ maxLength: 3 }), fc.boolean(), (ends, beginning, together) => {
        const pool = createPool(ends.length);
        if (together) pool.pieces(beginning, ends);
        else
          for (const end of ends) {
            pool.text(beginning);
            pool.piece(pieceOf(end));
            pool.endPiece();
          }
        const built = pool.build();
        ends.forEach((end, number) => {
          expect(written((to) => to.pooled(built, number))).toBe(beginning + end);
          const first = Buffer.byteLength(beginning);
          expect(written((to) => to.pooledWithout(first, built, number))).toBe(end);
        });
      }),
    );
  });

  it("are whole", () => {
    const pool = createPool(2);
    pool.pieces("a", ["1"]);
    expect(() => pool.build()).toThrow("1 pieces in a pool of 2");
  });
});

describe("writers", () => {
  it("write what they are given, however much it is", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 4000 }), (pieces, times) => {
        const made = pieces.map(pieceOf);
        const whole = pieces.join("").repeat(times);
        const fill = (to: { piece: (piece: (typeof made)[number]) => void }): void => {
          for (let time = 0; time < times; time++) for (const piece of made) to.piece(piece);
        };
        expect(written(fill)).toBe(whole);
        const buffer = createBufferWriter((full) => {
          const larger = new Uint8Array(2 * full.length + 64);
          larger.set(full);
          return larger;
        });
        buffer.begin(new Uint8Array(16));
        fill(buffer);
        expect(Buffer.from(buffer.end()).toString()).toBe(whole);
      }),
      { numRuns: 30 },
    );
  });
});
