/** Documents written part by part say what the same documents say that are made as a whole. */
import { describe, expect, it } from "vitest";
import { derive } from "../src/derive.ts";
import { deriveInParts, type InPartsOptions } from "../src/derive-in-parts.ts";
import { render } from "../src/index.ts";

function textInParts(worksheet: string, options: InPartsOptions): string {
  const chunks: Buffer[] = [];
  deriveInParts(worksheet, options, (bytes) => chunks.push(Buffer.from(bytes)));
  return Buffer.concat(chunks).toString("utf8");
}

/** The equations of a document's lists, without what lays them out. */
function equationsOf(latex: string): string[] {
  const rows = latex
    .replace(/%.*\n/g, "")
    .replaceAll("&\\quad{} ", "")
    .replace(/&\\qquad /g, "\\\\\n")
    .split(/\\\\\*?\n|\\begin\{align(?:at)?\*\}(?:\{\d+\})?|\\end\{align(?:at)?\*\}/);
  const equations: string[] = [];
  for (const row of rows) {
    const text = row.replace(/\s+/g, "");
    if (text.includes("&=")) equations.push(text.replace("&", ""));
    else if (/^[-+]/.test(text)) equations[equations.length - 1] += text;
  }
  return equations;
}

const large = [
  "tensor a[9,9]\ntensor k[3,3]\ny = conv2d(a, k)\nloss L(y)\njacobian y wrt a\njacobian y wrt k\ngradient L wrt a",
  "tensor a[40,40]\ntensor k[3,3]\ny = conv2d(a, k, stride=2, padding=1)\nloss L(y)\ngradient L wrt a\ngradient L wrt k",
  "tensor a[40,40]\ntensor k[3,3]\nz = conv2d(a, k)\nh = relu(z)\nloss L(h)\ngradient L wrt a\nexpand h\nexpand z",
  "tensor a[40,40]\ny = avg_pool2d(a, 2)\nE = mse(y, ones(20,20))\ngradient E wrt a\nexpand y",
  "tensor a[40,40]\ny = a * a / 2 - a\nE = sum(y)\ngradient E wrt a\njacobian y wrt a\nexpand y",
  "tensor a[40,40] = 1..1600\ntensor k[2,2]\ny = conv2d(a, k)\nloss L(y)\ngradient L wrt k\njacobian y wrt k",
  'index 0\ntensor a[40,40]\ntensor w[2,2] as "W^{(1)}"\ny = conv_transpose2d(a, w, stride=2)\nloss L(y)\ngradient L wrt a',
  "tensor x[1200]\ntensor s[1200]\ny = sigmoid(x) * s\nE = sum(y)\ngradient E wrt x\ngradient E wrt s\njacobian y wrt x",
];

describe("a document in parts", () => {
  it.each(large)("has the JSON of the whole: %j", (worksheet) => {
    for (const detail of ["results", "steps"] as const) {
      const whole = render(derive(worksheet, { detail }), { to: "json" });
      const parts = textInParts(worksheet, { to: "json", detail });
      expect(parts === whole ? "the same" : parts.slice(0, 3000)).toEqual(
        parts === whole ? "the same" : whole.slice(0, 3000),
      );
    }
  });

  it.each(large)("has the equations of the whole in LaTeX: %j", (worksheet) => {
    const whole = equationsOf(render(derive(worksheet, { detail: "results" }), { to: "latex", detail: "results" }));
    const latex = textInParts(worksheet, { to: "latex", detail: "results" });
    expect(equationsOf(latex)).toEqual(whole);
    // A display begins with an entry, and not in the middle of one.
    expect(latex).not.toMatch(/\\begin\{align\*\}\n\s*&\\q/);
  });
});
