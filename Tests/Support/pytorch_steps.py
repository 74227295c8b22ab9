"""Training steps of small networks by PyTorch (2.13.0, CPU, double precision), for Tests/NNTests/PyTorchTests.swift.

    pip install torch==2.13.0 numpy
    python3 pytorch_steps.py > pytorch_steps.json

Inputs and first weights are rounded to multiples of 1/64, so that single precision holds them exactly.
"""
import json
import torch

torch.set_default_dtype(torch.float64)
ACTIVATIONS = {"relu": torch.nn.ReLU, "tanh": torch.nn.Tanh, "sigmoid": torch.nn.Sigmoid, "gelu": torch.nn.GELU}
ITEMS, WIDTH, CLASSES = 20, 7, 3


def rounded(*shape, scale=1.0):
    return torch.round(torch.randn(*shape) * scale * 64) / 64


def case(name, units, activation, optimizer, lr, momentum=0.0, decay=0.0, batch=ITEMS, epochs=20, regression=False):
    torch.manual_seed(len(name) * 1000 + epochs)
    x = rounded(ITEMS, WIDTH)
    target = rounded(ITEMS, 1) if regression else torch.randint(0, CLASSES, (ITEMS,))
    widths = [WIDTH] + units + [1 if regression else CLASSES]
    layers = []
    for k, n in zip(widths, widths[1:]):
        layer = torch.nn.Linear(k, n)
        layer.weight.data = rounded(n, k, scale=k**-0.5)
        layer.bias.data = rounded(n, scale=0.1)
        layers += [layer, ACTIVATIONS[activation]()]
    net = torch.nn.Sequential(*layers[:-1])
    linear = [layer for layer in net if isinstance(layer, torch.nn.Linear)]

    def parameters():
        return [v for layer in linear for v in (layer.weight.T.flatten().tolist(), layer.bias.tolist())]

    result = {
        "name": name, "units": units, "activation": activation, "optimizer": optimizer, "learningRate": lr,
        "momentum": momentum, "decay": decay, "batch": batch, "isRegression": regression, "features": x.flatten().tolist(),
        "targets": [float(t) for t in target.flatten()], "initial": parameters(),
    }
    if optimizer == "adam":
        rule = torch.optim.Adam(net.parameters(), lr=lr, weight_decay=decay)
    else:
        rule = torch.optim.SGD(net.parameters(), lr=lr, momentum=momentum, weight_decay=decay)
    loss_of = torch.nn.MSELoss() if regression else torch.nn.CrossEntropyLoss()
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
    return result | {"losses": losses, "final": parameters()}


cases = [
    case("relu, sgd", [18], "relu", "sgd", 0.2),
    case("relu twice, sgd with decay", [35, 17], "relu", "sgd", 0.1, decay=0.05),
    case("tanh, momentum", [33], "tanh", "sgd", 0.05, momentum=0.9, decay=0.01),
    case("sigmoid, momentum", [16, 5], "sigmoid", "sgd", 0.3, momentum=0.5),
    case("gelu, adam", [40, 12], "gelu", "adam", 0.01),
    case("relu, adam with decay", [18], "relu", "adam", 0.02, decay=0.1),
    case("short last batch", [18], "relu", "sgd", 0.1, momentum=0.9, batch=6, epochs=5),
    case("regression, sgd", [18], "tanh", "sgd", 0.05, regression=True),
    case("regression, adam in batches", [34], "gelu", "adam", 0.01, batch=8, epochs=7, regression=True),
]


def shortened(x):
    """Twelve digits are more than single precision can be compared with."""
    if isinstance(x, float):
        return float(f"{x:.12g}")
    if isinstance(x, list):
        return [shortened(v) for v in x]
    return {k: shortened(v) for k, v in x.items()} if isinstance(x, dict) else x


print(json.dumps(shortened({"cases": cases})).replace('{"name"', '\n{"name"'))
