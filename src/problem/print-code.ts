/**
 * Prints a piece of a framework's program as Python, in lines of at most 84 characters where names allow.
 */
import { type Code, type CodeNode, type Framework, isList, isNode } from "./code.ts";

const WIDTH = 84;

/** The statements that give `target` the value of the code; `result` is what the forward call is called. */
export function printAssignment(framework: Framework, target: string, code: Code, result: string): string {
  const style = framework === "tensorflow" || framework === "keras" ? LISTS : TUPLES;
  if (isNode(code) && code.tag === "autograd") return printAutograd(framework, style, target, code, result);
  const layer = findLayer(code);
  const before = layer === undefined ? [] : layerLines(style, layer);
  return [...before, assigned(style, target, code)].join("\n");
}

interface Style {
  readonly open: string;
  readonly close: string;
}

const LISTS: Style = { open: "[", close: "]" };
const TUPLES: Style = { open: "(", close: ")" };

function assigned(style: Style, target: string, code: Code, indent = 0): string {
  const head = `${" ".repeat(indent)}${target} = `;
  return head + layOut(style, code, indent, head.length);
}

function printAutograd(
  framework: Framework,
  style: Style,
  target: string,
  { of, by, upstream }: Extract<CodeNode, { tag: "autograd" }>,
  result: string,
): string {
  switch (framework) {
    case "pytorch":
      return [
        `${by}.requires_grad_()`,
        assigned(style, result, of),
        `(${target},) = torch.autograd.grad(${result}, ${by}, ${upstream})`,
      ].join("\n");
    case "tensorflow":
    case "keras":
      return [
        "with tf.GradientTape() as tape:",
        `    tape.watch(${by})`,
        assigned(style, result, of, 4),
        `${target} = tape.gradient(${result}, ${by}, output_gradients=${upstream})`,
      ].join("\n");
    case "jax": {
      const parts = [`lambda ${by}: ${layOut(style, of, 4, 4 + `lambda ${by}: `.length)}`, by];
      const flat = `${result}, pullback = jax.vjp(${parts.join(", ")})`;
      const call =
        flat.length <= WIDTH && !flat.includes("\n")
          ? flat
          : `${result}, pullback = jax.vjp(\n${parts.map((part) => `    ${part},\n`).join("")})`;
      return `${call}\n(${target},) = pullback(${upstream})`;
    }
  }
}

type Layer = Extract<CodeNode, { tag: "layer" }>;

/** There is at most one, perhaps inside a crop or a layout's transpose. */
function findLayer(code: Code): Layer | undefined {
  if (!isNode(code)) return undefined;
  switch (code.tag) {
    case "layer":
      return code;
    case "call":
      return findLayer(code.positional[0] ?? 0);
    case "apply":
      return findLayer(code.to);
    case "method":
    case "index":
      return findLayer(code.of);
    default:
      return undefined;
  }
}

function layerLines(style: Style, { name, named, shape, weights }: Layer): string[] {
  const made: Code = { tag: "call", name, positional: [], named };
  const set: Code = { tag: "call", name: "layer.set_weights", positional: [weights], named: [] };
  return [assigned(style, "layer", made), `layer.build(${flatText(style, shape)})`, layOut(style, set, 0, 0)];
}

/** On one line where that fits after `column` characters, else broken at its outermost bracket. */
function layOut(style: Style, code: Code, indent: number, column: number): string {
  const flat = flatText(style, code);
  if (column + flat.length <= WIDTH || !isNode(code)) return flat;
  const inner = indent + 4;
  const margin = " ".repeat(inner);
  const bracketed = (head: string, items: readonly (readonly [string, Code])[], close: string): string => {
    const together = items.map(([key, item]) => key + flatText(style, item)).join(", ");
    const isShort = inner + together.length <= WIDTH;
    const each = items.map(([key, item]) => `${margin}${key}${layOut(style, item, inner, inner + key.length + 1)},\n`);
    return `${head}\n${isShort ? `${margin}${together}\n` : each.join("")}${" ".repeat(indent)}${close}`;
  };
  const plain = (items: readonly Code[]): (readonly [string, Code])[] => items.map((item) => ["", item]);
  switch (code.tag) {
    case "name":
    case "autograd":
      return flat;
    case "call": {
      const named = code.named.map(([key, item]) => [`${key}=`, item] as const);
      return bracketed(`${code.name}(`, [...plain(code.positional), ...named], ")");
    }
    case "method":
      return layOut(style, code.of, indent, column) + suffix(style, code);
    case "index":
      return isSum(code.of)
        ? `(\n${margin}${layOut(style, code.of, inner, inner)}\n${" ".repeat(indent)})${suffix(style, code)}`
        : layOut(style, code.of, indent, column) + suffix(style, code);
    case "apply":
      return bracketed(`${flatText(style, code.of)}(`, plain([code.to]), ")");
    case "add":
      return `${layOut(style, code.left, indent, column)} + ${flatText(style, code.right)}`;
    case "each": {
      const body = layOut(style, code.body, inner, inner);
      const over = layOut(style, { tag: "call", name: "zip", positional: code.over, named: [] }, inner, inner);
      return `[\n${margin}${body}\n${margin}for ${code.names.join(", ")} in ${over}\n${" ".repeat(indent)}]`;
    }
    case "layer":
      return bracketed("layer(", [["", code.input]], ")");
  }
}

function isSum(code: Code): boolean {
  return isNode(code) && code.tag === "add";
}

function suffix(style: Style, code: Extract<CodeNode, { tag: "method" | "index" }>): string {
  return code.tag === "index"
    ? `[${code.items.join(", ")}]`
    : `.${code.name}(${code.positional.map((item) => flatText(style, item)).join(", ")})`;
}

function flatText(style: Style, code: Code): string {
  if (typeof code === "string") return JSON.stringify(code);
  if (typeof code === "boolean") return code ? "True" : "False";
  if (typeof code === "number") return String(code);
  const listed = (items: readonly Code[]): string => items.map((item) => flatText(style, item)).join(", ");
  if (isList(code)) {
    // Layers and their weights are lists everywhere; a tuple of one needs its comma.
    const only = style === TUPLES && code.length === 1 ? "," : "";
    return `${style.open}${listed(code)}${only}${style.close}`;
  }
  switch (code.tag) {
    case "name":
      return code.name;
    case "call": {
      const named = code.named.map(([key, item]) => `${key}=${flatText(style, item)}`);
      return `${code.name}(${[...code.positional.map((item) => flatText(style, item)), ...named].join(", ")})`;
    }
    case "method":
    case "index":
      return (isSum(code.of) ? `(${flatText(style, code.of)})` : flatText(style, code.of)) + suffix(style, code);
    case "apply":
      return `${flatText(style, code.of)}(${flatText(style, code.to)})`;
    case "add":
      return `${flatText(style, code.left)} + ${flatText(style, code.right)}`;
    case "each":
      return `[${flatText(style, code.body)} for ${code.names.join(", ")} in zip(${listed(code.over)})]`;
    case "layer":
      return `layer(${flatText(style, code.input)})`;
    case "autograd":
      return flatText(style, code.of);
  }
}
