/** Saved derivations from which something was taken, or to which something was added: word for word what verify says. */
import { describe, expect, it } from "vitest";
import { verify } from "../src/index.ts";
import { firstDifference } from "../src/saved/compare.ts";
import { savedJson } from "./helpers.ts";
import type { Json } from "./json.ts";

type Fields = { [key: string]: Json };

const SHEET = `title "All that can be said"
tensor a[4] = 1..4
tensor k[2] = [1,2]
y = conv1d(a, k, stride=2, padding=(1,0))
loss L(y)
given delta = [3,5]
gradient L wrt a[2]
h = relu(y)
o = h @ [1,1]
gradient o wrt k
views y wrt a`;

/** What verify says of the derivation after a change. */
function verdictAfter(change: (document: Fields) => void): string {
  const document = JSON.parse(savedJson(SHEET)) as Fields;
  change(document);
  try {
    verify(JSON.stringify(document));
    return "verified";
  } catch (error) {
    return (error as Error).message;
  }
}

/** The piece of the document at a path such as `results.0.entries`. */
function part<Kind extends Json = Json[]>(document: Fields, path: string): Kind {
  return path.split(".").reduce<Json>((json, key) => (json as Fields)[key] as Json, document) as Kind;
}

const dropped = (path: string, index: number): string =>
  verdictAfter((document) => void part(document, path).splice(index, 1));
const reversed = (path: string): string => verdictAfter((document) => void part(document, path).reverse());
const removed = (path: string, name: string): string =>
  verdictAfter((document) => delete part<Fields>(document, path)[name]);

const OWED = "what the worksheet asks for is not all there: ";

describe("verify of a saved derivation", () => {
  it("passes it as it is", () => {
    expect(verdictAfter(() => {})).toBe("verified");
  });

  it("notices the call of a framework that was left out, and what was left out of one", () => {
    expect(dropped("twins", 2)).toBe(`${OWED}twins has 3 items, and should have 4`);
    expect(reversed("twins")).toBe(`${OWED}twins[0].framework is "jax", and should be "pytorch"`);
    expect(
      verdictAfter((document) => {
        delete part<Fields>(document, "twins.0")["inputGradient"];
        delete part<Fields>(document, "twins.0.calls")["inputGradient"];
      }),
    ).toBe(`${OWED}twins[0].inputGradient is missing`);
    expect(dropped("twins.0.notes", 0)).toBe("y in pytorch: the notes are not pytorch-pad");
  });

  it("notices views and lines of views", () => {
    expect(dropped("results.2.views", 1)).toBe(`${OWED}results[2].views has 3 items, and should have 4`);
    expect(reversed("results.2.views")).toBe(`${OWED}results[2].views[0].view is "unfold", and should be "scatter"`);
    expect(dropped("results.2.views.0.lines", 2)).toBe(
      `${OWED}results[2].views[0].lines has 3 items, and should have 4`,
    );
  });

  it("notices remarks", () => {
    expect(dropped("results.1.remarks", 0)).toBe(`${OWED}results[1].remarks has 0 items, and should have 1`);
    expect(dropped("definitions.1.remarks", 0)).toBe(`${OWED}definitions[1].remarks has 0 items, and should have 1`);
  });

  it("notices steps, in the middle and at the end", () => {
    const rules = verify(savedJson(SHEET)).results.flatMap((result) =>
      result.kind === "gradient" ? [result.entries[0]?.steps?.map(({ rule }) => rule)] : [],
    );
    expect(rules).toEqual([
      ["chain-rule", "upstream", "local", "numbers", "value"],
      ["chain-rule", "chain-rule", "upstream", "local", "numbers", "value"],
    ]);
    expect(dropped("results.0.entries.0.steps", 1)).toBe(
      "result 1 (gradient) at [2], step 2 (local): does not come at this place",
    );
    expect(dropped("results.0.entries.0.steps", 3)).toBe(
      `${OWED}results[0].entries[0].steps has 4 items, and should have 5`,
    );
    expect(dropped("results.0.entries.0.steps", 4)).toBe(
      'result 1 (gradient) at [2]: the steps end with "numbers", which is not the end',
    );
    expect(removed("results.0.entries.0", "steps")).toBe(`${OWED}results[0].entries[0].steps is missing`);
  });

  it("notices definitions, names, how names look, and given values", () => {
    expect(dropped("definitions", 0)).toBe(`${OWED}definitions has 3 items, and should have 4`);
    expect(removed("notation", "k")).toBe(`${OWED}notation.k is missing`);
    expect(removed("given", "a")).toBe("given.a is missing");
    expect(dropped("given.delta", 0)).toBe("given.delta has 1 item, and should have 2");
    expect(verdictAfter((document) => delete document["given"])).toBe("given is missing");
    expect(verdictAfter((document) => delete document["title"])).toBe("title is missing");
    expect(
      verdictAfter((document) => {
        document["title"] = "Another";
      }),
    ).toBe('title is "Another", and should be "All that can be said"');
  });

  it("notices what was added, since nothing is known of it", () => {
    const added = (path: string): string =>
      verdictAfter((document) => Object.assign(part<Fields>(document, path), { claim: "k[1] == 0" }));
    expect(verdictAfter((document) => Object.assign(document, { claim: "k[1] == 0" }))).toBe(
      "claim should not be there",
    );
    expect(added("results.0.entries.0")).toBe("results[0].entries[0].claim should not be there");
    expect(added("results.2.views.1.lines.0")).toBe("results[2].views[1].lines[0].claim should not be there");
    expect(added("twins.0.calls.forward")).toBe("twins[0].calls.forward.claim is not known");
  });

  it("notices a step that was given another rule, or is said not to be checked", () => {
    expect(
      verdictAfter((document) => {
        part<Fields>(document, "results.0.entries.0.steps.2")["rule"] = "paths";
      }),
    ).toBe("result 1 (gradient) at [2], step 3 (paths): does not come at this place");
    expect(
      verdictAfter((document) => {
        part<Fields>(document, "results.0.entries.0.steps.2")["checked"] = false;
      }),
    ).toBe("results[0].entries[0].steps[2].checked is false, and should be true");
  });

  it("knows how much was asked for", () => {
    expect(
      verdictAfter((document) => {
        document["detail"] = "results";
      }),
    ).toBe(`${OWED}results[0].entries[0].steps should not be there`);
    expect(verdictAfter((document) => delete document["detail"])).toBe("detail is none of results, steps, full");
  });
});

describe("the first difference of two pieces of JSON", () => {
  it("is in what is there, what is missing, or what should not be there", () => {
    expect(firstDifference({ a: [1, { b: 2 }], c: undefined }, { a: [1, { b: 2 }] })).toBeUndefined();
    expect(firstDifference({ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] })).toBe("a[1].b is 2, and should be 3");
    expect(firstDifference({ a: {} }, { a: [] })).toBe("a is an object, and should be a list");
    expect(firstDifference({ a: null }, { a: {} })).toBe("a is null, and should be an object");
    expect(firstDifference({ b: 1 }, { a: 1 })).toBe("a is missing");
    expect(firstDifference({ toString: 1 }, {})).toBe("toString should not be there");
    expect(firstDifference([1], [1, 2])).toBe(" has 1 item, and should have 2");
  });
});
