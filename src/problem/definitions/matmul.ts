/**
 * The matrix product for any kind of size: z[i,j] = Σ_l A[i,l] B[l,j], with vectors on either side and leading axes kept.
 */
import type { Ring } from "../../sizes/ring.ts";
import type { FormOf } from "../forms.ts";
import { alongIn } from "../maps.ts";
import { type Affine, type Loop, ONE } from "../rows.ts";

interface Operand<Size> {
  readonly id: number;
  readonly shape: readonly Size[];
}

export function matmulIn<Size>(ring: Ring<Size>, left: Operand<Size>, right: Operand<Size>): FormOf<Size> {
  const loops: Loop<Size>[] = [];
  const loop = (letter: string, size: Size): Affine<Size> => alongIn(ring, loops.push({ letter, size }) - 1);
  const batch = left.shape.slice(0, -2).map((size, axis) => loop(`n${axis === 0 ? "" : axis}`, size));
  const row = left.shape.length > 1 ? [loop("i", left.shape.at(-2) as Size)] : [];
  const column = right.shape.length > 1 ? [loop("j", right.shape.at(-1) as Size)] : [];
  const inner = loop(column.length > 0 ? "l" : "j", left.shape.at(-1) as Size);
  const rightBatch = right.shape.length > 2 ? batch : [];
  const output = [...batch, ...row, ...column];
  const factors = [
    { array: left.id, index: [...batch, ...row, inner] },
    { array: right.id, index: [...rightBatch, inner, ...column] },
  ];
  return {
    shape: output.map((map) => loops[map.coefficients[0]?.[0] as number]?.size as Size),
    rows: [{ loops, output, factors, coefficient: ONE }],
  };
}
