/**
 * The matrix product: z[i,j] = Σ_l A[i,l] B[l,j], with vectors on either side and leading axes kept.
 */
import type { Form } from "../form.ts";
import type { Operator } from "../operator.ts";
import { type Affine, along, type Loop, ONE } from "../rows.ts";

function matmulForm(
  left: { id: number; shape: readonly number[] },
  right: { id: number; shape: readonly number[] },
): Form {
  const loops: Loop[] = [];
  const loop = (letter: string, size: number): Affine => along(loops.push({ letter, size }) - 1);
  const batch = left.shape.slice(0, -2).map((size, axis) => loop(`n${axis === 0 ? "" : axis}`, size));
  const row = left.shape.length > 1 ? [loop("i", left.shape.at(-2) as number)] : [];
  const column = right.shape.length > 1 ? [loop("j", right.shape.at(-1) as number)] : [];
  const inner = loop(column.length > 0 ? "l" : "j", left.shape.at(-1) as number);
  const rightBatch = right.shape.length > 2 ? batch : [];
  const output = [...batch, ...row, ...column];
  const factors = [
    { array: left.id, index: [...batch, ...row, inner] },
    { array: right.id, index: [...rightBatch, inner, ...column] },
  ];
  return {
    shape: output.map((map) => loops[map.coefficients[0]?.[0] as number]?.size as number),
    rows: [{ loops, output, factors, coefficient: ONE }],
  };
}

export const PRODUCTS: readonly Operator[] = [
  {
    name: "matmul",
    positional: ["A", "B"],
    options: [],
    build: (call) => {
      const left = call.array("A");
      const right = call.array("B");
      const show = `[${left.shape.join(",")}] @ [${right.shape.join(",")}]`;
      if (left.shape.length === 0 || right.shape.length === 0)
        call.fail(`\`@\` needs arrays with axes, and ${show} has a scalar; a scalar multiplies with \`*\``);
      const inner = right.shape.length > 1 ? right.shape.at(-2) : right.shape[0];
      if (left.shape.at(-1) !== inner)
        call.fail(
          `the shapes do not fit: ${show}. The last axis of the left (${left.shape.at(-1)}) must be as long as ` +
            `the ${right.shape.length > 1 ? "last but one" : "only"} axis of the right (${inner})`,
        );
      const leading = right.shape.slice(0, -2);
      if (leading.length > 0 && leading.join() !== left.shape.slice(0, -2).join())
        call.fail(`the leading axes do not fit: ${show}. They must be equal, or the right must have none`);
      return matmulForm(left, right);
    },
  },
];
