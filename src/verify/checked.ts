/**
 * The type that renderers accept: a derivation every step of which was re-checked.
 * Only `verify` makes values of it.
 */
import type { Derivation } from "../derivation/derivation.ts";

declare const checkedBrand: unique symbol;

export type CheckedDerivation = Derivation & { readonly [checkedBrand]: true };
