/**
 * The matrix product: z[i,j] = Σ_l A[i,l] B[l,j], with vectors on either side and leading axes kept.
 */
import { joined, tell, verbatim } from "../../messages/message.ts";
import { INTEGERS } from "../../sizes/ring.ts";
import { matmulIn } from "../definitions/matmul.ts";
import type { Operator } from "../operator.ts";

export const PRODUCTS: readonly Operator[] = [
  {
    name: "matmul",
    positional: ["A", "B"],
    options: [],
    build: (call) => {
      const left = call.array("A");
      const right = call.array("B");
      const show = verbatim(`[${left.shape.join(",")}] @ [${right.shape.join(",")}]`);
      if (left.shape.length === 0 || right.shape.length === 0)
        call.fail(tell`\`@\` needs arrays with axes, and ${show} has a scalar; a scalar multiplies with \`*\``);
      const outer = left.shape.at(-1) ?? 1;
      const inner = (right.shape.length > 1 ? right.shape.at(-2) : right.shape[0]) ?? 1;
      if (outer !== inner)
        call.fail(
          joined(
            tell`the shapes do not fit: ${show}. The last axis of the left (${outer}) must be as long as `,
            right.shape.length > 1
              ? tell`the last but one axis of the right (${inner})`
              : tell`the only axis of the right (${inner})`,
          ),
        );
      const leading = right.shape.slice(0, -2);
      if (leading.length > 0 && leading.join() !== left.shape.slice(0, -2).join())
        call.fail(tell`the leading axes do not fit: ${show}. They must be equal, or the right must have none`);
      return matmulIn(INTEGERS, left, right);
    },
  },
];
