/**
 * One spatial axis where sizes are letters: H + P_l + P_r − d(K−1) − 1 = s(O−1) + ρ, 0 <= ρ < s, so that no floor is left.
 */
import {
  add,
  constant,
  lettersOf,
  multiply,
  ONE,
  type Polynomial,
  subtract,
  textOf,
  ZERO,
} from "../../sizes/polynomial.ts";
import { POLYNOMIALS } from "../../sizes/ring.ts";
import { reachIn, type SpatialAxis } from "../definitions/convolution.ts";
import type { LetterArguments } from "./arguments.ts";
import { addCondition, demandPositive, isSame, isShown } from "./knowledge.ts";
import { divide, textInOwnLetters } from "./quotients.ts";

export type LetterAxis = SpatialAxis<Polynomial>;

interface AxisSizes {
  readonly kernel: Polynomial;
  readonly stride: Polynomial;
  readonly dilation: Polynomial;
  readonly before: Polynomial;
  readonly after: Polynomial;
}

type Pads = readonly [before: Polynomial, after: Polynomial];

/** Strides and dilations, each at least 1. */
function readSteps(call: LetterArguments, name: string, rank: number, fallback?: readonly Polynomial[]): Polynomial[] {
  const steps = fallback === undefined || call.has(name) ? call.sizes(name, rank, ONE) : [...fallback];
  for (const step of steps)
    if (!isShown(subtract(step, ONE), call.knowledge))
      call.fail(
        `\`${name}\` of \`${call.operator}\` must be at least 1, and \`${textInOwnLetters(step, call.knowledge)}\` is not known to be; ` +
          `say so: \`assume ${textInOwnLetters(step, call.knowledge)} >= 1\``,
        name,
      );
  return steps;
}

function readWord(call: LetterArguments): string | undefined {
  const word = call.word("padding");
  if (word === undefined || ["valid", "same", "full"].includes(word)) return word;
  return call.fail(`\`padding\` is "valid", "same", "full" or sizes, not "${word}"`, "padding");
}

/** The axes of a convolution; `fallback` holds the strides where the call gives none. */
export function readLetterAxes(
  call: LetterArguments,
  input: readonly Polynomial[],
  kernel: readonly Polynomial[],
  fallback?: readonly Polynomial[],
): LetterAxis[] {
  const strides = readSteps(call, "stride", input.length, fallback);
  const dilations = readSteps(call, "dilation", input.length);
  const word = readWord(call);
  const pairs = word === undefined ? call.pairs("padding", input.length) : undefined;
  return input.map((covered, axis) => {
    const [stride, dilation, size] = [strides[axis] ?? ONE, dilations[axis] ?? ONE, kernel[axis] ?? ONE];
    const reach = reachIn(POLYNOMIALS, dilation, size);
    const [before, after] = pairs?.[axis] ?? padsOfWord(call, word ?? "", { covered, reach, stride });
    return convolutionAxis(call, { kernel: size, stride, dilation, before, after }, covered);
  });
}

function convolutionAxis(call: LetterArguments, sizes: AxisSizes, covered: Polynomial): LetterAxis {
  const { windows, leftover } = windowsOn(call, sizes, covered);
  return { ...sizes, covered, windows, output: windows, leftover };
}

/** How many windows lie on a side, and how many entries behind the last of them are left over. */
function windowsOn(
  call: LetterArguments,
  { kernel, stride, dilation, before, after }: AxisSizes,
  covered: Polynomial,
): { readonly windows: Polynomial; readonly leftover: Polynomial } {
  const { knowledge } = call;
  const reach = reachIn(POLYNOMIALS, dilation, kernel);
  const padded = add(covered, before, after);
  const dividend = subtract(padded, reach);
  const text = `${textInOwnLetters(padded, knowledge)} >= ${textInOwnLetters(reach, knowledge)}`;
  const isSure = isShown(dividend, knowledge);
  const wishes = [...lettersOf(covered), ...lettersOf(after), ...lettersOf(before)];
  const span = call.source.span;
  const { quotient, remainder } = divide(
    { dividend, divisor: stride, isWindows: true, wishes, ...(span && { span }) },
    knowledge,
  );
  const windows = add(quotient, ONE);
  demandPositive(windows, text, knowledge, span);
  if (!isSure) addCondition({ text, origin: "array" }, knowledge);
  return { windows, leftover: remainder };
}

interface Side {
  readonly covered: Polynomial;
  readonly reach: Polynomial;
  readonly stride: Polynomial;
}

function padsOfWord(call: LetterArguments, word: string, side: Side): Pads {
  if (word === "same") return samePads(call, side);
  const all = subtract(side.reach, ONE);
  return word === "full" ? [all, all] : [ZERO, ZERO];
}

/** TensorFlow's SAME: ⌈H/s⌉ windows, and of an odd number of zeros one more at the end. */
function samePads(call: LetterArguments, { covered, reach, stride }: Side): Pads {
  const { knowledge } = call;
  const span = call.source.span;
  const division = {
    dividend: subtract(covered, ONE),
    divisor: stride,
    isWindows: true,
    wishes: [...lettersOf(covered)],
  };
  const { quotient } = divide({ ...division, ...(span && { span }) }, knowledge);
  const total = subtract(add(multiply(quotient, stride), reach), covered);
  if (isShown(subtract(ZERO, total), knowledge)) return [ZERO, ZERO];
  if (!isShown(total, knowledge)) {
    const [wide, step] = [subtract(reach, ONE), subtract(stride, ONE)].map((part) => textOf(part));
    call.fail(
      `"same" pads where the kernel reaches beyond the input, and crops nothing; which of the two is not known for every size. ` +
        `Assume one: \`assume ${wide} >= ${step}\``,
      "padding",
    );
  }
  const before = divide({ dividend: total, divisor: constant(2) }, knowledge).quotient;
  return [before, subtract(total, before)];
}

/** The axes of a transposed convolution: `input` is the side of the windows, the output the side that they cover. */
export function readTransposedLetterAxes(
  call: LetterArguments,
  input: readonly Polynomial[],
  kernel: readonly Polynomial[],
): LetterAxis[] {
  const strides = readSteps(call, "stride", input.length);
  const dilations = readSteps(call, "dilation", input.length);
  const word = readWord(call);
  const pairs = word === undefined ? call.pairs("padding", input.length) : undefined;
  if (call.has("output_padding") && call.has("output_shape"))
    call.fail("`output_padding` and `output_shape` say the same thing twice; leave one out", "output_padding");
  const extras = call.sizes("output_padding", input.length, ZERO);
  const shape = call.has("output_shape") ? call.sizes("output_shape", input.length, ONE) : undefined;
  return input.map((windows, axis) => {
    const [stride, dilation, size] = [strides[axis] ?? ONE, dilations[axis] ?? ONE, kernel[axis] ?? ONE];
    const reach = reachIn(POLYNOMIALS, dilation, size);
    const extra = extras[axis] ?? ZERO;
    const same = word === "same" ? add(multiply(windows, stride), extra) : undefined;
    const asked = shape?.[axis] ?? same;
    const side = { covered: asked ?? multiply(windows, stride), reach, stride };
    const [before, after] = pairs?.[axis] ?? padsOfWord(call, word ?? "", side);
    const smallest = subtract(add(multiply(stride, subtract(windows, ONE)), reach), add(before, after));
    const sizes = { kernel: size, stride, dilation, before, after };
    if (shape !== undefined) return askedAxis(call, sizes, windows, asked ?? ONE);
    if (same === undefined) checkExtra(call, extra, stride, dilation);
    const covered = asked ?? add(smallest, extra);
    demandPositive(covered, `${textInOwnLetters(covered, call.knowledge)} >= 1`, call.knowledge, call.source.span);
    return { ...sizes, windows, covered, output: covered, leftover: subtract(covered, smallest) };
  });
}

/** An output shape is legal where the convolution that is transposed gives back the input's size. */
function askedAxis(call: LetterArguments, sizes: AxisSizes, windows: Polynomial, covered: Polynomial): LetterAxis {
  const { knowledge } = call;
  const back = windowsOn(call, sizes, covered);
  if (!isSame(back.windows, windows, knowledge)) {
    const [have, want] = [back.windows, windows].map((size) => textInOwnLetters(size, knowledge));
    call.fail(
      `an output of ${textInOwnLetters(covered, knowledge)} is not known to be legal for every size: ` +
        `the convolution that is transposed would give ${have}, and the input has ${want}`,
      "output_shape",
    );
  }
  return { ...sizes, windows, covered, output: covered, leftover: back.leftover };
}

/** PyTorch's: less than the stride or the dilation. */
function checkExtra(call: LetterArguments, extra: Polynomial, stride: Polynomial, dilation: Polynomial): void {
  const { knowledge } = call;
  const isBelow = (step: Polynomial): boolean => isShown(subtract(subtract(step, ONE), extra), knowledge);
  const text = textInOwnLetters(extra, knowledge);
  if (!isShown(extra, knowledge))
    call.fail(`\`output_padding\` must not be negative; say so: \`assume ${text} >= 0\``, "output_padding");
  if (isBelow(ONE) || isBelow(stride) || isBelow(dilation)) return;
  const least = textInOwnLetters(stride, knowledge);
  call.fail(
    `\`output_padding\` must be less than the stride or the dilation for every size; say so: \`assume ${text} < ${least}\``,
    "output_padding",
  );
}
