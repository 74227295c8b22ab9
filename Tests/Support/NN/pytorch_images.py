"""Training steps of networks of images by PyTorch (2.13.0, CPU, double precision), for Tests/NNTests/PyTorchImageTests.swift.

    pip install torch==2.13.0
    python3 pytorch_images.py > pytorch_images.json

Images and first weights come from a generator that the test repeats (`draws`), so that the file holds results alone: the loss
of every step, and of each parameter after the last its sum and, at a stride through it, some of its numbers.
"""
import json
import torch
from torch import nn

torch.set_default_dtype(torch.float64)
CLASSES = 3
SAMPLES = 24


def draws(seed, count, scale):
    """Multiples of scale / 64 in [-scale, scale): what single precision holds exactly, for a scale that is a power of two."""
    state, values = seed, []
    for _ in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        values.append(((state >> 25) - 64) / 64 * scale)
    return torch.tensor(values)


def power_of_two_below(x):
    return 2.0 ** torch.floor(torch.log2(torch.tensor(x))).item()


class Same(nn.Module):
    """Padding for one output a stride, the odd pixel at the end."""

    def __init__(self, kernel, stride, dilation):
        super().__init__()
        self.numbers = kernel, stride, dilation

    def forward(self, x):
        sides = []
        for axis in (-1, -2):
            kernel, stride, dilation = (n[axis] for n in self.numbers)
            extent, size = (kernel - 1) * dilation + 1, x.shape[axis]
            total = max((-(-size // stride) - 1) * stride + extent - size, 0)
            sides += [total // 2, total - total // 2]
        return nn.functional.pad(x, sides)


def pair(x):
    return (x, x) if isinstance(x, int) else tuple(x)


def layer(description, channels):
    """The modules of a layer, and what comes after it in channels."""
    kind = description["layer"]
    if kind == "conv":
        kernel, stride, dilation = (pair(description.get(k, d)) for k, d in (("kernel", 3), ("stride", 1), ("dilation", 1)))
        padding = description.get("padding", 0)
        before = [Same(kernel, stride, dilation)] if padding == "same" else []
        conv = nn.Conv2d(channels, description["units"], kernel, stride, 0 if padding == "same" else pair(padding), dilation,
                         description.get("groups", 1))
        return before + [conv, nn.ReLU()], description["units"]
    if kind == "max_pool":
        return [nn.MaxPool2d(pair(description["kernel"]), pair(description["stride"]), pair(description["padding"]))], channels
    if kind == "average_pool":
        return [nn.AvgPool2d(pair(description["kernel"]), pair(description["stride"]), pair(description["padding"]),
                             count_include_pad=False)], channels
    if kind == "global_average_pool":
        return [nn.AdaptiveAvgPool2d(1)], channels
    return [nn.LazyLinear(description["units"])] + ([nn.ReLU()] if description["relu"] else []), None


class Rows(nn.Module):
    """Flattens images in the order height, width, channels."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1) if x.dim() == 4 else x


def conv(units, **rest):
    return {"layer": "conv", "units": units, **rest}


def pool(kind, kernel=2, stride=None, padding=0):
    return {"layer": kind, "kernel": kernel, "stride": stride or kernel, "padding": padding}


def dense(units, relu=True):
    return {"layer": "dense", "units": units, "relu": relu}


def rows_of(parameter, groups, is_depthwise):
    """A weight as hpo stores it: (group, tap, channel) x filter, or tap x channel where it is depthwise; inputs x units."""
    if parameter.dim() == 4:
        if is_depthwise:
            return parameter.permute(2, 3, 1, 0).reshape(-1)
        filters, channels, height, width = parameter.shape
        return parameter.reshape(groups, filters // groups, channels, height, width).permute(0, 3, 4, 2, 1).reshape(-1)
    return parameter.T.reshape(-1) if parameter.dim() == 2 else parameter


def place(parameter, values, groups, is_depthwise):
    """The inverse of rows_of."""
    index = rows_of(torch.arange(parameter.numel()).reshape(parameter.shape), groups, is_depthwise)
    flat = torch.empty(parameter.numel())
    flat[index] = values
    parameter.data = flat.reshape(parameter.shape)


def case(name, image, layers, optimizer, lr, momentum=0.0, items=6, batch=6, epochs=20):
    modules, channels = [], image[2]
    for description in layers:
        if description["layer"] == "dense":
            modules.append(Rows())
        more, channels = layer(description, channels)
        modules += more
    net = nn.Sequential(*modules)
    seed = 1000 + len(name)
    count = items * image[0] * image[1] * image[2]
    x = draws(seed, count, 1.0).reshape(items, *image).permute(0, 3, 1, 2).contiguous()
    target = torch.tensor([i * i % CLASSES for i in range(items)])
    net(x[:1])
    holders = [m for m in net if isinstance(m, (nn.Conv2d, nn.Linear))]
    parameters = []
    for holder in holders:
        groups = getattr(holder, "groups", 1)
        is_depthwise = groups > 1 and holder.weight.shape[1] == 1 and holder.weight.shape[0] == groups
        fan_in = holder.weight[0].numel()
        for parameter, scale in ((holder.weight, power_of_two_below((6 / fan_in) ** 0.5)), (holder.bias, 0.125)):
            seed += 1
            place(parameter, draws(seed, parameter.numel(), scale), groups, is_depthwise)
            parameters.append((parameter, groups, is_depthwise, scale))
    rule = (torch.optim.Adam(net.parameters(), lr=lr) if optimizer == "adam"
            else torch.optim.SGD(net.parameters(), lr=lr, momentum=momentum))
    losses = []
    for _ in range(epochs):
        total = 0.0
        for start in range(0, items, batch):
            part = slice(start, start + batch)
            rule.zero_grad()
            loss = nn.functional.cross_entropy(net(x[part]), target[part])
            loss.backward()
            rule.step()
            total += loss.item() * len(x[part])
        losses.append(total / items)
    final = []
    for parameter, groups, is_depthwise, _ in parameters:
        flat = rows_of(parameter.detach(), groups, is_depthwise)
        final.append({"count": flat.numel(), "sum": flat.sum().item(), "samples": flat[::max(1, flat.numel() // SAMPLES)].tolist()})
    return {"name": name, "image": image, "layers": layers, "optimizer": optimizer, "learningRate": lr, "momentum": momentum,
            "items": items, "batch": batch, "seed": 1000 + len(name), "scales": [p[3] for p in parameters], "losses": losses,
            "final": final}


cases = [
    case("LeNet, adam", [28, 28, 1],
         [conv(6, kernel=5, padding=2), pool("max_pool"), conv(16, kernel=5), pool("max_pool"), dense(120), dense(84),
          dense(CLASSES, False)], "adam", 0.002),
    case("the Keras network of CIFAR-10, momentum", [32, 32, 3],
         [conv(32, padding=1), conv(32), pool("max_pool"), conv(64, padding=1), conv(64), pool("max_pool"), dense(512),
          dense(CLASSES, False)], "sgd", 0.004, momentum=0.9, items=4, batch=4),
    case("strides and dilations, sgd", [13, 11, 2],
         [conv(8, kernel=[3, 2], padding=[1, 0]), conv(9, stride=[2, 1], padding="same"), conv(10, dilation=2),
          dense(CLASSES, False)], "sgd", 0.05),
    case("groups, adam", [9, 8, 4],
         [conv(12, groups=2, padding="same"), conv(18, groups=6, stride=2), dense(CLASSES, False)], "adam", 0.01),
    case("depthwise separable, momentum in short batches", [10, 10, 3],
         [conv(20, kernel=1), conv(20, groups=20, padding="same"), conv(8, kernel=1), conv(8, groups=8, stride=2),
          conv(16, groups=8, kernel=2), dense(CLASSES, False)], "sgd", 0.05, momentum=0.8, items=7, batch=3, epochs=7),
    case("pools, sgd", [12, 12, 2],
         [conv(6), pool("max_pool", 3, 2, 1), conv(8, padding=1), pool("average_pool", [2, 3], 2, 1),
          {"layer": "global_average_pool"}, dense(CLASSES, False)], "sgd", 0.2),
]


def shortened(x):
    """Ten digits are more than single precision can be compared with."""
    if isinstance(x, float):
        return float(f"{x:.10g}")
    if isinstance(x, list):
        return [shortened(v) for v in x]
    return {k: shortened(v) for k, v in x.items()} if isinstance(x, dict) else x


print(json.dumps(shortened({"cases": cases})).replace('{"name"', '\n{"name"'))
