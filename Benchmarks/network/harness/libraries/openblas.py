"""OpenBLAS as NumPy ships it: products alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


def limit_threads(threads: int) -> None:
    """It reads its threads from the environment, which the worker has set."""


def trainer(network: str, batch: int, optimizer: str) -> Callable[[int], None]:
    raise NotImplementedError("products only")


def product(m: int, n: int, k: int) -> Callable[[int], None]:
    stream = np.random.RandomState(0)
    a, b = stream.rand(m, k).astype(np.float32), stream.rand(k, n).astype(np.float32)
    c = np.empty((m, n), np.float32)

    def steps(count: int) -> None:
        for _ in range(count):
            np.matmul(a, b, out=c)

    return steps


def convolution(images: int, side: int, channels: int, filters: int, kernel: int) -> Callable[[int], None]:
    raise NotImplementedError("products only")
