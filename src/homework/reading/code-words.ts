/**
 * Names from programs: the modules that functions are called by, what is called, and by which names arguments are given.
 */

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** What stands before the dot of `np.sum`; a single letter is one only before the name of a layer. */
const MODULES = words("np numpy jnp cp torch tf nn functional scipy signal math keras ops linalg");
const LETTERS = words("F K");
const NUMPY = words("np numpy jnp cp");

/** What a name begins with that a program calls by its module or behind a dot. */
export const PROGRAM = "np.";

/** Functions by the names that numpy and the frameworks give them. */
const FUNCTIONS = words(
  "sum mean dot matmul mm multiply mul add subtract divide power square exp log tanh sqrt maximum transpose outer rot90 " +
    "where reshape newaxis int64 int32 float64 float32 flip flipud fliplr convolve convolve2d correlate correlate2d sigmoid relu softmax einsum inner",
);
const LAYERS = words(
  "conv1d conv2d conv3d conv_transpose1d conv_transpose2d conv_transpose3d relu sigmoid tanh softmax Conv1d Conv2d Conv3d " +
    "ConvTranspose1d ConvTranspose2d ConvTranspose3d conv2d_transpose conv1d_transpose conv3d_transpose Conv2D",
);

/** Words that are one name although letters, digits and low lines make them up. */
const WHOLE = words(
  "convolve2d correlate2d conv2 Conv2DTranspose max_pool2d avg_pool2d leaky_relu depthwise_conv2d " +
    "cross_entropy softmax_cross_entropy",
);

/** What can be called behind an operand: `dZ.sum(axis=1)`. */
const METHODS = words("sum mean dot matmul mm transpose astype float int double reshape view flatten ravel");

/** Methods without arguments that change no number of an array. */
const COPIES = words("copy clone detach contiguous numpy");

/** Names of arguments, in whose brackets a relation is no condition. */
const ARGUMENTS = words(
  "axis dim keepdims keepdim stride strides padding pad dilation groups bias mode output_padding flip reduction k",
);

export function isModule(name: string): boolean {
  return MODULES.has(name) || LETTERS.has(name);
}

/** Whether `name` is called by `module`: `F.conv2d`, `np.sum`; `F.sum` is a method of an array F. */
export function isCalledBy(module: string, name: string): boolean {
  // The frameworks' own `pad` names the axes in another order.
  if (name === "pad") return NUMPY.has(module);
  return LETTERS.has(module) ? LAYERS.has(name) : FUNCTIONS.has(name) || LAYERS.has(name);
}

export function isMethod(name: string): boolean {
  return METHODS.has(name);
}

export function isCopy(name: string): boolean {
  return COPIES.has(name);
}

export function isArgumentName(name: string): boolean {
  return ARGUMENTS.has(name);
}

/** Whether letters, digits and low lines that touch are one word of a program. */
export function isCodeWord(text: string): boolean {
  return LAYERS.has(text) || WHOLE.has(text);
}
