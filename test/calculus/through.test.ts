/** A gradient by way of another: only where every way to the array leads through what the other is by. */
import { expect, it } from "vitest";
import { prove } from "../../src/calculus/prove.ts";
import { replay } from "../../src/calculus/replay.ts";
import { definitionThrough, throughsOf } from "../../src/calculus/rules/through.ts";
import { textOfSum } from "../../src/calculus/sums.ts";
import { statementOf } from "../../src/derivation/letters.ts";
import { parseWorksheet } from "../../src/language/parse.ts";
import { buildLetterProblem } from "../../src/problem/letters/build.ts";

const TWO_LAYERS = `index 0
size H, K, M, s, P >= 0
tensor x[H]
tensor k1[K]
tensor k2[M]
function f
z1 = conv1d(x, k1, stride=s, padding=P)
h = f(z1)
z2 = conv1d(h, k2)
loss L(z2)
prove grad(L, x) == conv_transpose1d(grad(L, z1), k1, stride=s, padding=P, output_shape=H)
`;

/** The array acts beside the layer as well. */
const RESIDUAL = `index 0
size H, n
tensor x[H]
tensor k1[2*n+1]
z1 = conv1d(x, k1, padding=n)
z2 = z1 + x
loss L(z2)
prove grad(L, x) == conv_transpose1d(grad(L, z1), k1, padding=n)
prove grad(L, x) == conv_transpose1d(grad(L, z1), k1, padding=n) + delta
`;

const claimsOf = (worksheet: string) => {
  const problem = buildLetterProblem(parseWorksheet(worksheet));
  return problem.requests.map((request) => {
    if (request.kind !== "proof") throw new Error("nothing is claimed of arrays");
    const { statement, theory } = statementOf(problem, request);
    const gradients = theory.definitions.filter(({ body }) => body[0]?.factors[1]?.kind === "derivative");
    return { statement, theory, gradients, proof: prove(statement, theory) };
  });
};

function onlyClaim() {
  const [only] = claimsOf(TWO_LAYERS);
  if (only === undefined) throw new Error("nothing is claimed");
  return only;
}

it("the gradient by a layer's input is written by way of that by its output", () => {
  const { statement, theory, gradients, proof } = onlyClaim();
  const [first, second] = gradients;
  if (proof.verdict !== "proved" || first === undefined || second === undefined) throw new Error(proof.verdict);
  const byX = gradients.find(({ name }) => name === statement.left) ?? first;
  const byZ = byX === first ? second : first;
  expect(throughsOf(byX, theory)).toEqual([byZ.name]);
  expect(throughsOf(byZ, theory)).toEqual([]);
  const [through] = proof.chain.steps;
  expect(through?.use.application).toMatchObject({ rule: "insert", through: byZ.name });
  expect(textOfSum(through?.sum ?? [])).toMatch(/^sum\(\w+\) .*d\(z1\[\w+\]\)\/d\(x\[m\]\)$/);
  // The inner gradient stays what it is: nothing is differentiated twice.
  expect(proof.chain.steps.filter(({ use }) => use.application.rule === "differentiate")).toHaveLength(1);
});

it("no other gradient may be named in its place, nor none", () => {
  const { statement, theory, gradients, proof } = onlyClaim();
  if (proof.verdict !== "proved") throw new Error(proof.verdict);
  const [first, ...others] = proof.chain.steps;
  const application = first?.use.application;
  if (first === undefined || application?.rule !== "insert") throw new Error("no definition is put in");
  const { through, ...plain } = application;
  const wrong = [...gradients.map(({ name }) => name), "delta", "z1", "x", "nothing"].filter(
    (name) => name !== through,
  );
  for (const other of [plain, ...wrong.map((name) => ({ ...plain, through: name }))]) {
    const steps = [{ ...first, use: { ...first.use, application: other } }, ...others];
    expect(replay({ ...proof.chain, steps }, statement, theory)).toMatchObject({ step: 1 });
  }
});

it("where the array acts beside the layer, it is not enough", () => {
  const [forgotten, whole] = claimsOf(RESIDUAL);
  for (const { theory, gradients } of [forgotten, whole].flatMap((one) => one ?? [])) {
    for (const one of gradients) expect(throughsOf(one, theory)).toEqual([]);
    for (const one of gradients)
      for (const { name } of gradients) expect(definitionThrough(one, name, theory)).toBeUndefined();
  }
  expect([forgotten, whole].map((one) => one?.proof.verdict)).toEqual(["refuted", "proved"]);
});
