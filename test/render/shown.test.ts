/** Entries are the same as those above only where every expression is, at the same place of the same shape. */
import { describe, expect, it } from "vitest";
import type { Expression } from "../../src/language/syntax.ts";
import { nothingShown } from "../../src/render/shown.ts";

const letters = (text: string): Expression[] => [...text].map((name) => ({ tag: "name", name }));

describe("what stands above", () => {
  const shown = nothingShown("steps");
  const place = shown.add([2, 2], letters("abcd"));

  it("is found again", () => expect(shown.find([2, 2], letters("abcd"))).toBe(place));

  it.each([
    ["the last entry differs", [2, 2], "abcx"],
    ["the first entry differs", [2, 2], "xbcd"],
    ["two entries are exchanged", [2, 2], "abdc"],
    ["the shape is another", [4], "abcd"],
    ["an entry is missing", [2, 2], "abc"],
  ])("is not what is asked for where %s", (_why, shape, entries) =>
    expect(shown.find(shape, letters(entries))).toBeUndefined(),
  );

  it("is nothing at full detail", () => {
    const full = nothingShown("full");
    full.add([2, 2], letters("abcd"));
    expect(full.find([2, 2], letters("abcd"))).toBeUndefined();
  });
});
