"""Training steps of networks of images by PyTorch (2.13.0, CPU, double precision), for Tests/NNTests/PyTorchImageTests.swift.

    pip install torch==2.13.0
    python3 pytorch_images.py > pytorch_images.json

Images and first weights come from a generator that the test repeats (`draws`), so that the file holds results alone: the loss
of every step, and of each parameter after the last its sum and, at a stride through it, some of its numbers. A parameter
whose scale is 0 is a running mean, and starts where it starts. What dropout drops is decided by the trainer's own generator,
which is repeated here (`dropout_key`, `is_kept`), so that both drop the same.
"""
import torch
from torch import nn

from pytorch_common import ACTIVATIONS, Residual, write

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


class LayerNormOfPixels(nn.LayerNorm):
    """Layer norm over the channels of each pixel."""

    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


WORD = 2**64
GOLDEN = 0x9E3779B97F4A7C15
DROPOUT = 3


def mixed(z):
    """The finalizer of SplitMix64."""
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 % WORD
    z = (z ^ z >> 27) * 0x94D049BB133111EB % WORD
    return z ^ z >> 31


def stream(key, part):
    """The key of the stream of dropout, and of one of its parts, under another key."""
    return mixed((mixed(key ^ DROPOUT * GOLDEN % WORD) + part + GOLDEN) % WORD)


def dropout_key(step, layer):
    """What decides, under seed 0, which numbers a layer drops in a step; both count from 1."""
    return mixed((stream(stream(mixed(GOLDEN), step), layer) + GOLDEN) % WORD) % 2**32


def is_kept(place, key, rate):
    h = (place ^ key) * 0x9E3779B1 % 2**32
    h = (h ^ h >> 16) * 0x85EBCA6B % 2**32
    h = (h ^ h >> 13) * 0xC2B2AE35 % 2**32
    return (h ^ h >> 16) >= int(rate * 2**32)


class Dropout(nn.Module):
    step = 0

    def __init__(self, rate, layer):
        super().__init__()
        self.rate, self.layer = rate, layer

    def forward(self, x):
        rows = x.permute(0, 2, 3, 1) if x.dim() == 4 else x
        width = rows[0].numel()
        row_stride = ((width + 15) // 16 | 1) * 16  # how far apart the trainer has the items
        key = dropout_key(Dropout.step, self.layer)
        mask = torch.tensor([[is_kept(item * row_stride + i, key, self.rate) for i in range(width)] for item in range(len(x))])
        scale = torch.tensor(1 / (1 - self.rate), dtype=torch.float32).double()
        kept = mask.reshape(rows.shape) * rows * scale
        return kept.permute(0, 3, 1, 2) if x.dim() == 4 else kept


def pair(x):
    return (x, x) if isinstance(x, int) else tuple(x)


def activation(name):
    return [] if name == "none" else [ACTIVATIONS[name]()]


class Numbers:
    """Counts the layers: a block, then those within it."""

    def __init__(self):
        self.last = 0


def build(layers, channels, numbers):
    """The modules of layers that follow each other, and what comes after them in channels."""
    modules = []
    for description in layers:
        if description["layer"] in ("dense", "flatten"):
            modules.append(Rows())
        numbers.last += 1
        more, channels = layer(description, channels, numbers)
        modules += more
    return nn.Sequential(*modules), channels


def layer(description, channels, numbers):
    """The modules of a layer, and what comes after it in channels."""
    kind = description["layer"]
    if kind == "conv":
        kernel, stride, dilation = (pair(description.get(k, d)) for k, d in (("kernel", 3), ("stride", 1), ("dilation", 1)))
        padding = description.get("padding", 0)
        before = [Same(kernel, stride, dilation)] if padding == "same" else []
        conv = nn.Conv2d(channels, description["units"], kernel, stride, 0 if padding == "same" else pair(padding), dilation,
                         description.get("groups", 1))
        return before + [conv] + activation(description.get("activation", "relu")), description["units"]
    if kind == "max_pool":
        return [nn.MaxPool2d(pair(description["kernel"]), pair(description["stride"]), pair(description["padding"]))], channels
    if kind == "average_pool":
        return [nn.AvgPool2d(pair(description["kernel"]), pair(description["stride"]), pair(description["padding"]),
                             count_include_pad=False)], channels
    if kind == "global_average_pool":
        return [nn.AdaptiveAvgPool2d(1)], channels
    if kind == "global_max_pool":
        return [nn.AdaptiveMaxPool2d(1)], channels
    if kind == "batch_norm":
        return [nn.BatchNorm2d(channels)], channels
    if kind == "layer_norm":
        return [LayerNormOfPixels(channels)], channels
    if kind == "dropout":
        return [Dropout(description["rate"], numbers.last)], channels
    if kind == "flatten":
        return [], None
    if kind == "residual":
        branch, after = build(description["layers"], channels, numbers)
        return [Residual(branch, build(description.get("shortcut", []), channels, numbers)[0])], after
    if kind in ACTIVATIONS:
        return activation(kind), channels
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


norm, relu = {"layer": "batch_norm"}, {"layer": "relu"}


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
    net, _ = build(layers, image[2], Numbers())
    seed = 1000 + len(name)
    count = items * image[0] * image[1] * image[2]
    x = draws(seed, count, 1.0).reshape(items, *image).permute(0, 3, 1, 2).contiguous()
    target = torch.tensor([i * i % CLASSES for i in range(items)])
    net.eval()
    net(x[:1])
    net.train()
    holders = [m for m in net.modules() if isinstance(m, (nn.Conv2d, nn.Linear, nn.BatchNorm2d, nn.LayerNorm))]
    parameters = []
    for holder in holders:
        groups = getattr(holder, "groups", 1)
        is_depthwise = groups > 1 and holder.weight.shape[1] == 1 and holder.weight.shape[0] == groups
        fan_in = holder.weight[0].numel()
        scale = power_of_two_below((6 / fan_in) ** 0.5) if holder.weight.dim() > 1 else 1.0
        for parameter, scale in ((holder.weight, scale), (holder.bias, 0.125)):
            seed += 1
            place(parameter, draws(seed, parameter.numel(), scale), groups, is_depthwise)
            parameters.append((parameter, groups, is_depthwise, scale))
        if isinstance(holder, nn.BatchNorm2d):
            seed += 2
            parameters += [(mean, 1, False, 0.0) for mean in (holder.running_mean, holder.running_var)]
    rule = (torch.optim.Adam(net.parameters(), lr=lr) if optimizer == "adam"
            else torch.optim.SGD(net.parameters(), lr=lr, momentum=momentum))
    losses = []
    Dropout.step = 0
    for _ in range(epochs):
        total = 0.0
        for start in range(0, items, batch):
            part = slice(start, start + batch)
            Dropout.step += 1
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
    case("global max pool after every activation, sgd", [9, 9, 2],
         [conv(5, activation=name, padding=1) for name in ("leaky_relu", "elu", "gelu", "silu", "softplus")]
         + [conv(9, activation="sigmoid"), conv(17, activation="tanh"), {"layer": "global_max_pool"}, dense(CLASSES, False)],
         "sgd", 0.2),
    case("dropout of pixels and features, adam", [7, 6, 2],
         [conv(6, activation="gelu"), {"layer": "dropout", "rate": 0.25}, {"layer": "flatten"}, dense(20),
          {"layer": "dropout", "rate": 0.5}, dense(CLASSES, False)], "adam", 0.01),
    # No Adam in these: the bias before a batch norm has the gradient 0, and Adam divides what rounding makes of it by its size.
    case("batch norm of convolutions, momentum in short batches", [8, 7, 3],
         [conv(6, activation="none"), norm, relu, conv(6, padding=1, groups=6, activation="none"), norm, relu,
          pool("max_pool"), dense(CLASSES, False)], "sgd", 0.05, momentum=0.9, items=7, batch=3, epochs=7),
    case("layer norm of convolutions, adam", [7, 7, 2],
         [conv(6, activation="none"), {"layer": "layer_norm"}, {"layer": "gelu"}, pool("average_pool"),
          {"layer": "flatten"}, dense(CLASSES, False)], "adam", 0.01),
    case("residual blocks with batch norm, momentum", [8, 8, 2],
         [conv(4, padding=1),
          {"layer": "residual", "layers": [conv(4, padding=1, activation="none"), norm, relu,
                                           conv(4, padding=1, activation="none"), norm]}, relu,
          {"layer": "residual", "layers": [conv(6, stride=2, padding=1, activation="none"), norm, relu,
                                           conv(6, padding=1, activation="none"), norm],
           "shortcut": [conv(6, kernel=1, stride=2, activation="none"), norm]}, relu,
          {"layer": "global_average_pool"}, dense(CLASSES, False)], "sgd", 0.05, momentum=0.9),
]

write({"cases": cases}, digits=10)
