"""scikit-learn's MLPClassifier, by `partial_fit` on chunks of whole batches; it has no convolutions."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from sklearn.neural_network import MLPClassifier

from ..data import RATES, data

HIDDEN = {"mlp128": (128,), "mlp512": (512, 512)}


def limit_threads(threads: int) -> None:
    """Its BLAS reads its threads from the environment, which the worker has set."""


def trainer(network: str, batch: int, optimizer: str) -> Callable[[int], None]:
    if network not in HIDDEN:
        raise NotImplementedError("no convolutions")
    pixels, labels = data(network)
    model = MLPClassifier(
        HIDDEN[network], solver=optimizer, batch_size=batch, shuffle=False, alpha=0, momentum=0,
        learning_rate_init=RATES[optimizer],
    )
    model.partial_fit(pixels[:batch], labels[:batch], classes=np.arange(10))

    def steps(count: int) -> None:
        most = len(pixels) // batch
        while count > 0:
            items = min(count, most) * batch
            model.partial_fit(pixels[:items], labels[:items])
            count -= items // batch

    return steps
