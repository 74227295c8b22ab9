"""Floating-point operations of a training step, to state speed as a share of what the core can do."""

from __future__ import annotations

# Multiply-adds of each layer for one sample: inputs of a sum x outputs.
LAYERS = {
    "mlp128": [784 * 128, 128 * 10],
    "mlp512": [784 * 512, 512 * 512, 512 * 10],
    "lenet": [25 * 6 * 28 * 28, 150 * 16 * 10 * 10, 400 * 120, 120 * 84, 84 * 10],
    "cifar": [27 * 32 * 32 * 32, 288 * 32 * 30 * 30, 288 * 64 * 15 * 15, 576 * 64 * 13 * 13, 2304 * 512, 512 * 10],
}


def per_sample(network: str) -> float:
    """Forward, the weights' gradient and the input's gradient, which the first layer does without."""
    layers = LAYERS[network]
    return 2.0 * (3 * sum(layers) - layers[0])
