/** What stands above is referred to, not written again; who asks for everything gets everything. */
import { describe, expect, it } from "vitest";
import { derive } from "../../src/derive.ts";
import { render } from "../../src/render/render.ts";
import { exampleDerivation } from "../tools/examples.ts";

const SHEET = `
tensor a[3,3]
tensor k[2,2] = [[1,2],[3,4]]
y = conv2d(a, k)
loss L(y)
given delta = [[1,2],[3,4]]
t = conv_transpose2d(delta, k)
`;
const EARLIER = `${SHEET}gradient L wrt a\nexpand t\nprove grad(L, a) == t\nprove t == conv2d(pad(delta, 1), flip(k))`;

type Format = "text" | "latex" | "markdown" | "html";

const written = (worksheet: string, to: Format = "text", lang: "en" | "zh" = "en"): string =>
  render(derive(worksheet), { to, lang });
const flat = (text: string): string => text.replace(/\s+/g, " ");
const count = (text: string, part: string | RegExp): number => text.split(part).length - 1;

describe("entries that stand above", () => {
  const text = flat(written(EARLIER));

  it("are referred to by the numbers of their tables, in letters and in numbers", () => {
    expect(text).toMatch(/⎦ \(5\) In numbers: .*⎦ \(6\)/);
    expect(text).toContain("All 9 entries together are those of (5), in numbers those of (6).");
    expect(count(text, "In numbers:")).toBe(1);
  });

  it("are not listed for a claim", () => {
    expect(count(text, "entry by entry they come to the same 9 expressions, those of (5).")).toBe(2);
    expect(text).not.toContain("left₁₁");
    expect(count(text, "✓ Proved.")).toBe(2);
  });

  it("have the same numbers in every format", () => {
    const numbers = { latex: /\\tag\{([56])\}/g, markdown: /\\tag\{([56])\}/g, html: /class="number">\(([56])\)/g };
    for (const [to, pattern] of Object.entries(numbers)) {
      const document = written(EARLIER, to as Format);
      expect([...document.matchAll(pattern)].map(([, number]) => number)).toEqual(["5", "6"]);
      expect(flat(document)).toContain("those of (5)");
    }
    expect(written(EARLIER, "text", "zh").replace(/\s/g, "")).toContain("全部9个元素与(5)相同，数值与(6)相同。");
  });

  it("are the same only where every expression is, at its place", () => {
    const turned = written(
      `${SHEET}gradient L wrt a\nexpand flip(t)`.replace("expand flip(t)", "u = flip(t)\nexpand u"),
    );
    expect(turned).not.toContain("those of (");
    expect(count(turned, "All entries together:")).toBe(2);
    const reshaped = written(`${SHEET}gradient L wrt a\nv = flatten(t)\nexpand v`);
    expect(reshaped).not.toContain("those of (");
  });

  it("are written again at full detail", () => {
    const full = render(derive(EARLIER, { detail: "full" }), { to: "text", detail: "full" });
    expect(count(full, "All entries together:")).toBe(2);
    expect(full).not.toContain("those of (");
    expect(count(full, /δ₁₁·k₁₁ = t₁₁|t₁₁ += δ₁₁·k₁₁/)).toBe(2);
  });
});

describe("a claim whose entries stand nowhere yet", () => {
  const claims = `${SHEET}prove grad(L, a) == t\nprove t == conv2d(pad(delta, 1), flip(k))\nexpand t`;

  it("is one table of both sides, to which later claims and expansions refer", () => {
    const text = flat(written(claims));
    expect(text).toContain("entry by entry they come to the same: ");
    expect(text).toMatch(/∂L\/∂a = t = ⎢ .*⎦ \(4\)/);
    expect(text).toContain("the same 9 expressions, those of (4).");
    expect(text).toContain("All 9 entries together are those of (4). In numbers:");
  });

  it("calls long sides left and right there", () =>
    expect(flat(written(`${SHEET}prove t == conv2d(pad(delta, 1), flip(k))`))).toMatch(
      /called left and right below\. .* left = right = ⎢/,
    ));

  it("is a list where no table can be read, and is then referred to itself", () => {
    const long = "tensor a[5,5]\ntensor k[4,4]\ny = conv_transpose2d(a, k)\nz = conv2d(pad(a, 3), flip(k))\n";
    const text = flat(written(`${long}prove y == z\nprove z == y`));
    expect(text).toMatch(/We claim that y = z \(3\) Both sides/);
    expect(text).toContain("y₁₁ = a₁₁·k₁₁ = z₁₁");
    expect(text).toContain("the same 64 expressions, those of (3).");
  });

  it("is none where it is refuted", () => {
    const text = flat(written(`${SHEET}gradient L wrt a\nprove grad(L, a) == conv2d(pad(delta, 1), k)`));
    expect(text).toContain("✗ Refuted. At entry (1, 1)");
    expect(text).not.toContain("come to the same");
  });
});

describe("entries that are alike", () => {
  it("are derived once for each shape of derivation: here one, two and four products", () => {
    const text = written(`${SHEET}jacobian t wrt delta`);
    expect(text.match(/^ {2}∂t\S+\/∂δ₁₁ = ∂/gm)).toHaveLength(3);
    expect(text).toContain("The other 13 entries were derived and checked in the same way.");
  });

  it("say which kind they are, where windows slide", () => {
    const text = written(`${SHEET}gradient L wrt a`);
    expect(text).toMatch(
      /one entry of each kind\. Corner:\n\n {2}∂L\/∂a₁₁[\s\S]*\nEdge:\n\n {2}∂L\/∂a₁₂[\s\S]*\nInterior:\n\n {2}∂L\/∂a₂₂/,
    );
  });

  it("stand in brief where no table shows them", () => {
    const wide = "tensor a[6,6]\ntensor k[4,4]\ny = conv2d(a, k)\nexpand y";
    expect(written(wide)).toContain("The other 8 in the same way, in brief:");
  });
});

describe("a figure", () => {
  const both = "tensor a[3,3]\ntensor k[2,2]\ny = conv_transpose2d(a, k)\nz = conv2d(pad(a, 1), flip(k))\nexpand y";

  it("that shows the same products as one above is referred to by its number", () => {
    const text = flat(written(both));
    expect(text).toContain("Figure 1. The products in y₃₃");
    expect(text).toContain("The products in z₃₃ are those of Figure 1.");
    expect(text).not.toContain("Figure 2.");
    expect(flat(render(derive(both, { detail: "full" }), { to: "text", detail: "full" }))).toContain("Figure 2.");
  });

  it("of another place, or of other arrays, is shown", () => {
    expect(written(both.replace("flip(k)", "k"))).toContain("Figure 2.");
    expect(written(both.replace("pad(a, 1)", "pad(a, 2)"))).toContain("Figure 2.");
  });
});

it("a formula in a line of text that has to scroll on a narrow page has a name", () => {
  const page = render(exampleDerivation("33-every-size-pooling"), { to: "html" });
  const wide = [...page.matchAll(/<span class="wide"[^>]*>/g)].map(([tag]) => tag);
  expect(wide.length).toBeGreaterThan(0);
  for (const tag of wide) expect(tag).toMatch(/ aria-label="[^"]+"/);
});
