"""The four networks' input shapes, and data: pixels in 0...1 (four of five dark, as in handwriting, but for the colour
images) and labels, at random."""

from __future__ import annotations

import numpy as np

SHAPES = {"mlp128": (784,), "mlp512": (784,), "lenet": (28, 28, 1), "cifar": (32, 32, 3)}  # height, width, channels
ITEMS = 4096
RATES = {"sgd": 0.01, "adam": 0.001}


def data(network: str, items: int = ITEMS) -> tuple[np.ndarray, np.ndarray]:
    """Images and labels."""
    stream = np.random.RandomState(0)
    pixels = stream.rand(items, *SHAPES[network]).astype(np.float32)
    if network != "cifar":
        pixels = np.maximum(0, 5 * pixels - 4)
    return pixels, stream.randint(0, 10, items)


def batches(items: int, batch: int):
    """The beginnings of whole batches, round and round."""
    while True:
        yield from range(0, items - batch + 1, batch)
