"""JAX: the whole step, optax's update included, compiled by `jit` with its arguments donated."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import optax
from jax import lax

from ..data import RATES, batches, data

Parameters = list[dict[str, jax.Array]]


def limit_threads(threads: int) -> None:
    """XLA reads its flags from the environment, which the worker has set."""


def trainer(network: str, batch: int, optimizer: str) -> Callable[[int], None]:
    pixels, labels = data(network)
    x, y = jnp.asarray(pixels), jnp.asarray(labels)
    parameters, forward = NETWORKS[network](jax.random.split(jax.random.PRNGKey(0), 8))
    make = optax.adam if optimizer == "adam" else optax.sgd
    rule = make(RATES[optimizer])

    @partial(jax.jit, donate_argnums=(0, 1))
    def step(parameters, memory, start, key):
        xs, ys = lax.dynamic_slice_in_dim(x, start, batch), lax.dynamic_slice_in_dim(y, start, batch)

        def loss(parameters):
            logits = forward(parameters, xs, key)
            return optax.softmax_cross_entropy_with_integer_labels(logits, ys).mean()

        gradients = jax.grad(loss)(parameters)
        updates, memory = rule.update(gradients, memory, parameters)
        return optax.apply_updates(parameters, updates), memory, jax.random.fold_in(key, start)

    state: list[Any] = [parameters, rule.init(parameters), jax.random.PRNGKey(1)]
    starts = batches(len(x), batch)

    def steps(count: int) -> None:
        for _ in range(count):
            state[0], state[1], state[2] = step(state[0], state[1], next(starts), state[2])
        jax.block_until_ready(state)

    return steps


def _weights(key: jax.Array, *shape: int) -> dict[str, jax.Array]:
    fan_in = 1
    for extent in shape[:-1]:
        fan_in *= extent
    return {"w": jax.random.normal(key, shape) * (2 / fan_in) ** 0.5, "b": jnp.zeros(shape[-1])}


def _dense(p: dict[str, jax.Array], x: jax.Array) -> jax.Array:
    return x @ p["w"] + p["b"]


def _conv(p: dict[str, jax.Array], x: jax.Array, padding: str) -> jax.Array:
    numbers = ("NHWC", "HWIO", "NHWC")
    return jax.nn.relu(lax.conv_general_dilated(x, p["w"], (1, 1), padding, dimension_numbers=numbers) + p["b"])


def _pool(x: jax.Array) -> jax.Array:
    return lax.reduce_window(x, -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")


def _drop(x: jax.Array, rate: float, key: jax.Array) -> jax.Array:
    return jnp.where(jax.random.bernoulli(key, 1 - rate, x.shape), x / (1 - rate), 0)


def _mlp(keys: jax.Array, *widths: int):
    parameters = [_weights(key, *shape) for key, shape in zip(keys, zip(widths, widths[1:]))]

    def forward(p: Parameters, x: jax.Array, key: jax.Array) -> jax.Array:
        for layer in p[:-1]:
            x = jax.nn.relu(_dense(layer, x))
        return _dense(p[-1], x)

    return parameters, forward


def _lenet(keys: jax.Array):
    shapes = [(5, 5, 1, 6), (5, 5, 6, 16), (400, 120), (120, 84), (84, 10)]

    def forward(p: Parameters, x: jax.Array, key: jax.Array) -> jax.Array:
        x = _pool(_conv(p[1], _pool(_conv(p[0], x, "SAME")), "VALID")).reshape(x.shape[0], -1)
        return _dense(p[4], jax.nn.relu(_dense(p[3], jax.nn.relu(_dense(p[2], x)))))

    return [_weights(key, *shape) for key, shape in zip(keys, shapes)], forward


def _cifar(keys: jax.Array):
    shapes = [(3, 3, 3, 32), (3, 3, 32, 32), (3, 3, 32, 64), (3, 3, 64, 64), (2304, 512), (512, 10)]

    def forward(p: Parameters, x: jax.Array, key: jax.Array) -> jax.Array:
        first, second, third = jax.random.split(key, 3)
        x = _drop(_pool(_conv(p[1], _conv(p[0], x, "SAME"), "VALID")), 0.25, first)
        x = _drop(_pool(_conv(p[3], _conv(p[2], x, "SAME"), "VALID")), 0.25, second)
        x = jax.nn.relu(_dense(p[4], x.reshape(x.shape[0], -1)))
        return _dense(p[5], _drop(x, 0.5, third))

    return [_weights(key, *shape) for key, shape in zip(keys, shapes)], forward


NETWORKS = {
    "mlp128": lambda keys: _mlp(keys, 784, 128, 10), "mlp512": lambda keys: _mlp(keys, 784, 512, 512, 10),
    "lenet": _lenet, "cifar": _cifar,
}
