"""Training steps of small networks by PyTorch (2.13.0, CPU, double precision), for Tests/NNTests/PyTorchTests.swift.

    pip install torch==2.13.0 numpy
    python3 pytorch_steps.py > pytorch_steps.json

Inputs and first weights are rounded to multiples of 1/64, so that single precision holds them exactly.
"""
import torch

from pytorch_common import ACTIVATIONS, rounded, write

ITEMS, WIDTH, CLASSES = 20, 7, 3
RULES = {
    "sgd": torch.optim.SGD, "momentum": torch.optim.SGD, "adam": torch.optim.Adam, "adamw": torch.optim.AdamW,
    "rmsprop": torch.optim.RMSprop, "adagrad": torch.optim.Adagrad,
}


def cross_entropy(z, target, smoothing=0.0, weights=None):
    """The loss, and what the mean of several batches weighs it by."""
    w = None if weights is None else torch.tensor(weights)
    loss = torch.nn.functional.cross_entropy(z, target, weight=w, label_smoothing=smoothing)
    return loss, len(target) if w is None else w[target].sum().item()


def binary_cross_entropy(z, target, smoothing=0.0, weights=None):
    """By the logistic loss, with the terms of both classes weighted; equal to softmax of (0, z)."""
    one = (1 - smoothing) * target.double() + smoothing / 2
    w = torch.tensor(weights or [1.0, 1.0])
    logs = torch.nn.functional.logsigmoid
    loss = -(w[1] * one * logs(z[:, 0]) + w[0] * (1 - one) * logs(-z[:, 0])).sum() / w[target].sum()
    pair = cross_entropy(torch.cat([torch.zeros_like(z), z], 1), target, smoothing, weights)[0]
    assert abs(loss - pair).item() < 1e-12
    if smoothing == 0 and weights is None:
        plain = torch.nn.functional.binary_cross_entropy_with_logits(z[:, 0], one)
        assert abs(loss - plain).item() < 1e-12
    return loss, w[target].sum().item()


def case(name, units, activation, optimizer, lr, batch=ITEMS, epochs=20, regression=False, **options):
    """Options are those of `TrainingOptions`, by the same names; None of them has PyTorch's default changed."""
    torch.manual_seed(len(name) * 1000 + epochs)
    loss_name = options.get("loss", "mse" if regression else "cross_entropy")
    binary = loss_name == "binary_cross_entropy"
    x = rounded(ITEMS, WIDTH)
    target = rounded(ITEMS, 1) if regression else torch.randint(0, 2 if binary else CLASSES, (ITEMS,))
    widths = [WIDTH] + units + [1 if regression or binary else CLASSES]
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
        "batch": batch, "isRegression": regression, "features": x.flatten().tolist(),
        "targets": [float(t) for t in target.flatten()], "initial": parameters(),
    } | options
    constants = {}
    if "decay" in options:
        constants["weight_decay"] = options["decay"]
    if "momentum" in options:
        constants["momentum"] = options["momentum"]
    if "nesterov" in options:
        constants["nesterov"] = options["nesterov"]
    if "beta1" in options:
        constants["betas"] = (options["beta1"], options["beta2"])
    if "epsilon" in options:
        constants["eps"] = options["epsilon"]
    if "rho" in options:
        constants["alpha"] = options["rho"]
    rule = RULES[optimizer](net.parameters(), lr=lr, **constants)

    def loss_of(y, target):
        if loss_name == "cross_entropy":
            return cross_entropy(y, target, options.get("smoothing", 0.0), options.get("classWeights"))
        if loss_name == "binary_cross_entropy":
            return binary_cross_entropy(y, target, options.get("smoothing", 0.0), options.get("classWeights"))
        losses = {"mse": torch.nn.MSELoss, "mae": torch.nn.L1Loss}
        loss = torch.nn.HuberLoss(delta=options.get("delta", 1.0)) if loss_name == "huber" else losses[loss_name]()
        return loss(y, target), len(target)

    losses = []
    for _ in range(epochs):
        total, weight = 0.0, 0.0
        for start in range(0, ITEMS, batch):
            rows = slice(start, start + batch)
            rule.zero_grad()
            loss, w = loss_of(net(x[rows]), target[rows])
            loss.backward()
            if "clipNorm" in options:
                torch.nn.utils.clip_grad_norm_(net.parameters(), options["clipNorm"])
            if "clipValue" in options:
                torch.nn.utils.clip_grad_value_(net.parameters(), options["clipValue"])
            for v in net.parameters():
                v.grad += options.get("l1", 0.0) * v.data.sign()
            rule.step()
            total += loss.item() * w
            weight += w
        losses.append(total / weight)
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
    # Losses; 20 items in batches of 8 leave a last one of 4.
    case("smoothing", [10], "tanh", "sgd", 0.3, batch=8, epochs=7, smoothing=0.2),
    case("class weights", [10], "tanh", "sgd", 0.3, batch=8, epochs=7, classWeights=[0.5, 2.0, 1.25]),
    case("smoothing and class weights", [10], "gelu", "sgd", 0.3, batch=8, epochs=7, smoothing=0.1,
         classWeights=[0.5, 2.0, 1.25]),
    case("binary", [9], "tanh", "sgd", 0.3, batch=8, epochs=7, loss="binary_cross_entropy"),
    case("binary, smoothing and class weights", [9], "gelu", "sgd", 0.2, batch=8, epochs=7, loss="binary_cross_entropy",
         smoothing=0.15, classWeights=[3.0, 0.5]),
    case("absolute error", [9], "tanh", "sgd", 0.05, batch=8, epochs=7, regression=True, loss="mae"),
    case("Huber", [9], "tanh", "sgd", 0.1, batch=8, epochs=7, regression=True, loss="huber"),
    case("Huber, delta", [9], "gelu", "adam", 0.02, batch=8, epochs=7, regression=True, loss="huber", delta=0.25),
    # Rules and penalties.
    case("Nesterov", [12], "tanh", "sgd", 0.05, momentum=0.9, nesterov=True, decay=0.02),
    case("Adam, constants", [12], "tanh", "adam", 0.02, beta1=0.8, beta2=0.95, epsilon=1e-3),
    case("AdamW", [12], "tanh", "adamw", 0.02),
    case("AdamW, decay", [12], "gelu", "adamw", 0.05, decay=0.3, beta1=0.7, beta2=0.9),
    case("RMSprop", [12], "tanh", "rmsprop", 0.005),
    case("RMSprop, momentum", [12], "gelu", "rmsprop", 0.002, rho=0.9, momentum=0.8, decay=0.01, epsilon=1e-4),
    case("Adagrad", [12], "tanh", "adagrad", 0.05),
    case("Adagrad, decay", [12], "gelu", "adagrad", 0.1, decay=0.05, epsilon=1e-5),
    case("L1", [12], "tanh", "sgd", 0.1, l1=0.01, decay=0.02),
    case("clipping by norm", [12], "tanh", "momentum", 0.1, momentum=0.9, clipNorm=0.3, decay=0.05),
    case("clipping by value", [12], "tanh", "sgd", 0.3, clipValue=0.02, l1=0.001),
    case("clipping by both", [12], "gelu", "adam", 0.02, clipNorm=0.3, clipValue=0.02, decay=0.01),
]

write({"cases": cases}, digits=12)
