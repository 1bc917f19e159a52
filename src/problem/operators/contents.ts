/** The table of contents: a line for each file of operators. */
export { CONSTANTS } from "./constant.ts";
export { CONVOLUTIONS } from "./convolution.ts";
export { ELEMENTWISE } from "./elementwise.ts";
export { LOSSES } from "./loss.ts";
export { POOLINGS } from "./pooling.ts";
export { PRODUCTS } from "./product.ts";
export { REARRANGEMENTS } from "./rearrangement.ts";
export { REDUCTIONS } from "./reduction.ts";
