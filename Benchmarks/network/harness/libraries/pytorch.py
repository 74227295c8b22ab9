"""PyTorch, denormals flushed: eager; "fused": channels last and the fused optimiser; "compile": that, compiled."""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import nn

from ..data import RATES, batches, data


def limit_threads(threads: int) -> None:
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)


def trainer(network: str, batch: int, optimizer: str, variant: str = "eager") -> Callable[[int], None]:
    torch.manual_seed(0)
    pixels, labels = data(network)
    x, y = torch.from_numpy(pixels), torch.from_numpy(labels)
    model = NETWORKS[network]().train()
    if x.ndim == 4:
        x = x.permute(0, 3, 1, 2)
        x = x.contiguous()
        if variant != "eager":
            x = x.contiguous(memory_format=torch.channels_last)
            model = model.to(memory_format=torch.channels_last)
    make = torch.optim.Adam if optimizer == "adam" else torch.optim.SGD
    rule = make(model.parameters(), lr=RATES[optimizer], fused=variant != "eager")
    forward = torch.compile(model) if variant == "compile" else model
    starts = batches(len(x), batch)

    def steps(count: int) -> None:
        for _ in range(count):
            start = next(starts)
            rule.zero_grad(set_to_none=True)
            F.cross_entropy(forward(x[start : start + batch]), y[start : start + batch]).backward()
            rule.step()

    return steps


def product(m: int, n: int, k: int) -> Callable[[int], None]:
    a, b, c = torch.rand(m, k), torch.rand(k, n), torch.empty(m, n)

    def steps(count: int) -> None:
        for _ in range(count):
            torch.mm(a, b, out=c)

    return steps


def convolution(images: int, side: int, channels: int, filters: int, kernel: int) -> Callable[[int], None]:
    x = torch.rand(images, channels, side, side).contiguous(memory_format=torch.channels_last)
    layer = nn.Conv2d(channels, filters, kernel, bias=False).to(memory_format=torch.channels_last)

    def steps(count: int) -> None:
        with torch.inference_mode():
            for _ in range(count):
                layer(x)

    return steps


def _mlp(*widths: int) -> nn.Module:
    layers: list[nn.Module] = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def _lenet() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    )


def _cifar() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(3, 32, 3, padding=1), nn.ReLU(), nn.Conv2d(32, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.25),
        nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.Conv2d(64, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.25),
        nn.Flatten(), nn.Linear(2304, 512), nn.ReLU(), nn.Dropout(0.5), nn.Linear(512, 10),
    )


NETWORKS = {
    "mlp128": lambda: _mlp(784, 128, 10), "mlp512": lambda: _mlp(784, 512, 512, 10), "lenet": _lenet, "cifar": _cifar,
}
