/**
 * A piece of a framework's program as plain data: calls with resolved numbers, over arrays of the worksheet.
 * One tree serves everybody: it is printed as Python (print-code.ts), and `verify` runs it by the framework's rules.
 * JSON-safe.
 */
export type Framework = "pytorch" | "tensorflow" | "keras" | "jax";

/** Numbers, texts and lists stand for themselves. */
export type Code = number | string | boolean | readonly Code[] | CodeNode;

/** Arguments by name, in the order in which they are written. */
export type NamedCode = readonly (readonly [name: string, value: Code])[];

export type CodeNode =
  | { readonly tag: "name"; readonly name: string }
  /** `tf.nn.conv2d(x, k, strides=2)` */
  | { readonly tag: "call"; readonly name: string; readonly positional: readonly Code[]; readonly named: NamedCode }
  /** `x.permute(0, 2, 1)` */
  | { readonly tag: "method"; readonly of: Code; readonly name: string; readonly positional: readonly Code[] }
  /** `x[None, ..., 1:-2]`: each item as Python has it. */
  | { readonly tag: "index"; readonly of: Code; readonly items: readonly string[] }
  /** `ZeroPadding2D(1)(x)` */
  | { readonly tag: "apply"; readonly of: Code; readonly to: Code }
  | { readonly tag: "add"; readonly left: Code; readonly right: Code }
  /** `[body for part, filters in zip(...)]` */
  | { readonly tag: "each"; readonly body: Code; readonly names: readonly string[]; readonly over: readonly Code[] }
  /** A Keras layer with its weights, applied to an input of the given shape. */
  | {
      readonly tag: "layer";
      readonly name: string;
      readonly named: NamedCode;
      readonly shape: readonly number[];
      readonly weights: readonly Code[];
      readonly input: Code;
    }
  /** The framework's own derivative of `of` by the array `by`, times the upstream gradient. */
  | { readonly tag: "autograd"; readonly of: Code; readonly by: string; readonly upstream: string };

export function name(text: string): CodeNode {
  return { tag: "name", name: text };
}

export type Named = Readonly<Record<string, Code>>;

export function call(callee: string, positional: readonly Code[], named: Named = {}): CodeNode {
  return { tag: "call", name: callee, positional, named: Object.entries(named) };
}

/** The value of a named argument. */
export function argument(named: NamedCode, wanted: string): Code | undefined {
  return named.find(([key]) => key === wanted)?.[1];
}

export function method(of: Code, callee: string, positional: readonly Code[]): CodeNode {
  return { tag: "method", of, name: callee, positional };
}

export function isNode(code: Code): code is CodeNode {
  return typeof code === "object" && !isList(code);
}

export function isList(code: Code): code is readonly Code[] {
  return Array.isArray(code);
}

/** The parts of a piece of code, one level down. */
export function partsOf(code: Code): readonly Code[] {
  if (isList(code)) return code;
  if (!isNode(code)) return [];
  switch (code.tag) {
    case "name":
      return [];
    case "call":
      return [...code.positional, ...code.named.map(([, value]) => value)];
    case "method":
      return [code.of, ...code.positional];
    case "index":
      return [code.of];
    case "apply":
      return [code.of, code.to];
    case "add":
      return [code.left, code.right];
    case "each":
      return [code.body, ...code.over];
    case "layer":
      return [...code.named.map(([, value]) => value), ...code.weights, code.input];
    case "autograd":
      return [code.of];
  }
}
