/** A theorem that was saved and read verifies, and no step of it can be altered unnoticed. */
import { expect, it } from "vitest";
import { derive } from "../../src/derive.ts";
import { render } from "../../src/render/render.ts";
import { SavedFormatError, verify } from "../../src/saved.ts";
import { VerificationError } from "../../src/verify/verify.ts";

const WORKSHEET = `index 0
size H, K, s, d, P_l >= 0, P_r >= 0
tensor a[H]
tensor k[K]
y = conv1d(a, k, stride=s, padding=(P_l, P_r), dilation=d)
loss L(y)
prove grad(L, a) == conv_transpose1d(delta, k, stride=s, padding=(P_l, P_r), dilation=d, output_shape=H)
prove conv_transpose1d(delta, k, stride=s, padding=(P_l, P_r), dilation=d, output_shape=H) == conv1d(dilate(delta, s), flip(k), dilation=d, padding=(d*(K-1)-P_l, d*(K-1)-P_r + (H+P_l+P_r-d*(K-1)-1) mod s))
prove grad(L, k) == conv1d(a, delta, stride=d, padding=(P_l, P_r), dilation=s)[0..K-1]
prove size(y, 1) == floor((H + P_l + P_r - d*(K-1) - 1) / s) + 1
prove grad(L, a) == conv1d(delta, k)[0..0]
gradient L wrt a
jacobian y wrt k
`;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const DOCUMENT = render(derive(WORKSHEET), { to: "json" });
const saved = (): Json => JSON.parse(DOCUMENT) as Json;

/** Every place of a value in a document, as the keys that lead there. */
function placesIn(value: Json, way: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => placesIn(item, [...way, at]));
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, item]) => placesIn(item, [...way, key]));
  return [way];
}

function altered(document: Json, [key, ...way]: readonly (string | number)[]): Json {
  if (key === undefined) return otherThan(document);
  if (Array.isArray(document)) return document.map((item, at) => (at === key ? altered(item, way) : item));
  const fields = document as { [key: string]: Json };
  return { ...fields, [key]: altered(fields[key] as Json, way) };
}

function otherThan(value: Json): Json {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  return typeof value === "string" ? `${value}x` : 1;
}

it("verifies once it is saved and read", () => {
  const verdicts = verify(JSON.stringify(saved())).results.map((result) => ("verdict" in result ? result.verdict : ""));
  expect(verdicts).toEqual(["proved", "proved", "proved", "proved", "refuted", "", ""]);
});

it("notices every value that is altered in a chain, a line, or what stands around them", () => {
  const document = saved();
  // The document's own frame is what saved derivations of numbers have, and is tested with those.
  const places = placesIn((document as { results: Json }).results)
    .map((way) => ["results", ...way])
    // A claim may be false at other sizes as well.
    .filter((way) => !way.includes("counterexample") || !way.includes("sizes"));
  expect(places.length).toBeGreaterThan(1000);
  const step = Math.max(1, Math.floor(places.length / 120));
  const unnoticed = places.filter((way, number) => {
    if (number % step !== 0) return false;
    try {
      verify(JSON.stringify(altered(document, way)));
      return true;
    } catch (error) {
      expect(
        error instanceof VerificationError || error instanceof SavedFormatError,
        `${way.join(".")}: ${error}`,
      ).toBe(true);
      return false;
    }
  });
  expect(unnoticed).toEqual([]);
}, 300_000);

it("notices a step that is left out, doubled, or turned round", () => {
  const document = saved() as { results: { chain?: { steps: Json[] } }[] };
  for (const [number, { chain }] of document.results.entries())
    for (const at of chain?.steps.keys() ?? []) {
      const steps = chain?.steps ?? [];
      const without = [...steps.slice(0, at), ...steps.slice(at + 1)];
      const twice = [...steps.slice(0, at), steps[at] as Json, ...steps.slice(at)];
      for (const other of [without, twice]) {
        const results = document.results.map((result, place) =>
          place === number ? { ...result, chain: { ...result.chain, steps: other } } : result,
        );
        expect(() => verify(JSON.stringify({ ...document, results })), `${number}, step ${at}`).toThrow(
          VerificationError,
        );
      }
    }
});
