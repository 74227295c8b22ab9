"""Keras on TensorFlow: `fit` without shuffling, 16 steps an execution, the graph compiled as Keras chooses."""

from __future__ import annotations

from collections.abc import Callable

import keras
import tensorflow as tf
from keras import layers

from ..data import ITEMS, RATES, SHAPES, data

TOGETHER = 16


def limit_threads(threads: int) -> None:
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(1)


def least_steps(batch: int) -> int:
    """A whole epoch: `fit` takes a fifth of a second to begin."""
    return ITEMS // batch


def trainer(network: str, batch: int, optimizer: str) -> Callable[[int], None]:
    pixels, labels = data(network)
    model = keras.Sequential([keras.Input(SHAPES[network]), *NETWORKS[network]()])
    make = keras.optimizers.Adam if optimizer == "adam" else keras.optimizers.SGD
    model.compile(
        optimizer=make(RATES[optimizer]), loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        steps_per_execution=TOGETHER,
    )

    def steps(count: int) -> None:
        most = len(pixels) // batch
        while count > 0:
            now = min(count, most)
            items = now * batch
            model.fit(pixels[:items], labels[:items], batch_size=batch, epochs=1, shuffle=False, verbose=0)
            count -= now

    return steps


def _mlp(*widths: int) -> list[layers.Layer]:
    return [*(layers.Dense(width, activation="relu") for width in widths), layers.Dense(10)]


def _lenet() -> list[layers.Layer]:
    return [
        layers.Conv2D(6, 5, padding="same", activation="relu"), layers.MaxPooling2D(),
        layers.Conv2D(16, 5, activation="relu"), layers.MaxPooling2D(), layers.Flatten(), *_mlp(120, 84),
    ]


def _cifar() -> list[layers.Layer]:
    return [
        layers.Conv2D(32, 3, padding="same", activation="relu"), layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(), layers.Dropout(0.25),
        layers.Conv2D(64, 3, padding="same", activation="relu"), layers.Conv2D(64, 3, activation="relu"),
        layers.MaxPooling2D(), layers.Dropout(0.25), layers.Flatten(),
        layers.Dense(512, activation="relu"), layers.Dropout(0.5), layers.Dense(10),
    ]


NETWORKS = {"mlp128": lambda: _mlp(128), "mlp512": lambda: _mlp(512, 512), "lenet": _lenet, "cifar": _cifar}
