"""The same cases by PyTorch in double precision: values, and gradients by its autograd.

A list of cases as JSON on standard input; for each a dictionary of flat lists of numbers on standard output.
Convolutions and poolings come as the tests describe them (test/convolutions.ts, pooling-cases.ts), networks as their
steps (network.ts). Arrays are given with all their axes, batch and channels included, in the layout of the case.
"""
import json
import sys

import torch
import torch.nn.functional as F

torch.set_num_threads(1)

CONVOLUTIONS = [F.conv1d, F.conv2d, F.conv3d]
TRANSPOSED = [F.conv_transpose1d, F.conv_transpose2d, F.conv_transpose3d]
AVERAGES = [F.avg_pool1d, F.avg_pool2d, F.avg_pool3d]
MAXIMA = [F.max_pool1d, F.max_pool2d, F.max_pool3d]


def channels_first(x, layout):
    return x if layout == "nchw" else x.movedim(-1, 1)


def channels_last(x, layout):
    return x if layout == "nchw" else x.movedim(1, -1)


def pad(x, pairs, value=0.0):
    """Zeros first, and then the crop, which may be more than the array alone has."""
    flat = [number for pair in reversed(pairs) for number in pair]
    padded = F.pad(x, [max(0, number) for number in flat], value=value)
    return F.pad(padded, [min(0, number) for number in flat])


def convolve(of, a, k, b=None):
    """PyTorch's own arguments wherever it has them: a number for both sides of an axis, none below 0."""
    axes, layout, rank = of["axes"], of["layout"], len(of["axes"])
    x = channels_first(a, layout)
    w = k if layout == "nchw" else k.permute(rank + 1, rank, *range(rank))
    if of["flip"]:
        w = torch.flip(w, dims=list(range(2, 2 + rank)))
    w = w.contiguous()  # Some of its convolutions ask for it.
    given = {name: [axis[name] for axis in axes] for name in ("stride", "dilation")}
    given["groups"] = of["groups"]
    is_symmetric = all(axis["before"] == axis["after"] >= 0 for axis in axes)
    before = [axis["before"] for axis in axes]
    if of["transposed"]:
        extra = [axis["extra"] for axis in axes]
        is_legal = all(axis["extra"] < max(axis["stride"], axis["dilation"]) for axis in axes)
        if is_symmetric and is_legal:
            y = TRANSPOSED[rank - 1](x, w, b, padding=before, output_padding=extra, **given)
        else:
            whole = TRANSPOSED[rank - 1](x, w, **given)
            y = pad(whole, [(-axis["before"], axis["extra"] - axis["after"]) for axis in axes])
            y = y if b is None else y + b.reshape(-1, *[1] * rank)
    elif is_symmetric:
        y = CONVOLUTIONS[rank - 1](x, w, b, padding=before, **given)
    else:
        y = CONVOLUTIONS[rank - 1](pad(x, [(axis["before"], axis["after"]) for axis in axes]), w, b, **given)
    return channels_last(y, layout)


def array(made):
    return torch.tensor(made["data"], dtype=torch.float64).reshape(made["shape"]).requires_grad_()


def numbers(x):
    return x.detach().reshape(-1).tolist()


def convolution(case):
    given = {name: array(made) for name, made in case["given"].items()}
    y = convolve(case["of"], **given)
    gradients = torch.autograd.grad(y, list(given.values()), torch.tensor(case["delta"], dtype=torch.float64).reshape(y.shape))
    return {"y": numbers(y), **{name: numbers(gradient) for name, gradient in zip(given, gradients)}}


def pool(of, a):
    axes, rank = of["axes"], len(of["axes"])
    x = channels_first(a, of["layout"])
    kernel, stride = [axis["kernel"] for axis in axes], [axis["stride"] for axis in axes]
    pairs = [(axis["before"], axis["after"]) for axis in axes]
    is_legal = all(
        axis["before"] == axis["after"] >= 0 and 2 * axis["before"] <= axis["kernel"] <= axis["input"] for axis in axes
    )
    padding = [before for before, _ in pairs] if is_legal else 0
    if of["type"] == "max":
        y = MAXIMA[rank - 1](x if is_legal else pad(x, pairs, -torch.inf), kernel, stride, padding)
    elif is_legal or of["includesPadding"]:
        whole = x if is_legal else pad(x, pairs)
        y = AVERAGES[rank - 1](whole, kernel, stride, padding, count_include_pad=of["includesPadding"])
    else:
        means = AVERAGES[rank - 1](pad(x, pairs), kernel, stride)
        shares = AVERAGES[rank - 1](pad(torch.ones_like(x), pairs), kernel, stride)
        places = torch.tensor(kernel).prod()
        y = means * places / torch.round(shares * places)
    return channels_last(y, of["layout"])


def pooling(case):
    a = array(case["given"]["a"])
    y = pool(case["of"], a)
    (gradient,) = torch.autograd.grad(y, [a], torch.tensor(case["delta"], dtype=torch.float64).reshape(y.shape))
    return {"y": numbers(y), "a": numbers(gradient)}


def whole(x, of):
    """An image with its batch and its channels."""
    rank, batch, channels = len(of["axes"]), of.get("batch"), of.get("channels")
    x = x if batch else x[None]
    return x if channels else x.unsqueeze(1 if of["layout"] == "nchw" else rank + 1)


def whole_kernel(k, of):
    if of["channels"]:
        return k
    return k[None, None] if of["layout"] == "nchw" else k[..., None, None]


FUNCTIONS = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": F.relu,
    "leaky_relu": lambda x: F.leaky_relu(x, 0.125),
    "softplus": F.softplus,
    "gelu": F.gelu,
    "exp": torch.exp,
    "log": torch.log,
    "sqrt": torch.sqrt,
    "swish": F.silu,
    "cube": lambda x: x**3,
    "bell": lambda x: 1 / (1 + x**2),
}


def run_step(step, arrays):
    kind, x = step["kind"], arrays.get(step.get("input"))
    if kind == "convolution":
        of, k, b = step["of"], arrays[step["kernel"]], arrays.get(step.get("bias"))
        return convolve(of, whole(x, of), whole_kernel(k, of), b).reshape(step["shape"])
    if kind == "pooling":
        return pool(step["of"], whole(x, step["of"])).reshape(step["shape"])
    if kind == "dense":
        w, b = arrays[step["weights"]], arrays.get(step.get("bias"))
        return F.linear(x, w if x.dim() == 1 else w.T, b)
    if kind == "function":
        return FUNCTIONS[step["function"]](x)
    if kind == "softmax":
        return F.softmax(x, dim=step["axis"])
    if kind == "arithmetic":
        left, right = arrays[step["left"]], arrays[step["right"]]
        return {"+": torch.add, "-": torch.sub, "*": torch.mul}[step["operator"]](left, right)
    if kind == "flatten":
        return torch.flatten(x, start_dim=step["from"])
    if kind == "flip":
        return torch.flip(x, dims=[step["axis"]])
    if kind == "transpose":
        return x.permute(step["axes"])
    if kind == "pad":
        return pad(x, step["pairs"])
    return {"sum": torch.sum, "mean": torch.mean}[kind](x, dim=step["axis"])


def run_loss(loss, arrays):
    p, t, kind, reduction = arrays[loss["of"]], arrays[loss["target"]], loss["kind"], loss["reduction"]
    divisor = {"mean": p.numel(), "batch_mean": len(p), "sum": 1}[reduction]
    if kind == "mse" and reduction != "batch_mean":
        return F.mse_loss(p, t, reduction=reduction)
    if kind == "softmax_cross_entropy" and p.dim() == 2 and reduction != "mean":
        return F.cross_entropy(p, t, reduction={"batch_mean": "mean"}.get(reduction, reduction))
    total = {
        "mse": lambda: ((p - t) ** 2).sum(),
        "half_sse": lambda: ((p - t) ** 2).sum() / 2,
        "cross_entropy": lambda: -(t * torch.log(p)).sum(),
        "softmax_cross_entropy": lambda: -(t * F.log_softmax(p, dim=-1)).sum(),
    }[kind]()
    return total / divisor


def network(case):
    of = case["of"]
    arrays = {name: array(made) for name, made in case["given"].items()}
    wanted = [*arrays, of["watched"]]
    for step in of["steps"]:
        arrays[step["name"]] = run_step(step, arrays)
    loss = run_loss(of["loss"], arrays)
    by = [arrays[name] for name in wanted]
    gradients = torch.autograd.grad(loss, by, allow_unused=True)
    named = zip(wanted, (torch.zeros_like(x) if g is None else g for x, g in zip(by, gradients)))
    return {"E": numbers(loss), **{name: numbers(gradient) for name, gradient in named}}


KINDS = {"convolution": convolution, "pooling": pooling, "network": network}

print(json.dumps([KINDS[case["kind"]](case) for case in json.load(sys.stdin)]))
