/**
 * One spatial axis where sizes are letters: H + P_l + P_r − d(K−1) − 1 = s(O−1) + ρ with 0 ≤ ρ < s, so that the number
 * of windows O is a letter and no floor is left.
 */
import { joined, NOTHING, tell } from "../../messages/message.ts";
import {
  add,
  constant,
  isZero,
  lettersOf,
  multiply,
  negate,
  ONE,
  type Polynomial,
  subtract,
  ZERO,
} from "../../sizes/polynomial.ts";
import { POLYNOMIALS } from "../../sizes/ring.ts";
import { reachIn, type SpatialAxis } from "../definitions/convolution.ts";
import { readPaddingWord } from "../operators/geometry.ts";
import { type LetterArguments, readSizePairs } from "./arguments.ts";
import { isImpossible, isSame, isShown, reduced, type SizeKnowledge } from "./knowledge.ts";
import { divide } from "./quotients.ts";
import { demandNotEmpty } from "./scope.ts";
import { assumeHint, atLeastZero, equalHint, isNotShown } from "./size-text.ts";

type Pads = readonly [before: Polynomial, after: Polynomial];

interface Step {
  readonly kernel: Polynomial;
  readonly stride: Polynomial;
  readonly dilation: Polynomial;
  readonly reach: Polynomial;
}

function readStep(
  call: LetterArguments,
  kernels: readonly Polynomial[],
  fallback?: readonly Polynomial[],
): readonly Step[] {
  const isGiven = fallback === undefined || call.has("stride");
  const strides = isGiven ? call.positive("stride", kernels.length, ONE) : fallback;
  const dilations = call.positive("dilation", kernels.length, ONE);
  return kernels.map((kernel, axis) => {
    const [stride, dilation] = [strides[axis] ?? ONE, dilations[axis] ?? ONE];
    return { kernel, stride, dilation, reach: reachIn(POLYNOMIALS, dilation, kernel) };
  });
}

/** The axes of a convolution of `input` by `kernel`; `fallback` holds the strides where the call gives none. */
export function readLetterAxes(
  call: LetterArguments,
  input: readonly Polynomial[],
  kernels: readonly Polynomial[],
  fallback?: readonly Polynomial[],
): readonly SpatialAxis<Polynomial>[] {
  const steps = readStep(call, kernels, fallback);
  const word = readPaddingWord(call);
  const pairs = word === undefined ? readSizePairs(call, "padding", input.length) : undefined;
  return input.map((covered, axis) => {
    const step = steps[axis] as Step;
    const [before, after] = pairs?.[axis] ?? padsOfWord(call, word ?? "", covered, step);
    demandFit(call, axis, { covered, before, after, step });
    const { windows, leftover } = windowsOf(call, { covered, before, after, step });
    return { ...step, before, after, windows, covered, output: windows, leftover };
  });
}

interface Lying {
  readonly covered: Polynomial;
  readonly before: Polynomial;
  readonly after: Polynomial;
  readonly step: Step;
}

/** A mistake where the kernel is larger than the padded input for all sizes. */
function demandFit(call: LetterArguments, axis: number, { covered, before, after, step }: Lying): void {
  const padded = add(covered, before, after);
  if (!isImpossible(subtract(padded, step.reach), call.knowledge)) return;
  call.fail(
    tell`the kernel does not fit on axis ${axis + 1} for any sizes: it spans \`${call.text(step.reach)}\`, and the input has \`${call.text(padded)}\`${isSame(padded, covered, call.knowledge) ? NOTHING : tell` once padded`}`,
  );
}

/** ⌊(covered + pads − reach)/stride⌋ + 1, which is at least 1, and the leftover. */
function windowsOf({ knowledge, span }: LetterArguments, { covered, before, after, step }: Lying) {
  const dividend = subtract(add(covered, before, after), step.reach);
  const wishes = wishesFor([after, before, covered], knowledge);
  const { quotient, remainder } = divide({ dividend, divisor: step.stride, isWindows: true, wishes }, knowledge);
  const windows = add(quotient, ONE);
  demandNotEmpty(windows, dividend, knowledge, span);
  return { windows, leftover: remainder };
}

/** What an axis may be solved for: pads without a bound, other pads, the covered size. */
function wishesFor(sizes: readonly Polynomial[], knowledge: SizeKnowledge): readonly string[] {
  const names = sizes.flatMap((size) => [...lettersOf(reduced(size, knowledge))]);
  const isFree = (name: string): boolean => knowledge.letters.get(name) === undefined;
  return [...names.filter(isFree), ...names.filter((name) => !isFree(name))];
}

function padsOfWord(call: LetterArguments, word: string, covered: Polynomial, step: Step): Pads {
  if (word === "same") return samePads(call, covered, step);
  const pad = word === "full" ? subtract(step.reach, ONE) : ZERO;
  return [pad, pad];
}

/** TensorFlow's SAME: ⌈H/s⌉ outputs, and of an odd number of zeros one more at the end. */
function samePads(call: LetterArguments, covered: Polynomial, { stride, reach }: Step): Pads {
  const { knowledge } = call;
  const wishes = wishesFor([covered], knowledge);
  const division = { dividend: subtract(covered, ONE), divisor: stride, isWindows: true, wishes };
  const windows = add(divide(division, knowledge).quotient, ONE);
  demandNotEmpty(windows, subtract(covered, ONE), knowledge, call.span);
  const total = subtract(add(multiply(subtract(windows, ONE), stride), reach), covered);
  if (isShown(negate(total), knowledge)) return [ZERO, ZERO];
  if (!isShown(total, knowledge))
    call.fail(
      tell`"same" pads by the larger of 0 and \`${call.text(total)}\`, and which of them that is depends on the sizes. Add \`assume ${atLeastZero(total, knowledge)}\` before, or the same with \`<=\``,
      "padding",
    );
  const before = divide({ dividend: total, divisor: constant(2), isPlain: true }, knowledge).quotient;
  return [before, subtract(total, before)];
}

/** The axes of a transposed convolution: `input` is the side of the windows, the output the side that they cover. */
export function readLetterTransposedAxes(
  call: LetterArguments,
  input: readonly Polynomial[],
  kernels: readonly Polynomial[],
): readonly SpatialAxis<Polynomial>[] {
  const steps = readStep(call, kernels);
  const word = readPaddingWord(call);
  const pairs = word === undefined ? readSizePairs(call, "padding", input.length) : undefined;
  if (call.has("output_padding") && call.has("output_shape"))
    call.fail(tell`\`output_padding\` and \`output_shape\` say the same thing twice; leave one out`, "output_padding");
  const extras = call.sizes("output_padding", input.length, ZERO);
  const shape = call.has("output_shape") ? call.sizes("output_shape", input.length, ZERO) : undefined;
  return input.map((windows, axis) => {
    const step = steps[axis] as Step;
    const extra = extras[axis] ?? ZERO;
    checkOutputPadding(call, extra, step);
    const whole = multiply(windows, step.stride);
    const asked = shape?.[axis] ?? (word === "same" ? add(whole, extra) : undefined);
    const [before, after] = pairs?.[axis] ?? padsOfWord(call, word ?? "", asked ?? whole, step);
    const walked = multiply(step.stride, subtract(windows, ONE));
    const covered = asked ?? add(subtract(add(walked, step.reach), add(before, after)), extra);
    const leftover = subtract(subtract(add(covered, before, after), step.reach), walked);
    if (shape !== undefined) checkOutputShape(call, { covered, before, after, step }, windows, leftover);
    return { ...step, before, after, windows, covered, output: covered, leftover };
  });
}

function checkOutputPadding(call: LetterArguments, extra: Polynomial, { stride, dilation }: Step): void {
  const { knowledge } = call;
  if (isZero(reduced(extra, knowledge))) return;
  const name = "output_padding";
  if (!isShown(extra, knowledge))
    call.fail(
      joined(
        tell`\`${name}\` must be at least 0, and ${isNotShown(extra, extra, knowledge)}`,
        assumeHint(extra, atLeastZero(extra, knowledge), knowledge),
      ),
      name,
    );
  const spares = [stride, dilation].map((step) => subtract(subtract(step, extra), ONE));
  if (spares.some((spare) => isShown(spare, knowledge))) return;
  const possible = spares.find((spare) => !isImpossible(spare, knowledge)) ?? ZERO;
  const isNever = spares.every((spare) => isImpossible(spare, knowledge));
  call.fail(
    joined(
      tell`\`${name}\` must be less than the stride \`${call.text(stride)}\` or the dilation \`${call.text(dilation)}\``,
      isNever ? tell`, and \`${call.text(extra)}\` is not` : tell`, and \`${call.text(extra)}\` is not shown to be`,
      isNever ? NOTHING : tell`. Add \`assume ${atLeastZero(possible, knowledge)}\` before`,
    ),
    name,
  );
}

/** An output shape is legal where the convolution that is transposed gives back the input's size. */
function checkOutputShape(call: LetterArguments, lying: Lying, windows: Polynomial, leftover: Polynomial): void {
  const { covered, before, after, step } = lying;
  const isLegal =
    isShown(leftover, call.knowledge) && isShown(subtract(subtract(step.stride, leftover), ONE), call.knowledge);
  if (isLegal) return;
  const dividend = subtract(add(covered, before, after), step.reach);
  const { quotient } = divide({ dividend, divisor: step.stride, isPlain: true }, call.knowledge);
  const back = add(quotient, ONE);
  const hint = equalHint(back, windows, call.knowledge);
  const [given, from, wanted] = [call.text(back), call.text(covered), call.text(windows)];
  call.fail(
    hint === NOTHING
      ? tell`the convolution that is transposed gives \`${given}\` out of \`${from}\`, and not \`${wanted}\``
      : tell`the convolution that is transposed is not shown to give \`${wanted}\` out of \`${from}\`${hint}`,
    "output_shape",
  );
}
