/**
 * Random networks: the loss and its gradients by dual numbers in double precision, by TensorFlow.js, and by PyTorch.
 *
 * Two numbers agree where they differ by at most 10⁻¹² of the number, or, where terms cancel, by at most the bound of
 * rounding that the dual numbers carry along (dual.ts); for TensorFlow.js, by that bound for single precision. In double
 * precision the bound is below 10⁻¹² of the largest slope of the same network, in single precision below 2·10⁻⁴ of it.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { derive } from "../../../src/derive.ts";
import { verify } from "../../../src/saved.ts";
import { savedJson } from "../../helpers.ts";
import { answersOf, askTorch, createTally, type Tolerate } from "../answers.ts";
import { startTensorflow } from "../tensorflow.ts";
import { arraysOf, type DualAnswers, runDual } from "./dual-network.ts";
import { growNetwork } from "./generator.ts";
import { type Network, writeNetwork } from "./network.ts";
import { isNetworkInTensorflow, runInTensorflow } from "./tensorflow-network.ts";

const DOUBLE = 2 ** -53;
const SINGLE = 2 ** -24;
const RELATIVE = 1e-12;

interface Case {
  readonly network: Network;
  readonly configuration: string;
  readonly worksheet: string;
  readonly ours: ReturnType<typeof answersOf>;
  readonly dual: DualAnswers;
  /** With the bounds of a framework. */
  readonly loose: DualAnswers;
}

let cases: readonly Case[] = [];
beforeAll(() => {
  cases = Array.from({ length: 400 }, (_, seed) => {
    const network = growNetwork(seed);
    const { configuration, worksheet } = writeNetwork(network);
    return {
      network,
      configuration,
      worksheet,
      ours: answersOf(worksheet),
      dual: runDual(network),
      loose: runDual(network, true),
    };
  });
}, 120_000);

const kindOf = ({ loss }: Network): string => `${loss.kind} ${loss.reduction}`;

/** The bound of rounding of an entry, and counts of how entries agreed. */
function createJudge(unit: number) {
  const counts = { relative: 0, bounded: 0, most: 0 };
  const boundOf = ({ loss, first }: DualAnswers, name: string, entry: number): number =>
    unit * (name === "E" ? loss.bound : (loss.slopeBounds[(first.get(name) as number) + entry] as number));
  const judge =
    (dual: DualAnswers): Tolerate =>
    (ours, theirs, name, entry) => {
      const difference = Math.abs(ours - theirs);
      if (difference <= RELATIVE * Math.abs(theirs)) {
        counts.relative++;
        return true;
      }
      const share = difference / boundOf(dual, name, entry);
      counts.bounded++;
      counts.most = Math.max(counts.most, share);
      return share <= 1;
    };
  const summary = (): string =>
    `${counts.relative} to a relative 1e-12, ${counts.bounded} within the bound of rounding, the worst at ${counts.most.toFixed(2)} of it`;
  return { judge, summary };
}

/** The largest bound, as a share of the largest slope. */
function tightness({ loss }: DualAnswers, unit: number): number {
  return (unit * Math.max(...loss.slopeBounds)) / Math.max(...loss.slopes.map(Math.abs));
}

describe("random networks", () => {
  it("have the slopes that dual numbers give", () => {
    const tally = createTally("networks by dual numbers");
    const { judge, summary } = createJudge(DOUBLE);
    for (const { network, configuration, worksheet, ours, dual } of cases) {
      if (!tally.isNew(kindOf(network), configuration)) continue;
      expect(tightness(dual, DOUBLE), worksheet).toBeLessThan(1e-12);
      expect(dual.margin, worksheet).toBeGreaterThan(DOUBLE);
      tally.compareWithin(worksheet, ours, arraysOf(network, dual), judge(dual));
    }
    console.log(`networks by dual numbers: ${summary()}`);
    tally.finish(350);
  });

  it("have the gradients of TensorFlow.js", async () => {
    await startTensorflow();
    const tally = createTally("networks by TensorFlow.js");
    const { judge, summary } = createJudge(SINGLE);
    const expressible = cases.filter(({ network }) => isNetworkInTensorflow(network));
    // Near a kink, single precision may fall on its other side.
    const decided = expressible.filter(({ loose }) => loose.margin > SINGLE);
    for (const { network, configuration, worksheet, ours, loose } of decided) {
      if (!tally.isNew(kindOf(network), configuration)) continue;
      expect(tightness(loose, SINGLE), worksheet).toBeLessThan(2e-4);
      tally.compareWithin(worksheet, ours, runInTensorflow(network), judge(loose));
    }
    console.log(
      `networks by TensorFlow.js: ${summary()}; ${cases.length - expressible.length} have layers whose gradients it ` +
        `has not, ${expressible.length - decided.length} are too near a kink`,
    );
    tally.finish(300);
  }, 60_000);

  it("have the gradients of PyTorch", ({ skip }) => {
    const theirs = askTorch(
      cases.map(({ network }) => ({
        kind: "network",
        of: network,
        given: Object.fromEntries(network.tensors.map((tensor) => [tensor.name, tensor])),
      })),
    );
    if (theirs === undefined) return skip("PyTorch is not installed");
    const tally = createTally("networks by PyTorch");
    const { judge, summary } = createJudge(DOUBLE);
    cases.forEach(({ network, configuration, worksheet, ours, loose }, number) => {
      if (tally.isNew(kindOf(network), configuration))
        tally.compareWithin(worksheet, ours, theirs[number] ?? {}, judge(loose));
    });
    console.log(`networks by PyTorch: ${summary()}`);
    tally.finish(350);
  }, 60_000);

  it("are derived with every step checked, saved and checked again", () => {
    for (const { worksheet } of cases.filter((_, number) => number % 40 === 0)) {
      expect(() => derive(worksheet), worksheet).not.toThrow();
      expect(() => verify(savedJson(worksheet, "results")), worksheet).not.toThrow();
    }
  }, 60_000);
});
