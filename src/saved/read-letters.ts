/**
 * A saved derivation of a worksheet whose sizes are letters, read back. What was found is read, and made again from
 * there: a chain is replayed before its lines are, and a claim that was left open is tried once more.
 */

import { prove } from "../calculus/prove.ts";
import { type Fault, replay, replayEntry } from "../calculus/replay.ts";
import { proveSizes } from "../calculus/size-proof.ts";
import { subjectOf } from "../calculus/subject.ts";
import type { Derivation } from "../derivation/derivation.ts";
import { frameOf, generalFrom, sizeTheoremFrom, statementOf, theoremFrom } from "../derivation/letters.ts";
import type { LetterResult } from "../derivation/theorem.ts";
import type { LetterProblem, LetterRequest } from "../problem/letters.ts";
import { VerificationError } from "../verify/verify.ts";
import { type Fields, readList, readObject, readText, readWord } from "./fields.ts";
import { readChain, readEntryChain } from "./read-chain.ts";
import { readCounterexample } from "./read-results.ts";

export function readLetters(saved: Fields, problem: LetterProblem): Derivation {
  const file = readText(saved["file"], "file");
  const detail = readWord(saved["detail"], "detail", ["results", "steps", "full"]);
  const results = readList(saved["results"], "results", (item) => item);
  if (results.length !== problem.requests.length)
    throw new VerificationError(
      `there are ${results.length} results, and the worksheet asks for ${problem.requests.length}`,
    );
  const read = problem.requests.map((request, position) =>
    readResult(readObject(results[position], `results[${position}]`), problem, request, `results[${position}]`),
  );
  return frameOf(problem, { file, detail }, read);
}

function readResult(fields: Fields, problem: LetterProblem, request: LetterRequest, place: string): LetterResult {
  switch (request.kind) {
    case "proof":
    case "size-proof":
      return readProof(fields, problem, request, place);
    case "expansion":
    case "jacobian":
    case "gradient": {
      const chain = readEntryChain(fields["chain"], `${place}.chain`);
      const { array, theory } = subjectOf(problem, request);
      report(replayEntry(chain, array, theory), place);
      return generalFrom(problem, request, chain);
    }
  }
}

type ProofRequest = LetterRequest & { readonly kind: "proof" | "size-proof" };

function readProof(fields: Fields, problem: LetterProblem, request: ProofRequest, place: string): LetterResult {
  const verdict = readWord(fields["verdict"], `${place}.verdict`, ["proved", "refuted", "unknown"]);
  if (verdict === "refuted") {
    const counterexample = readCounterexample(fields["counterexample"], `${place}.counterexample`);
    const outcome = { verdict, counterexample } as const;
    return request.kind === "proof"
      ? theoremFrom(problem, request, outcome)
      : sizeTheoremFrom(problem, request, outcome);
  }
  if (request.kind === "size-proof") {
    const proof = proveSizes(request, problem);
    return sizeTheoremFrom(problem, request, proof.verdict === "refuted" ? { verdict: "undecided" } : proof);
  }
  const { statement, theory } = statementOf(problem, request);
  if (verdict === "unknown") {
    const proof = prove(statement, theory);
    return theoremFrom(problem, request, proof.verdict === "refuted" ? { verdict: "undecided" } : proof);
  }
  const chain = readChain(fields["chain"], `${place}.chain`);
  report(replay(chain, statement, theory), place);
  return theoremFrom(problem, request, { verdict, chain });
}

function report(fault: Fault | undefined, place: string): void {
  if (fault !== undefined) throw new VerificationError(`${place}, step ${fault.step}: ${fault.why}`);
}
