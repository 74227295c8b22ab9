"""Training steps of networks with normalisation, embeddings and residual blocks by PyTorch (2.13.0, CPU, double precision),
and the activations' values and slopes, for Tests/NNTests/PyTorchLayerTests.swift.

    pip install torch==2.13.0 numpy
    python3 pytorch_layers.py > pytorch_layers.json

Inputs and first weights are rounded to multiples of 1/64, so that single precision holds them exactly. The last axis of an
item is its channels. After training the networks are put into evaluation mode: `outputs` are then the probabilities of the
classes, or the numbers, for all items.
"""
import torch
from torch import nn

from pytorch_common import ACTIVATIONS, Residual, rounded, write

ITEMS, CLASSES = 20, 3


class ChannelsLast(nn.Module):
    """Batch norm whose channels are the last axis. A batch of one row has no variance, and is taken in evaluation mode."""

    def __init__(self, channels):
        super().__init__()
        self.norm = nn.BatchNorm1d(channels)

    def forward(self, x):
        rows = x.reshape(-1, x.shape[-1])
        self.norm.train(self.training and len(rows) > 1)
        return self.norm(rows).reshape(x.shape)


class Lookup(nn.Embedding):
    def forward(self, x):
        return super().forward(x.long())


def build(layers, shape):
    """The modules of these layers, with weights of their own, and the shape that comes out."""
    modules = []
    for layer in layers:
        kind = layer["kind"]
        if kind == "dense":
            k, n = int(torch.tensor(shape).prod()), layer["units"]
            module = nn.Linear(k, n)
            module.weight.data = rounded(n, k, scale=k**-0.5)
            module.bias.data = rounded(n, scale=0.1)
            modules += [nn.Flatten(), module]
            if "activation" in layer:
                modules.append(ACTIVATIONS[layer["activation"]]())
            shape = [n]
        elif kind in ("batch_norm", "layer_norm"):
            module = ChannelsLast(shape[-1]) if kind == "batch_norm" else nn.LayerNorm(shape[-1])
            norm = module.norm if kind == "batch_norm" else module
            norm.weight.data = 1 + rounded(shape[-1], scale=0.2)
            norm.bias.data = rounded(shape[-1], scale=0.2)
            modules.append(module)
        elif kind == "embedding":
            module = Lookup(layer["vocabulary"], layer["units"])
            module.weight.data = rounded(layer["vocabulary"], layer["units"])
            modules.append(module)
            shape = shape + [layer["units"]]
        elif kind == "residual":
            branch, after = build(layer["layers"], shape)
            shortcut, _ = build(layer.get("shortcut", []), shape)
            modules.append(Residual(branch, shortcut))
            shape = after
        else:
            modules.append(ACTIVATIONS[kind]())
    return nn.Sequential(*modules), shape


def parameters(net):
    """All weights in the order of the layers, those of dense layers as inputs x units, and running means after them."""
    blocks = []
    for module in net.modules():
        if isinstance(module, nn.Linear):
            blocks += [module.weight.T, module.bias]
        elif isinstance(module, nn.BatchNorm1d):
            blocks += [module.weight, module.bias, module.running_mean, module.running_var]
        elif isinstance(module, nn.LayerNorm):
            blocks += [module.weight, module.bias]
        elif isinstance(module, nn.Embedding):
            blocks += [module.weight]
    return [block.flatten().tolist() for block in blocks]


def case(name, shape, layers, optimizer, lr, momentum=0.0, decay=0.0, batch=ITEMS, epochs=20, regression=False):
    torch.manual_seed(len(name) * 1000 + epochs)
    x = rounded(ITEMS, *shape)
    if layers[0]["kind"] == "embedding":
        x = torch.randint(0, layers[0]["vocabulary"], (ITEMS, *shape)).double()
    target = rounded(ITEMS, 1) if regression else torch.randint(0, CLASSES, (ITEMS,))
    net, _ = build(layers, shape)
    result = {
        "name": name, "shape": shape, "layers": layers, "optimizer": optimizer, "learningRate": lr, "momentum": momentum,
        "decay": decay, "batch": batch, "isRegression": regression, "features": x.flatten().tolist(),
        "targets": [float(t) for t in target.flatten()], "initial": parameters(net),
    }
    if optimizer == "adam":
        rule = torch.optim.Adam(net.parameters(), lr=lr, weight_decay=decay)
    else:
        rule = torch.optim.SGD(net.parameters(), lr=lr, momentum=momentum, weight_decay=decay)
    loss_of = nn.MSELoss() if regression else nn.CrossEntropyLoss()
    losses = []
    for _ in range(epochs):
        total = 0.0
        for start in range(0, ITEMS, batch):
            rows = slice(start, start + batch)
            rule.zero_grad()
            loss = loss_of(net(x[rows]), target[rows])
            loss.backward()
            rule.step()
            total += loss.item() * len(x[rows])
        losses.append(total / ITEMS)
    net.eval()
    outputs = net(x) if regression else torch.softmax(net(x), dim=1)
    return result | {"losses": losses, "final": parameters(net), "outputs": outputs.flatten().tolist()}


def dense(units, activation=None):
    return {"kind": "dense", "units": units} | ({"activation": activation} if activation else {})


def embedding(vocabulary, units):
    return {"kind": "embedding", "vocabulary": vocabulary, "units": units}


def residual(layers, shortcut=None):
    return {"kind": "residual", "layers": layers} | ({"shortcut": shortcut} if shortcut else {})


batch_norm, layer_norm, relu, gelu, silu = [{"kind": k} for k in ("batch_norm", "layer_norm", "relu", "gelu", "silu")]

cases = [
    case(f"{name}, sgd", [5], [dense(9, name), dense(3)], "sgd", 0.1, momentum=0.9)
    for name in ("leaky_relu", "elu", "silu", "softplus")
] + [
    case("batch norm, momentum", [5], [dense(9), batch_norm, relu, dense(3)], "sgd", 0.1, momentum=0.9),
    case("batch norm first, adam with decay", [6], [batch_norm, dense(7, "tanh"), dense(1)], "adam", 0.02, decay=0.1,
         regression=True),
    case("batch norm of images in batches", [2, 3, 5], [batch_norm, silu, batch_norm, dense(3)], "adam", 0.02, batch=8,
         epochs=7),
    case("batch norm, a last batch of one row", [4], [dense(6), batch_norm, gelu, dense(3)], "sgd", 0.1, momentum=0.5,
         batch=19, epochs=10),
    case("layer norm, adam with decay", [5], [dense(12), layer_norm, gelu, dense(3)], "adam", 0.02, decay=0.05),
    case("layer norm of images", [2, 3, 4], [layer_norm, relu, dense(1)], "sgd", 0.05, batch=8, epochs=7,
         regression=True),
    case("embedding, sgd", [3], [embedding(6, 5), dense(3)], "sgd", 0.3, momentum=0.9),
    # No Adam in these: the bias before a batch norm has the gradient 0, and Adam divides what rounding makes of it by its size.
    case("embedding and norms, momentum in batches", [2], [embedding(7, 18), layer_norm, dense(6), batch_norm, dense(1)],
         "sgd", 0.05, momentum=0.9, decay=0.01, batch=7, epochs=7, regression=True),
    case("residual, momentum", [6], [residual([dense(8, "silu"), dense(6)]), relu, dense(3)], "sgd", 0.1, momentum=0.9),
    case("residual with a shortcut", [5],
         [residual([dense(8), batch_norm, relu, residual([dense(8, "elu")]), dense(4)], [dense(4), batch_norm]), dense(3)],
         "sgd", 0.05, momentum=0.9, decay=0.1, batch=8, epochs=7),
]

z = torch.tensor([-1e4, -100.0, -20.0, -5.0, -1.5, -0.5, -1e-3, 1e-3, 0.25, 1.0, 3.0, 19.0, 30.0, 1e4])
functions = {}
for name, module in ACTIVATIONS.items():
    at = z.clone().requires_grad_()
    y = module()(at)
    y.sum().backward()
    functions[name] = {"values": y.tolist(), "slopes": at.grad.tolist()}

file = {"cases": cases, "points": z.tolist(), "functions": functions}
write(file, digits=9)
