/** The derivatives of what we expand, by mathjs: at integer points, exactly. */
import fc from "fast-check";
import { derivative, parse } from "mathjs";
import { afterAll, describe, expect, it } from "vitest";
import { entriesOf } from "../helpers.ts";

let compared = 0;
afterAll(() => console.log(`derivatives by mathjs: ${compared} numbers`));

describe("mathjs's derivative", () => {
  /** `a[1,2]` as the plain name `a_1_2`, which mathjs reads. */
  const plain = (text: string): string =>
    text.replace(/(\w)\[([\d,]+)\]/g, (_, name, at) => `${name}_${at.replaceAll(",", "_")}`);

  it("of our expansions agrees with our derivatives at integer points, exactly", () => {
    const definition = fc.constantFrom(
      "conv1d(a, k)",
      "conv1d(a, k)^2",
      "conv_transpose1d(a, k, stride=2)",
      "a*a*a - 3*a",
      "(a - 2*flip(a))^3",
      "conv1d(a, k, padding=1)*conv1d(a, flip(k), padding=1)",
      "sum(a)*k",
      "a @ a",
    );
    fc.assert(
      fc.property(
        definition,
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 5, maxLength: 5 }),
        (text, numbers) => {
          const sheet = `tensor a[3] = [${numbers.slice(0, 3)}]\ntensor k[2] = [${numbers.slice(3)}]\ny = ${text}`;
          const values: Record<string, number> = {};
          numbers.forEach((value, index) => {
            values[index < 3 ? `a_${index + 1}` : `k_${index - 2}`] = value;
          });
          const entries = entriesOf(`${sheet}\nexpand y`);
          const names = [...new Set(Object.values(entries).flatMap((entry) => entry.match(/\b[a-z]\w*\b/g) ?? []))];
          fc.pre(names.every((name) => ["a", "k"].includes(name)));
          const ours = entriesOf(`${sheet}\njacobian y wrt a`, "value");
          for (const [at, entry] of Object.entries(entries))
            for (const wrt of [1, 2, 3]) {
              const slope = derivative(parse(plain(entry)), `a_${wrt}`, { simplify: false }).evaluate({ ...values });
              expect(Number(ours[[at, "|", wrt].filter((part) => part !== "").join(",")] ?? 0)).toBe(slope + 0);
              compared++;
            }
        },
      ),
      { numRuns: 80 },
    );
  });
});
