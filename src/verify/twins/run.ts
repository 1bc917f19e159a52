/**
 * Runs a piece of a framework's program on given arrays, each call by what the framework documents.
 */
import { type Code, type CodeNode, isList, type NamedCode } from "../../problem/code.ts";
import { JAX } from "./jax.ts";
import { runBorder, runLayer } from "./keras.ts";
import { addTensors, indexTensor, permute, refuse, reshape, sumOver, type Tensor } from "./tensor.ts";
import { TENSORFLOW } from "./tensorflow.ts";
import { TORCH } from "./torch.ts";
import { asList, asNumbers, asTensor, type Callee, readGiven, type Value } from "./values.ts";

export type Environment = ReadonlyMap<string, Value>;

const CALLEES: Readonly<Record<string, Callee>> = { ...TORCH, ...TENSORFLOW, ...JAX };

export function runCode(code: Code, environment: Environment): Tensor {
  return asTensor(evaluate(code, environment), "the result");
}

function evaluate(code: Code, environment: Environment): Value {
  if (isList(code)) return code.map((item) => evaluate(item, environment));
  if (typeof code !== "object") return code;
  const run = (part: Code): Value => evaluate(part, environment);
  const tensor = (part: Code): Tensor => asTensor(run(part), "the operand");
  switch (code.tag) {
    case "name":
      return environment.get(code.name) ?? refuse(`there is no \`${code.name}\``);
    case "call": {
      const callee = Object.hasOwn(CALLEES, code.name) ? CALLEES[code.name] : undefined;
      if (callee === undefined) return refuse(`there is no \`${code.name}\``);
      return callee.run(readGiven(code.name, callee, code.positional.map(run), evaluateAll(code.named, environment)));
    }
    case "method":
      return runMethod(code, tensor(code.of), environment);
    case "index":
      return indexTensor(tensor(code.of), code.items);
    case "apply": {
      const [layer, input] = [code.of, tensor(code.to)];
      if (typeof layer !== "object" || isList(layer) || layer.tag !== "call") return refuse("only a layer is applied");
      return runBorder(layer.name, run(layer.positional[0] ?? 0), input);
    }
    case "add":
      return addTensors(tensor(code.left), tensor(code.right));
    case "each":
      return runEach(code, environment);
    case "layer":
      return runLayer(
        code.name,
        evaluateAll(code.named, environment),
        code.shape,
        code.weights.map(tensor),
        tensor(code.input),
      );
    case "autograd":
      return refuse("a derivative stands alone");
  }
}

function evaluateAll(named: NamedCode, environment: Environment): Readonly<Record<string, Value>> {
  return Object.fromEntries(named.map(([key, code]) => [key, evaluate(code, environment)]));
}

type NodeOf<Tag extends CodeNode["tag"]> = Extract<CodeNode, { tag: Tag }>;

function runMethod({ name, positional }: NodeOf<"method">, tensor: Tensor, environment: Environment): Tensor {
  const values = positional.map((part) => evaluate(part, environment));
  switch (name) {
    case "permute":
    case "transpose":
      return permute(tensor, asNumbers(values, name));
    case "reshape":
      return reshape(tensor, asNumbers(values, name));
    case "sum":
      return sumOver(tensor, asNumbers(values[0], name));
    default:
      return refuse(`arrays have no method \`${name}\``);
  }
}

function runEach({ body, names, over }: NodeOf<"each">, environment: Environment): Value {
  const lists = over.map((part) => asList(evaluate(part, environment), "zip"));
  const [first] = lists;
  if (first === undefined || names.length !== lists.length) return refuse("each name runs over a list");
  return first.map((_, item) => {
    const inside = new Map(environment);
    names.forEach((name, place) => inside.set(name, lists[place]?.[item] ?? refuse("the lists differ in length")));
    return evaluate(body, inside);
  });
}
