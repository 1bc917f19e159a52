/** Parts come in their order, each once, whoever makes them, and whatever becomes of who has claimed them. */
import { describe, expect, it } from "vitest";
import {
  createAlone,
  createClaims,
  type MadePart,
  partsInOrder,
  type Sharing,
  WINDOW,
} from "../src/in-parts/sharing.ts";

const part = (number: number): MadePart => ({ bytes: Uint8Array.of(number), entries: 1, sums: new Int32Array(1) });

/** Another takes every part that `isTheirs` says, and has made it when it is waited for, or fails at it. */
function sharedWith(
  isTheirs: (number: number) => boolean,
  fails: (number: number) => boolean,
): Sharing & { ahead: number } {
  let [next, written] = [0, 0];
  const given = new Map<number, MadePart>();
  const sharing = {
    ahead: 0,
    ...createClaims(
      () => {
        while (isTheirs(next)) {
          if (!fails(next)) given.set(next, part(next));
          next++;
        }
        return next++;
      },
      () => written,
    ),
    poll: (number: number) => (number % 5 === 0 ? given.get(number) : undefined),
    wait: (number: number) => given.get(number),
    setWritten: (parts: number) => {
      written = parts;
      sharing.ahead = Math.max(sharing.ahead, next - parts);
    },
  };
  return sharing;
}

function bytesOf(sharing: Sharing, ends: readonly number[]): { bytes: number[]; made: number[] } {
  const [bytes, made]: [number[], number[]] = [[], []];
  let first = 0;
  for (const end of ends) {
    const make = (number: number): MadePart => {
      made.push(number);
      return part(number);
    };
    for (const found of partsInOrder(sharing, first, end, make)) bytes.push(...found.bytes);
    first = end;
  }
  return { bytes, made };
}

const ALL = Array.from({ length: 100 }, (_, number) => number);

describe("parts", () => {
  it("are all made here where nobody else is", () => {
    expect(bytesOf(createAlone(), [3, 3, 60, 100])).toEqual({ bytes: ALL, made: ALL });
  });

  it.each([2, 3, 7])("come in order where another makes all but each %d-th", (mine) => {
    const isTheirs = (number: number): boolean => number % mine !== 0;
    const { bytes, made } = bytesOf(
      sharedWith(isTheirs, () => false),
      [1, 50, 100],
    );
    expect(bytes).toEqual(ALL);
    expect(made).toEqual(ALL.filter((number) => !isTheirs(number)));
  });

  it("are made here where another fails, or never answers", () => {
    const { bytes, made } = bytesOf(
      sharedWith(
        (number) => number % 4 < 2,
        (number) => number % 8 === 1,
      ),
      [100],
    );
    expect(bytes).toEqual(ALL);
    expect([...made].sort((a, b) => a - b)).toEqual(ALL.filter((number) => number % 4 >= 2 || number % 8 === 1));
  });

  it("are not made further ahead than the window", () => {
    let [claimed, most] = [0, 0];
    // The other has the first part and is slow: it is made when it is waited for.
    const sharing: Sharing = {
      ...createClaims(
        () => ++claimed,
        () => 0,
      ),
      poll: () => undefined,
      wait: (number) => {
        most = Math.max(most, claimed - number);
        return part(number);
      },
      setWritten: () => {},
    };
    expect(bytesOf(sharing, [100]).bytes).toEqual(ALL);
    expect(most).toBe(WINDOW);
  });
});
