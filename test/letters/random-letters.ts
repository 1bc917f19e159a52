/** Random worksheets about convolutions whose sizes are letters, written in every way that the language has. */

/** A whole number from 0 to below `below`. */
export type Random = (below: number) => number;

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function pick<T>(random: Random, ...choices: readonly T[]): T {
  return choices[random(choices.length)] as T;
}

/** A list with an item for each axis, or one for all. */
function perAxis(random: Random, rank: number, make: (axis: number) => string): string {
  if (rank === 1 || random(2) === 0) return make(0);
  return `(${Array.from({ length: rank }, (_, axis) => make(axis)).join(", ")})`;
}

export function randomWorksheet(random: Random): string {
  const rank = pick(random, 1, 1, 1, 2, 2, 3);
  const transposed = random(3) === 0;
  const layout = pick(random, "nchw", "nchw", "nhwc");
  const extra = pick(random, 0, 0, 1, 2);
  const groups = extra > 0 && random(2) === 0;
  const spatial = Array.from({ length: rank }, (_, axis) => pick(random, `H${axis}`, `H${axis}`, "H0", `${4 + axis}`));
  const kernel = Array.from({ length: rank }, (_, axis) => pick(random, `K${axis}`, `K${axis}`, "K0", "2", "3"));
  const [far, near] = groups ? ["G*C", "G*D"] : ["C", "D"];
  const arrange = (channels: readonly string[], axes: readonly string[]): string =>
    (layout === "nchw" ? [...channels, ...axes] : [...axes, ...channels]).join(",");
  const input = [...(extra === 2 ? ["N"] : []), arrange(extra > 0 ? [transposed ? near : far] : [], spatial)].join(",");
  const pair = transposed ? [near, "C"] : [near, "C"];
  const channels = extra > 0 ? (layout === "nchw" ? pair : pair.toReversed()) : [];
  const options = [
    ...(random(2) === 0
      ? [`stride=${perAxis(random, rank, (axis) => pick(random, `s${axis}`, "s0", "2", "s0 + 1"))}`]
      : []),
    ...(random(3) === 0 ? [`dilation=${perAxis(random, rank, (axis) => pick(random, `d${axis}`, "d0", "2"))}`] : []),
    ...(random(4) > 0 ? [`padding=${paddingOf(random, rank)}`] : []),
    ...(groups ? ["groups=G"] : []),
    ...(random(4) === 0 ? [`flip=${pick(random, "true", "false")}`] : []),
    ...(extra > 0 && random(3) === 0 ? ["bias=b"] : []),
    ...(transposed && random(4) === 0 ? [`output_padding=${pick(random, "e", "s0 - 1", "1")}`] : []),
  ];
  const outputChannels = transposed ? (groups ? "G*C" : "C") : near;
  return [
    "size H0, H1, H2, K0, K1, K2, C, D, G, N",
    "size s0, s1, s2, d0, d1, d2",
    "size P0 >= 0, P1 >= -2, P2 >= 0, e >= 0",
    "integer R0, R1, R2",
    ...(random(3) === 0
      ? [`assume ${pick(random, "s0 == 1", "H0 mod s0 == 0", "K0 mod 2 == 1", "e < s0", "P0 == floor(K0/2)")}`]
      : []),
    ...(layout === "nhwc" ? ["layout nhwc"] : []),
    `tensor a[${input}]`,
    `tensor k[${arrange(channels, kernel)}]`,
    `tensor b[${outputChannels}]`,
    `y = ${transposed ? "conv_transpose" : "conv"}${rank}d(a, k${options.map((option) => `, ${option}`).join("")})`,
    "loss L(y)",
    `prove size(y, -1) == ${pick(random, "H0", "floor((H0 + 2*P0 - K0)/s0) + 1", "ceil(H0/s0)")}`,
  ].join("\n");
}

function paddingOf(random: Random, rank: number): string {
  const one = (axis: number): string => pick(random, `P${axis}`, "P0", `R${axis}`, "1", `K${axis} - 1`);
  const pair = (axis: number): string => `(${one(axis)}, ${one(axis)})`;
  const word = pick(random, "", "", "", '"valid"', '"full"', '"same"');
  if (word !== "") return word;
  if (rank === 1) return pick(random, one(0), pair(0));
  return pick(
    random,
    one(0),
    `(${Array.from({ length: rank }, (_, axis) => pick(random, one(axis), pair(axis))).join(", ")})`,
  );
}
