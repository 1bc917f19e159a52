/** False statements are refuted, each at the smallest sizes at which it fails, and none is proved. */
import { expect, it } from "vitest";
import { prove } from "../../src/calculus/prove.ts";
import { differenceAt } from "../../src/calculus/refute.ts";
import { smallestSizes } from "../../src/calculus/size-order.ts";
import { FALSE_OF_ONE_AXIS } from "./false-of-one-axis.ts";
import { FALSE_OF_SEVERAL } from "./false-of-several.ts";

it.each([...FALSE_OF_ONE_AXIS, ...FALSE_OF_SEVERAL])("%s", (_, theory, right, expected) => {
  const statement = { left: "g", right };
  const proof = prove(statement, theory);
  expect(proof.verdict).toBe("refuted");
  if (proof.verdict !== "refuted") return;
  const { sizes, at, left, right: value } = proof.counterexample;
  const letters = Object.entries(sizes).map(([name, size]) => `${name}=${size}`);
  expect(`${letters.join(" ")} at [${at.join(",")}]: ${left}, ${value}`).toBe(expected);
  // None of the sizes that come before it makes a difference.
  for (const smaller of smallestSizes(theory, 5)) {
    if (JSON.stringify(Object.fromEntries(smaller)) === JSON.stringify(sizes)) break;
    expect(differenceAt(statement, theory, smaller)).toBeUndefined();
  }
});
