/** Standard input of `check`: JSON Lines, or one sheet; and in which format a sheet is. */
import { describe, expect, it } from "vitest";
import { sheetsIn } from "../../../src/cli/check-input.ts";
import { formatOfSheet } from "../../../src/homework/format.ts";

async function* bytes(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const all = new TextEncoder().encode(text);
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}

async function read(text: string, size?: number): Promise<{ isLines: boolean; sheets: unknown[] }> {
  const { isLines, sheets } = await sheetsIn(bytes(text, size), undefined, "en");
  const found: unknown[] = [];
  for await (const sheet of sheets)
    found.push("outcome" in sheet ? [sheet.outcome.file, sheet.outcome.status, sheet.outcome.error] : sheet);
  return { isLines, sheets: found };
}

describe("JSON Lines", () => {
  it("are told by their first line, whatever the pieces in which they come", async () => {
    const lines = '\n {"name": "甲.tex", "text": "$a = b$"}\r\n\n{"name":"b","text":"","format":"md"}';
    for (const size of [1, 2, 5, 1000])
      expect(await read(lines, size)).toEqual({
        isLines: true,
        sheets: [
          { file: "甲.tex", text: "$a = b$" },
          { file: "b", text: "", format: "md" },
        ],
      });
  });

  it("have an error in the place of each bad line", async () => {
    const { sheets } = await read(
      '{"name":"a","text":"x"}\n{"name":\n[1]\n{"name":"c"}\n{"name":"d","text":"","format":"pdf"}\n',
    );
    const error = (code: string, message: string, line: number): unknown => ({ code, message, line, column: 1 });
    expect(sheets).toEqual([
      { file: "a", text: "x" },
      ["-", 2, error("line", 'this line is not JSON: expected {"name": "hw.tex", "text": "…"}', 2)],
      ["-", 2, error("line", 'this line has no "name" and "text", which are texts', 3)],
      ["c", 2, error("line", 'this line has no "name" and "text", which are texts', 4)],
      ["d", 2, error("line", '"format" is one of "tex", "md", "txt"', 5)],
    ]);
  });

  it.each([5 << 20, (4 << 20) + (1 << 16)])(
    "have no line without end, such as of %i: the next is read",
    async (length) => {
      const start = '{"name":"a","text":"';
      const long = `${start}${"x".repeat(length - start.length)}\n{"name":"b","text":"y"}\n`;
      const { sheets } = await read(long, 1 << 16);
      expect(sheets).toEqual([
        ["-", 3, { code: "limit", message: "the line is too long: more than 4194304 characters", line: 1, column: 1 }],
        { file: "b", text: "y" },
      ]);
    },
  );
});

describe("everything else is one sheet", () => {
  it.each(["a = b\nc = d\n", "{a} = {b}\n", "\\[a = b\\]", "", "\r\n\r\nx = y\r\n"])(
    "%j, to the letter",
    async (text) => {
      expect(await read(text)).toEqual({ isLines: false, sheets: [{ file: "-", text }] });
    },
  );

  it("unless it has no end", async () => {
    const { sheets } = await read("a = b\n".repeat(1_000_000), 1 << 16);
    expect(sheets).toEqual([
      ["-", 3, { code: "limit", message: "the sheet is too long: more than 4194304 characters", line: 1, column: 1 }],
    ]);
  });
});

it("a sheet is in the format of its name, or of its looks", () => {
  const formats = ["a.tex", "b.MD", "c.txt", "d.markdown", "e.ltx"].map((name) => formatOfSheet(name, ""));
  expect(formats).toEqual(["tex", "md", "txt", "md", "tex"]);
  const looks = ["dy11/da11 = k11", "$x = y$", "\\frac{1}{2} = x", "\\[ x = y \\]", "price"];
  expect(looks.map((text) => formatOfSheet("-", text))).toEqual(["txt", "tex", "tex", "tex", "txt"]);
  expect(formatOfSheet("constructor.constructor", "x")).toBe("txt");
});
