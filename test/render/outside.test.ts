/** What becomes of entries outside an array is said where a formula looks for them, once, and nowhere else. */
import { expect, it } from "vitest";
import { derive, render } from "../../src/index.ts";

const ZERO = "Entries outside an array count as 0.";
const NONE = "Entries outside an array take no part in a maximum.";

const saidOf = (worksheet: string): string[] =>
  render(derive(worksheet), { to: "text" })
    .split("\n")
    .filter((line) => line.startsWith("Entries outside"));

it.each([
  ["tensor a[4,4]\ntensor k[3,3]\ny = conv2d(a, k)\nexpand y[1,1]", []],
  ["tensor a[4,4]\ntensor k[3,3]\ny = conv2d(a, k, padding=1)\nexpand y[1,1]", [ZERO]],
  ["tensor a[4,4]\ntensor k[3,3]\ny = conv2d(a, k, padding=1)\nz = conv2d(y, k, padding=1)\nexpand z[1,1]", [ZERO]],
  ["tensor a[4,4]\ny = max_pool2d(a, 2)\nexpand y[1,1]", []],
  ["tensor a[4,4]\ny = max_pool2d(a, 2, padding=1)\nexpand y[1,1]", [NONE]],
  [
    "tensor a[4,4]\nm = max_pool2d(a, 2, padding=1)\ns = avg_pool2d(a, 2, padding=1)\ny = m + s\nexpand y",
    [NONE, ZERO],
  ],
])("%j", (worksheet, said) => {
  expect(saidOf(worksheet)).toEqual(said);
});
