/**
 * How the derivatives of a loss by a layer are written, where the worksheet does not say: δ^{(1)} for z1, as texts
 * number their layers, and δ^{(z)} where there is no number. A layer's number belongs to its first definition; the
 * others, such as a1 and p1, have their names in its place: δ^{p^{(1)}}.
 */
import type { NumericArray } from "./problem.ts";
import { layerMark, type Style } from "./style.ts";

type Named = Pick<NumericArray, "id" | "name" | "named" | "latex"> & { readonly definition: { readonly kind: string } };

/** LaTeX for the array of the derivatives by `wrt`; none where `wrt` has a longer name, or where it is in use. */
export function deltaLatex(arrays: readonly Named[], wrt: Named, style: Style): string | undefined {
  // δ_1 would be an entry of δ.
  if (style.delta === "partial" || style.layers === "subscript") return undefined;
  const [, letter, layer = ""] = (wrt.latex === undefined && /^([A-Za-z])(\d*)$/.exec(wrt.name)) || [];
  if (letter === undefined) return undefined;
  const isFirst = layer === "" || firstOfLayer(arrays, layer)?.id === wrt.id;
  const own = layerMark(layer || letter, style.layers);
  const delta = isFirst ? `\\delta${own}` : `\\delta^{${letter}${layerMark(layer, style.layers)}}`;
  return arrays.some((array) => array.latex === delta) ? undefined : delta;
}

function firstOfLayer(arrays: readonly Named[], layer: string): Named | undefined {
  return arrays.find(
    ({ named, name, definition }) => named && definition.kind === "rows" && /^[A-Za-z](\d+)$/.exec(name)?.[1] === layer,
  );
}
